"""Every text that somebody reads, and how hard all of them are.

What is read at one time is a unit: a question with its help and its why, a gate's message, a rule's reason
with its note; on a page, a paragraph, an entry of a list, a reason with the lines under it, or a cell of
a table. None are lines that cite a source or an answer in brackets, and the names of contacts, sources and
documents. What else is no running text, and how short is too short: see `readability`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from decision_aid.checking.checks.readability import texts
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING
from decision_aid.model.deliberation import Deliberation
from decision_aid.model.lens import Lens
from decision_aid.model.report import (
    NEITHER,
    Block,
    Boxes,
    Bullets,
    Labeled,
    Panel,
    Paragraph,
    Reason,
    Report,
    Share,
    Table,
)
from decision_aid.model.review_dates import read_on
from decision_aid.model.rules import Rules
from decision_aid.wording.deliberation import (
    SEEMS_READY,
    WHAT_HELPS,
    before_values,
    changed,
    leaning,
    readiness,
    sureness,
    which_options,
    worksheet_offer,
)
from decision_aid.wording.help import all_contacts, crisis_card, with_numbers
from decision_aid.wording.prompt import Prompt
from decision_aid.wording.prompts import (
    NOTHING_HANGS_ON_IT,
    back_again,
    farewell,
    keep_or_not,
    kept_in,
    opening,
    review,
    safety_skipped,
)
from decision_aid.wording.readability import ReadingLevel, reading_level_of
from decision_aid.wording.result import report

Page = tuple[str, ...]
"""The texts on one page, in order."""

Examples = Iterable[Callable[[Rules], Iterator[Report]]]
"""What makes pages of a rule set, for each command that has some to read."""


def reading_level(rule_set: Rules, examples: Examples) -> ReadingLevel:
    """How hard a whole rule set is to read, with the pages and prompts that are made of it.

    `examples` make the pages of commands.

    It is read as on the day of its review, so that the figures stay the same until it is changed.
    """
    pages = everything(read_on(rule_set, rule_set.reviewed), examples)
    return reading_level_of(pages, rule_set.plain_names)


def everything(rule_set: Rules, examples: Examples) -> Iterator[Page]:
    """All that somebody reads before, in and after the questions.

    Pages that explain a single sheet are left out: the short lines of their sums would flatter the figures.
    """
    yield from in_files(rule_set)
    yield from on_pages(pages_of_results(rule_set))
    for of_a_command in examples:
        yield from on_pages(of_a_command(rule_set))
    yield (*in_prompts(prompts_of_the_interview(rule_set)), *told_between_questions(rule_set))


def in_files(rule_set: Rules) -> Iterator[Page]:
    """The texts of each file of a rule set."""
    for _, found in groupby(texts(rule_set), lambda each: each[2].file):
        yield tuple(with_numbers(rule_set, text) for _, text, _, _ in found)


def pages_of_results(rule_set: Rules) -> Iterator[Report]:
    """What the interview shows before the questions, help, and the result of every case by every lens."""
    yield from (opening(rule_set, len(rule_set.items)), crisis_card(rule_set), all_contacts(rule_set))
    for case in rule_set.library.cases:
        for lens in Lens:
            yield report(suggest(evaluate(rule_set, case.answers, lens)))


def prompts_of_the_interview(rule_set: Rules) -> Iterator[Prompt]:
    """What the interview asks about itself, and about one's own view; its questions stand in a file."""
    yield from (review({}, {}), which_options({}), sureness(PERSON), worksheet_offer())
    yield changed({}, Deliberation())
    for setting in (PERSON, CLINICIAN, TEACHING):
        yield from (leaning({}, setting), readiness(setting))
    yield keep_or_not()
    yield from (safety_skipped(rule_set, item) for item in rule_set.items)


def told_between_questions(rule_set: Rules) -> Page:
    """What the interview tells between its questions."""
    helping = (said for text in (SEEMS_READY, *WHAT_HELPS.values()) for said in text if said)
    return (
        before_values(),
        farewell(rule_set, kept=False),
        back_again(afresh=True),
        kept_in(rule_set, ""),
        NOTHING_HANGS_ON_IT,
        *helping,
    )


def on_pages(pages: Iterable[Report]) -> Iterator[Page]:
    """The texts of each page."""
    for page in pages:
        blocks = (block for section in page.sections for block in section.blocks)
        yield (*page.stamps, *(text for block in blocks for text in _texts(block)))


def in_prompts(prompts: Iterable[Prompt]) -> Page:
    """The texts of prompts."""
    return tuple(
        text
        for prompt in prompts
        for text in (prompt.heading, prompt.text, prompt.help or "", *(c.label for c in prompt.choices))
    )


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Share():
            yield block.text
        case Bullets() | Boxes():
            yield from block.entries
        case Panel():
            yield block.text
        case Labeled() if block.text.endswith((".", "?", "”")):  # else a list of captions, as headings are
            yield block.text
        case Reason():
            yield block.text.partition(f" {NEITHER} ")[0]  # what comes after cites sources
            yield from (line for line in block.details if "(" not in line)
        case Table():
            yield from (text.removeprefix("- ") for row in block.rows for cell in row.cells for text in cell)
