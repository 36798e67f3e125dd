"""Which questions are open, and which answers are valid.

Belongs here: enablement, and checking answers against their questions.
Does not: asking (`interviewing`) and what follows from the answers (`evaluate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import (
    HEARD,
    NONE,
    PERSON,
    SETTING,
    SKIPPED,
    WORDS_OF_DANGER,
    Answers,
    Value,
)
from decision_aid.model.characters import can_be_seen
from decision_aid.model.conditions import questions_in
from decision_aid.model.names import answer_name
from decision_aid.model.problems import NOWHERE, Guesses, Location, Problem, in_order, listed
from decision_aid.model.records import record
from decision_aid.model.rules import Candidate, EarlierCode, Gate, Item, ItemType, Rules

if TYPE_CHECKING:
    from decision_aid.model.words_of_danger import Kind

MOST_LETTERS: Final = 200
"""The longest answer in the person's own words, in characters: a line or two on any page."""


ALWAYS_ANSWERED: Final[Mapping[str, Value]] = MappingProxyType({SETTING: PERSON, WORDS_OF_DANGER: NONE})
"""Questions that always have an answer, with the one that counts where none is given.

An unanswered setting is a person's own: the most careful way to go on. Words of danger are worked out.
"""


@record
class Relevance(NamedTuple):
    """What an answer can still affect, in the order of the rule set.

    `unproved` are the ids of those that it only may affect. What is not here it cannot affect any more.
    """

    gates: tuple[Gate, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unproved: frozenset[str] = frozenset()


def counted(link_id: str, value: Value | None) -> Value | None:
    """The answer that counts where this one is given, None being one that was left out."""
    return ALWAYS_ANSWERED.get(link_id, value) if value is None or value == SKIPPED else value


def whole(rule_set: Rules, given: Mapping[str, Value]) -> Mapping[str, Value]:
    """The answers that count: those given, and those that are worked out. This is the one door.

    What is missing of `ALWAYS_ANSWERED` is filled in. Own words that are not there count as skipped. Words of
    danger are heard in those that are: what a file says of this can add danger, and never takes it away.
    """
    missing = {
        question: answer
        for question, answer in ALWAYS_ANSWERED.items()
        if given.get(question, SKIPPED) == SKIPPED
    }
    for question in rule_set.own_words:
        if question not in given:
            missing[question] = SKIPPED
    if any(not kind.only_caution for kind in kinds_on(rule_set, given)):
        missing[WORDS_OF_DANGER] = HEARD
    return {**given, **missing}


def kinds_on(rule_set: Rules, given: Mapping[str, Value]) -> tuple[Kind, ...]:
    """The kinds of danger that may be told of in the own words on a sheet, the most urgent first."""
    texts = [given.get(question, SKIPPED) for question in rule_set.own_words]
    return kinds_in(rule_set, [text for text in texts if isinstance(text, str) and text != SKIPPED])


def kinds_in(rule_set: Rules, texts: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of danger that may be told of in texts, the most urgent first."""
    if not texts:
        return ()
    from decision_aid.engine.hearing import kinds_heard  # most sheets have no own words

    words = rule_set.words_of_danger
    heard = {kind.id for text in texts for kind in kinds_heard(words, text)}
    return tuple(kind for kind in words.kinds if kind.id in heard)


def asked_afresh(rule_set: Rules, kinds: Iterable[Kind], answers: Answers) -> tuple[str, ...]:
    """The questions to ask afresh where these kinds of danger were heard, the first one first.

    Each is there once. A question that does not apply on this sheet is passed over.
    """
    asks = dict.fromkeys(question for kind in kinds for question in kind.asks)
    return tuple(q for q in asks if q in rule_set.item and is_open(rule_set.item[q], answers))


def read(rule_set: Rules, given: Mapping[str, Value]) -> Answers:
    """The answers, with the questions that are closed (not asked) and those that are undecided so far.

    A condition in `enable_when` or `ask_when` reads earlier questions only, so one pass in order is enough.
    Where a question is not put to people, it is closed unless it has an answer all the same. Nothing waits
    for an extra: a question that only an extra could close can be answered.
    """
    counting = whole(rule_set, given)
    extras = {item.link_id for item in rule_set.items if item.extra}
    closed: set[str] = set()
    undecided: dict[str, tuple[str, ...]] = {}
    for item in rule_set.items:
        unanswered = given.get(item.link_id, SKIPPED) == SKIPPED
        opening = item.asking if unanswered else item.enable_when
        if opening is None:
            continue
        verdict = judge(opening, Answers(given, frozenset(closed), undecided, counting))
        if verdict.truth is Truth.FALSE:
            closed.add(item.link_id)
        elif verdict.truth is Truth.UNKNOWN:
            needed = (question for question in verdict.missing() if question not in extras)
            undecided[item.link_id] = tuple(needed) or (item.link_id,)
    return Answers(given, frozenset(closed), undecided, counting)


def is_open(item: Item, answers: Answers) -> bool:
    """Whether the question certainly applies, so that it can be asked, or was answered unasked."""
    return item.link_id not in answers.closed and item.link_id not in answers.undecided


def up_to_date(
    rule_set: Rules, given: Mapping[str, Value]
) -> tuple[Mapping[str, Value], tuple[tuple[str, EarlierCode], ...]]:
    """A sheet of an earlier version as it is written today, and each question with what became of its answer.

    A code stays as it is, and is then refused, where today's question has another answer already.
    """
    now = dict(given)
    renamed: list[tuple[str, EarlierCode]] = []
    for link_id, value in given.items():
        item = rule_set.item.get(link_id)
        earlier = item.now_called(value) if item and isinstance(value, str) else None
        if earlier and given.get(earlier.question, earlier.answer) == earlier.answer:
            del now[link_id]
            now[earlier.question] = earlier.answer
            renamed.append((link_id, earlier))
    return now, tuple(renamed)


def deciding(items: Mapping[str, Item], link_ids: Sequence[str]) -> tuple[str, ...]:
    """These questions and all that decide whether they are asked, in the order of asking."""
    found: set[str] = set()
    waiting = list(link_ids)
    while waiting:
        link_id = waiting.pop()
        if link_id not in found and link_id in items:
            found.add(link_id)
            asking = items[link_id].asking
            waiting.extend(questions_in(asking) if asking else ())
    return tuple(link_id for link_id in items if link_id in found)


def problems_in(
    rule_set: Rules,
    given: Mapping[str, Value],
    where: Callable[[str], Location],
    guesses: Guesses | None = None,
) -> tuple[Problem, ...]:
    """All that is wrong with a sheet of answers. `where` gives the place of a question's answer in its file.

    Each problem is `about` a question. If there is no such question, it is about the one that is guessed.
    Whoever looks at many sheets can share `guesses` among them.
    """
    guesses = guesses or Guesses()
    found: list[Problem] = []
    sound: dict[str, Value] = {}
    for link_id, value in given.items():
        item = rule_set.item.get(link_id)
        if item is None:
            about = guesses.nearest("question", link_id, rule_set.item)
            hint = f"did you mean '{about}'?" if about else None
            message = f"there is no question '{link_id}'"
            name = ("question", link_id)
            problems = [
                Problem("unknown-question", message, where(link_id), hint, about=about or "", name=name)
            ]
        else:
            with_it = problems_with(item, value, where(link_id), guesses)
            problems = [p._replace(about=link_id) for p in with_it]
        found.extend(problems)
        if not problems:
            sound[link_id] = value
    found.extend(_contradictions(rule_set, sound, frozenset(given) - frozenset(sound), where))
    return in_order(found)


def problems_with(
    item: Item, value: Value, location: Location, guesses: Guesses | None = None
) -> Iterator[Problem]:
    """What is wrong with one answer, whatever the other answers are."""
    guesses = guesses or Guesses()
    if value == SKIPPED:
        return
    if item.type is ItemType.INTEGER:
        if not isinstance(value, int):
            hint = f"write a whole number from {item.minimum} to {item.maximum}, or {SKIPPED}"
            yield Problem("wrong-type", f"'{item.link_id}' takes a number", location, hint)
        elif not item.minimum <= value <= item.maximum:
            hint = f"the lowest is {item.minimum}, the highest is {item.maximum}"
            yield Problem("out-of-range", f"'{item.link_id}' cannot be {value}", location, hint)
    elif item.type is ItemType.MULTIPLE:
        if not isinstance(value, tuple):
            hint = f"write [{', '.join(item.codes[:2])}], or {SKIPPED}"
            yield Problem("wrong-type", f"'{item.link_id}' takes a list of answers", location, hint)
        else:
            yield from _problems_with_choices(item, value, location, guesses)
    elif item.type is ItemType.TEXT:
        if objection := objection_to_words(value):
            hint = f"write a line of words, or {SKIPPED}"
            yield Problem("wrong-type", f"'{item.link_id}' {objection}", location, hint)
    elif not isinstance(value, str):
        hint = f"write one of: {listed(item.codes)}"
        yield Problem("wrong-type", f"'{item.link_id}' takes one answer, as a word", location, hint)
    else:
        yield from _unknown_codes(item, (value,), location, guesses)


def objection_to_words(value: Value) -> str | None:
    """Why this is no answer in somebody's own words; None when it is one."""
    if not isinstance(value, str):
        return "takes words"
    if not value.strip() or not can_be_seen(value):
        return "takes words on one line, without signs that cannot be seen"
    if len(value) > MOST_LETTERS:
        return f"takes {MOST_LETTERS} characters at most, not {len(value)}"
    return None


def _problems_with_choices(
    item: Item, codes: tuple[str, ...], location: Location, guesses: Guesses
) -> Iterator[Problem]:
    yield from _unknown_codes(item, codes, location, guesses)
    if not codes:
        hint = f"leave the line out, or write {SKIPPED}"
        yield Problem("no-choice", f"'{item.link_id}' lists no answer", location, hint)
    if len(set(codes)) < len(codes):
        yield Problem("repeated-choice", f"'{item.link_id}' lists an answer twice", location)
    if item.max_choices is not None and len(codes) > item.max_choices:
        message = f"'{item.link_id}' takes at most {item.max_choices} answers, not {len(codes)}"
        yield Problem("too-many-choices", message, location)
    exclusive = [option.code for option in item.answer_options if option.exclusive and option.code in codes]
    if exclusive and len(codes) > 1:
        yield Problem("exclusive-choice", f"'{exclusive[0]}' cannot go with another answer", location)


def _unknown_codes(
    item: Item, codes: Sequence[str], location: Location, guesses: Guesses
) -> Iterator[Problem]:
    for code in (code for code in codes if item.option(code) is None):
        hint = guesses.hint(item.link_id, code, item.codes) or f"the answers are: {listed(item.codes)}"
        if earlier := item.now_called(code):
            hint = f"it is now '{earlier.question}: {earlier.answer}'"
        message, name = f"'{code}' is not an answer to '{item.link_id}'", answer_name(item.link_id, code)
        yield Problem("unknown-code", message, location, hint, name=("answer", name))


def _contradictions(
    rule_set: Rules, given: Mapping[str, Value], unsound: frozenset[str], where: Callable[[str], Location]
) -> Iterator[Problem]:
    """Answers that are well formed but contradict the others.

    There is no problem with a question if an `unsound` answer decides whether it is asked.
    """
    answers = read(rule_set, given)
    for link_id in given:
        if link_id not in answers.closed or given[link_id] == SKIPPED:
            continue
        if unsound.isdisjoint(deciding(rule_set.item, (link_id,))):
            enable_when = rule_set.item[link_id].enable_when
            others = ", ".join(questions_in(enable_when)) if enable_when else ""
            hint = f"it depends on: {others}"
            message = f"'{link_id}' is not asked, given the other answers"
            yield Problem("not-enabled", message, where(link_id), hint, about=link_id)
    for impossible in rule_set.impossible:
        if judge(impossible.when, answers).truth is Truth.TRUE:
            places = [
                (where(link_id), link_id) for link_id in questions_in(impossible.when) if link_id in given
            ]
            place, about = max(places, default=(NOWHERE, ""))
            yield Problem("impossible", impossible.message, place, about=about)
