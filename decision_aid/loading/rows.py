"""Rows of answers, many at a time, and what each comes to.

Belongs here: from answers to coded columns, and what is wrong with a row. Does not: the files that rows
come from (`tables`), and working out what they come to (`proving.batch`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from typing import NamedTuple

from decision_aid.engine.questionnaire import kinds_on, problems_in, up_to_date
from decision_aid.loading.rule_set import load_rules
from decision_aid.loading.safe_problems import quoting_no_distress, safe_to_tell
from decision_aid.model.answers import HEARD, SKIPPED, WORDS_OF_DANGER, Value
from decision_aid.model.lens import Lens
from decision_aid.model.problems import Location, Problem, shortened, shown
from decision_aid.model.rules import EarlierCode, Rules
from decision_aid.proving.batch import LEFT_OUT, ODD, Batch, Codes, Rows
from decision_aid.wording.result_record import HEARD_EARLIER

ID = "id"
"""The column that names rows. It's passed on, and never read."""

UNUSABLE = "unusable"
"""The status of a row with answers that can't be used."""

MOST_ROWS = 4096
"""Rows of a block. The work grows with the rows alone, and what's kept with this."""

LONGEST_ID = 200


class Row(NamedTuple):
    """What one row comes to: as `evaluate` says it, in ids. It never holds an answer.

    `status` is that of `evaluate`, or `unusable`; then `problems` says why. `first` is `specialist` or
    empty. `favored`, `close_behind`, `net_support` and `rules` (those with an argument that counts) are for
    all decisions together, and empty where safety comes first.
    """

    row: int
    id: str
    status: str
    first: str = ""
    gates: tuple[str, ...] = ()
    words_of_danger: tuple[str, ...] = ()
    favored: tuple[str, ...] = ()
    close_behind: tuple[str, ...] = ()
    net_support: Mapping[str, int] = {}
    rules: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Sheet(NamedTuple):
    """One row as it was read: its answers, what's wrong with its form, and where its answers are.

    `unread` is what's written in a row whose form hides where an answer begins. Danger is heard there, too.
    `heard` are the kinds of danger that were heard already, in a row of which nothing can be used.
    """

    given: Mapping[str, Value]
    problems: tuple[Problem, ...]
    where: Callable[[str], Location]
    unread: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


class Block(NamedTuple):
    """Some rows that follow each other: their ids, their coded columns, and each as a sheet.

    `malformed` are the places of rows that cannot be used, whatever their answers are.
    """

    first: int
    ids: Sequence[str]
    codes: dict[str, Codes]
    malformed: frozenset[int]
    sheet: Callable[[int], Sheet]


class Evaluated(NamedTuple):
    """A block with what its rows come to, the words of danger in them, and what is wrong with them."""

    block: Block
    rows: Rows
    words: Mapping[int, tuple[str, ...]]
    problems: Mapping[int, tuple[Problem, ...]]
    renamed: frozenset[tuple[str, EarlierCode]]

    def each(self) -> Iterator[Row]:
        """The rows, one by one."""
        for place, id in enumerate(self.block.ids):
            number = self.block.first + place
            words = self.words.get(place, ())
            if place in self.problems:
                yield Row(number, id, UNUSABLE, words_of_danger=words, problems=self.problems[place])
                continue
            rows = self.rows
            yield Row(
                number,
                id,
                str(rows.status[place]),
                "specialist" if rows.specialist_first[place] else "",
                tuple(rows.gates[place]),
                words,
                tuple(rows.favored[place]),
                tuple(rows.close_behind[place]),
                dict(rows.net_support[place]),
                tuple(rows.rules[place]),
            )


def evaluate_rows(
    rows: Iterable[Mapping[str, object]], rules: Rules | None = None, lens: Lens | str = Lens.CHECKED
) -> Iterator[Row]:
    """What each row of answers comes to, in their order, some thousand rows at a time.

    A row maps questions to answers: a code, a whole number, a list of codes, or words. None stands for a
    question that was not asked. `id` is passed on. A row that can't be used says why, and the others go on.
    `rules` are the shipped ones unless others are given. Raises `TooComplex`.
    """
    batch = Batch(load_rules() if rules is None else rules, Lens(lens))
    first, several = 1, iter(rows)
    while some := list(islice(several, MOST_ROWS)):
        yield from evaluated(batch, _block(batch, some, first)).each()
        first += len(some)


def _block(batch: Batch, rows: Sequence[Mapping[str, object]], first: int) -> Block:
    sheets = [
        sheet_of(row, lambda _, number=number: Location("row", number, 1))  # type: ignore[misc]
        for number, row in enumerate(rows, first)
    ]
    return coded(batch, first, [id_in(row.get(ID)) for row in rows], sheets)


def id_in(written: object) -> str:
    """The id of a row, as it may be shown; empty where there's none."""
    return "" if written is None else shown(shortened(str(written), LONGEST_ID))


def sheet_of(row: Mapping[str, object], where: Callable[[str], Location]) -> Sheet:
    """A row of values, read as answers."""
    given: dict[str, Value] = {}
    problems = []
    for question, value in row.items():
        if isinstance(value, list | tuple) and all(isinstance(code, str) for code in value):
            given[question] = tuple(value)
        elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            if question != ID:
                given[question] = value
        elif value is not None and question != ID:
            message = f"'{question}' takes a word, a whole number or a list of words"
            problems.append(Problem("wrong-type", message, where(question), about=question))
    given.pop(ID, None)
    return Sheet(given, tuple(problems), where)


def coded(batch: Batch, first: int, ids: Sequence[str], sheets: Sequence[Sheet]) -> Block:
    """A block of rows that were read one by one."""
    codes: dict[str, Codes] = {}
    malformed = {place for place, sheet in enumerate(sheets) if sheet.problems}
    for place, sheet in enumerate(sheets):
        for question, value in sheet.given.items():
            if question in batch.coding:
                _set(codes, question, place, batch.coding[question][value], len(sheets))
            else:
                malformed.add(place)
    return Block(first, ids, codes, frozenset(malformed), sheets.__getitem__)


def _set(codes: dict[str, Codes], question: str, place: int, code: int, number: int) -> None:
    """Give a row another code; a column that isn't there yet is left out on all others."""
    column = codes.setdefault(question, bytearray(number))
    if code > 255 and isinstance(column, bytearray):
        column = codes[question] = list(column)
    column[place] = code


def evaluated(batch: Batch, block: Block) -> Evaluated:
    """What the rows of a block come to."""
    number, codes = len(block.ids), dict(block.codes)
    rule_set = batch.rule_set
    renamed: set[tuple[str, EarlierCode]] = set()
    odd = {
        place
        for column in codes.values()
        if ODD in column
        for place, code in enumerate(column)
        if code == ODD
    }
    for place in odd:
        now, earlier = up_to_date(rule_set, block.sheet(place).given)
        renamed.update(earlier)
        for question, _ in earlier:
            _set(codes, question, place, LEFT_OUT, number)
        for question in {one.question for _, one in earlier}:
            _set(codes, question, place, batch.coding[question][now[question]], number)
    words = dict(_words(batch, block, codes))
    for place in words if WORDS_OF_DANGER in batch.coding else ():
        _set(codes, WORDS_OF_DANGER, place, batch.coding[WORDS_OF_DANGER][HEARD], number)
    rows = batch.rows(number, codes)
    heard = batch.coding[WORDS_OF_DANGER][HEARD] if WORDS_OF_DANGER in batch.coding else ODD
    for place, code in enumerate(codes.get(WORDS_OF_DANGER, ())):
        if code == heard:
            words.setdefault(place, (HEARD_EARLIER,))
    problems = {}
    for place in sorted({*compress(range(number), rows.unusable), *block.malformed}):
        problems[place], words_there = _problems(rule_set, block.sheet(place))
        if words_there:
            words[place] = words_there
    return Evaluated(block, rows, words, problems, frozenset(renamed))


def _words(batch: Batch, block: Block, codes: Mapping[str, Codes]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows in whose own words danger is heard, each with its kinds."""
    spoken = {
        place
        for question in batch.rule_set.own_words
        for place, code in enumerate(codes.get(question, ()))
        if code not in (LEFT_OUT, ODD)
    }
    for place in spoken:
        given = block.sheet(place).given
        written = {q: given[q] for q in batch.rule_set.own_words if given.get(q, SKIPPED) != SKIPPED}
        kinds = kinds_on(batch.rule_set, written)
        told = tuple(kind.id for kind in kinds if not kind.only_caution)
        if told:
            yield place, told


def _problems(rule_set: Rules, sheet: Sheet) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """What is wrong with a row, and the kinds of danger in words on it. Such words are not quoted."""
    given, told = sheet.given, sheet.problems
    if not given and not sheet.unread:
        return told, sheet.heard
    if given:
        given, _ = up_to_date(rule_set, given)
        found = problems_in(rule_set, given, sheet.where)
        told = safe_to_tell(rule_set, given, (*told, *found))
    kinds, told = quoting_no_distress(rule_set, {**given, "row": sheet.unread}, told)
    return told, tuple(kind.id for kind in kinds if not kind.only_caution)
