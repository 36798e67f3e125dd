"""Every text of a rule set is told from every other, so that no change of one can hide behind another."""

from __future__ import annotations

from collections import Counter

import pytest

from decision_aid.checking.reviewed_parts import fingerprint_of
from decision_aid.commands.rules.diff.texts import changed_texts
from decision_aid.model.reviews import Part
from decision_aid.model.rules import Rules
from decision_aid.model.texts import texts_in, texts_of_all


def test_no_two_texts_have_the_same_name(shipped: Rules) -> None:
    for whole in (shipped, shipped.library, shipped.words_of_danger):
        names = Counter((piece.part, piece.field) for piece in texts_of_all(whole))
        assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("code", ["UK", "CA", "AU", "IE", "NZ"])
def test_a_changed_number_of_any_country_is_told_first_and_is_not_signed_off(
    code: str, shipped: Rules
) -> None:
    countries = tuple(
        one._replace(crisis_line="call 989") if one.code == code else one for one in shipped.countries
    )
    changed = shipped._replace(countries=countries)
    (told,) = changed_texts(shipped, changed).contacts
    assert (told.part, told.new) == (f"country '{code}'", "call 989")
    assert fingerprint_of(Part.CONTACTS, changed) != fingerprint_of(Part.CONTACTS, shipped)


def test_the_note_and_the_caution_on_words_are_two_texts(shipped: Rules) -> None:
    words = shipped.words_of_danger
    assert words.note
    assert words.caution
    note = words.note._replace(message=words.note.message._replace(plain="Never mind."))
    changed = shipped._replace(read_words_of_danger=lambda: words._replace(note=note))
    (told,) = changed_texts(shipped, changed).safety
    assert (told.part, told.new) == ("note", "Never mind.")


def test_a_reason_of_one_candidate_is_told_apart_from_those_of_the_others(shipped: Rules) -> None:
    one = next(rule for rule in shipped.rules if len({a.candidate for a in rule.arguments}) > 1)
    first, *others = one.arguments
    other = one._replace(arguments=(first._replace(because="For another reason."), *others))
    changed = shipped._replace(rules=tuple(other if rule is one else rule for rule in shipped.rules))
    (told,) = changed_texts(shipped, changed).others
    assert (told.part, told.new) == (f"rule '{one.id}'", "For another reason.")
    assert told.field == f"arguments '{first.direction} {first.candidate}', because"


def test_what_a_new_thing_leaves_out_is_no_changed_text(shipped: Rules) -> None:
    new, *others = shipped.rules
    assert new.arguments
    assert not new.because
    texts = changed_texts(shipped._replace(rules=tuple(others)), shipped).others
    assert {text.part for text in texts} == {f"rule '{new.id}'"}
    assert all(text.new for text in texts)


def test_one_more_line_of_a_population_moves_no_other(shipped: Rules) -> None:
    population = shipped.library.population
    assert population
    more = population._replace(answers=(population.lines("perinatal")[-1], *population.answers))
    before, after = ({(one.part, one.field, one.text) for one in texts_in(p)} for p in (population, more))
    moved = before ^ after
    assert moved
    assert all("'perinatal" in field for _, field, _ in moved)


@pytest.mark.parametrize(
    ("first", "then", "group"),
    [
        ("danger_now", "suicidal_thoughts", "safety"),
        pytest.param("goals", "working_style", "questions", marks=pytest.mark.exhaustive),
    ],
)
def test_another_order_of_asking_is_told(first: str, then: str, group: str, shipped: Rules) -> None:
    """Of questions that both ask; one of safety is a text of safety."""
    items = list(shipped.items)
    one, other = (items.index(shipped.item[id]) for id in (first, then))
    items[one], items[other] = items[other], items[one]
    found = changed_texts(shipped, shipped._replace(items=tuple(items)))
    (told,) = getattr(found, group)
    assert (told.part, told.field) == ("questionnaire", "order of asking")
    assert sum(map(len, found)) == 1
