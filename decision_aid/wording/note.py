"""A result as a note for a chart: plain text, short enough to paste, in the terms that are charted.

Belongs here: its lines, and what is left out where there is no room. Does not: the page of a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from decision_aid import __version__
from decision_aid.engine.agreement import heard_beside
from decision_aid.engine.evaluate import JudgedGate, Standing, WeighedArgument
from decision_aid.engine.record_answers import answers_hash, answers_to_keep
from decision_aid.engine.suggest import Conclusion, Outcome, Status, Sturdiness, Suggestion
from decision_aid.model.answers import CLINICIAN, SOMEONE_ELSE, TEACHING
from decision_aid.model.choice import Choice
from decision_aid.model.report import Paragraph, Report, Section
from decision_aid.model.rules import Action, Direction, Gate, Item, Strength
from decision_aid.rendering.columns import wrapped
from decision_aid.wording.answers import answer_words
from decision_aid.wording.availability import offers_in_words
from decision_aid.wording.decided import decided_in_words
from decision_aid.wording.grammar import in_sentence, number_in_words
from decision_aid.wording.help import by_urgency, contacts_on_every_page
from decision_aid.wording.kept import read_first
from decision_aid.wording.outcomes import best_first, open_items
from decision_aid.wording.review import licensed_review
from decision_aid.wording.safety import disagreements, left_out_beside, trigger_in_words
from decision_aid.wording.stamps import stamps
from decision_aid.wording.trace_parts import signed

MOST_LINES: Final = 25
WIDTH: Final = 80
"""Columns of a line: those of a small window, and of most fields of a chart."""

NOT_A_DIAGNOSIS: Final = "Decision support, not a diagnosis"

NOT_REVIEWED: Final = "not yet reviewed by a licensed clinician"

_ANSWERED_BY: Final = {
    CLINICIAN: "a clinician, for a client",
    TEACHING: "a class, about an example",
    SOMEONE_ELSE: "somebody else",
}


class _Room(NamedTuple):
    """How much of each kind there is room for.

    Of the gates beyond that number, only the caption is told. In `brief`, reasons have no ids. With the
    `least`, they are those for what is favored, other gates go by their ids, and own words are not quoted.
    """

    gates: int
    reasons: int
    labels: int
    brief: bool = False
    least: bool = False


_ROOMS: Final = (
    *(_Room(9, 9, 9), _Room(9, 9, 3), _Room(9, 4, 3), _Room(9, 3, 3), _Room(9, 3, 1)),
    *(_Room(9, 9, 3, True), _Room(6, 9, 3, True), _Room(4, 6, 3, True), _Room(3, 6, 2, True)),
    *(_Room(2, 6, 2, True), _Room(1, 6, 2, True), _Room(1, 3, 1, True), _Room(1, 1, 1, True)),
    _Room(1, 1, 1, True, least=True),
)
"""From the fullest note on; the first that fits is taken."""


def note(suggestion: Suggestion, sturdiness: Sturdiness | None = None, choice: Choice | None = None) -> str:
    """The note, whatever the status. Where safety comes first, it names no approach."""
    return "\n".join(_lines(_note(suggestion, sturdiness, choice))) + "\n"


def note_page(suggestion: Suggestion, sturdiness: Sturdiness | None, choice: Choice | None) -> Report:
    """The same note on a screen of any width."""
    paragraphs = _note(suggestion, sturdiness, choice)
    return Report("Note for the chart", (Section("", tuple(map(Paragraph, paragraphs))),))


def _note(suggestion: Suggestion, sturdiness: Sturdiness | None, choice: Choice | None) -> Sequence[str]:
    """The paragraphs of the fullest note for which there is room.

    Where everything comes together, the last is longer: no word on safety and no reason of theirs is cut.
    """
    suggestion = heard_beside(suggestion, choice)
    notes = (tuple(_paragraphs(suggestion, sturdiness, choice, room)) for room in _ROOMS)
    fitting = next((note for note in notes if len(_lines(note)) <= MOST_LINES), None)
    return fitting or tuple(_paragraphs(suggestion, sturdiness, choice, _ROOMS[-1]))


def _lines(paragraphs: Iterable[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in wrapped(paragraph, WIDTH, rest="  ")]


def _paragraphs(
    suggestion: Suggestion, sturdiness: Sturdiness | None, choice: Choice | None, room: _Room
) -> Iterator[str]:
    yield from _head(suggestion, room)
    yield from _gates(suggestion, room)
    if suggestion.evaluation.safe:
        yield from _weighed(suggestion, sturdiness, room)
    yield from _missing(suggestion, room)
    if choice and suggestion.evaluation.safe:
        why = f"Reason: {choice.reason}" if choice.reason else "No reason given."
        yield f"DECIDED by clinician and client: {decided_in_words(suggestion, choice)}. {why}"
    yield from _end(suggestion)


def _head(suggestion: Suggestion, room: _Room) -> Iterator[str]:
    evaluation = suggestion.evaluation
    yield from read_first(suggestion)
    day = evaluation.rule_set.day or "no date"
    by = _ANSWERED_BY.get(evaluation.answers.setting, "the person themselves")
    yield f"{evaluation.rule_set.topic.aid} {__version__}, {day}. Answers by {by}."
    yield from stamps(suggestion)
    yield from _scores(suggestion, room)


def _scores(suggestion: Suggestion, room: _Room) -> Iterator[str]:
    """The numbers that were given, each with its band, and whose bands these are."""
    answers, items = suggestion.evaluation.answers, suggestion.evaluation.rule_set.item
    scores = [
        _score(item, value, room)
        for item in items.values()
        if isinstance(value := answers.value(item.link_id), int)
    ]
    if scores:
        yield f"{'. '.join(scores)}."


def _score(item: Item, value: int, room: _Room) -> str:
    score = f"{item.label}: {value}{'' if room.brief else f' of {item.maximum}'}"
    bounds = (*sorted(band.lowest for band in item.bands), item.maximum + 1)
    within = next(((low, above - 1) for low, above in pairwise(bounds) if low <= value < above), None)
    if within is None:
        return score
    low, high = within
    return f"{score}, {item.band(value)} ({low} to {high} on that scale)"


def _gates(suggestion: Suggestion, room: _Room) -> Iterator[str]:
    """What holds, with the answers that set it off; then the answers that do not agree."""
    urgent = by_urgency(suggestion.gates)
    gates = sorted(urgent, key=lambda judged: list(Action).index(judged.gate.action))
    for judged in gates[: room.gates]:
        gate = judged.gate
        trigger = trigger_in_words(suggestion, judged)
        when = "" if gate.action is Action.CAUTION else f", {gate.urgency}"
        because = f" Set off by: {trigger}." if trigger else _not_asked(suggestion, judged)
        yield f"{gate.action.noun.upper()}{when}: {gate.caption} [{gate.id}].{because}"
    if more := gates[room.gates :]:
        yield f"ALSO: {'; '.join(_named(judged.gate, room) for judged in more)}. See the whole result."
    yield from disagreements(suggestion, suggestion.gates)
    if suggestion.status is Status.STOPPED:
        yield "OUTCOME: stopped. Safety comes first, so nothing is suggested."
    elif suggestion.status is Status.NEEDS_ANSWERS:
        yield "OUTCOME: nothing is suggested until the safety questions are answered."


def _not_asked(suggestion: Suggestion, judged: JudgedGate) -> str:
    """The questions whose answers could have spared a gate that nothing set off."""
    items = suggestion.evaluation.rule_set.item
    labels = "; ".join(in_sentence(items[question].label) for question in judged.deciding.missing())
    return f" Not answered: {labels}." if labels else ""


def _named(gate: Gate, room: _Room) -> str:
    return f"[{gate.id}]" if room.least else f"{in_sentence(gate.caption)} [{gate.id}]"


def _weighed(suggestion: Suggestion, sturdiness: Sturdiness | None, room: _Room) -> Iterator[str]:
    main, *others = suggestion.conclusions
    outcome = _outcome(main)
    if suggestion.specialist_first:
        outcome = (
            f"a specialist or a team comes first. To discuss with them: {outcome.removeprefix('favored ')}"
        )
    yield f"OUTCOME: {outcome}{_how_close(main, sturdiness)}"
    for conclusion in others:
        yield f"{conclusion.decision.caption}: {_outcome(conclusion, brief=room.brief)}"
    if offers := "; ".join(offers_in_words(suggestion)):
        yield f"HERE: {offers}."
    for standing in best_first(main)[: len(main.favored) if room.least else None]:
        said = [
            f"{direction.upper()} {standing.candidate.short}: {reasons}."
            for direction in Direction
            if (reasons := _reasons(main.reasons[standing.candidate.id, direction], room))
        ]
        yield from [" ".join(said)] if room.brief else said
    for question in suggestion.evaluation.rule_set.own_words:
        words = suggestion.evaluation.answers.value(question)
        if words is not None:
            item = suggestion.evaluation.rule_set.item[question]
            yield f"{item.label}: {'yes' if room.least else answer_words(item, words)} (not weighed)"


def _outcome(conclusion: Conclusion, *, brief: bool = False) -> str:
    if conclusion.outcome is not Outcome.FAVORED and not conclusion.favored:
        reason = (
            "all are exactly equal"
            if conclusion.outcome is Outcome.LEVEL
            else "nothing points to one of them"
        )
        return f"none stands out; {reason}."
    nets = {standing.candidate.id: _with_net(standing) for standing in best_first(conclusion)}
    parts = [f"favored {', '.join(nets.pop(id) for id in conclusion.favored)}"]
    if conclusion.close_behind:
        parts.append(f"close behind {', '.join(nets.pop(id) for id in conclusion.close_behind)}")
    if nets and not brief:
        parts.append(f"then {', '.join(nets.values())}")
    return f"{'; '.join(parts)}."


def _with_net(standing: Standing) -> str:
    return f"{standing.candidate.short} ({signed(standing.net_support)})"


def _how_close(main: Conclusion, sturdiness: Sturdiness | None) -> str:
    """The lead of what is favored, and what a few other answers could do."""
    nets = [standing.net_support for standing in best_first(main)]
    behind = [s.net_support for s in main.standings if s.candidate.id not in main.favored]
    if not main.favored or not behind:
        return ""
    lead = max(nets) - max(behind)
    said = f" Close call: ahead by {lead}." if main.close_behind else f" Ahead by {lead}."
    return f"{said} {_how_sturdy(sturdiness, alone=len(main.favored) == 1)}" if sturdiness else said


def _how_sturdy(sturdiness: Sturdiness, *, alone: bool) -> str:
    """What the card says of it, in fewer words."""
    ahead, few = sturdiness.ahead, sturdiness.fewest
    if ahead is None:
        many = number_in_words(sturdiness.looked_within)
        return f"{'It stays' if alone else 'They stay'} ahead if any {many} answers change."
    ends = f"{_changing(ahead)} could end {'its' if alone else 'their'} lead"
    if few is None:
        return f"{ends}."
    before = _changing(few) if few == ahead else f"{ends}; {number_in_words(few)}"
    return f"{before} could put {'it' if alone else 'them'} well behind."


def _changing(answers: int) -> str:
    return f"Changing {number_in_words(answers)} answer{'' if answers == 1 else 's'}"


def _reasons(weighed: Sequence[WeighedArgument], room: _Room) -> str:
    """The rules that count, each with its id, its weight and what it rests on; in brief, its weight alone."""
    named = [
        f"{in_sentence(one.rule.caption)} ({signed(one.signed_weight)})"
        if room.brief
        else f"{one.rule.caption} [{one.rule.id}] {Strength(one.strength)}, {_basis(one)}"
        for one in weighed[: room.reasons]
    ]
    more = [f"and {len(weighed) - room.reasons} more"] if len(weighed) > room.reasons else []
    return "; ".join((*named, *more))


def _basis(weighed: WeighedArgument) -> str:
    """What a reason rests on: its kind, or the claims that speak in its place."""
    claims = ", ".join(claim.id for claim in weighed.at_the_word_of)
    return f"claimed in {claims}" if claims else weighed.rule.basis


def _missing(suggestion: Suggestion, room: _Room) -> Iterator[str]:
    labels = [*left_out_beside(suggestion), *(item.label for item in open_items(suggestion))]
    if labels:
        more = f"; and {len(labels) - room.labels} more" if len(labels) > room.labels else ""
        yield f"MISSING, and able to change this: {'; '.join(labels[: room.labels])}{more}."


def _end(suggestion: Suggestion) -> Iterator[str]:
    evaluation = suggestion.evaluation
    rule_set = evaluation.rule_set
    contacts = contacts_on_every_page(rule_set)
    yield " ".join(f"{contact.name}: {contact.words}" for contact in contacts)
    reviewed = licensed_review(rule_set)
    yield f"{NOT_A_DIAGNOSIS}. {reviewed}" if reviewed else f"{NOT_A_DIAGNOSIS}; {NOT_REVIEWED}."
    answers = answers_hash(answers_to_keep(evaluation))[:12]
    rules = f"Rules {rule_set.id} {rule_set.version} ({rule_set.hash[:12]})"
    yield f"{rules}; lens {evaluation.lens}; answers {answers}."
