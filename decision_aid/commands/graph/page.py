"""The picture that is asked for: of a rule set or around one thing, with the path of a sheet in it.

Belongs here: what a sheet made of each node of a graph, what is left out while safety comes first,
and the same as a page to be read. Does not: the graph (`graph`), drawing it (`rendering.graphs`).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.evaluate import Lens, nameable_questions
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import Truth, judge
from decision_aid.model.graph import Graph, Kind, around, overview, whole
from decision_aid.model.report import Block, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Action, Rules
from decision_aid.wording.help import HELP_FIRST, READ_FIRST
from decision_aid.wording.reasons import answer_words


def picture(
    rule_set: Rules, lens: Lens, suggestion: Suggestion | None = None, id: str | None = None
) -> Graph:
    """An overview of a rule set, or what is around one thing, with the path of a sheet if one is given.

    While safety comes first on that sheet, only gates and safety questions are in it, whatever the id.
    Raises `DecisionAidError` when nothing has this id. The lens `documents` needs the claims.
    """
    if suggestion and not suggestion.evaluation.safe:
        return _safety(suggestion)
    graph = whole(rule_set, lens)
    if suggestion:
        graph = walked(graph, suggestion)
    return overview(graph) if id is None else around(graph, id)


# --- the path of a sheet --------------------------------------------------------------------------


def walked(graph: Graph, suggestion: Suggestion) -> Graph:
    """The same graph, with what a sheet answered, what held, what counted, and what is favored."""
    said, path = dict(_said(suggestion)), set(_path(suggestion))
    nodes = tuple(
        node._replace(said=said[node.id][0], marked=said[node.id][1]) if node.id in said else node
        for node in graph.nodes
    )
    edges = tuple(edge._replace(marked=edge[:2] in path) for edge in graph.edges)
    return graph._replace(nodes=nodes, edges=edges, of_sheet=True)


def _said(suggestion: Suggestion) -> Iterator[tuple[str, tuple[str, bool]]]:
    """What a sheet made of each node that it has something to say of, and whether that is on its path."""
    evaluation = suggestion.evaluation
    for item in evaluation.rule_set.items:
        value = evaluation.answers.given.get(item.id)
        if value is not None:
            yield f"{Kind.QUESTION}:{item.id}", (answer_words(item, value), value != SKIPPED)
    for judged in evaluation.gates:
        open_yet = "not settled" if judged.when.truth is Truth.UNKNOWN else ""
        yield f"{Kind.GATE}:{judged.gate.id}", ("holds" if judged.holds else open_yet, judged.holds)
    for rule in evaluation.rules:
        open_yet = "not settled" if rule.verdict.truth is Truth.UNKNOWN else ""
        yield f"{Kind.RULE}:{rule.rule.id}", ("holds" if rule.holds else open_yet, rule.holds)
    for place, conclusion in enumerate(suggestion.conclusions):
        for candidate in conclusion.favored:
            yield f"{Kind.CANDIDATE}:{candidate}", ("worth discussing" if place else "favored", True)


def _path(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    """The two ends of each edge on the path: answers that made something hold, arguments that counted."""
    evaluation = suggestion.evaluation
    held = [
        *((judged.when, f"{Kind.GATE}:{judged.gate.id}") for judged in evaluation.gates if judged.holds),
        *((judged.verdict, f"{Kind.RULE}:{judged.rule.id}") for judged in evaluation.rules),
        *(
            (judge(item.enable_when, evaluation.answers), f"{Kind.QUESTION}:{item.id}")
            for item in evaluation.rule_set.items
            if item.enable_when
        ),
    ]
    for verdict, target in held:
        yield from ((f"{Kind.QUESTION}:{test.question}", target) for test in verdict.grounds())
    for standing in evaluation.standings:
        for weighed in standing.arguments:
            if weighed.counted:
                yield f"{Kind.RULE}:{weighed.rule.id}", f"{Kind.CANDIDATE}:{standing.candidate.id}"


def _safety(suggestion: Suggestion) -> Graph:
    """The gates that are shown, or the stops that wait for an answer, and what they were told.

    Of the questions, only those that a rule set may name while safety comes first (`checking.naming`).
    """
    evaluation = suggestion.evaluation
    waiting = [] if evaluation.stops else [j for j in evaluation.gates if j.gate.action is Action.STOP]
    gates = {
        f"{Kind.GATE}:{judged.gate.id}"
        for judged in (*suggestion.gates, *(j for j in waiting if j.when.truth is Truth.UNKNOWN))
    }
    open_yet = set(evaluation.unanswered_safety)
    questions = {
        f"{Kind.QUESTION}:{question}"
        for question in nameable_questions(evaluation.rule_set)
        if question in evaluation.answers.given or question in open_yet
    }
    graph = walked(whole(evaluation.rule_set), suggestion)
    edges = tuple(edge for edge in graph.edges if edge.source in questions and edge.target in gates)
    seen = gates.union(edge.source for edge in edges)
    nodes = tuple(node._replace(said=node.said or "no answer yet") for node in graph.nodes if node.id in seen)
    title = HELP_FIRST if evaluation.stops else graph.title
    return graph._replace(title=title, nodes=nodes, edges=edges)


# --- the same, to be read -------------------------------------------------------------------------


def page(graph: Graph) -> Report:
    """The graph as a page: under each thing what it feeds, what is on the path of the sheet first."""
    groups: dict[str, list[Block]] = {}
    fed = {edge.target for edge in graph.edges}
    for node in graph.nodes:
        details = tuple(_feeds(graph, node.id))
        if details or node.said or node.id not in fed:
            groups.setdefault(node.heading, []).append(Reason(node.caption, node.said, details))
    above = (Section(READ_FIRST, tuple(map(Paragraph, graph.above))),) if graph.above else ()
    below = (Section("About this page", tuple(map(Paragraph, graph.below))),) if graph.below else ()
    parts = tuple(Section(heading, tuple(blocks)) for heading, blocks in groups.items())
    return Report(graph.title, (*above, *parts, *below), graph.stamps)


def _feeds(graph: Graph, id: str) -> Iterator[str]:
    """One line for each way in which a node feeds others."""
    node = graph.node
    listed: dict[str, list[str]] = {}
    for edge in sorted(graph.edges, key=lambda edge: not edge.marked):
        if edge.source == id:
            words = f"on the path, {edge.words}" if edge.marked else edge.words
            listed.setdefault(words, []).append(node[edge.target].caption)
    yield from (f"{words[:1].upper()}{words[1:]}: {'; '.join(names)}." for words, names in listed.items())
