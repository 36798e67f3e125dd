"""A FHIR R4 QuestionnaireResponse, read into answers: one to our own questions, or a PHQ-9.

Belongs here: which answers a response holds, and of which day. Does not: whether they fit their questions
(`engine`), and writing responses (`commands.fhir`). Whatever else a response carries (who, narrative) is left
alone, unless it says of itself that it changes what the answers mean. What somebody wrote is never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from decision_aid.loading.blocks import Block
from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode
from decision_aid.model.answers import SKIPPED, Background, Value
from decision_aid.model.fhir import (
    ABSENT,
    CORRECTED,
    DECLINED,
    LOINC,
    PHQ9_ANSWERS,
    PHQ9_ITEMS,
    PHQ9_PANEL,
    PHQ9_TOTAL,
    RESPONSE,
    SCORES,
    code_system_url,
    pinned_version,
    qualified,
    questionnaire_url,
)
from decision_aid.model.problems import Location, Problem, shortened
from decision_aid.model.records import record
from decision_aid.model.review_dates import day_told
from decision_aid.model.rules import Item, ItemType, Rules

_STATUSES: Final = ("in-progress", "completed", "amended", "entered-in-error", "stopped")
_WORTHLESS: Final = "entered-in-error"

_LOINC_AT_END: Final = re.compile(r"(?<![0-9])([0-9]+-[0-9])(?:-x)?$")
"""The code at the end of a linkId or an address: `/44260-8`, `http://loinc.org/q/44249-1`.

The form builder of the US National Library of Medicine puts `-x` behind that of a panel.
"""

_CODES: Final = ("linkId", "code", "status")
"""The keys under which a code stands. What has a blank in it is none, but words."""

_NUMBERS: Final = ("valueInteger", "valueDecimal")
_TAKES: Final[Mapping[ItemType, tuple[str, ...]]] = {
    ItemType.CHOICE: ("valueCoding",),
    ItemType.MULTIPLE: ("valueCoding",),
    ItemType.INTEGER: _NUMBERS,
    ItemType.TEXT: ("valueString",),
}
"""The keys in which an answer to each type of question stands."""


@record
class ResponseRead(NamedTuple):
    """The answers that a response holds, each with its place. `notes` are for whoever called.

    `unread` is what somebody wrote that is no answer to any question here.
    """

    given: Mapping[str, Value]
    places: Mapping[str, Location]
    notes: tuple[str, ...] = ()
    background: Background = Background()
    unread: tuple[str, ...] = ()


class _Entry(NamedTuple):
    """One item of a response, wherever in its groups it stands."""

    link_id: str
    block: Block
    answers: tuple[Block, ...]

    @property
    def loinc(self) -> str:
        """The LOINC code that it goes by, or nothing."""
        names = (self.link_id, _text_at(self.block, "definition"))
        return next((found[1] for name in names if (found := _LOINC_AT_END.search(name))), "")


def read_response(node: Node, file: str, rules: Rules, problems: list[Problem]) -> ResponseRead:
    """The answers in a QuestionnaireResponse. What is wrong with it is added to `problems`."""
    block = Block(node, file, f"a {RESPONSE}", problems)
    corrected = any(
        _text_at(extension, "url") == CORRECTED and extension.flag("valueBoolean")
        for extension in _blocks(block, "extension", "an extension")
    )
    background = Background(day_told(block.optional_text("authored") or ""), corrected)
    response = _response_in(block, rules)
    labels = {option.label for item in rules.items for option in item.answer_options}
    said = {*labels, *(value for value in response.given.values() if isinstance(value, str))}
    unread = tuple(text for text in written_in(node) if text not in said)
    return response._replace(background=background, unread=unread)


def written_in(node: Node) -> Iterator[str]:
    """What somebody wrote, wherever it stands: not what the form says, but what is shown for a code."""
    if isinstance(node, ListNode):
        for inner in node.items:
            yield from written_in(inner)
    elif isinstance(node, MapNode):
        for key, inner in node.entries.items():
            if key == "valueCoding" and isinstance(inner, MapNode):
                inner = inner.entries.get("display", inner)
            if isinstance(inner, ScalarNode):
                text = str(inner.value)
                if key.startswith("value") or (key in _CODES and " " in text):
                    yield text
            elif not key.startswith("_"):  # those are about a text of the form, such as its translation
                yield from written_in(inner)


def _response_in(block: Block, rules: Rules) -> ResponseRead:
    status = block.text("status")
    if status == _WORTHLESS:
        block.problem(_WORTHLESS, "this response says that it was entered in error", block.node("status"))
    elif status and status not in _STATUSES:
        hint = f"it is one of: {', '.join(_STATUSES)}"
        block.problem("unknown-word", f"'status' cannot be '{status}'", block.node("status"), hint)
    _refuse_modifiers(block)
    asked, _, version = (block.optional_text("questionnaire") or "").partition("|")
    entries = tuple(_entries(block))
    if asked == questionnaire_url(rules.id):
        return _of_our_own(entries, rules, version)
    codes = {entry.loinc for entry in entries}
    panel = _LOINC_AT_END.search(asked)
    if (panel and panel[1] == PHQ9_PANEL) or codes & {PHQ9_PANEL, PHQ9_TOTAL, *PHQ9_ITEMS}:
        return _of_phq9(block, entries, rules)
    place = block.node("questionnaire") if block.has("questionnaire") else None
    if asked.startswith(questionnaire_url("")):
        named = asked.removeprefix(questionnaire_url(""))
        hint = f"these questions belong to '{rules.id}'"
        block.problem("other-rule-set", f"the answers are for '{named}'", place, hint)
    else:
        hint = (
            f"what is read: answers to the form that decision-aid fhir questionnaire prints, or a PHQ-9 "
            f"(LOINC {PHQ9_PANEL})"
        )
        called = f"'{asked}'" if asked else "without a name"
        block.problem("other-questionnaire", f"these are answers to a questionnaire {called}", place, hint)
    return ResponseRead({}, {})


def _entries(block: Block) -> Iterator[_Entry]:
    """The items below a block, in groups and below answers too."""
    for inner in _blocks(block, "item", "an item"):
        _refuse_modifiers(inner)
        answers = tuple(_blocks(inner, "answer", "an answer"))
        yield _Entry(inner.text("linkId"), inner, answers)
        yield from _entries(inner)
        for answer in answers:
            yield from _entries(answer)


def _blocks(block: Block, key: str, what: str) -> Iterator[Block]:
    """The mappings of the list under a key that may be left out. Keys that nobody reads may stand in them."""
    node = block.node(key) if block.has(key) else None
    if node and not isinstance(node, ListNode):
        block.problem("wrong-type", f"'{key}' must be a list", node)
    for inner in node.items if isinstance(node, ListNode) else ():
        yield Block(inner, block.file, what, block.problems)


def _refuse_modifiers(block: Block) -> None:
    """FHIR: who does not understand a modifier must not go on as if it were not there."""
    if block.has("modifierExtension"):
        message = "this has a modifierExtension, which can change what it means"
        block.problem("modifier", message, block.node("modifierExtension"))


# --- our own questions --------------------------------------------------------------------------


def _of_our_own(entries: Iterable[_Entry], rules: Rules, version: str) -> ResponseRead:
    given: dict[str, Value] = {}
    places: dict[str, Location] = {}
    for entry in entries:
        value = _value(entry, rules)
        if value is None:
            continue
        if entry.link_id in given:
            _refuse_second(entry, places[entry.link_id])
        else:
            given[entry.link_id] = value
            places[entry.link_id] = entry.block.location
    today = pinned_version(rules)
    if version in ("", today):
        return ResponseRead(given, places)
    note = f"These answers are to version {shortened(version)} of the questions. They're read as {today}."
    return ResponseRead(given, places, (note,))


def _value(entry: _Entry, rules: Rules) -> Value | None:
    """The answer to a question; None where there is none, or where it cannot be read."""
    if not entry.answers:
        return SKIPPED if _is_declined(entry.block) else None
    if not entry.link_id:
        return None
    item = rules.item.get(entry.link_id)
    if item is None:
        return ""  # that there is no such question is told with all that is wrong with the answers
    values = [_one_value(item, answer, rules) for answer in entry.answers]
    if item.type is ItemType.MULTIPLE:
        return tuple(str(value) for value in values if value is not None)
    if len(values) > 1:
        entry.block.problem("two-answers", f"'{item.link_id}' takes one answer, not {len(values)}")
    return values[0]


def _is_declined(block: Block) -> bool:
    return any(
        _text_at(extension, "url") == ABSENT and _text_at(extension, "valueCode") == DECLINED
        for extension in _blocks(block, "extension", "an extension")
    )


def _one_value(item: Item, answer: Block, rules: Rules) -> str | int | None:
    key = _value_key(answer)
    takes = _TAKES[item.type]
    if key is None:
        return None
    if key not in takes:
        answer.problem("wrong-type", f"'{item.link_id}' takes a {' or '.join(takes)}, not a {key}")
        return None
    if key == "valueCoding":
        return _code(item, answer.block(key, f"'{key}'"), rules)
    return _number(answer, key) if item.type is ItemType.INTEGER else _words(answer, key)


def _value_key(answer: Block) -> str | None:
    """The one key that holds the value. There is a problem, and None, where there are none or several."""
    keys = [key for key in answer.all_keys() if key.startswith("value")]
    if len(keys) == 1:
        return keys[0]
    answer.problem("one-value", f"an answer has one value, not {len(keys)}")
    return None


def _words(answer: Block, key: str) -> str | None:
    """Somebody's own words, with every blank that they typed."""
    node = answer.node(key)
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        return node.value
    answer.problem("wrong-type", f"'{key}' must be text", node)
    return None


def _code(item: Item, coding: Block, rules: Rules) -> str | None:
    """The code of an answer without the name of its question."""
    system, code = coding.optional_text("system"), coding.text("code")
    if system not in (None, code_system_url(rules.id)):
        hint = f"the codes of these answers are those of {code_system_url(rules.id)}"
        coding.problem("other-codes", f"'{system}' has other codes", coding.node("system"), hint)
        return None
    before = qualified(item.link_id, "")
    if code and not code.startswith(before):
        message = f"'{code}' is no code of an answer to '{item.link_id}'"
        coding.problem("unknown-code", message, coding.node("code"), f"they all start with '{before}'")
        return None
    meant = code.removeprefix(before)
    shown_as = _words_alone(_text_at(coding, "display"))
    labels = {option.code: _words_alone(option.label) for option in item.answer_options}
    if labels.get(meant) != shown_as and shown_as in labels.values():
        message = f"'{code}' is shown in the words of another answer to '{item.link_id}'"
        coding.problem("other-words", message, coding.node("display"), "ask what was meant")
    return meant or None


def _words_alone(words: str) -> str:
    """The words alone, in small letters."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _number(block: Block, key: str) -> int | None:
    """A whole number, written as 3 or as 3.0."""
    node = block.node(key)
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return int(value)
    if node:
        block.problem("wrong-type", f"'{key}' must be a whole number", node)
    return None


# --- a PHQ-9 ------------------------------------------------------------------------------------


def _of_phq9(block: Block, entries: Iterable[_Entry], rules: Rules) -> ResponseRead:
    """The total and item 9 of a PHQ-9, worked out from its nine items in whatever order they stand.

    A form that is not complete has no total, and nothing is read of it.
    """
    numbers: dict[str, int | None] = {}
    places: dict[str, Location] = {}
    unread: list[str] = []
    for entry in (one for one in entries if one.answers):
        if entry.loinc not in (PHQ9_TOTAL, *PHQ9_ITEMS):
            unread.append(entry.link_id)
        elif entry.loinc in numbers:
            _refuse_second(entry, places[entry.loinc])
        else:
            numbers[entry.loinc] = _points(entry)
            places[entry.loinc] = entry.block.location
    _refuse_incomplete(block, numbers)
    points = [number for code in PHQ9_ITEMS if (number := numbers.get(code)) is not None]
    total = sum(points)
    if len(points) < len(PHQ9_ITEMS):
        return ResponseRead({}, {})
    if numbers.get(PHQ9_TOTAL, total) not in (total, None):
        message = f"the total is given as {numbers[PHQ9_TOTAL]}, and the nine items add up to {total}"
        block.problems.append(Problem("wrong-total", message, places[PHQ9_TOTAL], "check the items"))
    codes = {PHQ9_TOTAL: total, PHQ9_ITEMS[-1]: points[-1]}
    asked = {item.loinc: item.link_id for item in rules.items if item.loinc in codes}
    if len(asked) < len(codes):
        block.problem("no-phq9", "this is a PHQ-9, and these questions do not take one")
    day = block.optional_text("authored")
    notes = [f"Read as a PHQ-9{f' of {day[:10]}' if day else ''}: total {total}, item 9 {points[-1]}."]
    if unread:
        notes.append(f"Not read, since it is no part of its total: {shortened(', '.join(unread))}.")
    return ResponseRead(
        {link_id: codes[code] for code, link_id in asked.items() if code},
        {link_id: places.get(code, block.location) for code, link_id in asked.items() if code},
        tuple(notes),
    )


def _refuse_incomplete(block: Block, numbers: Mapping[str, int | None]) -> None:
    missing = [str(number) for number, code in enumerate(PHQ9_ITEMS, 1) if code not in numbers]
    if missing:
        items = f"item{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        message = f"this PHQ-9 isn't complete, so it has no total: there's no answer to {items}"
        item9 = numbers.get(PHQ9_ITEMS[-1])
        hint = f"item 9 is answered with {item9} of 3: talk about that first" if item9 else None
        block.problem("incomplete-phq9", message, hint=hint)


def _points(entry: _Entry) -> int | None:
    """What an answer adds to the total: a number, or a coding that stands for one."""
    if len(entry.answers) > 1:
        entry.block.problem("two-answers", f"'{entry.link_id}' takes one answer, not {len(entry.answers)}")
    answer = entry.answers[0]
    key = _value_key(answer)
    number: int | None = None
    if key == "valueCoding":
        number = _points_of_code(answer.block(key, f"'{key}'"))
    elif key == "valueQuantity":
        number = _number(answer.block(key, f"'{key}'"), "value")
    elif key in _NUMBERS:
        number = _number(answer, key)
    elif key:
        answer.problem("wrong-type", f"'{entry.link_id}' takes a number or a coding, not a {key}")
    if number is None or entry.loinc == PHQ9_TOTAL or number in PHQ9_ANSWERS.values():
        return number
    answer.problem("out-of-range", f"'{entry.link_id}' cannot be {number}", hint="write a number from 0 to 3")
    return None


def _points_of_code(coding: Block) -> int | None:
    """The number behind a coded answer, by its LOINC code or by the score that it carries.

    Where both are there, they have to agree.
    """
    code, system = coding.optional_text("code") or "", coding.optional_text("system")
    found: list[int | None] = [PHQ9_ANSWERS[code]] if system in (None, LOINC) and code in PHQ9_ANSWERS else []
    for extension in _blocks(coding, "extension", "an extension"):
        if _text_at(extension, "url") in SCORES and (key := _value_key(extension)):
            found.append(_number(extension, key))
    if not found:
        hint = f"the codes are: {', '.join(PHQ9_ANSWERS)} of {LOINC}, for 0 to 3"
        coding.problem("unknown-code", f"'{code}' is no code of an answer to the PHQ-9", hint=hint)
    elif len(set(found)) > 1:
        coding.problem("two-scores", f"the code '{code}' and its score do not say the same number")
        return None
    return found[0] if found else None


def _refuse_second(entry: _Entry, first: Location) -> None:
    entry.block.problem(
        "two-answers", f"'{entry.link_id}' is answered twice", hint=f"it is first answered at {first}"
    )


def _text_at(block: Block, key: str) -> str:
    """The text under a key, if there is one."""
    return block.text(key) if block.has(key) else ""
