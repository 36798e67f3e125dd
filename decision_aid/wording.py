"""The words of a result. Every sentence a user reads comes from the rule set or from here.

Belongs here: a suggestion in, a `Report` out, in the words for a person, a clinician or a class.
Does not: drawing (`rendering`), deciding (`suggestion`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from decision_aid.answers import CLINICIAN, PERSON, SKIPPED, TEACHING, Answers, Value
from decision_aid.conditions import Equals
from decision_aid.engine import JudgedGate, JudgedRule, Lens, Standing, WeighedArgument
from decision_aid.model import (
    Action,
    Basis,
    Candidate,
    Contact,
    Direction,
    Gate,
    Item,
    Rule,
    RuleSet,
    Strength,
    Urgency,
)
from decision_aid.report import Block, Bullets, HelpLine, Paragraph, Reason, Report, Section
from decision_aid.suggestion import Conclusion, Outcome, Status, Suggestion

CLEAR_LEAD = 4
"""From this lead in net support on, a fit is called clear: two strong reasons, from two themes."""

COUNTRIES = {"US": "United States", "UK": "United Kingdom", "CA": "Canada", "AU": "Australia", "any": "Anywhere"}


@dataclass(frozen=True, slots=True)
class Voice:
    """The phrases that change with who is reading."""

    said: str
    answers: str
    wishes: str
    fits: str
    fits_not: str
    first_to: str
    both_to: str
    approach_heading: str


VOICES = {
    PERSON: Voice(
        said="You said",
        answers="your answers",
        wishes="what you wish for",
        fits="fits your wish",
        fits_not="does not fit your wish",
        first_to="It is the first approach to ask about.",
        both_to="These are approaches to ask about.",
        approach_heading="Approaches to ask about",
    ),
    CLINICIAN: Voice(
        said="Answer",
        answers="the client's answers",
        wishes="what the client wishes for",
        fits="fits the client's wish",
        fits_not="does not fit the client's wish",
        first_to="The rules suggest it first.",
        both_to="The rules suggest these.",
        approach_heading="What the rules suggest",
    ),
    TEACHING: Voice(
        said="Answer",
        answers="the answers in this example",
        wishes="what the person in the example wishes for",
        fits="fits the wish in this example",
        fits_not="does not fit the wish in this example",
        first_to="The rules suggest it first.",
        both_to="The rules suggest these.",
        approach_heading="What the rules suggest in this example",
    ),
}

_BASIS_WORDS = {
    Basis.GUIDELINE: "guidelines",
    Basis.TRIAL: "research",
    Basis.PRACTICE: "what therapy practices report",
}

_LENS_STAMPS = {
    Lens.DOCUMENTS: "Lens: documents. This takes the two web pages at their word, whatever research says.",
    Lens.RESEARCH: "Lens: research. This leaves out what only therapy practices report. Wishes stay in.",
}

_ACTION_HEADINGS = {
    Action.STOP: "Please read this first",
    Action.REFER: "First, talk with a professional",
    Action.CAUTION: "Please keep in mind",
}


def report(suggestion: Suggestion) -> Report:
    """The page for a suggestion, whatever its status."""
    rule_set = suggestion.evaluation.rule_set
    writer = {
        Status.STOPPED: _stopped,
        Status.NEEDS_ANSWERS: _needs_answers,
        Status.SUGGESTION: _result,
        Status.NO_CLEAR_SUGGESTION: _result,
    }[suggestion.status]
    return Report(rule_set.title, tuple(writer(suggestion)), stamps(suggestion))


def stamps(suggestion: Suggestion) -> tuple[str, ...]:
    """The lines that must stand on every page made in teaching or through another lens."""
    evaluation = suggestion.evaluation
    teaching = ["Example for teaching. This is about no real person."]
    lens = [_LENS_STAMPS[evaluation.lens]] if evaluation.lens in _LENS_STAMPS else []
    return tuple((teaching if evaluation.answers.setting == TEACHING else []) + lens)


def gate_message(gate: Gate, setting: str) -> str:
    """What a gate says to who is reading."""
    return gate.message.to(setting)


def disclaimer(suggestion: Suggestion) -> str:
    """What the page is not, and that no clinician has signed it off."""
    rule_set = suggestion.evaluation.rule_set
    return f"{rule_set.disclaimer.to(suggestion.evaluation.answers.setting)} {rule_set.clinician_review}"


def contacts_for(suggestion: Suggestion) -> tuple[Contact, ...]:
    """Where to turn: what the gates name, most urgent gate first, then what stands on every page."""
    rule_set = suggestion.evaluation.rule_set
    named = (rule_set.contact[name] for judged in _by_urgency(suggestion.gates) for name in judged.gate.help)
    return tuple(dict.fromkeys((*named, *always(rule_set))))


def always(rule_set: RuleSet) -> tuple[Contact, ...]:
    """The contacts on every page."""
    return tuple(contact for contact in rule_set.contacts if contact.always)


def crisis_card(rule_set: RuleSet) -> Report:
    """The contacts on every page, short enough to show in the middle of anything."""
    return Report("Help, right now", (_help_section("You can reach someone now", always(rule_set)),))


def all_contacts(rule_set: RuleSet) -> Report:
    """Every contact there is, by country."""
    sections = []
    for country in dict.fromkeys(contact.country for contact in rule_set.contacts):
        there = [contact for contact in rule_set.contacts if contact.country == country]
        sections.append(_help_section(COUNTRIES.get(country, country), there))
    oldest = min(contact.checked_on for contact in rule_set.contacts)
    about = Paragraph(f"These contacts were last checked on {oldest} or later. This list works without a network.")
    return Report("Help, right now", (*sections, Section("About this list", (about,))))


def answer_words(item: Item, value: Value, codes: Sequence[str] | None = None) -> str:
    """An answer in the words of its options; of several, only `codes` when these are given."""
    if value == SKIPPED:
        return "skipped"
    if isinstance(value, int):
        return str(value)
    chosen = value if isinstance(value, tuple) else (value,)
    labels = [option.label for option in item.answer_options if option.code in chosen]
    if codes is not None:
        labels = [o.label for o in item.answer_options if o.code in chosen and o.code in codes]
    return "; ".join(labels)


def _stopped(suggestion: Suggestion) -> Iterator[Section]:
    yield _gate_section(suggestion, Action.STOP, contacts_for(suggestion))
    said = "No approach is shown now, on purpose. Safety and care come first."
    yield _about(suggestion, said)


def _needs_answers(suggestion: Suggestion) -> Iterator[Section]:
    rule_set = suggestion.evaluation.rule_set
    said = "Some safety questions have no answer yet. Without them, this aid shows no approach."
    labels = tuple(rule_set.item[question].label for question in suggestion.missing)
    after = "You can answer them later, or talk them through with a professional. That is a good step too."
    yield Section("No approach can be shown yet", (Paragraph(said, strong=True), Bullets(labels), Paragraph(after)))
    if suggestion.gates:
        yield _gate_section(suggestion, Action.REFER)
    yield _help_section("Help at any time", contacts_for(suggestion))
    yield _about(suggestion)


def _result(suggestion: Suggestion) -> Iterator[Section]:
    main, *others = suggestion.conclusions
    if any(judged.gate.action is Action.REFER for judged in suggestion.gates):
        yield _gate_section(suggestion, Action.REFER)
    yield _headline(suggestion, main)
    for standing in _best_first(main):
        yield _candidate_section(suggestion, standing)
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT:
            yield _side_decision(suggestion, conclusion)
    yield from _keep_in_mind(suggestion)
    yield _uncertain(suggestion)
    yield _questions(suggestion)
    yield _help_section("Help at any time", contacts_for(suggestion))
    yield _about(suggestion, suggestion.evaluation.rule_set.documents_note)


def _headline(suggestion: Suggestion, main: Conclusion) -> Section:
    voice = _voice(suggestion)
    rule_set = suggestion.evaluation.rule_set
    names = [rule_set.candidate[candidate].short for candidate in main.favoured]
    blocks: list[Block] = []
    if suggestion.status is Status.NO_CLEAR_SUGGESTION:
        if main.outcome is Outcome.NO_SUPPORT:
            blocks.append(Paragraph(f"Nothing in {voice.answers} points to one approach.", strong=True))
        else:
            said = f"No approach stands out. All of them fit {voice.answers} about equally well."
            blocks.append(Paragraph(said, strong=True))
        blocks.append(Paragraph("Here is what sets the approaches apart:"))
        blocks.append(Bullets(tuple(f"{c.caption}: {c.about}" for c in main.decision.candidates)))
        blocks.extend(_would_settle(suggestion))
    elif len(names) == 1:
        degree = "clearly more" if _lead(main) >= CLEAR_LEAD else "somewhat more"
        said = f"{_sentence(names[0])} fits {voice.answers} {degree} than the others do. {voice.first_to}"
        blocks.append(Paragraph(said, strong=True))
    else:
        said = f"{_sentence(_listed(names))} fit {voice.answers} about equally well. {voice.both_to}"
        blocks.append(Paragraph(said, strong=True))
    blocks.extend(Paragraph(text) for text in (_rests_on(suggestion, main), rule_set.evidence_note) if text)
    return Section(voice.approach_heading, tuple(blocks))


def _rests_on(suggestion: Suggestion, main: Conclusion) -> str | None:
    """What kind of statement this is: what the reasons for the favoured rest on, heaviest first."""
    weights: dict[str, int] = {}
    for standing in main.standings:
        for weighed in standing.arguments if standing.candidate.id in main.favoured else ():
            if weighed.counted and weighed.argument.direction is Direction.FOR:
                words = _BASIS_WORDS.get(weighed.rule.basis, _voice(suggestion).wishes)
                weights[words] = weights.get(words, 0) + weighed.strength.weight
    if not weights:
        return None
    first, *rest = sorted(weights, key=lambda words: -weights[words])
    return f"This rests {'most of all ' if rest else ''}on {first}{'; then on ' + _listed(rest) if rest else ''}."


def _would_settle(suggestion: Suggestion) -> Iterator[Block]:
    """Which open questions could still set the approaches apart."""
    rule_set = suggestion.evaluation.rule_set
    labels = [rule_set.item[question].label for question in suggestion.missing]
    if labels:
        yield Paragraph("An answer to these questions could still set them apart:")
        yield Bullets(tuple(labels))
    else:
        yield Paragraph("All questions are answered. What feels right after a first visit is a good guide, too.")


def _candidate_section(suggestion: Suggestion, standing: Standing) -> Section:
    blocks: list[Block] = [Paragraph(standing.candidate.about)]
    reasons = [*_reasons(suggestion, standing, Direction.FOR), *_reasons(suggestion, standing, Direction.AGAINST)]
    blocks.extend(reasons or [Paragraph(f"Nothing in {_voice(suggestion).answers} speaks for it or against it.")])
    return Section(standing.candidate.caption, tuple(blocks))


def _reasons(suggestion: Suggestion, standing: Standing, direction: Direction) -> Iterator[Reason]:
    """The reasons of one direction: those that count, strongest first, then those already spoken for."""
    weighed = [w for w in standing.arguments if w.argument.direction is direction]
    for one in sorted(weighed, key=lambda w: (not w.counted, -w.strength.weight)):
        strong = one.strength is Strength.STRONG
        lead = f"{'Strong reason' if strong else 'Reason'} {direction}" if one.counted else f"Also {direction}"
        yield Reason(lead, one.rule.because, tuple(_details(suggestion, one)))


def _details(suggestion: Suggestion, weighed: WeighedArgument) -> Iterator[str]:
    voice = _voice(suggestion)
    said = "; ".join(_said(suggestion.evaluation.rule_set, suggestion.evaluation.answers, weighed.judged))
    yield f"{voice.said}: {said}" if said else f"From {voice.answers}"
    yield f"Mark: {_mark(voice, weighed)}"
    rule_set = suggestion.evaluation.rule_set
    names = [_source_name(rule_set, source) for source in weighed.rule.sources]
    if names:
        yield f"Source: {'; '.join(names)}"
    if weighed.argument.claims:
        yield f"On the practices' pages: {', '.join(weighed.argument.claims)}"
    if not weighed.counted:
        yield "Counted once, with the stronger reason of the same kind above"


def _mark(voice: Voice, weighed: WeighedArgument) -> str:
    match weighed.rule.basis:
        case Basis.PREFERENCE:
            return voice.fits if weighed.argument.direction is Direction.FOR else voice.fits_not
        case Basis.PRACTICE:
            return "therapy practices report this; research has not shown it"
        case basis:
            return str(basis if basis is Basis.GUIDELINE else "research")


def _source_name(rule_set: RuleSet, source_id: str) -> str:
    source = rule_set.source[source_id]
    return f"{source.short} (abstract seen)" if source.seen == "abstract" else source.short


def _said(rule_set: RuleSet, answers: Answers, judged: JudgedRule) -> Iterator[str]:
    """The answers on which a rule rests, each question once."""
    seen: dict[str, list[str]] = {}
    for test in judged.verdict.grounds():
        seen.setdefault(test.question, []).extend(test.codes if isinstance(test, Equals) else ())
    for question, codes in seen.items():
        item, value = rule_set.item[question], answers.value(question)
        if value is not None:
            yield f"{item.label}: {answer_words(item, value, codes or None)}"


def _side_decision(suggestion: Suggestion, conclusion: Conclusion) -> Section:
    """A decision beside the main one: medicine, or the form of a therapy."""
    rule_set = suggestion.evaluation.rule_set
    names = [rule_set.candidate[candidate].caption for candidate in conclusion.favoured]
    if conclusion.outcome is Outcome.LEVEL:
        said = f"About level, and worth discussing: {_listed([name.lower() for name in names])}."
    else:
        said = f"Worth discussing first: {names[0].lower()}."
    about = [Paragraph(f"{s.candidate.caption}: {s.candidate.about}") for s in conclusion.standings]
    reasons: list[Block] = []
    for standing in _best_first(conclusion):
        own = [*_reasons(suggestion, standing, Direction.FOR), *_reasons(suggestion, standing, Direction.AGAINST)]
        if own:
            reasons.append(Paragraph(f"{standing.candidate.caption}:"))
            reasons.extend(own)
    return Section(conclusion.decision.caption, (Paragraph(said, strong=True), *about, *reasons))


def _keep_in_mind(suggestion: Suggestion) -> Iterator[Section]:
    """Cautions, and what rules note without arguing."""
    notes = [Paragraph(judged.rule.note) for judged in _held(suggestion) if not judged.rule.arguments and judged.rule.note]
    cautions = any(judged.gate.action is Action.CAUTION for judged in suggestion.gates)
    if cautions:
        section = _gate_section(suggestion, Action.CAUTION)
        yield Section(section.heading, (*section.blocks, *notes))
    elif notes:
        yield Section(_ACTION_HEADINGS[Action.CAUTION], tuple(notes))


def _uncertain(suggestion: Suggestion) -> Section:
    rule_set = suggestion.evaluation.rule_set
    entries = [judged.rule.note for judged in _held(suggestion) if judged.rule.arguments and judged.rule.note]
    if suggestion.missing:
        labels = ", ".join(rule_set.item[question].label.lower() for question in suggestion.missing)
        entries.append(f"Not answered, and able to change the picture: {labels}.")
    entries.append("The aid knows only these answers. It does not know which therapists are near, or how a first visit feels.")
    return Section("What is uncertain", (Bullets(tuple(dict.fromkeys(entries))),))


def _questions(suggestion: Suggestion) -> Section:
    """Three questions to take along: first those about what is favoured, then those for everyone."""
    rule_set = suggestion.evaluation.rule_set
    favoured = [candidate for conclusion in suggestion.conclusions for candidate in conclusion.favoured]
    own = [rule_set.candidate[candidate].question for candidate in favoured][:2]
    return Section("Three questions to take to a therapist", (Bullets((*own, *rule_set.questions_to_ask)[:3]),))


def _gate_section(suggestion: Suggestion, action: Action, contacts: Iterable[Contact] = ()) -> Section:
    setting = suggestion.evaluation.answers.setting
    gates = [judged.gate for judged in _by_urgency(suggestion.gates) if judged.gate.action is action]
    messages = [Paragraph(gate_message(gate, setting), strong=action is not Action.CAUTION) for gate in gates]
    return Section(_ACTION_HEADINGS[action], (*messages, *_help_lines(contacts)))


def _about(suggestion: Suggestion, first: str | None = None) -> Section:
    rule_set = suggestion.evaluation.rule_set
    stamp = f"Rule set {rule_set.id} {rule_set.version}, reviewed {rule_set.reviewed}, hash {rule_set.hash[:12]}."
    texts = [text for text in (first, disclaimer(suggestion), stamp) if text]
    return Section("About this page", tuple(Paragraph(text) for text in texts))


def _help_section(heading: str, contacts: Iterable[Contact]) -> Section:
    return Section(heading, tuple(_help_lines(contacts)))


def _help_lines(contacts: Iterable[Contact]) -> Iterator[HelpLine]:
    return (HelpLine(contact.name, contact.contact) for contact in contacts)


def _by_urgency(gates: Iterable[JudgedGate]) -> list[JudgedGate]:
    return sorted(gates, key=lambda judged: list(Urgency).index(judged.gate.urgency))


def _held(suggestion: Suggestion) -> Iterator[JudgedRule]:
    return (judged for judged in suggestion.evaluation.rules if judged.holds)


def _best_first(conclusion: Conclusion) -> list[Standing]:
    """The favoured first, in their order; then the others as they stand in the rule set."""
    order = {candidate: place for place, candidate in enumerate(conclusion.favoured)}
    return sorted(conclusion.standings, key=lambda s: order.get(s.candidate.id, len(order)))


def _lead(conclusion: Conclusion) -> int:
    first, second = sorted((s.net_support for s in conclusion.standings), reverse=True)[:2]
    return first - second


def _voice(suggestion: Suggestion) -> Voice:
    return VOICES[suggestion.evaluation.answers.setting]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
