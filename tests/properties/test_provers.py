"""Both provers say of every statement what a list of all sheets says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import AllOf, AnyOf, Condition
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Rules, Strength
from decision_aid.proving import bounds
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.prover import Prover, decides
from decision_aid.proving.samples import Samples
from decision_aid.proving.search import Budget, ask
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Asked,
    Change,
    Every,
    Favored,
    GateHolds,
    Holds,
    LeadGrows,
    Named,
    No,
    Query,
    RuleHolds,
    Some,
    Statement,
    Unanswered,
    Weighed,
    differ,
)
from decision_aid.proving.weighing import within, within_unless_all_equal
from decision_aid.proving.z3_prover import Z3Prover, _Encoding
from tests.brute_force import MOST_LISTED, is_there, is_true, number_of_tries
from tests.builders import argues, gate, question, rule, rule_set, says
from tests.strategies import among, answers_to, conditions, lenses, small_rule_sets, up_to

CANDIDATES = ("a", "b", "c", "d", "e", "f", "g")


@st.composite
def statements(draw: st.DrawFn, rules: Rules, condition: Condition, sheets: int, depth: int = 2) -> Statement:
    """Any statement about this many sheets of a rule set; `condition` is one that may be asked about."""
    if depth and draw(st.booleans()):
        parts = tuple(
            draw(statements(rules, condition, sheets, depth - 1)) for _ in range(1 + draw(up_to(2)))
        )
        joined: Statement = draw(among(Every(parts), Some(parts), No(parts[0])))
        return joined
    sheet = draw(up_to(sheets - 1))
    simple: list[Statement] = [
        Holds(condition, sheet),
        Weighed(sheet),
        *(Asked(item.link_id, sheet) for item in rules.items),
        *(Unanswered(item.link_id, sheet) for item in rules.items),
        *(GateHolds(one.id, sheet) for one in rules.gates),
        *(RuleHolds(one.id, sheet) for one in rules.rules),
    ]
    without = draw(st.sampled_from([None, *(one.id for one in rules.rules)]))
    candidate, lens = draw(among(*CANDIDATES)), draw(lenses)
    weighed: list[Statement] = [kind(candidate, lens, sheet, without) for kind in (Favored, Named)]
    if sheets == 2:
        over = draw(st.sampled_from([None, *CANDIDATES]))
        ahead = draw(st.sampled_from([None, candidate])) if over else candidate
        weighed.append(LeadGrows(ahead, over, 1 + draw(up_to(2)), lens))
    chosen: Statement = draw(st.sampled_from(draw(st.sampled_from([simple, weighed]))))
    return chosen


@st.composite
def queries(draw: st.DrawFn) -> tuple[Rules, Condition, Query]:
    """A small rule set, and something to ask of it."""
    rules = draw(small_rule_sets())
    assume(number_of_tries(rules) <= MOST_LISTED)
    condition = draw(conditions(rules.items))
    change = None
    if draw(st.booleans()):
        item = draw(st.sampled_from(rules.items))
        answer = st.one_of(st.sampled_from([None, SKIPPED]), answers_to(item))
        pairs = draw(st.lists(st.tuples(answer, answer), min_size=1, max_size=4, unique=True))
        change = Change(item.link_id, tuple(pairs))
    statement = draw(statements(rules, condition, 2 if change else 1))
    return rules, condition, Query(statement, change)


@given(queries())
def test_the_search_says_what_a_list_says(asked: tuple[Rules, Condition, Query]) -> None:
    rules, condition, query = asked
    answer = ask(Compiled(rules, [condition]), query)
    assert not answer.undecided
    assert (answer.sheets is not None) == is_there(rules, query)
    if answer.sheets:
        assert is_true(rules, query.statement, answer.sheets)


@settings(max_examples=settings().max_examples // 2)
@given(queries())
def test_the_referee_says_what_a_list_says(asked: tuple[Rules, Condition, Query]) -> None:
    rules, _, query = asked
    answer = Z3Prover(rules).ask(query)
    assert not answer.undecided
    assert (answer.sheets is not None) == is_there(rules, query)
    if answer.sheets:
        assert is_true(rules, query.statement, answer.sheets)


@pytest.mark.exhaustive
@settings(max_examples=settings().max_examples // 5)
@given(st.data())
def test_whether_a_rule_decides_and_an_answer_tells_is_what_a_list_says(data: st.DataObject) -> None:
    rules = data.draw(small_rule_sets())
    assume(rules.rules and number_of_tries(rules) <= MOST_LISTED)
    prover = Prover(rules)
    one = data.draw(st.sampled_from(rules.rules))
    assert (prover.decides(one).sheets is not None) == is_there(rules, Query(decides(rules, one)))
    item = data.draw(st.sampled_from(rules.items))
    for _code, answer in prover.tells(item, item.codes or ("",)).items():
        query = next(query for query, noted in prover.asked if noted is answer)
        assert (answer.sheets is not None) == is_there(rules, query)
        if answer.sheets:
            assert is_true(rules, query.statement, answer.sheets)


def test_a_question_that_is_never_asked_has_no_answer_on_any_sheet() -> None:
    items = (question("first"), question("never", enable_when=AnyOf(())))
    samples = Samples(Compiled(rule_set(items=items)))
    assert all("never" not in samples.given(sample) for sample in samples.pool)


def test_no_sheet_is_drawn_that_only_an_answer_to_such_a_question_could_save() -> None:
    items = (question("first"), question("never", enable_when=AnyOf(())))
    stop = gate("stop", AllOf(()), unless=says("never", "yes"))
    assert Samples(Compiled(rule_set(items=items, gates=[stop]))).pool == ()


# --- the shipped rule set -----------------------------------------------------------------------

RISING = (
    ("severity", ("mild", "moderate", "severe"), "combined", False),
    ("severity", ("mild", "moderate", "severe"), "therapy_alone", True),
    ("time_available", ("up_to_8_visits", "a_year_or_more"), "long", False),
    ("past_episodes", ("none", "three_or_more"), "combined", False),
    ("working_style", ("not_past", "open_ended"), "psychodynamic", False),
    ("working_style", ("open_ended", "not_past"), "psychodynamic", True),
)
"""Whether the support for a candidate can fall as an answer changes in this order."""


def shipped_queries(rules: Rules) -> list[tuple[Query, bool]]:
    """Some queries about the shipped rule set, each with whether such a sheet is to be expected."""
    stops = [one.id for one in rules.gates if one.action is Action.STOP]
    found: list[tuple[Query, bool]] = [
        *((Query(Every((GateHolds(id), Weighed()))), False) for id in stops),
        *((Query(Every((Favored(id), No(Favored("cbt"))))), True) for id in ("ipt", "psychodynamic")),
        (Query(Every((Unanswered("danger_now"), Favored("cbt", Lens.DOCUMENTS)))), False),
        (Query(Every((Favored("long"), Holds(says("time_available", "up_to_8_visits"))))), False),
        (Query(Every((RuleHolds("mild"), RuleHolds("severe")))), False),
    ]
    for link_id, order, candidate, can_fall in RISING:
        pairs = tuple((low, high) for place, low in enumerate(order) for high in order[place + 1 :])
        falls = Every((Weighed(FIRST), Weighed(SECOND), LeadGrows(None, candidate)))
        found.append((Query(falls, Change(link_id, pairs)), can_fall))
    return found


def test_both_provers_agree_on_the_shipped_rule_set(shipped: Rules) -> None:
    compiled = Compiled(shipped, [says("time_available", "up_to_8_visits")])
    referee = Z3Prover(shipped)
    for query, expected in shipped_queries(shipped):
        for answer in (ask(compiled, query), referee.ask(query)):
            assert not answer.undecided
            assert (answer.sheets is not None) == expected, query
            if answer.sheets:
                assert is_true(shipped, query.statement, answer.sheets)


def test_a_lead_can_grow_where_another_rule_hides_what_narrows_it() -> None:
    """Support for a moves from one theme to another; where the second has it anyway, it falls."""
    rules = rule_set(
        items=[question("q"), question("hides")],
        rules=[
            rule("one", says("q", "no"), argues("for", "a", "weak")),
            rule("other", says("q", "yes"), argues("for", "a", "weak"), theme="second"),
            rule("hides", says("hides", "yes"), argues("for", "a", "weak"), theme="second"),
        ],
    )
    falls = Query(LeadGrows(None, "a"), Change("q", (("no", "yes"),)))
    for answer in (ask(Compiled(rules), falls), Z3Prover(rules).ask(falls)):
        assert answer.sheets == ({"q": "no", "hides": "yes"}, {"q": "yes", "hides": "yes"})


# --- a mistake in one of the two shows ----------------------------------------------------------

FOLLOW_UP = question("more", enable_when=says("q", "yes"))
RULES = rule_set(
    items=[question("q"), FOLLOW_UP],
    gates=[gate("stop", says("more", "yes"))],
    rules=[
        rule("for-a", says("q", "yes"), argues("for", "a", "strong")),
        rule("for-a-too", says("q", "yes"), argues("for", "a", "strong"), theme="second"),
        rule("for-b", says("q", "yes"), argues("for", "b", "strong"), theme="third"),
        rule("for-d", says("q", "yes"), argues("for", "d", "strong"), theme="fourth"),
        rule("for-e", says("q", "yes"), argues("for", "e", "weak"), theme="fifth"),
        rule("for-c", says("more", "no"), argues("for", "c", "weak")),
    ],
)
ASKED = (
    Query(Every((Favored("a"), No(Favored("b"))))),
    Query(Every((Weighed(), Unanswered("more")))),
    Query(Every((Weighed(), No(RuleHolds("for-c"))))),
    Query(Every((Favored("d"), Named("e"), No(Favored("e"))))),
    Query(differ(Weighed(FIRST), Weighed(SECOND)), Change("q", (("no", "yes"),))),
)


def disagreements() -> list[Query]:
    """The queries on which the two provers do not say the same."""
    compiled, referee = Compiled(RULES), Z3Prover(RULES)
    return [q for q in ASKED if (ask(compiled, q).sheets is None) != (referee.ask(q).sheets is None)]


def test_the_provers_agree_as_they_are() -> None:
    assert disagreements() == []


def narrowed(law: Callable[..., int], nets: Sequence[tuple[int, int]], place: int, margin: int) -> int:
    return law(nets, place, margin - 1)


def test_a_mistake_in_the_search_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    for law in (within, within_unless_all_equal):
        stricter = partial(narrowed, law)
        monkeypatch.setattr(bounds, law.__name__, stricter)
    assert disagreements()


def test_a_clause_that_is_lost_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compiled, "open_safety", 0)
    assert disagreements()


def test_a_mistake_in_the_encoding_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Encoding, "closed", lambda self, *_: self.z3.BoolVal(False))
    assert disagreements()


def test_a_weight_that_is_wrong_in_the_encoding_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decision_aid.proving.z3_prover.strength_in", lambda *_: Strength.WEAK)
    assert disagreements()


def test_a_query_that_is_too_hard_is_undecided_and_not_passed() -> None:
    answer = ask(Compiled(RULES), ASKED[0], budget=Budget(1))
    assert (answer.sheets, answer.undecided, answer.none) == (None, True, False)
