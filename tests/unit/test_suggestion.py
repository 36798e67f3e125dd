"""Ties, margins, voices and lenses, on rule sets small enough to count by hand."""

from __future__ import annotations

import pytest

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Outcome, Status, Suggestion
from decision_aid.model.conditions import AllOf
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Basis, Rule, Rules
from tests.builders import argues, decision, gate, outcome_of, question, rule, rule_set, says

ALWAYS = AllOf(())


def weighing(**net_support: int) -> Rules:
    """A rule set in which each candidate has this net support, from themes of their own."""
    rules = []
    for candidate, net in net_support.items():
        direction = "for" if net > 0 else "against"
        for number in range(abs(net)):
            name = f"{candidate}-{number}"
            rules.append(rule(name, ALWAYS, argues(direction, candidate), theme=name))
    return rule_set(rules=rules)


def approach(suggestion: Suggestion) -> tuple[Outcome, str, str]:
    """What the main decision came to: its outcome, who is favored, and who is close behind."""
    conclusion = suggestion.conclusions[0]
    return conclusion.outcome, "".join(conclusion.favored), "".join(conclusion.close_behind)


@pytest.mark.parametrize(
    ("supports", "status", "came_to"),
    [
        ((3, 1, 0), Status.SUGGESTION, (Outcome.FAVORED, "a", "")),
        ((3, 2, 0), Status.SUGGESTION, (Outcome.FAVORED, "a", "b")),
        ((2, 3, 2), Status.SUGGESTION, (Outcome.FAVORED, "b", "ac")),
        ((2, 0, 2), Status.SUGGESTION, (Outcome.LEVEL, "ac", "")),
        ((2, 1, 2), Status.SUGGESTION, (Outcome.LEVEL, "ac", "b")),
        ((1, 0, 0), Status.SUGGESTION, (Outcome.FAVORED, "a", "")),
        ((1, -3, 1), Status.SUGGESTION, (Outcome.LEVEL, "ac", "")),
        ((4, 4, 3), Status.SUGGESTION, (Outcome.LEVEL, "ab", "c")),
        ((1, 1, 1), Status.NO_CLEAR_SUGGESTION, (Outcome.LEVEL, "", "")),
        ((0, 0, 0), Status.NO_CLEAR_SUGGESTION, (Outcome.NO_SUPPORT, "", "")),
        ((0, -1, -2), Status.NO_CLEAR_SUGGESTION, (Outcome.NO_SUPPORT, "", "")),
    ],
)
def test_the_best_is_favored_and_what_is_near_it_is_close_behind(
    supports: tuple[int, int, int], status: Status, came_to: tuple[Outcome, str, str]
) -> None:
    a, b, c = supports
    suggestion = outcome_of(weighing(a=a, b=b, c=c))
    assert suggestion.status is status
    assert approach(suggestion) == came_to


def test_how_near_is_close_behind_is_the_rule_sets_own() -> None:
    rules = weighing(a=4, b=2, c=3).rules
    assert [approach(outcome_of(rule_set(rules=rules, tie_margin=margin))) for margin in (0, 1, 2)] == [
        (Outcome.FAVORED, "a", ""),
        (Outcome.FAVORED, "a", "c"),
        (Outcome.FAVORED, "a", "cb"),
    ]


def test_the_status_follows_the_first_decision_alone() -> None:
    suggestion = outcome_of(weighing(d=2))
    assert suggestion.status is Status.NO_CLEAR_SUGGESTION
    side = suggestion.conclusion("side")
    assert side is not None
    assert (side.outcome, side.favored) == (Outcome.FAVORED, ("d",))


def test_a_side_decision_names_both_when_they_are_equal() -> None:
    side = outcome_of(weighing(d=2, e=2)).conclusion("side")
    assert side is not None
    assert (side.outcome, side.favored, side.close_behind) == (Outcome.LEVEL, ("d", "e"), ())


def test_a_side_decision_has_both_tiers() -> None:
    side = outcome_of(weighing(d=2, e=1)).conclusion("side")
    assert side is not None
    assert (side.outcome, side.favored, side.close_behind) == (Outcome.FAVORED, ("d",), ("e",))


@pytest.mark.parametrize(
    ("supports", "arises"),
    [
        ({"a": 2}, True),
        ({"a": 2, "b": 2}, True),
        ({"a": 1, "b": 2}, False),
        ({"b": 2}, False),
        ({"a": 2, "b": 2, "c": 2}, False),
        ({}, False),
    ],
)
def test_a_decision_about_a_candidate_arises_only_when_that_one_is_favored(
    supports: dict[str, int], arises: bool
) -> None:
    suggestion = outcome_of(weighing(**supports, f=3))
    assert (suggestion.conclusion("form") is not None) is arises


def voices(*rules: Rule) -> dict[str, int]:
    return {s.candidate.id: s.net_support for s in evaluate(rule_set(rules=rules), {}).standings}


def test_strong_weighs_two_weak_one_and_against_takes_away() -> None:
    assert voices(rule("r", ALWAYS, argues("for", "a", "strong")))["a"] == 2
    assert voices(rule("r", ALWAYS, argues("for", "a", "weak")))["a"] == 1
    assert voices(rule("r", ALWAYS, argues("against", "a", "strong")))["a"] == -2


def test_five_ways_of_saying_the_same_thing_are_one_reason() -> None:
    same = [rule(f"r{n}", ALWAYS, argues("for", "a"), theme="one") for n in range(5)]
    assert voices(*same)["a"] == 1
    assert voices(*same, rule("x", ALWAYS, argues("for", "a", "strong"), theme="one"))["a"] == 2
    assert voices(*same, rule("x", ALWAYS, argues("for", "a"), theme="two"))["a"] == 2


def test_a_theme_may_speak_for_and_against_at_once() -> None:
    pro, contra = rule("r1", ALWAYS, argues("for", "a", "strong")), rule("r2", ALWAYS, argues("against", "a"))
    assert voices(pro, contra)["a"] == 1


def test_the_strongest_speaks_and_among_equals_the_rule_whose_id_comes_first() -> None:
    rules = [
        rule("b-weak", ALWAYS, argues("for", "a")),
        rule("z-strong", ALWAYS, argues("for", "a", "strong")),
        rule("c-strong", ALWAYS, argues("for", "a", "strong")),
    ]
    standing = evaluate(rule_set(rules=rules), {}).standings[0]
    assert [(w.rule.id, w.counted) for w in standing.arguments] == [
        ("b-weak", False),
        ("z-strong", False),
        ("c-strong", True),
    ]


def test_a_rule_that_does_not_hold_or_is_not_known_to_argues_nothing() -> None:
    rules = rule_set(rules=[rule("r", says("q", "yes"), argues("for", "a"))])
    assert approach(outcome_of(rules, q="yes")) == (Outcome.FAVORED, "a", "")
    assert approach(outcome_of(rules, q="no"))[0] is Outcome.NO_SUPPORT
    assert approach(outcome_of(rules))[0] is Outcome.NO_SUPPORT
    assert outcome_of(rules).missing == ("q",)
    assert outcome_of(rules, q="skipped").missing == ("q",)
    assert outcome_of(rules, q="no").missing == ()


LENSES = [
    # basis, strength, claims; what the argument weighs in checked, documents, research
    (Basis.PREFERENCE, "strong", (), 2, 0, 2),
    (Basis.PREFERENCE, "weak", ("C1",), 1, 2, 1),
    (Basis.GUIDELINE, "strong", ("C2",), 2, 1, 2),
    (Basis.TRIAL, "weak", (), 1, 0, 1),
    (Basis.PRACTICE, "weak", ("C1",), 1, 2, 0),
    (Basis.PRACTICE, "weak", ("C2", "C3"), 1, 1, 0),
    (Basis.PRACTICE, "weak", ("C3", "C1"), 1, 2, 0),
    (Basis.LOCAL, "weak", (), 1, 0, 0),
]


@pytest.mark.parametrize(("basis", "strength", "claims", "checked", "documents", "research"), LENSES)
def test_each_lens_weighs_in_its_own_way(
    basis: Basis, strength: str, claims: tuple[str, ...], checked: int, documents: int, research: int
) -> None:
    rules = rule_set(rules=[rule("r", ALWAYS, argues("for", "a", strength, claims), basis=basis)])
    weighed = {lens: evaluate(rules, {}, lens).standings[0].net_support for lens in Lens}
    assert weighed == {Lens.CHECKED: checked, Lens.DOCUMENTS: documents, Lens.RESEARCH: research}


STOPS = rule_set(
    items=(question("danger"), question("assessed", enable_when=says("danger", "yes")), question("other")),
    gates=(
        gate("stop", says("danger", "yes"), Action.STOP, unless=says("assessed", "yes")),
        gate("refer", says("other", "yes"), Action.REFER),
        gate("caution", says("other", "no"), Action.CAUTION),
    ),
    rules=[rule("r", ALWAYS, argues("for", "a", "strong"))],
)


def shown(suggestion: Suggestion) -> list[str]:
    return [judged.gate.id for judged in suggestion.gates]


def test_a_stop_comes_before_everything_and_shows_nothing_else() -> None:
    suggestion = outcome_of(STOPS, danger="yes", other="yes")
    assert suggestion.status is Status.STOPPED
    assert shown(suggestion) == ["stop"]
    assert suggestion.conclusions == ()
    assert suggestion.evaluation.standings == ()
    assert suggestion.evaluation.rules == ()


def test_a_stop_is_released_only_for_certain() -> None:
    assert outcome_of(STOPS, danger="yes").status is Status.STOPPED
    assert outcome_of(STOPS, danger="yes", assessed="no").status is Status.STOPPED
    assert outcome_of(STOPS, danger="yes", assessed="skipped").status is Status.STOPPED
    assert outcome_of(STOPS, danger="yes", assessed="yes").status is Status.SUGGESTION


def test_what_a_stop_reads_must_be_answered_first_and_a_referral_stands_beside_it() -> None:
    for unanswered in ({}, {"danger": "skipped"}):
        suggestion = outcome_of(STOPS, other="yes", **unanswered)
        assert suggestion.status is Status.NEEDS_ANSWERS
        assert suggestion.missing == ("danger",)
        assert shown(suggestion) == ["refer"]
        assert suggestion.conclusions == ()
    assert shown(outcome_of(STOPS, other="no")) == []


def test_referrals_and_cautions_stand_beside_a_suggestion() -> None:
    assert shown(outcome_of(STOPS, danger="no", other="yes")) == ["refer"]
    assert shown(outcome_of(STOPS, danger="no", other="no")) == ["caution"]
    assert shown(outcome_of(STOPS, danger="no")) == []


def test_an_extra_is_never_required_nor_asked_for() -> None:
    items = (question("score", extra=True), question("q"))
    rules = rule_set(
        items=items,
        gates=(gate("stop", says("score", "yes")),),
        rules=[rule("r", says("score", "yes"), argues("for", "a"))],
    )
    assert outcome_of(rules).status is Status.NO_CLEAR_SUGGESTION
    assert outcome_of(rules).missing == ()
    assert outcome_of(rules, score="yes").status is Status.STOPPED


def test_a_question_that_decides_about_a_safety_question_is_one_itself() -> None:
    items = (question("whether"), question("danger", enable_when=says("whether", "yes")))
    rules = rule_set(items=items, gates=(gate("stop", says("danger", "yes")),))
    assert outcome_of(rules).missing == ("whether",)
    assert outcome_of(rules, whether="yes").missing == ("danger",)
    assert outcome_of(rules, whether="no").status is Status.NO_CLEAR_SUGGESTION


def test_a_safety_question_that_only_an_extra_could_open_is_asked_for_itself() -> None:
    items = (question("score", extra=True), question("danger", enable_when=says("score", "yes")))
    rules = rule_set(items=items, gates=(gate("stop", says("danger", "yes")),))
    assert outcome_of(rules).missing == ("danger",)
    assert outcome_of(rules, score="no").status is Status.NO_CLEAR_SUGGESTION


def test_a_decision_between_two_is_clear_when_one_is_ahead() -> None:
    rules = rule_set(
        decisions=(decision("only", "a", "b"),), rules=[rule("r", ALWAYS, argues("for", "b", "strong"))]
    )
    assert approach(outcome_of(rules)) == (Outcome.FAVORED, "b", "")
