"""A profile of rules, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decision_aid.commands.rules.profile.find import (
    CandidateCounts,
    ChangeCounts,
    DecisionCounts,
    GateCounts,
    Profile,
    WatchedCounts,
)
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Rules
from decision_aid.proving.shares import Share
from decision_aid.wording.grammar import capitalized, counted, joined

NOBODY = "nobody to count"

UNDER = 0.1
"""A share, in percent, below which it is called *under* that."""


def profile_page(profile: Profile) -> Report:
    """The page with all figures."""
    rule_set = profile.rule_set
    sections = (
        Section("Who was drawn", tuple(_who_was_drawn(profile))),
        Section("Safety first", tuple(_safety(profile))),
        Section("What is suggested", tuple(_decision(rule_set, one) for one in profile.decisions)),
        Section(f"By lens: {_main(rule_set)}", _by(rule_set, profile.lenses)),
        Section(f"By setting: {_main(rule_set)}", _by(rule_set, profile.settings)),
        *_groups(profile),
        *_short_path(profile),
        Section("What an answer changes", tuple(_questions(profile))),
        Section("What a rule changes", tuple(_rules(profile))),
    )
    return Report(f"Profile of {rule_set.id} {rule_set.version}", sections)


def percent(share: Share) -> str:
    """A share as it is said: whole from ten percent on."""
    if not share.drawn:
        return NOBODY
    if not share.part:
        return "none"
    if share.percent < UNDER:
        return f"under {UNDER}%"
    return f"{share.percent:.0f}%" if share.percent >= 10 else f"{share.percent:.1f}%"


def _main(rule_set: Rules) -> str:
    return rule_set.decisions[0].caption


def _who_was_drawn(profile: Profile) -> Iterator[Block]:
    setting = f", all in the setting {profile.setting}" if profile.setting else ""
    yield Paragraph(f"{counted(profile.number, 'sheet')}{setting}, seed {profile.seed}, lens {profile.lens}.")
    yield Paragraph(profile.population.about)
    yield Paragraph("These are people on paper. The figures are as good as population.yaml is.")


def _safety(profile: Profile) -> Iterator[Block]:
    safety = profile.safety
    yield Bullets(
        (
            f"Stopped: {percent(safety.stopped)}",
            f"Safety questions left open: {percent(safety.needs_answers)}",
            f"Weighed: {percent(safety.weighed)}. All shares below are of these, unless they say otherwise.",
            f"Referred first: {percent(safety.referred)}",
            f"A specialist first: {percent(safety.specialist_first)}",
        )
    )
    yield Reason("Stops", "of everybody; in brackets, as the only one:", tuple(_gates(safety.stops)))
    yield Reason("Referrals", "the same, of those who are weighed:", tuple(_gates(safety.referrals)))


def _gates(gates: Sequence[GateCounts]) -> Iterator[str]:
    for one in sorted(gates, key=lambda one: -one.holds.part):
        yield f"{one.gate}: {percent(one.holds)} ({percent(one.only)})"


def _decision(rule_set: Rules, counts: DecisionCounts) -> Reason:
    caption = next(one.caption for one in rule_set.decisions if one.id == counts.decision)
    details = tuple(_candidate(rule_set, one) for one in counts.candidates)
    return Reason(
        caption, f"{_in_short(counts)}. It arises on {counted(counts.one.drawn, 'sheet')}.", details
    )


def _in_short(counts: DecisionCounts) -> str:
    return (
        f"one best {percent(counts.one)}, several equal {percent(counts.several)}, "
        f"none {percent(counts.none)}; something close behind {percent(counts.close_behind)}"
    )


def _candidate(rule_set: Rules, counts: CandidateCounts) -> str:
    name = capitalized(rule_set.candidate[counts.candidate].short)
    return f"{name}: {_standing(counts)}"


def _standing(counts: CandidateCounts) -> str:
    if not counts.best.drawn:
        return NOBODY
    return (
        f"best {percent(counts.best)} (alone {percent(counts.alone)}), "
        f"close behind {percent(counts.close_behind)}"
    )


def _by(rule_set: Rules, of: Mapping[str, DecisionCounts]) -> tuple[Block, ...]:
    return tuple(
        Reason(
            capitalized(name.replace("_", " ")),
            f"{_in_short(counts)}.",
            tuple(_candidate(rule_set, one) for one in counts.candidates),
        )
        for name, counts in of.items()
    )


def _groups(profile: Profile) -> Iterator[Section]:
    if profile.groups:
        blocks = tuple(_group(profile.rule_set, one) for one in profile.groups)
        yield Section("People to look at", blocks)


def _group(rule_set: Rules, watched: WatchedCounts) -> Reason:
    name = rule_set.candidate[watched.candidate].short
    return Reason(
        watched.group.caption,
        f"how often {name} is best, or close behind.",
        (
            f"All {watched.all.best.drawn:,}: {_standing(watched.all)}",
            f"No wish against it ({watched.unopposed.best.drawn:,}): {_standing(watched.unopposed)}",
            f"No wish for another, either ({watched.undivided.best.drawn:,}): {_standing(watched.undivided)}",
        ),
    )


def _short_path(profile: Profile) -> Iterator[Section]:
    path = profile.short_path
    if path:
        yield Section(
            "The short path",
            (
                Paragraph(f"Answers up to {path.last}, beside the whole sheet:"),
                Bullets(
                    (
                        f"All that it names as best are best: {percent(path.stands)}",
                        f"Exactly the same are best: {percent(path.same)}",
                        f"A best one that is not even close behind on the whole sheet: "
                        f"{percent(path.contradicts)}",
                        f"No suggestion yet: {percent(path.none)}",
                    )
                ),
            ),
        )


def _questions(profile: Profile) -> Iterator[Block]:
    yield Paragraph(
        "Each person gives the answer that somebody else would give. How often anything changes, of those "
        "for whom that is another answer:"
    )
    yield Bullets(tuple(_change(one, "another answer for") for one in _by_weight(profile.questions)))


def _rules(profile: Profile) -> Iterator[Block]:
    yield Paragraph("How often a decision changes without a rule, of those for whom it holds:")
    yield Bullets(tuple(_change(one, "holds for") for one in _by_weight(profile.rules)))
    if profile.in_vain:
        named = [f"{rule} ({decision})" for rule, decision in profile.in_vain]
        yield Paragraph(
            f"These argue about a decision and decide it for nobody, in any lens: {joined(named)}."
        )


def _by_weight(changes: Sequence[ChangeCounts]) -> Sequence[ChangeCounts]:
    return sorted(changes, key=lambda one: -one.anything.percent)


def _change(counts: ChangeCounts, concerns: str) -> str:
    parts = {**counts.decisions, "safety": counts.safety}
    said = ", ".join(f"{name} {percent(share)}" for name, share in parts.items() if share.part)
    by_part = f" ({said})" if said else ""
    return f"{counts.about}: {percent(counts.anything)}{by_part}; {concerns} {percent(counts.concerns)}"
