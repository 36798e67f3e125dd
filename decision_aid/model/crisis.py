"""Where to get help in a crisis, as constants of the program: no file can take them away.

Every failure ends with `HELP_LINE`, and `decision-aid crisis` shows `CONTACTS` where the contacts of the
rule set cannot be read. The pages on which each was seen stand with the contacts of the shipped rule set.
Does not belong here: contacts that a rule set chooses (`wording.help`).
"""

from __future__ import annotations

from typing import Final

LIFELINE: Final = "988"
EMERGENCY: Final = "911"
ELSEWHERE: Final = "findahelpline.com"

HELP_LINE: Final = (
    f"In a crisis: in the US, call or text {LIFELINE}; if someone is in danger, call {EMERGENCY}. "
    f"Elsewhere, see {ELSEWHERE}."
)
"""The last line of whatever fails."""

CONTACTS: Final = (
    ("988 Suicide and Crisis Lifeline (US)", f"Call or text {LIFELINE}, day and night."),
    ("Emergency (US)", f"Call {EMERGENCY}, if someone may be in danger now."),
    ("Elsewhere", f"See {ELSEWHERE} for help lines in other countries."),
)
"""Names, and how to reach each."""

UNQUOTED: Final = "[what you wrote]"
"""In place of words of distress, wherever a complaint would quote them."""

WAYS: Final = {"crisis": f"call or text {LIFELINE}", "emergency": f"call {EMERGENCY}"}
"""How to reach each kind of help in the US, in the words that every rule set has to use."""

REFUSALS: Final = frozenset(("not", "never", "dont", "don't", "don\u2019t", "cannot", "can't", "can\u2019t"))


def says_how(kind: str, text: str) -> bool:
    """Whether a text begins with the way to reach this kind of help in the US, and takes nothing back."""
    said, way = text.casefold(), WAYS[kind]
    return said.startswith(way) and not said[len(way) :][:1].isalnum() and not refuses(text)


def refuses(text: str) -> bool:
    """Whether a text about a contact tells somebody not to do something, such as to call."""
    return any(word.strip(".,;:!?()") in REFUSALS for word in text.casefold().split())
