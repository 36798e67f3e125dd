"""Sources in words: their names, how much of them was read, and whether their review is overdue.

Belongs here: how any page names a source, and the note on the evidence as a whole. Does not: claims of the
documents (`claims`), and reasons (`reasons`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from decision_aid.model.report import Reason
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Basis, Rule, Rules, Source

NOT_LATELY: Final = "not checked lately"
"""What is said in place of a finding when nobody has looked at its sources for too long."""

STAR: Final = "A star (*) means that only a part of the source was read, such as its abstract."

SEEN: Final = {
    "full": "Read in full.",
    "abstract": "Only the abstract was read.",
    "summary": "Only a summary was read.",
    "page": "Only one page of it was read.",
}


def evidence_note(rule_set: Rules) -> str:
    """What is known of the approaches as a whole, and whether the review of that is overdue."""
    if rule_set.freshness is Freshness.FRESH:
        return rule_set.evidence_note
    since = f"This was to be looked at again by {rule_set.next_review}."
    lapsed = " It hasn't been checked lately." if rule_set.freshness is Freshness.LAPSED else ""
    return f"{rule_set.evidence_note} {since}{lapsed}"


def is_lapsed(rule_set: Rules, rule: Rule) -> bool:
    """Whether a rule rests on research that nobody has looked at for too long."""
    return rule.basis in (Basis.GUIDELINE, Basis.TRIAL) and has_lapsed(rule_set, rule.sources)


def has_lapsed(rule_set: Rules, sources: Iterable[str]) -> bool:
    """Whether nobody has looked at one of these sources for too long."""
    return any(rule_set.source[id].freshness is Freshness.LAPSED for id in sources)


def with_sources(rule_set: Rules, text: str, sources: Iterable[str]) -> str:
    """A text, followed by the names of its sources in brackets."""
    names = source_names([rule_set.source[id] for id in sources])
    return f"{text} ({names})" if names else text


def source_names(sources: Sequence[Source]) -> str:
    """The names of several sources, and at the end since when one of them is overdue.

    A star marks those of which only a part was read.
    """
    names = (f"{source.short}{'' if source.seen == 'full' else '*'}" for source in sources)
    return "; ".join((*names, *_overdue(sources)))


def source_name(source: Source) -> str:
    """The name of one source, and since when it is overdue."""
    return ", ".join((source.short, *_overdue([source])))


def source_entry(source: Source) -> Reason:
    """A source, what it is, where to find it and how much of it was read."""
    details = (source.link, SEEN.get(source.seen, source.seen))
    return Reason(source.id, f"{source_name(source)}. {source.about}", details)


def _overdue(sources: Iterable[Source]) -> Iterator[str]:
    """The first day on which one of these was to be looked at again, if that day is past."""
    late = [source.review_by for source in sources if source.freshness is not Freshness.FRESH]
    if late:
        yield f"due for review since {min(late)}"
