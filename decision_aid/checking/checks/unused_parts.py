"""Parts that nothing uses: answers, benefit claims, sources; and candidates that no page tells of.

Answers to questions of safety are looked at in `safety_answers`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.checks.safety_answers import questions_of_safety, read_in
from decision_aid.model.conditions import Condition
from decision_aid.model.library import Overview
from decision_aid.model.names import ANSWER, answer_name
from decision_aid.model.problems import Problem, Severity
from decision_aid.model.rules import AnswerOption, Item, ItemType, Rules

CODES = {
    "unread-code": "An answer that no condition reads and that is not marked neutral, or the reverse.",
    "unread-question": "A number that no condition reads.",
    "unused-claim": "A benefit that a document claims and no argument uses, in any lens.",
    "no-option-page": "A candidate without a page that says what it is.",
    "not-in-overview": "A candidate of the first decision that the overview does not list.",
    "covered-by-now": "What the overview calls not covered, though it is a candidate.",
    "unused-source": "A source that nothing rests on: no rule, gate, claim, option page or contact.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a code that no condition reads and that is not marked neutral, a neutral one
    that is read; a benefit claim that no argument uses, not even in the documents lens; a candidate
    without an option page, or one that the overview leaves out or calls not covered; a source that
    nothing names.

    Why it matters: a question whose answer changes nothing wastes a tired person's time, a claim
    passed over in silence hides what the documents say, and an unused source looks like support.
    Example: an option `growth` under goals that no rule reads. Instead: a rule, or `neutral: true`
    if it is a plain *no*.
    """
    yield from _answers(rule_set)
    yield from _claims(rule_set)
    yield from _pages(rule_set)
    yield from _sources(rule_set)


def _answers(rule_set: Rules) -> Iterator[Problem]:
    read = codes_read(rule_set)
    of_safety = questions_of_safety(rule_set)
    for item in rule_set.items:
        for option in item.answer_options:
            is_read = (item.link_id, option.code) in read
            if is_read == option.neutral and (is_read or item not in of_safety):
                yield _wrong_mark(item, option)
        if item.type is ItemType.INTEGER and item not in of_safety and (item.link_id, "") not in read:
            hint = "let a rule read it, or take the question out"
            yield Problem(
                "unread-question", f"nothing reads '{item.link_id}'", item.location, hint, about=item.link_id
            )


def _claims(rule_set: Rules) -> Iterator[Problem]:
    used = {claim for rule in rule_set.rules for argument in rule.arguments for claim in argument.claims}
    for claim in rule_set.library.claims:
        if claim.benefit and claim.id not in used:
            message = f"no argument uses the benefit claim {claim.id}"
            hint = f"list it on an argument, {{for: ..., lens: documents, claims: [{claim.id}]}} at least"
            yield Problem("unused-claim", message, claim.location, hint, about=claim.id)


def _pages(rule_set: Rules) -> Iterator[Problem]:
    pages = {page.id for page in rule_set.library.options}
    for candidate in rule_set.candidate.values():
        if candidate.id not in pages:
            message = f"the candidate '{candidate.id}' has no page"
            hint = f"write options/{candidate.id}.yaml; the page of another one is there to copy"
            yield Problem("no-option-page", message, candidate.location, hint)
    if overview := rule_set.library.overview:
        yield from _in_the_overview(overview, rule_set)


def _in_the_overview(overview: Overview, rule_set: Rules) -> Iterator[Problem]:
    for candidate in rule_set.decisions[0].candidates:
        if candidate.id not in overview.options:
            message = f"the overview does not list the candidate '{candidate.id}'"
            hint = "add it to options in overview.yaml, by the alphabet of the captions"
            yield Problem(
                "not-in-overview", message, candidate.location, hint, Severity.WARNING, candidate.id
            )
    names = {name.casefold() for one in rule_set.candidate.values() for name in (one.caption, one.short)}
    for other in overview.not_covered:
        if other.name.casefold() in names:
            message = f"'{other.name}' is a candidate, and the overview calls it not covered"
            hint = "take it out of not_covered"
            yield Problem("covered-by-now", message, other.location, hint, Severity.WARNING, other.name)


def _sources(rule_set: Rules) -> Iterator[Problem]:
    library = rule_set.library
    sources = {source for gate in rule_set.gates for source in gate.sources}
    sources |= {source for rule in rule_set.rules for source in (*rule.sources, rule.newest) if source}
    sources |= {source for claim in library.claims for source in (claim.document, *claim.sources)}
    sources |= {source for lesson in library.lessons for step in lesson.steps for source in step.sources}
    sources |= {source for page in library.options for source in page.sources}
    sources |= {*library.overview.sources} if library.overview else set()
    links = {contact.source for contact in rule_set.contacts}
    for source in rule_set.sources:
        if source.id not in sources and source.link not in links:
            message = f"nothing names '{source.id}'"
            yield Problem("unused-source", message, source.location, None, Severity.WARNING, source.id)


def _wrong_mark(item: Item, option: AnswerOption) -> Problem:
    """An answer that is read although it is marked neutral, or that nothing reads although it is not."""
    if option.neutral:
        state, hint = "is read, and marked neutral", "take 'neutral: true' out"
    else:
        state = "is read by nothing, and not marked neutral"
        hint = "let a rule or a gate read it, or mark it 'neutral: true'"
    message = f"'{option.code}' of '{item.link_id}' {state}"
    name = ANSWER, answer_name(item.link_id, option.code)
    return Problem("unread-code", message, item.location, hint, about=item.link_id, name=name)


def codes_read(rule_set: Rules) -> set[tuple[str, str]]:
    """Pairs of question and code that some condition reads; the code is empty for a number."""
    return read_in(_conditions(rule_set))


def _conditions(rule_set: Rules) -> Iterator[Condition]:
    for gate in rule_set.gates:
        yield from (condition for condition in (gate.when, gate.unless) if condition)
    yield from (rule.when for rule in rule_set.rules)
    yield from (item.asking for item in rule_set.items if item.asking)
