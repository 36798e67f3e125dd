"""The page of a result: a suggestion in, a `Report` out.

Belongs here: the sections of that page, in its order. Does not: the card on top (`result_card`), single
reasons (`reasons`), what matters to the person (`values`), what comes before any suggestion (`safety`), and
what every page carries (`stamps`, `help`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from decision_aid.engine.evaluate import JudgedRule, Standing
from decision_aid.engine.suggest import Conclusion, Outcome, Sturdiness, Suggestion
from decision_aid.model.lens import Lens
from decision_aid.model.report import (
    NEITHER,
    Block,
    Bullets,
    Link,
    Links,
    Paragraph,
    Report,
    Section,
    section_unless_empty,
)
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Action, Direction
from decision_aid.rendering.text import plain
from decision_aid.wording.grammar import counted, joined
from decision_aid.wording.help import contacts_for, help_in_a_row, help_lines, help_section
from decision_aid.wording.outcomes import (
    best_first,
    open_items,
    rests_on,
    side_outcome_in_words,
    without_the_unstudied,
)
from decision_aid.wording.phrases import phrases_for, title_for, told_of
from decision_aid.wording.reasons import (
    LOCAL_MEANS,
    Shown,
    all_reasons,
    any_local,
    how_to_read,
    number_of,
    number_of_first,
    reasons,
    reasons_that_count,
    source_numbers,
)
from decision_aid.wording.result_card import result_card
from decision_aid.wording.safety import KEEP_IN_MIND, danger_heard, gate_blocks, referral, safety_page
from decision_aid.wording.sources import evidence_note, source_name
from decision_aid.wording.stamps import (
    ABOUT,
    about_this_page,
    disclaimer,
    rule_set_version,
    short_disclaimer,
    stamps,
)
from decision_aid.wording.values import own_words, values_section

WHY: Final = "Why"
"""The title of the pages of reasons."""

AIM_LINES: Final = 60
"""Lines of a usual page of a result; of the reasons that count, what does not fit is on the full page."""

MOST_LINES: Final = 75
"""Lines of any page of a result: there is room up to here for the first reasons for and against each."""


def report(suggestion: Suggestion, sturdiness: Sturdiness | None = None, *, full: bool = False) -> Report:
    """The page for a suggestion, whatever its status: the card, and the reasons that count; or all of it."""
    if not suggestion.evaluation.safe:
        return safety_page(suggestion)
    card = result_card(suggestion, sturdiness, alone=False)
    first = (*danger_heard(suggestion), card.section())
    title, above = title_for(suggestion), stamps(suggestion)
    if full:
        return Report(title, (*first, *_in_full(suggestion)), above)

    numbers = range(1, number_of(reasons_that_count(suggestion)) + 1)
    taken = _lines(Report(title, first, above))

    @cache  # most sections are the same, however many reasons there are
    def lines_of(section: Section) -> int:
        return _lines(Report("", (section,)))

    def lines_with(most: int) -> int:
        return taken + sum(map(lines_of, _in_short(suggestion, most)))

    first_told = min(number_of_first(suggestion, card.why), len(numbers))
    most = bisect_right(numbers, AIM_LINES, lo=first_told, key=lines_with)
    if lines_with(most) > MOST_LINES:
        most = bisect_right(numbers, MOST_LINES, hi=most, key=lines_with)
    return Report(title, (*first, *_in_short(suggestion, most)), above)


def _lines(page: Report) -> int:
    return plain(page).count("\n")


def why(suggestion: Suggestion) -> Iterator[Report]:
    """The reasons, as a page for each approach, the best first; then what is beside them."""
    shown = reasons_that_count(suggestion)
    numbers = source_numbers(suggestion, shown)
    parts = [*_reasons(suggestion, shown, numbers)]
    main = len(suggestion.conclusions[0].standings)
    left = _keep_in_mind(suggestion, *_said_or_due(suggestion), *open_questions(suggestion))
    beside = (*parts[main:], *left, *_sources(suggestion, numbers))
    yield from (Report(WHY, (part,)) for part in (*referral(suggestion), *parts[:main]))
    yield Report(WHY, beside)


def _in_short(suggestion: Suggestion, most: int) -> Iterator[Section]:
    """What stands below the card, with so many reasons at most."""
    shown = reasons_that_count(suggestion, most)
    numbers = source_numbers(suggestion, shown)
    referred = tuple(referral(suggestion, short=True))
    yield from referred
    yield from _reasons(suggestion, shown, numbers)
    yield from _keep_in_mind(suggestion, *_said_or_due(suggestion), short=True)
    yield from _sources(suggestion, numbers)
    said = {block for section in (*danger_heard(suggestion), *referred) for block in section.blocks}
    if contacts := [one for one in contacts_for(suggestion) if said.isdisjoint(help_lines([one]))]:
        yield help_in_a_row(contacts)
    version = rule_set_version(suggestion.evaluation.rule_set)
    parts = (short_disclaimer(suggestion), _on_local(suggestion), version, _left(suggestion, shown))
    about = Paragraph(" ".join(filter(None, parts)), typed="Add --full.")
    yield Section(ABOUT, (about,), close=True)


def _left(suggestion: Suggestion, shown: Shown) -> str:
    """What is left for the full page, wherever that is to be had."""
    reasons = number_of(reasons_that_count(suggestion)) - number_of(shown)
    counts = {"more reason": reasons, "open question": len(open_items(suggestion))}
    left = [counted(number, noun) for noun, number in counts.items() if number]
    return f"The full page has {joined(left) or 'the rest'}."


def _in_full(suggestion: Suggestion) -> Iterator[Section]:
    rule_set = suggestion.evaluation.rule_set
    shown = all_reasons(suggestion)
    numbers = source_numbers(suggestion, shown)
    yield from referral(suggestion)
    sure = (evidence_note(rule_set), rests_on(suggestion), *without_the_unstudied(suggestion))
    yield Section("How sure anyone can be", tuple(Paragraph(text) for text in sure if text))
    yield from _reasons(suggestion, shown, numbers, full=True)
    yield from values_section(suggestion)
    yield from _keep_in_mind(suggestion)
    yield _uncertainties(suggestion)
    yield _questions_to_ask(suggestion)
    yield from _sources(suggestion, numbers)
    yield help_section(contacts_for(suggestion))
    in_their_lens = suggestion.evaluation.lens is Lens.DOCUMENTS and rule_set.documents_lens_note
    documents = () if in_their_lens else (rule_set.documents_note,)
    read = " ".join(filter(None, (_on_local(suggestion), how_to_read(suggestion))))
    made = (read, rule_set_version(rule_set))
    yield about_this_page(disclaimer(suggestion), *documents, *made)


def _on_local(suggestion: Suggestion) -> str:
    """What the mark *local* means, where something bears it."""
    return LOCAL_MEANS if any_local(suggestion) else ""


# --- reasons -------------------------------------------------------------------------------------


def _reasons(
    suggestion: Suggestion, shown: Shown, numbers: Mapping[str, int], *, full: bool = False
) -> Iterator[Section]:
    """A section for each candidate, unless there is no room for any of its reasons; then other decisions."""
    main, *others = suggestion.conclusions
    nothing = Paragraph(f"Nothing in {phrases_for(suggestion).answers} points toward or away from it.")
    best, *_ = order = best_first(main)
    for standing in order:
        id, about = standing.candidate.id, (Paragraph(standing.candidate.about),) if full else ()
        said = tuple(reasons(suggestion, id, shown, numbers, full=full))
        if said or not any(weighed.counted for weighed in standing.arguments):
            blocks = (*about, *(said or (nothing,)))
            heading = _with_number(standing.candidate.caption, [standing], len(said))
            yield Section(heading, blocks, close=not full and standing != best)
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT:
            beside = _side_decision(suggestion, conclusion, shown, numbers, full)
            if beside.blocks or conclusion.decision.when_favored is not None:  # the card says the others
                yield beside


def _side_decision(
    suggestion: Suggestion, conclusion: Conclusion, shown: Shown, numbers: Mapping[str, int], full: bool
) -> Section:
    """A decision other than the main one: medicine, or the form of a therapy."""
    blocks: list[Block] = []
    order = best_first(conclusion)
    candidates = [standing.candidate for standing in order]
    told = [one for one in candidates if full or any(shown[one.id, direction] for direction in Direction)]
    for candidate in told:
        if full:
            blocks.append(Paragraph(f"{candidate.caption}: {candidate.about}"))
        named = candidate.short if told[1:] else ""
        blocks += reasons(suggestion, candidate.id, shown, numbers, about=named, full=full)
    said = sum(len(shown[one.id, direction]) for one in told for direction in Direction)
    heading = side_outcome_in_words(suggestion, conclusion)
    return Section(_with_number(heading, order, said), tuple(blocks), close=not full)


def _with_number(heading: str, standings: Sequence[Standing], said: int) -> str:
    """The heading, with how many of the reasons that count are told where some are left: marks add up all."""
    counting = sum(weighed.counted for standing in standings for weighed in standing.arguments)
    if said >= counting:
        return heading
    return f"{heading.removesuffix('.')} {NEITHER} {said} of {counted(counting, 'reason')}"


def _sources(suggestion: Suggestion, numbers: Mapping[str, int]) -> Iterator[Section]:
    source = suggestion.evaluation.rule_set.source
    names = {id: f"{source_name(source[id])}{'' if source[id].seen == 'full' else '*'}" for id in numbers}
    links = Links(tuple(Link(number, names[id], source[id].link) for id, number in numbers.items()))
    star = any(name.endswith("*") for name in names.values())
    if numbers:
        yield Section(
            f"Sources{' (*: only a part was read, such as the abstract)' if star else ''}", (links,)
        )


# --- what else there is to know -----------------------------------------------------------------


def _keep_in_mind(suggestion: Suggestion, *more: str, short: bool = False) -> Iterator[Section]:
    """Cautions, what rules note without arguing, and what more there is."""
    held = _held_rules(suggestion)
    noting = [judged.rule for judged in held if judged.rule.note and not judged.rule.arguments]
    texts = [told_of(suggestion, rule.note or "", rule.name) for rule in noting]
    cautions = gate_blocks(suggestion, Action.CAUTION, short=short)
    for section in section_unless_empty(KEEP_IN_MIND, (*cautions, *map(Paragraph, (*texts, *more)))):
        yield section._replace(close=short)


def _said_or_due(suggestion: Suggestion) -> Iterator[str]:
    """Own words that no rule reads, and sources that are due."""
    yield from own_words(suggestion)
    yield from overdue_sources(suggestion)


def _uncertainties(suggestion: Suggestion) -> Section:
    limits = "This only knows the answers it got. It doesn't know who's nearby, or what they charge."
    entries = (*notes(suggestion), *open_questions(suggestion), *overdue_sources(suggestion), limits)
    return Section("What we're not sure about", (Bullets(entries),))


def notes(suggestion: Suggestion) -> tuple[str, ...]:
    """The notes of the rules that argue here, each once, with the caption of its rule."""
    standings = suggestion.evaluation.standings
    arguing = {weighed.rule.id for standing in standings for weighed in standing.arguments}
    captions = {
        j.rule.note: j.rule.name for j in _held_rules(suggestion) if j.rule.id in arguing and j.rule.note
    }
    return tuple(f"{caption}: {told_of(suggestion, note)}" for note, caption in captions.items())


def open_questions(suggestion: Suggestion) -> Iterator[str]:
    """One line on the questions that have no answer and could change the result."""
    labels = "; ".join(item.label for item in open_items(suggestion))
    if labels:
        yield f"No answer yet, though one could change the result: {labels}."


def overdue_sources(suggestion: Suggestion) -> Iterator[str]:
    """One line if reasons that count here rest on a source whose review is overdue."""
    sources = suggestion.evaluation.rule_set.source
    weighed = (one for standing in suggestion.evaluation.standings for one in standing.arguments)
    cited = (sources[id] for one in weighed if one.counted for id in one.sources)
    if any(source.freshness is not Freshness.FRESH for source in cited):
        yield "Some of these reasons rest on sources that were to be looked at again by now."


def _questions_to_ask(suggestion: Suggestion) -> Section:
    """Three questions to take along: first those about what is favored, then those for everyone."""
    rule_set = suggestion.evaluation.rule_set
    favored = [candidate for conclusion in suggestion.conclusions for candidate in conclusion.favored]
    own = [rule_set.candidate[candidate].question for candidate in favored][:2]
    three = (*own, *rule_set.questions_to_ask)[:3]
    return Section(phrases_for(suggestion).questions, (Bullets(three),))


def _held_rules(suggestion: Suggestion) -> Iterator[JudgedRule]:
    return (judged for judged in suggestion.evaluation.rules if judged.holds)
