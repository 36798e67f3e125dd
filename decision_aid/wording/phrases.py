"""The phrases that change with who is reading: a person, a clinician or a class.

Belongs here: short phrases that several pages use. Does not: the sentences around them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import CLINICIAN, PERSON, SOMEONE_ELSE, TEACHING


class Phrases(NamedTuple):
    """The phrases for one kind of reader. `{provider}` stands for whom the rule set says to ask.

    `specialist_first` and `to_raise` come before the names of approaches where there are many referrals at
    once. From `result` on they are the card's. `to_you` comes before what can only be said to the person.
    """

    said: str
    answers: str
    wishes: str
    fits: str
    fits_not: str
    situation: str
    questions: str
    referral: str
    more_referrals: str
    matters: str
    own_view: str
    also_said: str
    bring_it_up: str
    decides: str
    specialist_first: str
    to_raise: str
    raise_it: str
    result: str
    wants: str
    to_you: str
    ask_first: str
    ask: str
    not_advice: str
    struggling: str


MORE: Final = "Also worth talking about"

_TO_A_PERSON = Phrases(
    said="You said",
    answers="your answers",
    wishes="what you said you want",
    fits="you want this",
    fits_not="not what you want",
    situation="your situation",
    questions="Three questions to take to {provider}",
    referral="First, talk with a professional",
    more_referrals=MORE,
    matters="What matters to you",
    own_view="Your own view",
    also_said="You also said",
    bring_it_up="Bring this up with {provider}. It didn't affect the result.",
    decides="is yours to say",
    specialist_first="Several of your answers call for special care: a specialist or a team comes first.",
    to_raise="There, ask about",
    raise_it="Ask about",
    result="Your result",
    wants="You want",
    to_you="",
    ask_first="ask first",
    ask="Ask {provider}",
    not_advice="This isn't medical advice or a diagnosis.",
    struggling="Struggling right now?",
)

PHRASES = {
    PERSON: _TO_A_PERSON,
    SOMEONE_ELSE: _TO_A_PERSON,
    CLINICIAN: Phrases(
        said="Answer",
        answers="the client's answers",
        wishes="what the client wants",
        fits="the client wants this",
        fits_not="not what the client wants",
        situation="the client's situation",
        questions="Three questions the client could ask",
        referral="Before anything else",
        more_referrals="Other referrals",
        matters="What matters to the client",
        own_view="The client's own view",
        also_said="The client also said",
        bring_it_up="It didn't affect the result.",
        decides="is the client's to say",
        specialist_first="With this many referrals at once, a specialist or a team comes first.",
        to_raise="There, discuss",
        raise_it="Discuss",
        result="The result for this client",
        wants="The client wants",
        to_you="To the client: ",
        ask_first="suggested first",
        ask="The client could ask",
        not_advice="Decision support, not a diagnosis.",
        struggling="In a crisis:",
    ),
    TEACHING: Phrases(
        said="Answer",
        answers="the answers in this example",
        wishes="what the person wants",
        fits="wanted here",
        fits_not="not wanted here",
        situation="the person's situation",
        questions="Three questions the person in the example could ask",
        referral="First, a professional",
        more_referrals=MORE,
        matters="What matters in this example",
        own_view="The person's own view",
        also_said="The person also said",
        bring_it_up="It didn't affect the result.",
        decides="is the person's to say",
        specialist_first="These answers call for special care, so a specialist or a team comes first.",
        to_raise="There, discuss",
        raise_it="Discuss",
        result="The result in this example",
        wants="The person wants",
        to_you="To the person: ",
        ask_first="suggested first",
        ask="A question to ask",
        not_advice="This isn't medical advice.",
        struggling="In a crisis:",
    ),
}


_YOU: Final = re.compile(r"\byou", re.IGNORECASE)


def told_of(suggestion: Suggestion, text: str, about: str = "") -> str:
    """A text that may say *you*, for whoever reads.

    To others than the person, `about` (unless it stands before the text already) says the same as the
    sentences that speak to them.
    """
    to_you = phrases_for(suggestion).to_you
    if not to_you or not _YOU.search(text):
        return text
    rest = without_you(text)
    return ": ".join(filter(None, (about, rest))) if rest else f"{to_you}{text}"


def without_you(text: str) -> str:
    """The sentences of a text that do not speak to the person."""
    return " ".join(sentence for sentence in re.split(r"(?<=[.?!]) ", text) if not _YOU.search(sentence))


def phrases_for(suggestion: Suggestion) -> Phrases:
    """The phrases for whoever reads this suggestion."""
    evaluation = suggestion.evaluation
    return _phrases(evaluation.answers.setting, evaluation.rule_set.topic.provider)


def title_for(suggestion: Suggestion) -> str:
    """The title of a page that shows a result: to a clinician, the name of the aid alone."""
    rules = suggestion.evaluation.rule_set
    for_clinician = suggestion.evaluation.answers.setting == CLINICIAN
    return rules.topic.aid if for_clinician else rules.title


@cache
def _phrases(setting: str, provider: str) -> Phrases:
    return Phrases(*(phrase.replace("{provider}", provider) for phrase in PHRASES[setting]))
