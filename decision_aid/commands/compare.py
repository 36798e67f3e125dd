"""`decision-aid compare`: sheets, lenses or rule sets side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import AsOf, ChosenFormat, Color, Ids, InCountry
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError
from decision_aid.rendering.formats import TEXT

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules
    from decision_aid.wording.comparison import NamedResult

MOST = 26
"""Results on one page: as many as there are letters."""


def compare(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Answers or records: several, or one and an option."),
    ],
    lens: Annotated[
        Optional[list[Lens]],
        typer.Option(metavar="LENS", help="checked, documents or research. Repeat it for more."),
    ] = None,
    rules: Annotated[
        Optional[list[Path]],
        typer.Option(metavar="DIR", help="Your own rules. Repeat it for more."),
    ] = None,
    format: ChosenFormat = TEXT,
    ids: Ids = False,
    as_of: AsOf = None,
    country: InCountry = None,
    color: Color = None,
) -> None:
    """Put files side by side, or one file through several lenses or by several rule sets.

    With one FILE, each --lens is shown next to the checked one, and --rules next to the shipped rules. With
    both, the lenses are those of your rules.

    Example: decision-aid compare answers.yaml --lens documents
    """
    from decision_aid.cli.output import print_page
    from decision_aid.wording.comparison import comparison_page, scores_over_time
    from decision_aid.wording.comparison_record import comparison_record

    results = _results(files, lens or [], rules or [], as_of, country)
    notes = scores_over_time(results) if len(files) > 1 else ()
    page = comparison_page(results, *notes, ids=ids)
    print_page(page, format, color, lambda: comparison_record(results))


def _results(
    files: list[str],
    lenses: list[Lens],
    folders: list[Path],
    as_of: Optional[str],
    country: Optional[str],
) -> "list[NamedResult]":
    from decision_aid.cli.rule_sets import usable_rule_set

    def rules_of(folder: Optional[Path]) -> "Rules":
        return usable_rule_set(folder, as_of=as_of, country=country)

    if max(len(files), len(lenses), len(folders)) > MOST:
        raise DecisionAidError(f"No more than {MOST} results can be compared at once.")
    if files.count("-") > 1 or (files == ["-"] and (lenses or folders)):
        raise DecisionAidError("Standard input can be read once. Give the answers as a file.")
    if len(files) > 1:
        if len(lenses) > 1 or len(folders) > 1:
            raise DecisionAidError(
                "Compare several files, or one file through several lenses or by several rule sets."
            )
        lens = lenses[0] if lenses else Lens.CHECKED
        rule_set = rules_of(folders[0] if folders else None)
        return [_result(file, file, lens, rule_set) for file in files]
    if lenses and len(folders) > 1:
        raise DecisionAidError("Compare lenses or rule sets, not both at once.")
    if lenses:
        beside = dict.fromkeys([Lens.CHECKED, *lenses])
        if len(beside) == 1:
            raise DecisionAidError(
                "That's the checked lens next to itself. Add --lens documents or --lens research."
            )
        rule_set = rules_of(folders[0] if folders else None)
        return [_result(f"lens {lens}", files[0], lens, rule_set) for lens in beside]
    if not folders:
        raise DecisionAidError(
            "There's nothing to compare with. Give a second file, or --lens, or --rules (see --help)."
        )
    sets = folders if len(folders) > 1 else [None, *folders]
    names = [str(folder) if folder else "the shipped rules" for folder in sets]
    return [
        _result(name, files[0], Lens.CHECKED, rules_of(folder))
        for name, folder in zip(names, sets, strict=True)
    ]


def _result(name: str, file: str, lens: Lens, rule_set: "Rules") -> "NamedResult":
    from decision_aid.cli.output import show_help_first
    from decision_aid.cli.rule_sets import read_and_suggested
    from decision_aid.loading.saved_record import saved_record
    from decision_aid.wording.comparison import NamedResult
    from decision_aid.wording.replay import replay

    if saved := saved_record(file):
        replayed = replay(rule_set, saved, lens)
        show_help_first(replayed.suggestion)
        as_then = replayed.same or saved["lens"] != lens
        then = replayed.then
        return NamedResult(name, replayed.suggestion, then.date, as_then, then.decided and then.decided[0])
    suggestion, decided = read_and_suggested(file, lens, rule_set)
    return NamedResult(name, suggestion, decided=decided)
