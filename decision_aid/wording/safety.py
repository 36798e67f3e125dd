"""What comes before any suggestion: the words of gates, and the pages on which no approach is named.

Belongs here: what gates say, a referral, danger heard in somebody's own words, and the pages of a stop and
of open safety questions. Does not: choosing contacts (`help`), deciding that safety comes first (`engine`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import CLINICIAN, SOMEONE_ELSE
from decision_aid.model.conditions import questions_in
from decision_aid.model.report import Block, Bullets, Labeled, Paragraph, Report, Section
from decision_aid.model.rules import Action, Contact, Urgency
from decision_aid.wording.answers import deciding_answers
from decision_aid.wording.grammar import in_sentence
from decision_aid.wording.help import (
    HELP_FIRST,
    READ_FIRST,
    by_urgency,
    contacts_for,
    contacts_for_words,
    crisis_card,
    crisis_line,
    help_lines,
    help_section,
    note_on_words,
    what_to_expect,
    with_numbers,
)
from decision_aid.wording.kept import correction, read_first
from decision_aid.wording.phrases import MORE, phrases_for, title_for
from decision_aid.wording.stamps import (
    about_this_page,
    disclaimer,
    rule_set_version,
    stamps_below_help,
    teaching_stamp,
)

KEEP_IN_MIND: Final = "Please keep in mind"
"""The heading above cautions."""

NONE_NOW: Final = "We're not suggesting anything right now. Safety comes first."

PLAIN_ACTIONS: Final = {
    Action.STOP: "Stop",
    Action.REFER: "Advice to see someone",
    Action.CAUTION: "Note",
}
"""What a gate did, on pages that explain a result."""

ACTIONS_EXPLAINED: Final = {
    Action.STOP: "the questions end, and no approach is named.",
    Action.REFER: "it comes above the suggestion.",
    Action.CAUTION: "a note beside the suggestion.",
}
"""What a gate does, on pages for those who write rules."""

MOST_IN_FULL: Final = 2
"""Gates that are told in full where little room is left."""

_NEXT_STEP: Final = "Talking this through with a professional is a good next step, too."

_OPEN_FOR_A_CLIENT: Final = (
    "Safety questions are still open, so nothing is suggested. Ask the client, and assess the risk first."
)

_PRESSING = (Urgency.NOW, Urgency.TODAY)


# --- the pages ----------------------------------------------------------------------------------


def safety_page(suggestion: Suggestion, *sections: Section) -> Report:
    """The whole page of a sheet on which safety comes first. `sections` go in after the help.

    Lens, rules and day are named last where a stop holds: nothing comes between a person and help.
    """
    title, parts = (
        (HELP_FIRST, _stopped(suggestion))
        if suggestion.status is Status.STOPPED
        else (title_for(suggestion), _needs_answers(suggestion))
    )
    *first, about = parts
    return Report(title, (*first, *sections, about), teaching_stamp(suggestion))


def urgent_page(suggestion: Suggestion) -> Report | None:
    """What must be seen at once, wherever the result itself goes. None when nothing is urgent."""
    if not suggestion.evaluation.safe:
        return safety_page(suggestion)
    return crisis_card(suggestion.evaluation.rule_set) if suggestion.evaluation.words_heard else None


def _stopped(suggestion: Suggestion) -> Iterator[Section]:
    note = note_on_words(suggestion)
    first = (Paragraph(note, strong=True),) if note else ()
    contacts = contacts_for(suggestion)
    stops = gate_blocks(suggestion, Action.STOP, contacts)
    corrected = map(Paragraph, correction(suggestion))
    yield Section(READ_FIRST, (*first, *stops, *corrected, *what_to_expect(contacts)))
    yield _about(suggestion, *nothing_now(suggestion))


def unanswered(suggestion: Suggestion) -> str:
    """What is said of open safety questions, and to whom where that is somebody else than the reader."""
    rule_set = suggestion.evaluation.rule_set
    if suggestion.evaluation.answers.setting == CLINICIAN:
        return f"{_OPEN_FOR_A_CLIENT} In a crisis: {crisis_line(rule_set)}."
    return f"{phrases_for(suggestion).to_you}{with_numbers(rule_set, rule_set.unanswered_note)}"


def nothing_now(suggestion: Suggestion) -> Iterator[str]:
    """That nothing is suggested. Where a friend asks, and nothing else stops, the message says it already."""
    evaluation = suggestion.evaluation
    if evaluation.answers.setting != SOMEONE_ELSE or len(evaluation.stops) > 1:
        yield NONE_NOW


def _needs_answers(suggestion: Suggestion) -> Iterator[Section]:
    rule_set = suggestion.evaluation.rule_set
    labels = tuple(rule_set.item[question].label for question in suggestion.missing)
    for_clinician = suggestion.evaluation.answers.setting == CLINICIAN
    blocks = (
        Paragraph(unanswered(suggestion), strong=True),
        Paragraph("Still to answer:"),
        Bullets(labels),
        *(() if for_clinician else (Paragraph(_NEXT_STEP),)),
    )
    yield from danger_heard(suggestion)
    yield Section("We can't suggest anything yet", blocks)
    yield from referral(suggestion)
    yield help_section(contacts_for(suggestion))
    yield _about(suggestion)


def _about(suggestion: Suggestion, *texts: str) -> Section:
    version = rule_set_version(suggestion.evaluation.rule_set)
    return about_this_page(disclaimer(suggestion), *texts, *stamps_below_help(suggestion), version)


# --- above a suggestion -------------------------------------------------------------------------


def first_of_all(suggestion: Suggestion, *, brief: bool = False) -> Iterator[Section]:
    """What comes before a result: help where danger was heard, then a referral."""
    yield from danger_heard(suggestion)
    yield from referral(suggestion, brief=brief)


def danger_heard(*suggestions: Suggestion) -> Iterator[Section]:
    """Help, once, if there may be danger behind one of these sheets; else nothing."""
    telling = [suggestion for suggestion in suggestions if any(read_first(suggestion))]
    if telling:
        said = dict.fromkeys(text for suggestion in telling for text in read_first(suggestion))
        contacts = dict.fromkeys(one for suggestion in telling for one in contacts_for_words(suggestion))
        paragraphs = (Paragraph(text, strong=True) for text in said)
        yield Section(READ_FIRST, (*paragraphs, *help_lines(contacts)))


def referral(suggestion: Suggestion, *, brief: bool = False, short: bool = False) -> Iterator[Section]:
    """What asks for a professional, with the contacts that are not on every page, or are needed today.

    Contacts that stand above, where danger was heard, are not told again. `short` and `brief` tell only the
    most urgent in full (see `gate_blocks`).
    """
    referrals = [judged.gate for judged in suggestion.gates if judged.gate.action is Action.REFER]
    if referrals:
        pressing = {name for gate in referrals if gate.urgency in _PRESSING for name in gate.help}
        above = contacts_for_words(suggestion) if any(read_first(suggestion)) else ()
        own = (c for c in contacts_for(suggestion) if c not in above and (not c.always or c.id in pressing))
        blocks = gate_blocks(suggestion, Action.REFER, own, brief=brief, short=short)
        yield Section(phrases_for(suggestion).referral, blocks)


def referral_in_a_line(suggestion: Suggestion) -> Iterator[Section]:
    """What asks for a professional, by its names alone: for a page that follows one on which it is told."""
    referrals = [judged for judged in by_urgency(suggestion.gates) if judged.gate.action is Action.REFER]
    if referrals:
        names = "; ".join(judged.gate.caption for judged in referrals)
        yield Section(phrases_for(suggestion).referral, (Paragraph(names, strong=True),))


# --- the words of gates -------------------------------------------------------------------------


def gate_blocks(
    suggestion: Suggestion,
    action: Action,
    contacts: Iterable[Contact] = (),
    *,
    brief: bool = False,
    short: bool = False,
) -> tuple[Block, ...]:
    """What the gates with this action say, most urgent first, and where to turn.

    A clinician is told as well what set off a stop or a referral, and which answers do not agree; not if it
    is to be `brief`. If it is `short` or `brief`, of all but the first few gates only the caption is told.
    """
    shown = [judged for judged in by_urgency(suggestion.gates) if judged.gate.action is action]
    in_full = shown[:MOST_IN_FULL] if brief or short else shown
    told = not brief and suggestion.evaluation.answers.setting == CLINICIAN
    blocks: list[Block] = []
    for judged in in_full:
        blocks.append(Paragraph(gate_message(suggestion, judged), strong=action is not Action.CAUTION))
        if told and action is not Action.CAUTION and (words := trigger_in_words(suggestion, judged)):
            blocks.append(Paragraph(f"Set off by: {words}."))
    if len(in_full) < len(shown):
        left = "; ".join(in_sentence(judged.gate.caption) for judged in shown[MOST_IN_FULL:])
        caution = action is Action.CAUTION
        blocks.append(Labeled(MORE if caution else phrases_for(suggestion).more_referrals, left))
    if action is not Action.CAUTION:
        blocks.extend(map(Paragraph, disagreements(suggestion, shown)))
    return (*blocks, *help_lines(contacts))


def gate_messages(suggestion: Suggestion, *actions: Action) -> Iterator[str]:
    """What the gates with these actions say, most urgent first."""
    for judged in by_urgency(suggestion.gates):
        if judged.gate.action in actions:
            yield gate_message(suggestion, judged)


def gate_message(suggestion: Suggestion, judged: JudgedGate) -> str:
    """What one gate says to whoever reads it, with the numbers of the country."""
    evaluation = suggestion.evaluation
    return with_numbers(evaluation.rule_set, judged.gate.message.to(evaluation.answers.setting))


def trigger_in_words(suggestion: Suggestion, judged: JudgedGate) -> str:
    """The answers that set off a gate; empty where none did, or none may be told."""
    evaluation = suggestion.evaluation
    tests = ((test, judge(test, evaluation.answers).truth) for test in evaluation.trigger(judged))
    return "; ".join(deciding_answers(suggestion, tests, ids=False))


def left_out_beside(suggestion: Suggestion) -> Iterator[str]:
    """For a clinician: the labels of extras that gates wait for, where another was given.

    An extra is never required, but a PHQ-9 total without item 9 says nothing about thoughts of death.
    """
    evaluation = suggestion.evaluation
    extras = [item for item in evaluation.rule_set.items if item.extra]
    given = any(evaluation.answers.value(item.link_id) is not None for item in extras)
    if given and evaluation.safe and evaluation.answers.setting == CLINICIAN:
        waited_for = {question for judged in evaluation.gates for question in judged.deciding.missing()}
        yield from (item.label for item in extras if item.link_id in waited_for)


def disagreements(suggestion: Suggestion, gates: Iterable[JudgedGate]) -> Iterator[str]:
    """For a clinician: the answers behind these gates that another answer contradicts, each in a sentence."""
    evaluation = suggestion.evaluation
    if evaluation.answers.setting != CLINICIAN:
        return
    read = {test.question for judged in gates for test in evaluation.trigger(judged)}
    for one in evaluation.rule_set.disagreements:
        questions = questions_in(one.when)
        if not read.isdisjoint(questions) and judge(one.when, evaluation.answers).truth is Truth.TRUE:
            message = one.message
            for question in questions:
                message = message.replace(f"{{{question}}}", str(evaluation.answers.value(question)))
            yield message
