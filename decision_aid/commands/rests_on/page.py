"""The words of `rests-on`: which answers force the outcome of a sheet.

Of a sheet that stopped, only what was said about safety is told: other answers may name what is not
to be named now, and nobody shall learn here what could be said to get around a stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from decision_aid.commands.rests_on.find import QuestionsByNeed, questions_by_need, speaking_for
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import SKIPPED
from decision_aid.model.report import Block, Bullets, Paragraph, Report, Section
from decision_aid.model.rules import Item, Purpose
from decision_aid.proving.sufficient_answers import SufficientAnswers
from decision_aid.rendering.text import first_that_fits
from decision_aid.wording.answers import answer_words, question_label, with_id
from decision_aid.wording.answers_file import written
from decision_aid.wording.grammar import counted, in_sentence, number_in_words
from decision_aid.wording.outcomes import headline
from decision_aid.wording.page_frame import page
from decision_aid.wording.safety import safety_page

TITLE = "What the result rests on"

ENOUGH = "Enough for this result"

MOST_LINES = 10
"""Lines of the page in short, in 80 columns, where what is needed is named and not counted."""

MOST_SILENT = 2
"""How many questions without an answer are named in any case."""


def rests_on_page(
    suggestion: Suggestion, found: SufficientAnswers | None, *, ids: bool = False, every: bool = False
) -> Report:
    """The page of a sheet; with `every`, each answer that was needed, and each that was not.

    `found` is None where answers are needed first, and nothing rests on any.
    """
    if found is None:
        return safety_page(suggestion)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, Section("What this rests on", tuple(_stopped(suggestion, found, ids))))
    questions = questions_by_need(suggestion, found)
    if every:
        blocks = (*_needed(suggestion, found, questions, ids), *_idle(suggestion, questions, ids))
        settled = map(Paragraph, _settled(suggestion, found))
        return page(suggestion, TITLE, (Section(ENOUGH, (*blocks, *settled)),))
    shorter = (
        Report(
            ENOUGH, (Section(ENOUGH, tuple(_in_short(suggestion, found, questions, named=named, ids=ids))),)
        )
        for named in (True, False)
    )
    return page(suggestion, TITLE, first_that_fits(shorter, MOST_LINES).sections, in_short=True)


def _stopped(suggestion: Suggestion, found: SufficientAnswers, ids: bool) -> Iterator[Block]:
    yield Paragraph("Help comes first because of what was said here:")
    yield _told(suggestion, questions_by_need(suggestion, found).safety, ids)
    yield from map(Paragraph, _settled(suggestion, found))


def _in_short(
    suggestion: Suggestion, found: SufficientAnswers, questions: QuestionsByNeed, *, named: bool, ids: bool
) -> Iterator[Block]:
    """The answers that speak for what came out, and what else was needed: `named`, or counted."""
    speaking = speaking_for(suggestion)
    asked = [item for item in questions.needed if item.purpose is not Purpose.SETTING]
    said = [item for item in asked if item.link_id in speaking]
    rest = [item for item in asked if item not in said]
    for_safety = len(questions.needed) - len(asked) + len(questions.safety)
    yield Paragraph(headline(suggestion), strong=True)
    if said:
        speak = "This answer speaks" if len(said) == 1 else "These answers speak"
        them = "it" if len(suggestion.conclusions[0].favored) == 1 else "them"
        yield Paragraph(f"{speak} for {them}:")
        yield _told(suggestion, said, ids, speaking)
    needed = [_labels(rest, ids) if named else counted(len(rest), "other answer")] if rest else []
    if for_safety:
        many = f"{for_safety}" if rest and not named else counted(for_safety, "answer")
        needed.append(f"{many} about safety and who this is for")
    if needed:
        together = ("; " if named else " and ").join(needed)
        yield Paragraph(f"{'Also needed' if said else 'Needed'}: {together}.")
    if questions.silent:
        number = len(questions.silent)
        few = named or number <= MOST_SILENT
        these = ("this" if number == 1 else "any of these") if few else f"any of {number} open questions"
        silent = f": {_labels(questions.silent, ids)}" if few else ""
        yield Paragraph(f"An answer to {these} could change the result{silent}.")
    fewer = "" if found.smallest else "Fewer may be enough. "
    other = counted(len(questions.idle), "answer").removeprefix("1 ")
    idle = f"The other {other} could have been different. " if questions.idle else ""
    yield Paragraph(f"{fewer}{idle}".rstrip(), typed="To see all, add --all.")


def _labels(items: Iterable[Item], ids: bool) -> str:
    return "; ".join(in_sentence(question_label(item, ids)) for item in items)


def _needed(
    suggestion: Suggestion, found: SufficientAnswers, questions: QuestionsByNeed, ids: bool
) -> Iterator[Block]:
    """What came out, and the answers that are enough for it; the setting counts with the safety questions."""
    yield Paragraph(headline(suggestion), strong=True)
    needed = [item for item in questions.needed if item.purpose is not Purpose.SETTING]
    for_safety = [item for item in (*questions.needed, *questions.safety) if item not in needed]
    if needed:
        yield Paragraph(_enough(found, len(needed)))
        yield _told(suggestion, needed, ids)
    elif not questions.silent:
        yield Paragraph("It rests on no single answer.")
    if for_safety:
        number = counted(len(for_safety), "question")
        lead = "Also needed" if needed else "Needed"
        safety = f"{lead}: the answers to {number} about safety and who this is for."
        yield Paragraph(with_id(safety, ", ".join(item.link_id for item in for_safety), ids))
    if questions.silent:
        labels = "; ".join(question_label(item, ids) for item in questions.silent)
        these = "this" if len(questions.silent) == 1 else "any of these"
        yield Paragraph(f"An answer to {these} could change the result: {labels}.")


def _enough(found: SufficientAnswers, number: int) -> str:
    these = "This answer is" if number == 1 else f"These {number_in_words(number)} answers are"
    perhaps = "" if found.smallest else " (fewer may be, too)"
    return f"{these} enough{perhaps}. Whatever the others were, the result would be the same:"


def _idle(suggestion: Suggestion, questions: QuestionsByNeed, ids: bool) -> Iterator[Block]:
    if questions.idle:
        yield Paragraph("Not needed, so these could have been any others:")
        yield _told(suggestion, questions.idle, ids)
    else:
        yield Paragraph("No answer could be left out.")


def _settled(suggestion: Suggestion, found: SufficientAnswers) -> Iterator[str]:
    """After which answer no other could change it; nothing where that is a question without an answer."""
    answers, items = suggestion.evaluation.answers, suggestion.evaluation.rule_set.items
    if found.settled_after is None:
        yield "It was settled before the first question."
        return
    if answers.given.get(found.settled_after, SKIPPED) == SKIPPED:
        return
    asked = [item.link_id for item in items if item.link_id not in answers.closed and not item.derived]
    number = asked.index(found.settled_after) + 1
    label = suggestion.evaluation.rule_set.item[found.settled_after].label
    after = "after" if found.sharp else "at the latest after"
    if number == len(asked):
        yield f"It was settled {after} the last question, “{label}”."
    else:
        place = f"question {number} of {len(asked)}, “{label}”"
        yield f"It was settled {after} {place}. No later answer could change it."


def _told(
    suggestion: Suggestion,
    items: Iterable[Item],
    ids: bool,
    codes: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Bullets:
    """The answers in words; of several, only those with these `codes`, by question."""
    given = suggestion.evaluation.answers.given
    return Bullets(
        tuple(
            with_id(
                f"{item.label}: {answer_words(item, value, codes.get(item.link_id))}",
                f"{item.link_id}: {written(value)}",
                ids,
            )
            for item in items
            for value in (given[item.link_id],)
        )
    )
