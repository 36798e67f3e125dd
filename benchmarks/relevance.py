"""How long the interview takes to say what an answer can still change, and what `rests-on` takes.

Run: python -m benchmarks.relevance [RUNS]

1. Live relevance, at every question of an interview for each worked case of the shipped rule set,
   with a skipped question here and there; and what is made once per interview, at the first *why*.
2. `rests-on` as a whole process, in turn with `evaluate`: a ratio.
Exit code 1: a question takes longer than the aim.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.startup import in_turn, until_end
from decision_aid.interviewing.flow import Flow
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.answers import SKIPPED
from decision_aid.model.library import Case
from decision_aid.model.rules import Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.relevance import relevance
from decision_aid.wording.answers_file import answers_file

MOST_MILLISECONDS: Final = 10.0
"""Aim for one question."""

SHOWN: Final = ("recent-job-loss", "thoughts-told-to-a-screen", "all-three-level")


def main(runs: int) -> int:
    """Measure, print, and say whether the aim is met."""
    rule_set = read_whole()
    met = questions(rule_set, runs)
    whole_process(rule_set, runs)
    return 0 if met else 1


def questions(rule_set: Rules, runs: int) -> bool:
    """The least of a few runs for each question: the machine may be busy with something else."""
    compiled = Compiled(rule_set)
    compiling = min(_seconds(lambda: Compiled(rule_set)) for _ in range(runs))
    times: list[float] = []
    open_yet = 0
    for case in rule_set.library.cases:
        for flow, question in _interview(rule_set, case):
            look = partial(relevance, compiled, flow.given, question)
            times.append(min(_seconds(look) for _ in range(runs)))
            open_yet += bool(look().unproved)
    times.sort()
    middle, nineteen = times[len(times) // 2], times[len(times) * 19 // 20]
    print(f"compiled once per interview: {compiling * 1000:.1f} ms")
    print(f"{len(times)} questions in {len(rule_set.library.cases)} interviews, milliseconds for one:")
    print(f"median {middle * 1000:.1f}, 95 of 100 {nineteen * 1000:.1f}, most {times[-1] * 1000:.1f}")
    print(f"of {open_yet} something is said to be possible that was not proved within the budget")
    return times[-1] * 1000 <= MOST_MILLISECONDS


def _interview(rule_set: Rules, case: Case) -> Iterator[tuple[Flow, str]]:
    flow = Flow(rule_set)
    while flow.current and not flow.stopped:
        question = flow.current
        yield flow, question.link_id
        flow, _ = flow.record(question, case.answers.get(question.link_id, SKIPPED))


def whole_process(rule_set: Rules, runs: int) -> None:
    """The median of the ratios of runs that follow each other."""
    for case in (case for case in rule_set.library.cases if case.id in SHOWN):
        with tempfile.TemporaryDirectory() as place:
            file = Path(place, "answers.yaml")
            file.write_text("\n".join(answers_file(rule_set.id, case.answers)), encoding="utf-8")
            program = [sys.executable, "-m", "decision_aid"]
            ours_run, evaluate_run = [*program, "rests-on", str(file)], [*program, "evaluate", str(file)]
            ratio, rests, _ = in_turn(partial(until_end, ours_run), partial(until_end, evaluate_run), runs)
        print(f"rests-on for {case.id}: {rests * 1000:.0f} ms, {ratio:.2f} times as long as evaluate")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
