"""What is printed for a class: a handout that gives no answer away, and the key for the teacher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from decision_aid.commands.cases.find import Exercise, exercises_of
from decision_aid.commands.cases.listing import STATUS
from decision_aid.commands.cases.page import prediction
from decision_aid.model.library import Lesson
from decision_aid.model.report import Boxes, Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Rules
from decision_aid.wording.class_pages import ROOM_TO_WRITE, class_stamps, last_questions
from decision_aid.wording.grammar import in_sentence
from decision_aid.wording.help import contacts_on_every_page, help_section
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.safety import PLAIN_ACTIONS

WHAT_TO_DO: Final = (
    "Tick what you think the rules will say: one box, or several if you think they come out equal. "
    "Write down what in the story makes you think so."
)


def key_page(rule_set: Rules, exercises: Sequence[Exercise], lesson: Lesson | None = None) -> Report:
    """The answer key: for each story what comes out, the reasons that count, and what to discuss."""
    stories = (
        Section(f"Story {place}", (_key(one), *([Bullets(one.discuss)] if one.discuss else [])))
        for place, one in enumerate(exercises, 1)
    )
    sections = (
        *stories,
        *((last_questions(lesson),) if lesson else ()),
        help_section(contacts_on_every_page(rule_set)),
    )
    title = f"Answer key: {lesson.title}" if lesson else "Answer key"
    return Report(title, sections, class_stamps(rule_set))


def _key(exercise: Exercise) -> Reason:
    suggestion, case = exercise.suggestion, exercise.case
    gates = tuple(
        f"{PLAIN_ACTIONS[judged.gate.action]}: {judged.gate.caption}" for judged in suggestion.gates
    )
    if not suggestion.conclusions:
        return Reason(case.id, f"{in_sentence(STATUS[suggestion.status])}.", gates)
    main = suggestion.conclusions[0]
    as_ticked = {id: reason.name for reason in exercise.reasons for id in reason.ids}
    counted_here = (
        f"{weighed.argument.direction.capitalize()} {standing.candidate.short}, {weighed.signed_weight:+d}: "
        f"{as_ticked[weighed.rule.id]}"
        for standing in main.standings
        for weighed in standing.arguments
        if weighed.counted
    )
    outcome = f"{outcome_in_words(suggestion.evaluation.rule_set, main)}."
    return Reason(case.id, outcome, (*gates, *counted_here))


def handout_page(rule_set: Rules, exercises: Sequence[Exercise], lesson: Lesson | None = None) -> Report:
    """A page to hand out: the stories, boxes to tick, and room to write. It gives no answer away."""
    stories = (
        Section(
            f"Story {place}",
            (
                Paragraph(exercise.case.story),
                Boxes(tuple(choice.label for choice in prediction(exercise, place, len(exercises)).choices)),
                Paragraph(f"Why: {ROOM_TO_WRITE}"),
            ),
        )
        for place, exercise in enumerate(exercises, 1)
    )
    about = (Paragraph(lesson.opening),) if lesson else ()
    sections = (
        Section("What to do", (*about, Paragraph(WHAT_TO_DO))),
        *stories,
        *((last_questions(lesson),) if lesson else ()),
        help_section(contacts_on_every_page(rule_set)),
    )
    return Report(lesson.title if lesson else "Stories to guess", sections, class_stamps(rule_set))


def examples(rule_set: Rules) -> Iterator[Report]:
    """A handout and a key for each lesson."""
    for lesson in rule_set.library.lessons_of_cases:
        exercises = exercises_of(rule_set, lesson)
        yield handout_page(rule_set, exercises, lesson)
        yield key_page(rule_set, exercises, lesson)
