"""Imports point one way, start-up stays light, and nothing talks to a network."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import decision_aid

PROJECT = Path(__file__).parent.parent
PACKAGE = Path(decision_aid.__file__).parent

NOT_OURS = {"click"}
"""What other packages of the test environment bring along, and a plain install has not."""

HEAVY = {"yaml", "rich", "questionary", "prompt_toolkit", "pydantic"}

NETWORK = {
    *("socket", "ssl", "http", "urllib", "smtplib", "ftplib", "asyncio", "socketserver", "xmlrpc", "imaplib"),
    *("poplib", "telnetlib", "nntplib", "webbrowser", "requests", "httpx", "aiohttp", "urllib3"),
}

ANSWERS = """\
rule_set: depression
answers: {setting: person, danger_now: no}
"""


def test_the_import_contracts_hold() -> None:
    contracts = PROJECT / "pyproject.toml"
    check = (
        "import sys; from importlinter.cli import lint_imports\n"
        f"sys.exit(lint_imports({str(contracts)!r}, no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def loaded_after(program: str, *arguments: str) -> set[str]:
    """The top-level modules that are loaded when `program` has run in an interpreter of its own."""
    report = "\nprint('MODULES', *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}{report}", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split()[1:])


RUN = """
from decision_aid.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def test_starting_loads_nothing_heavy() -> None:
    assert loaded_after("import decision_aid.__main__") & HEAVY == set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_nothing_heavy(option: str) -> None:
    assert loaded_after(RUN, option) & HEAVY == set()


def test_only_the_command_that_is_called_is_loaded() -> None:
    report = "print(*sorted(name for name in sys.modules if name.startswith('decision_aid.commands.')))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{RUN}{report}", "crisis", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert loaded == ["decision_aid.commands.crisis"]


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
def test_a_piped_result_needs_neither_menus_nor_styles(format: str, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    loaded = loaded_after(RUN, "evaluate", str(tmp_path / "answers.yaml"), "--format", format)
    assert loaded & HEAVY == {"yaml"}


def test_crisis_needs_no_network_module() -> None:
    assert loaded_after(RUN, "crisis") & (HEAVY | {"socket", "ssl", "asyncio", "http"}) == {"yaml"}


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All that a module says, part by part."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported_by(path: Path) -> Iterator[str]:
    """The top-level names that a module imports, wherever in it."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_no_module_can_reach_a_network() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 20
    assert [(path.name, name) for path in modules for name in imported_by(path) if name in NETWORK] == []


def test_nothing_is_evaluated_as_code() -> None:
    """No text from a file can become code: nothing calls eval, exec, pickle or an unsafe YAML loader."""
    for path in PACKAGE.rglob("*.py"):
        imported = set(imported_by(path))
        called = {
            node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            for node in nodes_of(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        }
        allowed = {"compile"} if "re" in imported else set()
        dangerous = {"eval", "exec", "compile", "load", "unsafe_load", "full_load", "system", "__import__"}
        assert called & (dangerous - allowed) == set(), path.name
        assert not {"pickle", "marshal", "shelve", "ctypes"} & imported, path.name
        # One module starts another program: git, to read a rule set as it was at a revision.
        assert "subprocess" not in imported or path.name == "revision.py", path.name


def test_the_only_program_that_is_started_is_git() -> None:
    started = [
        node.args[0]
        for node in nodes_of(PACKAGE / "loading" / "revision.py")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run"
    ]
    assert len(started) == 1
    assert isinstance(started[0], ast.List)
    assert ast.literal_eval(started[0].elts[0]) == "git"


def test_nothing_is_imported_that_a_plain_install_has_not() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert not NOT_OURS & {*imported_by(path)}, path
