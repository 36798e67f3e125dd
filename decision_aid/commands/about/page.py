"""What the aid is, whom it is for, and how it was made and tested, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from decision_aid.model.report import Paragraph, Report, Section
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Origin, Rules
from decision_aid.wording.commands import to_type
from decision_aid.wording.help import contacts_on_every_page, help_section
from decision_aid.wording.readability import AIM, HIGHEST_GRADE, Grades, ReadingLevel, reading_level_of
from decision_aid.wording.review import review
from decision_aid.wording.sources import SEEN
from decision_aid.wording.stamps import rule_stamps


def about_page(rule_set: Rules, program: str, level: ReadingLevel) -> Report:
    """What there is to know of a whole rule set; `program` is the version of the program."""
    told = rule_set.library.about
    parts: tuple[tuple[str, Sequence[str]], ...] = (
        ("What the choice is about", told.problem),
        ("The decision", told.decision),
        ("Who it's for", told.meant_for),
        ("When not to use it", told.not_for),
        ("What it can and can't do", told.use),
        ("For clinicians", told.clinicians),
        ("How the rules were made", told.method),
        ("How much of the sources we read", (*_read(rule_set), *told.seen)),
        ("Who wrote the documents", (rule_set.documents_note,)),
        ("Money and interests", (rule_set.interests,)),
        ("Who made it", (f"{', '.join(rule_set.authors)}.", *told.roles, review(rule_set))),
        ("Dates and updates", (*_dates(rule_set), *told.updates)),
        ("How hard it is to read", tuple(_reading(level, rule_set.topic.plain_names))),
        ("How it's tested", tuple(_tested(rule_set))),
        ("Version", tuple(_version(rule_set, program))),
    )
    sections = (Section(heading, tuple(map(Paragraph, said))) for heading, said in parts if said)
    end = help_section(contacts_on_every_page(rule_set))
    return Report(f"About: {rule_set.title}", (*sections, end), rule_stamps(rule_set))


def _read(rule_set: Rules) -> Iterator[str]:
    """How many of the sources were read how far, most first."""
    for seen, count in Counter(source.seen for source in rule_set.sources).most_common():
        yield f"{SEEN.get(seen, seen).rstrip('.')}: {count} of {len(rule_set.sources)} sources."


def _dates(rule_set: Rules) -> Iterator[str]:
    fresh = rule_set.freshness is Freshness.FRESH
    due = "is due on" if fresh else "is overdue: it was due on"
    yield f"Sources last checked on {rule_set.reviewed}. The next check {due} {rule_set.next_review}."
    if not fresh:
        yield "It hasn't been done yet, so take what rests on research with care."


def _reading(level: ReadingLevel, names: Sequence[str]) -> Iterator[str]:
    yield (
        f"The aim is grade {AIM:g}, the year of school in which most people can read it. The limit is grade "
        f"{HIGHEST_GRADE:g}. Half of the {level.texts} texts read at {_grades(level.flesch_kincaid)} "
        f"(Flesch-Kincaid). Half of the {level.pages} long pages read at {_grades(level.smog)} (SMOG)."
    )
    if names:
        yield (
            f"In these figures, names with no plainer word, like {names[0]}, count as one syllable. As "
            f"people say them, half of the texts read at {_grades(level.flesch_kincaid_with_names)}. Half of "
            f"the long pages then read at {_grades(level.smog_with_names)}."
        )


def _grades(of: Grades) -> str:
    return f"grade {of.median} or below, the hardest at {of.worst}"


def _tested(rule_set: Rules) -> Iterator[str]:
    check = to_type(rule_set, "rules check")
    yield (
        f"Each of {len(rule_set.library.cases)} worked cases has to come out as it says. For every way to "
        f"answer, it's proved that safety comes first. To run both yourself: {check}."
    )
    untried = "None of that shows whether it helps people. No one has tried that yet."
    rated = "To see how we rate it against a standard for decision aids: decision-aid about --standard."
    yield f"{untried} {rated}" if rule_set.origin is Origin.SHIPPED else untried


def _version(rule_set: Rules, program: str) -> Iterator[str]:
    yield f"Program {program}. Rule set {rule_set.id} {rule_set.version}."
    yield f"Hash of the rule set: {rule_set.hash}"


def examples(rule_set: Rules) -> Iterator[Report]:
    """The page about a rule set, with no figures of its reading level: those are what it is measured for."""
    yield about_page(rule_set, "0", reading_level_of(()))
