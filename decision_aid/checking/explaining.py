"""What a code means: the documentation of the check that gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import getdoc
from types import ModuleType

from decision_aid.checking import (
    accepting,
    account,
    advice,
    balance,
    bounds,
    cases,
    coverage,
    dates,
    exercise,
    flow,
    foundations,
    identities,
    naming,
    outcomes,
    promises,
    proofs,
    redundancy,
    references,
    safety,
    weights,
)

MODULES: tuple[ModuleType, ...] = (
    *(identities, foundations, references, weights, bounds, naming, promises, coverage, balance, cases),
    *(dates, advice, exercise, safety, outcomes, redundancy, flow, proofs, accepting, account),
)


def codes() -> Mapping[str, str]:
    """Every code that a check gives, with its meaning in a sentence."""
    return {code: meaning for module in MODULES for code, meaning in module.CODES.items()}


def explained(code: str, while_reading: Mapping[str, str]) -> str | None:
    """A page about a code, or None when there is no such code; `while_reading` are those of `loading`."""
    parts = list(_parts(code))
    if not parts and code in while_reading:
        parts = [while_reading[code], "It is found while the files are read. The message says what to do."]
    return "\n\n".join([code, *parts]) + "\n" if parts else None


def _parts(code: str) -> Iterator[str]:
    for module in MODULES:
        if code in module.CODES:
            yield module.CODES[code]
            yield getdoc(getattr(module, "find", module)) or ""
