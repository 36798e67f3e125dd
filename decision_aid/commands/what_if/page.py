"""What would have to be different, in words: about the rules, and no advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.commands.what_if.find import Change, Kind, Smallest, Toward, Way, smallest_changes
from decision_aid.engine.suggest import Outcome, Result, Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Item, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors, Numbers
from decision_aid.rendering.text import first_that_fits
from decision_aid.wording.answers import answer_words, question_label, with_id
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.grammar import capitalized, counted, in_sentence, number_in_words
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.page_frame import page
from decision_aid.wording.safety import safety_page

TITLE = "What would change the outcome"

NO_ADVICE = (
    "This shows how the rules weigh answers. It isn't advice to answer differently: "
    "what's true is always the best answer."
)

KINDS_TOLD = (
    "A wish can change, and an open question can still be answered. Nobody can choose how things are, or "
    "were. Answers about safety stay as they are. One change is one other answer, or one box more or less in "
    "a list; an answer that clears the whole list, such as none of these, is one change too."
)

IN_SHORT = "Answer what's true, not what gets a result."

SEE_ALL = "For every way, add --all."

MOST_LINES = 10
"""Lines of the page in short, in 80 columns."""

TOLD_IN_SHORT = 3
"""How many of the ways to change the main decision are told in short, where there is room."""

TOLD_TOGETHER = 3
"""How many of the ways of two changes are told for each outcome; JSON has them all."""

TOLD_TOWARD = 5
"""How many of the ways to a candidate are told."""

SAFETY_FIRST = (
    "With the other answers, safety and care come first. So no approach is named on this page, "
    "and nothing is compared."
)

_KINDS = {Kind.WISH: "a wish", Kind.OPEN: "open so far", Kind.FACT: "how it is"}


def page_of_changes(suggestion: Suggestion) -> Report:
    """The smallest changes of a sheet that lead elsewhere. Raises `TooComplex`."""
    rule_set, given = suggestion.evaluation.rule_set, suggestion.evaluation.answers.given
    near = Neighbors(Compiled(rule_set), given, suggestion.evaluation.lens)
    return smallest_page(suggestion, smallest_changes(near), more="")


def smallest_page(
    suggestion: Suggestion,
    found: Sequence[Smallest],
    *,
    ids: bool = False,
    every: bool = False,
    more: str = SEE_ALL,
) -> Report:
    """How many different answers it takes, and the nearest ways; with `every`, all of them.

    `more` says how to get those.
    """
    rule_set = suggestion.evaluation.rule_set
    if every:
        sections = tuple(
            Section(with_id(one.decision.caption, one.decision.id, ids), tuple(_decision(rule_set, one, ids)))
            for one in found
        )
        return page(suggestion, TITLE, (*sections, _how_to_read()))
    name = with_id(found[0].decision.caption, found[0].decision.id, ids)
    shorter = (
        Report(name, (Section(name, tuple(_in_short(rule_set, found, most, more, ids, examples=examples))),))
        for examples in (True, False)
        for most in range(TOLD_IN_SHORT, 0, -1)
    )
    return page(suggestion, TITLE, first_that_fits(shorter, MOST_LINES).sections, in_short=True)


def toward_page(suggestion: Suggestion, found: Toward, *, ids: bool = False) -> Report:
    """The nearest sheets on which one candidate is favored."""
    candidate = suggestion.evaluation.rule_set.candidate[found.candidate]
    heading = with_id(f"The nearest way to {candidate.short}", candidate.id, ids)
    way = Section(heading, tuple(_toward(suggestion.evaluation.rule_set, found, candidate.short, ids)))
    return page(suggestion, TITLE, (way, _how_to_read()))


def refusal_page(suggestion: Suggestion) -> Report:
    """The page of a sheet on which safety comes first: nothing is asked of it."""
    return safety_page(suggestion)


def _how_to_read() -> Section:
    return Section("How to read this", (Paragraph(NO_ADVICE), Paragraph(KINDS_TOLD)))


# --- in short -----------------------------------------------------------------------------------


def _in_short(
    rule_set: Rules, found: Sequence[Smallest], most: int, more: str, ids: bool, *, examples: bool
) -> Iterator[Block]:
    """How far each decision is from putting another candidate ahead; for the main one, the nearest ways.

    For each other one, it is the nearest way where there is room for `examples`.
    """
    main, *others = found
    now = f"{capitalized(outcome_in_words(rule_set, main.now))}."
    yield Paragraph(f"{now} {_how_far(main)}", strong=True)
    others_ahead = _to_others_ahead(main)
    if main.ways and not others_ahead:
        yield Paragraph("Some would change what is close behind:")
    nearest: dict[Result | None, Way] = {}
    for way in others_ahead or main.ways:
        nearest.setdefault(way.result, way)
    if nearest:
        yield Bullets(tuple(_leads_to(rule_set, way, ids) for way in [*nearest.values()][:most]))
    for other in others:
        if other.now is not None and other.now.outcome is not Outcome.NO_SUPPORT:
            name = with_id(other.decision.caption, other.decision.id, ids)
            such_as = _such_as(rule_set, other, ids) if examples else ""
            yield Paragraph(f"{name}: {in_sentence(_how_far(other))}{such_as}")
    yield Paragraph(IN_SHORT, typed=more)


def _such_as(rule_set: Rules, found: Smallest, ids: bool) -> str:
    """The first way, where it is a single answer."""
    ways = _to_others_ahead(found)
    if not ways or ways[0].steps > 1:
        return ""
    (change,) = ways[0].changes
    return f" For example, {_change(rule_set.item[change.question], change, ids)}."


def _to_others_ahead(found: Smallest) -> Sequence[Way]:
    """The ways after which it is no longer the same ones that are ahead."""
    return [way for way in found.ways if _ahead(way.result) != _ahead(found.now)]


def _ahead(result: Result | None) -> tuple[Outcome, tuple[str, ...]] | None:
    return result and (result.outcome, result.favored)


def _how_far(found: Smallest) -> str:
    """How many different answers it takes to change who is ahead."""
    change = "change which is ahead" if found.now and found.now.favored else "change that"
    ways = _to_others_ahead(found)
    if not ways:
        return f"No two different answers would {change}."
    if ways[0].steps == 1:
        return f"One different answer would {change}."
    return f"It would take {number_in_words(ways[0].steps)} different answers to {change}."


def _leads_to(rule_set: Rules, way: Way, ids: bool) -> str:
    changes = ", and ".join(_change(rule_set.item[change.question], change, ids) for change in way.changes)
    return f"{changes}. Then {outcome_in_words(rule_set, way.result)}."


def _change(item: Item, change: Change, ids: bool) -> str:
    """One change, with the first of the answers that come to the same."""
    first = _values(item, change._replace(values=change.values[:1]), ids)
    return f"{question_label(item, ids)}: {first}{' (counts as two)' if change.steps > 1 else ''}"


# --- the smallest changes -----------------------------------------------------------------------


def _decision(rule_set: Rules, found: Smallest, ids: bool) -> Iterator[Block]:
    yield Paragraph(f"Now: {outcome_in_words(rule_set, found.now)}.", strong=True)
    if not found.ways:
        yield Paragraph("No single change would lead elsewhere, and no two together would.")
    elif found.ways[0].steps > 1:
        yield Paragraph("No single change would lead elsewhere. Some two together would.")
    by_result: dict[Result | None, list[Way]] = {}
    for way in found.ways:
        by_result.setdefault(way.result, []).append(way)
    for result, ways in by_result.items():
        yield from _leading(rule_set, result, ways, ids)


def _leading(rule_set: Rules, result: Result | None, ways: Sequence[Way], ids: bool) -> Iterator[Block]:
    """What leads to one outcome: each single change, and the nearest of two where no single one does."""
    single = _merged([way for way in ways if way.steps == 1])
    double = _merged([way for way in ways if way.steps > 1])
    if single:
        yield Paragraph(f"With one change: {outcome_in_words(rule_set, result)}.", strong=True)
        yield from (_single(rule_set, way, ids) for way in single)
        if double:
            yield Paragraph(f"Two changes together lead there in {counted(len(double), 'more way')}.")
    else:
        yield Paragraph(f"With two changes together: {outcome_in_words(rule_set, result)}.", strong=True)
        yield from _told(rule_set, double, TOLD_TOGETHER, ids)


def _told(rule_set: Rules, ways: Sequence[Way], most: int, ids: bool) -> Iterator[Block]:
    yield Bullets(tuple(_together(rule_set, way, ids) for way in ways[:most]))
    if len(ways) > most:
        left = f"And {counted(len(ways) - most, 'more way')}."
        yield Paragraph(left, typed="To list them all, add --format json.")


def _merged(ways: Sequence[Way]) -> list[Way]:
    """The ways, with those told as one that differ in the answer to one question alone."""
    for place in range(max((len(way.changes) for way in ways), default=0)):
        alike: dict[tuple[object, ...], Way] = {}
        for way in ways:
            if place >= len(way.changes):
                alike[way] = way
                continue
            change = way.changes[place]
            others = (*way.changes[:place], *way.changes[place + 1 :])
            key = (len(way.changes), change.question, change.steps, others, way.result, way.dropped)
            known = alike.get(key)
            values = (*known.changes[place].values, *change.values) if known else change.values
            changes = (*way.changes[:place], change._replace(values=values), *way.changes[place + 1 :])
            alike[key] = way._replace(changes=changes)
        ways = list(alike.values())
    return list(ways)


def _single(rule_set: Rules, way: Way, ids: bool) -> Reason:
    (change,) = way.changes
    item = rule_set.item[change.question]
    now = f"Now: {answer_words(item, change.before)}." if change.before is not None else "No answer so far."
    lead = f"{question_label(item, ids)} ({_KINDS[change.kind]})"
    return Reason(lead, _values(item, change, ids), (now, *_dropped(rule_set, way, ids)))


def _together(rule_set: Rules, way: Way, ids: bool) -> str:
    told = "; and ".join(_one_of(rule_set.item[change.question], change, ids) for change in way.changes)
    return " ".join((f"{told}.", *_dropped(rule_set, way, ids)))


def _one_of(item: Item, change: Change, ids: bool) -> str:
    return f"{question_label(item, ids)} ({_KINDS[change.kind]}): {_values(item, change, ids)}"


def _dropped(rule_set: Rules, way: Way, ids: bool) -> Iterator[str]:
    if way.dropped:
        labels = "; ".join(question_label(rule_set.item[question], ids) for question in way.dropped)
        yield f"Not asked then: {labels}."


def _values(item: Item, change: Change, ids: bool) -> str:
    """The other answers; of a list, what comes to it and what goes."""
    told = ", or ".join(_value(item, change.before, value) for value in change.values)
    codes = ", ".join(f"{item.link_id}={_code(value)}" for value in change.values)
    return f"{told} [{codes}]" if ids else told


def _value(item: Item, before: Value | None, value: Value | Numbers) -> str:
    if isinstance(value, Numbers):
        return str(value.least) if value.least == value.most else f"{value.least} to {value.most}"
    if not isinstance(value, tuple):
        return f"“{answer_words(item, value)}”"
    ticked = before if isinstance(before, tuple) else ()
    come = _quoted(item, [str(code) for code in value if code not in ticked])
    gone = _quoted(item, [code for code in ticked if code not in value])
    if come and gone:
        return f"only {come}" if not {*ticked} & {*value} else f"{come} in place of {gone}"
    if gone:
        return f"without {gone}"
    return f"also {come}" if ticked else come


def _quoted(item: Item, codes: Sequence[str]) -> str:
    return " and ".join(f"“{answer_words(item, code)}”" for code in codes)


def _code(value: Value | Numbers) -> str:
    if isinstance(value, Numbers):
        return str(value.least) if value.least == value.most else f"{value.least}..{value.most}"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


# --- toward a candidate -------------------------------------------------------------------------


def _toward(rule_set: Rules, found: Toward, name: str, ids: bool) -> Iterator[Block]:
    if found.already:
        yield Paragraph(f"These answers lead to {name} already, alone or level with others.", strong=True)
        return
    if not found.ways:
        yield Paragraph(_not_found(found), strong=True)
        return
    yield Paragraph(f"It takes {counted(found.ways[0].steps, 'change')}, and no fewer.", strong=True)
    by_result: dict[Result | None, list[Way]] = {}
    for way in found.ways:
        by_result.setdefault(way.result, []).append(way)
    for result, ways in by_result.items():
        yield Paragraph(f"Then {outcome_in_words(rule_set, result)}:")
        yield from _told(rule_set, _merged(ways), TOLD_TOWARD, ids)
    if found.gave_up:
        yield Paragraph(
            f"The search ended after {counted(found.looked_at, 'sheet')}, so there may be more ways."
        )


def _not_found(found: Toward) -> str:
    within = f"No sheet within {counted(found.steps, 'change')} leads there."
    more = f" Of those further away, not all were looked at ({counted(found.looked_at, 'sheet')} in all)."
    return within + (more if found.gave_up else "")


# --- with other answers --------------------------------------------------------------------------


def changed_page(before: Suggestion, after: Suggestion, *, ids: bool = False) -> Report:
    """What the other answers change. Where these put safety first, no approach is named."""
    if not after.evaluation.safe:
        return safety_page(after, Section("What the other answers change", (Paragraph(SAFETY_FIRST),)))
    note = Section("How to read this", (Paragraph(NO_ADVICE),))
    return comparison_page(as_compared(before, after), note, ids=ids)._replace(title=TITLE)


def as_compared(before: Suggestion, after: Suggestion) -> tuple[NamedResult, NamedResult]:
    """The two sheets, by what they are called."""
    return NamedResult("as answered", before), NamedResult("with the other answers", after)
