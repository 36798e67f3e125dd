"""How each approach fits what matters to the person, next to what research says of it.

Belongs here: the part of a result that shows the person's own values and the evidence separately, so that
neither is hidden in the sum. Does not: the sum itself (`engine`) and the rest of the page (`result`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from decision_aid.engine.evaluate import JudgedRule, Standing
from decision_aid.engine.suggest import Suggestion, main_result
from decision_aid.model.answers import PERSON, SKIPPED, SOMEONE_ELSE
from decision_aid.model.conditions import Equals
from decision_aid.model.lens import Lens
from decision_aid.model.report import Block, Bullets, Paragraph, Row, Section, Table
from decision_aid.model.rules import RESEARCH, Basis, Direction, Item, ItemType, Purpose
from decision_aid.wording.answers import answer_unquoted, answer_words
from decision_aid.wording.grammar import capitalized, joined
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.reasons import WHAT_REASONS_COUNT, any_local

HOW_TO_ADD = f"In the numbers {WHAT_REASONS_COUNT}; + is for it and - against it."

_FITS = {Direction.FOR: "fits", Direction.AGAINST: "fits less"}


class MattersMost(NamedTuple):
    """One thing that matters most, and the rules that hold because of it."""

    label: str
    rules: tuple[JudgedRule, ...]

    def fit(self, standing: Standing) -> Direction | None:
        """How the candidate fits; None where no rule says."""
        directions = (w.argument.direction for w in standing.arguments if w.judged in self.rules)
        return next(directions, None)


def values_section(suggestion: Suggestion) -> Iterator[Section]:
    """What the person said that matters, how each approach fits it, and whether research agrees."""
    phrases = phrases_for(suggestion)
    blocks: list[Block] = []
    most = list(_most(suggestion))
    if most:
        # In the order of the alphabet, as the options were: what comes first looks better.
        main = sorted(suggestion.conclusions[0].standings, key=lambda s: s.candidate.caption.casefold())
        blocks.append(Table(tuple(s.candidate.short for s in main), tuple(_rows(suggestion, most, main))))
        if suggestion.evaluation.lens is not Lens.DOCUMENTS:
            blocks.append(Paragraph(HOW_TO_ADD))
            blocks.extend(Paragraph(text) for text in _agreement(suggestion, main))
        side_decisions = tuple(_fit_in_side_decisions(suggestion, most))
        blocks.extend([Bullets(side_decisions)] if side_decisions else [])
    for item, value in _given_about_values(suggestion):
        if item.type is not ItemType.TEXT and not _is_read(item):
            blocks.append(Paragraph(f"Said not to matter, so set aside: {answer_words(item, value)}."))
    blocks.extend(map(Paragraph, own_words(suggestion)))
    if blocks:
        yield Section(phrases.matters, tuple(blocks))


def own_words(suggestion: Suggestion) -> Iterator[str]:
    """What the person said in their own words, to be brought up: it decides nothing."""
    phrases = phrases_for(suggestion)
    for item, value in _given_about_values(suggestion):
        if item.type is ItemType.TEXT:
            if _unquoted(suggestion):
                yield "You also said something in your own words."
                continue
            bring_up = "" if suggestion.evaluation.kinds_heard else f" {phrases.bring_it_up}"
            yield f"{phrases.also_said}: {answer_words(item, value)}{bring_up}"


def answers_about_values(suggestion: Suggestion) -> Iterator[str]:
    """What the person said about what matters: `label: answer`."""
    for item, value in _given_about_values(suggestion):
        yield f"{item.label}: {answer_unquoted(item, value, heard=_unquoted(suggestion))}"


def _unquoted(suggestion: Suggestion) -> bool:
    """Whether own words are kept from a page: danger or despair was heard, and their writer reads it."""
    evaluation = suggestion.evaluation
    return bool(evaluation.kinds_heard) and evaluation.answers.setting in (PERSON, SOMEONE_ELSE)


def _given_about_values(suggestion: Suggestion) -> Iterator[tuple[Item, str | int | tuple[str, ...]]]:
    """The questions about values that have an answer, with it."""
    answers = suggestion.evaluation.answers
    for item in suggestion.evaluation.rule_set.items:
        value = answers.given.get(item.link_id)
        if item.purpose is Purpose.VALUES and value is not None and value != SKIPPED:
            yield item, value


def _is_read(item: Item) -> bool:
    """Whether rules read the answers. Those that no rule reads say what does *not* matter."""
    return not all(option.neutral for option in item.answer_options)


def _most(suggestion: Suggestion) -> Iterator[MattersMost]:
    held = [judged for judged in suggestion.evaluation.rules if judged.holds]
    for item, value in _given_about_values(suggestion):
        for option in item.answer_options if _is_read(item) else ():
            if option.code == value or (isinstance(value, tuple) and option.code in value):
                rules = [judged for judged in held if _rests_on(judged, item.link_id, option.code)]
                yield MattersMost(option.label, tuple(rules))


def _rests_on(judged: JudgedRule, question: str, code: str) -> bool:
    return any(
        isinstance(test, Equals) and test.question == question and code in test.codes
        for test in judged.verdict.grounds()
    )


def _rows(suggestion: Suggestion, most: Sequence[MattersMost], main: Sequence[Standing]) -> Iterator[Row]:
    for value in most:
        fits = [value.fit(standing) for standing in main]
        no_fit = "no special fit" if any(fits) else "no difference known"
        yield Row(value.label, tuple((_FITS[fit] if fit else no_fit,) for fit in fits))
    if suggestion.evaluation.lens is not Lens.DOCUMENTS:
        yield _sums(f"All reasons from {phrases_for(suggestion).wishes}", main, (Basis.PREFERENCE,))
        yield _sums("Those from research and guidelines", main, RESEARCH)
    if suggestion.evaluation.lens is Lens.CHECKED:
        reported = suggestion.evaluation.rule_set.topic.reported
        yield _sums(f"Those from what {reported}", main, (Basis.PRACTICE,))
        if any_local(suggestion):
            yield _sums("Those that are local", main, (Basis.LOCAL,))


def _sums(name: str, main: Sequence[Standing], bases: Sequence[Basis]) -> Row:
    return Row(name, tuple((_net_in_words(net),) for net in _nets(main, bases).values()))


def _net_in_words(net: int) -> str:
    if not net:
        return "neither for nor against (0)"
    return f"{'for' if net > 0 else 'against'} it ({net:+})"


def _nets(standings: Sequence[Standing], bases: Sequence[Basis]) -> Mapping[str, int]:
    """The net support of each candidate from rules with these bases only, by the candidate's short name."""
    left_out = [basis for basis in Basis if basis not in bases]
    return {s.candidate.short: s.net_support_without(left_out) for s in standings}


def _agreement(suggestion: Suggestion, main: Sequence[Standing]) -> Iterator[str]:
    """Whether wishes and research point the same way, and that they do not where they differ."""
    phrases = phrases_for(suggestion)
    wished, shown = _nets(main, (Basis.PREFERENCE,)), _nets(main, RESEARCH)
    to, shown_to = _ahead(wished), _ahead(shown)
    if to and to == shown_to:
        yield f"Here {phrases.wishes} and research point the same way: to {joined(to)}."
        return
    leanings = (_leaning(wished, to, shown_to), _leaning(shown, shown_to, to))
    leaning = f"{capitalized(phrases.wishes)} {leanings[0]}; research {leanings[1]}."
    both = [name for name in to if name in shown_to]
    yield f"{leaning} Both point to {joined(both)}." if both else leaning
    clash = any(wished[name] < 0 for name in shown_to) or any(shown[name] < 0 for name in to)
    if clash or (to and shown_to and not both):
        yield (
            f"Here the two part. The suggestion adds up all of these rows. Which should count for more "
            f"{phrases.decides}."
        )


def _leaning(nets: Mapping[str, int], to: Sequence[str], others: Sequence[str]) -> str:
    """What wishes or research lean to, and what they speak against.

    The latter only if the `others` lean to it, or if there is nothing to lean to.
    """
    against = [name for name, net in nets.items() if net < 0 and (name in others or not to)]
    parts = [f"points to {joined(to)}"] if to else []
    parts += [f"speaks against {joined(against)}"] if against else []
    return " and ".join(parts) or "points to none of them"


def _ahead(nets: Mapping[str, int]) -> Sequence[str]:
    """The names that are best, by the rule of the suggestion, in the order of the columns."""
    return main_result(nets, 0).favored


def _fit_in_side_decisions(suggestion: Suggestion, most: Sequence[MattersMost]) -> Iterator[str]:
    """How the candidates of the other decisions fit what matters, where a rule says so."""
    for value in most:
        for conclusion in suggestion.conclusions[1:]:
            for standing in conclusion.standings:
                fit = value.fit(standing)
                if fit:
                    yield f"{value.label}: {standing.candidate.short} {_FITS[fit]}."
