"""Many answers files, each a row of one table.

Belongs here: from files to rows, also where one can't be used. Does not: reading one (`answers_file`), and
what rows come to (`rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from decision_aid.loading.answers_file import load_sheet
from decision_aid.loading.rows import Block, Sheet, coded, id_in
from decision_aid.loading.safe_problems import WordsHeard
from decision_aid.loading.tables import Table
from decision_aid.model.problems import MOST_TOLD, Location, UnusableInput
from decision_aid.model.rules import Rules
from decision_aid.proving.batch import Batch

FILES_OF_A_BLOCK: Final = 256
"""A file may be much longer than a row of a table, so there are fewer of them in a block."""

ENDINGS: Final = (".yaml", ".yml")


def are_answers_files(files: Sequence[str]) -> bool:
    """Whether these are answers files, and no table: there are several, or the name of the one says so."""
    return len(files) > 1 or files[0].casefold().endswith(ENDINGS)


def rows_in(files: Sequence[str], batch: Batch, tell: Callable[[str], object]) -> Table:
    """The files as rows, in their order; the id of each is its name. `tell` is as in `load_sheet`."""
    return Table(False, _blocks(files, batch, tell))


def _blocks(files: Sequence[str], batch: Batch, tell: Callable[[str], object]) -> Iterator[Block]:
    first, left = 1, iter(files)
    while some := list(islice(left, FILES_OF_A_BLOCK)):
        sheets = [_row(file, batch.rule_set, tell) for file in some]
        yield coded(batch, first, list(map(id_in, some)), sheets)
        first += len(some)


def _row(file: str, rules: Rules, tell: Callable[[str], object]) -> Sheet:
    try:
        sheet = load_sheet(file, rules, tell)
    except UnusableInput as error:
        kinds = error.kinds if isinstance(error, WordsHeard) else ()
        heard = tuple(kind.id for kind in kinds if not kind.only_caution)
        return Sheet({}, error.problems[:MOST_TOLD], lambda _: Location(file, 1, 1), heard=heard)
    return Sheet(sheet.given, (), sheet.where)
