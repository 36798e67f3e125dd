"""Files that hold no sheet of answers, by what they are: said with the command that reads them, if any.

Belongs here: telling what a file is from its look. Does not: reading any of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode, parse
from decision_aid.model.fhir import QUESTIONNAIRE, RESPONSE
from decision_aid.model.problems import Location, Problem, UnusableInput

RESOURCE_TYPE: Final = "resourceType"
"""The key by which a FHIR resource is known."""

_BETWEEN_CELLS: Final = re.compile(r"[,;\t]")
_TAG: Final = re.compile(r"<[A-Za-z?!]")
_TABLES: Final = (".csv", ".tsv")
_NOTE: Final = re.compile(r".{1,80}, \d{4}-\d\d-\d\d\. Answers by ")
_MANY_SHEETS: Final = "for many sheets at once, one to a row: decision-aid batch FILE"
_OF_RULES: Final = frozenset(
    ("theme", "gates", "sections", "decisions", "claims", "sources", "contacts", "traits", "properties")
)
"""Keys that say that a file belongs to a rule set."""


class Kind(NamedTuple):
    """What a file seems to be, and what to do with it; the `code` of the problem where it's refused."""

    code: str
    seems: str
    hint: str


SHEET: Final = Kind("other-file", "a file of answers", "to see what fits: decision-aid evaluate FILE")
ANSWERED: Final = Kind("other-file", f"a {RESPONSE} of FHIR", "to see what fits: decision-aid evaluate FILE")
ONE_OBJECT: Final = Kind(
    "other-file", "one JSON object", "in JSON Lines, each row is an object in a line of its own"
)
_RESULT: Final = Kind(
    "a-result", "a result", "to see whether it still comes out the same: decision-aid verify FILE"
)
CERTIFICATE: Final = Kind(
    "other-file",
    "a certificate of a rule set",
    "to prove it again: decision-aid rules verify FILE",
)
_PRINTED: Final = Kind("a-result", "what a command printed", "no command reads it")
_CASE: Final = Kind("other-file", "a worked case of a rule set", "to read one: decision-aid cases show ID")
OFFERS: Final = Kind(
    "other-file", "what a clinic offers", "to use it: decision-aid evaluate ANSWERS --availability FILE"
)
_RULES: Final = Kind(
    "other-file", "a file of a rule set", "to check the folder it is in: decision-aid rules check FOLDER"
)
LIST: Final = Kind(
    "other-file",
    "a list",
    "write a table as CSV, or one JSON object a line; decision-aid batch FILE reads both",
)
_TABLE: Final = Kind("a-table", "a table (CSV)", _MANY_SHEETS)
_JSON_LINES: Final = Kind("json-lines", "JSON Lines", _MANY_SHEETS)
_XML: Final = Kind("xml", "XML or HTML", f"answers are read as YAML or JSON; a {RESPONSE} of FHIR, as JSON")
_NOTED: Final = Kind(
    "a-result", "a note for a chart", "no command reads it; --format json writes a record that verify reads"
)
RESULTS: Final = (_RESULT, _PRINTED)


def kind_in(text: str, file: str) -> Kind | None:
    """What a file with this text seems to be; None where nothing tells, as where it cannot be read."""
    try:
        return kind_of_text(text, file) or kind_of(parse(text, "")[0])
    except UnusableInput:
        return None


def kind_of_text(text: str, file: str, questions: Collection[str] = ()) -> Kind | None:
    """What a text seems to be that is no YAML or JSON of ours; None where nothing tells.

    A table is known by the ending of the file's name, or by `questions` in its first line.
    """
    lines = text.lstrip().split("\n", 2)
    if _NOTE.match(lines[0]):
        return _NOTED
    if _is_header(lines[0], file, questions):
        return _TABLE
    if len(lines) > 1 and all(line[:1] == "{" and line.rstrip()[-1:] == "}" for line in lines[:2]):
        return _JSON_LINES
    return _XML if _TAG.match(lines[0]) else None


def _is_header(line: str, file: str, questions: Collection[str]) -> bool:
    """Whether a first line is that of a table; a comment, and a list or block in one line, are none."""
    cells = [cell.strip(" \"'\r") for cell in _BETWEEN_CELLS.split(line)]
    if len(cells) == 1 or line[0] in "#[{":
        return False
    return file.casefold().endswith(_TABLES) or any(cell in questions for cell in cells)


def kind_of(node: Node) -> Kind | None:
    """What the content of a file seems to be; None where nothing tells."""
    if isinstance(node, ListNode):
        return LIST if any(isinstance(one, MapNode) for one in node.items) else None
    if not isinstance(node, MapNode):
        return None
    schema, keys = _text(node, "schema"), node.entries.keys()
    if schema.startswith("decision-aid/certificate/"):
        return CERTIFICATE
    if schema.startswith("decision-aid/"):
        return _RESULT if schema.startswith("decision-aid/evaluation/") else _PRINTED
    if RESOURCE_TYPE in keys:
        return _resource(_text(node, RESOURCE_TYPE))
    if "answers" in keys:
        return _CASE if "expect" in keys else SHEET
    if "offers" in keys:
        return OFFERS
    return None if _OF_RULES.isdisjoint(keys) else _RULES


def _resource(type: str) -> Kind:
    if type == RESPONSE:
        return ANSWERED
    hint = f"no command reads it; decision-aid evaluate reads a {RESPONSE}"
    if type == QUESTIONNAIRE:
        hint = f"it holds questions, not answers; decision-aid evaluate reads the {RESPONSE} to it"
    return Kind("other-resource", f"a FHIR resource of the type '{type or '?'}'", hint)


def refuse_other_text(text: str, file: str, questions: Collection[str]) -> None:
    """Raise `UnusableInput` where a text is a table, JSON Lines, XML or a note."""
    kind = kind_of_text(text, file, questions)
    if kind:
        raise refused(kind, "one sheet of answers", file)


def refuse_other_content(node: Node, file: str) -> None:
    """Raise `UnusableInput` where the content is none of a sheet of answers, but of another file."""
    kind = kind_of(node)
    if kind not in (None, SHEET, ANSWERED):
        raise refused(kind, "a file of answers", file)


def refused(kind: Kind, needed: str, file: str) -> UnusableInput:
    """The error that a file is of another kind than is `needed`."""
    message = f"this is {kind.seems}, not {needed}"
    return UnusableInput([Problem(kind.code, message, Location(file, 1, 1), kind.hint)])


def _text(node: MapNode, key: str) -> str:
    value = node.entries.get(key)
    return value.value if isinstance(value, ScalarNode) and isinstance(value.value, str) else ""
