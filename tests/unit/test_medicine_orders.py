"""What counts as telling somebody to take or to stop a medicine."""

from __future__ import annotations

import pytest

from decision_aid.checking.checks.medicine_orders import find, tells_to_take_or_stop
from decision_aid.model.rules import Rules
from tests.builders import because, with_library

ORDERS = (
    "Take your medicine every day.",
    "You should stop taking the pills.",
    "Stop taking your antidepressant.",
    "If you feel better, stop your medicine.",
    "Do not take medicine.",
    "The dose should be doubled.",
    "You can stop your medicine once you are well.",
    "Please keep taking your tablets.",
    "It is best to quit the meds.",
    "Talk with somebody first. Then stop the medicine.",
    "Never take an antidepressant.",
    "Don\u2019t start sertraline now.",
    "Skip your dose.",
    "The client needs to start an SSRI.",
    "Always take all of the tablets that you were given.",
    "Come off the pills slowly.",
)
NONE = (
    "Please do not stop a medicine for mood suddenly.",
    "Don\u2019t stop a medicine suddenly.",
    "Never stop a medicine suddenly; plan any change together.",
    "It should not be stopped suddenly.",
    "No medicine should be stopped suddenly.",
    "If you take a medicine now, never stop it suddenly.",
    "You take an antidepressant medicine. A prescriber chooses it with you.",
    "Should I take a medicine?",
    "A medicine can have side effects.",
    "Ask a prescriber before you change a medicine.",
    "If you want to change or stop it, talk with the prescriber.",
    "Taking a medicine for depression",
    "People who take a medicine may feel worse at first.",
    "Start with the talk that frightens you least.",
)


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_is_told(text: str) -> None:
    assert tells_to_take_or_stop(text)
    assert tells_to_take_or_stop(f"It is one way. {text} It helps.")


@pytest.mark.parametrize("text", NONE)
def test_what_a_medicine_may_do_and_whom_to_ask_is_no_order(text: str) -> None:
    assert not tells_to_take_or_stop(text)


def test_what_ships_gives_none(shipped: Rules) -> None:
    assert [*find(shipped)] == []


def test_any_text_of_a_rule_set_is_looked_at(shipped: Rules) -> None:
    order = "Take your medicine every day."
    claim = shipped.library.claims[0]._replace(research=order)
    page = shipped.library.options[0]._replace(not_known=order)
    item = shipped.items[3]
    option = item.answer_options[0]._replace(label=order)
    with_orders = with_library(shipped, claims=(claim,), options=(page,))._replace(
        rules=(because(shipped.rules[0], order),),
        gates=(shipped.gates[0]._replace(message=shipped.gates[0].message._replace(teaching=order)),),
        items=(item._replace(answer_options=(option,)),),
        disclaimer=shipped.disclaimer._replace(clinician=order),
    )
    assert {problem.about for problem in find(with_orders)} == {
        *(claim.id, page.id, item.link_id, shipped.rules[0].id, shipped.gates[0].id, shipped.id)
    }
