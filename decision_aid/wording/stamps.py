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
from decision_aid.wording.review import review

TEACHING_STAMP: Final = "Example for teaching. This isn't about a real person."

_LENS_STAMPS = {
    Lens.DOCUMENTS: "Lens: documents. This takes the two web pages at their word, whatever research says.",
    Lens.RESEARCH: "Lens: research. This leaves out what only therapists say. Wishes still count.",
}

_ORIGIN_STAMPS = {
    Origin.OWN: "Not the rules that come with this program, but another rule set.",
    Origin.DRAFT: "Draft. These rules haven't been shown to be safe. This page is only for their authors.",
}


def stamps(suggestion: Suggestion) -> tuple[str, ...]:
    """The lines above a page about a sheet: for teaching, another lens, other rules, another day."""
    evaluation = suggestion.evaluation
    return teaching_stamp(suggestion) + rule_stamps(evaluation.rule_set, evaluation.lens)


def rule_stamps(rule_set: Rules, lens: Lens = Lens.CHECKED) -> tuple[str, ...]:
    """The lines above a page about no sheet: for another lens, other rules, another day."""
    return _lens_stamp(lens, rule_set) + _origin_stamp(rule_set) + day_stamp(rule_set)


def day_stamp(rule_set: Rules) -> tuple[str, ...]:
    """The line that names the day which was asked for; no line when none was."""
    return (f"As of {rule_set.as_of}.",) if rule_set.as_of else ()


def teaching_stamp(suggestion: Suggestion) -> tuple[str, ...]:
    """The one stamp that comes before help: nobody has to worry about an example."""
    return (TEACHING_STAMP,) if suggestion.evaluation.answers.setting == TEACHING else ()


def stamps_below_help(suggestion: Suggestion) -> tuple[str, ...]:
    """Lens and day for a page that starts with help; `disclaimer` says whose rules they are."""
    evaluation = suggestion.evaluation
    return _lens_stamp(evaluation.lens, evaluation.rule_set) + day_stamp(evaluation.rule_set)


def disclaimer(suggestion: Suggestion) -> str:
    """What the page is not, whether a clinician has signed it off, and whether other rules made it."""
    rule_set = suggestion.evaluation.rule_set
    words = rule_set.disclaimer.to(suggestion.evaluation.answers.setting)
    return " ".join((words, review(rule_set), *_origin_stamp(rule_set)))


def rule_set_version(rule_set: Rules) -> str:
    """Which rules made a page, and their dates."""
    dates = f"reviewed {rule_set.reviewed}, next review {rule_set.next_review}"
    return f"Rule set {rule_set.id} {rule_set.version}, {dates}."


def about_this_page(*texts: str) -> Section:
    """The last section of a page: what it is not, and how it was made."""
    return Section("About this page", tuple(map(Paragraph, texts)))


def _lens_stamp(lens: Lens, rule_set: Rules) -> tuple[str, ...]:
    if lens is Lens.RESEARCH and rule_set.has_local_rules:
        return (f"{_LENS_STAMPS[lens]} Local reasons don't.",)
    return (_LENS_STAMPS[lens],) if lens in _LENS_STAMPS else ()


def _origin_stamp(rule_set: Rules) -> tuple[str, ...]:
    return (_ORIGIN_STAMPS[rule_set.origin],) if rule_set.origin in _ORIGIN_STAMPS else ()
