"""How long until something is on the screen, as ratios to the smallest program of its kind.

Run: python benchmarks/startup.py [RUNS]

Each command runs in turn with its yardstick, A B A B, so that a machine that slows down slows
both. What is printed is the median of the pairwise ratios, and the medians in milliseconds.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def hello(name: str = "world") -> None:
    print(f"Hello {name}")
@app.command()
def bye() -> None:
    print("Bye")
app()
"""

HELLO_DRAWN = """
import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def hello(name: str = "world") -> None:
    table = Table("Name", "Greeting")
    table.add_row(name, "Hello")
    console = Console()
    console.print(Panel(f"Hello {name}"))
    console.print(table)
@app.command()
def bye() -> None:
    print("Bye")
app()
"""

BARE_PROMPT = """
import questionary
questionary.select("Ready?", ["Yes", "No"]).unsafe_ask()
"""

ANSWERS = """
rule_set: depression
answers:
  setting: person
  age_group: from_25_to_64
  danger_now: no
  suicidal_thoughts: none
  self_harm: never
  unusual_experiences: no
  high_energy_spells: no
  daily_care: managing
  substance_use: little_or_none
  safe_at_home: yes
  perinatal: no
  medical_change: no
  currently_well: no
  severity: moderate
  episode_duration: over_2_years
  past_episodes: one_or_two
  prior_treatments: [cbt, medication]
  medicines_tried: one
  cbt_outcome: not_enough
  medication_outcome: not_enough
  medication_view: open
  linked_to: [early_relationships]
  inner_patterns: [repeating_patterns]
  childhood_adversity: no
  trauma_memories: no
  personality_disorder: no
  goals: [understand_why]
  working_style: open_ended
  time_available: a_year_or_more
"""

COMMANDS = {
    1.7: ("evaluate SHEET",),
    2.3: (
        *("options", "claims", "cases list", "worksheet SHEET"),
        *("compare SHEET SHEET", "graph", "trace SHEET"),
    ),
    3.0: ("about", "rules show goals"),
}
"""Commands, by how many times as long as the smallest program they may take."""

Timed: TypeAlias = Callable[[], float]
"""Does something, and says how many seconds it took."""

PATIENCE = 20.0
"""Seconds until a prompt counts as missing."""


def until_end(command: Sequence[str]) -> float:
    """Seconds that the whole process takes."""
    start = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


BEFORE = 2
"""Runs that do not count: the first ones read what later ones find in memory."""


def in_turn(ours: Timed, theirs: Timed, runs: int) -> tuple[float, float, float]:
    """Two things, timed one after the other: the median of the ratios, and of the seconds of each."""
    pairs = [(ours(), theirs()) for _ in range(runs + BEFORE)][BEFORE:]
    ratio = statistics.median(one / other for one, other in pairs)
    one, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ratio, one, other


def until_shown(text: str | None) -> Callable[[Sequence[str]], float]:
    """Seconds until `text` is on a real terminal; without one, until the program has ended there."""

    def measure(command: Sequence[str]) -> float:
        start = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update(TERM="xterm-256color", PROMPT_TOOLKIT_NO_CPR="1", COLUMNS="80", LINES="24")
            os.execvp(command[0], list(command))
        seen = b""
        try:
            while text is None or text.encode() not in seen:
                if not select.select([terminal], [], [], PATIENCE)[0]:
                    raise TimeoutError(f"{command} did not show {text!r}: {seen!r}")
                try:
                    seen += os.read(terminal, 65536)
                except OSError:  # it has ended
                    if text is not None:
                        raise
                    break
            return time.perf_counter() - start
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(terminal)

    return measure


def compare(
    name: str,
    command: Sequence[str],
    measure: Callable[[Sequence[str]], float],
    yardstick: Sequence[str],
    measure_yardstick: Callable[[Sequence[str]], float],
    aim: float,
    runs: int,
) -> None:
    """Print how much longer `command` takes than its yardstick."""
    ratio, ours, theirs = in_turn(partial(measure, command), partial(measure_yardstick, yardstick), runs)
    told = f"{1000 * ours:6.1f} ms against {1000 * theirs:6.1f} ms"
    print(f"{name:28} {ratio:5.2f} times (aim {aim:.2f})   {told}")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    program = shutil.which("decision-aid", path=str(Path(sys.executable).parent)) or "decision-aid"
    with tempfile.TemporaryDirectory() as folder:
        names = ("hello.py", "drawn.py", "bare.py", "answers.yaml")
        hello, drawn, bare, answers = (Path(folder, name) for name in names)
        hello.write_text(HELLO)
        drawn.write_text(HELLO_DRAWN)
        bare.write_text(BARE_PROMPT)
        answers.write_text(ANSWERS)
        hello_run = [sys.executable, str(hello), "hello"]
        hello_help = [sys.executable, str(hello), "--help"]
        prompt = [sys.executable, str(bare)]
        sheet = str(answers)
        print(f"Medians of {runs} runs, in turn.")
        compare("--version", [program, "--version"], until_end, hello_run, until_end, 1.1, runs)
        compare("--help", [program, "--help"], until_end, hello_help, until_end, 1.1, runs)
        lines = until_shown("I'm a clinician")
        compare(
            "first question, lines", [program, "--accessible"], lines, prompt, until_shown("No"), 1.25, runs
        )
        compare("first question, menus", [program], lines, prompt, until_shown("No"), 1.35, runs)
        for aim, commands in COMMANDS.items():
            for command in commands:
                words = [sheet if word == "SHEET" else word for word in command.split()]
                compare(command, [program, *words], until_end, hello_run, until_end, aim, runs)
        ended, evaluate = until_shown(None), [program, "evaluate", sheet]
        hello_drawn = [sys.executable, str(drawn), "hello"]
        compare("evaluate on a terminal", evaluate, ended, hello_drawn, ended, 1.9, runs)
        compare(
            "rules check, to evaluate",
            [program, "rules", "check"],
            until_end,
            evaluate,
            until_end,
            10,
            max(1, runs // 4),
        )


if __name__ == "__main__":
    main()
