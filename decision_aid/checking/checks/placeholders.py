"""Braces in texts: each stands for something that is put in its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from decision_aid.model.problems import Guesses, Problem
from decision_aid.model.rules import Rules
from decision_aid.model.texts import PieceOfText, texts_of_all

CODES = {
    "unknown-placeholder": "A brace in a text that stands for nothing, and would be shown as it is.",
}

NUMBERS: Final = ("crisis_line", "emergency")

_BRACES: Final = re.compile(r"\{([\w ]*)\}?|\}")


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a brace in a text in whose place nothing is put there. Safety texts may hold
    `{crisis_line}` and `{emergency}`, the message to send `{candidates}` and `{answer}`, and what is said of
    answers that disagree the id of a question.

    Why it matters: somebody in danger would read *Please {emergancy} now*, and not whom to call.
    Example: `{crisis line}`. Instead: `{crisis_line}`, as help.yaml has it for each country.
    """
    guesses = Guesses()
    for part in (rule_set, rule_set.library, rule_set.words_of_danger):
        for piece in texts_of_all(part):
            known = _put_in_place(piece, rule_set)
            for braces in _BRACES.finditer(piece.text):
                if braces[0] not in [f"{{{name}}}" for name in known]:
                    yield _problem(piece, braces, known, guesses)


def _problem(piece: PieceOfText, braces: re.Match[str], known: Collection[str], guesses: Guesses) -> Problem:
    near = guesses.nearest("placeholder", (braces[1] or "").strip().lower(), known)
    hint = f"did you mean '{{{near}}}'?" if near else "take the braces out"
    message = f"{piece.part}, {piece.field}: '{braces[0]}' stands for nothing here"
    return Problem("unknown-placeholder", message, piece.location, hint, about=piece.about, words=piece.text)


def _put_in_place(piece: PieceOfText, rule_set: Rules) -> Collection[str]:
    """The names that stand for something in a text."""
    part, field = (name.split(" '")[0].split(",")[0] for name in (piece.part, piece.field))
    match part, field:
        case ("gate" | "note" | "caution", "message") | ("rule set", "unanswered note"):
            return NUMBERS
        case "rule set", "disagreements":
            return rule_set.item
        case "message", "opening":
            return ("candidates",)
        case "message", "tells":
            return ("answer",)
    return ()
