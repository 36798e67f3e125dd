"""Rule sets from a stranger: a check of them ends, in little time and memory, with a problem or a verdict."""

from __future__ import annotations

import difflib
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from decision_aid.checking import check
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.crisis import HELP_LINE
from decision_aid.model.problems import MOST_COMPARED
from tests.cli.conftest import process
from tests.rule_sets.test_bad import SMALL

SECONDS = 60
"""Seconds of the processor, so that it makes no difference what else the machine does."""

PATIENCE = 900
BYTES = 2 * 1024**3

MANY = 10_000
CODES = [f"c{number}" for number in range(2_000)]
SHADE = "{question: likes, is: shade}"


def limited() -> None:
    """Let the process have no more memory and time than this."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def rule(id: str, when: str) -> str:
    return (
        f"  - {{id: {id}, caption: More, when: {when}, basis: preference,\n"
        "     arguments: [{for: lake, strength: weak, because: It fits.}]}\n"
    )


def rules(folder: Path, conditions: Iterable[str], each: int = 2_000) -> None:
    """One rule for each condition, in files of `each`: a file has its limits, a folder has none."""
    written = [rule(f"r{number}", condition) for number, condition in enumerate(conditions)]
    for start in range(0, len(written), each):
        head = f"theme: extra{start}\ncaption: More\nrules:\n"
        text = head + "".join(written[start : start + each])
        (folder / "rules" / f"extra{start}.yaml").write_text(text, encoding="utf-8")


def question(folder: Path, link_id: str, codes: Iterable[str], type: str = "choice") -> None:
    file = folder / "questionnaire.yaml"
    options = ", ".join(f"{{code: {code}, label: {code}}}" for code in codes)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(
            f"      - {{link_id: {link_id}, label: More, type: {type}, text: Which?, why: It matters.,\n"
            f"         answer_options: [{options}]}}\n"
        )


def many_hours(folder: Path) -> None:
    file = folder / "questionnaire.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("maximum: 9\n", f"maximum: {MANY}\n"), encoding="utf-8")


# --- the rule sets ------------------------------------------------------------------------------


def nested_not(folder: Path) -> None:
    rules(folder, ["{not: " * MANY + SHADE + "}" * MANY])


def nested_all(folder: Path) -> None:
    rules(folder, ["{all: [" * MANY + SHADE + "]}" * MANY])


def many_equal_rules(folder: Path) -> None:
    rules(folder, [SHADE] * MANY)


def many_different_rules(folder: Path) -> None:
    many_hours(folder)
    rules(folder, (f"{{question: hours, at_least: {number}}}" for number in range(1, MANY + 1)))


def many_themes(folder: Path) -> None:
    rules(folder, [SHADE] * 2_000, each=1)


def large_choice(folder: Path) -> None:
    question(folder, "large", CODES)
    rules(folder, (f"{{question: large, is: {code}}}" for code in CODES))


def large_multiple(folder: Path) -> None:
    question(folder, "large", CODES, "multiple")
    rules(folder, (f"{{question: large, is: {code}}}" for code in CODES))


def large_multiple_read_at_once(folder: Path) -> None:
    question(folder, "large", CODES, "multiple")
    rules(folder, [f"{{question: large, is: [{', '.join(CODES)}]}}"])


def long_all_of_one(folder: Path, parts: int = MANY) -> None:
    rules(folder, [f"{{all: [{', '.join([SHADE] * parts)}]}}"])


def long_all_of_many(folder: Path, parts: int = MANY) -> None:
    many_hours(folder)
    tests = (f"{{question: hours, at_least: {number}}}" for number in range(1, parts + 1))
    rules(folder, [f"{{all: [{', '.join(tests)}]}}"])


def many_names_of_nothing(folder: Path) -> None:
    """Each is used twice, as if something had been renamed, and many things are used by nothing."""
    question(folder, "large", CODES)
    rules(folder, (f"{{question: large, is: [c{number}x, c{number}x]}}" for number in range(300)))


def one_name_of_nothing(folder: Path) -> None:
    rules(folder, ["{question: nobody, is: x}"] * MANY)


def any_of_alls(folder: Path) -> None:
    """Written out as *all* of *any*, it has 2 to the 40 parts."""
    names = [f"q{number}" for number in range(80)]
    for name in names:
        question(folder, name, ["a", "b"])
    tests = [f"{{question: {name}, is: a}}" for name in names]
    pairs = [f"{{all: [{one}, {other}]}}" for one, other in zip(tests[::2], tests[1::2], strict=True)]
    rules(folder, [f"{{any: [{', '.join(pairs)}]}}", *(f"{{question: {name}, is: b}}" for name in names)])


# --- the same, a little below what is refused at once -------------------------------------------


def some_equal_rules(folder: Path) -> None:
    rules(folder, [SHADE] * 450)


def some_different_rules(folder: Path) -> None:
    many_hours(folder)
    rules(folder, (f"{{question: hours, at_least: {number}}}" for number in range(1, 181)))


def some_themes(folder: Path) -> None:
    rules(folder, [SHADE] * 150, each=1)


def middling_choice(folder: Path) -> None:
    question(folder, "large", CODES[:450])
    rules(folder, (f"{{question: large, is: {code}}}" for code in CODES[:450]))


def some_of_one(folder: Path) -> None:
    long_all_of_one(folder, 60)


def some_of_many(folder: Path) -> None:
    many_hours(folder)
    alls = [
        ", ".join(f"{{question: hours, at_least: {number % 190 + 1}}}" for number in range(start, start + 60))
        for start in range(0, 1_500, 60)
    ]
    rules(folder, [f"{{all: [{tests}]}}" for tests in alls])


# What is refused at once is quick; what is searched takes its time.
@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (nested_not, "too-deep"),
        (nested_all, "too-deep"),
        pytest.param(many_equal_rules, "", marks=pytest.mark.exhaustive),
        pytest.param(many_different_rules, "", marks=pytest.mark.exhaustive),
        pytest.param(many_themes, "", marks=pytest.mark.exhaustive),
        pytest.param(large_choice, "", marks=pytest.mark.exhaustive),
        (large_multiple, "too-complex"),
        pytest.param(large_multiple_read_at_once, "", marks=pytest.mark.exhaustive),
        pytest.param(long_all_of_one, "", marks=pytest.mark.exhaustive),
        pytest.param(long_all_of_many, "", marks=pytest.mark.exhaustive),
        (any_of_alls, "too-complex"),
        pytest.param(many_names_of_nothing, "", marks=pytest.mark.exhaustive),
        pytest.param(one_name_of_nothing, "", marks=pytest.mark.exhaustive),
        pytest.param(some_equal_rules, "", marks=pytest.mark.exhaustive),
        pytest.param(some_of_many, "", marks=pytest.mark.exhaustive),
        pytest.param(some_of_one, "", marks=pytest.mark.exhaustive),
        pytest.param(middling_choice, "", marks=pytest.mark.exhaustive),
        pytest.param(some_themes, "", marks=pytest.mark.exhaustive),
        pytest.param(some_different_rules, "", marks=pytest.mark.exhaustive),
    ],
)
def test_a_hostile_rule_set_comes_to_an_end(make: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "set"))
    make(folder)
    done = process("rules", "check", str(folder), timeout=PATIENCE, preexec_fn=limited)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode in (0, 1), told[-1000:]
    assert done.stderr.decode() == (f"{HELP_LINE}\n" if done.returncode else "")
    assert f"[{code}]" in told or not code


def many_wrong_names_among_many_right_ones(folder: Path) -> None:
    names = CODES[:160]
    question(folder, "large", names)
    wrong_codes = (f"{{question: large, is: {name}x}}" for name in names)
    wrong_questions = (f"{{question: {name}, is: shade}}" for name in names)
    rules(folder, [*wrong_codes, *wrong_questions])


def test_guesses_at_wrong_names_take_no_longer_than_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is counted is the work: with how many known names wrong ones are compared."""
    compared: list[int] = []

    def counting(name: str, known: list[str], n: int) -> list[str]:
        compared.append(len(known))
        return known[:n]

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    folder = Path(shutil.copytree(SMALL, tmp_path / "set"))
    many_wrong_names_among_many_right_ones(folder)
    problems = check(read_whole(folder), whole=True)
    assert len(problems) == 320
    assert sum(map(len, (problem.hint or "" for problem in problems))) < 320 * 200
    assert MOST_COMPARED <= sum(compared) < MOST_COMPARED + max(compared)
    assert {problem.hint for problem in problems} >= {"did you mean 'c0'?"}
