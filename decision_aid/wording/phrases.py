"""The phrases that change with who is reading: a person, a clinician or a class.

Belongs here: short phrases that several pages use. Does not: the sentences around them.
"""

from __future__ import annotations

from typing import NamedTuple

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import CLINICIAN, PERSON, SOMEONE_ELSE, TEACHING


class Phrases(NamedTuple):
    """The phrases for one kind of reader.

    `one_first` follows the name of the one favored approach. `several_first` follows the names of two or
    more; its `{all}` is *both*, *all three* and so on. `specialist_first` and `to_raise` take their place,
    and that of the `heading`, where there are many referrals at once.
    """

    said: str
    answers: str
    wishes: str
    fits: str
    fits_not: str
    one_first: str
    several_first: str
    heading: str
    questions: str
    referral: str
    matters: str
    own: str
    decides: str
    specialist_first: str
    to_raise: str


_TO_A_PERSON = Phrases(
    said="You said",
    answers="your answers",
    wishes="what you wish for",
    fits="fits your wish",
    fits_not="does not fit your wish",
    one_first="It is the first approach to ask about.",
    several_first="{all} are approaches to ask about.",
    heading="Approaches to ask about",
    questions="Three questions to take to a therapist",
    referral="First, talk with a professional",
    matters="What matters to you",
    own="your own",
    decides="is yours to say",
    specialist_first="Several of your answers call for special care, so a specialist or a team comes first.",
    to_raise="To raise with a specialist or a team",
)

PHRASES = {
    PERSON: _TO_A_PERSON,
    SOMEONE_ELSE: _TO_A_PERSON,
    CLINICIAN: Phrases(
        said="Answer",
        answers="the client's answers",
        wishes="what the client wishes for",
        fits="fits the client's wish",
        fits_not="does not fit the client's wish",
        one_first="The rules suggest it first.",
        several_first="The rules suggest {all}.",
        heading="What the rules suggest",
        questions="Three questions the client could ask",
        referral="Before anything else",
        matters="What matters to the client",
        own="the client's own",
        decides="is the client's to say",
        specialist_first="With this many referrals at once, a specialist or a team comes first.",
        to_raise="To raise with a specialist or a team",
    ),
    TEACHING: Phrases(
        said="Answer",
        answers="the answers in this example",
        wishes="what the person in the example wishes for",
        fits="fits the wish in this example",
        fits_not="does not fit the wish in this example",
        one_first="The rules suggest it first.",
        several_first="The rules suggest {all}.",
        heading="What the rules suggest in this example",
        questions="Three questions the person in the example could ask",
        referral="First, a professional",
        matters="What matters in this example",
        own="the person's own",
        decides="is the person's to say",
        specialist_first="These answers call for special care, so a specialist or a team comes first.",
        to_raise="To raise with a specialist or a team",
    ),
}


def phrases_for(suggestion: Suggestion) -> Phrases:
    """The phrases for whoever reads this suggestion."""
    return PHRASES[suggestion.evaluation.answers.setting]
