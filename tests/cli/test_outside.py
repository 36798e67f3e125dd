"""No command opens a socket, starts a program, or writes anywhere but where it was told to.

Python tells of each such act by an audit hook (docs.python.org/3/library/audit_events.html), whoever does it:
the program, or a library that it uses.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import SAFE
from tests.cli.test_failures import COMMANDS as EVERY_COMMAND
from tests.cli.test_failures import TABLE, TINY, WELL
from tests.pages import ANSWERS

WATCHED = r"""
import json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from threading import Event, Thread

allowed, runs = json.loads(sys.argv[1])
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.",
           "os.startfile", "webbrowser.", "urllib.", "http.", "smtplib.", "ftplib.", "ctypes.dlopen")
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "os.chown", "os.utime", "os.setxattr", "shutil.", "tempfile.")
seen, doing = [], []

def inside(path):
    if isinstance(path, int):
        return True  # opened before, and looked at then
    return os.path.abspath(os.fsdecode(path)).startswith((os.path.abspath(allowed) + os.sep, os.devnull))

def watch(event, args):
    if event.startswith(OUTSIDE):
        seen.append((doing[-1], event))
    elif event == "open":
        path, mode, flags = args
        if path is not None and (flags & WRITES or set(mode or "") & set("wax+")) and not inside(path):
            seen.append((doing[-1], event, str(path)))
    elif event.startswith(CHANGES):
        paths = [one for one in args if isinstance(one, (str, bytes))]
        if not all(map(inside, paths)):
            seen.append((doing[-1], event, *map(str, paths)))

from decision_aid.__main__ import main
sys.dont_write_bytecode = True
sys.addaudithook(watch)
codes = []
ended = Event()

class Screen(StringIO):
    def isatty(self):
        return True

def at_a_terminal(typed):
    keyboard, end = os.openpty()
    sys.stdin = open(end)

    def type_it_until_heard():
        while not ended.wait(0.8):  # long enough to have read the question
            os.write(keyboard, typed.encode())

    Thread(target=type_it_until_heard, daemon=True).start()
    return redirect_stdout(Screen()), redirect_stderr(Screen())

for run in runs:
    doing.append(" ".join(run))
    if run[0] == "!":
        try:
            exec(run[1])
        except Exception:
            pass
        continue
    out, err = redirect_stdout(StringIO()), redirect_stderr(StringIO())
    if run[0] == "~":
        ended.clear()
        out, err = at_a_terminal(run[1])
        run = run[2:]
    sys.argv = ["decision-aid", *run]
    code = 0
    with out, err:
        try:
            main()
        except SystemExit as end:
            code = end.code
    ended.set()
    sys.stdin = sys.__stdin__
    codes.append(int(code or 0))
print(json.dumps([seen, codes]))
"""


def watched(allowed: Path, runs: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[int]]:
    """What was done outside in these runs, and the exit code of each.

    `!` runs Python instead. `~` runs the program at a terminal, where a word is typed until it ends.
    """
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, json.dumps([str(allowed), runs])],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    seen, codes = json.loads(done.stdout.splitlines()[-1])
    return seen, codes


@pytest.mark.exhaustive
def test_no_command_reaches_outside_or_writes_elsewhere(tmp_path: Path) -> None:
    named = tmp_path / "named"
    named.mkdir()
    answers = tmp_path / "answers.yaml"
    answers.write_text(SAFE, encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("danger_now\nno\n", encoding="utf-8")
    files = {ANSWERS: str(answers), TABLE: str(table)}
    record, certificate = str(named / "record.json"), str(named / "certificate.json")
    runs = [[*command, *(files.get(one, one) for one in WELL[command])] for command in EVERY_COMMAND]
    by_lines = ("--accessible", "--setting", "clinician", "--save")
    formats = ("text", "markdown", "html", "note", "json")
    runs += [["evaluate", str(answers), "--format", one, "--output", str(named / one)] for one in formats]
    runs += [
        ["evaluate", str(answers), "--format", "json", "--decision", "ipt", "--output", record],
        ["evaluate", str(answers), "--format", "note", "--output", record, "--force"],
        ["verify", str(named / "json")],
        ["batch", str(table), "--output", str(named / "rows.csv"), "--report", str(named / "rows.html")],
        ["worksheet", str(answers), "--format", "html"],
        ["rules", "export", str(named / "mine")],
        ["rules", "new", str(named / "small")],
        ["rules", "rename", "line_988", "lifeline", str(named / "mine")],
        ["rules", "check", str(TINY), "--certificate", certificate],
        ["rules", "verify", certificate, str(TINY)],
        ["~", "q\n", "interview", *by_lines, str(named / "kept.yaml")],
        ["~", "q\n", *by_lines, str(named / "plainly.yaml")],
        ["evaluate", str(tmp_path / "nowhere.yaml")],
    ]
    seen, codes = watched(named, runs)
    assert seen == []
    assert codes == [0] * (len(runs) - 1) + [2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "named", "table.csv"]
    for name in ("kept.yaml", "plainly.yaml"):
        assert "setting: clinician" in (named / name).read_text(encoding="utf-8")


ACTS = {
    "a socket": "import socket; socket.socket()",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "a program": "import subprocess, sys; subprocess.run([sys.executable, '-c', ''])",
    "a shell": "import os; os.system('true')",
    "a file": "open({elsewhere!r}, 'w').close()",
    "a file, by its flags": "import os; os.close(os.open({elsewhere!r}, os.O_CREAT | os.O_WRONLY))",
    "a temporary file": "import tempfile; tempfile.TemporaryFile().close()",
    "a folder": "import os; os.mkdir({elsewhere!r})",
    "a removal": "import os; os.remove({elsewhere!r})",
    "a link": "import os; os.symlink('x', {elsewhere!r})",
}


@pytest.mark.parametrize("act", ACTS)
def test_whatever_is_done_outside_is_seen(act: str, tmp_path: Path) -> None:
    named = tmp_path / "named"
    named.mkdir()
    seen, _ = watched(named, [["!", ACTS[act].format(elsewhere=str(tmp_path / "elsewhere"))]])
    assert seen


def test_git_is_started_only_where_a_revision_is_asked_for(tmp_path: Path) -> None:
    seen, _ = watched(tmp_path, [["rules", "diff", "no-such-revision", str(TINY)]])
    assert {act[1] for act in seen} & {"subprocess.Popen"}
