"""An outcome has the same words on every page, and they are true however many candidates there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from decision_aid.commands.cases.page import case_page
from decision_aid.commands.what_if.find import smallest_changes
from decision_aid.commands.what_if.page import smallest_page
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING
from decision_aid.model.conditions import AllOf
from decision_aid.model.library import Case
from decision_aid.model.report import Report
from decision_aid.model.rules import Basis, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors
from decision_aid.rendering.text import plain
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.outcomes import headline, named_in_words, outcome_in_words
from decision_aid.wording.result import report
from decision_aid.wording.trace import trace_page
from tests.builders import argues, decision, outcome_of, rule, rule_set
from tests.outputs import as_read

CANDIDATES = "abcd"


def rules_for(favored: Sequence[str], candidates: Sequence[str] = CANDIDATES) -> Rules:
    """Rules by which these candidates are level, and ahead of the others."""
    rules = [rule(id, AllOf(()), argues("for", id), theme=f"theme {id}") for id in favored]
    return rule_set(rules=rules, decisions=(decision("approach", *candidates),))


@pytest.mark.parametrize(
    ("setting", "favored", "words"),
    [
        (PERSON, "ab", "A and b match your answers equally well."),
        (PERSON, "abc", "A, b and c match your answers equally well."),
        (CLINICIAN, "ab", "A and b match the client's answers equally well."),
        (TEACHING, "abc", "A, b and c match the answers in this example equally well."),
        (PERSON, "abcd", "No approach stands out. All four match equally well."),
        (PERSON, "", "Nothing in your answers points to one approach."),
    ],
)
def test_the_headline_counts_the_favored(setting: str, favored: str, words: str) -> None:
    suggestion = outcome_of(rules_for(favored), setting=setting)
    assert words in headline(suggestion)
    assert headline(suggestion) in as_read(plain(report(suggestion)))


def test_of_four_candidates_the_three_that_are_favored_are_never_called_both() -> None:
    suggestion = outcome_of(rules_for("abc"))
    for page in (report, trace_page):
        assert "both" not in plain(page(suggestion)).lower()


def test_of_two_candidates_there_is_one_other() -> None:
    assert headline(outcome_of(rules_for("a", "ab"))) == "A looks like a better match than the other."
    assert headline(outcome_of(rules_for("ab", "ab"))) == "No approach stands out. Both match equally well."


def weighed(**net_support: int) -> Rules:
    """A rule set in which candidates have these net supports."""
    rules = [
        rule(f"{id}-{number}", AllOf(()), argues("for", id), theme=f"{id}-{number}")
        for id, net in net_support.items()
        for number in range(net)
    ]
    return rule_set(rules=rules)


@pytest.mark.parametrize(
    ("net_support", "words"),
    [
        ({"a": 3, "b": 2}, "A looks like the best match. B is close behind."),
        ({"a": 3, "b": 2, "c": 2}, "A looks like the best match. B and c are close behind."),
        ({"a": 2, "b": 2, "c": 1}, "A and b match your answers equally well. C is close behind."),
    ],
)
def test_the_headline_names_the_best_then_what_is_close_behind(
    net_support: dict[str, int], words: str
) -> None:
    assert words in headline(outcome_of(weighed(**net_support)))


@pytest.mark.parametrize(
    ("basis", "degree"), [(Basis.GUIDELINE, "a clearly better"), (Basis.PREFERENCE, "a better")]
)
def test_no_fit_is_called_clear_on_wishes_alone(basis: Basis, degree: str) -> None:
    wished = weighed(a=5)
    rules = wished._replace(rules=tuple(each._replace(basis=basis) for each in wished.rules))
    assert f"A looks like {degree} match than the others." == headline(outcome_of(rules))


def of_a_case(suggestion: Suggestion) -> Report:
    rules = suggestion.evaluation.rule_set
    return case_page(rules, Case("case", "A case", "A story.", {}, suggestion.status, (), {}))


def beside_another(suggestion: Suggestion) -> Report:
    other = outcome_of(rules_for("d", "abcd"))
    return comparison_page((NamedResult("one", suggestion), NamedResult("other", other)))


def with_changes(suggestion: Suggestion) -> Report:
    found = smallest_changes(Neighbors(Compiled(suggestion.evaluation.rule_set), {}))
    return smallest_page(suggestion, found)


@pytest.mark.parametrize("page", [trace_page, of_a_case, beside_another, with_changes])
@pytest.mark.parametrize(
    ("favored", "words"),
    [
        ("a", "a is ahead"),
        ("abc", "a, b and c are equal"),
        ("abcd", "all are exactly equal, so none is named"),
        ("", "nothing points to one of them"),
    ],
)
def test_pages_say_an_outcome_in_the_same_words(
    page: Callable[[Suggestion], Report], favored: str, words: str
) -> None:
    suggestion = outcome_of(rules_for(favored))
    assert outcome_in_words(suggestion.evaluation.rule_set, suggestion.conclusions[0]) == words
    assert words.casefold() in " ".join(plain(page(suggestion)).casefold().split())


def test_the_words_for_names_alone_are_the_same() -> None:
    assert named_in_words(["CBT"]) == "CBT is ahead"
    assert named_in_words(["CBT", "IPT"]) == "CBT and IPT are equal"
    assert named_in_words(["CBT"], ["IPT"]) == "CBT is ahead, with IPT close behind"
    assert named_in_words([]) == "none stands out"
    assert named_in_words(None) == outcome_in_words(rules_for("a"), None) == "it doesn't come up"
