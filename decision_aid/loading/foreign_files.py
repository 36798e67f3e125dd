"""Files that hold no sheet of answers, by what they are: said with the command that reads them, if any.

Belongs here: telling what a file is from its look. Does not: reading any of them.
"""

from __future__ import annotations

import re
from typing import Final

from decision_aid.loading.strict_yaml import MapNode, Node, ScalarNode
from decision_aid.model.fhir import QUESTIONNAIRE, RESPONSE
from decision_aid.model.problems import Location, Problem, UnusableInput
from decision_aid.model.rules import Rules

RESOURCE_TYPE: Final = "resourceType"
"""The key by which a FHIR resource is known."""

_BETWEEN_CELLS: Final = re.compile(r"[,;\t]")
_TAG: Final = re.compile(r"<[A-Za-z?!]")
_TABLES: Final = (".csv", ".tsv")
_MANY_SHEETS: Final = "decision-aid batch FILE reads many sheets at once, one to a row"


def refuse_other_text(text: str, file: str, rules: Rules) -> None:
    """Raise `UnusableInput` where a text is a table, JSON Lines or XML."""
    lines = text.lstrip().split("\n", 2)
    if _is_header(lines[0], file, rules):
        raise _refused("a-table", "this is a table (CSV), and not one sheet of answers", file, _MANY_SHEETS)
    if len(lines) > 1 and all(line[:1] == "{" and line.rstrip()[-1:] == "}" for line in lines[:2]):
        raise _refused("json-lines", "this is JSON Lines, and not one sheet of answers", file, _MANY_SHEETS)
    if _TAG.match(lines[0]):
        hint = f"answers are read as YAML or JSON; a {RESPONSE} of FHIR, as JSON"
        raise _refused("xml", "this is XML or HTML", file, hint)


def _is_header(line: str, file: str, rules: Rules) -> bool:
    """Whether a first line is that of a table; a comment, and a list or block in one line, are none."""
    cells = [cell.strip(" \"'\r") for cell in _BETWEEN_CELLS.split(line)]
    if len(cells) == 1 or line[0] in "#[{":
        return False
    return file.casefold().endswith(_TABLES) or any(cell in rules.item for cell in cells)


def refuse_other_content(node: Node, file: str) -> None:
    """Raise `UnusableInput` where the content is a result, or a FHIR resource that holds no answers."""
    if not isinstance(node, MapNode):
        return
    if _text(node, "schema").startswith("decision-aid/"):
        hint = "decision-aid verify FILE says whether it still comes out the same"
        raise _refused("a-result", "this is a result, and no file of answers", file, hint)
    kind = _text(node, RESOURCE_TYPE)
    if RESOURCE_TYPE not in node.entries or kind == RESPONSE:
        return
    hint = f"no command reads it; decision-aid evaluate reads a {RESPONSE}"
    if kind == QUESTIONNAIRE:
        hint = f"it asks, and holds no answers; decision-aid evaluate reads the {RESPONSE} to it"
    raise _refused("other-resource", f"this is a FHIR resource of the type '{kind or '?'}'", file, hint)


def _text(node: MapNode, key: str) -> str:
    value = node.entries.get(key)
    return value.value if isinstance(value, ScalarNode) and isinstance(value.value, str) else ""


def _refused(code: str, message: str, file: str, hint: str) -> UnusableInput:
    return UnusableInput([Problem(code, message, Location(file, 1, 1), hint)])
