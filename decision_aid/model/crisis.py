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
    ("Emergency help (US)", f"Call {EMERGENCY}, if someone may be in danger now."),
    ("Elsewhere", f"See {ELSEWHERE} for help lines in other countries."),
)
"""Names, and how to reach each."""
