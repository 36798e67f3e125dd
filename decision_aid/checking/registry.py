"""The list of checks. Whoever runs, explains or accepts what they find takes it from here.

To add a check, write `checks/NAME.py` and add a line to `CHECKS`. The file has
- `CODES`, each code that it gives with its meaning in a sentence;
- `find`, which takes what the line says that it needs, and gives `Problem`s, or `Finding`s where it
  needs a proof. Its docstring is what `--explain` shows: what it finds, why it matters, an example,
  and what to do instead;
- `find_in_library`, where a check that every load runs has something to find in the library as well: it
  takes `Rules` that have been read whole;
- `conditions`, where it puts conditions to the prover that are not in the rules as they are: it takes
  `Rules` and gives all of which it will ask whether they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, auto
from importlib import import_module
from types import ModuleType
from typing import Any, Final, NamedTuple


class Needs(Enum):
    """What a check is given, and what it may rely on. Checks run in this order."""

    RULES = auto()
    """`Rules`, whatever they say, and nothing of their library. Every load can afford it."""

    NAMES = auto()
    """The same, where every name points to something."""

    WHOLE = auto()
    """`Rules` and their library, in which the checks above found no error."""

    DAY = auto()
    """The same, and the day on which dates are past or not, in ISO 8601."""

    PROOF = auto()
    """A `Prover`. Such a check says of each statement whether it is true of every answer sheet."""

    CASES = auto()
    """`Rules` with worked cases and a population, once they are known to be simple enough for a prover."""


class Check(NamedTuple):
    """A check, by the name of its file. It is loaded when it is first used, since most commands need few.

    `guards`: nobody is answered by rules from outside in which it finds an error. That is so of every
    check that all loads run.
    """

    name: str
    needs: Needs
    guards: bool = False

    @property
    def find(self) -> Callable[..., Iterable[Any]]:
        """What runs the check; `needs` says what it takes."""
        find: Callable[..., Iterable[Any]] = self._module.find
        return find

    @property
    def find_in_library(self) -> Callable[..., Iterable[Any]] | None:
        """What runs the same check on the library."""
        return getattr(self._module, "find_in_library", None)

    @property
    def codes(self) -> Mapping[str, str]:
        """Each code that it gives, with its meaning in a sentence."""
        codes: Mapping[str, str] = self._module.CODES
        return codes

    @property
    def conditions(self) -> Callable[..., Iterable[Any]] | None:
        """The conditions that it puts to the prover."""
        return getattr(self._module, "conditions", None)

    @property
    def _module(self) -> ModuleType:
        return import_module(f"decision_aid.checking.checks.{self.name}")


CHECKS: Final = (
    Check("duplicates", Needs.RULES),
    Check("required_parts", Needs.RULES),
    Check("references", Needs.RULES),
    Check("evidence_strength", Needs.RULES),
    Check("ranges_and_marks", Needs.RULES),
    Check("population_shares", Needs.RULES),
    Check("named_candidates", Needs.NAMES),
    Check("contacts", Needs.WHOLE, guards=True),
    Check("placeholders", Needs.WHOLE, guards=True),
    Check("safety_answers", Needs.WHOLE, guards=True),
    Check("unused_parts", Needs.WHOLE),
    Check("option_balance", Needs.WHOLE),
    Check("case_outcomes", Needs.WHOLE, guards=True),
    Check("hearing", Needs.WHOLE, guards=True),
    Check("readability", Needs.WHOLE),
    Check("medicine_orders", Needs.WHOLE),
    Check("signatures", Needs.WHOLE),
    Check("dates", Needs.DAY),
    Check("safety_first", Needs.PROOF, guards=True),
    Check("reachable_candidates", Needs.PROOF),
    Check("promises", Needs.PROOF, guards=True),
    Check("redundant_rules", Needs.PROOF),
    Check("dead_ends", Needs.PROOF),
    Check("case_coverage", Needs.CASES),
    Check("drawn_people", Needs.CASES),
)

OF_THE_RUN: Final[Mapping[str, str]] = {
    "undecided": (
        "The search gave up before it could prove or refute this; that is not a pass.\n\n"
        "Why it matters: there may be an answer sheet on which it is not so.\n"
        "Example: a rule that depends on thirty questions at once.\n"
        "Instead: simplify the conditions it is about, or let a second prover try, with --referee z3."
    ),
    "too-complex": (
        "A condition, a question or a rule set that has more parts than can be looked at.\n\n"
        "Why it matters: what is in it cannot be proved, and no person could follow it.\n"
        "Example: a condition with more than 64 tests on single answers.\n"
        "Instead: split it into several rules, questions or rule sets."
    ),
    "referee-disagrees": (
        "The two provers do not say the same. One of them is wrong; please report it.\n\n"
        "Why it matters: what one prover said of the other rules may be wrong, too.\n"
        "Instead: send the rule set, or the part of it that is named, to the authors of this program."
    ),
    "accepted-nothing": (
        "An accepted warning that no check gives; it may be mended, misspelt, or an error.\n\n"
        "Why it matters: an entry that accepts nothing today may hide a warning tomorrow.\n"
        "Example: `code: never-decides`, and the rule decides by now. Instead: take the entry out."
    ),
}
"""Codes that no single check gives, each with its documentation: they say how the run itself went."""


def checks_that_need(*needs: Needs) -> Iterator[Check]:
    """The checks that need one of these, in the order of the list."""
    return (check for check in CHECKS if check.needs in needs)


def codes() -> Mapping[str, str]:
    """Every code that may come out of a check, with its meaning in a sentence."""
    of_checks = {code: meaning for check in CHECKS for code, meaning in check.codes.items()}
    return {**of_checks, **{code: text.partition("\n")[0] for code, text in OF_THE_RUN.items()}}
