"""The page of a result: a suggestion in, a `Report` out.

Belongs here: the sections of that page, in its order. Does not: what a decision came to (`outcomes`),
single reasons (`reasons`), what matters to the person (`values`), what comes before any suggestion
(`safety`), and what every page carries (`stamps`, `help`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from decision_aid.engine.evaluate import JudgedRule, Lens, Standing
from decision_aid.engine.suggest import Conclusion, Outcome, Status, Suggestion, main_result
from decision_aid.model.report import Block, Bullets, Paragraph, Report, Section
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Action, Basis
from decision_aid.wording.grammar import joined
from decision_aid.wording.help import contacts_for, help_section
from decision_aid.wording.outcomes import headline, side_outcome_in_words
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.reasons import HOW_TO_READ, reasons
from decision_aid.wording.safety import KEEP_IN_MIND, first_of_all, gate_blocks, safety_page
from decision_aid.wording.sources import NOT_LATELY, evidence_note, is_lapsed
from decision_aid.wording.stamps import about_this_page, disclaimer, rule_set_version, stamps
from decision_aid.wording.values import values_section

_BASIS_WORDS = {
    Basis.GUIDELINE: "guidelines",
    Basis.TRIAL: "research",
    Basis.PRACTICE: "what therapy practices report",
}


def report(suggestion: Suggestion) -> Report:
    """The page for a suggestion, whatever its status."""
    if not suggestion.evaluation.safe:
        return safety_page(suggestion)
    return Report(suggestion.evaluation.rule_set.title, tuple(_sections(suggestion)), stamps(suggestion))


def _sections(suggestion: Suggestion) -> Iterator[Section]:
    main, *others = suggestion.conclusions
    rule_set = suggestion.evaluation.rule_set
    yield from first_of_all(suggestion)
    yield _headline_section(suggestion, main)
    yield from values_section(suggestion)
    for standing in _best_first(main):
        yield _candidate_section(suggestion, standing)
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT:
            yield _side_decision_section(suggestion, conclusion)
    yield from _keep_in_mind(suggestion)
    yield _uncertainties(suggestion)
    yield _questions_to_ask(suggestion)
    yield help_section(contacts_for(suggestion))
    yield about_this_page(disclaimer(suggestion), *_about_documents(suggestion), rule_set_version(rule_set))


def _about_documents(suggestion: Suggestion) -> Iterator[str]:
    """Who wrote the documents, unless that is said above; and how to read the marks of reasons."""
    if not _documents_lens_note(suggestion):
        yield suggestion.evaluation.rule_set.documents_note
    yield HOW_TO_READ


# --- what the result comes to -------------------------------------------------------------------


def _headline_section(suggestion: Suggestion, main: Conclusion) -> Section:
    """The headline, what it rests on, and how sure anyone can be."""
    blocks: list[Block] = [Paragraph(headline(suggestion), strong=True)]
    texts = (
        _documents_lens_note(suggestion),
        _basis_of(suggestion, main),
        _without_practice(suggestion, main),
        evidence_note(suggestion.evaluation.rule_set),
    )
    blocks.extend(Paragraph(text) for text in texts if text)
    if suggestion.status is Status.NO_CLEAR_SUGGESTION:
        blocks.append(Paragraph("Here is what sets the approaches apart:"))
        blocks.append(Bullets(tuple(f"{c.caption}: {c.about}" for c in main.decision.candidates)))
        blocks.extend(_questions_that_would_settle(suggestion))
    phrases = phrases_for(suggestion)
    return Section(phrases.to_raise if suggestion.specialist_first else phrases.heading, tuple(blocks))


def _documents_lens_note(suggestion: Suggestion) -> str | None:
    """What the documents point to, and who wrote them, where they are taken at their word."""
    evaluation = suggestion.evaluation
    return evaluation.rule_set.documents_lens_note if evaluation.lens is Lens.DOCUMENTS else None


def _basis_of(suggestion: Suggestion, main: Conclusion) -> str | None:
    """What the favored candidates rest on: reasons for and against added up by basis, heaviest first."""
    if suggestion.evaluation.lens is Lens.DOCUMENTS:
        return None
    weights: dict[str, int] = {}
    for standing in main.standings:
        for weighed in standing.arguments if standing.candidate.id in main.favored else ():
            if weighed.counted:
                words = _BASIS_WORDS.get(weighed.rule.basis, phrases_for(suggestion).wishes)
                if is_lapsed(suggestion.evaluation.rule_set, weighed.rule):
                    words = f"{words} {NOT_LATELY}"
                weights[words] = weights.get(words, 0) + weighed.signed_weight
    heaviest = sorted((words for words in weights if weights[words] > 0), key=lambda words: -weights[words])
    if not heaviest:
        return None
    first, *rest = heaviest
    if not rest:
        return f"This rests on {first} alone."
    return f"This rests most of all on {first}; then on {joined(rest)}."


def _without_practice(suggestion: Suggestion, main: Conclusion) -> str | None:
    """What would be best if nothing that only therapy practices report counted. None if it is the same."""
    rule_set = suggestion.evaluation.rule_set
    left = {s.candidate.id: s.without((Basis.PRACTICE,)).net_support for s in main.standings}
    others = main_result(left, rule_set.tie_margin).favored
    if suggestion.evaluation.lens is not Lens.CHECKED or set(others) == set(main.favored):
        return None
    names = joined([rule_set.candidate[id].short for id in others]) or "no approach"
    return f"Without what therapy practices report, {names} would fit best."


def _questions_that_would_settle(suggestion: Suggestion) -> Iterator[Block]:
    """Which open questions could still set the approaches apart."""
    items = suggestion.evaluation.rule_set.item
    labels = tuple(items[question].label for question in _settling(suggestion))
    if labels:
        yield Paragraph("An answer to some of these questions could still set them apart:")
        yield Bullets(labels)
    elif not suggestion.missing:
        yield Paragraph(
            "All questions are answered. What feels right after a first visit is a good guide, too."
        )


def _settling(suggestion: Suggestion) -> tuple[str, ...]:
    """The open questions on which an argument for or against an approach still depends."""
    main = {standing.candidate.id for standing in suggestion.conclusions[0].standings}
    arguing = (
        judged
        for judged in suggestion.evaluation.rules
        if any(argument.candidate in main for argument in judged.rule.arguments)
    )
    settling = {question for judged in arguing for question in judged.verdict.missing()}
    return tuple(question for question in suggestion.missing if question in settling)


# --- the candidates -----------------------------------------------------------------------------


def _candidate_section(suggestion: Suggestion, standing: Standing) -> Section:
    nothing = Paragraph(f"Nothing in {phrases_for(suggestion).answers} speaks for it or against it.")
    blocks = tuple(reasons(suggestion, standing)) or (nothing,)
    # Without a clear suggestion, the headline has already said what each approach is.
    clear = suggestion.status is Status.SUGGESTION
    about = (Paragraph(standing.candidate.about),) if clear else ()
    return Section(standing.candidate.caption, (*about, *blocks))


def _side_decision_section(suggestion: Suggestion, conclusion: Conclusion) -> Section:
    """A decision other than the main one: medicine, or the form of a therapy."""
    blocks: list[Block] = [Paragraph(side_outcome_in_words(conclusion), strong=True)]
    for standing in _best_first(conclusion):
        blocks.append(Paragraph(f"{standing.candidate.caption}: {standing.candidate.about}"))
        blocks.extend(reasons(suggestion, standing, standing.candidate.short))
    return Section(conclusion.decision.caption, tuple(blocks))


def _best_first(conclusion: Conclusion) -> list[Standing]:
    """The favored first, then those close behind; then the others in the order of the rule set."""
    named = (*conclusion.favored, *conclusion.close_behind)
    order = {candidate: place for place, candidate in enumerate(named)}
    return sorted(conclusion.standings, key=lambda s: order.get(s.candidate.id, len(order)))


# --- what else there is to know -----------------------------------------------------------------


def _keep_in_mind(suggestion: Suggestion) -> Iterator[Section]:
    """Cautions, and what rules note without arguing."""
    texts = [f"{j.rule.caption}: {j.rule.note}" for j in _held_rules(suggestion) if not j.rule.arguments]
    blocks = (*gate_blocks(suggestion, Action.CAUTION), *map(Paragraph, texts))
    if blocks:
        yield Section(KEEP_IN_MIND, blocks)


def _uncertainties(suggestion: Suggestion) -> Section:
    # Without a clear suggestion, the headline has already named the questions that would settle it.
    named_above = () if suggestion.status is Status.SUGGESTION else _settling(suggestion)
    entries = (*notes(suggestion), *open_questions(suggestion, named_above), *overdue_sources(suggestion))
    limits = "The aid knows these answers alone. It does not know who offers what nearby, or at what cost."
    return Section("What is uncertain", (Bullets((*entries, limits)),))


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
        yield f"Not answered, and able to change the picture: {labels}."


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
