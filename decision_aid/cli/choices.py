"""What was decided, from `--decision` and `--reason`, or from the file of answers.

A reason never comes from the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from decision_aid.cli.reasons import reason_given
from decision_aid.model.choice import Choice
from decision_aid.model.problems import DecisionAidError, refuse_unknown

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion

ASK = "Why was this decided? One line; Enter alone for no reason.\n> "

SAFETY_FIRST = (
    "No decision is recorded here: safety comes first on this sheet, so nothing is suggested that could be "
    "accepted or overridden. Once that is seen to, answer the questions again."
)


def choice_meant(
    suggestion: Suggestion,
    kept: Choice | None,
    decisions: Sequence[str],
    reason: str | None,
    input_is_read: bool,
) -> Choice | None:
    """What was decided, by ids of candidates; None where nothing was. Raises `DecisionAidError`.

    `decisions` win over what was `kept` with the answers, which counts only where safety does not come first.
    `reason` is `-` for standard input; without it, the reason is asked for where there is a terminal. With
    `input_is_read`, answers came from there, and it can be read once.
    """
    from decision_aid.loading.files import STANDARD_INPUT

    if reason is not None and reason != STANDARD_INPUT:
        raise DecisionAidError(
            "--reason takes nothing but -, and then reads standard input: shells keep what is typed on the "
            "command line. On a terminal, leave --reason out, and you'll be asked."
        )
    if reason and not decisions:
        raise DecisionAidError("--reason goes with --decision. Name what was decided as well.")
    if not decisions:
        if kept is None or not suggestion.evaluation.safe:
            return None
        return kept._replace(reason=_checked(suggestion, kept.reason))
    if not suggestion.evaluation.safe:
        raise DecisionAidError(SAFETY_FIRST)
    candidates = suggestion.evaluation.rule_set.candidate
    refuse_unknown("candidate", decisions, candidates)
    if reason and input_is_read:
        raise DecisionAidError("Standard input can be read once. Give the answers as a file.")
    words = reason_given(reason, ASK, input_is_read=input_is_read)
    return Choice(tuple(dict.fromkeys(decisions)), _checked(suggestion, words))


def _checked(suggestion: Suggestion, text: str) -> str:
    """The reason on one line. Where it may tell of danger, help is shown, and the reason stays."""
    from decision_aid.cli.output import show_beside
    from decision_aid.engine.hearing import kinds_heard
    from decision_aid.engine.questionnaire import objection_to_words
    from decision_aid.wording.help import help_for_words

    words = " ".join(text.split())
    if words and (objection := objection_to_words(words)):
        raise DecisionAidError(f"The reason {objection}.")
    evaluation = suggestion.evaluation
    if words and (kinds := kinds_heard(evaluation.rule_set.words_of_danger, words)):
        show_beside(help_for_words(evaluation.rule_set, kinds, evaluation.answers.setting))
    return words
