"""Two or more results side by side, in words.

Belongs here: what `compare` and `what-if` both show. Does not: finding the differences (`engine.comparison`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from decision_aid.engine.comparison import ArgumentKey, Differences, differences, weighed_by_key
from decision_aid.engine.evaluate import WeighedArgument
from decision_aid.engine.safety_questions import nameable_questions
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.choice import Choice
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Row, Section, Table
from decision_aid.model.rules import Action, Item
from decision_aid.wording.answers import answer_words, question_label, with_id
from decision_aid.wording.commands import to_type
from decision_aid.wording.decided import decided_in_words
from decision_aid.wording.grammar import both_or_all, counted
from decision_aid.wording.help import HELP_FIRST, contacts_for, help_section
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.safety import KEEP_IN_MIND, danger_heard, gate_messages, safety_page
from decision_aid.wording.stamps import TEACHING_STAMP, about_this_page, disclaimer, stamps
from decision_aid.wording.trace_parts import signed

TITLE = "Side by side"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

NONE: Final = "·"
"""In a table of sums: there is nothing here to count."""

IN_BRACKETS: Final = (
    "In brackets: it applies too, but an equal or stronger reason of the same theme counts instead."
)

NOT_COMPARED = "We're not comparing approaches here. For at least one of these, safety and care come first."


class NamedResult(NamedTuple):
    """A result, and the name of what sets it apart: a file, a lens or a rule set.

    `date` is the day (ISO 8601) of a saved record; `as_then` says whether it still comes out as it did.
    `decided` is what clinician and client decided on it; why is not told here.
    """

    name: str
    suggestion: Suggestion
    date: str = ""
    as_then: bool = True
    decided: Choice | None = None


def comparison_page(results: Sequence[NamedResult], *notes: Section, ids: bool = False) -> Report:
    """What is the same in all results, their sums side by side, and in what they differ; then `notes`.

    While safety comes first for one of them, no approach is named.
    """
    if not all(result.suggestion.evaluation.safe for result in results):
        return _help_first(results, ids)
    suggestions = tuple(result.suggestion for result in results)
    compared = _Compared(
        suggestions, tuple(differences(suggestions[0], other) for other in suggestions[1:]), ids
    )
    by_lens = len({suggestion.evaluation.lens for suggestion in suggestions}) > 1
    names = Bullets(
        tuple(f"{LETTERS[place]}: {_named(result, by_lens)}" for place, result in enumerate(results))
    )
    first = (*danger_heard(*suggestions), *_gates_first(results))
    found = (*compared.sections(), *_decided(results))
    sections = (*first, Section("What is compared", (names,)), *found, *notes)
    contacts = dict.fromkeys(c for suggestion in suggestions for c in contacts_for(suggestion))
    disclaimers = dict.fromkeys(map(disclaimer, suggestions))
    end = (help_section(contacts), about_this_page(*disclaimers))
    return Report(TITLE, (*sections, *end), _stamps(results))


def _named(result: NamedResult, by_lens: bool) -> str:
    name = f"the {result.suggestion.evaluation.lens} lens" if by_lens else result.name
    day = result.suggestion.background.known_day  # of the answers, and not of the run
    recorded = f", recorded on {result.date}" if result.date else ""
    dated = f", answers of {day}" if day else recorded
    verify = to_type(result.suggestion.evaluation.rule_set, "verify FILE")
    then = "" if result.as_then else f" (it came out otherwise then; {verify} says how)"
    return f"{name}{dated}{then}"


def _decided(results: Sequence[NamedResult]) -> Iterator[Section]:
    """What clinician and client decided on each."""
    lines = tuple(
        f"{letter}: {decided_in_words(result.suggestion, result.decided)}"
        for letter, result in zip(LETTERS, results, strict=False)
        if result.decided
    )
    if lines:
        yield Section("What was decided", (Bullets(lines),))


def scores_over_time(results: Sequence[NamedResult]) -> Iterator[Section]:
    """The PHQ-9, and whatever else is a number: what it was on the day of the answers, and the change."""
    lines = []
    for item in results[0].suggestion.evaluation.rule_set.items:
        scores: list[tuple[str, int]] = []
        for letter, result in zip(LETTERS, results, strict=False):
            value = result.suggestion.evaluation.answers.value(item.link_id)
            if isinstance(value, int):
                day = result.suggestion.background.known_day  # of the answers, and not of the run
                scores.append((f"{letter}{f' on {day}' if day else ''}", value))
        if len(scores) > 1:
            change = scores[-1][1] - scores[0][1]
            said = f"change {signed(change)}" if change else "no change"
            each = ", ".join(f"{value} in {where}" for where, value in scores)
            lines.append(f"{item.label}: {each} ({said})")
    if lines:
        yield Section("Scores", (Bullets(tuple(lines)),))


def _stamps(results: Sequence[NamedResult]) -> tuple[str, ...]:
    """The stamps of all results. The teaching stamp says of which results it holds; a lens names itself."""
    by_stamp = _with_letters([stamps(result.suggestion) for result in results])
    return tuple(text if stamp == TEACHING_STAMP else stamp for stamp, text in by_stamp.items())


def _with_letters(texts: Sequence[Iterable[str]]) -> dict[str, str]:
    """The texts of the results, each once, after the letters of its results unless it is about all."""
    about: dict[str, list[str]] = {}
    for letter, of_one in zip(LETTERS, texts, strict=False):
        for text in dict.fromkeys(of_one):
            about.setdefault(text, []).append(letter)
    return {
        text: text if len(letters) == len(texts) else f"{', '.join(letters)}: {text}"
        for text, letters in about.items()
    }


def _gates_first(results: Sequence[NamedResult]) -> Iterator[Section]:
    """What the referrals and cautions of the results say."""
    headings = {Action.REFER: phrases_for(results[0].suggestion).referral, Action.CAUTION: KEEP_IN_MIND}
    for action, heading in headings.items():
        messages = _with_letters([gate_messages(result.suggestion, action) for result in results])
        if messages:
            strong = action is Action.REFER
            yield Section(heading, tuple(Paragraph(text, strong) for text in messages.values()))


def _help_first(results: Sequence[NamedResult], ids: bool) -> Report:
    """The pages of the sheets on which safety comes first, and the safety answers that differ.

    The sheets are called by their letters only: a file may be called like an approach.
    """
    pages = {
        LETTERS[place]: safety_page(result.suggestion)
        for place, result in enumerate(results)
        if not result.suggestion.evaluation.safe
    }
    first = next(iter(pages.values()))
    sections = [
        section._replace(heading=f"{letter}: {section.heading}")
        for letter, page in pages.items()
        for section in page.sections[:-1]
    ]
    suggestions = tuple(result.suggestion for result in results)
    compared = _Compared(
        suggestions, tuple(differences(suggestions[0], other) for other in suggestions[1:]), ids
    )
    about_safety = (set(nameable_questions(suggestion.evaluation.rule_set)) for suggestion in suggestions)
    if blocks := tuple(compared.answers(set.intersection(*about_safety))):
        sections.append(Section("Answers to the safety questions that differ", blocks))
    all_stamps = _stamps(results)
    above = tuple(stamp for stamp in all_stamps if stamp.endswith(TEACHING_STAMP))
    others = (stamp for stamp in all_stamps if stamp not in above)
    about = first.sections[-1]
    more = dict.fromkeys((*about.blocks, *map(Paragraph, (*others, NOT_COMPARED))))
    sections.append(about._replace(blocks=tuple(more)))
    return Report(HELP_FIRST, tuple(sections), above)


class _Compared(NamedTuple):
    """Results side by side, and in what the first differs from each of the others."""

    suggestions: tuple[Suggestion, ...]
    differences: tuple[Differences, ...]
    ids: bool

    def sections(self) -> Iterator[Section]:
        """What is the same, the sums, and what differs, each under a heading of its own."""
        if all(one.is_empty for one in self.differences):
            yield Section("The same", (Paragraph("They come out the same, for the same reasons."),))
            yield Section("The sums", (self._sums(),))
            return
        same = f"The same in {both_or_all(len(self.suggestions))}"
        yield Section(same, (Bullets(tuple(self._same()) or ("Nothing that counts.",)),))
        yield Section("The sums", (self._sums(),))
        for heading, blocks in (
            ("What comes out differently", tuple(self._outcomes())),
            ("Answers that differ", tuple(self.answers())),
            ("Safety checks that differ", tuple(self._gates())),
            ("Reasons that differ", tuple(self._reasons())),
        ):
            if blocks:
                yield Section(heading, blocks)

    # --- what is the same

    def _same(self) -> Iterator[str]:
        first = self.suggestions[0]
        apart = {outcome.decision for one in self.differences for outcome in one.outcomes}
        for conclusion in first.conclusions:
            if conclusion.decision.id not in apart:
                outcome = outcome_in_words(first.evaluation.rule_set, conclusion)
                yield f"{with_id(conclusion.decision.caption, conclusion.decision.id, self.ids)}: {outcome}"
        asked = {question for one in self.differences for question, *_ in one.answers}
        answers = sum(question not in asked for question in first.evaluation.answers.given)
        if not asked:
            yield "All answers"
        elif answers:
            yield counted(answers, "answer")
        reasons = sum(one.counted for one in weighed_by_key(first).values()) - len(
            [key for key in self._apart() if (weighed := weighed_by_key(first).get(key)) and weighed.counted]
        )
        if reasons:
            yield f"{counted(reasons, 'reason')} that count{'s' if reasons == 1 else ''} the same"
        elif not asked:
            yield f"No reason counts the same in {both_or_all(len(self.suggestions))}"

    # --- the sums

    def _sums(self) -> Table:
        """The sum of each candidate in each result; a dot where its decision does not come up."""
        nets = [
            {s.candidate.id: s.net_support for conclusion in one.conclusions for s in conclusion.standings}
            for one in self.suggestions
        ]
        names = {
            candidate.id: candidate.short
            for one in reversed(self.suggestions)
            for candidate in one.evaluation.rule_set.candidate.values()
        }
        return Table(
            tuple(LETTERS[: len(nets)]),
            tuple(
                Row(
                    with_id(name, id, self.ids),
                    tuple((signed(net[id]) if id in net else NONE,) for net in nets),
                )
                for id, name in names.items()
                if any(id in net for net in nets)
            ),
        )

    # --- what differs

    def answers(self, among: Container[str] | None = None) -> Iterator[Block]:
        """The answers that differ; with `among`, only those to these questions."""
        for question in dict.fromkeys(q for one in self.differences for q, *_ in one.answers):
            items = (one.evaluation.rule_set.item.get(question) for one in self.suggestions)
            item = next(filter(None, items), None)
            if item and (among is None or question in among):
                given = (one.evaluation.answers.given.get(question) for one in self.suggestions)
                words = [_answer_in_words(item, value) for value in given]
                yield Reason(question_label(item, self.ids), "", _by_letter(words))

    def _outcomes(self) -> Iterator[Block]:
        for decision in dict.fromkeys(o.decision for one in self.differences for o in one.outcomes):
            words = [
                outcome_in_words(one.evaluation.rule_set, one.conclusion(decision))
                for one in self.suggestions
            ]
            captions = (
                d.caption
                for s in self.suggestions
                for d in s.evaluation.rule_set.decisions
                if d.id == decision
            )
            yield Reason(with_id(next(captions), decision, self.ids), "", _by_letter(words))

    def _gates(self) -> Iterator[Block]:
        """The gates that hold in some of them only, or act differently."""
        apart = {id for one in self.differences for ids in one.gates for id in ids}
        lines = _with_letters(
            [
                [with_id(j.gate.caption, j.gate.id, self.ids) for j in one.gates if j.gate.id in apart]
                for one in self.suggestions
            ]
        )
        if lines:
            yield Bullets(tuple(lines.values()))

    def _apart(self) -> Iterable[ArgumentKey]:
        """The arguments that weigh differently somewhere, in the order of the rules."""
        keys = (
            (argued.rule.id, argued.argument.candidate, argued.argument.direction)
            for one in self.differences
            for argued in one.arguments
        )
        rules = {rule.id: None for one in self.suggestions for rule in one.evaluation.rule_set.rules}
        order = {rule: place for place, rule in enumerate(rules)}
        return sorted(dict.fromkeys(keys), key=lambda key: order[key[0]])

    def _reasons(self) -> Iterator[Block]:
        weighed = [weighed_by_key(one) for one in self.suggestions]
        rows = []
        for key in self._apart():
            one = next(found[key] for found in weighed if key in found)
            names = (s.evaluation.rule_set.candidate.get(key[1]) for s in self.suggestions)
            name = next(candidate.short for candidate in names if candidate)
            lead = f"{key[2].capitalize()} {name}: {with_id(one.rule.name, one.rule.id, self.ids)}"
            rows.append(Row(lead, tuple((_weight(found.get(key)),) for found in weighed)))
        if rows:
            yield Table(tuple(LETTERS[: len(weighed)]), tuple(rows))
        if any("(" in cell for row in rows for (cell,) in row.cells):
            yield Paragraph(IN_BRACKETS)


def _by_letter(texts: Sequence[str]) -> tuple[str, ...]:
    """The text about each result, after its letter; equal ones together."""
    return tuple(_with_letters([[text] for text in texts]).values())


def _answer_in_words(item: Item, value: Value | None) -> str:
    return "no answer" if value is None else answer_words(item, value)


def _weight(weighed: WeighedArgument | None) -> str:
    if weighed is None:
        return NONE
    return signed(weighed.signed_weight) if weighed.counted else f"({signed(weighed.signed_weight)})"
