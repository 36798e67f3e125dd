"""What a clinic offers, read from a file of its own.

Belongs here: the file, and what is wrong with it. Does not: what is said of it (`wording.availability`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, read_bytes
from decision_aid.loading.foreign_files import OFFERS, kind_of, kind_of_text, refused
from decision_aid.loading.records import read
from decision_aid.loading.strict_yaml import parse
from decision_aid.model.availability import MOST_LETTERS, MOST_WEEKS, Offer
from decision_aid.model.problems import Guesses, Problem, UnusableInput, listed
from decision_aid.model.review_dates import is_day
from decision_aid.model.rules import Rules


def load_offers(path: Path, rules: Rules) -> tuple[Offer, ...]:
    """What a clinic offers of what these rules weigh. Raises `UnusableInput` with all that is wrong."""
    text, file = decode(read_bytes(path), path), str(path)
    kind = kind_of_text(text, file, rules.item)
    if kind is None:
        node, problems = parse(text, file)
        kind = kind_of(node)
    if kind not in (None, OFFERS):
        raise refused(kind, "what a clinic offers, which begins with 'offers:'", file)
    with Block(node, file, "the file", problems) as block:
        offers = tuple(_offers(block))
    problems = problems or list(_wrong(offers, rules))
    if problems:
        raise UnusableInput(problems)
    return offers


def _offers(block: Block) -> Iterator[Offer]:
    for entry in block.blocks("offers", "an offer"):
        entry.node("offered")  # a problem where it is missing
        yield read(Offer, entry)


def _wrong(offers: tuple[Offer, ...], rules: Rules) -> Iterator[Problem]:
    told: set[str] = set()
    guesses = Guesses()
    for offer in offers:
        id, place = offer.approach, offer.location
        if id not in rules.candidate:
            message, hint = f"there is no candidate '{id}'", guesses.hint("candidate", id, rules.candidate)
            yield Problem("unknown-candidate", message, place, hint or f"write {listed([*rules.candidate])}")
        if id in told:
            yield Problem("duplicate-id", f"'{id}' is there twice", place, "leave one of them")
        told.add(id)
        if not is_day(offer.checked_on):
            message = f"'checked_on' is no date: {offer.checked_on}"
            yield Problem("bad-date", message, place, "write it as 2026-05-22")
        elif rules.day and offer.checked_on > rules.day:
            message = f"'checked_on' says {offer.checked_on}, and that day is still to come"
            yield Problem("day-to-come", message, place, "set the day on which it was checked")
        if offer.wait_weeks is not None and not (offer.offered and 0 <= offer.wait_weeks <= MOST_WEEKS):
            message = f"a wait is from 0 to {MOST_WEEKS} weeks, of what is offered"
            yield Problem("out-of-range", message, place)
        if len(offer.note or "") > MOST_LETTERS:
            yield Problem("too-long", f"a note has {MOST_LETTERS} characters at most", place)
