"""A page for each part of a rule set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from decision_aid.answers import Value
from decision_aid.conditions import (
    AllOf,
    Answered,
    Condition,
    Equals,
    Test,
    tests_in,
)
from decision_aid.crisis import COUNTRIES, help_lines
from decision_aid.describing.listing import argued, conditions_of
from decision_aid.describing.phrases import (
    STRENGTHS,
    condition_section,
    in_words,
    name_of,
    option_label,
    sentence,
    stated,
    unknown,
)
from decision_aid.engine import evaluate, safety_questions
from decision_aid.errors import Location
from decision_aid.library import Case, Claim, Wording
from decision_aid.model import (
    Action,
    Basis,
    Candidate,
    Contact,
    Decision,
    Direction,
    Gate,
    Item,
    ItemType,
    Rule,
    RuleSet,
    Source,
    Text,
)
from decision_aid.properties import Never, Property
from decision_aid.questionnaire import deciding
from decision_aid.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.suggestion import Suggestion, suggest
from decision_aid.written import word, written

_ACTIONS = {
    Action.STOP: "Stop: the questions end, and no approach is named.",
    Action.REFER: "Referral: it stands above the suggestion.",
    Action.CAUTION: "Caution: a note beside the suggestion.",
}

_BASES = {
    Basis.GUIDELINE: "What a guideline advises",
    Basis.TRIAL: "What a trial or a review found",
    Basis.PREFERENCE: "What the person wishes",
    Basis.PRACTICE: "What therapy practices report, and no more",
}

_WORDINGS = {
    Wording.STRONG: "put strongly",
    Wording.MODERATE: "put with some care",
    Wording.WEAK: "put weakly",
    Wording.IMPRESSION: "what the practice itself has seen",
}

VERDICTS = {
    "supported": "Research backs it.",
    "mixed": "Research is mixed.",
    "not_supported": "Research does not back it.",
    "contradicted": "Research speaks against it.",
    "unlike_compared": "It compares unlike things.",
    "theory": "A theory, which no trial can check.",
    "impression": "What a practice sees, and no study.",
    "description": "It tells how the therapy works, and no result that can be checked.",
    "preference": "A matter of wishes.",
    "not_checked": "Not checked.",
}

_SEEN = {
    "full": "Read in full.",
    "abstract": "Only the abstract was read.",
    "summary": "Only a summary was read.",
    "page": "Only one page of it was read.",
}

_TYPES = {
    ItemType.CHOICE: "One answer.",
    ItemType.MULTIPLE: "One answer or several.",
    ItemType.INTEGER: "A whole number.",
}


def pages(rule_set: RuleSet, id: str, sheet: Mapping[str, Value] | None = None) -> tuple[Report, ...]:
    """A page for each part of this id: a rule and a gate may share one. `rule_set` has its claims.

    `sheet` is one on which the rule of this id decides the outcome, if one was found.
    Raises `DecisionAidError` when nothing has this id.
    """
    found = (
        *(_rule(rule_set, rule, sheet) for rule in rule_set.rules if rule.id == id),
        *(_gate(rule_set, gate) for gate in rule_set.gates if gate.id == id),
        *(_question(rule_set, item) for item in rule_set.items if item.id == id),
        *(_candidate(rule_set, candidate) for candidate in rule_set.candidate.values() if candidate.id == id),
        *(claim_page(rule_set, claim) for claim in rule_set.claims if claim.id == id),
        *(_source(rule_set, source) for source in rule_set.sources if source.id == id),
        *(_contact(rule_set, contact) for contact in rule_set.contacts if contact.id == id),
        *(_theme(rule_set, theme) for theme in rule_set.themes if theme == id),
        *(_promised(rule_set, promised) for promised in rule_set.properties if promised.id == id),
        *(_case(rule_set, case) for case in rule_set.cases if case.id == id),
    )
    if not found:
        named = (rule_set.rules, rule_set.gates, rule_set.items, rule_set.claims, rule_set.sources)
        beside = (rule_set.contacts, rule_set.properties, rule_set.cases)
        known = [part.id for parts in (*named, *beside) for part in parts]
        kinds = "rule, gate, question, claim, source, candidate, contact, theme, property or case"
        raise unknown(kinds, id, (*known, *rule_set.candidate, *rule_set.themes))
    return found


def has(rule_set: RuleSet, id: str) -> bool:
    """Whether something that an evaluation needs has this id."""
    named = (rule_set.rules, rule_set.gates, rule_set.items, rule_set.claims, rule_set.sources)
    ids = (part.id for parts in (*named, rule_set.contacts) for part in parts)
    return id in (*ids, *rule_set.candidate, *rule_set.themes)


def _rule(rule_set: RuleSet, rule: Rule, sheet: Mapping[str, Value] | None) -> Report:
    named = dict.fromkeys(claim for argument in rule.arguments for claim in argument.claims)
    claims = (rule_set.claim[claim] for claim in named if claim in rule_set.claim)
    note = (Paragraph(f"Note: {rule.note}"),) if rule.note else ()
    sections = (
        condition_section(rule_set, "When it counts", rule.when),
        Section("What it says", (Paragraph(rule.because), *note)),
        Section("What it argues", (Bullets(tuple(_arguments(rule_set, rule))),)),
        *_listed("What the documents claim", (claimed(rule_set, claim) for claim in claims)),
        _rests_on(rule_set, f"{_BASES[rule.basis]} ({rule.basis}).", rule.sources),
        Section("What it reads", tuple(_reads(rule_set, rule.when))),
        *(_deciding(rule_set, rule, sheet) if rule.arguments else ()),
        _stands(rule_set, rule.location, f"In the theme: {rule_set.themes[rule.theme]} ({rule.theme})."),
    )
    return Report(f"Rule {rule.id}: {rule.caption}", sections)


def _arguments(rule_set: RuleSet, rule: Rule) -> Iterator[str]:
    for argument in rule.arguments:
        name = rule_set.candidate[argument.candidate].short
        claims = f"claim{'s' if len(argument.claims) > 1 else ''} {', '.join(argument.claims)}"
        on = f"; on {claims}" if argument.claims else ""
        yield f"{argument.direction.capitalize()} {name}, {STRENGTHS[argument.strength]}{on}"
    if not rule.arguments:
        yield "Nothing. It is a note."


def _reads(rule_set: RuleSet, condition: Condition) -> Iterator[Reason]:
    """The questions that a condition reads, with those that decide whether they are asked."""
    read: dict[str, dict[str, None]] = {}
    for test in tests_in(condition):
        item = rule_set.item[test.question]
        wanted = test.codes if isinstance(test, Equals) else (": ".join(stated(rule_set, test)[1:]),)
        read.setdefault(item.link_id, {}).update(dict.fromkeys(wanted))
    for link_id in deciding(rule_set.item, tuple(read)):
        item = rule_set.item[link_id]
        codes = ", ".join(read[link_id]) if link_id in read else "decides whether a question below is asked"
        yield Reason(name_of(item), codes, (_asked(rule_set, item),))


def _asked(rule_set: RuleSet, item: Item) -> str:
    return f"Asked when: {in_words(rule_set, item.enable_when)}" if item.enable_when else "Always asked."


def _deciding(rule_set: RuleSet, rule: Rule, sheet: Mapping[str, Value] | None) -> Iterator[Section]:
    """Answers on which leaving out the rule changes the outcome, as a file, and what comes out."""
    if sheet is None:
        none = Paragraph("No answers were found on which this rule alone changes what is favoured.")
        yield Section("Where it decides", (none,))
        return
    without = rule_set._replace(rules=tuple(other for other in rule_set.rules if other.id != rule.id))
    with_it, without_it = suggest(evaluate(rule_set, sheet)), suggest(evaluate(without, sheet))
    outcomes = [
        Reason(decision.caption, "", (f"With it: {one}", f"Without it: {other}"))
        for decision in rule_set.decisions
        if (one := _favoured(with_it, decision)) != (other := _favoured(without_it, decision))
    ]
    lines = tuple(f"{word(link_id)}: {written(value)}" for link_id, value in sheet.items())
    file = (Reason("rule_set", word(rule_set.id), ()), Reason("answers", "", lines))
    about = Paragraph("This is a file that decision-aid evaluate takes:")
    yield Section("Answers on which it decides", (about, *file))
    yield from _listed("What comes out for them", outcomes)


def _favoured(suggestion: Suggestion, decision: Decision) -> str:
    conclusion = suggestion.conclusion(decision.id)
    if conclusion is None:
        return "it does not come up"
    names = [suggestion.evaluation.rule_set.candidate[id].short for id in conclusion.favoured]
    return " and ".join(names) or "none stands out"


def _gate(rule_set: RuleSet, gate: Gate) -> Report:
    released = [condition_section(rule_set, "When it is released", gate.unless)] if gate.unless else []
    contacts = [rule_set.contact[contact] for contact in gate.help]
    sections = (
        Section("What it does", (Paragraph(_ACTIONS[gate.action]), Paragraph(f"Urgency: {gate.urgency}."))),
        condition_section(rule_set, "When it holds", gate.when),
        *released,
        Section("What it says", tuple(_variants(gate.message))),
        *_listed("Where it says to turn", help_lines(contacts)),
        *_listed("What it rests on", (_cited(rule_set.source[source]) for source in gate.sources)),
        Section("What it reads", tuple(_reads(rule_set, AllOf(conditions_of(gate))))),
        _stands(rule_set, gate.location),
    )
    return Report(f"Gate {gate.id}: {gate.caption}", sections)


def _variants(text: Text) -> Iterator[Reason]:
    yield Reason("To the person", text.plain, ())
    for reader, words in (("To a clinician", text.clinician), ("To a class", text.teaching)):
        yield Reason(reader, words or "the same words", ())


def _question(rule_set: RuleSet, item: Item) -> Report:
    beside = (("Hint", item.help), ("Why we ask", item.why))
    asked = (
        condition_section(rule_set, "When it is asked", item.enable_when)
        if item.enable_when
        else Section("When it is asked", (Paragraph("Always."),))
    )
    sections = (
        Section("What is asked", (*_variants(item.text), *(Reason(lead, t, ()) for lead, t in beside if t))),
        Section("What can be answered, and who reads it", tuple(_readings(rule_set, item))),
        asked,
        _stands(rule_set, item.location, f"In the section: {item.section} ({item.purpose})."),
    )
    return Report(f"Question {item.link_id}: {item.label}", sections)


def _readings(rule_set: RuleSet, item: Item) -> Iterator[Block]:
    """Each answer, or each bound of a number, with the gates, rules and questions that read it."""
    yield Paragraph(" ".join(_kind_of_answer(rule_set, item)))
    for option in item.answer_options:
        lead = option_label(item, option.code) + (", goes with no other" if option.exclusive else "")
        read_by = _readers(rule_set, Equals(item.link_id, (option.code,)))
        yield Reason(lead, "", read_by or ("No one reads it.",))
    tests = {test for _, _, condition in _all_conditions(rule_set) for test in tests_in(condition)}
    own = [test for test in tests if test.question == item.link_id and not isinstance(test, Equals)]
    for test in sorted(own, key=lambda test: (type(test).__name__, getattr(test, "bound", 0))):
        yield Reason(sentence(stated(rule_set, test)[1]), "", _readers(rule_set, test))


def _kind_of_answer(rule_set: RuleSet, item: Item) -> Iterator[str]:
    yield _TYPES[item.type]
    if item.type is ItemType.INTEGER:
        yield f"From {item.minimum} to {item.maximum}."
    if item.max_choices is not None:
        yield f"At most {item.max_choices} of them."
    if item.link_id in safety_questions(rule_set):
        yield "A safety question: without an answer, no approach is named."


def _all_conditions(rule_set: RuleSet) -> Iterator[tuple[str, str, Condition]]:
    """Every condition, with the kind and the id of what it stands in."""
    for gate in rule_set.gates:
        yield from (("Gates", gate.id, condition) for condition in conditions_of(gate))
    yield from (("Rules", rule.id, rule.when) for rule in rule_set.rules)
    yield from (
        ("Decides whether it is asked", item.link_id, item.enable_when)
        for item in rule_set.items
        if item.enable_when
    )


def _readers(rule_set: RuleSet, wanted: Test | Answered) -> tuple[str, ...]:
    """The ids, by kind, of all that asks about this answer."""
    found: dict[str, dict[str, None]] = {}
    for kind, id, condition in _all_conditions(rule_set):
        if any(_asks(test, wanted) for test in tests_in(condition)):
            found.setdefault(kind, {})[id] = None
    return tuple(f"{kind}: {', '.join(ids)}" for kind, ids in found.items())


def _asks(test: Test | Answered, wanted: Test | Answered) -> bool:
    if isinstance(test, Equals) and isinstance(wanted, Equals):
        return test.question == wanted.question and not set(test.codes).isdisjoint(wanted.codes)
    return test == wanted


def _candidate(rule_set: RuleSet, candidate: Candidate) -> Report:
    decision = next(d for d in rule_set.decisions if candidate in d.candidates)
    question = Paragraph(f"A question to take along: {candidate.question}")
    sections = (
        Section("What it is", (Paragraph(candidate.about), question)),
        *(
            _spoken(rule_set, candidate, direction, f"Rules {direction} it")
            for direction in (Direction.FOR, Direction.AGAINST)
        ),
        _stands(rule_set, candidate.location, f"Of the decision: {decision.caption} ({decision.id})."),
    )
    return Report(f"Candidate {candidate.id}: {candidate.caption}", sections)


def _spoken(rule_set: RuleSet, candidate: Candidate, direction: Direction, heading: str) -> Section:
    found = tuple(
        f"{rule.id}, {STRENGTHS[argument.strength]}: {rule.caption}"
        for rule in rule_set.rules
        for argument in rule.arguments
        if (argument.candidate, argument.direction) == (candidate.id, direction)
    )
    return Section(heading, (Bullets(found or ("None.",)),))


def claim_page(rule_set: RuleSet, claim: Claim) -> Report:
    """A claim in full, with the rules that use it."""
    using = [r for r in rule_set.rules if any(claim.id in argument.claims for argument in r.arguments)]
    unused = [f"No rule uses it. {claim.unused_because}"] if claim.unused_because else []
    used = [f"{rule.id}: {rule.caption}" for rule in using] or unused or ["No rule uses it."]
    says_who = "It says who benefits, or when it fits." if claim.benefit else "It does not say who benefits."
    sections = (
        Section("What it says", (claimed(rule_set, claim), Paragraph(says_who))),
        *_listed("What that verdict rests on", (_cited(rule_set.source[source]) for source in claim.sources)),
        Section("Rules that use it", (Bullets(tuple(used)),)),
        _stands(rule_set, claim.location),
    )
    return Report(f"Claim {claim.id}", sections)


def claimed(rule_set: RuleSet, claim: Claim) -> Reason:
    """What a claim says, where, how strongly, and what research says of it."""
    verdict = VERDICTS.get(claim.verdict, f"{claim.verdict}.")
    where = f"{rule_set.source[claim.document].short}, {claim.heading}, {claim.item}"
    details = (f"{where}; {_WORDINGS[claim.wording]}", f"{verdict} {claim.research}")
    return Reason(claim.id, claim.says, details)


def _source(rule_set: RuleSet, source: Source) -> Report:
    cited = (
        *(f"gate {gate.id}: {gate.caption}" for gate in rule_set.gates if source.id in gate.sources),
        *(f"rule {rule.id}: {rule.caption}" for rule in rule_set.rules if source.id in rule.sources),
        *(f"claim {c.id}: {c.says}" for c in rule_set.claims if source.id in (c.document, *c.sources)),
    )
    sections = (
        Section(f"What it is: {source.kind}, {source.year}", (_cited(source),)),
        Section("What names it", (Bullets(cited or ("Nothing.",)),)),
        _stands(rule_set, source.location),
    )
    return Report(f"Source {source.id}: {source.short}", sections)


def _cited(source: Source) -> Reason:
    return Reason(
        source.id, f"{source.short}. {source.about}", (source.link, _SEEN.get(source.seen, source.seen))
    )


def _contact(rule_set: RuleSet, contact: Contact) -> Report:
    named = tuple(f"{gate.id}: {gate.caption}" for gate in rule_set.gates if contact.id in gate.help)
    checked = Paragraph(f"Seen on {contact.checked_on} at {contact.source}")
    always = (Paragraph("It stands on every page."),) if contact.always else ()
    about = Paragraph(f"{COUNTRIES.get(contact.country, contact.country)}. Kind of help: {contact.kind}.")
    sections = (
        Section("How to reach it", (*help_lines([contact]), about, checked, *always)),
        Section("Gates that name it", (Bullets(named or ("None.",)),)),
        _stands(rule_set, contact.location),
    )
    return Report(f"Contact {contact.id}: {contact.name}", sections)


def _theme(rule_set: RuleSet, theme: str) -> Report:
    rules = [rule for rule in rule_set.rules if rule.theme == theme]
    blocks = tuple(Reason(rule.id, rule.caption, (argued(rule_set, rule),)) for rule in rules)
    sections = (Section("Its rules", blocks), *(_stands(rule_set, rule.location) for rule in rules[:1]))
    return Report(f"Theme {theme}: {rule_set.themes[theme]}", sections)


def _promised(rule_set: RuleSet, promised: Property) -> Report:
    promise = promised.promise
    if isinstance(promise, Never):
        never = ", ".join((*promise.outcomes, *promise.candidates))
        said = Paragraph(f"Never comes out: {never}.")
    else:
        order = f", in this order: {', '.join(map(written, promise.order))}" if promise.order else ""
        what = f"the support for {promise.support_for}" if promise.support_for else "the case for a referral"
        said = Paragraph(f"As the answer to {promise.question} rises{order}, {what} never falls.")
    when = (condition_section(rule_set, "When", promise.when),) if promise.when else ()
    sections = (Section("What is promised", (said,)), *when, _stands(rule_set, promised.location))
    return Report(f"Property {promised.id}: {promised.caption}", sections)


def _case(rule_set: RuleSet, case: Case) -> Report:
    more = f"The answers and what comes out: decision-aid cases show {case.id}"
    sections = (
        Section("The story", (Paragraph(case.story), Paragraph(more))),
        _stands(rule_set, case.location),
    )
    return Report(f"Case {case.id}: {case.title}", sections)


def _rests_on(rule_set: RuleSet, basis: str, sources: Sequence[str]) -> Section:
    cited = (_cited(rule_set.source[source]) for source in sources)
    return Section("What it rests on", (Paragraph(basis), *cited))


def _listed(heading: str, blocks: Iterable[Block]) -> Iterator[Section]:
    """A section, if there is anything to stand in it."""
    if found := tuple(blocks):
        yield Section(heading, found)


def _stands(rule_set: RuleSet, location: Location, *more: str) -> Section:
    """The file, seen from the folder of the rule set, and the line."""
    folder = rule_set.location.file.removesuffix("rule_set.yaml")
    place = f"{location.file.removeprefix(folder)}:{location.line}"
    return Section("Where it stands", tuple(map(Paragraph, (place, *more))))
