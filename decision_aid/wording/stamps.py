"""What kind of page this is: the stamps above it, and the disclaimer and versions below it.

Belongs here: the lines that pages carry whatever they say. Does not: help (`help`), what must be read
first (`safety`), and what the page is about.
"""

from __future__ import annotations

from typing import Final

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import TEACHING
from decision_aid.model.lens import Lens
from decision_aid.model.report import Paragraph, Section
from decision_aid.model.rules import Origin, Rules
from decision_aid.wording.kept import age_stamp
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.review import day_stamp, review, review_in_short

ABOUT: Final = "About this page"
"""The heading of the last section of a page."""

TEACHING_STAMP: Final = "Example for teaching. This isn't about a real person."

_ORIGIN_STAMPS = {
    Origin.OWN: "Not the rules that come with this program, but another rule set: {title}.",
    Origin.DRAFT: "Draft. These rules haven't been shown to be safe. This page is only for their authors.",
}


def stamps(suggestion: Suggestion) -> tuple[str, ...]:
    """The lines above a page about a sheet: for teaching, old answers, another lens, other rules or day."""
    evaluation = suggestion.evaluation
    above = teaching_stamp(suggestion) + age_stamp(suggestion)
    return above + rule_stamps(evaluation.rule_set, evaluation.lens)


def rule_stamps(rule_set: Rules, lens: Lens = Lens.CHECKED) -> tuple[str, ...]:
    """The lines above a page about no sheet: for another lens, other rules, another day."""
    return _lens_stamp(rule_set, lens) + _origin_stamp(rule_set) + day_stamp(rule_set)


def teaching_stamp(suggestion: Suggestion) -> tuple[str, ...]:
    """The one stamp that comes before help: nobody has to worry about an example."""
    return (TEACHING_STAMP,) if suggestion.evaluation.answers.setting == TEACHING else ()


def stamps_below_help(suggestion: Suggestion) -> tuple[str, ...]:
    """Old answers, lens and day for a page that starts with help; `disclaimer` says whose rules they are."""
    evaluation = suggestion.evaluation
    lens = _lens_stamp(evaluation.rule_set, evaluation.lens)
    return age_stamp(suggestion) + lens + day_stamp(evaluation.rule_set)


def disclaimer(suggestion: Suggestion) -> str:
    """What the page is not, whether a clinician has signed it off, and whether other rules made it."""
    rule_set = suggestion.evaluation.rule_set
    words = rule_set.disclaimer.to(suggestion.evaluation.answers.setting)
    return " ".join((words, review(rule_set), *_origin_stamp(rule_set)))


def short_disclaimer(suggestion: Suggestion) -> str:
    """The rest of it below stamps, and a card that says what it is not and that nobody has signed it off."""
    rule_set = suggestion.evaluation.rule_set
    words = rule_set.disclaimer.to(suggestion.evaluation.answers.setting)
    words = words.removeprefix(phrases_for(suggestion).not_advice).lstrip()
    said = review(rule_set)
    return words if said == review_in_short(rule_set) else f"{words} {said}"


def rule_set_version(rule_set: Rules) -> str:
    """Which rules made a page, and their dates."""
    dates = f"checked {rule_set.reviewed}, next check {rule_set.next_review}"
    return f"Rule set {rule_set.id} {rule_set.version}, sources {dates}."


def about_this_page(*texts: str) -> Section:
    """The last section of a page: what it is not, and how it was made."""
    return Section(ABOUT, tuple(map(Paragraph, texts)))


def _lens_stamp(rule_set: Rules, lens: Lens) -> tuple[str, ...]:
    topic = rule_set.topic
    match lens:
        case Lens.DOCUMENTS:
            return (f"Lens: documents. This takes {topic.documents} at their word, whatever research says.",)
        case Lens.RESEARCH:
            local = " Local reasons don't." if rule_set.has_local_rules else ""
            return (f"Lens: research. This leaves out what only {topic.says}. Wishes still count.{local}",)
        case Lens.CHECKED:
            return ()


def _origin_stamp(rule_set: Rules) -> tuple[str, ...]:
    stamp = _ORIGIN_STAMPS.get(rule_set.origin)
    return (stamp.format(title=rule_set.title),) if stamp else ()
