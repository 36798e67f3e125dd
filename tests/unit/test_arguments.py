"""One candidate in the middle: what speaks for it and against it, fit for a projector."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from decision_aid.commands.graph.find import arguments_about, graph_to_show
from decision_aid.commands.graph.page import MOST_LINES, WIDE, graph_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.graph import Graph, Kind
from decision_aid.model.lens import Lens
from decision_aid.model.report import Report, Row, Table
from decision_aid.rendering.graphs.dot import dot
from decision_aid.rendering.graphs.layout import layers
from decision_aid.rendering.graphs.mermaid import mermaid
from decision_aid.rendering.graphs.svg import svg
from decision_aid.rendering.text import plain
from decision_aid.wording.page_frame import framed_graph
from tests import a_few_of
from tests.builders import argues, outcome_of, question, rule, rule_set, says
from tests.strategies import shipped_rule_set

RULES = shipped_rule_set()

TINY = rule_set(
    items=(question("q"), question("then")),
    rules=(
        rule("strong", says("q", "yes"), argues("for", "a", "strong")),
        rule("weak", says("q", "yes"), argues("for", "a")),
        rule("less", says("q", "yes"), argues("against", "a"), argues("for", "b"), theme="other"),
        rule("later", says("then", "yes"), argues("for", "a"), theme="open"),
        rule("never", says("q", "no"), argues("for", "a"), theme="false"),
    ),
)


def about(suggestion: Suggestion, candidate: str) -> Graph:
    evaluation = suggestion.evaluation
    graph = graph_to_show(evaluation.rule_set, evaluation.lens, suggestion, candidate)
    return framed_graph(graph, suggestion)


def test_what_speaks_for_it_stands_left_and_what_speaks_against_it_right() -> None:
    graph = about(outcome_of(TINY, q="yes"), "a")
    left, middle, right = ([node for group in layer for node in group] for layer in layers(graph))
    assert [(node.name, node.heading, node.said) for node in left] == [
        ("strong", "Speaks for it: +2", "Q: yes")
    ]
    assert [(node.name, node.said, node.marked) for node in middle] == [
        ("a", "+1, ahead", True),
        ("b", "+1, ahead", False),
        ("c", "0", False),
    ]
    assert [(node.name, node.heading) for node in right] == [("less", "Speaks against it: -1")]


def test_what_counted_already_and_what_is_open_is_told_and_not_added() -> None:
    graph = about(outcome_of(TINY, q="yes"), "a")
    assert graph.notes == (
        "True too, but its theme has counted already: weak.",
        "Could still matter, if answered: Then.",
    )
    assert "never" not in plain(graph_page(graph))


def test_on_the_page_both_sides_are_beside_each_other_and_each_in_its_place() -> None:
    read = plain(graph_page(about(outcome_of(TINY, q="yes"), "a")), WIDE)
    assert re.search(
        r"^  Speaks for it: \+2 +Speaks against it: -1\n  \+2 strong \(Q: yes\) +-1 less", read, re.M
    )
    assert "  a  +1  ●  ahead\n  b  +1  ●  ahead\n" in read
    stacked = plain(graph_page(about(outcome_of(TINY, q="yes"), "a")), 40)
    assert stacked.index("Speaks for it: +2") < stacked.index("strong") < stacked.index("Speaks against it")


def test_where_nothing_speaks_it_is_said() -> None:
    read = plain(graph_page(about(outcome_of(TINY, q="no", then="no"), "b")))
    assert "  Nothing speaks for it.\n  Nothing speaks against it.\n" in read


def test_a_candidate_of_a_decision_that_does_not_come_up_has_no_reasons() -> None:
    case = next(case for case in RULES.library.cases if case.id == "recent-job-loss")
    graph = arguments_about(suggest(evaluate(RULES, case.answers)), "long")
    assert {node.kind for node in graph.nodes} == {Kind.CANDIDATE}
    assert not graph.edges


def test_lines_in_the_picture_lead_to_the_middle_from_both_sides() -> None:
    picture = svg(about(outcome_of(TINY, q="yes"), "a"))
    courses = dict(re.findall(r'<path class="(for|against)" d="M(\d+ \d+C[\d ]+)"/>', picture))
    for look, direction in (("for", 1), ("against", -1)):
        numbers = [int(number) for number in re.findall(r"\d+", courses[look])]
        assert (numbers[-2] - numbers[0]) * direction > 0, look
    root = ElementTree.fromstring(picture)
    weights = {
        text.text: float(text.get("x", 0))
        for text in root.findall(".//{*}text")
        if "weight" in text.get("class", "")
    }
    (middle,) = (float(box.get("x", 0)) for box in root.findall(".//{*}rect") if box.get("class") == "marked")
    assert weights["+2"] < middle < weights["-1"]


def test_graphviz_puts_what_speaks_against_it_on_the_right_too() -> None:
    drawn = dot(about(outcome_of(TINY, q="yes"), "a"))
    assert '"reason_strong" -> "candidate_a" [label="+2", style="bold", arrowhead="normal"];' in drawn
    assert (
        '"candidate_a" -> "reason_less" [label="-1", style="dashed", dir="back", arrowtail="tee"];' in drawn
    )


def test_mermaid_puts_it_on_the_right_too_and_draws_no_arrow_away_from_the_middle() -> None:
    drawn = mermaid(about(outcome_of(TINY, q="yes"), "a"))
    assert re.findall(r"^  (\w+ \S+\|.*)$", drawn, re.M) == [
        'reason_strong ==>|"+2"| candidate_a',
        'candidate_a ---|"-1"| reason_less',
    ]
    assert re.findall(r"subgraph \w+ \[\"(Speaks [^#]*)", drawn) == ["Speaks for it", "Speaks against it"]


@pytest.mark.parametrize("lens", a_few_of([*Lens]))
@pytest.mark.parametrize("part", a_few_of(range(12)))
def test_it_fits_on_a_projector_and_its_reasons_add_up(part: int, lens: Lens) -> None:
    for case in RULES.library.cases[part::12]:
        suggestion = suggest(evaluate(RULES, case.answers, lens))
        for conclusion in suggestion.conclusions:
            for standing in conclusion.standings:
                graph = about(suggestion, standing.candidate.id)
                page = graph_page(graph)
                assert plain(page, WIDE).count("\n") <= MOST_LINES, page
                assert sum(link.number for edge in graph.edges for link in edge.links) == standing.net_support
                read = [cell for row in _rows(page) for cells in row.cells for cell in cells]
                for weighed in standing.arguments:
                    reason = f"{weighed.signed_weight:+d} {weighed.rule.caption}"
                    assert any(cell.startswith(reason) for cell in read) == weighed.counted


def _rows(page: Report) -> list[Row]:
    return [
        row for section in page.sections for b in section.blocks if isinstance(b, Table) for row in b.rows
    ]
