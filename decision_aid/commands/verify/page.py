"""What `verify` says: same, or what changed and which rule or gate made the difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.model.report import Block, Bullets, Paragraph, Report, Section
from decision_aid.wording.decided import HOW, in_short
from decision_aid.wording.grammar import in_sentence
from decision_aid.wording.help import contacts_for, help_section
from decision_aid.wording.outcomes import STATUS_IN_WORDS
from decision_aid.wording.replay import CameOut, Replay
from decision_aid.wording.safety import danger_heard, safety_page
from decision_aid.wording.stamps import about_this_page, disclaimer, stamps

TITLE: Final = "Does this record still come out the same?"
SAME: Final = "Same"
DIFFERENT: Final = "Different"


def replay_page(replay: Replay) -> Report:
    """The page. While safety comes first, then or now, it names no approach and no rule."""
    sections = (_verdict(replay), *_decided(replay), _made_from(replay))
    suggestion = replay.suggestion
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, *sections)
    end = (help_section(contacts_for(suggestion)), about_this_page(disclaimer(suggestion)))
    return Report(TITLE, (*danger_heard(suggestion), *sections, *end), stamps(suggestion))


def _verdict(replay: Replay) -> Section:
    when = f" of {replay.then.date}" if replay.then.date else ""
    if replay.same:
        return Section(SAME, (Paragraph(f"The record{when} comes out as it did, for the same reasons."),))
    said = f"The record{when} comes out otherwise now."
    blocks: list[Block] = [Paragraph(said, strong=True), Bullets(tuple(_changes(replay)))]
    if replay.same_rules and replay.same_program:
        blocks.append(
            Paragraph("Rules and program are the same, so the record was edited after it was made.")
        )
    return Section(DIFFERENT, tuple(blocks))


def _changes(replay: Replay) -> Iterator[str]:
    then, now = replay.then, replay.now
    if then.status is not now.status:
        was, is_now = (in_sentence(STATUS_IN_WORDS[one.status]) for one in (then, now))
        yield f"Then: {was}. Now: {is_now}."
    for ids, when in zip(replay.gates, ("then", "now"), strict=True):
        for id in ids:
            yield f"Gate {_gate(replay, id)} made a difference: it held only {when}."
    for question in replay.open_questions:
        yield f"A safety question is open in one of the two: {_question(replay, question)}."
    for decision in replay.decisions:
        yield f"{decision}: then {_outcome(then, decision)}; now {_outcome(now, decision)}."
    for candidate in replay.sums:
        yield f"Sum of {candidate}: then {_sum(then, candidate)}, now {_sum(now, candidate)}."
    for rule, candidate, direction in replay.arguments:
        key = (rule, candidate, direction)
        weighed = (_weighed(one.arguments.get(key)) for one in (then, now))
        before, after = weighed
        yield f"Rule {rule} made a difference, {direction} {candidate}: then {before}, now {after}."


def _gate(replay: Replay, id: str) -> str:
    """Its id, if it is one that the rules know: a record from elsewhere may call a gate anything."""
    known = {judged.gate.id for judged in replay.suggestion.evaluation.gates}
    return id if id in known or replay.both_safe else "that is no longer there"


def _question(replay: Replay, id: str) -> str:
    items = replay.suggestion.evaluation.rule_set.item
    return items[id].label if id in items else "one that is no longer asked"


def _outcome(came_out: CameOut, decision: str) -> str:
    if decision not in came_out.decisions:
        return "it doesn't come up"
    _, favored, behind = came_out.decisions[decision]
    after = f", with {', '.join(behind)} close behind" if behind else ""
    return f"{', '.join(favored)} favored{after}" if favored else "none stood out"


def _sum(came_out: CameOut, candidate: str) -> str:
    return f"{came_out.sums[candidate]:+d}" if candidate in came_out.sums else "none"


def _weighed(argument: tuple[str, bool] | None) -> str:
    if argument is None:
        return "it was not made"
    strength, is_counted = argument
    return strength if is_counted else f"{strength}, not counted"


def _made_from(replay: Replay) -> Section:
    then, now = replay.then, replay.now
    versions = (f"{one.version} ({one.hash[:12]})" for one in (then, now))
    lines = (_then_and_now("Program", then.program, now.program), _then_and_now("Rules", *versions))
    return Section("What it was made from", (Bullets(lines),))


def _decided(replay: Replay) -> Iterator[Section]:
    """What clinician and client decided, and how that goes with what comes out; not why."""
    then, now = replay.then.decided, replay.now.decided
    if then and now and replay.both_safe:
        (choice, how), (_, how_now) = then, now
        line = _then_and_now(in_short(replay.suggestion, choice), HOW[how], HOW[how_now])
        yield Section("What was decided", (Paragraph(line),))


def _then_and_now(name: str, before: str, after: str) -> str:
    return f"{name}: {before}, the same now" if before == after else f"{name}: {before} then, {after} now"
