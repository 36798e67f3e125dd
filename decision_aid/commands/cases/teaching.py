"""Teaching over any way of asking: a story, a prediction, the reasons, and what came out."""

from __future__ import annotations

from collections.abc import Sequence

from decision_aid.commands.cases import page as cases
from decision_aid.commands.cases.find import Exercise, Score, feedback_on, nearest
from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.safe_asker import Left, SafeAsker
from decision_aid.model.answers import Value
from decision_aid.model.library import Lesson
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.wording.prompt import Command


class Teaching:
    """Some exercises in a row, or those of a `lesson`.

    `every` are all cases, to find a near one in. A page stands alone on the screen, in parts that fit, until
    somebody goes on.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise],
        every: Sequence[Exercise],
        asker: Asker,
        rule_set: Rules,
        lesson: Lesson | None = None,
    ) -> None:
        self._exercises, self._every, self._lesson = exercises, every, lesson
        self._asker = SafeAsker(asker, rule_set)

    def run(self) -> Score:
        """Go through the exercises, as far as the learner likes; the score is told, and not kept."""
        score = Score()
        try:
            if self._lesson:
                self._read(cases.opening_page(self._lesson))
            for place, exercise in enumerate(self._exercises, 1):
                score = self._one(exercise, place, score)
                if place < len(self._exercises) and not self._goes_on():
                    break
            if self._lesson:
                self._read(cases.end_page(self._lesson))
        except Left:
            pass
        except KeyboardInterrupt:
            self._asker.tell("\n" + cases.score_in_words(score))
            raise
        self._asker.tell(cases.score_in_words(score))
        return score

    def _one(self, exercise: Exercise, place: int, score: Score) -> Score:
        story = cases.story_page(exercise.case, place, len(self._exercises))
        self._asker.show_alone(story)
        predicted = _several(self._asker.ask(cases.prediction(exercise, place, len(self._exercises))))
        ticked = self._reasons(exercise, story) if exercise.reasons else ()
        feedback = feedback_on(exercise, predicted, ticked)
        if self._lesson:
            self._read(cases.class_page(exercise, feedback))
        else:
            self._read(cases.feedback_page(exercise, feedback, nearest(exercise, predicted, self._every)))
        return score.with_one(feedback)

    def _goes_on(self) -> bool:
        """Whether there is time for another story; a lesson has time for its own."""
        return self._lesson is not None or self._asker.ask(cases.going_on()) != cases.ENOUGH

    def _read(self, page: Report) -> None:
        self._asker.ask(cases.to_read_on(page))

    def _reasons(self, exercise: Exercise, story: Report) -> tuple[str, ...]:
        """The reasons that are ticked. The story may have scrolled away: `?` shows it."""
        prompt = cases.ticking(exercise)
        while (reply := self._asker.ask(prompt)) is Command.WHY:
            self._asker.ask(cases.to_read_on(story, cases.TO_THE_REASONS))
        return _several(reply)


def _several(reply: Value | Command) -> tuple[str, ...]:
    """A reply as the codes of what was chosen."""
    return reply if isinstance(reply, tuple) else (str(reply),)
