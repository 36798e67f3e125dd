"""Small sheets and what would change them: order, ranges, follow-ups, and a search that ends."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decision_aid.commands.what_if import find as what_if
from decision_aid.commands.what_if.find import Kind, Smallest, smallest_changes, ways_toward
from decision_aid.commands.what_if.page import TITLE, smallest_page, toward_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import AtLeast
from decision_aid.model.library import Case
from decision_aid.model.report import Paragraph, Report, Section
from decision_aid.model.rules import ItemType, Purpose, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors, Numbers, next_lists
from decision_aid.rendering.text import plain
from tests import a_few_of
from tests.builders import argues, question, rule, rule_set, says
from tests.pages import compiled
from tests.strategies import shipped_rule_set


def approach(rules: Rules, **given: Value) -> Smallest:
    return smallest_changes(Neighbors(Compiled(rules), given))[0]


def told(rules: Rules, **given: Value) -> str:
    found = smallest_changes(Neighbors(Compiled(rules), given))
    return " ".join(plain(smallest_page(suggest(evaluate(rules, given)), found, every=True)).split())


CASES = [case for case in shipped_rule_set().library.cases if case.decisions]


def in_short(rules: Rules, given: Mapping[str, Value]) -> tuple[Smallest, Section]:
    """What changes the main decision, and the short page of it without its frame."""
    found = smallest_changes(Neighbors(compiled() if rules is shipped_rule_set() else Compiled(rules), given))
    page = smallest_page(suggest(evaluate(rules, given)), found)
    headings = (TITLE, found[0].decision.caption)  # the latter below a referral
    return found[0], next(section for section in page.sections if section.heading in headings)


@pytest.mark.parametrize("case", a_few_of(CASES, 20), ids=lambda case: case.id)
def test_in_short_it_says_first_how_many_answers_put_another_ahead(case: Case) -> None:
    main, section = in_short(shipped_rule_set(), case.answers)
    assert main.now is not None
    others = [
        way.steps
        for way in main.ways
        if way.result is None or (way.result.outcome, way.result.favored) != main.now[:2]
    ]
    takes = {1: "One different answer would", 2: "It would take two different answers to"}
    says = takes[min(others)] if others else "No two different answers would"
    said = f"{says} change {'which is ahead' if main.now.favored else 'that'}."
    first = section.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text.endswith(f". {said}")
    assert plain(Report(section.heading, (section,)), 80).count("\n") <= 10


def test_a_list_changes_by_one_option() -> None:
    item = question("q", ("x", "y", "z", "none"), type=ItemType.MULTIPLE, exclusive=("none",), max_choices=2)
    assert set(next_lists(item, ())) == {("x",), ("y",), ("z",), ("none",)}
    assert set(next_lists(item, ("none",))) == {("x",), ("y",), ("z",)}
    assert set(next_lists(item, ("x",))) == {("none",), ("x", "y"), ("x", "z")}
    assert set(next_lists(item, ("x", "y"))) == {("none",), ("x",), ("y",), ("x", "z"), ("y", "z")}


def test_wishes_come_first_then_what_is_open_then_facts() -> None:
    items = [question(name) for name in ("fact", "open", "wish")]
    items[2] = items[2]._replace(purpose=Purpose.WISH)
    rules = rule_set(
        items=items, rules=[rule(i.link_id, says(i.link_id, "yes"), argues("for", "a")) for i in items]
    )
    ways = approach(rules, fact="no", open=SKIPPED, wish="no").ways
    assert [way.changes[0].kind for way in ways] == [Kind.WISH, Kind.OPEN, Kind.FACT]


def test_numbers_that_lead_to_the_same_are_a_range() -> None:
    item = question("n", (), type=ItemType.INTEGER, maximum=9)
    rules = rule_set(items=[item], rules=[rule("r", AtLeast("n", 4), argues("for", "a"))])
    (way,) = approach(rules, n=2).ways
    assert way.changes[0].values == (Numbers(4, 9),)
    assert "4 to 9" in told(rules, n=2)


def test_a_follow_up_that_is_opened_can_be_the_second_change() -> None:
    items = (question("q"), question("follow", enable_when=says("q", "yes")))
    rules = rule_set(items=items, rules=[rule("r", says("follow", "yes"), argues("for", "a"))])
    (way,) = approach(rules, q="no").ways
    assert [(change.question, change.values) for change in way.changes] == [
        ("q", ("yes",)),
        ("follow", ("yes",)),
    ]
    ways = approach(rules, q="yes", follow="yes").ways
    assert {way.changes[0].question: way.dropped for way in ways} == {"q": ("follow",), "follow": ()}
    assert "Not asked then: Follow." in told(rules, q="yes", follow="yes")


def test_that_nothing_would_change_an_outcome_is_said() -> None:
    rules = rule_set(rules=[rule("r", says("q", "yes"), argues("for", "d"))])
    assert approach(rules, q="no").ways == ()
    assert "No single change would lead elsewhere, and no two together would." in told(rules, q="no")


def test_a_search_that_ends_early_says_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [question(f"q{number}", ("x", "y", "z")) for number in range(4)]
    rules = rule_set(
        items=items, rules=[rule(i.link_id, says(i.link_id, "y"), argues("for", "b")) for i in items]
    )
    given = {item.link_id: "x" for item in items}
    near = Neighbors(Compiled(rules), given)
    assert "No sheet within 4 changes" in plain(
        toward_page(suggest(evaluate(rules, given)), ways_toward(near, "a"))
    )
    monkeypatch.setattr(what_if, "MOST_SHEETS", 6)
    found = ways_toward(near, "a")
    assert (found.gave_up, found.steps, found.looked_at) == (True, 1, 6)
    page = " ".join(plain(toward_page(suggest(evaluate(rules, given)), found)).split())
    assert "No sheet within 1 change leads there. Of those further away, not all were looked at" in page
