"""A lesson is held over any way of asking, and whoever learns may be in danger, too."""

from __future__ import annotations

from decision_aid.commands.cases.find import SAFETY_FIRST, exercise_in
from decision_aid.commands.cases.teaching import Teaching
from decision_aid.interviewing.replies import Heard
from decision_aid.model.rules import Rules
from decision_aid.wording.prompt import Command
from tests.interviewing.scripted import Scripted


def test_words_of_danger_are_met_and_the_same_is_asked_again(shipped: Rules) -> None:
    one = next(exercise_in(shipped, case) for case in shipped.library.cases if case.id == "a-plan-to-die")
    kinds = tuple(kind for kind in shipped.words_of_danger.kinds if kind.id == "suicide")
    learner = Scripted([Heard(kinds), (SAFETY_FIRST,), Command.BACK])
    score = Teaching([one], [one], learner, shipped).run()
    assert "Call or text 988" in learner.told[1]
    assert "What you wrote may be about death" in " ".join(learner.told[1].split())
    assert learner.asked[0] == learner.asked[1]
    assert (score.cases, score.right) == (1, 1)
