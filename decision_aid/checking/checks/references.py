"""Names that point to nothing, or to something that cannot be read in this way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from decision_aid.model.conditions import Answered, AtLeast, AtMost, Condition, Equals, tests_in
from decision_aid.model.library import Lesson
from decision_aid.model.names import answer_name
from decision_aid.model.problems import Guesses, Location, Problem, Severity, listed
from decision_aid.model.properties import Never, Property, Rising
from decision_aid.model.rules import Decision, Item, ItemType, Rules

CODES = {
    "unknown-question": "There is no question of this name.",
    "unknown-code": "There is no such answer to the question.",
    "unknown-candidate": "There is no candidate of this name.",
    "unknown-claim": "There is no claim of this name.",
    "unknown-source": "There is no source of this name.",
    "unknown-contact": "There is no contact of this name.",
    "unknown-case": "There is no worked case of this name.",
    "unknown-option": "There is no option page of this name.",
    "unlisted-option": "An option page of no candidate, that the overview does not list.",
    "wrong-type": "A value of the wrong kind: a number asked of a word, or text where a list belongs.",
    "reads-words": "A condition on an answer in the person's own words.",
    "out-of-range": "A number that the question does not take.",
    "answered-outside": "The condition answered, outside enable_when.",
    "looks-ahead": "A question that depends on one that is asked later.",
    "bad-when-favored": "A decision that waits for a candidate that the main decision does not have.",
    "unknown-outcome": "A property names an outcome that there is not.",
    "bad-order": "The order of a rising property is not one of two or more answers to its question.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: questions, codes, candidates, claims, sources, contacts, option pages, cases
    and outcomes that do not exist; an option page that nothing leads to; a decision that waits for what
    is never favored; a number asked of a word; a condition on somebody's own words; `answered`
    outside `enable_when`; an `enable_when` that looks ahead; and a property with an order in which
    nothing can rise.

    Why it matters: a rule that waits for a code nobody can choose never holds, in silence, and a
    promise about nothing is always kept.
    Example: `{question: cbt_outcome, is: not_enuf}`. Instead: use the name the hint gives.
    """
    guesses = Guesses()
    yield from _in_questionnaire(guesses, rule_set)
    for gate in rule_set.gates:
        yield from _in_condition(guesses, rule_set, gate.when)
        yield from _in_condition(guesses, rule_set, gate.unless) if gate.unless else ()
        yield from _unknown(guesses, "contact", gate.help, rule_set.contact, gate.location)
        yield from _unknown(guesses, "source", gate.sources, rule_set.source, gate.location)
    for rule in rule_set.rules:
        yield from _in_condition(guesses, rule_set, rule.when)
        named = (*rule.sources, rule.newest) if rule.newest else rule.sources
        yield from _unknown(guesses, "source", named, rule_set.source, rule.location)
        for argument in rule.arguments:
            yield from _unknown(
                guesses, "candidate", (argument.candidate,), rule_set.candidate, argument.location
            )
    yield from _in_decisions(guesses, rule_set)
    for told in rule_set.message.tells if rule_set.message else ():
        yield from _unknown(guesses, "question", (told.question,), rule_set.item, told.location)


def find_in_library(rule_set: Rules) -> Iterator[Problem]:
    """Names in the library that point to nothing, and claims of arguments that are not there."""
    guesses = Guesses()
    for argument in (argument for rule in rule_set.rules for argument in rule.arguments):
        yield from _unknown(guesses, "claim", argument.claims, rule_set.library.claim, argument.location)
    for claim in rule_set.library.claims:
        yield from _unknown(
            guesses, "source", (claim.document, *claim.sources), rule_set.source, claim.location
        )
    for lesson in rule_set.library.lessons:
        cited = (source for step in lesson.steps for source in step.sources)
        document = (lesson.document,) if lesson.document else ()
        yield from _unknown(guesses, "source", (*document, *cited), rule_set.source, lesson.location)
        yield from _unknown_cases(guesses, rule_set, lesson)
    for kind in rule_set.words_of_danger.kinds:
        yield from _unknown(guesses, "question", kind.asks, rule_set.item, kind.location)
        yield from _unknown(guesses, "contact", kind.contacts, rule_set.contact, kind.location)
    yield from _in_options(guesses, rule_set)
    for promised in rule_set.library.properties:
        yield from _in_property(guesses, rule_set, promised)
    yield from _in_population(guesses, rule_set)


def _unknown_cases(guesses: Guesses, rule_set: Rules, lesson: Lesson) -> Iterator[Problem]:
    """Cases of a lesson that there are not: a class would miss them, and nobody else."""
    known = {case.id for case in rule_set.library.cases}
    for problem in _unknown(guesses, "case", (one.case for one in lesson.cases), known, lesson.location):
        yield problem._replace(severity=Severity.WARNING, about=lesson.id)


def _in_population(guesses: Guesses, rule_set: Rules) -> Iterator[Problem]:
    population = rule_set.library.population
    if population is None:
        return
    with_traits = population.traits_and_questions(rule_set)
    for line in population.answers:
        yield from _unknown(guesses, "question", (line.question,), rule_set.item, line.location)
        yield from _in_condition(guesses, with_traits, line.given) if line.given else ()
    for group in population.groups:
        yield from _in_condition(guesses, with_traits, group.when)
        yield from _unknown(guesses, "candidate", group.watch, rule_set.candidate, group.location)


def _in_decisions(guesses: Guesses, rule_set: Rules) -> Iterator[Problem]:
    for number, decision in enumerate(rule_set.decisions):
        if decision.when_favored is not None:
            yield from _unknown(
                guesses, "candidate", (decision.when_favored,), rule_set.candidate, decision.location
            )
            yield from _can_wait(rule_set, decision, main=number == 0)


def _can_wait(rule_set: Rules, decision: Decision, *, main: bool) -> Iterator[Problem]:
    """Only another decision than the main one can wait, and only for a candidate of the main one."""
    if main:
        message = f"'{decision.id}' is the main decision, which waits for nothing"
        yield Problem("bad-when-favored", message, decision.location, "take out when_favored")
        return
    ids = [candidate.id for candidate in rule_set.decisions[0].candidates]
    if decision.when_favored in rule_set.candidate and decision.when_favored not in ids:
        message = f"'{decision.when_favored}' is no candidate of the main decision"
        hint = f"the main decision has {', '.join(ids)}"
        yield Problem("bad-when-favored", message, decision.location, hint)


def _in_options(guesses: Guesses, rule_set: Rules) -> Iterator[Problem]:
    overview, pages = rule_set.library.overview, {page.id for page in rule_set.library.options}
    known = {*rule_set.candidate, *(overview.options if overview else ())}
    if overview:
        yield from _unknown(guesses, "option", overview.options, pages, overview.location)
        yield from _unknown(guesses, "source", overview.sources, rule_set.source, overview.location)
    for page in rule_set.library.options:
        if page.id not in known:
            hint = guesses.hint("option", page.id, known) or "list it under options in overview.yaml"
            message = f"'{page.id}' is no candidate, and no option of the overview"
            yield Problem("unlisted-option", message, page.location, hint, name=("option", page.id))
        yield from _unknown(guesses, "option", (page.form_of,) if page.form_of else (), pages, page.location)
        yield from _unknown(guesses, "source", page.sources, rule_set.source, page.location)


def _in_property(guesses: Guesses, rule_set: Rules, promised: Property) -> Iterator[Problem]:
    from decision_aid.engine.suggest import Status  # not every command that loads rules suggests

    promise = promised.promise
    if promise.when:
        yield from _in_condition(guesses, rule_set, promise.when)
    if isinstance(promise, Never):
        yield from _unknown(guesses, "outcome", promise.outcomes, list(Status), promised.location)
        yield from _unknown(guesses, "candidate", promise.candidates, rule_set.candidate, promised.location)
    else:
        yield from _in_rising(guesses, rule_set, promised, promise)


def _in_rising(guesses: Guesses, rule_set: Rules, promised: Property, promise: Rising) -> Iterator[Problem]:
    if promise.support_for is not None:
        yield from _unknown(
            guesses, "candidate", (promise.support_for,), rule_set.candidate, promised.location
        )
    item = rule_set.item.get(promise.question)
    if item is None:
        yield from _unknown(guesses, "question", (promise.question,), rule_set.item, promised.location)
    elif item.type is not ItemType.CHOICE:
        if item.type is ItemType.MULTIPLE or promise.order:
            hint = "a number rises by itself; several answers at once have no order"
            yield Problem("bad-order", f"'{item.link_id}' takes no order", promised.location, hint)
    else:
        codes = [str(code) for code in promise.order]
        yield from _unknown_answers(guesses, item, codes, promised.location)
        if len(codes) < 2 or len(set(codes)) < len(codes):
            hint = "list the answers from the lowest to the highest"
            yield Problem(
                "bad-order", "an order needs two different answers or more", promised.location, hint
            )


def _in_questionnaire(guesses: Guesses, rule_set: Rules) -> Iterator[Problem]:
    earlier: set[str] = set()
    for item in rule_set.items:
        for test in tests_in(item.asking) if item.asking else ():
            if test.question in rule_set.item and test.question not in earlier:
                message = f"'{item.link_id}' depends on '{test.question}', which is asked later"
                yield Problem("looks-ahead", message, test.location, "move the question up")
            yield from _in_test(guesses, rule_set, test)
        earlier.add(item.link_id)
    for impossible in rule_set.impossible:
        yield from _in_condition(guesses, rule_set, impossible.when)


def _in_condition(guesses: Guesses, rule_set: Rules, condition: Condition) -> Iterator[Problem]:
    """What a condition names and there is not."""
    for test in tests_in(condition):
        if isinstance(test, Answered):
            message = "'answered' is for enable_when alone"
            yield Problem("answered-outside", message, test.location, "say which answers are meant")
        yield from _in_test(guesses, rule_set, test)


def _in_test(
    guesses: Guesses, rule_set: Rules, test: Equals | AtLeast | AtMost | Answered
) -> Iterator[Problem]:
    item = rule_set.item.get(test.question)
    if item is None:
        yield from _unknown(guesses, "question", (test.question,), rule_set.item, test.location)
    elif item.type is ItemType.TEXT and not isinstance(test, Answered):
        message = f"'{item.link_id}' is answered in the person's own words, which no condition reads"
        yield Problem("reads-words", message, test.location, "ask it as a choice to read it")
    elif isinstance(test, Equals):
        yield from _unknown_answers(guesses, item, test.codes, test.location)
    elif isinstance(test, AtLeast | AtMost):
        yield from _out_of_reach(item, test)


def _out_of_reach(item: Item, test: AtLeast | AtMost) -> Iterator[Problem]:
    if item.type is not ItemType.INTEGER:
        yield Problem(
            "wrong-type", f"'{item.link_id}' is not answered by a number", test.location, "use 'is'"
        )
    elif not item.minimum <= test.bound <= item.maximum:
        message = f"'{item.link_id}' runs from {item.minimum} to {item.maximum}, not to {test.bound}"
        yield Problem("out-of-range", message, test.location)


def _unknown(
    guesses: Guesses, kind: str, names: Iterable[str], known: Collection[str], location: Location
) -> Iterator[Problem]:
    """Names of a kind that are not among those there are."""
    for name in names:
        if name not in known:
            message, hint = f"there is no {kind} '{name}'", guesses.hint(kind, name, known)
            yield Problem(f"unknown-{kind}", message, location, hint, name=(kind, name))


def _unknown_answers(
    guesses: Guesses, item: Item, codes: Iterable[str], location: Location
) -> Iterator[Problem]:
    known = item.codes
    for code in codes:
        if code not in known:
            message = f"'{code}' is no answer to '{item.link_id}'"
            labeled = (one.code for one in item.answer_options if one.label.casefold() == code.casefold())
            meant = next(labeled, None) or guesses.nearest(item.link_id, code, known)
            hint = f"did you mean '{meant}'?" if meant else f"the answers are: {listed(known)}"
            name = ("answer", answer_name(item.link_id, code))
            yield Problem("unknown-code", message, location, hint, name=name)
