"""Rule sets that are broken on purpose: each is told of the marked lines, and of nothing else.

A folder of `bad/` holds what differs from `good/small`, and is laid over a copy of it. A wrong line
ends in the codes that are expected there. Where it cannot, `expected.txt` names file, line and
code. `FILE.deleted` takes a file away.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from decision_aid.checking.checks import case_outcomes, reachable_candidates, readability, safety_first
from decision_aid.checking.examination import Examination, examine
from decision_aid.checking.findings import Finding, Verdict
from decision_aid.checking.proofs import conditions_in, prove
from decision_aid.checking.registry import codes
from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.suggest import Status, suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.loading.codes import CODES
from decision_aid.loading.folder import files_left_out
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.answers import Value
from decision_aid.model.problems import NOWHERE, Problem, Severity, UnusableInput
from decision_aid.model.properties import Accepted, Never, Rising
from decision_aid.model.rules import Action, Rules, Text, Urgency
from decision_aid.proving import bounds, samples
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.prover import Prover
from decision_aid.proving.search import Budget
from decision_aid.proving.weighing import TRUE
from tests.builders import with_library

SMALL = Path(__file__).parent / "good" / "small"
BAD = Path(__file__).parent / "bad"
NAMES = sorted(path.name for path in BAD.iterdir())
DAY = "2026-11-30"

MARK = re.compile(r"  # ([a-z0-9-]+(?:, [a-z0-9-]+)*)$")

ELSEWHERE = {
    "too-large": "too large to keep; it is made below",
    "too-many-values": "the same",
    "no-rule-set": "there is no folder",
    "one-rating": "the standard is no part of a rule set (tests/cli/test_standard.py)",
    "other-rule-set": "answers files alone name a rule set (tests/cli/test_bad_answers.py)",
    **dict.fromkeys(
        ("a-document", "a-result", "a-table", "conflict", "json-lines", "other-file", "xml"),
        "only answers files are refused so (tests/cli/test_bad_answers.py)",
    ),
    **dict.fromkeys(
        (
            *(
                "entered-in-error",
                "incomplete-phq9",
                "modifier",
                "no-phq9",
                "one-value",
                "other-codes",
                "other-words",
            ),
            *("other-questionnaire", "other-resource", "two-answers", "two-scores", "wrong-total"),
        ),
        "no rule set is FHIR (tests/cli/test_fhir.py)",
    ),
    "undecided": "the search gives up on nothing as small as this, unless it is made to",
    "stop-and-candidate": "the engine makes it impossible, and is broken on purpose below",
    "unanswered-safety": "the same",
    "referee-disagrees": "one of two provers would have to be wrong",
}
"""Codes that no folder of `bad/` shows, and why."""

Found = set[tuple[str, int, str]]


class Checked(NamedTuple):
    """What came of a bad rule set; no examination when it cannot be read."""

    problems: tuple[Problem, ...]
    examination: Examination | None = None


def laid_over(name: str, place: Path) -> Path:
    """The bad rule set, whole."""
    shutil.copytree(SMALL, place)
    shutil.copytree(BAD / name, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    for mark in list(place.rglob("*.deleted")):
        mark.with_suffix("").unlink()
        mark.unlink()
    return place


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Checked]:
    """Check a bad rule set, once."""

    @cache
    def check(name: str) -> Checked:
        place = laid_over(name, tmp_path_factory.mktemp("bad") / "set")
        try:
            examination = examine(read_whole(place), DAY, read=files_left_out(place))
        except UnusableInput as error:
            return Checked(tuple(map(relative, error.problems)))
        return Checked(tuple(map(relative, examination.problems)), examination)

    def relative(problem: Problem) -> Problem:
        file = Path(problem.location.file).as_posix().rpartition("/set/")[2]
        return problem._replace(location=problem.location._replace(file=file))

    return check


@pytest.fixture(scope="session")
def small() -> Rules:
    return read_whole(SMALL)


def marked(name: str) -> Iterator[tuple[str, int, str]]:
    """File, line and code of all that is expected."""
    for path in (BAD / name).rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ()
        for number, line in enumerate(lines, 1):
            if mark := MARK.search(line):
                for code in mark[1].split(", "):
                    yield path.relative_to(BAD / name).as_posix(), number, code
    expected = BAD / name / "expected.txt"
    for entry in expected.read_text(encoding="utf-8").splitlines() if expected.exists() else ():
        place, code = entry.split()
        file, _, digits = place.partition(":")
        yield file, int(digits), code


# --- every fault is found, and nothing else -----------------------------------------------------


def test_the_small_rule_set_has_no_problem(small: Rules) -> None:
    examination = examine(small, DAY)
    assert examination.problems == ()
    assert {finding.verdict for finding in examination.findings} == {Verdict.PROVED}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_marked_is_found_and_nothing_else(name: str, checked: Callable[[str], Checked]) -> None:
    found = {(p.location.file, p.location.line, p.code) for p in checked(name).problems}
    assert found == set(marked(name))


def test_every_code_has_a_rule_set_that_shows_it() -> None:
    known = {*codes(), *CODES}
    shown = {code for name in NAMES for _, _, code in marked(name)}
    assert shown - known == set()
    assert known - shown == set(ELSEWHERE)


@pytest.mark.parametrize(
    ("content", "code"), [("# " + 1_000_000 * "x", "too-large"), (f"[{100_000 * 'x,'}]", "too-many-values")]
)
def test_a_file_without_end(content: str, code: str, tmp_path: Path) -> None:
    place = Path(shutil.copytree(SMALL, tmp_path / "set"))
    (place / "rules" / "extra.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UnusableInput) as refused:
        read_whole(place)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as refused:
        read_whole(tmp_path / "nowhere")
    assert [problem.code for problem in refused.value.problems] == ["no-rule-set"]


def test_a_warning_that_is_accepted_is_no_problem(small: Rules) -> None:
    overdue = with_library(small, accepted=(Accepted("review-overdue", "small", "It is winter."),))
    examination = examine(overdue, "2027-11-02")
    assert {problem.code for problem in examination.problems} == {"contact-unchecked"}
    assert [(problem.code, reason.because) for problem, reason in examination.accepted] == [
        ("review-overdue", "It is winter.")
    ]


def test_a_decision_of_which_a_case_says_nothing_is_named(small: Rules) -> None:
    case = next(case for case in small.library.cases if len(case.decisions) == 2)
    left_out = [*case.decisions][1]
    decisions = {id: said for id, said in case.decisions.items() if id != left_out}
    (problem,) = case_outcomes.find(with_library(small, cases=(case._replace(decisions=decisions),)))
    assert f" {left_out} [" in problem.message
    assert problem.message.endswith("for which it has no line")


def test_an_error_cannot_be_accepted(small: Rules) -> None:
    undated = with_library(
        small._replace(reviewed="once"), accepted=(Accepted("bad-date", "", "Nobody knows."),)
    )
    problems = {problem.code: problem.severity for problem in examine(undated, DAY).problems}
    assert problems == {"bad-date": Severity.ERROR, "accepted-nothing": Severity.WARNING}


# --- what is shown is so ------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_sheets_that_are_shown_can_be_answered(name: str, checked: Callable[[str], Checked]) -> None:
    examination = checked(name).examination
    if examination:
        for sheet in (sheet for problem in examination.problems for sheet in problem.sheets):
            assert problems_in(examination.rule_set, sheet, lambda _: NOWHERE) == ()


def test_the_sheets_of_a_broken_promise_break_it(checked: Callable[[str], Checked]) -> None:
    examination = checked("promises-broken").examination
    assert examination
    promises = {promised.id: promised.promise for promised in examination.rule_set.library.properties}
    broken = [problem for problem in examination.problems if problem.code == "broken-promise"]
    assert {problem.about for problem in broken} == set(promises)
    for problem in broken:
        promise = promises[problem.about]
        if isinstance(promise, Never):
            (sheet,) = problem.sheets
            assert comes_out(examination.rule_set, promise, sheet), problem
        else:
            first, second = problem.sheets
            assert falls(examination.rule_set, promise, first, second), problem


def test_a_stop_in_doubt_is_one_on_the_sheet_that_is_shown(checked: Callable[[str], Checked]) -> None:
    examination = checked("stop-on-an-extra").examination
    assert examination
    (problem,) = examination.problems
    evaluation = evaluate(examination.rule_set, problem.sheets[0])
    (doubtful,) = (judged for judged in evaluation.gates if judged.gate.id == problem.about)
    assert doubtful.when.truth is Truth.UNKNOWN
    assert evaluation.safe


def test_the_sheet_of_people_who_end_without_a_suggestion_is_one_of_theirs(
    checked: Callable[[str], Checked],
) -> None:
    examination = checked("people-nobody-serves").examination
    assert examination
    (problem,) = (one for one in examination.problems if one.code == "often-no-suggestion")
    (sheet,) = problem.sheets
    assert suggest(evaluate(examination.rule_set, sheet)).status is Status.NO_CLEAR_SUGGESTION


def test_who_answers_for_somebody_else_is_asked_on_by_the_sheet_that_is_shown(
    checked: Callable[[str], Checked],
) -> None:
    examination = checked("friends-are-asked-on").examination
    assert examination
    (problem,) = (one for one in examination.problems if one.code == "someone-else-goes-on")
    (sheet,) = problem.sheets
    evaluation = evaluate(examination.rule_set, sheet)
    assert (evaluation.answers.setting, evaluation.stops) == ("someone_else", ())


def test_the_text_that_is_hard_to_read_is_named_by_its_key(small: Rules) -> None:
    hard = "Considerable perseverance necessitates psychotherapeutic interventions."
    (gate, *others) = small.gates
    for message, said in (
        (Text(hard, "Please rest."), f"'{gate.id}' reads"),
        (Text("Please rest.", hard), f"'{gate.id}', under clinician, reads"),
        (Text("Please rest.", None, hard), f"'{gate.id}', under teaching, reads"),
    ):
        changed = small._replace(gates=(gate._replace(message=message), *others))
        (problem,) = readability.find(changed)
        assert said in problem.message


def comes_out(rule_set: Rules, promise: Never, sheet: Any) -> bool:
    """Whether the sheet comes to what should never come out."""
    suggestion = suggest(evaluate(rule_set, sheet))
    favored = {id for conclusion in suggestion.conclusions for id in conclusion.favored}
    assert judge(promise.when, suggestion.evaluation.answers).truth is Truth.TRUE
    return suggestion.status in promise.outcomes or not favored.isdisjoint(promise.candidates)


def falls(rule_set: Rules, promise: Rising, first: Any, second: Any) -> bool:
    """Whether the answer goes up from the first sheet to the second, and what it should raise goes down."""
    before, after = evaluate(rule_set, first), evaluate(rule_set, second)
    low, high = first[promise.question], second[promise.question]
    assert low < high if isinstance(low, int) else promise.order.index(low) < promise.order.index(high)
    for evaluation in (before, after):
        assert not promise.when or judge(promise.when, evaluation.answers).truth is Truth.TRUE
    if promise.support_for is None:
        return strongest_gate(after) < strongest_gate(before)
    return net_support(after, promise.support_for) < net_support(before, promise.support_for)


def net_support(evaluation: Evaluation, candidate: str) -> int:
    (standing,) = (s for s in evaluation.standings if s.candidate.id == candidate)
    return standing.net_support


def strongest_gate(evaluation: Evaluation) -> tuple[int, int]:
    """How far the gates that hold go, and how soon."""
    actions, urgencies = (Action.CAUTION, Action.REFER, Action.STOP), [*reversed(Urgency)]
    held = [judged.gate for judged in evaluation.gates if judged.holds]
    return max(((actions.index(g.action), urgencies.index(g.urgency)) for g in held), default=(-1, -1))


# --- the prover is not taken at its word --------------------------------------------------------


def test_what_is_undecided_is_an_error(small: Rules) -> None:
    proved = prove(small, budget=Budget(1))
    undecided = [finding for finding in proved.findings if finding.verdict is Verdict.UNDECIDED]
    assert undecided
    for finding in undecided:
        assert finding.problem in proved.problems
        assert finding.problem
        assert (finding.problem.code, finding.problem.severity) == ("undecided", Severity.ERROR)


def test_a_worked_case_shows_that_a_candidate_can_be_favored_where_the_search_gives_up(
    small: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "SIZE", 0)
    prover = Prover(small, tuple(conditions_in(small)), budget=Budget(1))
    found = {(f.property, f.about): f for f in reachable_candidates.find(prover)}
    for alone, words in ((True, "alone"), (False, "level with another")):
        shown = {
            candidate
            for case in small.library.cases
            for decided in case.decisions.values()
            for candidate in decided.favored
            if (len(decided.favored) == 1) is alone
        }
        assert shown
        findings = {about: f for (claim, about), f in found.items() if claim.endswith(f"favored {words}")}
        assert {about for about, f in findings.items() if f.verdict is Verdict.PROVED} == shown
        assert all(f.problem and "worked case" in str(f.problem.hint) for f in findings.values() if f.problem)


def refuted(small: Rules) -> dict[str, Finding]:
    """What the proofs of safety refute, by code, each with a sheet that can be answered."""
    found: dict[str, Finding] = {}
    for finding in safety_first.find(Prover(small, tuple(conditions_in(small)))):
        if finding.verdict is Verdict.REFUTED and finding.problem:
            found[finding.problem.code] = finding
            (sheet,) = finding.problem.sheets
            assert problems_in(small, sheet, lambda _: NOWHERE) == ()
    return found


def test_an_engine_that_forgets_open_questions_is_found_out(
    small: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Compiled, "open_safety", 0)
    found = refuted(small)
    assert {"unanswered-safety", "stop-in-doubt"} <= set(found)
    sheet = shown_by(found["unanswered-safety"])
    assert found["unanswered-safety"].about not in sheet
    assert evaluate(small, sheet).unanswered_safety


def test_an_engine_that_weighs_after_a_stop_is_found_out(
    small: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_weighed", lambda space, sheet: bounds.Bound(lambda sure, can: TRUE, 0))
    found = refuted(small)
    assert set(found) == {"stop-and-candidate", "stop-in-doubt", "unanswered-safety"}
    sheet = shown_by(found["stop-and-candidate"])
    assert found["stop-and-candidate"].about in {judged.gate.id for judged in evaluate(small, sheet).stops}


def shown_by(finding: Finding) -> dict[str, Value]:
    assert finding.problem
    return dict(finding.problem.sheets[0])


def test_nothing_is_found_out_of_the_engine_as_it_is(small: Rules) -> None:
    assert refuted(small) == {}
