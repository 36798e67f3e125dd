"""The card of a stop: what stands on it, and that it fits on the screen whatever stops."""

from __future__ import annotations

import pytest

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.answers import CLINICIAN, PERSON, SOMEONE_ELSE, TEACHING
from decision_aid.model.report import Card
from decision_aid.model.rules import Rules
from decision_aid.rendering.card import drawn, told
from decision_aid.rendering.plain_signs import writable
from decision_aid.wording.help import by_urgency
from decision_aid.wording.prompt import Command
from decision_aid.wording.prompts import keys
from decision_aid.wording.safety import NONE_NOW
from decision_aid.wording.stop_card import stop_card, stopped
from tests.outputs import NAMES_NOTHING

BELOW = 2
"""Lines under a card: what is typed, and the keys."""


def stops(rules: Rules) -> list[Suggestion]:
    """Every worked case that stops, in each setting in which it does."""
    found = []
    for case in rules.library.cases:
        for setting in (PERSON, CLINICIAN, TEACHING):
            evaluation = evaluate(rules, {**case.answers, "setting": setting})
            if evaluation.stops:
                found.append(suggest(evaluation))
    return found


@pytest.mark.parametrize(("width", "most"), [(80, 16), (40, 22)])
def test_it_fits_on_a_screen_with_its_keys(shipped: Rules, width: int, most: int) -> None:
    for suggestion in stops(shipped):
        prompt = stopped(suggestion, may_correct=True)
        assert prompt.card
        lines = list(drawn(prompt.card, width - 1))
        assert max(map(len, lines)) < width
        below = BELOW + (len(keys(prompt)) >= width)
        assert len(lines) + below <= most, "\n".join(lines)
        assert len(list(told(prompt.card, width))) <= most - BELOW


def test_the_first_contact_is_that_of_the_most_urgent_stop(shipped: Rules) -> None:
    for suggestion in stops(shipped):
        first = by_urgency(suggestion.evaluation.stops)[0].gate
        card = stop_card(suggestion)
        for width in (79, 39):
            text = " ".join(" ".join(drawn(card, width)).replace("│", " ").split())
            assert first.message.to(suggestion.evaluation.answers.setting).split(". ")[0] in text
            own = text.index(shipped.contact[first.help[0]].name)
            others = [text.find(shipped.contact[id].name) for id in first.help[1:]]
            assert all(place > own for place in others if place >= 0)
            assert "call or text 988" in text.casefold(), "whatever stops, on every screen"
            assert "findahelpline.com" in text
            assert not NAMES_NOTHING.findall(text)


@pytest.mark.parametrize("width", [79, 39])
def test_whom_to_turn_to_after_words_is_seen_on_every_card(width: int, shipped: Rules) -> None:
    for suggestion in stops(shipped):
        for kind in shipped.words_of_danger.kinds:
            lines = list(drawn(stop_card(suggestion, [kind]), width))
            text = " ".join(" ".join(lines).replace("│", " ").split())
            assert shipped.contact[kind.contacts[0]].name in text
            assert len(lines) + BELOW <= (16 if width > 40 else 22)


def test_others_are_a_line_each(shipped: Rules) -> None:
    several = [suggestion for suggestion in stops(shipped) if len(suggestion.evaluation.stops) > 1]
    assert several
    for suggestion in several:
        _, other = by_urgency(suggestion.evaluation.stops)[:2]
        assert f"Also: {other.gate.caption}." in stop_card(suggestion).more


def test_what_to_do_in_an_emergency_is_said_once(shipped: Rules) -> None:
    for suggestion in stops(shipped):
        card = stop_card(suggestion)
        if "911" in " ".join(card.said):
            assert [line for line in card.more if line.startswith("Emergency")] == []


def test_a_clinician_is_told_what_led_there_and_nobody_else_is(shipped: Rules) -> None:
    for suggestion in stops(shipped):
        card = stop_card(suggestion)
        led = [line for line in card.lines if line.startswith("Set off by: ")]
        assert bool(led) is (suggestion.evaluation.answers.setting == CLINICIAN)


def test_a_clinician_is_told_that_a_score_and_what_is_said_disagree(shipped: Rules) -> None:
    sheet = {
        "setting": "clinician",
        "age_group": "from_25_to_64",
        "danger_now": "no",
        "suicidal_thoughts": "none",
    }
    card = stop_card(suggest(evaluate(shipped, {**sheet, "phq9_total": 12, "phq9_item9": 3})))
    assert "PHQ-9 item 9 is 3, though the client denies thoughts of death or suicide." in card.lines


def test_it_offers_more_help_and_out_and_a_way_back_where_there_is_one(shipped: Rules) -> None:
    suggestion = stops(shipped)[0]
    assert stopped(suggestion, may_correct=True).commands == (Command.HELP, Command.MISTAKE, Command.LEAVE)
    assert stopped(suggestion, may_correct=False).commands == (Command.HELP, Command.LEAVE)
    assert keys(stopped(suggestion, may_correct=True)) == (
        "h more help · m I picked that by mistake · q leave"
    )


def test_a_clinician_alone_is_offered_the_note(shipped: Rules) -> None:
    for suggestion in stops(shipped):
        prompt = stopped(suggestion, may_correct=True)
        is_clinician = suggestion.evaluation.answers.setting == CLINICIAN
        assert (Command.NOTE in prompt.commands) is is_clinician
        assert ("n note" in keys(prompt)) is is_clinician


def test_a_friend_is_told_once_why_nothing_is_suggested(shipped: Rules) -> None:
    def card(**danger: str) -> Card:
        return stop_card(suggest(evaluate(shipped, {"setting": SOMEONE_ELSE, **danger})))

    assert NONE_NOW not in card().below
    assert NONE_NOW in card(danger_now="yes").below


def test_a_terminal_without_boxes_gets_plain_signs() -> None:
    lines = [writable(line, "ascii") for line in drawn(Card("Title", ("Said.",)), 30)]
    assert "".join(lines).isascii()
    assert lines[0].startswith("+- Title -")
