"""Whether safety comes before any suggestion, on every sheet there could be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.checking.findings import Claim, Finding
from decision_aid.engine.questionnaire import ALWAYS_ANSWERED
from decision_aid.engine.safety_questions import asked_after_own_words, safety_questions
from decision_aid.model.answers import SETTING, SOMEONE_ELSE
from decision_aid.model.conditions import AllOf, AnyOf, AtLeast, Condition, Equals, Not, questions_in
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Gate, Item, Purpose, Rules
from decision_aid.proving.prover import Prover
from decision_aid.proving.statements import (
    Every,
    GateHolds,
    Holds,
    Named,
    No,
    Some,
    Statement,
    Unanswered,
    Weighed,
)

YES: Final = "yes"

CODES = {
    "stop-and-candidate": "A sheet on which a stop holds, and a candidate is named.",
    "stop-in-doubt": "A stop may hold, for all that was answered, and candidates are weighed all the same.",
    "unanswered-safety": "A sheet with an unanswered safety question, on which a candidate is named.",
    "gate-never-holds": "No answer sheet makes this gate hold.",
    "danger-and-candidate": "A sheet that tells of plain danger, and a candidate is named.",
    "no-word-for-danger": "A question about plain danger that lacks the answer which tells of it.",
    "someone-else-goes-on": "Who answers for somebody else is asked on, as if they were that person.",
    "not-put-to-everyone": "A question of safety that some people are not asked, and nothing waits for it.",
    "asked-before-safety": "A question that is about something else comes before a question of safety.",
}


FLOOR: Final = (
    Equals("danger_now", (YES,)),
    Equals("suicidal_thoughts", ("plan",)),
    Equals("self_harm", ("last_3_months",)),
    Equals("own_words_danger", (YES,)),
    AtLeast("phq9_item9", 2),
)
"""Plain danger, by the ids of the shipped questions: no rule set that asks them may name a candidate then."""

PUT_TO_EVERYONE: Final = ("danger_now", "suicidal_thoughts", "self_harm")
"""Those of them that no rule set may ask some people only, but for what the others say."""

FOR_SOMEONE_ELSE: Final = Equals(SETTING, (SOMEONE_ELSE,))
"""What somebody answers who is no patient: the questions speak to a person about themselves."""

ADD_IT: Final = "add it, or give the question another id; README.md says which ids mean plain danger"

RELEASED_BY: Final = {"phq9_item9": Equals("risk_assessed", (YES,))}
"""What a clinician may say after asking in person, by question of the floor."""


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: any answer sheet, in any setting and lens, on which safety does not come first;
    a gate that can never hold; a question that a stop should have forestalled; and somebody who answers
    for somebody else (`someone_else`) whom no stop ends the questions for at once. Whatever the gates say,
    no candidate is named with danger now, a plan to die, an attempt in the last three months, own words that
    mean danger, or a PHQ-9 item 9 of 2 or 3 and no assessment, where these are asked by the shipped ids.
    What a stop reads is put to all whom it applies to, without `ask_when`; and danger now, thoughts of
    suicide and self-harm apply to everyone, and are no extras.

    Why it matters: this is the one promise that is never traded away.
    Example: a stop that waits for two answers of which one can only be given when the other is not.
    Instead: set right the condition of the gate, or the order of the questions.
    """
    rule_set = prover.rule_set
    for gate in rule_set.gates:
        yield _can_hold(prover, gate)
    for gate in rule_set.gates:
        if gate.action is Action.STOP:
            yield from _comes_first(prover, gate)
    for danger in _floor(rule_set):
        yield _stays_above(prover, danger)
    if _may_be_someone_else(rule_set):
        yield _stops_for_someone_else(prover)
    for question in safety_questions(rule_set):
        message = f"a candidate is named while '{question}' has no answer"
        claim = Claim("no candidate without each safety question", question, "unanswered-safety", message)
        claim = claim._replace(location=rule_set.item[question].location)
        yield claim.no(prover.ask(Every((Unanswered(question), _any_candidate(rule_set)))))
    for question in dict.fromkeys((*PUT_TO_EVERYONE, *safety_questions(rule_set))):
        if question in rule_set.item:
            yield _put_to_everyone(rule_set.item[question])
    yield from _asked_first(rule_set)


def _can_hold(prover: Prover, gate: Gate) -> Finding:
    message = f"the gate '{gate.id}' holds on no answer sheet"
    claim = Claim("every gate can hold", gate.id, "gate-never-holds", message, gate.location)
    return claim.some(prover.some(GateHolds(gate.id)))


def _comes_first(prover: Prover, gate: Gate) -> Iterator[Finding]:
    message = f"a candidate is named although the stop '{gate.id}' holds"
    claim = Claim("no candidate after a stop", gate.id, "stop-and-candidate", message, gate.location)
    yield claim.no(prover.ask(Every((GateHolds(gate.id), _any_candidate(prover.rule_set)))))
    doubt = claim._replace(
        property="no candidate while a stop is in doubt",
        code="stop-in-doubt",
        message=f"candidates are weighed although the stop '{gate.id}' may hold",
    )
    released = Holds(gate.unless) if gate.unless else Some(())
    yield doubt.no(
        prover.ask(
            Every((Weighed(), No(Holds(Not(_without_extras(gate.when, prover.rule_set)))), No(released)))
        )
    )


def _floor(rule_set: Rules) -> Iterator[Equals | AtLeast]:
    return (danger for danger in FLOOR if danger.question in rule_set.item)


def _stays_above(prover: Prover, danger: Equals | AtLeast) -> Finding:
    """That plain danger is never answered with a candidate, whatever the gates of the rule set are."""
    rule_set, question = prover.rule_set, danger.question
    message = f"a candidate is named although '{question}' tells of plain danger"
    claim = Claim("no candidate in plain danger", question, "danger-and-candidate", message)
    claim = claim._replace(location=rule_set.item[question].location, hint="let a stop read this answer")
    if isinstance(danger, Equals) and not {*danger.codes} <= {*rule_set.item[question].codes}:
        lacks = f"'{question}' has no answer '{danger.codes[0]}'"
        return claim._replace(code="no-word-for-danger", message=lacks, hint=ADD_IT).always(False)
    release = _release(rule_set, danger)
    released = (No(Holds(release)),) if release else ()
    return claim.no(prover.ask(Every((Holds(danger), *released, _any_candidate(rule_set)))))


def _put_to_everyone(item: Item) -> Finding:
    """That nobody is left out whose answer a stop would read."""
    known = item.link_id in PUT_TO_EVERYONE
    opened_by = questions_in(item.enable_when) if known and item.enable_when else ()
    leaving_out = {
        "ask_when": item.ask_when is not None,
        "extra": known and item.extra,
        "enable_when": not {*opened_by} <= {*PUT_TO_EVERYONE},
    }
    wrong = next((key for key, leaves_out in leaving_out.items() if leaves_out), "")
    message = f"'{item.link_id}' is a question of safety, and '{wrong}' leaves people out"
    claim = Claim("what a stop reads is put to everyone", item.link_id, "not-put-to-everyone", message)
    return claim._replace(location=item.location, hint=f"take '{wrong}' out").always(not wrong)


def _may_be_someone_else(rule_set: Rules) -> bool:
    return SETTING in rule_set.item and SOMEONE_ELSE in rule_set.item[SETTING].codes


def _stops_for_someone_else(prover: Prover) -> Finding:
    """That a stop holds on every sheet with this answer, so on the one that has no other."""
    rule_set = prover.rule_set
    message = "a friend is asked what only the person can say: no stop reads 'someone_else' of 'setting'"
    claim = Claim("a stop for who answers for somebody else", SETTING, "someone-else-goes-on", message)
    claim = claim._replace(
        location=rule_set.item[SETTING].location,
        hint="add a stop with when: {question: setting, is: someone_else}, or take the answer out",
    )
    stops = tuple(GateHolds(gate.id) for gate in rule_set.gates if gate.action is Action.STOP)
    return claim.no(prover.ask(Every((Holds(FOR_SOMEONE_ELSE), No(Some(stops))))))


def _release(rule_set: Rules, danger: Equals | AtLeast) -> Condition | None:
    release = RELEASED_BY.get(danger.question)
    return release if release and release.question in rule_set.item else None


def conditions(rule_set: Rules) -> Iterator[Condition]:
    """Plain danger, and who answers for somebody else; and of each stop: no trigger, and its release."""
    for danger in _floor(rule_set):
        yield danger
        if release := _release(rule_set, danger):
            yield release
    if _may_be_someone_else(rule_set):
        yield FOR_SOMEONE_ELSE
    for gate in rule_set.gates:
        if gate.action is Action.STOP:
            yield Not(_without_extras(gate.when, rule_set))
            yield from (gate.unless,) if gate.unless else ()


def _any_candidate(rule_set: Rules) -> Statement:
    return Some(tuple(Named(candidate, lens) for lens in Lens for candidate in rule_set.candidate))


def _without_extras(condition: Condition, rule_set: Rules) -> Condition:
    """The condition as it is when no extra question, which is never required, has an answer."""
    match condition:
        case AllOf(parts, location):
            return AllOf(tuple(_without_extras(part, rule_set) for part in parts), location)
        case AnyOf(parts, location):
            return AnyOf(tuple(_without_extras(part, rule_set) for part in parts), location)
        case Not(part, location):
            return Not(_without_extras(part, rule_set), location)
        case test:
            return AnyOf(()) if rule_set.item[test.question].extra else test


def _asked_first(rule_set: Rules) -> Iterator[Finding]:
    """After a stop nothing else is asked; so what it should forestall has to come after it.

    What is asked about own words comes after them.
    """
    safety = {*safety_questions(rule_set), *ALWAYS_ANSWERED}
    ahead = [item for item in rule_set.items if item.link_id not in safety and not item.extra]
    order = {item.link_id: place for place, item in enumerate(rule_set.items)}
    for question in safety_questions(rule_set):
        if question in asked_after_own_words(rule_set):
            continue
        item = rule_set.item[question]
        early = [other for other in ahead if order[other.link_id] < order[question]]
        early = [other for other in early if other.purpose is not Purpose.SAFETY]
        name = early[0].link_id if early else ""
        message = f"'{name}' is asked before '{question}', which is a question of safety"
        claim = Claim("safety questions come first", question, "asked-before-safety", message, item.location)
        yield claim._replace(hint="move the question of safety up").always(not early)
