"""Worked cases in words: a vignette, and what a learner found and missed.

Does not belong here: the list of cases (`listing`), and what is printed for a class (`handouts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.commands.cases.find import (
    NOTHING_CLEAR,
    SAFETY_FIRST,
    Exercise,
    Feedback,
    Score,
    ToTick,
    other_answers,
)
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.safety_questions import nameable_questions
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.engine.trace import walk
from decision_aid.engine.verdicts import Truth, decisive
from decision_aid.model.answers import SKIPPED
from decision_aid.model.library import Case, Lesson
from decision_aid.model.report import (
    Block,
    Bullets,
    Paragraph,
    Reason,
    Report,
    Section,
    section_unless_empty,
)
from decision_aid.model.rules import ItemType, Rules
from decision_aid.wording.answers import answer_words, deciding_answers
from decision_aid.wording.class_pages import last_questions, opening
from decision_aid.wording.grammar import capitalized, number_in_words
from decision_aid.wording.outcomes import NO_APPROACH_STANDS_OUT, outcome_in_words
from decision_aid.wording.page_frame import page
from decision_aid.wording.phrases import without_you
from decision_aid.wording.prompt import Choice, Command, Prompt
from decision_aid.wording.prompts import reading
from decision_aid.wording.safety import PLAIN_ACTIONS, safety_page
from decision_aid.wording.stamps import TEACHING_STAMP
from decision_aid.wording.trace_parts import TraceParts

NONE = "none-of-these"
NEXT, ENOUGH = "next", "enough"

GO_ON: Final = "go on"
"""The way on from a page of a lesson."""

TO_THE_REASONS: Final = "back to the reasons"
"""The way on from a story that is read once more."""

DOES_NOT_COUNT: Final = "You ticked this, but it doesn't count here"


def case_page(rule_set: Rules, case: Case) -> Report:
    """A case to read out, and what must come out."""
    suggestion = suggest(evaluate(rule_set, case.answers))
    told = vignette(suggestion, case)
    if not suggestion.conclusions:
        safe = safety_page(suggestion)
        return told._replace(sections=(*told.sections, *safe.sections))
    changed = tuple(Paragraph(f"Changed on {one.on}. {one.because}") for one in case.changed)
    outcome = Section("What comes out", (*_outcome(suggestion), *changed))
    return for_a_class(page(suggestion, told.title, (*told.sections, outcome)))


def vignette(suggestion: Suggestion, case: Case) -> Report:
    """The story and the answers; where safety comes first, the answers to its questions alone."""
    answers = _answers(suggestion, case)
    return Report(case.title, (_story(case), *answers), (TEACHING_STAMP,))


def story_page(case: Case, place: int, total: int) -> Report:
    """The story alone. Its title, or which answers are told, could give away what comes out."""
    return Report(f"Story {place} of {total}", (_story(case),), (TEACHING_STAMP,))


def opening_page(lesson: Lesson) -> Report:
    """What a lesson is about, before its first story."""
    return Report(lesson.title, (opening(lesson),), (TEACHING_STAMP,))


def end_page(lesson: Lesson) -> Report:
    """The questions at the end of a lesson."""
    return Report(lesson.title, (last_questions(lesson),), (TEACHING_STAMP,))


def _discussed(exercise: Exercise) -> Iterator[Section]:
    """What a class can discuss once it has seen what comes out."""
    if exercise.discuss:
        yield Section("Talk about it", (Bullets(exercise.discuss),))


def _story(case: Case) -> Section:
    return Section("The story", (Paragraph(case.story),))


def _answers(suggestion: Suggestion, case: Case) -> Iterator[Section]:
    rule_set = suggestion.evaluation.rule_set
    told = set(rule_set.item if suggestion.conclusions else nameable_questions(rule_set))
    answers = tuple(
        f"{rule_set.item[question].label}: {answer_words(rule_set.item[question], value)}"
        for question, value in case.answers.items()
        if question in told and value != SKIPPED
    )
    if answers:
        yield Section("The answers", (Bullets(answers),))


def _outcome(suggestion: Suggestion) -> Iterator[Block]:
    rule_set = suggestion.evaluation.rule_set
    for judged in suggestion.gates:
        yield Paragraph(f"{PLAIN_ACTIONS[judged.gate.action]}: {judged.gate.caption}")
    for conclusion in suggestion.conclusions:
        yield Paragraph(f"{conclusion.decision.caption}: {outcome_in_words(rule_set, conclusion)}")


# --- asking a learner ---------------------------------------------------------------------------


def prediction(exercise: Exercise, place: int, total: int) -> Prompt:
    """What do you think comes out?"""
    candidates = exercise.suggestion.evaluation.rule_set.decisions[0].candidates
    return Prompt(
        heading=f"Your prediction. Story {place} of {total}",
        text="What do you think comes out? Pick one, or several if they come out equal.",
        type=ItemType.MULTIPLE,
        choices=(
            *(Choice(candidate.id, candidate.caption) for candidate in candidates),
            Choice(NOTHING_CLEAR, NO_APPROACH_STANDS_OUT, exclusive=True),
            Choice(SAFETY_FIRST, "Help, or a safety question, comes first", exclusive=True),
        ),
        commands=(Command.HELP, Command.LEAVE),
    )


def ticking(exercise: Exercise) -> Prompt:
    """Which of these reasons count?"""
    reasons = (Choice(reason.id, reason.name) for reason in exercise.reasons)
    return Prompt(
        heading="Your reasons",
        text="Which of these count here, for or against an approach?",
        type=ItemType.MULTIPLE,
        choices=(*reasons, Choice(NONE, "None of these", exclusive=True)),
        commands=(Command.WHY, Command.HELP, Command.LEAVE),
        renamed=((Command.WHY, "the story again"),),
    )


def to_read_on(page: Report, then: str = GO_ON) -> Prompt:
    """A page that waits until it was read. There's no way back from it, so no key is said to go back."""
    return reading([page], then)._replace(
        commands=(Command.HELP, Command.LEAVE), on_enter=Command.MORE, renamed=((Command.MORE, then),)
    )


def going_on() -> Prompt:
    """Time to read, before the next story."""
    return Prompt(
        heading="Before you go on",
        text="Is there time for another story?",
        type=ItemType.CHOICE,
        choices=(Choice(NEXT, "The next story"), Choice(ENOUGH, "That's enough")),
        commands=(Command.HELP, Command.LEAVE),
    )


def class_page(exercise: Exercise, feedback: Feedback) -> Report:
    """What came out, in short, and what to talk about; where safety comes first, help comes before that."""
    suggestion = exercise.suggestion
    said = Paragraph(_right_or_not(feedback), strong=True)
    if not suggestion.conclusions:
        told = (Section("Your prediction", (said,)), *_discussed(exercise))
        return for_a_class(safety_page(suggestion, *told))
    parts = TraceParts(suggestion, ids=False)
    held = [step for step in walk(suggestion).steps if step.judged.holds]
    sections = [Section("What comes out", (*_outcome(suggestion), said))]
    for heading, reasons in (("You found", feedback.found), ("You missed", feedback.missed)):
        added = ((one, [step for step in held if step.judged.rule.id in one.ids]) for one in reasons)
        lines = tuple(f"{one.name}: {parts.effects(*steps)}" for one, steps in added)
        sections += section_unless_empty(heading, [Bullets(lines)] if lines else [])
    wrong = tuple(one.name for one in feedback.wrong)
    sections += section_unless_empty(DOES_NOT_COUNT, [Bullets(wrong)] if wrong else [])
    return for_a_class(page(suggestion, exercise.case.title, (*sections, *_discussed(exercise))))


def _right_or_not(feedback: Feedback) -> str:
    return "Your prediction was right." if feedback.right else "It came out differently than you predicted."


def feedback_page(exercise: Exercise, feedback: Feedback, near: Exercise | None) -> Report:
    """What came out, what was found and what was missed; where safety comes first, help and nothing else."""
    said = _right_or_not(feedback)
    suggestion = exercise.suggestion
    if not suggestion.conclusions:
        predicted = Section("Your prediction", (Paragraph(said),))
        return for_a_class(safety_page(suggestion, predicted, *_answers(suggestion, exercise.case)))
    yours = Paragraph(f"You said: {_predicted(exercise, feedback)}. {said}", strong=True)
    sections = [Section("What comes out", (*_outcome(suggestion), yours))]
    for heading, reasons in (("You found", feedback.found), ("You missed", feedback.missed)):
        sections += section_unless_empty(heading, [_counted(suggestion, one) for one in reasons])
    sections += section_unless_empty(
        DOES_NOT_COUNT, [_not_counted(suggestion, one) for one in feedback.wrong]
    )
    if near and not feedback.right:
        sections.append(Section("A case where you would be right", tuple(_near(exercise, near))))
    whole = Paragraph(f"To see how it came about: cases run {exercise.case.id}")
    sections += [*_answers(suggestion, exercise.case), Section("More", (whole,))]
    return for_a_class(page(suggestion, exercise.case.title, sections))


def for_a_class(page: Report) -> Report:
    """The page with the stamp of teaching above its other stamps."""
    return page._replace(stamps=tuple(dict.fromkeys((TEACHING_STAMP, *page.stamps))))


def _predicted(exercise: Exercise, feedback: Feedback) -> str:
    """A prediction in the words in which it was chosen."""
    choices = prediction(exercise, 1, 1).choices
    return ", ".join(choice.label for choice in choices if choice.code in feedback.predicted)


def _counted(suggestion: Suggestion, reason: ToTick) -> Reason:
    """How a reason argued. What it says of the person's answers stands before it, as its name."""
    argued = (
        f"{weighed.argument.direction.capitalize()} {standing.candidate.short}, {weighed.strength}: "
        f"{without_you(weighed.because) or weighed.because}"
        for standing in suggestion.evaluation.standings
        for weighed in standing.arguments
        if weighed.counted and weighed.rule.id in reason.ids
    )
    return Reason(reason.name, "it counts", tuple(argued))


def _not_counted(suggestion: Suggestion, reason: ToTick) -> Reason:
    """Why a reason does not count: by the rule of it that came nearest to holding."""
    rules = [judged for judged in suggestion.evaluation.rules if judged.rule.id in reason.ids]
    judged = max(rules, key=lambda judged: judged.verdict.truth)
    is_open = judged.verdict.truth is Truth.UNKNOWN
    why = deciding_answers(suggestion, decisive(judged.verdict), ids=False)
    return Reason(
        reason.name, "we don't know: the story doesn't say" if is_open else "it doesn't apply", tuple(why)
    )


def _near(exercise: Exercise, near: Exercise) -> Iterator[Block]:
    if not near.suggestion.conclusions:
        yield Paragraph(f"{near.case.title} ({near.case.id}).")
        return
    items = exercise.suggestion.evaluation.rule_set.item
    differ = other_answers(exercise, near)
    number = capitalized(number_in_words(len(differ)))
    answers_differ = "answer would be" if len(differ) == 1 else "answers would be"
    yield Paragraph(
        f"The nearest one: {near.case.title} ({near.case.id}). {number} {answers_differ} different:"
    )
    answers = near.case.answers
    yield Bullets(
        tuple(
            f"{items[q].label}: {answer_words(items[q], answers[q]) if q in answers else 'no answer'}"
            for q in differ
        )
    )


def score_in_words(score: Score) -> str:
    """The last words of a lesson."""
    if score.cases == 1:
        predictions = (
            "You predicted it right." if score.right else "It came out differently than you predicted."
        )
    else:
        predictions = f"You got {score.right or 'none'} of {score.cases} predictions right."
    reasons = f"Of the reasons that count, you found {score.found} and missed {score.missed}."
    do_not = "doesn't" if score.wrong == 1 else "don't"
    wrong = f"You also ticked {score.wrong} that {do_not} count."
    said = (
        predictions,
        *([reasons] if score.found or score.missed else []),
        *([wrong] if score.wrong else []),
    )
    return " ".join((*(said if score.cases else ()), "Nothing was saved."))


def examples(rule_set: Rules) -> Iterator[Report]:
    """Every worked case, to read out."""
    yield from (case_page(rule_set, case) for case in rule_set.library.cases)
