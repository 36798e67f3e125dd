"""Laws of the graph over random sheets and rule sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree import ElementTree

from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.commands.graph.find import graph_of_rules, graph_to_show, part_around, with_path
from decision_aid.commands.graph.page import graph_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.graph import Graph, Kind
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.rendering.graphs.dot import dot
from decision_aid.rendering.graphs.mermaid import mermaid
from decision_aid.rendering.graphs.svg import svg
from decision_aid.rendering.text import plain
from decision_aid.wording.page_frame import framed_graph
from tests.strategies import (
    Sheet,
    lenses,
    sheets,
    shipped_rule_set,
    shipped_sheets,
    shipped_unsafe_sheets,
    small_rule_sets,
)

FORMATS: Mapping[str, Callable[[Graph], str]] = {
    "text": lambda graph: plain(graph_page(graph)),
    "mermaid": mermaid,
    "dot": dot,
    "svg": lambda graph: " ".join(ElementTree.fromstring(svg(graph)).itertext()),
}

ids = st.sampled_from([None, "ipt", "past_treatment", "cbt_outcome", "stop", "nobody"])


@given(shipped_unsafe_sheets(), lenses, ids)
def test_only_questions_and_gates_are_drawn_while_safety_comes_first(
    sheet: Sheet, lens: Lens, id: str | None
) -> None:
    rules = shipped_rule_set()
    suggestion = suggest(evaluate(rules, sheet, lens))
    assume(not suggestion.evaluation.safe)
    graph = framed_graph(graph_to_show(rules, lens, suggestion, id), suggestion)
    assert {node.kind for node in graph.nodes} <= {Kind.QUESTION, Kind.GATE}


@given(shipped_sheets(), lenses)
def test_the_path_is_that_of_the_evaluation(sheet: Sheet, lens: Lens) -> None:
    rules = shipped_rule_set()
    suggestion = suggest(evaluate(rules, sheet, lens))
    evaluation = suggestion.evaluation
    if not evaluation.safe:
        return
    graph = with_path(graph_of_rules(rules, lens), suggestion)
    marked = {node.id for node in graph.nodes if node.marked}
    assert marked == {
        *(edge.source for edge in graph.edges if edge.marked and edge.source.startswith("question:")),
        *(f"gate:{judged.gate.id}" for judged in evaluation.gates if judged.holds),
        *(f"rule:{judged.rule.id}" for judged in evaluation.rules if judged.holds),
        *(f"candidate:{c}" for conclusion in suggestion.conclusions for c in conclusion.favored),
    }
    path = {edge[:2] for edge in graph.edges if edge.marked}
    answered = {f"question:{question}" for question, value in sheet.items() if value != "skipped"}
    assert {id for id in marked if id.startswith("question:")} <= answered
    assert {edge for edge in path if edge[0].startswith("rule:")} == {
        (f"rule:{weighed.rule.id}", f"candidate:{standing.candidate.id}")
        for standing in evaluation.standings
        for weighed in standing.arguments
        if weighed.counted
    }
    assert {target for _, target in path if target.startswith(("gate:", "rule:"))} <= marked


@given(st.data(), small_rule_sets())
def test_around_is_a_thing_and_its_neighbors_and_every_format_takes_it(
    data: st.DataObject, rules: Rules
) -> None:
    graph = graph_of_rules(rules)
    assert len(graph.node) == len(graph.nodes)
    one = data.draw(st.sampled_from(graph.nodes))
    found = part_around(graph, one.name)
    focus = {node.id for node in graph.nodes if one.name in (node.name, node.home)}
    neighbors = {end for edge in graph.edges if focus & {*edge[:2]} for end in edge[:2]}
    assert one.id in found.node
    assert set(found.node) == focus | neighbors
    suggestion = suggest(evaluate(rules, data.draw(sheets(rules))))
    for drawn in (found, graph_to_show(rules, Lens.CHECKED, suggestion), graph_to_show(rules, Lens.CHECKED)):
        for draw in FORMATS.values():
            assert draw(framed_graph(drawn, suggestion))


@given(small_rule_sets())
def test_nothing_feeds_itself_and_there_is_one_edge_between_two(rules: Rules) -> None:
    for graph in (graph_of_rules(rules), graph_to_show(rules, Lens.CHECKED)):
        pairs = [edge[:2] for edge in graph.edges]
        assert len(set(pairs)) == len(pairs)
        assert all(source != target for source, target in pairs)
        assert {end for pair in pairs for end in pair} <= set(graph.node)
