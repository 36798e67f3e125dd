"""The graph of a rule set: all of it, an overview, or a part; with the path of a sheet, if one is given.

Belongs here: which boxes and lines there are, what a sheet of answers made of each, and what is left out
while safety comes first. Does not: the graph's types (`model.graph`), and drawing it (`rendering.graphs`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from decision_aid.engine.evaluate import WeighedArgument, rules_in, strength_in
from decision_aid.engine.safety_questions import nameable_questions
from decision_aid.engine.suggest import Conclusion, Suggestion
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import Condition, questions_in
from decision_aid.model.graph import Edge, Graph, Kind, Link, Node
from decision_aid.model.lens import Lens
from decision_aid.model.problems import there_is_no
from decision_aid.model.rules import Action, Direction, Rules, Strength
from decision_aid.wording.answers import answer_words
from decision_aid.wording.commands import to_type
from decision_aid.wording.help import HELP_FIRST
from decision_aid.wording.trace_parts import TraceParts, signed

AHEAD, BEHIND = "ahead", "close behind"

ARGUED = {
    (Direction.FOR, Strength.STRONG): Link.STRONG_FOR,
    (Direction.FOR, Strength.WEAK): Link.WEAK_FOR,
    (Direction.AGAINST, Strength.STRONG): Link.STRONG_AGAINST,
    (Direction.AGAINST, Strength.WEAK): Link.WEAK_AGAINST,
}


def graph_to_show(
    rule_set: Rules, lens: Lens, suggestion: Suggestion | None = None, id: str | None = None
) -> Graph:
    """An overview of a rule set, or what is around the thing with this id, as a graph to draw.

    A suggestion adds the path of its sheet; around a candidate, it's what speaks for and against it there.
    While safety comes first, only gates and safety questions are in the graph, whatever the id. Raises
    `DecisionAidError` when nothing has this id.
    """
    if suggestion and not suggestion.evaluation.safe:
        return _safety_graph(suggestion)
    if suggestion and id is not None and id in rule_set.candidate:
        return arguments_about(suggestion, id)
    graph = graph_of_rules(rule_set, lens)
    if suggestion:
        graph = with_path(graph, suggestion)
    return overview(graph) if id is None else part_around(graph, id, to_type(rule_set, "graph --ids"))


# --- the path of a sheet --------------------------------------------------------------------------


def with_path(graph: Graph, suggestion: Suggestion) -> Graph:
    """The same graph, with what a sheet answered, what held, what counted, and what is favored."""
    path = set(_edges_on_path(suggestion))
    said = dict(_marks(suggestion, {source for source, _ in path}))
    nodes = tuple(
        node._replace(said=said[node.id][0], marked=said[node.id][1]) if node.id in said else node
        for node in graph.nodes
    )
    edges = tuple(edge._replace(marked=edge[:2] in path) for edge in graph.edges)
    return graph._replace(nodes=nodes, edges=edges, of_sheet=True)


def _marks(suggestion: Suggestion, read: Container[str]) -> Iterator[tuple[str, tuple[str, bool]]]:
    """What a sheet made of each node that it has something to say of, and whether that is on its path.

    Of the questions, those are that something on the path has `read`.
    """
    evaluation = suggestion.evaluation
    for item in evaluation.rule_set.items:
        value = evaluation.answers.given.get(item.id)
        if value is not None:
            id = f"{Kind.QUESTION}:{item.id}"
            yield id, (answer_words(item, value), value != SKIPPED and id in read)
    for judged in evaluation.gates:
        open_yet = "not settled" if judged.when.truth is Truth.UNKNOWN else ""
        yield f"{Kind.GATE}:{judged.gate.id}", ("holds" if judged.holds else open_yet, judged.holds)
    for rule in evaluation.rules:
        open_yet = "not settled" if rule.verdict.truth is Truth.UNKNOWN else ""
        yield f"{Kind.RULE}:{rule.rule.id}", ("holds" if rule.holds else open_yet, rule.holds)
    for conclusion in suggestion.conclusions:
        for id, told in _places(conclusion).items():
            yield f"{Kind.CANDIDATE}:{id}", (told, told.endswith(AHEAD))


def _places(conclusion: Conclusion) -> dict[str, str]:
    """The sum of each candidate of a decision, and its place if it has one: `+5, ahead`."""
    place = {**dict.fromkeys(conclusion.favored, AHEAD), **dict.fromkeys(conclusion.close_behind, BEHIND)}
    return {
        one.candidate.id: ", ".join(filter(None, (signed(one.net_support), place.get(one.candidate.id))))
        for one in conclusion.standings
    }


def _edges_on_path(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    """The two ends of each edge on the path: answers that made something hold, arguments that counted."""
    evaluation = suggestion.evaluation
    held = [
        *((judged.when, f"{Kind.GATE}:{judged.gate.id}") for judged in evaluation.gates if judged.holds),
        *((judged.verdict, f"{Kind.RULE}:{judged.rule.id}") for judged in evaluation.rules),
        *(
            (judge(item.asking, evaluation.answers), f"{Kind.QUESTION}:{item.id}")
            for item in evaluation.rule_set.items
            if item.asking
        ),
    ]
    for verdict, target in held:
        yield from ((f"{Kind.QUESTION}:{test.question}", target) for test in verdict.grounds())
    for standing in evaluation.standings:
        for weighed in standing.arguments:
            if weighed.counted:
                yield f"{Kind.RULE}:{weighed.rule.id}", f"{Kind.CANDIDATE}:{standing.candidate.id}"


def _safety_graph(suggestion: Suggestion) -> Graph:
    """The gates that are shown, or the stops that wait for an answer, and what they were told.

    Of the questions, only those that a rule set may name while safety comes first (`named_candidates`).
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
    graph = with_path(graph_of_rules(evaluation.rule_set), suggestion)
    edges = tuple(edge for edge in graph.edges if edge.source in questions and edge.target in gates)
    seen = gates.union(edge.source for edge in edges)
    nodes = tuple(node._replace(said=node.said or "no answer yet") for node in graph.nodes if node.id in seen)
    title = HELP_FIRST if evaluation.stops else graph.title
    return graph._replace(title=title, nodes=nodes, edges=edges)


def with_ids(graph: Graph) -> Graph:
    """The same graph, with the id of each part after its caption."""
    return graph._replace(
        nodes=tuple(
            node if node.name == node.caption else node._replace(caption=f"{node.caption} ({node.name})")
            for node in graph.nodes
        )
    )


# --- all of a rule set ----------------------------------------------------------------------------


def graph_of_rules(rule_set: Rules, lens: Lens = Lens.CHECKED) -> Graph:
    """Every question, gate, rule and candidate, and all that feeds them."""
    return Graph(rule_set.title, tuple(_nodes(rule_set, lens)), _merged(_edges(rule_set, lens)))


def _nodes(rule_set: Rules, lens: Lens) -> Iterator[Node]:
    for item in rule_set.items:
        yield Node(Kind.QUESTION, item.id, item.label, item.section, item.section)
    for gate in rule_set.gates:
        yield Node(Kind.GATE, gate.id, gate.caption, f"{gate.action.noun.capitalize()}s", gate.action)
    for rule in rules_in(lens, rule_set):
        yield Node(Kind.RULE, rule.id, rule.name, rule_set.themes[rule.theme], rule.theme)
    for decision in rule_set.decisions:
        for candidate in decision.candidates:
            yield Node(Kind.CANDIDATE, candidate.id, candidate.caption, decision.caption, candidate.id)


def _edges(rule_set: Rules, lens: Lens) -> Iterator[Edge]:
    for item in rule_set.items:
        yield from _reading(item.asking, f"{Kind.QUESTION}:{item.id}", Link.ASKED)
    for gate in rule_set.gates:
        yield from _reading(gate.when, f"{Kind.GATE}:{gate.id}", Link.READ)
        yield from _reading(gate.unless, f"{Kind.GATE}:{gate.id}", Link.RELEASE)
    for rule in rules_in(lens, rule_set):
        source = f"{Kind.RULE}:{rule.id}"
        yield from _reading(rule.when, source, Link.READ)
        for argument in rule.arguments:
            strength = strength_in(lens, rule, argument, rule_set)
            if strength is not None:
                link = ARGUED[argument.direction, strength]
                yield Edge(source, f"{Kind.CANDIDATE}:{argument.candidate}", (link,))


def _reading(condition: Condition | None, target: str, link: Link) -> Iterator[Edge]:
    for question in questions_in(condition) if condition else ():
        yield Edge(f"{Kind.QUESTION}:{question}", target, (link,))


def _merged(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """One edge for all between the same two nodes; for those on the path of a sheet, where there are any."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        old = found.get(edge[:2], edge)
        if old.marked == edge.marked:
            links = tuple(link for link in Link if link in old.links or link in edge.links)
            edge = edge._replace(links=links)
        found[edge[:2]] = edge if edge.marked or not old.marked else old
    return tuple(found.values())


# --- what speaks for and against one candidate --------------------------------------------------------


def arguments_about(suggestion: Suggestion, candidate: str) -> Graph:
    """A candidate in the middle, what counts for it and against it, and the sums of its neighbors.

    A candidate of a decision that does not come up has no reasons.
    """
    rule_set, parts = suggestion.evaluation.rule_set, TraceParts(suggestion, ids=False)
    decision = next(d for d in rule_set.decisions if candidate in [one.id for one in d.candidates])
    conclusion = next((c for c in suggestion.conclusions if c.decision.id == decision.id), None)
    standings = {one.candidate.id: one for one in conclusion.standings} if conclusion else {}
    places = _places(conclusion) if conclusion else {}
    weighed = sorted(
        standings[candidate].arguments if standings else (), key=lambda one: -abs(one.signed_weight)
    )
    middle = f"{Kind.CANDIDATE}:{candidate}"
    return Graph(
        f"{rule_set.candidate[candidate].caption}: what speaks for and against it",
        (
            *(_reason(parts, one, weighed) for one in weighed if one.counted),
            *(
                Node(
                    Kind.CANDIDATE,
                    one.id,
                    one.caption,
                    decision.caption,
                    one.id,
                    places.get(one.id, ""),
                    one.id == candidate,
                    standings[one.id].net_support if standings else 0,
                )
                for one in decision.candidates
            ),
        ),
        tuple(
            Edge(f"{Kind.REASON}:{one.rule.id}", middle, (ARGUED[one.argument.direction, one.strength],))
            for one in weighed
            if one.counted
        ),
        middle=middle,
        notes=tuple(_not_in_the_sum(suggestion, candidate, parts, weighed)),
    )


def _reason(parts: TraceParts, weighed: WeighedArgument, all_weighed: Iterable[WeighedArgument]) -> Node:
    """An argument that counts, and the answers that it rests on."""
    direction = weighed.argument.direction
    total = sum(w.signed_weight for w in all_weighed if w.counted and w.argument.direction is direction)
    heading = f"Speaks {direction} it: {signed(total)}"
    answers = "; ".join(parts.decided_by(weighed.judged.verdict))
    return Node(Kind.REASON, weighed.rule.id, weighed.rule.name, heading, direction, answers)


def _not_in_the_sum(
    suggestion: Suggestion, candidate: str, parts: TraceParts, weighed: Iterable[WeighedArgument]
) -> Iterator[str]:
    """What applies too, but whose theme has counted another reason; and what waits for an answer."""
    counted_already = [one.rule.name for one in weighed if not one.counted]
    if counted_already:
        yield f"True too, but its theme has counted already: {'; '.join(counted_already)}."
    waiting = [
        judged.verdict
        for judged in suggestion.evaluation.rules
        if judged.verdict.truth is Truth.UNKNOWN
        if any(argument.candidate == candidate for argument in judged.rule.arguments)
    ]
    if waiting:
        yield f"Could still matter, if answered: {parts.waits_for(*waiting)}."


# --- a part of it ---------------------------------------------------------------------------------


def part_around(graph: Graph, id: str, all_of_them: str = "") -> Graph:
    """All that has this id, be it a part or the section, action or theme of parts; and its neighbors.

    Raises `DecisionAidError` when nothing has this id; `all_of_them` is the command that lists all.
    """
    captions = {
        node.id: node.caption if node.name == id else node.group
        for node in graph.nodes
        if id in (node.name, node.home)
    }
    focus = set(captions)
    if not focus:
        known_ids = dict.fromkeys(name for node in graph.nodes for name in (node.name, node.home))
        raise there_is_no("question, gate, rule, theme or candidate", id, known_ids, all_of_them)
    edges = tuple(edge for edge in graph.edges if edge.source in focus or edge.target in focus)
    seen = focus.union(*(edge[:2] for edge in edges))
    nodes = tuple(node for node in graph.nodes if node.id in seen)
    ways = (
        *(["what feeds this"] if any(edge.target in focus for edge in edges) else []),
        *(["what this feeds"] if any(edge.source in focus for edge in edges) else []),
    )
    title = f"{', '.join(dict.fromkeys(captions.values()))}: {', and '.join(ways) or 'it stands alone'}"
    return graph._replace(title=title, nodes=nodes, edges=edges)


_FOLDED = {
    Kind.QUESTION: (Kind.SECTION, "Questions", "question", "counted"),
    Kind.GATE: (Kind.ACTION, "Gates", "gate", "held"),
    Kind.RULE: (Kind.THEME, "Themes", "rule", "held"),
}
"""What parts of a kind are folded into: its kind, the heading, what is counted, and what a sheet did."""


def overview(graph: Graph) -> Graph:
    """Sections, gates by action, themes, candidates. What decides whether a question is asked is left out."""
    members: dict[str, list[Node]] = {}
    into = {node.id: f"{_FOLDED[node.kind][0]}:{node.home}" for node in graph.nodes if node.kind in _FOLDED}
    for node in graph.nodes:
        members.setdefault(into.get(node.id, node.id), []).append(node)
    edges = _merged(
        edge._replace(source=into[edge.source], target=into.get(edge.target, edge.target))
        for edge in graph.edges
        if Link.ASKED not in edge.links
    )
    ends = {end for edge in edges for end in edge[:2]}
    nodes = (_fold(nodes, graph.of_sheet) for nodes in members.values())
    shown_nodes = tuple(node for node in nodes if node.id in ends or node.kind is not Kind.SECTION)
    return graph._replace(nodes=shown_nodes, edges=edges)


def _fold(members: list[Node], of_sheet: bool) -> Node:
    """One node for all of a section, an action or a theme."""
    first = members[0]
    if first.kind not in _FOLDED:
        return first
    kind, heading, noun, done = _FOLDED[first.kind]
    marked = sum(member.marked for member in members)
    counted = f"{len(members)} {noun}{'' if len(members) == 1 else 's'}"
    said = f"{marked} of {counted} {done}" if of_sheet else counted
    return Node(kind, first.home, first.group, heading, first.home, said, marked > 0)
