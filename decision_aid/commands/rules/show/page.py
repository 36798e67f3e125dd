"""A page for each part of a rule set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decision_aid.commands.rules.show.questions import question_page, reads, variants
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.answers import Value
from decision_aid.model.conditions import AllOf
from decision_aid.model.lens import Lens
from decision_aid.model.library import Case
from decision_aid.model.problems import there_is_no
from decision_aid.model.properties import Never, Property
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section, section_unless_empty
from decision_aid.model.rules import (
    Basis,
    Candidate,
    Contact,
    Decision,
    Direction,
    Gate,
    Rule,
    Rules,
    Source,
)
from decision_aid.wording.answers_file import word, written
from decision_aid.wording.claims import claim_entry, claim_page
from decision_aid.wording.commands import to_type
from decision_aid.wording.conditions import condition_section, how_strongly, place_section, what_it_argues
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.help import country_names, help_lines
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.safety import ACTIONS_EXPLAINED
from decision_aid.wording.sources import source_entry, source_names

_BASES = {
    Basis.GUIDELINE: "What a guideline advises",
    Basis.TRIAL: "What a trial or a review found",
    Basis.PREFERENCE: "What the person wishes",
    Basis.LOCAL: "What a clinic knows of itself, and no more",
}


def pages_of(rule_set: Rules, id: str, sheet: Mapping[str, Value] | None = None) -> tuple[Report, ...]:
    """A page for each part of this id: a rule and a gate may share one. `rule_set` has its claims.

    `sheet` is one on which the rule of this id decides the outcome, if one was found.
    Raises `DecisionAidError` when nothing has this id.
    """
    found = (
        *(_rule(rule_set, rule, sheet) for rule in rule_set.rules if rule.id == id),
        *(_gate(rule_set, gate) for gate in rule_set.gates if gate.id == id),
        *(question_page(rule_set, item) for item in rule_set.items if item.id == id),
        *(_candidate(rule_set, candidate) for candidate in rule_set.candidate.values() if candidate.id == id),
        *(claim_page(rule_set, claim) for claim in rule_set.library.claims if claim.id == id),
        *(_source(rule_set, source) for source in rule_set.sources if source.id == id),
        *(_contact(rule_set, contact) for contact in rule_set.contacts if contact.id == id),
        *(_theme(rule_set, theme) for theme in rule_set.themes if theme == id),
        *(
            _property_page(rule_set, promised)
            for promised in rule_set.library.properties
            if promised.id == id
        ),
        *(_case(rule_set, case) for case in rule_set.library.cases if case.id == id),
    )
    if not found:
        named = (rule_set.rules, rule_set.gates, rule_set.items, rule_set.library.claims, rule_set.sources)
        beside = (rule_set.contacts, rule_set.library.properties, rule_set.library.cases)
        known = [part.id for parts in (*named, *beside) for part in parts]
        kinds = "rule, gate, question, claim, source, candidate, contact, theme, property or case"
        raise there_is_no(
            kinds, id, (*known, *rule_set.candidate, *rule_set.themes), to_type(rule_set, "rules list")
        )
    return found


def _rule(rule_set: Rules, rule: Rule, sheet: Mapping[str, Value] | None) -> Report:
    named = dict.fromkeys(claim for argument in rule.arguments for claim in argument.claims)
    claims = (rule_set.library.claim[claim] for claim in named if claim in rule_set.library.claim)
    basis = _BASES.get(rule.basis, f"What {rule_set.topic.reported}, and no more")
    sections = (
        condition_section(rule_set, "When it counts", rule.when),
        *section_unless_empty("What it argues", _arguments(rule_set, rule)),
        *section_unless_empty("What it notes", _notes(rule)),
        *section_unless_empty("What the documents claim", (claim_entry(rule_set, claim) for claim in claims)),
        _what_it_rests_on(rule_set, f"{basis} ({rule.basis}).", rule.sources),
        *section_unless_empty("When evidence was looked for", _looked_for(rule_set, rule)),
        Section("What it reads", tuple(reads(rule_set, rule.when))),
        *(_deciding(rule_set, rule, sheet) if rule.arguments else ()),
        place_section(
            rule_set, rule.location, f"In the theme: {rule_set.themes[rule.theme]} ({rule.theme})."
        ),
    )
    return Report(f"Rule {rule.id}: {rule.name}", sections)


def _arguments(rule_set: Rules, rule: Rule) -> Iterator[Block]:
    """Each argument, with its own reason; at the documents' word, it is their claims that speak."""
    for argument in rule.arguments:
        lead = f"{argument.direction.capitalize()} {rule_set.candidate[argument.candidate].short}"
        claims = f"claim{'s' if len(argument.claims) > 1 else ''} {', '.join(argument.claims)}"
        on = f", on {claims}" if argument.claims else ""
        own = source_names([rule_set.source[source] for source in argument.sources])
        details = (f"{capitalized(how_strongly(argument))}{on}.", f"It rests on {own}." if own else "")
        yield Reason(lead, argument.because, tuple(filter(None, details)))
    if not rule.arguments:
        yield Paragraph("Nothing. It is a note.")


def _notes(rule: Rule) -> Iterator[Block]:
    """The reason of a rule that argues nothing, and the note of any."""
    for text in (rule.because, rule.note):
        if text:
            yield Paragraph(text)


def _what_it_rests_on(rule_set: Rules, basis: str, sources: Sequence[str]) -> Section:
    """What a rule rests on: its basis in words, and its sources."""
    entries = (source_entry(rule_set.source[source]) for source in sources)
    return Section("What it rests on", (Paragraph(basis), *entries))


def _looked_for(rule_set: Rules, rule: Rule) -> Iterator[Block]:
    """When evidence on its question was last looked for, and the newest review that was found."""
    if rule.looked_for:
        yield Paragraph(f"Last looked for on {rule.looked_for}.")
    if rule.newest:
        yield Paragraph(f"Newest review found: {rule_set.source[rule.newest].short} ({rule.newest}).")
    if rule.newest_left_out:
        yield Paragraph(rule.newest_left_out)


def _deciding(rule_set: Rules, rule: Rule, sheet: Mapping[str, Value] | None) -> Iterator[Section]:
    """Answers on which leaving out the rule changes the outcome, as a file, and what comes out."""
    if sheet is None:
        none = Paragraph("No answers were found on which this rule alone changes what is favored.")
        yield Section("Where it decides", (none,))
        return
    without = rule_set._replace(rules=tuple(other for other in rule_set.rules if other.id != rule.id))
    lens = Lens.DOCUMENTS if rule.only_in_documents else Lens.CHECKED
    with_it, without_it = (suggest(evaluate(rules, sheet, lens)) for rules in (rule_set, without))
    outcomes = [
        Reason(decision.caption, "", (f"With it: {one}", f"Without it: {other}"))
        for decision in rule_set.decisions
        if (one := _outcome(with_it, decision)) != (other := _outcome(without_it, decision))
    ]
    lines = tuple(f"{word(link_id)}: {written(value)}" for link_id, value in sheet.items())
    file = (Reason("rule_set", word(rule_set.id), ()), Reason("answers", "", lines))
    about = Paragraph(f"This is a file that {to_type(rule_set, 'evaluate')} takes:")
    yield Section("Answers on which it decides", (about, *file))
    yield from section_unless_empty("What comes out for them", outcomes)


def _outcome(suggestion: Suggestion, decision: Decision) -> str:
    return outcome_in_words(suggestion.evaluation.rule_set, suggestion.conclusion(decision.id))


def _gate(rule_set: Rules, gate: Gate) -> Report:
    released = [condition_section(rule_set, "When it is released", gate.unless)] if gate.unless else []
    contacts = [rule_set.contact[contact] for contact in gate.help]
    sections = (
        Section(
            "What it does",
            (
                Paragraph(f"{gate.action.noun.capitalize()}: {ACTIONS_EXPLAINED[gate.action]}"),
                Paragraph(f"Urgency: {gate.urgency}."),
            ),
        ),
        condition_section(rule_set, "When it holds", gate.when)
        if gate.has_trigger
        else Section("When it holds", (Paragraph("From the start, until it is released."),)),
        *released,
        Section("What it says", tuple(variants(gate.message))),
        *section_unless_empty("Where it says to turn", help_lines(contacts)),
        *section_unless_empty(
            "What it rests on", (source_entry(rule_set.source[source]) for source in gate.sources)
        ),
        Section("What it reads", tuple(reads(rule_set, AllOf(gate.conditions)))),
        place_section(rule_set, gate.location),
    )
    return Report(f"Gate {gate.id}: {gate.caption}", sections)


def _candidate(rule_set: Rules, candidate: Candidate) -> Report:
    decision = next(d for d in rule_set.decisions if candidate in d.candidates)
    question = Paragraph(f"A question to take along: {candidate.question}")
    sections = (
        Section("What it is", (Paragraph(candidate.about), question)),
        *(
            _arguments_for(rule_set, candidate, direction, f"Rules {direction} it")
            for direction in (Direction.FOR, Direction.AGAINST)
        ),
        place_section(rule_set, candidate.location, f"Of the decision: {decision.caption} ({decision.id})."),
    )
    return Report(f"Candidate {candidate.id}: {candidate.caption}", sections)


def _arguments_for(rule_set: Rules, candidate: Candidate, direction: Direction, heading: str) -> Section:
    found = tuple(
        f"{rule.id}, {how_strongly(argument)}: {rule.name}"
        for rule in rule_set.rules
        for argument in rule.arguments
        if (argument.candidate, argument.direction) == (candidate.id, direction)
    )
    return Section(heading, (Bullets(found or ("None.",)),))


def _source(rule_set: Rules, source: Source) -> Report:
    """A source, with all that names it."""
    naming = (
        *(f"gate {gate.id}: {gate.caption}" for gate in rule_set.gates if source.id in gate.sources),
        *(f"rule {rule.id}: {rule.name}" for rule in rule_set.rules if source.id in rule.sources),
        *(
            f"claim {c.id}: {c.says}"
            for c in rule_set.library.claims
            if source.id in (c.document, *c.sources)
        ),
        *(
            f"option {page.id}: {page.caption}"
            for page in rule_set.library.options
            if source.id in page.sources
        ),
    )
    sections = (
        Section(f"What it is: {source.kind}, {source.year}", (source_entry(source),)),
        Section("What names it", (Bullets(naming or ("Nothing.",)),)),
        place_section(rule_set, source.location),
    )
    return Report(f"Source {source.id}: {source.short}", sections)


def _contact(rule_set: Rules, contact: Contact) -> Report:
    named = tuple(f"{gate.id}: {gate.caption}" for gate in rule_set.gates if contact.id in gate.help)
    checked = Paragraph(f"Seen on {contact.checked_on} at {contact.source}")
    always = (Paragraph("It stands on every page."),) if contact.always else ()
    country = country_names(rule_set).get(contact.country, contact.country)
    about = Paragraph(f"{country}. Kind of help: {contact.kind}.")
    sections = (
        Section("How to reach it", (*help_lines([contact]), about, checked, *always)),
        Section("Gates that name it", (Bullets(named or ("None.",)),)),
        place_section(rule_set, contact.location),
    )
    return Report(f"Contact {contact.id}: {contact.name}", sections)


def _theme(rule_set: Rules, theme: str) -> Report:
    rules = [rule for rule in rule_set.rules if rule.theme == theme]
    blocks = tuple(Reason(rule.id, rule.name, (what_it_argues(rule_set, rule),)) for rule in rules)
    sections = (Section("Its rules", blocks), *(place_section(rule_set, rule.location) for rule in rules[:1]))
    return Report(f"Theme {theme}: {rule_set.themes[theme]}", sections)


def _property_page(rule_set: Rules, promised: Property) -> Report:
    promise = promised.promise
    if isinstance(promise, Never):
        never = ", ".join((*promise.outcomes, *promise.candidates))
        said = Paragraph(f"Never comes out: {never}.")
    else:
        order = f", in this order: {', '.join(map(written, promise.order))}" if promise.order else ""
        what = f"the support for {promise.support_for}" if promise.support_for else "the case for a referral"
        said = Paragraph(f"As the answer to {promise.question} rises{order}, {what} never falls.")
    when = (condition_section(rule_set, "When", promise.when),) if promise.when else ()
    sections = (Section("What is promised", (said,)), *when, place_section(rule_set, promised.location))
    return Report(f"Property {promised.id}: {promised.caption}", sections)


def _case(rule_set: Rules, case: Case) -> Report:
    more = f"The answers and what comes out: {to_type(rule_set, f'cases show {case.id}')}"
    sections = (
        Section("The story", (Paragraph(case.story), Paragraph(more))),
        place_section(rule_set, case.location),
    )
    return Report(f"Case {case.id}: {case.title}", sections)
