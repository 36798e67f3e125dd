"""A lesson is held over any way of asking, and whoever learns may be in danger, too."""

from __future__ import annotations

from decision_aid.commands.cases.find import SAFETY_FIRST, exercise_in
from decision_aid.commands.cases.lesson import Lesson
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.wording.help import with_numbers
from decision_aid.wording.prompts import Command
from tests.interviewing.scripted import Scripted

CARD = "The crisis card"


def test_words_of_danger_are_met_and_the_same_is_asked_again(shipped: Rules) -> None:
    one = next(exercise_in(shipped, case) for case in shipped.library.cases if case.id == "a-plan-to-die")
    learner, pages = Scripted([Command.DANGER, (SAFETY_FIRST,)]), list[Report]()
    score = Lesson([one], [one], learner, CARD, pages.append).run()
    assert shipped.words_of_danger.note
    assert learner.told[:2] == [with_numbers(shipped, shipped.words_of_danger.note.message.plain), CARD]
    assert learner.asked[0] == learner.asked[1]
    assert (score.cases, score.right) == (1, 1)
