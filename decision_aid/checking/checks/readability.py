"""Texts that are hard to read.

Belongs here, too: which texts of a rule set somebody reads. Does not: how hard a text is
(`wording.readability`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.model.problems import NOWHERE, Location, Problem, Severity
from decision_aid.model.rules import Rule, Rules, Text
from decision_aid.wording.help import with_numbers
from decision_aid.wording.readability import HIGHEST_GRADE, grade, has_a_grade

CODES = {
    "hard-to-read": "A text that a person reads needs more than eight years of school.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a text for a person that needs more than eight years of school.

    Why it matters: people who are unwell read this.
    Example: *Psychotherapeutic interventions necessitate considerable perseverance.*
    Instead: shorter sentences and plainer words. Names with no plainer word, listed as `plain_names` in
    rule_set.yaml, count as one syllable.
    """
    names = rule_set.plain_names
    for what, text, place, about in texts(rule_set):
        told = with_numbers(rule_set, text)
        if has_a_grade(told) and (years := grade(told, names)) > HIGHEST_GRADE:
            message, hint = f"{what} reads at grade {years}", "shorter sentences and plainer words"
            hardest = max(text.split(APART), key=lambda one: grade(with_numbers(rule_set, one), names))
            yield Problem("hard-to-read", message, place, hint, Severity.WARNING, about, words=hardest)


APART: Final = "\n"
"""Between the texts of one piece."""


def texts(rule_set: Rules) -> Iterator[tuple[str, str, Location, str]]:
    """Each piece that is read at one time: what it is, its texts, its place, and the id it is about.

    Names are left out: those of contacts, sources and documents, and captions and headings.
    """
    notes = ("documents_note", "documents_lens_note", "unanswered_note", "evidence_note")
    for key in ("interests", "clinician_review", *notes):
        yield f"'{key}'", getattr(rule_set, key), rule_set.location, key
    disclaimers = (said for said, _ in _voices(rule_set.disclaimer))
    for text in (*disclaimers, rule_set.topic.opening, *rule_set.questions_to_ask):
        yield f"'{text[:20]}...'", text, rule_set.location, rule_set.id
    yield from _of_questions(rule_set)
    yield from _of_first_steps(rule_set)
    for gate in rule_set.gates:
        for said, whose in _voices(gate.message):
            yield f"the message of '{gate.id}'{whose}", said, gate.location, gate.id
    words = rule_set.words_of_danger
    for name, note in (("note", words.note), ("caution", words.caution)):
        for said, whose in _voices(note.message) if note else ():
            yield f"the {name} on words of danger{whose}", said, note.location if note else NOWHERE, name
    for rule in rule_set.rules:
        yield from _of_rule(rule)
    for candidate in rule_set.candidate.values():
        text = _one_piece(candidate.about, candidate.question)
        yield f"the candidate '{candidate.id}'", text, candidate.location, candidate.id
    yield from _of_library(rule_set)


def _of_first_steps(rule_set: Rules) -> Iterator[tuple[str, str, Location, str]]:
    """Where to look for care, what a call is like, and what to say."""
    for finder in rule_set.finders:
        yield f"the place to look '{finder.id}'", finder.text, finder.location, finder.id
    for contact in rule_set.contacts:
        if expect := contact.expect:
            yield f"what to expect of '{contact.id}'", expect.text, expect.location, contact.id
    if message := rule_set.message:
        told = message.opening.replace("{candidates}", rule_set.decisions[0].candidates[0].short)
        says = (one.says.replace("{answer}", "both") for one in message.tells)
        yield "the message", _one_piece(told, *says, message.closing), message.location, rule_set.id


def _of_rule(rule: Rule) -> Iterator[tuple[str, str, Location, str]]:
    """Each reason, and the note. Each stands alone: nobody reads the reasons of two candidates in a row."""
    if not rule.arguments:
        yield f"the reason of '{rule.id}'", _one_piece(rule.because, rule.note), rule.location, rule.id
        return
    for argument in rule.arguments:
        about = f"the reason of '{rule.id}' {argument.direction} '{argument.candidate}'"
        yield about, argument.because, argument.location, rule.id
    yield f"the note of '{rule.id}'", _one_piece(rule.note), rule.location, rule.id


def _of_questions(rule_set: Rules) -> Iterator[tuple[str, str, Location, str]]:
    for item in rule_set.items:
        for said, whose in _voices(item.text):
            hint = item.hint.clinician if said == item.text.clinician else None
            text = _one_piece(said, hint or item.help, item.why)
            yield f"the question '{item.link_id}'{whose}", text, item.location, item.link_id
        for option in item.answer_options:
            yield f"the answer '{option.code}'", option.label, item.location, item.link_id


def _voices(text: Text) -> Iterator[tuple[str, str]]:
    """The words for a person, a clinician and a class, each once, and which of them they are."""
    whose = {text.teaching: ", under teaching,", text.clinician: ", under clinician,", text.plain: ""}
    yield from ((said, key) for said, key in reversed(whose.items()) if said)


def _of_library(rule_set: Rules) -> Iterator[tuple[str, str, Location, str]]:
    if rule_set.library.overview:
        overview = rule_set.library.overview
        text = _one_piece(overview.problem.text, overview.decision, overview.without_treatment.text)
        yield "the overview", text, overview.location, rule_set.id
        asked = _one_piece(*(other.ask for other in overview.not_covered))
        yield "what is not covered", asked, overview.location, rule_set.id
    for page in rule_set.library.options:
        for name, text in (
            ("what it is", _one_piece(page.about, page.what_it_is, page.how_long.text)),
            ("a typical month", _one_piece(*page.typical_month)),
            ("the points", _one_piece(*(point.text for point in (*page.good_points, *page.burdens)))),
            ("what is known", _one_piece(page.may_not_suit.text, page.how_sure.text, page.not_known)),
            ("the numbers", _one_piece(page.studied_in.text, ". ".join((*page.numbers_in_words, "")))),
        ):
            yield f"{name} on the page of '{page.id}'", text, page.location, page.id
    if about := rule_set.library.about:
        for key in about._fields[:-1]:
            yield f"what is said about '{key}'", _one_piece(*getattr(about, key)), about.location, key
    for case in rule_set.library.cases:
        yield f"the story of '{case.id}'", case.story, case.location, case.id
    for lesson in rule_set.library.lessons:
        discussed = (text for one in lesson.cases for text in one.discuss)
        around = _one_piece(lesson.opening, *discussed, *lesson.questions)
        yield f"the lesson '{lesson.id}'", around, lesson.location, lesson.id
        for step in lesson.steps:
            text = _one_piece(step.page_says, step.look_closer, step.fair_reading)
            yield f"the step '{step.heading}'", text, lesson.location, lesson.id
    for claim in rule_set.library.claims:
        yield (
            f"the claim {claim.id}",
            _one_piece(claim.says, claim.research),
            claim.location,
            claim.id,
        )


def _one_piece(*texts: str | None) -> str:
    return APART.join(text for text in texts if text)
