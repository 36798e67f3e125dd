"""How long it takes to prove a rule set, beside a single evaluation and beside z3.

Run: python -m benchmarks.check [RUNS]   (z3: python3 -m pip --python .venv install '.[verify]')

1. `rules check` of the shipped rule set as a whole process, in turn with `evaluate`: a ratio.
2. Rule sets that grow from 40 to 200 rules: the same queries, put to the built-in prover and to z3.
   Each settles them by itself, one after the other, in this process. The time of z3 has in it what
   it takes to write its formulas down, in Python.
3. `rules diff` of the shipped rule set and a copy in which one argument is weaker.
Exit code 1: an aim is missed, or the two provers do not say the same.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.generated import generated
from benchmarks.startup import in_turn, until_end
from decision_aid.checking.proofs import prove
from decision_aid.commands.rules.diff.find import compare
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Strength
from decision_aid.proving.z3_prover import Z3Prover

MOST_EVALUATIONS: Final = 10.0
"""Aim for `rules check`, in whole-process times of `evaluate`."""

MOST_SECONDS: Final = 30.0
"""Aim for the comparison."""

SIZES: Final = (40, 80, 120, 200)

ANSWERS = "rule_set: depression\nanswers: {setting: person, age_group: from_25_to_64, danger_now: no}\n"


def main(runs: int) -> int:
    """Measure, print, and say whether the aims are met."""
    met = [whole_process(runs), growth(), comparison()]
    return 0 if all(met) else 1


def whole_process(runs: int) -> bool:
    """The median of the ratios of runs that follow each other."""
    with tempfile.TemporaryDirectory() as place:
        answers = Path(place, "answers.yaml")
        answers.write_text(ANSWERS, encoding="utf-8")
        program = [sys.executable, "-m", "decision_aid"]
        ours_run, evaluate_run = [*program, "rules", "check"], [*program, "evaluate", str(answers)]
        ratio, check, evaluate = in_turn(partial(until_end, ours_run), partial(until_end, evaluate_run), runs)
    print(f"rules check {check:.2f} s, evaluate {evaluate:.2f} s")
    print(f"rules check takes {ratio:.1f} times as long as evaluate (aim {MOST_EVALUATIONS:.0f})")
    return ratio <= MOST_EVALUATIONS


def growth() -> bool:
    """The built-in prover and z3 on the same queries."""
    print(f"\n{'rules':>5} {'queries':>8} {'open':>5} {'built in':>10} {'z3':>10} {'z3 / built in':>14}")
    ahead = True
    for size in SIZES:
        rule_set = generated(size)
        begun = time.perf_counter()
        proved = prove(rule_set)
        built_in = time.perf_counter() - begun
        assert proved.prover
        try:
            referee = Z3Prover(rule_set)
        except DecisionAidError as error:
            print(error)
            return True
        begun = time.perf_counter()
        again = [(query, answer, referee.ask(query)) for query, answer in proved.prover.asked]
        z3 = time.perf_counter() - begun
        still_open = sum(answer.undecided for _, answer, _ in again)
        print(f"{size:5} {len(again):8} {still_open:5} {built_in:8.2f} s {z3:8.2f} s {z3 / built_in:13.1f}")
        for query, answer, other in again:
            if not (answer.undecided or other.undecided) and (answer.sheets is None) != (
                other.sheets is None
            ):
                print(f"They do not agree on: {query}")
                ahead = False
        ahead = ahead and built_in < z3
    return ahead


def comparison() -> bool:
    """What one weaker argument changes."""
    old = read_whole()
    place, rule = next(
        (place, rule)
        for place, rule in enumerate(old.rules)
        if any(a.strength is Strength.STRONG for a in rule.arguments)
    )
    weaker = rule._replace(arguments=tuple(a._replace(strength=Strength.WEAK) for a in rule.arguments))
    new = old._replace(rules=(*old.rules[:place], weaker, *old.rules[place + 1 :]))
    begun = time.perf_counter()
    found = compare(old, new)
    seconds = time.perf_counter() - begun
    print(f"\n{rule.id}: {len(found.changes)} kinds of change, {len(found.open)} not settled")
    print(f"rules diff takes {seconds:.1f} s (aim {MOST_SECONDS:.0f})")
    return seconds <= MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
