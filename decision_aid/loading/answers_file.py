"""An answers file, YAML or JSON, read into a sheet of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from decision_aid.engine.agreement import problems_with
from decision_aid.engine.questionnaire import kinds_in, problems_in, up_to_date
from decision_aid.engine.safety_questions import asked_after_own_words
from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, name_of, read_bytes
from decision_aid.loading.foreign_files import RESOURCE_TYPE, refuse_other_content, refuse_other_text
from decision_aid.loading.records import read_inner
from decision_aid.loading.safe_problems import (
    WordsHeard,
    naming_nothing,
    quoting_no_distress,
    raise_heard,
    safe_to_tell,
)
from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode, parse
from decision_aid.model.answers import HEARD, SKIPPED, UNKNOWN_DAY, WORDS_OF_DANGER, Background, Value
from decision_aid.model.choice import DECIDED, Choice
from decision_aid.model.problems import Location, Problem, UnusableInput, did_you_mean, nearest
from decision_aid.model.records import record
from decision_aid.model.review_dates import day_told
from decision_aid.model.rules import Rules

MOST_HEARD: Final = 20_000
"""Characters of a file that are listened to where it cannot be read."""


@record
class Sheet(NamedTuple):
    """The answers in a file as they are written there, each with its place.

    `problems` are those of reading. `unsure` says that one of them may hide an answer that is not in `given`.
    What the interview kept says under which `version` of the rules that was, and what was `decided`. `unread`
    is what somebody wrote that answers no question. `from_fhir` says that the file is a response of FHIR.
    """

    given: Mapping[str, Value]
    places: Mapping[str, Location]
    start: Location
    problems: tuple[Problem, ...]
    unsure: bool
    rule_set: str = ""
    version: str = ""
    background: Background = Background()
    unread: tuple[str, ...] = ()
    decided: Choice | None = None
    from_fhir: bool = False

    def where(self, key: str) -> Location:
        """The place of the answer to a question, or of what was decided; else that of all answers."""
        return self.places.get(key, self.start)


def load_answers(path: str | Path, rule_set: Rules) -> Mapping[str, Value]:
    """The answers in a file, as `load_sheet` reads them."""
    return load_sheet(path, rule_set).given


def load_sheet(
    path: str | Path,
    rule_set: Rules,
    tell: Callable[[str], object] | None = None,
    beside: str | Path | None = None,
) -> Sheet:
    """Read the answers in a file (`-` is standard input) to the questions of `rule_set`.

    With those of a file `beside` it, they are one sheet. An answer of an earlier version is read as it is
    written today; `tell` is told of each. Raises `UnusableInput` with all problems at once; nothing is
    guessed. Its hints name an approach only if the answers that can be read show that safety does not come
    first.
    """
    sheet = read_sheet(path, rule_set, tell)
    conflicts: tuple[Problem, ...] = ()
    if beside is not None:
        sheet, conflicts = _together(sheet, read_sheet(beside, rule_set, tell))
    sheet = with_words_heard(sheet, rule_set, tell)
    refuse_unusable(sheet, rule_set, conflicts)
    return sheet


def with_words_heard(sheet: Sheet, rule_set: Rules, tell: Callable[[str], object] | None = None) -> Sheet:
    """The sheet, on which words of danger in what is unread are heard; what else is unread is gone.

    What was said of own words was said of others, unless the sheet itself says that words were heard. `tell`
    is told how to say so.
    """
    unread = tuple(text for text in sheet.unread if kinds_in(rule_set, [text]))
    telling = any(not kind.only_caution for kind in kinds_in(rule_set, unread))
    given = dict(sheet.given)
    if telling and WORDS_OF_DANGER in rule_set.item and given.get(WORDS_OF_DANGER) != HEARD:
        asked = asked_after_own_words(rule_set)
        given = {q: value for q, value in given.items() if q not in asked} | {WORDS_OF_DANGER: HEARD}
        if tell and asked and not sheet.problems:
            tell(
                "Words beside the answers may tell of danger. Ask what they mean, and write "
                f"'{WORDS_OF_DANGER}: {HEARD}' with the answer to '{asked[0]}' in a file beside."
            )
    return sheet._replace(given=given, unread=unread)


def refuse_unusable(sheet: Sheet, rule_set: Rules, conflicts: tuple[Problem, ...] = ()) -> None:
    """Raise `UnusableInput` where a sheet, or what it was put together with, has a problem."""
    given = sheet.given
    found = problems_in(rule_set, given, sheet.where) + conflicts
    if sheet.decided:
        found += tuple(problems_with(rule_set, sheet.decided, sheet.where(DECIDED)))
    if found and sheet.unsure:
        found = naming_nothing(rule_set, found)
    elif found:
        found = safe_to_tell(rule_set, given, found)
    if sheet.problems or found:
        written = {**given, "rule_set": sheet.rule_set, "": sheet.unread}
        kinds, found = quoting_no_distress(rule_set, written, [*sheet.problems, *found])
        if sheet.rule_set and nearest(sheet.rule_set, [rule_set.id]) is None:  # the rest follows from that
            found = tuple(problem for problem in found if problem.code == "other-rule-set")
        raise WordsHeard(found, kinds) if kinds else UnusableInput(found)


def read_sheet(path: str | Path, rule_set: Rules, tell: Callable[[str], object] | None) -> Sheet:
    """The sheet in a file: an answers file, or a QuestionnaireResponse of FHIR."""
    file = name_of(path)
    text = decode(read_bytes(path), path)
    refuse_other_text(text, file, rule_set.item)
    try:
        node, problems = parse(text, file)
    except UnusableInput as error:
        words = (word for word in text[:MOST_HEARD].split() if "_" not in word)
        raise_heard(error, kinds_in(rule_set, [" ".join(words)]))
    try:
        refuse_other_content(node, file)
    except UnusableInput as error:
        raise_heard(error, kinds_in(rule_set, [*said_in(node)]))
    if isinstance(node, MapNode) and RESOURCE_TYPE in node.entries:
        from decision_aid.loading.fhir_response import read_response  # most files are none

        response = read_response(node, file, rule_set, problems)
        start = Location(file, *node.place)
        sheet = Sheet(response.given, response.places, start, tuple(problems), bool(problems))
        sheet = sheet._replace(background=response.background, unread=response.unread, from_fhir=True)
        notes = () if problems else response.notes
    else:
        sheet, notes = _in_answers_file(node, file, rule_set, problems), ()
    given, renamed = up_to_date(rule_set, sheet.given)
    places = dict(sheet.places)
    for link_id, earlier in renamed:
        places.setdefault(earlier.question, places[link_id])
        now = f"'{earlier.question}: {earlier.answer}'"
        told = f"'{link_id}: {earlier.code}' is read as {now}, as it is written today."
        notes += (f"{places[link_id]}: {told}",)
    if tell:
        for note in notes:
            tell(note)
    return sheet._replace(given=given, places=places)


def for_other_rules(rule_set: Rules) -> str:
    """What to do about answers to the questions of another rule set."""
    return f"these questions belong to '{rule_set.id}'; for other rules, add --rules and their folder"


def said_in(node: Node) -> Iterator[str]:
    """What somebody may have written in a file that is no sheet, or not one alone."""
    from decision_aid.loading.fhir_response import written_in

    yield from written_in(node)
    answers = node.entries.get("answers") if isinstance(node, MapNode) else node
    if answers:
        yield from (text for text in _texts_in(answers) if "_" not in text)


def _in_answers_file(node: Node, file: str, rule_set: Rules, problems: list[Problem]) -> Sheet:
    one_of_two = bool(problems)  # of an answer that is given twice, the second is not read
    with Block(node, file, "an answers file", problems) as block:
        named = block.text("rule_set")
        if named not in ("", rule_set.id):
            hint = did_you_mean(named, [rule_set.id]) or for_other_rules(rule_set)
            block.problem("other-rule-set", f"the answers are for '{named}'", block.node("rule_set"), hint)
        answers = block.block("answers", "the answers")
        given = read_values(answers) if block.has("answers") else {}
        version, saved = (block.optional_text(key) or "" for key in ("version", "saved"))
        background = Background(day_told(saved), block.flag("corrected"))
        choice = read_inner(Choice, block, DECIDED) if block.has(DECIDED) else Choice(())
    places = {link_id: answers.key_location(link_id) for link_id in given}
    places |= {DECIDED: block.key_location(DECIDED)} if choice.candidates else {}
    sheet = Sheet(given, places, answers.location, tuple(problems), one_of_two, named, version, background)
    known = {name for item in rule_set.items for name in (item.link_id, *item.codes)}
    # Where something is wrong, words may stand anywhere; one with a `_` is a slip in a name.
    written = (text for text in _texts_in(node) if "_" not in text and text not in known) if problems else ()
    return sheet._replace(unread=tuple(written), decided=choice if choice.candidates else None)


def _texts_in(node: Node) -> Iterator[str]:
    """All that is written there, the names of things among it."""
    match node:
        case ScalarNode(value=str() as text):
            yield text
        case ListNode(items=items):
            yield from (text for inner in items for text in _texts_in(inner))
        case MapNode(entries=entries):
            for name, inner in entries.items():
                yield name
                yield from _texts_in(inner)


def _together(one: Sheet, other: Sheet) -> tuple[Sheet, tuple[Problem, ...]]:
    """Two sheets as one, and the questions that they answer differently; what either says is not echoed."""
    said, otherwise = ({**sheet.given, DECIDED: sheet.decided} for sheet in (one, other))
    conflicts = tuple(
        Problem(
            "conflict",
            f"'{key}' is answered in another way at {one.places[key]}",
            other.places[key],
            "take the wrong one out",
            about=key,
        )
        for key, value in otherwise.items()
        if key in one.places and key in other.places and said[key] != value
    )
    days = [day for sheet in (one, other) if (day := sheet.background.saved)]
    corrected = one.background.corrected or other.background.corrected
    return Sheet(
        {**one.given, **other.given},
        {**one.places, **other.places},
        one.start,
        one.problems + other.problems,
        one.unsure or other.unsure,
        f"{one.rule_set} {other.rule_set}".strip(),
        background=Background(UNKNOWN_DAY if UNKNOWN_DAY in days else min(days, default=""), corrected),
        unread=one.unread + other.unread,
        decided=one.decided or other.decided,
    ), conflicts


def read_values(block: Block) -> Mapping[str, Value]:
    """The answers as they are written. Whether each fits its question is checked elsewhere."""
    values: dict[str, Value] = {}
    for key in block.all_keys():
        match block.node(key):
            case ScalarNode(value=bool() | None) as node:
                word = {True: "yes", False: "no", None: SKIPPED}[node.value]  # type: ignore[index]
                block.problem(
                    "wrong-type", f"'{key}' has no answer in words", node, f'write {word} or "{word}"'
                )
            case ScalarNode(value=str() | int() as value):
                values[key] = value
            case ListNode() as node:
                values[key] = block.texts(key)
            case ScalarNode() | MapNode() as node:
                message = f"'{key}' takes a word, a whole number or a list of words"
                block.problem("wrong-type", message, node, _without_fraction(node))
    return values


def _without_fraction(node: ScalarNode | MapNode) -> str | None:
    """What to write in place of 12.0; of 12.5 nothing is guessed."""
    if isinstance(node, ScalarNode) and isinstance(node.value, float) and node.value.is_integer():
        return f"write {node.value:.0f}"
    return None
