"""The summary of a batch: how often each thing comes out, as tables and bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from decision_aid.commands.batch.find import Summary
from decision_aid.loading.rows import UNUSABLE
from decision_aid.model.answers import CLINICIAN, TEACHING
from decision_aid.model.report import Bar, Bars, Block, HelpLine, Paragraph, Report, Row, Section, Table
from decision_aid.model.rules import Decision
from decision_aid.wording.grammar import capitalized, counted
from decision_aid.wording.help import contacts_on_every_page
from decision_aid.wording.outcomes import STATUS_IN_WORDS

LONGEST_BAR = 20

OUTCOMES: Final = {**STATUS_IN_WORDS, UNUSABLE: "Not usable"}


def summary_page(summary: Summary) -> Report:
    """The page. It names an approach only where some row does."""
    sections = [Section("What came out", tuple(_outcomes(summary)))]
    if summary.gates:
        ids = (gate.id for gate in summary.rule_set.gates)
        counts = ((id, summary.gates[id]) for id in ids if summary.gates[id])
        sections.append(Section("Safety notes", (_bars(summary, counts),)))
    sections += (Section(d.caption, tuple(_decision(summary, d))) for d in _weighed(summary))
    if summary.rules:
        sections.append(Section("Rules that counted", (_bars(summary, summary.rules.most_common()),)))
    help = tuple(HelpLine(one.name, one.contact) for one in contacts_on_every_page(summary.rule_set))
    readers = sorted({TEACHING if one == TEACHING else CLINICIAN for one in summary.settings})
    disclaimers = map(summary.rule_set.disclaimer.to, readers)
    sections.append(Section("Help", (*map(Paragraph, disclaimers), *help)))
    return Report(f"{counted(summary.number, 'row')} of answers", tuple(sections))


def _weighed(summary: Summary) -> Iterator[Decision]:
    """The decisions in which some row favors a candidate, or has one close behind."""
    for decision in summary.rule_set.decisions:
        if any(summary.best[one.id] or summary.close_behind[one.id] for one in decision.candidates):
            yield decision


def _outcomes(summary: Summary) -> Iterator[Block]:
    if summary.heard:
        rows = counted(summary.heard, "row")
        said = f"Own words in {rows} may be about death or another danger. Each is marked in words_of_danger."
        yield Paragraph(said, strong=True)
    yield _bars(summary, ((name, summary.status[kind]) for kind, name in OUTCOMES.items()))
    if summary.named:
        more = summary.unusable - len(summary.named)
        rows = f"{', '.join(map(str, summary.named))}{f', and {more:,} more' if more else ''}"
        number = "row" if summary.unusable == 1 else "rows"
        yield Paragraph(f"Not usable: {number} {rows}. The command says what's wrong with each.")


def _decision(summary: Summary, decision: Decision) -> Iterator[Block]:
    columns = ("Best", "Of these alone", "Close behind")
    yield Table(
        columns,
        tuple(
            Row(
                capitalized(one.short),
                tuple(
                    (f"{counts[one.id]:,}",) for counts in (summary.best, summary.alone, summary.close_behind)
                ),
            )
            for one in decision.candidates
        ),
    )
    yield _bars(summary, ((capitalized(one.short), summary.best[one.id]) for one in decision.candidates))


def _bars(summary: Summary, counts: Iterable[tuple[str, int]]) -> Bars:
    """Counts of rows as bars, the whole length being all of them."""
    most = max(summary.number, 1)
    return Bars(tuple(Bar(name, f"{count:,}", -(-count * LONGEST_BAR // most)) for name, count in counts))
