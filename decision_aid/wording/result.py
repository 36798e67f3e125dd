"""The words of a result. Every sentence a user reads comes from the rule set or from the root.

Belongs here: a suggestion in, a `Report` out, in the words for a person, a clinician or a class.
Does not: single reasons (`reasons`), contacts (`crisis`), the interview (`prompts`), drawing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from decision_aid.engine.evaluate import JudgedRule, Lens, Standing
from decision_aid.engine.suggest import Conclusion, Outcome, Status, Suggestion, standing_out
from decision_aid.model.answers import TEACHING
from decision_aid.model.clock import day_stamp
from decision_aid.model.report import Block, Bullets, Paragraph, Report, Section
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Action, Basis, Contact, Origin, Rules, Urgency
from decision_aid.wording.help import (
    HELP_FIRST,
    READ_FIRST,
    always,
    by_urgency,
    contacts_for,
    danger_in_own_words,
    help_lines,
    help_section,
)
from decision_aid.wording.reasons import (
    HOW_TO_READ,
    NOT_LATELY,
    is_lapsed,
    listed,
    reasons,
    sentence,
    voice_of,
)
from decision_aid.wording.values import values_section

if TYPE_CHECKING:
    from decision_aid.model.graph import Graph  # loaded for one command alone

CLEAR_LEAD = 4
"""From this lead in net support on, a fit is called clear: as much as two strong reasons, from two themes.

What only therapy practices report does not add to it.
"""

_BASIS_WORDS = {
    Basis.GUIDELINE: "guidelines",
    Basis.TRIAL: "research",
    Basis.PRACTICE: "what therapy practices report",
}

_LENS_STAMPS = {
    Lens.DOCUMENTS: "Lens: documents. This takes the two web pages at their word, whatever research says.",
    Lens.RESEARCH: "Lens: research. This leaves out what only therapy practices report. Wishes stay in.",
}

_ORIGIN_STAMPS = {
    Origin.OWN: "Not the rules that come with this program, but a rule set that was named.",
    Origin.DRAFT: "Draft. Nobody has shown these rules to be safe. This page is for their authors alone.",
}

_ON_PURPOSE = "No approach is shown now, on purpose. Safety and care come first."

_PRESSING = (Urgency.NOW, Urgency.TODAY)

TEACHING_STAMP = "Example for teaching. This is about no real person."


def report(suggestion: Suggestion) -> Report:
    """The page for a suggestion, whatever its status."""
    title = suggestion.evaluation.rule_set.title
    match suggestion.status:
        case Status.STOPPED:
            # Lens, rules and day are named last here: nothing stands between a person and help.
            return Report(HELP_FIRST, tuple(_stopped(suggestion)), _teaching_stamp(suggestion))
        case Status.NEEDS_ANSWERS:
            return Report(title, tuple(_needs_answers(suggestion)), _teaching_stamp(suggestion))
        case Status.SUGGESTION | Status.NO_CLEAR_SUGGESTION:
            return Report(title, tuple(_result(suggestion)), stamps(suggestion))


def stamps(suggestion: Suggestion) -> tuple[str, ...]:
    """The lines that must stand on every page made in teaching, through another lens, or by other rules."""
    evaluation = suggestion.evaluation
    return _teaching_stamp(suggestion) + rule_stamps(evaluation.rule_set, evaluation.lens)


def rule_stamps(rule_set: Rules, lens: Lens = Lens.CHECKED) -> tuple[str, ...]:
    """The lines that must stand on every page made through another lens, or by other rules."""
    return _lens_stamp(lens) + _origin_stamp(rule_set) + day_stamp(rule_set)


def framed(graph: Graph, suggestion: Suggestion) -> Graph:
    """A picture of a sheet with what must be read with it: help first of all where safety comes first."""
    contacts = _in_lines(contacts_for(suggestion))
    if suggestion.evaluation.safe:
        message = danger_in_own_words(suggestion)
        above, below = ((message, *contacts), ()) if message else ((), contacts)
        below = (*below, disclaimer(suggestion))
        return graph._replace(stamps=stamps(suggestion), above=above, below=below)
    evaluation = suggestion.evaluation
    on_purpose = _ON_PURPOSE if evaluation.stops else evaluation.rule_set.unanswered_note
    return graph._replace(
        stamps=_teaching_stamp(suggestion),
        above=(*gate_messages(suggestion, *Action), *contacts, on_purpose),
        below=(disclaimer(suggestion), *_named_last(suggestion)),
    )


def _in_lines(contacts: Iterable[Contact]) -> tuple[str, ...]:
    return tuple(f"{contact.name}: {contact.words}" for contact in contacts)


def _teaching_stamp(suggestion: Suggestion) -> tuple[str, ...]:
    teaching = suggestion.evaluation.answers.setting == TEACHING
    return (TEACHING_STAMP,) if teaching else ()


def _lens_stamp(lens: Lens) -> tuple[str, ...]:
    return (_LENS_STAMPS[lens],) if lens in _LENS_STAMPS else ()


def _origin_stamp(rule_set: Rules) -> tuple[str, ...]:
    return (_ORIGIN_STAMPS[rule_set.origin],) if rule_set.origin in _ORIGIN_STAMPS else ()


def _named_last(suggestion: Suggestion) -> tuple[str, ...]:
    """The stamps of a page on which nothing stands above help; whose rules they are, the disclaimer says."""
    evaluation = suggestion.evaluation
    return _lens_stamp(evaluation.lens) + day_stamp(evaluation.rule_set)


def evidence(rule_set: Rules) -> str:
    """What is known of the approaches as a whole; past the day of the review, with a word of that."""
    if rule_set.freshness is Freshness.FRESH:
        return rule_set.evidence_note
    since = f"This was to be looked at again by {rule_set.next_review}."
    lapsed = rule_set.freshness is Freshness.LAPSED
    return f"{rule_set.evidence_note} {since}{' It has not been checked lately.' if lapsed else ''}"


def disclaimer(suggestion: Suggestion) -> str:
    """What the page is not, whether a clinician has signed it off, and whether other rules made it."""
    rule_set = suggestion.evaluation.rule_set
    said = rule_set.disclaimer.to(suggestion.evaluation.answers.setting)
    return " ".join((said, rule_set.clinician_review, *_origin_stamp(rule_set)))


def _stopped(suggestion: Suggestion) -> Iterator[Section]:
    yield Section(READ_FIRST, _gate_blocks(suggestion, Action.STOP, contacts_for(suggestion)))
    yield _about(suggestion, _ON_PURPOSE, *_named_last(suggestion))


def _needs_answers(suggestion: Suggestion) -> Iterator[Section]:
    rule_set = suggestion.evaluation.rule_set
    labels = tuple(rule_set.item[question].label for question in suggestion.missing)
    open_yet = Paragraph("Without an answer yet:")
    after = Paragraph("To talk this through with a professional is a good step, too.")
    said = Paragraph(rule_set.unanswered_note, strong=True)
    yield from danger_heard(suggestion)
    yield Section("No approach can be shown yet", (said, open_yet, Bullets(labels), after))
    yield from referral(suggestion)
    yield help_section(contacts_for(suggestion))
    yield _about(suggestion, *_named_last(suggestion))


def _result(suggestion: Suggestion) -> Iterator[Section]:
    main, *others = suggestion.conclusions
    yield from first_of_all(suggestion)
    yield _headline(suggestion, main)
    yield from values_section(suggestion)
    for standing in _best_first(main):
        yield _candidate(suggestion, standing)
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT:
            yield _side_decision(suggestion, conclusion)
    yield from _keep_in_mind(suggestion)
    yield _uncertain(suggestion)
    yield _questions(suggestion)
    yield help_section(contacts_for(suggestion))
    yield _about(suggestion, suggestion.evaluation.rule_set.documents_note, HOW_TO_READ)


def headline(suggestion: Suggestion) -> str:
    """What the result comes to, in words of strength."""
    voice = voice_of(suggestion)
    main = suggestion.conclusions[0]
    names = [suggestion.evaluation.rule_set.candidate[candidate].short for candidate in main.favored]
    if len(names) == 1:
        degree = "clearly more" if _lead(main) >= CLEAR_LEAD else "somewhat more"
        return f"{sentence(names[0])} fits {voice.answers} {degree} than the others do. {voice.first_of_all}"
    if names:
        return f"{sentence(listed(names))} fit {voice.answers} about equally well. {voice.both}"
    if main.outcome is Outcome.LEVEL:
        return f"No approach stands out. All of them fit {voice.answers} about equally well."
    return f"Nothing in {voice.answers} points to one approach."


def _headline(suggestion: Suggestion, main: Conclusion) -> Section:
    """What the result comes to, and what kind of statement that is."""
    voice = voice_of(suggestion)
    rule_set = suggestion.evaluation.rule_set
    blocks: list[Block] = [Paragraph(headline(suggestion), strong=True)]
    texts = (_rests_on(suggestion, main), _without_practice(suggestion, main), evidence(rule_set))
    blocks.extend(Paragraph(text) for text in texts if text)
    if suggestion.status is Status.NO_CLEAR_SUGGESTION:
        blocks.append(Paragraph("Here is what sets the approaches apart:"))
        blocks.append(Bullets(tuple(f"{c.caption}: {c.about}" for c in main.decision.candidates)))
        blocks.extend(_would_settle(suggestion))
    return Section(voice.heading, tuple(blocks))


def _rests_on(suggestion: Suggestion, main: Conclusion) -> str | None:
    """What the favored rest on, for and against added up, heaviest first."""
    if suggestion.evaluation.lens is Lens.DOCUMENTS and main.favored:
        return "This rests on what the practices' own pages say, and on nothing else."
    weights: dict[str, int] = {}
    for standing in main.standings:
        for weighed in standing.arguments if standing.candidate.id in main.favored else ():
            if weighed.counted:
                words = _BASIS_WORDS.get(weighed.rule.basis, voice_of(suggestion).wishes)
                if is_lapsed(suggestion.evaluation.rule_set, weighed.rule):
                    words = f"{words} {NOT_LATELY}"
                weights[words] = weights.get(words, 0) + weighed.signed_weight
    heaviest = sorted((words for words in weights if weights[words] > 0), key=lambda words: -weights[words])
    if not heaviest:
        return None
    first, *rest = heaviest
    if not rest:
        return f"This rests on {first} alone."
    return f"This rests most of all on {first}; then on {listed(rest)}."


def _without_practice(suggestion: Suggestion, main: Conclusion) -> str | None:
    """What would stand out without what only therapy practices report, where that is something else."""
    rule_set = suggestion.evaluation.rule_set
    left = {s.candidate.id: s.without((Basis.PRACTICE,)).net_support for s in main.standings}
    others = standing_out(left, rule_set.tie_margin)
    if suggestion.evaluation.lens is not Lens.CHECKED or set(others) == set(main.favored):
        return None
    names = listed([rule_set.candidate[id].short for id in others]) or "no approach"
    return f"Without what therapy practices report, {names} would stand out."


def _would_settle(suggestion: Suggestion) -> Iterator[Block]:
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
    """The open questions on which an argument for or against an approach still hangs."""
    main = {standing.candidate.id for standing in suggestion.conclusions[0].standings}
    arguing = (
        judged
        for judged in suggestion.evaluation.rules
        if any(argument.candidate in main for argument in judged.rule.arguments)
    )
    settling = {question for judged in arguing for question in judged.verdict.missing()}
    return tuple(question for question in suggestion.missing if question in settling)


def _candidate(suggestion: Suggestion, standing: Standing) -> Section:
    nothing = Paragraph(f"Nothing in {voice_of(suggestion).answers} speaks for it or against it.")
    found = tuple(reasons(suggestion, standing)) or (nothing,)
    told = suggestion.status is Status.NO_CLEAR_SUGGESTION  # what it is was told when they were set apart
    about = () if told else (Paragraph(standing.candidate.about),)
    return Section(standing.candidate.caption, (*about, *found))


def _side_decision(suggestion: Suggestion, conclusion: Conclusion) -> Section:
    """A decision beside the main one: medicine, or the form of a therapy."""
    names = [standing.candidate.caption.lower() for standing in _best_first(conclusion)]
    if conclusion.outcome is Outcome.LEVEL:
        said = f"About level, and worth discussing: {listed(names)}."
    else:
        said = f"Worth discussing first: {names[0]}."
    blocks: list[Block] = [Paragraph(said, strong=True)]
    for standing in _best_first(conclusion):
        blocks.append(Paragraph(f"{standing.candidate.caption}: {standing.candidate.about}"))
        blocks.extend(reasons(suggestion, standing, standing.candidate.short))
    return Section(conclusion.decision.caption, tuple(blocks))


def _keep_in_mind(suggestion: Suggestion) -> Iterator[Section]:
    """Cautions, and what rules note without arguing."""
    notes = [f"{j.rule.caption}: {j.rule.note}" for j in _held(suggestion) if not j.rule.arguments]
    blocks = (*_gate_blocks(suggestion, Action.CAUTION), *map(Paragraph, notes))
    if blocks:
        yield Section("Please keep in mind", blocks)


def _uncertain(suggestion: Suggestion) -> Section:
    told = () if suggestion.status is Status.SUGGESTION else _settling(suggestion)  # with the headline
    entries = (*notes(suggestion), *still_open(suggestion, told), *overdue_sources(suggestion))
    known = "The aid knows these answers alone. It does not know who offers what nearby, or at what cost."
    return Section("What is uncertain", (Bullets((*entries, known)),))


def notes(suggestion: Suggestion) -> tuple[str, ...]:
    """What has to be said beside the reasons that hold, each once."""
    said = {j.rule.note: j.rule.caption for j in _held(suggestion) if j.rule.arguments and j.rule.note}
    return tuple(f"{caption}: {note}" for note, caption in said.items())


def still_open(suggestion: Suggestion, told: Collection[str] = ()) -> Iterator[str]:
    """Which questions have no answer, and could change the picture, but for those that are told already."""
    items = suggestion.evaluation.rule_set.item
    labels = "; ".join(items[question].label for question in suggestion.missing if question not in told)
    if labels:
        yield f"Not answered, and able to change the picture: {labels}."


def overdue_sources(suggestion: Suggestion) -> Iterator[str]:
    """That reasons which count rest on what was to be looked at again by now, if they do."""
    sources = suggestion.evaluation.rule_set.source
    weighed = (one for standing in suggestion.evaluation.standings for one in standing.arguments)
    cited = (sources[id] for one in weighed if one.counted for id in one.rule.sources)
    if any(source.freshness is not Freshness.FRESH for source in cited):
        yield "Some of these reasons rest on sources that were to be looked at again by now."


def _questions(suggestion: Suggestion) -> Section:
    """Three questions to take along: first those about what is favored, then those for everyone."""
    rule_set = suggestion.evaluation.rule_set
    favored = [candidate for conclusion in suggestion.conclusions for candidate in conclusion.favored]
    own = [rule_set.candidate[candidate].question for candidate in favored][:2]
    three = (*own, *rule_set.questions_to_ask)[:3]
    return Section(voice_of(suggestion).questions, (Bullets(three),))


def referral(suggestion: Suggestion) -> Iterator[Section]:
    """What asks for a professional, with the contacts that are not on every page, or are needed today."""
    referrals = [judged.gate for judged in suggestion.gates if judged.gate.action is Action.REFER]
    if referrals:
        pressing = {name for gate in referrals if gate.urgency in _PRESSING for name in gate.help}
        own = (c for c in contacts_for(suggestion) if not c.always or c.id in pressing)
        yield Section(voice_of(suggestion).referral, _gate_blocks(suggestion, Action.REFER, own))


def first_of_all(suggestion: Suggestion) -> Iterator[Section]:
    """What stands above a result."""
    yield from danger_heard(suggestion)
    yield from referral(suggestion)


def danger_heard(*suggestions: Suggestion) -> Iterator[Section]:
    """Help for whoever may have told of danger in their own words, on one of these sheets; else nothing."""
    for suggestion in suggestions:
        message = danger_in_own_words(suggestion)
        if message:
            contacts = help_lines(always(suggestion.evaluation.rule_set))
            yield Section(READ_FIRST, (Paragraph(message, strong=True), *contacts))
            return


def _gate_blocks(
    suggestion: Suggestion, action: Action, contacts: Iterable[Contact] = ()
) -> tuple[Block, ...]:
    """What the gates of one kind say, most urgent first, and where to turn."""
    strong = action is not Action.CAUTION
    messages = (Paragraph(message, strong) for message in gate_messages(suggestion, action))
    return (*messages, *help_lines(contacts))


def gate_messages(suggestion: Suggestion, *actions: Action) -> Iterator[str]:
    """What the gates with these actions say, most urgent first."""
    setting = suggestion.evaluation.answers.setting
    for judged in by_urgency(suggestion.gates):
        if judged.gate.action in actions:
            yield judged.gate.message.to(setting)


def _about(suggestion: Suggestion, *texts: str) -> Section:
    rule_set = suggestion.evaluation.rule_set
    dates = f"reviewed {rule_set.reviewed}, next review {rule_set.next_review}"
    made = f"Rule set {rule_set.id} {rule_set.version}, {dates}."
    return Section("About this page", tuple(map(Paragraph, (disclaimer(suggestion), *texts, made))))


def _held(suggestion: Suggestion) -> Iterator[JudgedRule]:
    return (judged for judged in suggestion.evaluation.rules if judged.holds)


def _best_first(conclusion: Conclusion) -> list[Standing]:
    """The favored first, in their order; then the others as they stand in the rule set."""
    order = {candidate: place for place, candidate in enumerate(conclusion.favored)}
    return sorted(conclusion.standings, key=lambda s: order.get(s.candidate.id, len(order)))


def _lead(conclusion: Conclusion) -> int:
    """How far the favored candidate is ahead: the lesser of its lead and of that without practice."""
    favored = conclusion.favored[0]
    leads = []
    for left_out in ((), (Basis.PRACTICE,)):
        support = {s.candidate.id: s.net_support_without(left_out) for s in conclusion.standings}
        leads.append(support.pop(favored) - max(support.values()))
    return min(leads)
