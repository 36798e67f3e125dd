"""`decision-aid batch`: the result for each row of a table of answers, or each of several files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import AsOf, ChosenLens, Color, Force, InCountry, Output, RulesFolder
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError, listed, shown

if TYPE_CHECKING:
    from decision_aid.commands.batch.find import Summary
    from decision_aid.loading.rows import Block, Evaluated
    from decision_aid.loading.tables import Table
    from decision_aid.model.rules import EarlierCode
    from decision_aid.proving.batch import Batch

MOST_ROWS_TOLD = 1_000
"""Of so many rows it's told what is wrong; of the others, how many there are."""


def batch(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="A table, as CSV or JSON Lines (- is standard input), or answers files.",
        ),
    ],
    summary: Annotated[
        bool, typer.Option("--summary", help="Count how often each result comes out; no rows.")
    ] = False,
    report: Annotated[
        Optional[Path],
        typer.Option("--report", metavar="FILE", help="Write these counts as a web page, too."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first row that can't be used.")
    ] = False,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Print a result for each row of a table, or for each of several answers files.

    Name the columns after the questions, and put semicolons between several answers. A column
    called id is passed on; answers never are.

    Example: decision-aid batch intakes.csv --output results.csv
    """
    from decision_aid.cli.output import file_to_write, print_report, standard_output, write_file
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.batch.find import Summary
    from decision_aid.commands.batch.page import summary_page
    from decision_aid.commands.batch.record import rows_written
    from decision_aid.proving.batch import Batch
    from decision_aid.rendering.formats import FORMATS

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    counts = Summary(rule_set)
    ready = Batch(rule_set, lens)
    with _read(files, ready) as read:
        lines = rows_written(_evaluated(ready, read.blocks, counts, strict), as_json=read.is_json)
        if output:
            target = file_to_write(output, force=force, source=files)
        else:
            target = nullcontext() if summary else standard_output()  # type: ignore[assignment]
        with target as written:
            for some in lines:
                if written:
                    written.write(some)
    page = summary_page(counts)
    if report:
        write_file(FORMATS["html"].render(page), report, force=force, source=files)
    if summary:
        print_report(page, color)
    if counts.unusable:
        raise typer.Exit(1)


@contextmanager
def _read(files: list[str], batch: "Batch") -> "Iterator[Table]":
    """The rows of a table, or of several answers files."""
    from decision_aid.cli.output import tell_beside
    from decision_aid.cli.rule_sets import help_for_words_heard
    from decision_aid.loading.answers_files import are_answers_files, rows_in
    from decision_aid.loading.tables import opened, table

    if are_answers_files(files):
        if len(files) > 1 and not any(map(os.path.lexists, files)):
            raise DecisionAidError(
                f"None of these files is there: {listed([shown(file) for file in files])}."
            )
        yield rows_in(files, batch, tell_beside)
        return
    with opened(files[0]) as stream:
        with help_for_words_heard(batch.rule_set):
            read = table(stream, files[0], batch)
        yield read


def _evaluated(
    batch: "Batch",
    blocks: "Iterator[Block]",
    counts: "Summary",
    strict: bool,
) -> "Iterator[Evaluated]":
    """The blocks with what they come to. What is wrong is told as it's met."""
    from decision_aid.cli.output import tell_beside
    from decision_aid.cli.progress import progress
    from decision_aid.loading.rows import evaluated
    from decision_aid.model.problems import UnusableInput

    renamed: set[tuple[str, EarlierCode]] = set()
    told = 0
    with progress() as tell:
        for block in blocks:
            done = evaluated(batch, block)
            for place in sorted(done.problems):
                if strict:
                    raise UnusableInput(done.problems[place])
                told += 1
                if told <= MOST_ROWS_TOLD:
                    tell_beside(str(UnusableInput(done.problems[place])))
            for question, earlier in sorted(done.renamed - renamed, key=str):
                now = f"'{earlier.question}: {earlier.answer}'"
                tell_beside(f"'{question}: {earlier.code}' is read as {now}, as it is written today.")
            renamed |= done.renamed
            counts.add(done)
            tell(f"{counts.number:,} rows")
            yield done
    if told > MOST_ROWS_TOLD:
        tell_beside(f"and {told - MOST_ROWS_TOLD:,} more rows that can't be used")
