"""How long it takes to show the reasoning, beside a single evaluation.

Run: python -m benchmarks.explain [RUNS]

1. `what-if` with all one- and two-answer changes as a whole process, in turn with `evaluate`: the
   median of the ratios of runs that follow each other.
2. All smallest changes of a sheet, in this process, against `engine.evaluate` of that sheet. The rule
   set is compiled once; the search starts anew each time.
Exit code 1: an aim is missed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.startup import ANSWERS, in_turn, until_end
from decision_aid.commands.what_if.find import Smallest, smallest_changes
from decision_aid.engine.evaluate import evaluate
from decision_aid.loading.rule_set import load_rules
from decision_aid.model.answers import Value
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors

MOST_EVALUATE: Final = 1.3
"""Aim for `what-if`, in whole-process times of `evaluate`."""

MOST_EVALUATIONS: Final = 200
"""Aim for all smallest changes of a sheet, in evaluations of it."""


def main(runs: int) -> int:
    """Measure, print, and say whether the aims are met."""
    met = [whole_process(runs), every_smallest_change()]
    return 0 if all(met) else 1


def whole_process(runs: int) -> bool:
    """The whole command, with the page it prints."""
    with tempfile.TemporaryDirectory() as place:
        answers = Path(place, "answers.yaml")
        answers.write_text(ANSWERS, encoding="utf-8")
        program = [sys.executable, "-m", "decision_aid"]
        ours_run, evaluate_run = [*program, "what-if", str(answers)], [*program, "evaluate", str(answers)]
        ratio, ours, theirs = in_turn(partial(until_end, ours_run), partial(until_end, evaluate_run), runs)
    print(f"what-if takes {ratio:.2f} times as long as evaluate (aim {MOST_EVALUATE})")
    print(f"  {1000 * ours:.0f} ms against {1000 * theirs:.0f} ms")
    return ratio <= MOST_EVALUATE


def every_smallest_change() -> bool:
    """The search for every set of one and of two changes, on each case of the rule set that is weighed."""
    rule_set = load_rules()
    compiled = Compiled(rule_set)
    searches, evaluations = [], []
    for case in rule_set.library.cases:
        if evaluate(rule_set, case.answers).safe:
            searches.append(_seconds(partial(search, compiled, case.answers)))
            evaluations.append(_seconds(partial(evaluate, rule_set, case.answers)))
    ratios = [one / other for one, other in zip(searches, evaluations, strict=True)]
    middle, most = statistics.median(ratios), max(ratios)
    print(f"all smallest changes take {middle:.0f} evaluations, {most:.0f} at most (aim {MOST_EVALUATIONS})")
    ours, theirs = (1000 * statistics.median(times) for times in (searches, evaluations))
    print(f"  {ours:.1f} ms against {theirs:.2f} ms")
    return most <= MOST_EVALUATIONS


def search(compiled: Compiled, given: Mapping[str, Value]) -> tuple[Smallest, ...]:
    return smallest_changes(Neighbors(compiled, given))


def _seconds(work: Callable[[], object], times: int = 5) -> float:
    """The least of a few runs."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
