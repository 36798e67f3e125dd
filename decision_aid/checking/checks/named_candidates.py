"""Candidates named where nothing may be named yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from decision_aid.checking.naming import named_in, names_of_all
from decision_aid.engine.safety_questions import asked_after_own_words, read_by_stops, safety_questions
from decision_aid.model.names import KEY
from decision_aid.model.problems import Location, Problem
from decision_aid.model.rules import Action, Item, Rules

CODES = {
    "names-candidate": "A text that is shown while safety comes first names a candidate.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: the name of a candidate, in any spelling, in a text that is shown while safety
    comes first: stops and referrals; the questions up to the last one of safety, with their
    headings, answers and help; messages of `impossible`; contacts; the title, id and version of the
    rule set, and the disclaimer. Short names that might be a word (ACT) count in capitals alone.

    Why it matters: where a stop holds or a safety question is open, no approach is named anywhere.
    Example: a stop that says *CBT can help later*. Instead: speak of help, and of nothing else.
    """
    yield from _in_rule_set_file(rule_set)
    yield from _naming(rule_set, _texts(rule_set))


def find_in_library(rule_set: Rules) -> Iterator[Problem]:
    """The same in what a page says of words of danger, and in what a class discusses after a stop."""
    words = rule_set.words_of_danger
    withheld = {case.id for case in rule_set.library.cases if not case.decisions}
    yield from _naming(
        rule_set,
        (
            (f"what to discuss of '{one.case}'", one.discuss, lesson.location)
            for lesson in rule_set.library.lessons
            for one in lesson.cases
            if one.case in withheld
        ),
    )
    notes = (note for note in (words.note, words.caution) if note)
    yield from _naming(
        rule_set, (("a note on words of danger", note.message, note.location) for note in notes)
    )


def _in_rule_set_file(rule_set: Rules) -> Iterator[Problem]:
    """Each text of `rule_set.yaml` that every page shows, by its key."""
    topic = rule_set.topic
    plain = ("id", "version", "title", "unanswered_note", "clinician_review")
    texts: dict[str, Iterable[str | None]] = {key: (getattr(rule_set, key),) for key in plain}
    texts |= {"disclaimer": rule_set.disclaimer, "topic": (topic.opening, topic.aid, topic.candidate)}
    for key, spoken in texts.items():
        for problem in _naming(rule_set, ((f"'{key}' of rule_set.yaml", spoken, rule_set.location),)):
            yield problem._replace(name=(KEY, key))


def _naming(
    rule_set: Rules, texts_there: Iterable[tuple[str, Iterable[str | None], Location]]
) -> Iterator[Problem]:
    names = names_of_all(rule_set)
    for what, texts, place in texts_there:
        naming = ((text, name) for text in texts if text and (name := named_in((text,), names)))
        for text, name in islice(naming, 1):
            hint = "say it without that name: it is shown while nothing may be named"
            yield Problem("names-candidate", f"{what} names '{name}'", place, hint, words=text)


def _texts(rule_set: Rules) -> Iterator[tuple[str, Iterable[str | None], Location]]:
    """What each of them is, its words, and its place."""
    for signature in rule_set.signatures:
        yield "a signature", (signature.who, signature.on), signature.location
    for gate in rule_set.gates:
        if gate.action is not Action.CAUTION:
            yield f"the gate '{gate.id}'", (gate.id, gate.caption, *gate.message), gate.location
    for item in _up_to_safety(rule_set):
        yield f"the question '{item.link_id}'", _words_of(item), item.location
    for impossible in rule_set.impossible:
        yield "a message of impossible", (impossible.message,), impossible.location
    for contact in rule_set.contacts:
        yield f"the contact '{contact.id}'", (contact.name, contact.contact), contact.location


def _up_to_safety(rule_set: Rules) -> Iterator[Item]:
    """The questions that are asked while one of safety is open, or while a stop waits for its release."""
    waiting = {*safety_questions(rule_set), *read_by_stops(rule_set, releases=True)}
    waiting -= {*asked_after_own_words(rule_set)}
    for item in rule_set.items:
        if not waiting:
            return
        waiting.discard(item.link_id)
        yield item


def _words_of(item: Item) -> Iterator[str | None]:
    """All that is shown of a question."""
    yield from (item.link_id, item.section, item.label, *item.text, *item.hint, item.why)
    yield from (option.label for option in item.answer_options)
