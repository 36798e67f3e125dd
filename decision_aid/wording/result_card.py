"""The card: what a result comes to, short enough for one screen.

Belongs here: its sentences and its table, from a suggestion. Does not: the single reasons (`reasons`), and
the page around it (`result`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from decision_aid.engine.evaluate import Standing, WeighedArgument
from decision_aid.engine.suggest import Conclusion, Outcome, Status, Sturdiness, Suggestion
from decision_aid.model.answers import CLINICIAN
from decision_aid.model.lens import Lens
from decision_aid.model.records import record
from decision_aid.model.report import (
    AGAINST,
    Block,
    Labeled,
    Marked,
    Marks,
    Panel,
    Paragraph,
    Report,
    Section,
    without_pictures,
)
from decision_aid.model.rules import RESEARCH, Action, Basis, Direction
from decision_aid.rendering.text import plain
from decision_aid.wording.answers import answer_words
from decision_aid.wording.availability import offers_in_words
from decision_aid.wording.grammar import (
    capitalized,
    counted,
    first_sentence,
    in_sentence,
    joined,
    number_in_words,
)
from decision_aid.wording.help import by_urgency, whom_to_call
from decision_aid.wording.outcomes import (
    best_first,
    headline,
    how_sturdy,
    open_items,
    rests_on,
    settling,
    side_outcome_in_words,
    without_the_unstudied,
)
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.reasons import any_local, because
from decision_aid.wording.review import review_in_short
from decision_aid.wording.safety import left_out_beside

WHY: Final = "Why"

SCORES: Final = "Scores"
HOW_SURE: Final = "How sure"
HERE: Final = "Here"
NOT_ASKED: Final = "Not asked"
NEXT: Final = "Next"

LOCAL: Final = "Local"
"""The column of what a clinic knows of itself."""

NOTE: Final = "Note"
"""The label of what to keep in mind."""

MOST_LINES: Final = 22
"""Lines of the card in 80 columns: a line of keys fits below it on a small terminal."""

MOST_WORDS: Final = 175

SHORTEST: Final = -1
"""The sentences of a card without room for a second referral, how sturdy it is, why something not asked
matters, or what to ask of equals or a client.
"""

MOST_SENTENCES: Final = 15
"""Sentences of the card where it is read aloud."""


@record
class ResultCard(NamedTuple):
    """What stands on it. `first` comes above all else, `entries` are labels with what there is to say.

    `urgent` is whom to call: last, but where the window is narrow below the headline, to be on its first
    screen.
    """

    title: str
    headline: str
    marks: Marks
    entries: tuple[Labeled, ...]
    end: str
    urgent: str
    first: Labeled | None = None

    @property
    def why(self) -> str:
        """The reasons that it gives, if any."""
        return next((entry.text for entry in self.entries if entry.label == WHY), "")

    def section(self, narrow: tuple[Block, ...] = ()) -> Section:
        """The card as the first section of a page; in a narrow window all of it, unless that is given."""
        blocks = (*self._top, self.marks, *self.entries, Paragraph(f"{self.end} {self.urgent}"))
        return Section(self.title, blocks, narrow=narrow or self.when_narrow)

    @property
    def when_narrow(self) -> tuple[Block, ...]:
        """All of it in the order for a narrow window."""
        return (*self._top, Paragraph(self.urgent), self.marks, *self.entries, Paragraph(self.end))

    @property
    def _top(self) -> tuple[Block, ...]:
        return (*((self.first,) if self.first else ()), Panel(self.headline))

    def as_json(self) -> Mapping[str, Any]:
        """Its sentences in JSON's own types."""
        first = {"first": self.first.text} if self.first else {}
        entries = {entry.label.lower().replace(" ", "_"): entry.text for entry in self.entries}
        table = {row.name: row.aloud for row in self.marks.rows}
        return {
            **first,
            "headline": self.headline,
            "table": table,
            **entries,
            "end": f"{self.end} {self.urgent}",
        }


def result_card(
    suggestion: Suggestion,
    sturdiness: Sturdiness | None = None,
    *,
    alone: bool = True,
    above: tuple[str, ...] = (),
) -> ResultCard:
    """The card of a sheet on which candidates are weighed: the fullest that fits below these lines.

    Where it does not stand alone, what to keep in mind is told in full below it.
    """
    fullest = (card_with(suggestion, sturdiness, sentences) for sentences in (3, 2, 1, 0))
    card = next((card for card in fullest if _fits(card, above)), card_with(suggestion, None, SHORTEST))
    if alone:
        return card
    return card._replace(entries=tuple(entry for entry in card.entries if entry.label != NOTE))


def _fits(card: ResultCard, above: tuple[str, ...]) -> bool:
    page = Report("", (card.section(),), above)
    text, aloud = plain(page), plain(without_pictures(page))
    return (
        text.count("\n") <= MOST_LINES
        and len(text.split()) <= MOST_WORDS
        and len(re.findall(r"[.?!](?=[\s”])", aloud)) <= MOST_SENTENCES
    )


def card_with(suggestion: Suggestion, sturdiness: Sturdiness | None, sentences: int) -> ResultCard:
    """The card with about so many sentences in an entry, and one at least; or the `SHORTEST`."""
    rule_set = suggestion.evaluation.rule_set
    phrases = phrases_for(suggestion)
    return ResultCard(
        title=phrases.result,
        headline=headline(suggestion),
        marks=_marks(suggestion),
        entries=tuple(_entries(suggestion, sturdiness, sentences)),
        end=f"{phrases.not_advice} {review_in_short(rule_set)}",
        urgent=f"{phrases.struggling} {whom_to_call(rule_set)}",
        first=_first(suggestion, 1 if sentences == SHORTEST else 2),
    )


def _first(suggestion: Suggestion, most: int) -> Labeled | None:
    """What to talk about with a professional before any of this: the most urgent, and how many more."""
    referrals = [j.gate for j in by_urgency(suggestion.gates) if j.gate.action is Action.REFER]
    about = _few([gate.caption for gate in referrals], most)
    return Labeled(phrases_for(suggestion).referral, about) if referrals else None


# --- the table -----------------------------------------------------------------------------------


def _marks(suggestion: Suggestion) -> Marks:
    main = suggestion.conclusions[0]
    columns = _columns(suggestion)
    rows = tuple(_row(suggestion, main, standing, columns) for standing in best_first(main))
    some_against = any(sum < 0 for row in rows for sum in row.sums)
    return Marks(tuple(columns), rows, f"{AGAINST} = against" if some_against else "")


def _columns(suggestion: Suggestion) -> Mapping[str, Sequence[Basis]]:
    """The names of the columns, and the bases whose reasons each adds up. Together they are all there are."""
    lens, phrases = suggestion.evaluation.lens, phrases_for(suggestion)
    rules = suggestion.evaluation.rule_set
    topic = rules.topic
    if lens is Lens.DOCUMENTS:
        return {capitalized(topic.pages_in_short): tuple(Basis)}
    both = {phrases.wants: (Basis.PREFERENCE,), "Research": RESEARCH}
    if lens is Lens.RESEARCH:
        return both
    any_unstudied = any(rule.basis is Basis.PRACTICE for rule in rules.rules)
    unstudied = {capitalized(topic.says): (Basis.PRACTICE,)} if any_unstudied else {}
    local = {LOCAL: (Basis.LOCAL,)} if any_local(suggestion) else {}
    return {**both, **unstudied, **local}


def _row(
    suggestion: Suggestion, main: Conclusion, standing: Standing, columns: Mapping[str, Sequence[Basis]]
) -> Marked:
    id, phrases = standing.candidate.id, phrases_for(suggestion)
    sums = tuple(
        standing.net_support_without([basis for basis in Basis if basis not in bases])
        for bases in columns.values()
    )
    evens_out = not any(sums) and any(main.reasons[id, direction] for direction in Direction)
    note = "for and against even out" if evens_out else ""
    if id in main.close_behind:
        note = "close behind"
    if id in main.favored and not suggestion.specialist_first:
        note = phrases.ask_first if len(main.favored) == 1 else "equal"
    name = capitalized(standing.candidate.short)
    said = joined(
        [
            f"{_points(sum)} from {_said(column, bases)}"
            for (column, bases), sum in zip(columns.items(), sums, strict=True)
            if sum
        ]
    )
    return Marked(
        name_in_short(suggestion, standing.candidate.short),
        sums,
        note,
        f"{name} has {said or ('as many points for as against' if evens_out else 'no points either way')}.",
    )


def name_in_short(suggestion: Suggestion, name: str) -> str:
    """A name without what every candidate is called, such as *therapy*: a column is narrow."""
    return capitalized(name.removesuffix(f" {suggestion.evaluation.rule_set.topic.candidate}"))


def _points(sum: int) -> str:
    return f"{'minus ' if sum < 0 else ''}{counted(abs(sum), 'point')}"


def _said(column: str, bases: Sequence[Basis]) -> str:
    """The name of a column in a sentence: *research*, but *what you want*."""
    if bases == (Basis.LOCAL,):
        return "local reasons"
    what = "what " if bases in ((Basis.PREFERENCE,), (Basis.PRACTICE,)) else ""
    return f"{what}{in_sentence(column)}"


# --- what there is to say ------------------------------------------------------------------------


def _entries(suggestion: Suggestion, sturdiness: Sturdiness | None, sentences: int) -> Iterator[Labeled]:
    main, *others = suggestion.conclusions
    most = max(1, sentences)
    for_clinician = suggestion.evaluation.answers.setting == CLINICIAN
    if for_clinician and (scores := "; ".join(_scores(suggestion))):
        yield Labeled(SCORES, f"{scores}.")
    if suggestion.status is Status.NO_CLEAR_SUGGESTION:
        yield from _apart(suggestion)
    else:
        of_equals = len(main.favored)  # each has its reason
        number = min(2, max(most, of_equals)) if sentences == SHORTEST else max(min(2, most), of_equals)
        yield Labeled(WHY, " ".join(_said_by(suggestion, one) for one in main.deciding_reasons[:number]))
        yield Labeled("But", " ".join(islice(_but(suggestion, main), max(0, sentences) + 1)))
    sure = " ".join(islice(_how_sure(suggestion, sturdiness), most))
    if sure:
        yield Labeled(HOW_SURE, sure)
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT and conclusion.decision.when_favored is None:
            yield Labeled(label_of(conclusion), side_outcome_in_words(suggestion, conclusion))
    if offers := "; ".join(offers_in_words(suggestion, in_full=sentences > 0)):
        yield Labeled(HERE, f"{capitalized(offers)}.")
    if cautions := [j.gate.caption for j in by_urgency(suggestion.gates) if j.gate.action is Action.CAUTION]:
        yield Labeled(NOTE, _few(cautions, most))
    if unasked := _may_refer(suggestion):
        why = "" if sentences == SHORTEST else ", which could call for other help"
        yield Labeled(NOT_ASKED, f"{_few(unasked, most)}{why}")
    if sentences != SHORTEST or (len(main.favored) == 1 and not for_clinician):
        yield Labeled(NEXT, _next(suggestion, sentences))


def _scores(suggestion: Suggestion) -> Iterator[str]:
    """The numbers that were given, each with its band."""
    answers = suggestion.evaluation.answers
    for item in suggestion.evaluation.rule_set.items:
        if isinstance(value := answers.value(item.link_id), int):
            yield f"{item.label}: {answer_words(item, value)}"


def label_of(conclusion: Conclusion) -> str:
    """The label of a decision beside the main one."""
    return capitalized(conclusion.decision.caption.split()[-1])


def _but(suggestion: Suggestion, main: Conclusion) -> Iterator[str]:
    """What research says of all, what this leans on, and the reasons against the one favored."""
    evaluation = suggestion.evaluation
    if evaluation.lens is Lens.DOCUMENTS:
        yield evaluation.rule_set.documents_lens_note or evaluation.rule_set.documents_note
        return
    yield first_sentence(evaluation.rule_set.evidence_note)
    yield from filter(None, (rests_on(suggestion),))
    if len(main.favored) == 1:
        for weighed in main.reasons[main.favored[0], Direction.AGAINST]:
            yield _said_by(suggestion, weighed)


def _said_by(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """A reason, with its mark where it is local."""
    return f"{because(suggestion, weighed)}{' (local)' if weighed.rule.basis is Basis.LOCAL else ''}"


def _apart(suggestion: Suggestion) -> Iterator[Labeled]:
    """What sets the candidates apart, and which answers would."""
    for candidate in suggestion.conclusions[0].decision.candidates:
        yield Labeled(name_in_short(suggestion, candidate.short), candidate.about)
    items = suggestion.evaluation.rule_set.item
    labels = [items[question].label for question in settling(suggestion)[:2]]
    if labels:
        number = "One answer" if len(labels) == 1 else "Two answers"
        yield Labeled("Open", f"{number} that could settle it: {'; '.join(map(in_sentence, labels))}")


def _how_sure(suggestion: Suggestion, sturdiness: Sturdiness | None) -> Iterator[str]:
    """How many other answers it withstands, and whether it holds without what is unstudied."""
    if sturdiness:
        yield how_sturdy(suggestion.conclusions[0], sturdiness)
    yield from without_the_unstudied(suggestion)


def _may_refer(suggestion: Suggestion) -> list[str]:
    """The open questions that could still call for other help."""
    evaluation = suggestion.evaluation
    read = {
        question
        for judged in evaluation.gates
        if judged.gate.action is Action.REFER and not judged.holds
        for question in judged.deciding.missing()
    }
    asked_later = (item.label for item in open_items(suggestion) if item.link_id in read)
    return [*left_out_beside(suggestion), *asked_later]


def _few(names: Sequence[str], most: int) -> str:
    """The first of these names, and how many more there are."""
    more = f" (and {number_in_words(len(names) - most)} more)" if len(names) > most else ""
    return f"{'; '.join(names[:most])}{more}"


def _next(suggestion: Suggestion, sentences: int) -> str:
    """A question to ask about each candidate that is favored, or else one about any."""
    rule_set, favored = suggestion.evaluation.rule_set, suggestion.conclusions[0].favored
    own = [rule_set.candidate[id].question for id in favored]
    questions = own if 0 < len(own) <= max(1, sentences) else rule_set.questions_to_ask[:1]
    return f"{phrases_for(suggestion).ask}: {' '.join(f'“{question}”' for question in questions)}"
