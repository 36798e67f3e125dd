"""What every page that explains a sheet has: stamps, help, and what it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decision_aid.engine.suggest import Conclusion, Outcome, Result, Suggestion
from decision_aid.model.answers import Answers
from decision_aid.model.conditions import Answered, Equals, Test, Truth
from decision_aid.model.report import Paragraph, Report, Section
from decision_aid.model.rules import Item, Rules
from decision_aid.wording.help import contacts_for, crisis_card, danger_in_own_words, help_section
from decision_aid.wording.reasons import answer_words
from decision_aid.wording.result import disclaimer, first_of_all, report, stamps


def page(suggestion: Suggestion, title: str, sections: Iterable[Section]) -> Report:
    """A page about a sheet on which candidates are weighed: a referral stands above all else."""
    end = help_section(contacts_for(suggestion))
    about = Section("About this page", (Paragraph(disclaimer(suggestion)),))
    return Report(title, (*first_of_all(suggestion), *sections, end, about), stamps(suggestion))


def safety_page(suggestion: Suggestion, *sections: Section) -> Report:
    """The page of a sheet on which safety comes first; `sections` stand after the help."""
    first = report(suggestion)
    return first._replace(sections=(*first.sections[:-1], *sections, first.sections[-1]))


def help_first(suggestion: Suggestion) -> Report | None:
    """What has to be seen at once, wherever the result itself goes: None where nothing presses."""
    if not suggestion.evaluation.safe:
        return report(suggestion)
    return crisis_card(suggestion.evaluation.rule_set) if danger_in_own_words(suggestion) else None


def answers_to(
    suggestion: Suggestion, decisive: Iterable[tuple[Test | Answered, Truth]], *, ids: bool
) -> Iterator[str]:
    """The answers that decided some tests, each question once, equal ones together: *label: answer*.

    Of several that were ticked, only those that a test looked for, when it found them.
    """
    looked_for: dict[str, list[str] | None] = {}
    for test, truth in decisive:
        found = test.codes if isinstance(test, Equals) and truth is Truth.TRUE else None
        before = looked_for.get(test.question, [])
        looked_for[test.question] = None if found is None or before is None else [*before, *found]
    labels: dict[str, list[str]] = {}
    for link_id, codes in looked_for.items():
        item = suggestion.evaluation.rule_set.item[link_id]
        labels.setdefault(_said(suggestion.evaluation.answers, item, codes), []).append(label(item, ids))
    for said, of in labels.items():
        yield f"{', '.join(of)}: {said}"


def _said(answers: Answers, item: Item, codes: Sequence[str] | None) -> str:
    if item.link_id in answers.closed:
        return "not asked"
    value = answers.value(item.link_id)
    if value is None:
        return "skipped" if answers.skipped(item.link_id) else "no answer yet"
    return answer_words(item, value, codes)


def named(caption: str, id: str, ids: bool) -> str:
    """A caption, with its id for those who want it."""
    return f"{caption} [{id}]" if ids else caption


def label(item: Item, ids: bool) -> str:
    """The name of a question."""
    return named(item.label, item.link_id, ids)


def came_to(rule_set: Rules, result: Conclusion | Result | None) -> str:
    """The outcome of a decision, in a few words; None is one that does not arise."""
    if result is None:
        return "it does not come up"
    names = [rule_set.candidate[id].short for id in result.favored]
    if result.outcome is Outcome.NO_SUPPORT:
        return "nothing has support"
    return f"{' and '.join(names)}{' about level' if len(names) > 1 else ''}" if names else "all about level"
