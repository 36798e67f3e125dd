"""What a clinic knows of itself: marked wherever it speaks, and left out where only research counts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.conditions import AllOf
from decision_aid.model.lens import Lens
from decision_aid.model.report import Report
from decision_aid.model.rules import Basis, Rules
from decision_aid.proving.sturdiness import sturdiness
from decision_aid.rendering.text import plain
from decision_aid.wording.outcomes import best_first
from decision_aid.wording.reasons import LOCAL_MEANS
from decision_aid.wording.result import report
from decision_aid.wording.result_card import LOCAL, MOST_LINES, result_card
from decision_aid.wording.stamps import rule_stamps
from tests import pages
from tests.builders import argues, rule
from tests.outputs import as_read
from tests.strategies import shipped_rule_set

CAPTION = "Who is trained here"
BECAUSE = "Two therapists here are trained in IPT."

LEVEL = "all-three-level"
CASES = ("cbt-and-ipt-not-enough", "stopped-early", LEVEL)


def with_local_rule(rules: Rules) -> Rules:
    """The shipped rules, and one that a clinic has added for IPT and against CBT."""
    arguments = [
        argues(direction, candidate)._replace(because=BECAUSE)
        for direction, candidate in (("for", "ipt"), ("against", "cbt"))
    ]
    added = rule("trained-here", AllOf(()), *arguments, theme="here", basis=Basis.LOCAL)
    return rules._replace(
        rules=(*rules.rules, added._replace(caption=CAPTION)), themes={**rules.themes, "here": "This clinic"}
    )


def here(case: str, lens: Lens = Lens.CHECKED) -> Suggestion:
    return suggest(evaluate(with_local_rule(shipped_rule_set()), pages.shipped_case(case).answers, lens))


@pytest.mark.parametrize(
    "page",
    [
        *(pages.evaluated, pages.evaluated_in_full, pages.noted, pages.to_take_along, pages.traced),
        *(pages.stories, pages.turned, pages.comparison, pages.graph, pages.taught),
    ],
)
def test_what_is_local_is_marked_wherever_it_is_said(page: Callable[[Suggestion], pages.Outputs]) -> None:
    said = 0
    for format, text in page(here(LEVEL)):
        read = as_read(text)
        for found in re.finditer(f"{CAPTION}|{BECAUSE}", read) if format != "json" else ():
            said += 1
            near = read[max(0, found.start() - 130) : found.end() + 60]
            assert "local" in near.lower(), f"{format}: {near}"
    assert said


@pytest.mark.parametrize("case", CASES)
def test_the_card_adds_up_apart_what_is_local_and_fits_one_screen(case: str) -> None:
    suggestion = here(case)
    made = result_card(suggestion, sturdiness(suggestion))
    place = made.marks.columns.index(LOCAL)
    for row, standing in zip(made.marks.rows, best_first(suggestion.conclusions[0]), strict=True):
        assert row.sums[place] == {"ipt": 1, "cbt": -1}.get(standing.candidate.id, 0)
        assert sum(row.sums) == standing.net_support
    text = plain(Report("", (made.section(),)))
    assert text.count("\n") <= MOST_LINES
    assert max(map(len, text.splitlines())) <= 80


def test_the_lens_of_research_leaves_out_what_is_local_and_says_so() -> None:
    suggestion, without = here(CASES[0], Lens.RESEARCH), pages.safe_result(Lens.RESEARCH)
    local = suggestion.evaluation.rule_set
    for one, other in zip(suggestion.conclusions, without.conclusions, strict=True):
        assert [s.net_support for s in one.standings] == [s.net_support for s in other.standings]
    assert LOCAL not in result_card(suggestion).marks.columns
    assert BECAUSE not in plain(report(suggestion))
    assert "Local reasons don't." in " ".join(rule_stamps(local, Lens.RESEARCH))
    assert "Local" not in " ".join(rule_stamps(shipped_rule_set(), Lens.RESEARCH))


def test_a_page_says_what_local_means_where_something_is_and_nowhere_else() -> None:
    for full in (False, True):
        assert LOCAL_MEANS in as_read(plain(report(here(LEVEL), full=full)))
        assert LOCAL_MEANS not in as_read(plain(report(pages.safe_result(Lens.CHECKED), full=full)))


def test_where_only_what_is_local_tips_the_scales_the_page_says_so() -> None:
    assert "Without local reasons, no approach would fit best." in as_read(plain(report(here(LEVEL))))
