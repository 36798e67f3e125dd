"""`decision-aid rules diff`: what a change of rules does, on every answer sheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import Force, Output, format_option
from decision_aid.rendering.formats import FORMATS, JSON, TEXT

if TYPE_CHECKING:
    from decision_aid.commands.rules.diff.find import Comparison
    from decision_aid.commands.rules.diff.texts import ChangedTexts
    from decision_aid.model.problems import DecisionAidError, UnusableInput
    from decision_aid.model.rules import Rules

MARKDOWN = "markdown"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A folder of rules, or a git revision of NEW.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of rules to compare it with.")],
    format: Annotated[str, format_option((TEXT, MARKDOWN, JSON))] = TEXT,
    all: Annotated[
        bool, typer.Option("--all", help="Show every change, and not just the first screen.")
    ] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show all that a change of rules does.

    What changed in contacts, safety texts and questions comes first, word by word. Then comes each kind of
    change in results, with an example. There are no others.

    Example: decision-aid rules diff HEAD my_rules
    """
    from decision_aid.cli.output import ResultFile, as_json, deliver_text, tell
    from decision_aid.cli.progress import progress
    from decision_aid.commands.rules.diff.find import compare
    from decision_aid.commands.rules.diff.record import record
    from decision_aid.commands.rules.diff.texts import changed_texts
    from decision_aid.loading.revision import folder_or_revision
    from decision_aid.loading.text_places import TextPlaces

    with folder_or_revision(old, new) as folder, progress() as watch:
        every = all or format != TEXT
        names = ((folder, "old", old), (new, "new", str(new)))
        before, after = (_rules_in(*name) for name in names)
        where = (TextPlaces(folder).in_folder, TextPlaces(new).in_folder)
        texts = changed_texts(before, after, where)
        faults = [_fault(rules, *name) for rules, name in zip((before, after), names, strict=True)]
        comparison = None
        try:
            for fault in filter(None, faults):
                raise fault
            comparison = compare(before, after, every=every, watch=watch)
        finally:
            if format == JSON:
                told = as_json(record(before, after, texts, comparison), ascii=False)
            else:
                told = _whole_page(before, after, texts, comparison, format, every=every)
            if output or format != TEXT:
                deliver_text(told, ResultFile(output, force, "") if output else None)
            else:
                tell(told)


def _whole_page(
    before: "Rules",
    after: "Rules",
    texts: "ChangedTexts",
    comparison: "Optional[Comparison]",
    format: str,
    *,
    every: bool,
) -> str:
    """The page; without a comparison, the texts that changed, which are to be seen in any case."""
    from decision_aid.commands.rules.diff.page import MORE, markdown_page, page
    from decision_aid.commands.rules.diff.texts_page import texts_page
    from decision_aid.commands.rules.diff.verdict import verdict

    in_a_line = verdict(texts, comparison) if comparison else ""

    def written(every: bool) -> str:
        first = FORMATS[format].render(texts_page(before, after, texts, in_a_line, every=every))
        if comparison is None:
            return first
        rest = markdown_page(comparison) if format == MARKDOWN else page(comparison, every=every)
        return f"{first}\n{rest}"

    whole = written(True)
    if every or (short := written(False)) == whole:
        return whole
    return f"{short}\n{MORE}"


def _rules_in(folder: Path, which: str, name: str) -> "Rules":
    """One of the two. Raises `DecisionAidError` when it cannot be read; `name` is what it was called by."""
    from decision_aid.loading.rule_set import read_whole
    from decision_aid.model.problems import UnusableInput

    try:
        return read_whole(folder)
    except UnusableInput as error:
        raise _not_compared(error, folder, which, name) from error


def _fault(rules: "Rules", folder: Path, which: str, name: str) -> "Optional[DecisionAidError]":
    """Why one of the two cannot be compared: its names or laws are wrong. None where it can."""
    from decision_aid.checking import any_error, check
    from decision_aid.loading.told import unusable

    problems = check(rules, whole=True)
    return _not_compared(unusable(problems, folder), folder, which, name) if any_error(problems) else None


def _not_compared(error: "UnusableInput", folder: Path, which: str, name: str) -> "DecisionAidError":
    from decision_aid.model.problems import DecisionAidError, shown

    problems = str(error).replace(shown(str(folder)), shown(name))  # a revision lies in a passing folder
    return DecisionAidError(
        f"{problems}\nNothing is compared: the {which} rule set, {shown(name)}, can't be used."
    )
