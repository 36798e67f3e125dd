"""Questions and answers that lead nowhere."""

from __future__ import annotations

from collections.abc import Container, Iterator

from decision_aid.checking.checks.unused_parts import codes_read
from decision_aid.checking.findings import Claim, Finding
from decision_aid.model.conditions import Condition, parts_in, questions_in
from decision_aid.model.problems import Severity
from decision_aid.model.rules import Action, Impossible, Item, ItemType, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.prover import Prover
from decision_aid.proving.search import Answer, ask
from decision_aid.proving.statements import Asked, Every, GateHolds, Holds, No, Query

CODES = {
    "never-asked": "No way of answering the questions before it leads to this question.",
    "contradicts-enable-when": "The condition wants an answer and, at once, that the question is not asked.",
    "dead-part": "This part of a condition is true on no sheet, so nothing depends on it.",
    "never-possible-anyway": "A line of impossible that rules out nothing.",
    "option-without-effect": "Choosing this answer over another never changes what a person is told.",
    "question-without-effect": "No answer to this question ever changes what a person is told.",
}


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: a question that can never be asked, since a stop always comes first or what
    opens it cannot be; a part of a condition, or a line of `impossible`, that can never be true; an
    answer, or a whole question, that never changes what a person is told.

    Why it matters: a question that changes nothing wastes a tired person's time, and a reason that
    can never hold is one that its author believes to be there.
    Example: a rule that waits for `memory_change: yes` at the age of 18 to 24, where it is not asked.
    Instead: take the part out, or set right what opens the question. An answer that is a plain *no*
    is marked `neutral: true`.
    """
    rule_set = prover.rule_set
    for item in rule_set.items:
        yield _can_be_asked(prover, item)
    yield from _parts_can_be_true(prover)
    for impossible in rule_set.impossible:
        yield _rules_something_out(rule_set, impossible)
    read = codes_read(rule_set)
    for item in rule_set.items:
        yield from _answers_tell(prover, item, read)


def conditions(rule_set: Rules) -> Iterator[Condition]:
    """Every part of every condition of gates and rules."""
    for _, condition in conditions_of(rule_set):
        yield from parts_in(condition)


def _can_be_asked(prover: Prover, item: Item) -> Finding:
    """A stop ends the questions, unless the answer to this one may release it."""
    stops = (gate for gate in prover.rule_set.gates if gate.action is Action.STOP)
    ending = (gate for gate in stops if not gate.unless or item.link_id not in questions_in(gate.unless))
    claim = Claim(
        "every question can be asked",
        item.link_id,
        "never-asked",
        f"the question '{item.link_id}' can never be asked",
        item.location,
        "look at its enable_when, and at the stops that come before it",
        Severity.WARNING,
    )
    return claim.some(prover.some(Every((Asked(item.link_id), *(No(GateHolds(gate.id)) for gate in ending)))))


def _parts_can_be_true(prover: Prover) -> Iterator[Finding]:
    for owner, condition in conditions_of(prover.rule_set):
        dead: set[Condition] = set()
        for part in parts_in(condition):
            answer = prover.some(Holds(part))
            # A part that is dead because of what is inside it needs no word of its own.
            if answer.none and not dead.isdisjoint(parts_in(part)):
                continue
            if answer.none:
                dead.add(part)
            yield _can_be_true(prover.rule_set, owner, part, answer)


def _can_be_true(rule_set: Rules, owner: str, part: Condition, answer: Answer) -> Finding:
    claim = Claim(
        "every part of a condition can be true",
        owner,
        "dead-part",
        f"this part of '{owner}' is true on no answer sheet",
        part.location,
        "take it out, or set it right",
        Severity.WARNING,
    )
    if answer.none and _true_if_all_were_asked(rule_set, part):
        claim = claim._replace(
            code="contradicts-enable-when",
            message=f"this part of '{owner}' wants an answer to a question that is then not asked",
            hint="look at the enable_when of the questions it reads",
            severity=Severity.ERROR,
        )
    return claim.some(answer)


def _true_if_all_were_asked(rule_set: Rules, part: Condition) -> bool:
    open_items = tuple(item._replace(enable_when=None, ask_when=None) for item in rule_set.items)
    relaxed = rule_set._replace(items=open_items, gates=(), rules=())
    return ask(Compiled(relaxed, [part]), Query(Holds(part))).sheets is not None


def _rules_something_out(rule_set: Rules, impossible: Impossible) -> Finding:
    claim = Claim(
        "every line of impossible rules something out",
        rule_set.id,
        "never-possible-anyway",
        "no answers could be as this line of impossible says, with it or without it",
        impossible.when.location,
        "take it out, or set it right",
        Severity.WARNING,
    )
    relaxed = rule_set._replace(impossible=(), gates=(), rules=())
    return claim.some(ask(Compiled(relaxed, [impossible.when]), Query(Holds(impossible.when))))


def _answers_tell(prover: Prover, item: Item, read: Container[tuple[str, str]]) -> Iterator[Finding]:
    """Whether each answer that something reads can change what a person is told (see `unused_parts`)."""
    if item.type is ItemType.INTEGER:
        codes = [""]
    else:
        codes = [option.code for option in item.answer_options if not option.neutral]
    answers = prover.tells(item, [code for code in codes if (item.link_id, code) in read])
    if answers and all(answer.none for answer in answers.values()):
        message = f"no answer to '{item.link_id}' ever changes what a person is told"
        claim = Claim(
            "every question can matter", item.link_id, "question-without-effect", message, item.location
        )
        yield claim._replace(severity=Severity.WARNING).always(False)
        return
    for code, answer in answers.items():
        claim = Claim(
            "every answer can matter",
            f"{item.link_id}: {code}" if code else item.link_id,
            "option-without-effect",
            f"the answer '{code}' to '{item.link_id}' never changes what a person is told",
            item.location,
            "let a rule read it, or mark it neutral",
            Severity.WARNING,
        )
        yield claim.some(answer)


def conditions_of(rule_set: Rules) -> Iterator[tuple[str, Condition]]:
    """The conditions of gates and rules, with the id of what they belong to."""
    for gate in rule_set.gates:
        yield gate.id, gate.when
        if gate.unless:
            yield gate.id, gate.unless
    yield from ((rule.id, rule.when) for rule in rule_set.rules)
