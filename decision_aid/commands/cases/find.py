"""Worked cases: those that were asked for, and each as an exercise to predict and to mark.

Belongs here: choosing and marking, always in the same way. Does not: words (`page`), and asking (`teaching`).
Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from zlib import crc32

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.conditions import AllOf, AnyOf, Condition, Not, questions_in
from decision_aid.model.library import Case, Lesson
from decision_aid.model.problems import refuse_unknown
from decision_aid.model.rules import Purpose, Rule, Rules
from decision_aid.wording.commands import to_type

SAFETY_FIRST: Final = "safety-first"
"""The prediction that help, or an open safety question, comes before any suggestion."""

NOTHING_CLEAR: Final = "nothing-clear"
"""The prediction that no approach stands out."""


STATUSES: Final = {str(status).replace("_", "-"): str(status) for status in Status}
"""How a case comes out, as it is typed at the command."""


class Filter(NamedTuple):
    """Which cases are asked for; what is left out asks for nothing. `words` are looked for in the story."""

    outcome: str | None = None
    approach: str | None = None
    gate: str | None = None
    words: str | None = None


class ToTick(NamedTuple):
    """A reason to tick: all rules of a theme that look for the same in a story, by the name of the first.

    Nobody who reads the story can tell them apart: they differ in what they argue, or in what keeps them from
    it.
    """

    rules: tuple[Rule, ...]

    @property
    def id(self) -> str:
        """The id of its first rule."""
        return self.rules[0].id

    @property
    def name(self) -> str:
        """The name of its first rule."""
        return self.rules[0].name

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its rules."""
        return frozenset(rule.id for rule in self.rules)


class Exercise(NamedTuple):
    """A case to think about. `right` is what a learner should predict: candidates, or one of the words above.

    `reasons` are there to be ticked: those that count, the ids of which are in `counted`, and as many
    that do not. There are none where safety comes first. A lesson may say what to `discuss` afterwards.
    """

    case: Case
    suggestion: Suggestion
    right: frozenset[str]
    reasons: tuple[ToTick, ...]
    counted: frozenset[str]
    discuss: tuple[str, ...] = ()


class Feedback(NamedTuple):
    """How a learner did: the prediction, and the reasons found, missed, and wrongly ticked."""

    predicted: frozenset[str]
    right: bool
    found: tuple[ToTick, ...]
    missed: tuple[ToTick, ...]
    wrong: tuple[ToTick, ...]


class Score(NamedTuple):
    """The sum over several cases."""

    cases: int = 0
    right: int = 0
    found: int = 0
    missed: int = 0
    wrong: int = 0

    def with_one(self, feedback: Feedback) -> Score:
        """The score after one case more."""
        reasons = len(feedback.found), len(feedback.missed), len(feedback.wrong)
        more = (1, int(feedback.right), *reasons)
        return Score(*(here + there for here, there in zip(self, more, strict=True)))


def cases_named(rule_set: Rules, ids: Sequence[str]) -> tuple[Case, ...]:
    """The cases with these ids, in this order; all of them when none is named. Raises `DecisionAidError`."""
    by_id = {case.id: case for case in rule_set.library.cases}
    refuse_unknown("case", ids, by_id, to_type(rule_set, "cases list --all"))
    return tuple(by_id[id] for id in ids) or rule_set.library.cases


def lesson_named(rule_set: Rules, id: str) -> Lesson:
    """The lesson of worked cases with this id. Raises `DecisionAidError` when there is none."""
    by_id = {lesson.id: lesson for lesson in rule_set.library.lessons_of_cases}
    refuse_unknown("lesson", [id], by_id)
    return by_id[id]


def exercises_of(rule_set: Rules, lesson: Lesson) -> tuple[Exercise, ...]:
    """The exercises of a lesson, each with what to discuss."""
    cases = cases_named(rule_set, [one.case for one in lesson.cases])
    return tuple(
        exercise_in(rule_set, case)._replace(discuss=one.discuss)
        for case, one in zip(cases, lesson.cases, strict=True)
    )


def cases_asked_for(rule_set: Rules, asked: Filter) -> tuple[Case, ...]:
    """The cases that fit all that is asked for. Raises `DecisionAidError` for an unknown id or word."""
    outcome = asked.outcome.replace("_", "-") if asked.outcome else None
    gates = [gate.id for gate in rule_set.gates]
    for kind, name, known, all_of_them in (
        ("outcome", outcome, STATUSES, ""),
        ("approach", asked.approach, rule_set.candidate, ""),
        ("safety gate", asked.gate, gates, to_type(rule_set, "rules list")),
    ):
        refuse_unknown(kind, [name] if name else [], known, all_of_them)
    words = asked.words.casefold() if asked.words else ""
    return tuple(
        case
        for case in rule_set.library.cases
        if outcome is None or case.status == STATUSES[outcome]
        if asked.gate is None or asked.gate in case.gates
        if asked.approach is None or any(asked.approach in one.favored for one in case.decisions.values())
        if words in f"{case.id} {case.title} {case.story}".casefold()
    )


def exercise_in(rule_set: Rules, case: Case) -> Exercise:
    """The exercise in a case of the rule set."""
    suggestion = suggest(evaluate(rule_set, case.answers))
    if not suggestion.conclusions:
        return Exercise(case, suggestion, frozenset({SAFETY_FIRST}), (), frozenset())
    main = suggestion.conclusions[0]
    counting = {w.rule.id for standing in main.standings for w in standing.arguments if w.counted}
    candidates = {candidate.id for candidate in main.decision.candidates}
    arguing = [
        reason
        for reason in _to_tick(judged.rule for judged in suggestion.evaluation.rules)
        if any(a.candidate in candidates for rule in reason.rules for a in rule.arguments)
    ]
    counted = frozenset(reason.id for reason in arguing if reason.ids & counting)
    others = [reason for reason in arguing if _could_be_taken_for_true(reason, suggestion)]
    beside = {reason.id for reason in _spread(others, max(3, len(counted)), crc32(case.id.encode()))}
    reasons = tuple(reason for reason in arguing if reason.id in counted | beside)
    return Exercise(case, suggestion, frozenset(main.favored or {NOTHING_CLEAR}), reasons, counted)


def _to_tick(rules: Iterable[Rule]) -> list[ToTick]:
    """The rules as a reader of a story can tell them apart: by their theme, and by what they look for."""
    alike: dict[tuple[str, Condition | None], list[Rule]] = {}
    for rule in rules:
        alike.setdefault((rule.theme, looked_for(rule.when)), []).append(rule)
    return [ToTick(tuple(same)) for same in alike.values()]


def looked_for(condition: Condition) -> Condition | None:
    """What has to be in the story for a condition to hold, without what must not be in it."""
    match condition:
        case Not():
            return None
        case AllOf(parts) | AnyOf(parts):
            wanted = tuple(part for part in map(looked_for, parts) if part is not None)
            return wanted[0] if len(wanted) == 1 else type(condition)(wanted) if wanted else None
        case test:
            return test


def _could_be_taken_for_true(reason: ToTick, suggestion: Suggestion) -> bool:
    """Whether a reason isn't true in the story, though it could be about this person.

    The answers about safety a story tells in one breath: a reason that reads those is no question for anyone,
    such as a birth for every man.
    """
    answers, items = suggestion.evaluation.answers, suggestion.evaluation.rule_set.item
    for rule in reason.rules:
        wanted = looked_for(rule.when)
        if wanted is None or judge(wanted, answers).truth is Truth.TRUE:
            return False
        if any(items[question].purpose is Purpose.SAFETY for question in questions_in(wanted)):
            return False
    return True


def _spread(reasons: Sequence[ToTick], number: int, start: int) -> list[ToTick]:
    """Some of the reasons, from all over the list; which ones hangs on `start`."""
    number = min(number, len(reasons))
    return [reasons[(start + place * len(reasons) // number) % len(reasons)] for place in range(number)]


def feedback_on(exercise: Exercise, predicted: Iterable[str], ticked: Iterable[str]) -> Feedback:
    """How right a prediction is, and the ids of the reasons that were ticked."""
    chosen, wanted = set(ticked), frozenset(predicted)
    return Feedback(
        wanted,
        exercise.right == wanted,
        tuple(reason for reason in exercise.reasons if reason.id in chosen & exercise.counted),
        tuple(reason for reason in exercise.reasons if reason.id in exercise.counted - chosen),
        tuple(reason for reason in exercise.reasons if reason.id in chosen - exercise.counted),
    )


def nearest(exercise: Exercise, predicted: Iterable[str], others: Iterable[Exercise]) -> Exercise | None:
    """The case with the fewest other answers for which the prediction would be right."""
    wanted = frozenset(predicted)
    fitting = [other for other in others if other.right == wanted and other.case.id != exercise.case.id]
    return min(fitting, key=lambda other: len(other_answers(exercise, other)), default=None)


def other_answers(exercise: Exercise, other: Exercise) -> tuple[str, ...]:
    """The questions that two cases answer otherwise, in the order of asking."""
    one, two = exercise.case.answers, other.case.answers
    return tuple(q for q in exercise.suggestion.evaluation.rule_set.item if one.get(q) != two.get(q))
