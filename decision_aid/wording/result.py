"""The page of a result: a suggestion in, a `Report` out.

Belongs here: the sections of that page, in its order. Does not: the card on top (`result_card`), single
reasons (`reasons`), what matters to the person (`values`), what comes before any suggestion (`safety`), and
what every page carries (`stamps`, `help`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from decision_aid.engine.evaluate import JudgedRule, Standing
from decision_aid.engine.suggest import Conclusion, Outcome, Status, Sturdiness, Suggestion
from decision_aid.model.lens import Lens
from decision_aid.model.report import (
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
from decision_aid.model.rules import Action
from decision_aid.wording.help import contacts_for, help_section
from decision_aid.wording.outcomes import best_first, rests_on, side_outcome_in_words, without_practice
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.reasons import HOW_TO_READ, reasons, source_numbers
from decision_aid.wording.result_card import result_card
from decision_aid.wording.safety import KEEP_IN_MIND, danger_heard, gate_blocks, referral, safety_page
from decision_aid.wording.sources import STAR, evidence_note, source_name
from decision_aid.wording.stamps import about_this_page, disclaimer, rule_set_version, stamps
from decision_aid.wording.values import own_words, values_section

WHY: Final = "Why"
"""The title of the pages of reasons."""


def report(suggestion: Suggestion, sturdiness: Sturdiness | None = None, *, full: bool = False) -> Report:
    """The page for a suggestion, whatever its status: the card, and the reasons that count; or all of it."""
    if not suggestion.evaluation.safe:
        return safety_page(suggestion)
    sections = (
        *danger_heard(suggestion),
        result_card(suggestion, sturdiness).section(),
        *(_in_full(suggestion) if full else _in_short(suggestion)),
    )
    return Report(suggestion.evaluation.rule_set.title, sections, stamps(suggestion))


def card_page(suggestion: Suggestion, sturdiness: Sturdiness | None = None) -> Report:
    """The card alone, below what is said of words of danger; or what comes before any suggestion."""
    if not suggestion.evaluation.safe:
        return safety_page(suggestion)
    card = result_card(suggestion, sturdiness).section()
    title = suggestion.evaluation.rule_set.title
    return Report(title, (*danger_heard(suggestion), card), stamps(suggestion))


def why(suggestion: Suggestion) -> Iterator[Report]:
    """The reasons, as a page for each approach, the best first; then what is beside them."""
    numbers = source_numbers(suggestion)
    parts = [*_reasons(suggestion, numbers, full=False)]
    main = len(suggestion.conclusions[0].standings)
    beside = (
        *parts[main:],
        *_keep_in_mind(suggestion),
        *_not_known(suggestion),
        _sources(suggestion, numbers),
    )
    yield from (Report(WHY, (part,)) for part in (*referral(suggestion), *parts[:main]))
    yield Report(WHY, beside)


def _in_short(suggestion: Suggestion) -> Iterator[Section]:
    numbers = source_numbers(suggestion)
    yield from referral(suggestion)
    yield from _reasons(suggestion, numbers, full=False)
    yield from _keep_in_mind(suggestion)
    yield from _not_known(suggestion)
    yield _sources(suggestion, numbers)
    yield help_section(contacts_for(suggestion))
    version = rule_set_version(suggestion.evaluation.rule_set)
    yield about_this_page(f"{disclaimer(suggestion)} {version} For all there is to it: --full.")


def _in_full(suggestion: Suggestion) -> Iterator[Section]:
    rule_set = suggestion.evaluation.rule_set
    numbers = source_numbers(suggestion, full=True)
    yield from referral(suggestion)
    sure = (evidence_note(rule_set), rests_on(suggestion), without_practice(suggestion))
    yield Section("How sure anyone can be", tuple(Paragraph(text) for text in sure if text))
    yield from _reasons(suggestion, numbers, full=True)
    yield from values_section(suggestion)
    yield from _keep_in_mind(suggestion)
    yield _uncertainties(suggestion)
    yield _questions_to_ask(suggestion)
    yield _sources(suggestion, numbers)
    yield help_section(contacts_for(suggestion))
    in_their_lens = suggestion.evaluation.lens is Lens.DOCUMENTS and rule_set.documents_lens_note
    documents = () if in_their_lens else (rule_set.documents_note,)
    yield about_this_page(disclaimer(suggestion), *documents, HOW_TO_READ, rule_set_version(rule_set))


# --- reasons -------------------------------------------------------------------------------------


def _reasons(suggestion: Suggestion, numbers: Mapping[str, int], *, full: bool) -> Iterator[Section]:
    main, *others = suggestion.conclusions
    for standing in best_first(main):
        # Without a clear suggestion, the card has already said what each approach is.
        about = (
            (Paragraph(standing.candidate.about),) if suggestion.status is Status.SUGGESTION and full else ()
        )
        yield Section(
            standing.candidate.caption, (*about, *_of_one(suggestion, standing, numbers, full=full))
        )
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT:
            yield _side_decision(suggestion, conclusion, numbers, full=full)


def _of_one(
    suggestion: Suggestion, standing: Standing, numbers: Mapping[str, int], *, full: bool
) -> tuple[Block, ...]:
    nothing = Paragraph(f"Nothing in {phrases_for(suggestion).answers} points toward or away from it.")
    return tuple(reasons(suggestion, standing, numbers, full=full)) or (nothing,)


def _side_decision(
    suggestion: Suggestion, conclusion: Conclusion, numbers: Mapping[str, int], *, full: bool
) -> Section:
    """A decision other than the main one: medicine, or the form of a therapy."""
    blocks: list[Block] = [Paragraph(side_outcome_in_words(conclusion), strong=True)]
    for standing in best_first(conclusion):
        said = tuple(reasons(suggestion, standing, numbers, full=full))
        if said or full:
            name = standing.candidate.caption
            blocks += [Paragraph(f"{name}: {standing.candidate.about}" if full else f"{name}:"), *said]
    return Section(conclusion.decision.caption, tuple(blocks))


def _sources(suggestion: Suggestion, numbers: Mapping[str, int]) -> Section:
    source = suggestion.evaluation.rule_set.source
    names = {id: f"{source_name(source[id])}{'' if source[id].seen == 'full' else '*'}" for id in numbers}
    links = Links(tuple(Link(number, names[id], source[id].link) for id, number in numbers.items()))
    star = (Paragraph(STAR),) if any(name.endswith("*") for name in names.values()) else ()
    return Section("Sources", (links, *star))


# --- what else there is to know -----------------------------------------------------------------


def _keep_in_mind(suggestion: Suggestion) -> Iterator[Section]:
    """Cautions, and what rules note without arguing."""
    texts = [j.rule.note for j in _held_rules(suggestion) if j.rule.note and not j.rule.arguments]
    yield from section_unless_empty(
        KEEP_IN_MIND, (*gate_blocks(suggestion, Action.CAUTION), *map(Paragraph, texts))
    )


def _not_known(suggestion: Suggestion) -> Iterator[Section]:
    """Own words that no rule reads, questions without an answer, and sources that are due."""
    texts = (*own_words(suggestion), *open_questions(suggestion), *overdue_sources(suggestion))
    yield from section_unless_empty("What this leaves out", map(Paragraph, texts))


def _uncertainties(suggestion: Suggestion) -> Section:
    limits = "This only knows the answers it got. It doesn't know who's nearby, or what they charge."
    entries = (*notes(suggestion), *open_questions(suggestion), *overdue_sources(suggestion), limits)
    return Section("What we're not sure about", (Bullets(entries),))


def notes(suggestion: Suggestion) -> tuple[str, ...]:
    """The notes of the rules that argue here, each once, with the caption of its rule."""
    standings = suggestion.evaluation.standings
    arguing = {weighed.rule.id for standing in standings for weighed in standing.arguments}
    captions = {
        j.rule.note: j.rule.caption for j in _held_rules(suggestion) if j.rule.id in arguing and j.rule.note
    }
    return tuple(f"{caption}: {note}" for note, caption in captions.items())


def open_questions(suggestion: Suggestion, named_above: Collection[str] = ()) -> Iterator[str]:
    """One line on the questions that have no answer and could change the result, except those named above."""
    items = suggestion.evaluation.rule_set.item
    labels = "; ".join(
        items[question].label for question in suggestion.missing if question not in named_above
    )
    if labels:
        yield f"Not answered, and able to change the result: {labels}."


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
