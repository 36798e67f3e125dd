"""How many sheets a second, beside other rule engines with the same rules and the same results.

Run: python benchmarks/evaluate.py [SHEETS]   (the others: pip install 'decision-aid[bench]')

The rules are the shipped ones. Each engine says which gates and rules hold; a small aggregator in
plain Python, shared by the others, makes of that what this project makes of it: one voice per
theme, net support, ties, status. All results are compared on every sheet before anything is timed.

Fair to the others: only sheets without open questions, since three-valued logic is ours; sheets in
the shape that they like best, made beforehand; one expression for all rules where an engine can.
Fair to what we keep in memory: each round has sheets of its own, which ours has not weighed before;
with less than some thousand it is still warming up. The engines run in turn, A B C A B C, and what is
printed is the median of the rounds.
Exit code 1: a result differs, or the compiled form is less than AIM times as fast as the fastest.
"""

from __future__ import annotations

import gc
import json
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import compress, pairwise
from typing import Any, Final, NamedTuple, TypeAlias

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in, read
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.loading.rule_set import load_rules
from decision_aid.model.answers import Answers, Value
from decision_aid.model.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    Test,
    tests_in,
)
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Action, Direction, Item, ItemType, Rules
from decision_aid.proving.compiled import RULE, Compiled, Fact, Outcome

AIM: Final = 3.0
SHEETS: Final = 9_000
ROUNDS: Final = 9
SECONDS: Final = 0.1
"""How long a slow engine may take in one round; it gets fewer sheets."""

Sheet: TypeAlias = Mapping[str, Value]


class Result(NamedTuple):
    """What a sheet comes to: the numbers of the gates to show, and by decision who is favored."""

    status: Status
    gates: tuple[int, ...]
    favored: tuple[tuple[str, ...], ...] = ()


class Engine(NamedTuple):
    """One way to evaluate a sheet: each step on its own, and how to compare what it finds.

    `holds` finds which gates and rules hold, `whole` all of it. `numbers` and `result` turn what
    they return into the numbers of what holds, and into a result.
    """

    name: str
    holds: Callable[[Any], Any] | None
    whole: Callable[[Any], Any]
    numbers: Callable[[Any], Sequence[int]] = list
    result: Callable[[Any], Result] = lambda found: found


class Run(NamedTuple):
    """What is timed: a call, and what it is called with, one after the other."""

    call: Callable[[Any], Any]
    sheets: Sequence[Any]


Cell: TypeAlias = tuple[str, str]
"""A place in the table: the name of a row, and a column."""

HOLDS: Final = "conditions only"
WHOLE: Final = "whole outcome"
LISTED: Final = "  what holds as a list, not as bits"
AGGREGATOR: Final = "the shared aggregator alone"


# --- the rules, numbered: the gates, then the rules ----------------------------------------------


def conditions_of(rule_set: Rules) -> list[Condition]:
    """When each gate and each rule holds. On a sheet without open questions one condition is enough."""
    gates = [AllOf((gate.when, Not(gate.unless))) if gate.unless else gate.when for gate in rule_set.gates]
    return [*gates, *(rule.when for rule in rule_set.rules)]


class Aggregator:
    """From the numbers of what holds to the result."""

    def __init__(self, rule_set: Rules) -> None:
        self.first_rule = len(rule_set.gates)
        self.stops = {n for n, gate in enumerate(rule_set.gates) if gate.action is Action.STOP}
        self.margin = rule_set.tie_margin
        self.main, *self.others = [
            (decision.when_favored, tuple(candidate.id for candidate in decision.candidates))
            for decision in rule_set.decisions
        ]
        voices: dict[tuple[str, str, Direction], int] = {}
        self.arguments = [
            [
                (voices.setdefault((rule.theme, a.candidate, a.direction), len(voices)), a.strength.weight)
                for a in rule.arguments
                if a.strength
            ]
            for rule in rule_set.rules
        ]
        self.sign = [
            (candidate, 1 if direction is Direction.FOR else -1) for _, candidate, direction in voices
        ]
        self.nothing = dict.fromkeys(rule_set.candidate, 0)

    def __call__(self, held: Sequence[int]) -> Result:
        first = self.first_rule
        gates = tuple([number for number in held if number < first])
        stops = self.stops.intersection(gates)
        if stops:
            return Result(Status.STOPPED, tuple(sorted(stops)))
        loudest: dict[int, int] = {}
        for number in held[len(gates) :]:
            for voice, weight in self.arguments[number - first]:
                if weight > loudest.get(voice, 0):
                    loudest[voice] = weight
        net = self.nothing.copy()
        for voice, weight in loudest.items():
            candidate, sign = self.sign[voice]
            net[candidate] += sign * weight
        _, candidates = self.main
        main = self._favored(candidates, net)
        if len(main) == len(candidates):
            main = ()
        favored = [main]
        for when_favored, candidates in self.others:
            if when_favored is None or when_favored in main:
                favored.append(self._favored(candidates, net))
        return Result(Status.SUGGESTION if main else Status.NO_CLEAR_SUGGESTION, gates, tuple(favored))

    def _favored(self, candidates: tuple[str, ...], net: Mapping[str, int]) -> tuple[str, ...]:
        nets = [net[candidate] for candidate in candidates]
        least = max(1, max(nets) - self.margin)
        return tuple([c for c, support in zip(candidates, nets, strict=True) if support >= least])


# --- sheets --------------------------------------------------------------------------------------


class Sheets:
    """Sheets on which every question that applies is answered. About half of them are weighed."""

    CARE: Final = 0.95
    """How often an answer that alarms a stop is drawn again."""

    def __init__(self, rule_set: Rules) -> None:
        self.rule_set = rule_set
        self.random = random.Random(20_250_101)
        stops = [gate.when for gate in rule_set.gates if gate.action is Action.STOP]
        self.alarms = [t for when in stops for t in tests_in(when) if isinstance(t, Test)]

    def make(self, number: int) -> list[Sheet]:
        found: list[Sheet] = []
        while len(found) < number:
            sheet = self._any()
            if not problems_in(self.rule_set, sheet, lambda _: NOWHERE):
                found.append(sheet)
        return found

    def _any(self) -> Sheet:
        given: dict[str, Value] = {}
        closed: set[str] = set()
        for item in self.rule_set.items:
            so_far = Answers(given, frozenset(closed))
            if item.enable_when is not None and judge(item.enable_when, so_far).truth is Truth.FALSE:
                closed.add(item.link_id)
                continue
            value = self._answer(item)
            while self._alarming(item, value) and self.random.random() < self.CARE:
                value = self._answer(item)
            given[item.link_id] = value
        return given

    def _alarming(self, item: Item, value: Value) -> bool:
        return any(test.question == item.link_id and test.holds(value) for test in self.alarms)

    def _answer(self, item: Item) -> Value:
        if item.type is ItemType.INTEGER:
            return self.random.randint(item.minimum, item.maximum)
        if item.type is ItemType.TEXT:
            return "Words of one's own, which no condition reads."
        first = self.random.choice(item.answer_options)
        if item.type is ItemType.CHOICE:
            return first.code
        together = [option.code for option in item.answer_options if not option.exclusive]
        if first.exclusive:
            return (first.code,)
        several = self.random.sample(together, self.random.randint(1, item.max_choices or len(together)))
        return tuple(code for code in together if code in several)


def for_peers(rule_set: Rules, sheet: Sheet) -> dict[str, Any]:
    """The sheet with lists for tuples. What does not apply: a number too low, an empty list, or left out."""
    plain: dict[str, Any] = {}
    for item in rule_set.items:
        value = sheet.get(item.link_id)
        if item.type is ItemType.INTEGER:
            plain[item.link_id] = item.minimum - 1 if value is None else value
        elif item.type is ItemType.MULTIPLE:
            plain[item.link_id] = list(value) if isinstance(value, tuple) else []
        elif value is not None:
            plain[item.link_id] = value
    return plain


# --- ours ----------------------------------------------------------------------------------------


def compiled_form(rule_set: Rules) -> Engine:
    compiled = Compiled(rule_set)
    gates = [when for when, _, _ in compiled.gate_guards]
    releases = [(when, unless) for when, unless, _ in compiled.gate_guards if unless]
    guards = [*gates, *(compiled.guard[Fact(RULE, rule.id)] for rule in rule_set.rules)]
    number_of = {guard: number for number, guard in enumerate(guards)}
    wanted = sum(guards)

    def holds(sheet: Sheet) -> int:
        return compiled.fired(compiled.bits(sheet))

    def whole(sheet: Sheet) -> Outcome:
        return compiled.outcome(compiled.fired(compiled.bits(sheet)))

    def numbers(fired: int) -> list[int]:
        held = fired & wanted
        for when, unless in releases:
            if fired & unless:
                held &= ~when
        found = []
        while held:
            guard = held & -held
            found.append(number_of[guard])
            held ^= guard
        return found

    def result(outcome: Outcome) -> Result:
        favored = [
            tuple(c.id for place, c in enumerate(decision.candidates) if came_to.favored >> place & 1)
            for decision, came_to in zip(rule_set.decisions, outcome.decisions, strict=False)
            if came_to is not None
        ]
        shown = tuple(number for number, guard in enumerate(gates) if outcome.gates & guard)
        return Result(outcome.status, shown, tuple(favored))

    return Engine("ours, compiled", holds, whole, numbers, result)


def whole_trace(rule_set: Rules) -> Engine:
    number_of = {gate.id: number for number, gate in enumerate(rule_set.gates)}

    def whole(sheet: Sheet) -> Suggestion:
        return suggest(evaluate(rule_set, sheet))

    def result(suggestion: Suggestion) -> Result:
        gates = tuple(number_of[judged.gate.id] for judged in suggestion.gates)
        favored = [
            tuple(c.id for c in conclusion.decision.candidates if c.id in conclusion.favored)
            for conclusion in suggestion.conclusions
        ]
        return Result(suggestion.status, gates, tuple(favored))

    return Engine("ours, with the whole trace", None, whole, result=result)


# --- the peers -----------------------------------------------------------------------------------


def zen_list(rule_set: Rules) -> Callable[[Any], Sequence[int]]:
    """One expression that is a list; compress picks the numbers of what is true in it."""
    import zen

    conditions = conditions_of(rule_set)
    expression = zen.compile_expression(f"[{', '.join(in_zen(c, rule_set) for c in conditions)}]")
    numbers = range(len(conditions))
    return lambda sheet: list(compress(numbers, expression.evaluate(sheet)))


def zen_table(rule_set: Rules) -> Callable[[Any], Sequence[int]]:
    """A decision table that collects, a row for each condition."""
    import zen

    rows = [
        {"_id": str(number), "when": in_zen(condition, rule_set), "holds": str(number)}
        for number, condition in enumerate(conditions_of(rule_set))
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "When"}],
        "outputs": [{"id": "holds", "name": "Holds", "field": "holds"}],
        "rules": rows,
    }
    kinds = ("inputNode", "decisionTableNode", "outputNode")
    nodes = [{"id": k, "type": k, "name": k, "position": {"x": 0, "y": 0}, "content": table} for k in kinds]
    edges = [
        {"id": one, "type": "edge", "sourceId": one, "targetId": other} for one, other in pairwise(kinds)
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda sheet: [row["holds"] for row in decision.evaluate(sheet)["result"]]


def in_zen(condition: Condition, rule_set: Rules) -> str:
    match condition:
        case AllOf(parts):
            return f"({' and '.join(in_zen(part, rule_set) for part in parts)})"
        case AnyOf(parts):
            return f"({' or '.join(in_zen(part, rule_set) for part in parts)})"
        case Not(part):
            return f"not ({in_zen(part, rule_set)})"
        case Equals(question, codes):
            multiple = rule_set.item[question].type is ItemType.MULTIPLE
            tests = [f"contains({question}, '{c}')" if multiple else f"{question} == '{c}'" for c in codes]
            return f"({' or '.join(tests)})"
        case AtLeast(question, bound):
            return f"{question} >= {bound}"
        case AtMost(question, bound):
            return f"({question} >= {rule_set.item[question].minimum} and {question} <= {bound})"
        case _:
            raise NotImplementedError(condition)


def rule_engine_rules(rule_set: Rules) -> Callable[[Any], Sequence[int]]:
    """One expression that is a list, too. Its own way with a name that is left out is 18 times slower."""
    import rule_engine

    conditions = conditions_of(rule_set)
    context = rule_engine.Context(resolver=lambda sheet, name: sheet.get(name))
    rule = rule_engine.Rule(
        f"[{', '.join(in_rule_engine(c, rule_set) for c in conditions)}]", context=context
    )
    numbers = range(len(conditions))
    return lambda sheet: list(compress(numbers, rule.evaluate(sheet)))


def in_rule_engine(condition: Condition, rule_set: Rules) -> str:
    match condition:
        case AllOf(parts):
            return f"({' and '.join(in_rule_engine(part, rule_set) for part in parts)})"
        case AnyOf(parts):
            return f"({' or '.join(in_rule_engine(part, rule_set) for part in parts)})"
        case Not(part):
            return f"not ({in_rule_engine(part, rule_set)})"
        case Equals(question, codes):
            multiple = rule_set.item[question].type is ItemType.MULTIPLE
            tests = [f"'{c}' in {question}" if multiple else f"{question} == '{c}'" for c in codes]
            return f"({' or '.join(tests)})"
        case AtLeast(question, bound):
            return f"{question} >= {bound}"
        case AtMost(question, bound):
            return f"({question} >= {rule_set.item[question].minimum} and {question} <= {bound})"
        case _:
            raise NotImplementedError(condition)


def json_logic(rule_set: Rules) -> Callable[[Any], Sequence[int]]:
    """The list of all conditions is itself JsonLogic.

    json-logic-qubit, a fourth slower, installs a module of the same name: have one of the two.
    """
    from json_logic.apply import apply

    conditions = [in_json_logic(condition, rule_set) for condition in conditions_of(rule_set)]
    numbers = range(len(conditions))
    return lambda sheet: list(compress(numbers, apply(conditions, sheet)))


def in_json_logic(condition: Condition, rule_set: Rules) -> dict[str, Any]:
    match condition:
        case AllOf(parts):
            return {"and": [in_json_logic(part, rule_set) for part in parts]}
        case AnyOf(parts):
            return {"or": [in_json_logic(part, rule_set) for part in parts]}
        case Not(part):
            return {"!": [in_json_logic(part, rule_set)]}
        case Equals(question, codes) if rule_set.item[question].type is ItemType.MULTIPLE:
            return {"or": [{"in": [code, {"var": question}]} for code in codes]}
        case Equals(question, (code,)):
            return {"===": [{"var": question}, code]}
        case Equals(question, codes):
            return {"in": [{"var": question}, list(codes)]}
        case AtLeast(question, bound):
            return {">=": [{"var": question}, bound]}
        case AtMost(question, bound):
            return {"<=": [rule_set.item[question].minimum, {"var": question}, bound]}
        case _:
            raise NotImplementedError(condition)


def business_rules(rule_set: Rules) -> Callable[[Any], Sequence[int]]:
    """Variables are methods, to hold is an action, and *not* is pushed down: there is none."""
    from business_rules import run_all
    from business_rules.operators import NumericType, SelectType, StringType
    from business_rules.variables import BaseVariables, rule_variable

    kinds = {ItemType.CHOICE: StringType, ItemType.INTEGER: NumericType, ItemType.MULTIPLE: SelectType}

    def plainly(link_id: str, kind: type) -> Any:
        return rule_variable(kind)(lambda self: self.sheet.get(link_id))

    def as_list(link_id: str) -> Any:
        return rule_variable(SelectType)(lambda self: (self.sheet.get(link_id),))

    read = [item for item in rule_set.items if item.type in kinds]  # no condition reads words
    plain = {item.link_id: plainly(item.link_id, kinds[item.type]) for item in read}
    listed = {f"{item.link_id}_listed": as_list(item.link_id) for item in read}
    variables = type("Variables", (BaseVariables,), plain | listed)()
    rules = [
        {
            "conditions": in_business_rules(condition, rule_set),
            "actions": [{"name": "hold", "params": {"number": number}}],
        }
        for number, condition in enumerate(conditions_of(rule_set))
    ]

    class Held(list[int]):
        def hold(self, number: int) -> None:
            self.append(number)

    def holds(sheet: Any) -> Sequence[int]:
        variables.sheet = sheet
        held = Held()
        run_all(rules, variables, held)
        return held

    return holds


def in_business_rules(condition: Condition, rule_set: Rules, wanted: bool = True) -> dict[str, Any]:
    def test(name: str, operator: str, value: object) -> dict[str, Any]:
        return {"name": name, "operator": operator, "value": value}

    match condition:
        case AllOf(parts) | AnyOf(parts):
            both = isinstance(condition, AllOf) is wanted
            return {"all" if both else "any": [in_business_rules(part, rule_set, wanted) for part in parts]}
        case Not(part):
            return in_business_rules(part, rule_set, not wanted)
        case Equals(question, codes):
            multiple = rule_set.item[question].type is ItemType.MULTIPLE
            if wanted:
                return {"any": [test(question, "contains" if multiple else "equal_to", c) for c in codes]}
            name = question if multiple else f"{question}_listed"
            return {"all": [test(name, "does_not_contain", code) for code in codes]}
        case AtLeast(question, bound):
            return test(question, "greater_than_or_equal_to" if wanted else "less_than", bound)
        case AtMost(question, bound):
            least = rule_set.item[question].minimum
            if wanted:
                tests = [("greater_than_or_equal_to", least), ("less_than_or_equal_to", bound)]
            else:
                tests = [("less_than", least), ("greater_than", bound)]
            return {"all" if wanted else "any": [test(question, *one) for one in tests]}
        case _:
            raise NotImplementedError(condition)


PEERS: Final = {
    "zen-engine, one list expression": ("zen-engine", zen_list),
    "zen-engine, decision table": ("zen-engine", zen_table),
    "json-logic (panzi)": ("panzi-json-logic", json_logic),
    "business-rules": ("business-rules", business_rules),
    "rule-engine": ("rule-engine", rule_engine_rules),
}


def peers(rule_set: Rules, aggregate: Aggregator) -> Iterator[Engine]:
    """Those that are installed; of the others it is said that they are not."""
    for name, (package, make) in PEERS.items():
        try:
            holds = make(rule_set)
        except ImportError:
            print(f"{name}: skipped, {package} is not installed")
            continue
        yield Engine(f"{name} {version(package)}", holds, then(holds, aggregate))


def then(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: second(first(given))


# --- checking, timing, telling -------------------------------------------------------------------


def judged_one_by_one(rule_set: Rules, sheet: Sheet) -> list[int]:
    """The numbers of what holds, each condition judged on its own."""
    answers = read(rule_set, sheet)
    judged = enumerate(judge(condition, answers) for condition in conditions_of(rule_set))
    return [number for number, verdict in judged if verdict.truth is Truth.TRUE]


def check(engine: Engine, sheets: Sequence[Any], expected: Sequence[tuple[list[int], Result]]) -> None:
    """Stop unless the engine finds what is expected on every sheet."""
    for sheet, (held, result) in zip(sheets, expected, strict=True):
        if engine.holds and engine.numbers(engine.holds(sheet)) != held:
            sys.exit(f"{engine.name}: other gates or rules hold on {sheet}")
        if engine.result(engine.whole(sheet)) != result:
            sys.exit(f"{engine.name}: another result on {sheet}")


def rate(call: Callable[[Any], Any], sheets: Sequence[Any]) -> float:
    """Sheets a second, in time of the processor: what else it has to do counts less."""
    start = time.process_time()
    for sheet in sheets:
        call(sheet)
    return len(sheets) / (time.process_time() - start)


def measure(runs: Mapping[Cell, Run]) -> dict[Cell, list[float]]:
    """The rates of each, round by round. The first part of the sheets is for warming up."""
    size = min(len(run.sheets) for run in runs.values()) // (ROUNDS + 1)
    at_most = {cell: 1 + int(SECONDS * rate(call, sheets[:size])) for cell, (call, sheets) in runs.items()}
    rates: dict[Cell, list[float]] = {cell: [] for cell in runs}
    gc.disable()
    for start in range(size, size * (ROUNDS + 1), size):
        gc.collect()
        for cell, (call, sheets) in runs.items():
            rates[cell].append(rate(call, sheets[start : start + min(size, at_most[cell])]))
    gc.enable()
    return rates


def told(rates: Sequence[float] | None) -> str:
    """The median as sheets a second and microseconds a sheet."""
    if not rates:
        return f"{'-':>11}{'':>11}"
    median = statistics.median(rates)
    return f"{median:11,.0f}{1_000_000 / median:8.1f} us"


def ratio(ours: Sequence[float], others: Sequence[Sequence[float]]) -> float:
    """How many times as fast as the fastest of the others: the median of the rounds."""
    fastest = max(others, key=statistics.median)
    return statistics.median(one / other for one, other in zip(ours, fastest, strict=True))


def main(wanted: int) -> int:
    """Check that all say the same, measure, print, and say whether the aim is met."""
    rule_set = load_rules()
    aggregate = Aggregator(rule_set)
    ours, trace = compiled_form(rule_set), whole_trace(rule_set)
    others = list(peers(rule_set, aggregate))

    sheets = Sheets(rule_set).make(max(wanted, ROUNDS + 1))
    plain = [for_peers(rule_set, sheet) for sheet in sheets]
    held = [judged_one_by_one(rule_set, sheet) for sheet in sheets]
    results = [trace.result(trace.whole(sheet)) for sheet in sheets]
    expected = list(zip(held, results, strict=True))
    check(compiled_form(rule_set), sheets, expected)
    for other in others:
        check(other, plain, expected)
    if not others:
        print("There is nothing to compare with: pip install 'decision-aid[bench]'")
        return 1

    weighed = sum(result.status is not Status.STOPPED for result in results)
    print(f"Python {platform.python_version()}; {len(rule_set.gates)} gates and {len(rule_set.rules)} rules.")
    print(f"{len(sheets):,} sheets, {weighed:,} of them weighed. All engines agree on every one.")
    print(f"Medians of {ROUNDS} rounds, in turn: sheets a second, and how long one takes.\n")

    runs: dict[Cell, Run] = {}
    for engine in (ours, trace, *others):
        given: Sequence[Any] = plain if engine in others else sheets
        if engine.holds:
            runs[engine.name, HOLDS] = Run(engine.holds, given)
            if engine is ours:
                runs[LISTED, HOLDS] = Run(then(engine.holds, engine.numbers), given)
        runs[engine.name, WHOLE] = Run(engine.whole, given)
    runs[AGGREGATOR, WHOLE] = Run(aggregate, held)
    rates = measure(runs)

    print(f"{'':38}{HOLDS:>22}{WHOLE:>22}")
    for name in dict.fromkeys(name for name, _ in runs):
        print(f"{name:38}{told(rates.get((name, HOLDS)))}{told(rates.get((name, WHOLE)))}")
    print()
    ratios = {
        column: ratio(rates[ours.name, column], [rates[other.name, column] for other in others])
        for column in (HOLDS, WHOLE)
    }
    for column, times in ratios.items():
        print(f"{column}: {times:.2f} times as fast as the fastest of the others (aim {AIM:.2f})")
    return int(min(ratios.values()) < AIM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SHEETS))
