"""The frame of every page about a sheet: stamps and warnings above, help and the disclaimer below.

Belongs here: the same frame around a page of words and around a graph. Does not: what is inside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.report import Report, Section
from decision_aid.model.rules import Action
from decision_aid.wording.help import contacts_for, help_lines, help_section
from decision_aid.wording.kept import read_first
from decision_aid.wording.safety import first_of_all, gate_messages, nothing_now, unanswered
from decision_aid.wording.stamps import (
    about_this_page,
    disclaimer,
    stamps,
    stamps_below_help,
    teaching_stamp,
)

if TYPE_CHECKING:
    from decision_aid.model.graph import Graph  # only one command loads it


def page(
    suggestion: Suggestion,
    title: str,
    sections: Iterable[Section],
    *,
    first: Iterable[Section] | None = None,
    one_screen: bool = False,
    in_short: bool = False,
) -> Report:
    """A page about a sheet on which candidates are weighed; a referral comes before its `sections`.

    `first` is what comes before them where a referral was told in full on a screen before, with its contacts.
    Whom to turn to is told once: below, those who do not stand above already. On `one_screen`, no empty line
    keeps apart the two sections below. What is said `in_short` needs no heading of its own, unless a referral
    comes before it.
    """
    told_before = first is not None
    first, sections = tuple(first_of_all(suggestion) if first is None else first), tuple(sections)
    if in_short and not first:
        sections = tuple(section._replace(heading=title) for section in sections)
    above = {block for section in first for block in section.blocks}
    contacts = [one for one in contacts_for(suggestion) if one.always or not told_before]
    below = [contact for contact in contacts if not above & {*help_lines([contact])}]
    about = about_this_page(disclaimer(suggestion))._replace(close=one_screen)
    end = (*([help_section(below)] if below else []), about)
    return Report(title, (*first, *sections, *end), stamps(suggestion))


def framed_graph(graph: Graph, suggestion: Suggestion) -> Graph:
    """The graph of a sheet with the lines to read with it; where safety comes first, help comes first."""
    contacts = tuple(f"{contact.name}: {contact.words}" for contact in contacts_for(suggestion))
    first = tuple(read_first(suggestion))
    if suggestion.evaluation.safe:
        in_short = (" ".join(contacts),) if graph.middle else contacts  # so that it fits on a projector
        above, help = ((*first, *in_short), ()) if first else ((), in_short)
        below = (disclaimer(suggestion),)
        return graph._replace(stamps=stamps(suggestion), above=above, help=help, below=below)
    evaluation = suggestion.evaluation
    no_approach = nothing_now(suggestion) if evaluation.stops else (unanswered(suggestion),)
    return graph._replace(
        stamps=teaching_stamp(suggestion),
        above=(*first, *gate_messages(suggestion, *Action), *contacts, *no_approach),
        below=(disclaimer(suggestion), *stamps_below_help(suggestion)),
    )
