"""The words of `rests-on`: which answers force the outcome of a sheet.

Of a sheet that stopped, only what was said about safety is told: other answers may name what is not
to be named now, and nobody shall learn here what could be said to get around a stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_aid.commands.rests_on.find import QuestionsByNeed, questions_by_need
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.report import Block, Bullets, Paragraph, Report, Section
from decision_aid.model.rules import Item
from decision_aid.proving.sufficient_answers import SufficientAnswers
from decision_aid.wording.answers import answer_words, question_label, with_id
from decision_aid.wording.answers_file import written
from decision_aid.wording.grammar import counted
from decision_aid.wording.outcomes import headline
from decision_aid.wording.page_frame import page
from decision_aid.wording.safety import safety_page


def rests_on_page(suggestion: Suggestion, found: SufficientAnswers | None, *, ids: bool = False) -> Report:
    """The page of a sheet; `found` is None where answers are needed first, and nothing rests on any."""
    if found is None:
        return safety_page(suggestion)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, Section("What this rests on", tuple(_stopped(suggestion, found, ids))))
    sections = (
        Section("What the result rests on", tuple(_needed(suggestion, found, ids))),
        Section("What was not needed", tuple(_idle(suggestion, found, ids))),
        Section("When it was settled", (Paragraph(_settled(suggestion, found)),)),
    )
    return page(suggestion, suggestion.evaluation.rule_set.title, sections)


def _stopped(suggestion: Suggestion, found: SufficientAnswers, ids: bool) -> Iterator[Block]:
    yield Paragraph("Help comes first because of what was said here:")
    yield _told(suggestion, questions_by_need(suggestion, found).safety, ids)
    yield Paragraph(_settled(suggestion, found))


def _needed(suggestion: Suggestion, found: SufficientAnswers, ids: bool) -> Iterator[Block]:
    questions = questions_by_need(suggestion, found)
    yield Paragraph(headline(suggestion), strong=True)
    if questions.needed:
        yield Paragraph(f"{_enough(found)} that. Whatever the other answers were, the same would come out:")
        yield _told(suggestion, questions.needed, ids)
    elif not questions.silent:
        yield Paragraph("It rests on no single answer.")
    if questions.safety:
        safety = f"And {counted(len(questions.safety), 'safety question')}, as answered."
        yield Paragraph(with_id(safety, ", ".join(item.link_id for item in questions.safety), ids))
    yield from _silent(questions, ids)


def _enough(found: SufficientAnswers) -> str:
    return (
        "These answers are enough for"
        if found.smallest
        else ("This is a small set of answers (perhaps not the smallest) that is enough for")
    )


def _silent(questions: QuestionsByNeed, ids: bool) -> Iterator[Block]:
    """What has no answer, and would have to be left so."""
    if questions.silent:
        yield Paragraph("That holds while these have no answer, for one could still change it:")
        yield Bullets(tuple(question_label(item, ids) for item in questions.silent))


def _idle(suggestion: Suggestion, found: SufficientAnswers, ids: bool) -> Iterator[Block]:
    idle = questions_by_need(suggestion, found).idle
    if idle:
        yield Paragraph("As long as the answers above stand, these could have been any others:")
        yield _told(suggestion, idle, ids)
    else:
        yield Paragraph("No answer could be left out.")


def _settled(suggestion: Suggestion, found: SufficientAnswers) -> str:
    """After which question no other answer could change it."""
    answers, items = suggestion.evaluation.answers, suggestion.evaluation.rule_set.items
    if found.settled_after is None:
        return "It was settled before the first question."
    asked = [item.link_id for item in items if item.link_id not in answers.closed and not item.derived]
    number = asked.index(found.settled_after) + 1
    last = suggestion.evaluation.rule_set.item[found.settled_after].label
    after = "after" if found.sharp else "at the latest after"
    if number == len(asked):
        return f"It was settled {after} the last question: {last}."
    later = "What came then could not change it."
    return f"It was settled {after} question {number} of {len(asked)}: {last}. {later}"


def _told(suggestion: Suggestion, items: Iterable[Item], ids: bool) -> Bullets:
    """The answers in words."""
    given = suggestion.evaluation.answers.given
    return Bullets(
        tuple(
            with_id(f"{item.label}: {answer_words(item, value)}", f"{item.link_id}: {written(value)}", ids)
            for item in items
            for value in (given[item.link_id],)
        )
    )
