"""Which worked cases there are: how many of each kind, and a list of those that fit.

Does not belong here: what is in a case (`page`), and choosing among them (`find`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from decision_aid.commands.cases.find import STATUSES
from decision_aid.model.library import Case
from decision_aid.model.report import Bullets, Paragraph, Report, Row, Section, Table, section_unless_empty
from decision_aid.model.rules import Rules
from decision_aid.wording.case_file import TO_COMPLETE
from decision_aid.wording.class_pages import class_stamps
from decision_aid.wording.grammar import capitalized, counted, in_sentence, joined
from decision_aid.wording.outcomes import STATUS_IN_WORDS

MOST_LISTED: Final = 17
"""Cases that fit on a screen of 24 lines."""

EQUALS_COUNT_FOR_EACH: Final = "Where approaches come out equal, the case counts for each of them."

NONE_FITS: Final = "Leave out something you asked for, or look for another word."

STATUS: Final = {**STATUS_IN_WORDS, TO_COMPLETE: "To be completed"}


def overview_page(rule_set: Rules, cases: Sequence[Case]) -> Report:
    """How many cases there are of each kind, and how to list those."""
    outcomes = {name: sum(case.status == status for case in cases) for name, status in STATUSES.items()}
    main = rule_set.decisions[0]
    ahead = {
        candidate: sum(
            candidate in case.decisions[main.id].favored for case in cases if main.id in case.decisions
        )
        for candidate in (one.id for one in main.candidates)
    }
    counts = {STATUS[STATUSES[name]]: (n, f"--outcome {name}") for name, n in outcomes.items()}
    counts |= {
        f"{capitalized(rule_set.candidate[id].short)} ahead": (n, f"--approach {id}")
        for id, n in ahead.items()
    }
    sections = (
        Section("What comes out", (_counts(counts), Paragraph(EQUALS_COUNT_FOR_EACH))),
        Section("More that you can add", (Bullets(tuple(_more_ways(cases))),)),
        *section_unless_empty("Lessons on some of them", _lessons(rule_set)),
    )
    return Report(_title(cases), sections, class_stamps(rule_set))


def _more_ways(cases: Sequence[Case]) -> Iterator[str]:
    yield "--find WORDS: stories with these words"
    for gate in [gate for case in cases for gate in case.gates][:1]:
        yield f"--gate ID: cases in which this safety check applies, such as {gate}"
    yield "--all: every case"


def _lessons(rule_set: Rules) -> Iterator[Paragraph]:
    if lessons := [lesson.id for lesson in rule_set.library.lessons_of_cases]:
        yield Paragraph(f"They are {joined(lessons)}. To start one: cases teach --lesson NAME")


def _counts(numbers: Mapping[str, tuple[int, str]]) -> Table:
    rows = (Row(name, ((str(number),), (typed,))) for name, (number, typed) in numbers.items() if number)
    return Table(("cases", "to list them, add"), tuple(rows))


def cases_page(rule_set: Rules, cases: Sequence[Case], most: int | None = MOST_LISTED) -> Report:
    """The cases by their ids, each with what comes out; no more than `most`, unless that is None."""
    if not cases:
        return Report(
            "No worked case fits", (Section("What to try", (Paragraph(NONE_FITS),)),), class_stamps(rule_set)
        )
    listed = Bullets(tuple(f"{case.id}: {_comes_out(rule_set, case)}" for case in cases[:most]))
    more = len(cases) - len(listed.entries)
    rest = [Paragraph(f"And {more} more. Narrow it down, or add --all.")] if more else []
    section = Section("To read one: cases show, and its name", (listed, *rest))
    return Report(_title(cases), (section,), class_stamps(rule_set))


def _title(cases: Sequence[Case]) -> str:
    return counted(len(cases), "worked case")


def _comes_out(rule_set: Rules, case: Case) -> str:
    """In a few words, what a case comes to."""
    expected = case.decisions.get(rule_set.decisions[0].id)
    if expected is None or not expected.favored:
        return in_sentence(STATUS[case.status])
    names = joined([rule_set.candidate[id].short for id in expected.favored])
    behind = joined([rule_set.candidate[id].short for id in expected.close_behind])
    return f"{names}, then {behind}" if behind else names
