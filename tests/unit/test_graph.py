"""The graph of a rule set: what feeds what, the part that is shown, and the pictures of it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from decision_aid.checking.checks import named_candidates
from decision_aid.commands.graph.find import graph_of_rules, graph_to_show, overview, part_around, with_ids
from decision_aid.commands.graph.page import graph_page
from decision_aid.model.answers import Value
from decision_aid.model.conditions import AllOf, Condition, questions_in
from decision_aid.model.graph import Edge, Graph, Kind, Link, Look, Node, Stroke
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Action, AnswerOption, Direction, Rules
from decision_aid.rendering.graphs import plain_id
from decision_aid.rendering.graphs.dot import dot
from decision_aid.rendering.graphs.layout import crossings, layers
from decision_aid.rendering.graphs.mermaid import mermaid
from decision_aid.rendering.graphs.svg import svg
from decision_aid.rendering.text import plain
from tests.builders import argues, decision, gate, outcome_of, question, rule, rule_set, says

HOSTILE = (
    '"] --> x; end; click x "javascript:alert(1)"',
    "%%{init: {}}%% <script>&amp;&lt;</script>",
    "]]></desc><text>\x1b[2J\u202e\x00",
    "line\nbreak \\N \\ #quot; `code` | {a} style a:b #35;",
    "W" * 300,
    "\u6f22" * 90,
)
"""Texts that mean something to a terminal or in one of the formats, and very long words."""

TINY = rule_set(
    items=(question("danger"), question("q"), question("then", enable_when=says("q", "yes"))),
    gates=(gate("help", says("danger", "yes"), Action.STOP, unless=says("q", "no")),),
    rules=(
        rule("one", says("q", "yes"), argues("for", "a", "strong"), argues("against", "b")),
        rule("two", AllOf((says("q", "yes"), says("then", "yes"))), argues("against", "a"), theme="other"),
        rule("note", says("then", "no"), theme="other"),
    ),
)


def ends(graph: Graph) -> dict[tuple[str, str], tuple[Link, ...]]:
    return {edge[:2]: edge.links for edge in graph.edges}


def hostile_graph() -> Graph:
    with_ids = question("q")._replace(label=HOSTILE[0], section=HOSTILE[1])
    odd = [rule(text, says("q", "yes"), argues("for", "a")) for text in HOSTILE]
    rules = rule_set(items=(with_ids,), rules=odd)._replace(title=HOSTILE[3])
    return graph_of_rules(rules)._replace(stamps=HOSTILE, above=HOSTILE, below=HOSTILE)


def test_every_edge_is_in_the_rule_set_and_the_other_way_round(shipped: Rules) -> None:
    graph = graph_of_rules(shipped)
    rules = shipped.rules_outside_documents
    read = {
        *((q, f"question:{i.id}", Link.ASKED) for i in shipped.items for q in _questions(i.asking)),
        *((q, f"gate:{g.id}", Link.READ) for g in shipped.gates for q in _questions(g.when)),
        *((q, f"gate:{g.id}", Link.RELEASE) for g in shipped.gates for q in _questions(g.unless)),
        *((q, f"rule:{r.id}", Link.READ) for r in rules for q in _questions(r.when)),
    }
    argued = {
        (f"rule:{r.id}", f"candidate:{a.candidate}")
        for r in shipped.rules_outside_documents
        for a in r.arguments
    }
    drawn = {(edge.source, edge.target, link) for edge in graph.edges for link in edge.links}
    assert {(f"question:{q}", target, link) for q, target, link in read} == {
        edge for edge in drawn if edge[0].startswith("question:")
    }
    assert argued == {edge[:2] for edge in drawn if edge[0].startswith("rule:")}
    for rule_ in shipped.rules_outside_documents:
        for argument in rule_.arguments:
            words = ends(graph)[f"rule:{rule_.id}", f"candidate:{argument.candidate}"]
            assert argument.strength is not None
            sign = -1 if argument.direction is Direction.AGAINST else 1
            assert sign * argument.strength.weight in {link.number for link in words}


def _questions(condition: Condition | None) -> tuple[str, ...]:
    return questions_in(condition) if condition else ()


def test_a_lens_leaves_out_the_arguments_that_it_does_not_count(shipped: Rules) -> None:
    checked, research = ends(graph_of_rules(shipped)), ends(graph_of_rules(shipped, Lens.RESEARCH))
    practice = next(r for r in shipped.rules_outside_documents if r.basis == "practice" and r.arguments)
    edge = (f"rule:{practice.id}", f"candidate:{practice.arguments[0].candidate}")
    assert edge in checked
    assert edge not in research


def test_the_overview_counts_and_joins() -> None:
    graph = overview(graph_of_rules(TINY))
    assert {node.id: node.said for node in graph.nodes if node.said} == {
        "section:Questions": "3 questions",
        "action:stop": "1 gate",
        "theme:theme": "1 rule",
        "theme:other": "2 rules",
    }
    assert ends(graph) == {
        ("section:Questions", "action:stop"): (Link.READ, Link.RELEASE),
        ("section:Questions", "theme:theme"): (Link.READ,),
        ("section:Questions", "theme:other"): (Link.READ,),
        ("theme:theme", "candidate:a"): (Link.STRONG_FOR,),
        ("theme:theme", "candidate:b"): (Link.WEAK_AGAINST,),
        ("theme:other", "candidate:a"): (Link.WEAK_AGAINST,),
    }


@pytest.mark.parametrize(
    ("id", "seen"),
    [
        ("one", {"question:q", "rule:one", "candidate:a", "candidate:b"}),
        ("help", {"question:danger", "question:q", "gate:help"}),
        ("stop", {"question:danger", "question:q", "gate:help"}),
        ("then", {"question:q", "question:then", "rule:two", "rule:note"}),
        ("a", {"rule:one", "rule:two", "candidate:a"}),
        ("other", {"question:q", "question:then", "rule:two", "rule:note", "candidate:a"}),
    ],
)
def test_around_one_thing(id: str, seen: set[str]) -> None:
    assert set(part_around(graph_of_rules(TINY), id).node) == seen


def test_an_unknown_id_gets_the_nearest() -> None:
    with pytest.raises(DecisionAidError, match=r"'hepl' \(did you mean 'help'\?\)"):
        graph_to_show(TINY, Lens.CHECKED, id="hepl")


def test_the_path_of_a_sheet() -> None:
    sheet: dict[str, Value] = {"danger": "no", "q": "yes", "then": "yes"}
    graph = graph_to_show(TINY, Lens.CHECKED, outcome_of(TINY, **sheet))
    assert {node.id for node in graph.nodes if node.marked} >= {"section:Questions", "theme:theme"}
    assert graph.node["candidate:a"].said == "+1, ahead"
    assert graph.node["theme:other"].said == "1 of 2 rules held"
    detail = graph_to_show(TINY, Lens.CHECKED, outcome_of(TINY, **sheet), "q")
    assert detail.node["question:q"].said == "yes"
    assert detail.node["rule:one"].said == "holds"
    assert {edge[:2] for edge in detail.edges if edge.marked} == {
        ("question:q", "rule:one"),
        ("question:q", "rule:two"),
        ("question:q", "question:then"),
    }


def test_in_an_overview_the_path_shows_only_what_counted() -> None:
    rules = rule_set(
        items=(question("q"),),
        rules=(
            rule("one", says("q", "yes"), argues("for", "a", "strong")),
            rule("two", says("q", "no"), argues("against", "a")),
        ),
    )
    assert ends(graph_to_show(rules, Lens.CHECKED))["theme:theme", "candidate:a"] == (
        Link.STRONG_FOR,
        Link.WEAK_AGAINST,
    )
    taken = graph_to_show(rules, Lens.CHECKED, outcome_of(rules, q="no"))
    assert ends(taken)["theme:theme", "candidate:a"] == (Link.WEAK_AGAINST,)


def test_a_stopped_sheet_ends_at_the_gate() -> None:
    graph = graph_to_show(TINY, Lens.CHECKED, outcome_of(TINY, danger="yes", q="yes"), "a")
    assert set(graph.node) == {"question:danger", "gate:help"}
    assert ends(graph) == {("question:danger", "gate:help"): (Link.READ,)}


def test_an_open_safety_question_ends_at_the_stops_that_wait_for_it() -> None:
    graph = graph_to_show(TINY, Lens.CHECKED, outcome_of(TINY, q="yes"))
    assert {node.id: node.said for node in graph.nodes} == {
        "question:danger": "no answer yet",
        "gate:help": "not settled",
    }


def test_ids_beside_captions(shipped: Rules) -> None:
    graph = with_ids(part_around(graph_of_rules(shipped), "cbt-not-enough"))
    assert graph.node["question:cbt_outcome"].caption == "How CBT went (cbt_outcome)"


def test_layers_go_from_left_to_right_with_fewer_crossings_than_the_files(shipped: Rules) -> None:
    graph = overview(graph_of_rules(shipped))
    order = layers(graph)
    place = {node.id: number for number, layer in enumerate(order) for group in layer for node in group}
    assert sorted(place) == sorted(graph.node)
    assert all(place[edge.source] < place[edge.target] for edge in graph.edges)
    assert [{node.kind for group in layer for node in group} for layer in order] == [
        {Kind.SECTION},
        {Kind.ACTION, Kind.THEME},
        {Kind.CANDIDATE},
    ]
    headings = [[group[0].heading for group in layer] for layer in order]
    assert all(len(set(some)) == len(some) for some in headings)
    in_order_of_files = [
        [[node for node in graph.nodes if place[node.id] == number]] for number in range(len(order))
    ]
    assert crossings(order, graph.edges) < 0.7 * crossings(in_order_of_files, graph.edges)


def test_a_candidate_of_which_nothing_speaks_stands_with_the_others() -> None:
    order = layers(overview(graph_of_rules(TINY)))
    assert {node.name for group in order[-1] for node in group} == {*"abcdefg"}


@pytest.mark.parametrize("id", [None, "past_treatment", "cbt_outcome", "psychodynamic", "stop"])
def test_no_box_overlaps_another_and_no_word_leaves_its_box(shipped: Rules, id: str | None) -> None:
    root = ElementTree.fromstring(svg(graph_to_show(shipped, Lens.CHECKED, id=id)))
    boxes = []
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        rect = group.find("{http://www.w3.org/2000/svg}rect")
        if rect is not None:
            x, y, width, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
            boxes.append((x, y, width, height))
            for text in group.iter("{http://www.w3.org/2000/svg}text"):
                assert x < float(text.attrib["x"])
                assert y + 12 <= float(text.attrib["y"]) <= y + height - 4
                assert len(text.text or "") * 7.2 < width
    assert boxes
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            apart = one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3]
            assert apart or one[0] != other[0]
    bottom = max(y + height for _, y, _, height in boxes)
    assert bottom < float(root.attrib["height"])


def test_texts_of_strangers_stay_texts() -> None:
    graph = hostile_graph()
    root = ElementTree.fromstring(svg(graph))
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds == {"svg", "title", "desc", "style", "rect", "text", "g", "path"}
    for written in (mermaid(graph), dot(graph), svg(graph), plain(graph_page(graph), 40)):
        assert all(line.isprintable() for line in written.splitlines())
    node = r"[A-Za-z0-9_-]+"
    label = r'"(?:[^"#%&<>{}|`\[\];:\\]|#\d+;|<br>)*"'
    statements = re.compile(
        rf"flowchart LR|  end|    {node}\[{label}\]|  {node}\[{label}\]|  subgraph {node} \[{label}\]"
        rf"|  {node} (?:-->|==>|-\.->|-\.-o|--x)\|{label}\| {node}|  classDef held stroke-width:4px"
    )
    assert [line for line in mermaid(graph).splitlines() if not statements.fullmatch(line)] == []
    quoted = r'"(?:[^"\\]|\\.)*"'
    lines = re.compile(
        rf"digraph decision_aid {{|}}|  (?:graph|node|edge) \[.*\];|  label={quoted};"
        rf"|  {quoted}(?: -> {quoted})? \[\w+={quoted}(?:, \w+={quoted})*\];"
    )
    assert [line for line in dot(graph).splitlines() if not lines.fullmatch(line)] == []


def test_ids_stay_apart() -> None:
    names = [
        "a_b",
        "a-b",
        "a--b",
        "a b",
        "a  b",
        "a_x20_b",
        "A_B",
        "a.b",
        "\u00e9",
        "_xe9_",
        "a-",
        "a_",
        "x",
        "_x",
    ]
    ids = [plain_id(Node(Kind.RULE, name, name, "").id) for name in names]
    assert len(set(ids)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) and "--" not in id for id in ids)


def test_the_svg_tells_its_content_without_being_seen() -> None:
    root = ElementTree.fromstring(svg(graph_to_show(TINY, Lens.CHECKED, id="one")))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == [root[0].attrib["id"], root[1].attrib["id"]]
    assert root[0].text == "one: what feeds this, and what this feeds"
    assert "one adds 2 to a." in str(root[1].text)
    assert "one takes 1 from b." in str(root[1].text)


def test_a_line_has_one_look_for_one_meaning_and_weights_as_numbers() -> None:
    graph = overview(graph_of_rules(TINY))
    strokes = [stroke for edge in graph.edges for stroke in edge.strokes]
    assert {(stroke.look, stroke.label) for stroke in strokes} == {
        (Look.READ, "feeds"),
        (Look.RELEASE, "can lift"),
        (Look.FOR, "+2"),
        (Look.AGAINST, "-1"),
    }
    root = ElementTree.fromstring(svg(graph))
    looks = [path.attrib["class"] for path in root.iter("{http://www.w3.org/2000/svg}path")]
    legend = [look.value for look in Look if look is not Look.ASKED]
    assert sorted(looks) == sorted([*legend, *(stroke.look.value for stroke in strokes)])
    weights = [
        text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "weight"
    ]
    assert sorted(map(str, weights)) == ["+2", "-1", "-1"]
    for written in (mermaid(graph), dot(graph)):
        assert written.count('"+2"') == 1
        assert written.count('"-1"') == 2


def test_both_directions_between_two_things_are_two_lines() -> None:
    edge = Edge("a", "b", (Link.STRONG_FOR, Link.WEAK_FOR, Link.WEAK_AGAINST))
    assert edge.strokes == (Stroke(Look.FOR, "+2 +1"), Stroke(Look.AGAINST, "-1"))


def test_a_thing_that_feeds_nothing_is_not_said_to() -> None:
    graph = graph_of_rules(TINY)
    titles = {id: part_around(graph, id).title for id in ("a", "danger", "one", "g")}
    assert titles == {
        "a": "a: what feeds this",
        "danger": "Danger: what this feeds",
        "one": "one: what feeds this, and what this feeds",
        "g": "g: it stands alone",
    }
    read = plain(graph_page(part_around(graph, "a")))
    assert "  one: +2\n" in read
    assert "Adds" not in read


def test_on_the_path_are_the_questions_that_counted_and_every_sum_is_told() -> None:
    sheet: dict[str, Value] = {"danger": "no", "q": "yes", "then": "no"}
    graph = graph_to_show(TINY, Lens.CHECKED, outcome_of(TINY, **sheet), "a")
    assert graph.node["candidate:a"].said == "+2, ahead"
    whole = graph_to_show(TINY, Lens.CHECKED, outcome_of(TINY, **sheet))
    assert whole.node["candidate:b"].said == "-1"
    assert whole.node["section:Questions"].said == "2 of 3 questions counted"


@pytest.mark.parametrize("words", [1, 12, 60])
def test_a_title_of_any_length_stands_inside_the_picture_and_above_all_else(words: int) -> None:
    title = " ".join(["Psychodynamic"] * words)
    root = ElementTree.fromstring(svg(graph_to_show(TINY, Lens.CHECKED)._replace(title=title)))
    texts = root.findall("{*}text")
    lines = [text for text in texts if text.get("class") == "title"]
    assert " ".join(line.text or "" for line in lines) == title
    for line in lines:  # 0.65 of its height is more than the mean width of a bold letter
        assert float(line.get("x", 0)) + 20 * 0.65 * len(line.text or "") < float(root.get("width", 0))
    below = min(float(text.get("y", 0)) for text in texts if text not in lines)
    assert max(float(line.get("y", 0)) for line in lines) + 14 < below


def test_a_rule_set_whose_safety_picture_would_name_a_candidate_is_refused() -> None:
    kinds = (decision("approach", "yoga", "zen"),)
    asked = question("danger", ("yes", "no"))
    stop = gate("help", says("danger", "yes"))
    assert not [*named_candidates.find(rule_set(items=(asked,), gates=(stop,), decisions=kinds))]
    spoiled = (
        ((asked,), stop._replace(caption="Before yoga")),
        ((asked._replace(answer_options=(AnswerOption("yes", "Yes, in zen"),)),), stop),
        ((asked._replace(label="Danger in yoga", extra=True),), stop),
    )
    for items, gate_ in spoiled:
        problems = [*named_candidates.find(rule_set(items=items, gates=(gate_,), decisions=kinds))]
        assert [problem.code for problem in problems] == ["names-candidate"]


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ((Link.READ, Link.RELEASE), "feeds and can lift"),
        ((Link.STRONG_FOR, Link.WEAK_FOR), "adds 2 or 1 to"),
        ((Link.WEAK_FOR, Link.STRONG_AGAINST), "adds 1 to and takes 2 from"),
        ((Link.ASKED,), "decides whether to ask"),
    ],
)
def test_all_that_a_line_does_is_a_phrase(links: tuple[Link, ...], words: str) -> None:
    assert Edge("a", "b", links).words == words
