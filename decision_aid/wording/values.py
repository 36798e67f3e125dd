"""How the approaches fit what matters to the person, apart from what research says of them.

Belongs here: the part of a result that sets the person's own values beside the evidence, so that
neither is hidden in the sum. Does not: the sum itself (`engine`) and the rest of the page (`wording`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from decision_aid.engine.evaluate import JudgedRule, Lens, Standing
from decision_aid.engine.suggest import Suggestion, standing_out
from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import Equals
from decision_aid.model.report import Block, Bullets, Paragraph, Row, Section, Table
from decision_aid.model.rules import Basis, Direction, Item, ItemType, Purpose
from decision_aid.wording.help import danger_in_own_words
from decision_aid.wording.reasons import answer_words, listed, sentence, voice_of

RESEARCH = (Basis.GUIDELINE, Basis.TRIAL)

HOW_TO_ADD = "In the numbers a strong reason counts 2, any other 1; + is for it and - against it."

_FITS = {Direction.FOR: "fits", Direction.AGAINST: "fits less"}


class Value(NamedTuple):
    """One thing that matters most, and the rules that hold because of it."""

    label: str
    rules: tuple[JudgedRule, ...]

    def fit(self, standing: Standing) -> Direction | None:
        """How the candidate fits; None where no rule says."""
        said = (w.argument.direction for w in standing.arguments if w.judged in self.rules)
        return next(said, None)


def values_section(suggestion: Suggestion) -> Iterator[Section]:
    """What the person said that matters, how each approach fits it, and whether research agrees."""
    voice = voice_of(suggestion)
    blocks: list[Block] = []
    most = list(_most(suggestion))
    if most:
        # In the order of the alphabet, as the options were: what comes first looks better.
        main = sorted(suggestion.conclusions[0].standings, key=lambda s: s.candidate.caption.casefold())
        blocks.append(Table(tuple(s.candidate.short for s in main), tuple(_rows(suggestion, most, main))))
        if suggestion.evaluation.lens is not Lens.DOCUMENTS:
            blocks.append(Paragraph(HOW_TO_ADD))
            blocks.extend(Paragraph(text) for text in _agreement(suggestion, main))
        beside = tuple(_beside(suggestion, most))
        blocks.extend([Bullets(beside)] if beside else [])
    for item, value in _answered(suggestion):
        if item.type is ItemType.TEXT:
            unread = "" if danger_in_own_words(suggestion) else " No rule reads this."
            blocks.append(Paragraph(f"In {voice.own} words: {answer_words(item, value)}{unread}"))
        elif not _is_read(item):
            blocks.append(Paragraph(f"Left aside, as it does not matter: {answer_words(item, value)}."))
    if blocks:
        yield Section(voice.matters, tuple(blocks))


def what_was_said(suggestion: Suggestion) -> Iterator[str]:
    """What the person said of what matters, in their words."""
    for item, value in _answered(suggestion):
        yield f"{item.label}: {answer_words(item, value)}"


def _answered(suggestion: Suggestion) -> Iterator[tuple[Item, str | int | tuple[str, ...]]]:
    """The questions about values that have an answer, with it."""
    answers = suggestion.evaluation.answers
    for item in suggestion.evaluation.rule_set.items:
        value = answers.given.get(item.link_id)
        if item.purpose is Purpose.VALUES and value is not None and value != SKIPPED:
            yield item, value


def _is_read(item: Item) -> bool:
    """Whether rules read the answers: then they are what matters, and not what does not."""
    return not all(option.neutral for option in item.answer_options)


def _most(suggestion: Suggestion) -> Iterator[Value]:
    held = [judged for judged in suggestion.evaluation.rules if judged.holds]
    for item, value in _answered(suggestion):
        for option in item.answer_options if _is_read(item) else ():
            if option.code == value or (isinstance(value, tuple) and option.code in value):
                because = [judged for judged in held if _rests_on(judged, item.link_id, option.code)]
                yield Value(option.label, tuple(because))


def _rests_on(judged: JudgedRule, question: str, code: str) -> bool:
    return any(
        isinstance(test, Equals) and test.question == question and code in test.codes
        for test in judged.verdict.grounds()
    )


def _rows(suggestion: Suggestion, most: Sequence[Value], main: Sequence[Standing]) -> Iterator[Row]:
    for value in most:
        fits = [value.fit(standing) for standing in main]
        otherwise = "no special fit" if any(fits) else "no difference known"
        yield Row(value.label, tuple((_FITS[fit] if fit else otherwise,) for fit in fits))
    if suggestion.evaluation.lens is not Lens.DOCUMENTS:
        yield _sums(f"All reasons from {voice_of(suggestion).wishes}", main, (Basis.PREFERENCE,))
        yield _sums("Those from research and guidelines", main, RESEARCH)
    if suggestion.evaluation.lens is Lens.CHECKED:
        yield _sums("Those from what therapy practices report", main, (Basis.PRACTICE,))


def _sums(name: str, main: Sequence[Standing], bases: Sequence[Basis]) -> Row:
    return Row(name, tuple((_in_words(net),) for net in _nets(main, bases).values()))


def _in_words(net: int) -> str:
    if not net:
        return "neither for nor against (0)"
    return f"{'for' if net > 0 else 'against'} it ({net:+})"


def _nets(standings: Sequence[Standing], bases: Sequence[Basis]) -> Mapping[str, int]:
    """The net support of each candidate, by its short name, from rules with these bases alone."""
    left_out = [basis for basis in Basis if basis not in bases]
    return {s.candidate.short: s.net_support_without(left_out) for s in standings}


def _agreement(suggestion: Suggestion, main: Sequence[Standing]) -> Iterator[str]:
    """Whether wishes and research point the same way: where they part, it is said and not blended."""
    voice, margin = voice_of(suggestion), suggestion.evaluation.rule_set.tie_margin
    wished, shown = _nets(main, (Basis.PREFERENCE,)), _nets(main, RESEARCH)
    to, shown_to = _ahead(wished, margin), _ahead(shown, margin)
    if to and to == shown_to:
        yield f"Here {voice.wishes} and research lean the same way: to {listed(to)}."
        return
    leanings = (_leaning(wished, to, shown_to), _leaning(shown, shown_to, to))
    said = f"{sentence(voice.wishes)} {leanings[0]}; research {leanings[1]}."
    both = [name for name in to if name in shown_to]
    yield f"{said} Both lean to {listed(both)}." if both else said
    clash = any(wished[name] < 0 for name in shown_to) or any(shown[name] < 0 for name in to)
    if clash or (to and shown_to and not both):
        yield (
            f"Here the two part. The suggestion adds up all of these rows. Which should count for more "
            f"{voice.decides}."
        )


def _leaning(nets: Mapping[str, int], to: Sequence[str], others: Sequence[str]) -> str:
    """What one side leans to, and what it speaks against where the `others` lean there, or it has no lean."""
    against = [name for name, net in nets.items() if net < 0 and (name in others or not to)]
    said = [f"leans to {listed(to)}"] if to else []
    said += [f"speaks against {listed(against)}"] if against else []
    return " and ".join(said) or "leans to none of them"


def _ahead(nets: Mapping[str, int], margin: int) -> list[str]:
    """Those that stand out, by the rule that the suggestion goes by, in the order of the columns."""
    ahead = standing_out(nets, margin)
    return [name for name in nets if name in ahead]


def _beside(suggestion: Suggestion, most: Sequence[Value]) -> Iterator[str]:
    """What the values say in the decisions beside the main one."""
    for value in most:
        for conclusion in suggestion.conclusions[1:]:
            for standing in conclusion.standings:
                fit = value.fit(standing)
                if fit:
                    yield f"{value.label}: {standing.candidate.short} {_FITS[fit]}."
