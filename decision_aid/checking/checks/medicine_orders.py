"""Texts that tell somebody to take a medicine, or to stop one.

A law of the aid: it says what a medicine may do and whom to ask, and never *take* or *stop*. That a medicine
is not to be stopped suddenly is the one order that it gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from decision_aid.model.problems import Problem, Severity
from decision_aid.model.rules import Rules
from decision_aid.model.texts import texts_of_all

CODES = {
    "medicine-order": "A text that tells somebody to take, to change or to stop a medicine.",
}

_TAKE: Final = (
    r"take|start|begin|try|use|continue|keep|resume|restart|increase|raise|double|add|swallow|"
    r"go (?:back )?on(?: taking)?|stay on|get"
)
_STOP: Final = (
    r"stop|quit|drop|skip|halt|cease|discontinue|end|reduce|lower|cut|halve|taper|wean|leave|change|switch|"
    r"come off|go off|get off|throw (?:away|out)|give up|avoid|refuse"
)
_MEDICINE: Final = (
    r"medicines?|medications?|meds|anti-?depressants?|pills?|tablets?|capsules?|dos(?:e|es|age)|prescriptions?|"
    r"ssris?|snris?|lithium|sertraline|(?:es)?citalopram|\w+oxetine|venlafaxine|bupropion|mirtazapine|"
    r"trazodone|\w+triptyline|benzodiazepines?"
)
_NOT: Final = r"(?:do not|don't|never|should not|shouldn't|must not|mustn't)"
_DONE: Final = (
    "taken|started|stopped|increased|raised|doubled|reduced|lowered|continued|changed|skipped|dropped"
)
_OUGHT: Final = (
    r"(?:should|must|ought to|needs? to|has to|have to|had better|you can|you may|time to|best to|better to|"
    r"safe to|fine to|okay to|ok to|remember to|try to|make sure to|make sure you|tell (?:him|her|them) to)"
)
_SOFTLY: Final = r"(?:please|just|always|simply|now|also|then|and|so|ever|only|first|rather)"
_TO: Final = r"(?:(?:the|a|an|any|all|your|this|that|these|those|his|her|their|my|our|of|in|on|\w+) ){0,4}?"

_FIRST: Final = r"(?:if|when|once|after|as soon as|as long as|before|every|each|from|on|at|in|for)"
_START: Final = rf"(?:^|[:;] |^{_FIRST} .*, )(?:{_SOFTLY},? )*"
_ORDERS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_START}(?:{_TAKE}|{_STOP}) {_TO}(?:{_MEDICINE})\b",
        rf"\b{_OUGHT} (?:{_SOFTLY} )*(?:{_TAKE}|{_STOP}) {_TO}(?:{_MEDICINE})\b",
        rf"\b{_NOT} (?:{_SOFTLY} )*(?:{_TAKE}) {_TO}(?:{_MEDICINE})\b",
        rf"\b(?<!\bno )(?:{_MEDICINE})\b[^,:;]* (?:should|must|ought to|needs? to|have to|has to|can) "
        rf"(?:{_SOFTLY} )*be (?:{_DONE})\b",
    )
)
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])\s+|\n")


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a sentence that tells somebody to take a medicine, to change it or to stop it.

    Why it matters: only a prescriber knows whether that is safe, and stopping suddenly can do harm.
    Example: *Take your medicine every day.* Or: *You should stop taking the pills.*
    Instead: what a medicine may do, and whom to ask. *Do not stop a medicine suddenly* may be said.
    """
    for piece in (*texts_of_all(rule_set), *texts_of_all(rule_set.library)):
        if tells_to_take_or_stop(piece.text):
            message = f"{piece.part}, {piece.field}: this tells somebody what to do with a medicine"
            hint = "say what it may do and whom to ask; only 'do not stop it suddenly' may be told"
            yield Problem(
                "medicine-order",
                message,
                piece.location,
                hint,
                Severity.WARNING,
                piece.about,
                words=piece.text,
            )


def tells_to_take_or_stop(text: str) -> bool:
    """Whether one of its sentences is an order about a medicine. A question is none."""
    for sentence in _SENTENCE_ENDS.split(text.casefold().replace("\u2019", "'")):
        said = " ".join(sentence.split())
        if not said.endswith("?") and any(order.search(said) for order in _ORDERS):
            return True
    return False
