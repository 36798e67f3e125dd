"""The worksheet: two sides of paper to take along.

Belongs here: what stands on it, from the suggestion and what the person thought around it. While
safety comes first it is the safety page, and nothing else. Does not: writing it (`cli`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import Outcome, Suggestion, suggest
from decision_aid.model.answers import CLINICIAN, PERSON, SETTING, Answers, Value
from decision_aid.model.deliberation import UNDECIDED, Deliberation
from decision_aid.model.report import (
    Block,
    Boxes,
    Bullets,
    Paragraph,
    Reason,
    Report,
    Section,
    section_unless_empty,
)
from decision_aid.model.rules import ANYWHERE, Action, Direction, Item, Rules
from decision_aid.rendering.text import first_that_fits
from decision_aid.wording.answers import answer_words
from decision_aid.wording.deliberation import READINESS, SURENESS
from decision_aid.wording.grammar import capitalized, in_sentence, joined
from decision_aid.wording.help import HELP_AT_ANY_TIME, contacts_on_every_page, help_lines
from decision_aid.wording.outcomes import headline, side_outcome_in_words
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.reasons import because, mark
from decision_aid.wording.result import notes, open_questions, overdue_sources, report
from decision_aid.wording.safety import KEEP_IN_MIND, first_of_all, gate_blocks
from decision_aid.wording.sources import STAR, evidence_note
from decision_aid.wording.stamps import about_this_page, disclaimer, stamps
from decision_aid.wording.values import answers_about_values

LINE: Final = "." * 40
"""Room to write."""

TWO_SIDES: Final = 120
"""Lines of two printed pages in an ordinary type size."""

MOST: Final = (4, 2, 1, 0)
"""How many reasons in each direction, and notes, from the fullest worksheet on: the heaviest of them.

All of them stand on the page of the result.
"""

ASK_EACH: Final = "Ask each one: are you licensed, and trained in this? What if I get worse while I wait?"


def worksheet_for_paper(suggestion: Suggestion, said: Deliberation | None = None) -> Report:
    """The fullest page to take along that fits on two sides of paper."""
    return first_that_fits(worksheet_pages(suggestion, said), TWO_SIDES)


def worksheet_pages(suggestion: Suggestion, said: Deliberation | None = None) -> Iterator[Report]:
    """The page to take along, from the fullest to the shortest."""
    yield from (worksheet_page(suggestion, said, most) for most in MOST)
    yield worksheet_page(suggestion, said, 0, brief=True)


def worksheet_page(
    suggestion: Suggestion, said: Deliberation | None = None, most: int = MOST[0], *, brief: bool = False
) -> Report:
    """The page to take along, with `most` reasons in each direction, and as many notes.

    A `brief` one is for people with so many referrals that little else fits: it tells of the most urgent ones
    in full, and says nothing of how to find someone.
    """
    answers, suggestion = suggestion.evaluation.answers, _for_the_client(suggestion)
    if not suggestion.conclusions:
        return report(suggestion)
    sections = (
        *first_of_all(suggestion, brief=brief),
        *section_unless_empty(KEEP_IN_MIND, gate_blocks(suggestion, Action.CAUTION)),
        _options(suggestion),
        _what_matters(suggestion),
        Section(phrases_for(suggestion).own_view, tuple(_view(suggestion, said or Deliberation()))),
        Section("What the answers point to, and why", tuple(_suggested(suggestion, most))),
        Section("What we're not sure about", (Bullets(tuple(_unsure(suggestion, most))),)),
        Section("Questions to ask", tuple(_questions(suggestion))),
        *(() if brief else (*_message(suggestion, answers), *_finding(suggestion.evaluation.rule_set))),
        *_help(suggestion),
        about_this_page(_about(suggestion)),
    )
    return Report("Worksheet for talking about treatment", sections, stamps(suggestion))


def _for_the_client(suggestion: Suggestion) -> Suggestion:
    """The same result in the words for a person: the client takes the paper home, whoever answered.

    What only a clinician is asked isn't open for the client.
    """
    evaluation = suggestion.evaluation
    if evaluation.answers.setting != CLINICIAN:
        return suggestion
    answers = read(evaluation.rule_set, {**evaluation.answers.given, SETTING: PERSON})
    missing = tuple(question for question in suggestion.missing if question not in answers.closed)
    return suggestion._replace(evaluation=evaluation._replace(answers=answers), missing=missing)


def _help(suggestion: Suggestion) -> Iterator[Section]:
    """The contacts of every page that do not stand above already: the paper is short."""
    above = {block for section in first_of_all(suggestion) for block in section.blocks}
    left = [
        line
        for line in help_lines(contacts_on_every_page(suggestion.evaluation.rule_set))
        if line not in above
    ]
    if left:
        yield Section(HELP_AT_ANY_TIME, tuple(left))


def _options(suggestion: Suggestion) -> Section:
    """Boxes to tick: nothing is ticked for anybody."""
    rule_set = suggestion.evaluation.rule_set
    choice = rule_set.library.choice or suggestion.conclusions[0].decision.candidates
    captions = (one.caption for one in choice)
    told = (Paragraph(rule_set.library.overview.decision),) if rule_set.library.overview else ()
    boxes = Boxes((*captions, f"Something else: {LINE}"))
    return Section("The options: tick those to talk about", (*told, boxes))


def _what_matters(suggestion: Suggestion) -> Section:
    said = tuple(answers_about_values(suggestion))
    room = (Paragraph(f"Anything else that matters: {LINE}"),)
    return Section(phrases_for(suggestion).matters, (*([Bullets(said)] if said else []), *room))


def _view(suggestion: Suggestion, said: Deliberation) -> Iterator[Block]:
    names = {page.id: page.caption for page in suggestion.evaluation.rule_set.library.choice}
    sure = f" ({SURENESS[said.sureness].lower()})" if said.sureness else ""
    yield Paragraph(f"Leaning toward, before the result: {_leaning(names, said.leaning)}{sure}")
    yield Paragraph(f"Leaning toward now: {_leaning(names, said.leaning_after)}")
    setting = suggestion.evaluation.answers.setting
    if said.wanting:
        yield Paragraph("Not there yet on:")
        yield Bullets(tuple(READINESS[point].to(setting) for point in said.wanting))


def _leaning(names: dict[str, str], leaning: str | None) -> str:
    if leaning == UNDECIDED:
        return "none of these, or not sure yet"
    return names.get(leaning or "", LINE)


def _suggested(suggestion: Suggestion, most: int) -> Iterator[Block]:
    yield Paragraph(headline(suggestion), strong=True)
    main, *others = suggestion.conclusions
    for id in main.favored:
        each = -(-most // len(main.favored))
        told = [one for direction in Direction for one in islice(_reasons(suggestion, id, direction), each)]
        if told:
            name = suggestion.evaluation.rule_set.candidate[id].short
            ways = " or ".join(way for way in Direction if any(one.lead == capitalized(way) for one in told))
            yield Paragraph(f"Reasons {ways} {name}, and where each comes from:")
            yield from told
    for conclusion in others:
        if conclusion.outcome is not Outcome.NO_SUPPORT:
            yield Paragraph(f"{conclusion.decision.caption}: {side_outcome_in_words(suggestion, conclusion)}")


def _reasons(suggestion: Suggestion, favored: str, direction: Direction) -> Iterator[Reason]:
    """The counted reasons, those that decide most first, each with what it rests on."""
    for weighed in suggestion.conclusions[0].reasons[favored, direction]:
        said = because(suggestion, weighed)
        yield Reason(capitalized(direction), said, (f"{capitalized(mark(suggestion, weighed))}.",))


def _unsure(suggestion: Suggestion, most: int) -> Iterator[str]:
    yield evidence_note(suggestion.evaluation.rule_set)
    yield from notes(suggestion)[:most]
    yield from open_questions(suggestion)
    yield from overdue_sources(suggestion)


def _questions(suggestion: Suggestion) -> Iterator[Block]:
    """For whoever offers what is favored, then on the other decisions, with room for what they say."""
    rule_set = suggestion.evaluation.rule_set
    main, *others = suggestion.conclusions
    own = [rule_set.candidate[id].question for id in main.favored]
    topic = rule_set.topic
    yield Paragraph(f"To {topic.provider}:")
    beside = [rule_set.candidate[id].question for conclusion in others for id in conclusion.favored]
    yield Bullets((*own, *rule_set.questions_to_ask, *(() if topic.other_providers else beside)))
    if topic.other_providers and beside:
        yield Paragraph(f"To {topic.other_providers}:")
        yield Bullets(tuple(beside))
    yield Paragraph(f"Another question: {LINE}")


def _message(suggestion: Suggestion, answers: Answers) -> Iterator[Section]:
    """A few lines to send or read out, made from the answers of whoever answered for themselves."""
    rule_set = suggestion.evaluation.rule_set
    message = rule_set.message
    if message is None or answers.setting != PERSON:
        return
    main = suggestion.conclusions[0]
    named = main.named or tuple(one.id for one in main.decision.candidates)
    candidates = joined([rule_set.candidate[id].short for id in named])
    told = [
        one.says.replace("{answer}", _in_a_sentence(rule_set.item[one.question], value))
        for one in message.tells
        if (value := answers.value(one.question)) is not None
    ]
    text = (message.opening.replace("{candidates}", candidates), " ".join(told), message.closing)
    yield Section("A message you could send or read out", tuple(map(Paragraph, filter(None, text))))


def _in_a_sentence(item: Item, value: Value) -> str:
    """An answer as somebody would say it: without what explains it, and several in one phrase."""
    labels = [re.sub(r" \([^)]*\)", "", label) for label in answer_words(item, value).split("; ")]
    return joined([*map(in_sentence, labels)])


def _finding(rule_set: Rules) -> Iterator[Section]:
    """Where to look for somebody, in this country; nothing where the rule set names no place."""
    here = {rule_set.country, rule_set.country_beside}
    places = [one for one in rule_set.finders if one.country in here]
    places += [one for one in rule_set.finders if one.country == ANYWHERE]
    if places:
        yield Section("Where to look", (Bullets((*(place.text for place in places), ASK_EACH)),))


def _about(suggestion: Suggestion) -> str:
    rule_set = suggestion.evaluation.rule_set
    made = f"Rule set {rule_set.id} {rule_set.version}, sources checked {rule_set.reviewed}."
    return f"{disclaimer(suggestion)} {rule_set.documents_note} {STAR} {made}"


def examples(rule_set: Rules) -> Iterator[Report]:
    """The fullest worksheet of every worked case."""
    for case in rule_set.library.cases:
        yield worksheet_page(suggest(evaluate(rule_set, case.answers)))
