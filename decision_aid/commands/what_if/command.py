"""`decision-aid what-if`: what would have to be different for another outcome."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.completion import answers_to_set, candidate_ids
from decision_aid.cli.parameters import (
    AnswersFile,
    AsOf,
    ChosenFormat,
    ChosenLens,
    Color,
    Every,
    Ids,
    InCountry,
    RulesFolder,
)
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError, refuse_unknown, shown
from decision_aid.rendering.formats import TEXT

if TYPE_CHECKING:
    from decision_aid.model.answers import Value
    from decision_aid.model.rules import Item, Rules


def what_if(
    file: AnswersFile,
    answers: Annotated[
        Optional[list[str]],
        typer.Option(
            "--set",
            metavar="QUESTION=ANSWER",
            autocompletion=answers_to_set,
            help="Try another answer. Put commas between several codes. Repeat --set for more questions.",
        ),
    ] = None,
    candidate: Annotated[
        Optional[str],
        typer.Option(
            "--toward",
            metavar="ID",
            help="Show what would lead to this approach.",
            autocompletion=candidate_ids,
        ),
    ] = None,
    every: Every = False,
    format: ChosenFormat = TEXT,
    ids: Ids = False,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    color: Color = None,
) -> None:
    """Show the smallest changes that lead to another result. It isn't advice to answer differently.

    Example: decision-aid what-if answers.yaml --set working_style=structured
    """
    from decision_aid.cli.output import print_page, show_help_first
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.what_if import page as pages
    from decision_aid.commands.what_if import record as records
    from decision_aid.commands.what_if.find import sheet_with, smallest_changes, ways_toward
    from decision_aid.engine.evaluate import evaluate
    from decision_aid.engine.suggest import suggest
    from decision_aid.proving.compiled import Compiled
    from decision_aid.proving.neighbors import Neighbors

    if answers and candidate:
        raise DecisionAidError("Give --set or --toward, not both at once.")
    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    suggestion = suggestion_for(file, lens, rule_set)
    given = suggestion.evaluation.answers.given
    if not suggestion.evaluation.safe:  # before the options are looked at: a complaint could name an approach
        print_page(pages.refusal_page(suggestion), format, color, lambda: records.refusal_record(suggestion))
    elif answers:
        changed = sheet_with(rule_set, given, _typed_answers(rule_set, answers))
        _refuse_impossible(rule_set, changed)
        after = suggest(evaluate(rule_set, changed, lens), suggestion.background, suggestion.beside)
        show_help_first(after)
        page = pages.changed_page(suggestion, after, ids=ids)
        print_page(page, format, color, lambda: records.changed_record(suggestion, after))
    elif candidate is not None:
        refuse_unknown("candidate", [candidate], rule_set.candidate)
        way = ways_toward(Neighbors(Compiled(rule_set), given, lens), candidate)
        page = pages.toward_page(suggestion, way, ids=ids)
        print_page(page, format, color, lambda: records.toward_record(suggestion, way))
    else:
        found = smallest_changes(Neighbors(Compiled(rule_set), given, lens))
        page = pages.smallest_page(suggestion, found, ids=ids, every=every)
        print_page(page, format, color, lambda: records.smallest_record(suggestion, found))


def _typed_answers(rule_set: "Rules", texts: list[str]) -> "Mapping[str, Value]":
    """The answers that were given as `question=answer`."""
    from decision_aid.wording.commands import to_type

    found: dict[str, Value] = {}
    for text in texts:
        question, equals, answer = text.partition("=")
        if not equals:
            raise DecisionAidError(f"--set takes QUESTION=ANSWER, such as goals=growth, not '{shown(text)}'.")
        refuse_unknown("question", [question], rule_set.item, to_type(rule_set, "trace FILE --ids --all"))
        if question in found:
            raise DecisionAidError(f"--set {question} is there twice. Put several codes in one, with commas.")
        found[question] = _typed_value(rule_set.item[question], answer)
    return found


def _typed_value(item: "Item", text: str) -> "Value":
    from decision_aid.model.answers import SKIPPED
    from decision_aid.model.rules import ItemType

    if text == SKIPPED or item.type in (ItemType.CHOICE, ItemType.TEXT):
        return text
    if item.type is ItemType.MULTIPLE:
        return tuple(text.split(","))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _refuse_impossible(rule_set: "Rules", sheet: "Mapping[str, Value]") -> None:
    """Raises `DecisionAidError` where the changed sheet is none that the questionnaire accepts."""
    from decision_aid.engine.questionnaire import problems_in
    from decision_aid.loading.safe_problems import quoting_no_distress
    from decision_aid.model.problems import Location

    problems = problems_in(rule_set, sheet, lambda question: Location(question, 1, 1))
    if problems:
        # The card is shown for what is typed, in any case.
        _, problems = quoting_no_distress(rule_set, sheet, problems)
        told = (f" ({shown(problem.hint)})" if problem.hint else "" for problem in problems)
        lines = (
            f"--set {problem.location.file}: {shown(problem.message)}{hint}"
            for problem, hint in zip(problems, told, strict=True)
        )
        raise DecisionAidError("\n".join(lines))
