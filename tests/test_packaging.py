"""The wheel: it carries the rule set, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).parent.parent
RULES = PROJECT / "rules"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.exhaustive
def test_the_wheel_carries_every_rule_file_unchanged(wheel: Path) -> None:
    beside = {
        path.relative_to(PROJECT).as_posix(): path.read_bytes() for path in RULES.rglob("*") if path.is_file()
    }
    with ZipFile(wheel) as archive:
        inside = {
            name.removeprefix("decision_aid/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("decision_aid/rules/")
        }
    assert {"rules/depression/safety.yaml", "rules/standard.yaml"} <= set(beside)
    snapshots = {
        f"rules/depression.{name}.json" for name in ("rules", "words_of_danger", "library", "reading_level")
    }
    assert inside.keys() - snapshots == beside.keys()
    assert snapshots <= inside.keys()
    assert {name: inside[name] for name in beside} == beside


@pytest.mark.exhaustive
def test_the_wheel_carries_every_module_and_no_test(wheel: Path) -> None:
    modules = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "decision_aid").rglob("*.py")}
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert modules <= names
    assert "decision_aid/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


@pytest.mark.exhaustive
def test_the_program_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked far from the checkout, with no other copy on the path, it finds its rule set."""
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import decision_aid.loading.rule_set as loading\n"
        "from decision_aid.loading.standard import load_standard\n"
        "print(loading.__file__, loading.load_rules().hash, sep='\\n')\n"
        "print(len(load_standard().criteria))\n"
        "from decision_aid.__main__ import examples\n"
        "from decision_aid.commands.about.reading_level import reading_level\n"
        "from decision_aid.wording.readability import ReadingLevel\n"
        "measured = reading_level(loading.load_rules(), examples())\n"
        "print(loading.saved(ReadingLevel, 'reading_level') == measured)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True, timeout=60
    )
    file, hash, criteria, as_measured = done.stdout.splitlines()
    assert Path(file).is_relative_to(tmp_path)
    assert len(hash) == 64
    assert criteria == "44"
    assert as_measured == "True"


@pytest.mark.exhaustive
def test_the_wheel_names_its_program_and_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "decision-aid = decision_aid.__main__:main" in archive.read(points).decode()
        assert any(name.endswith("LICENSE") for name in archive.namelist())


@pytest.mark.exhaustive
def test_the_wheel_brings_the_man_page(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        page = next(name for name in archive.namelist() if name.endswith("/share/man/man1/decision-aid.1"))
        assert archive.read(page) == (PROJECT / "docs" / "decision-aid.1").read_bytes()
