"""Commands that a text tells somebody to type, as they work with the rules that it is about.

Does not belong here: what commands there are, and what each says of itself.
"""

from __future__ import annotations

from shlex import quote

from decision_aid.model.problems import shown
from decision_aid.model.rules import Origin, Rules


def to_type(rules: Rules, command: str) -> str:
    """The command behind the name of the program, with the folder of rules that aren't the shipped ones."""
    own = "" if rules.origin is Origin.SHIPPED else f" --rules {folder_of(rules)}"
    return f"decision-aid {command}{own}"


def folder_of(rules: Rules) -> str:
    """The folder that the rules were read from, as a shell takes it."""
    folder, _, _ = rules.location.file.replace("\\", "/").rpartition("/")
    return quote(shown(folder) or ".")
