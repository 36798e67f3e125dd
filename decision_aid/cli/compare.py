"""`decision-aid compare`: sheets, lenses or rule sets side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.options import ChosenFormat, Color, Ids, LensName, PageFormat
from decision_aid.errors import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.explaining.comparison import Compared

MOST = 26
"""Results on one page: as many as there are letters."""


def compare(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Answers: several files, or one with options.")
    ],
    lens: Annotated[
        Optional[list[LensName]], typer.Option(help="A lens to look through; may be given several times.")
    ] = None,
    rules: Annotated[
        Optional[list[Path]],
        typer.Option(metavar="DIR", help="A rule set of your own; may be given several times."),
    ] = None,
    format: ChosenFormat = PageFormat.TEXT,
    ids: Ids = False,
    color: Color = None,
) -> None:
    """Show what sets results apart: several sheets, or one through several lenses or by several rule sets.

    With one FILE, one --lens or one --rules stands beside what comes out without it.

    Example: decision-aid compare answers.yaml --lens documents
    """
    from decision_aid.cli.output import print_page
    from decision_aid.explaining.comparison import compared
    from decision_aid.rendering.comparison import comparison_record

    results = list(_results(files, lens or [], rules or []))
    print_page(compared(results, ids=ids), format, color, lambda: comparison_record(results))


def _results(files: list[str], lenses: list[LensName], folders: list[Path]) -> "Iterator[Compared]":
    if max(len(files), len(lenses), len(folders)) > MOST:
        raise DecisionAidError(f"No more than {MOST} results can be compared at once.")
    if len(files) > 1:
        if len(lenses) > 1 or len(folders) > 1:
            raise DecisionAidError(
                "Compare several files, or one file through several lenses or by several rule sets."
            )
        lens = lenses[0] if lenses else LensName.CHECKED
        yield from (_result(file, file, lens, folders[0] if folders else None) for file in files)
    elif lenses and folders:
        raise DecisionAidError("Compare lenses or rule sets, not both at once.")
    elif lenses:
        beside = lenses if len(lenses) > 1 else [LensName.CHECKED, *lenses]
        yield from (_result(f"lens {lens}", files[0], lens, None) for lens in beside)
    elif folders:
        sets = folders if len(folders) > 1 else [None, *folders]
        if files[0] == "-":
            raise DecisionAidError("Standard input can be read once. Give the answers as a file.")
        for folder in sets:
            name = str(folder) if folder else "the shipped rules"
            yield _result(name, files[0], LensName.CHECKED, folder)
    else:
        raise DecisionAidError(
            "There is nothing to compare with. Give a second file, or --lens, or --rules (see --help)."
        )


def _result(name: str, file: str, lens: LensName, folder: Optional[Path]) -> "Compared":
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.engine import Lens, evaluate
    from decision_aid.explaining.comparison import Compared
    from decision_aid.loading.answers_file import load_answers
    from decision_aid.suggestion import suggest

    rule_set = usable_rule_set(folder, claims=lens is LensName.DOCUMENTS)
    return Compared(name, suggest(evaluate(rule_set, load_answers(file, rule_set), Lens(lens))))
