"""How many rows a second `batch` works out, what each part takes of that, and how others do.

Run: python -m benchmarks.batch [ROWS]   (DuckDB: pip install 'decision-aid[bench]')

The rows are random sheets of the shipped rules, coded answers without own words, each question with a
column. Beside the whole of it from file to file: a loop over `evaluate`, and one query of DuckDB that says of
the same CSV which gates and rules hold, on rows that leave no question open (three-valued logic is ours).
DuckDB's part is conditions alone, without weighing. All results are compared.
Exit code 1: a result differs, or fewer than AIM rows a second.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.evaluate import conditions_of
from decision_aid.commands.batch.record import csv_lines, header
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.loading.rows import evaluate_rows, evaluated
from decision_aid.loading.rule_set import load_rules
from decision_aid.loading.tables import opened, table
from decision_aid.model.answers import SETTING, Answers, Value
from decision_aid.model.conditions import AllOf, Answered, AnyOf, AtLeast, AtMost, Condition, Equals, Not
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.batch import Batch

AIM: Final = 40_000
ROWS: Final = 100_000
MADE: Final = 5_000
"""Sheets that are made; there are more rows than these, over and over."""

LOOPED: Final = 300
"""Rows of the loop over `evaluate`, and of the comparison."""

Sheet = Mapping[str, Value]


def main(rows: int) -> int:
    """Measure, compare, print, and say whether the aim is met."""
    rules = load_rules()
    made = [one for _, one in zip(range(min(rows, MADE)), full_sheets(rules, random.Random(1)), strict=False)]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "rows.csv")
        write(file, rules, made, rows)
        speed = whole(rules, file, Path(place, "results.csv"), rows)
        alike = beside_evaluate(rules, made[:LOOPED])
        if find_spec("duckdb"):
            alike &= beside_duckdb(rules, file, made, rows)
        else:
            print("DuckDB is not installed: not compared")
    print("all results are the same" if alike else "RESULTS DIFFER")
    return 0 if alike and speed >= AIM else 1


def full_sheets(rules: Rules, chance: random.Random) -> Iterator[dict[str, Value]]:
    """Sheets on which every question that applies has an answer; in most of them nothing stops."""
    while True:
        given: dict[str, Value] = {}
        harmless = chance.random() < 0.7
        for item in rules.items:
            answers = read(rules, given)
            applies = item.enable_when is None or judge(item.enable_when, answers).truth is Truth.TRUE
            if not applies or item.derived or item.type is ItemType.TEXT:
                continue
            given[item.link_id] = _answer(item, chance, harmless)
        answers = read(rules, given)
        if not any(judge(one.when, answers).truth is Truth.TRUE for one in rules.impossible):
            yield given


def _answer(item: Item, chance: random.Random, harmless: bool) -> Value:
    neutral = [option.code for option in item.answer_options if option.neutral]
    if item.type is ItemType.INTEGER:
        return item.minimum if harmless else chance.randint(item.minimum, item.maximum)
    if item.type is ItemType.CHOICE:
        return neutral[0] if neutral and harmless else chance.choice(item.codes)
    together = [option.code for option in item.answer_options if not option.exclusive]
    return tuple(chance.sample(together, chance.randint(1, min(3, item.max_choices or 3))))


def write(file: Path, rules: Rules, sheets: Sequence[Sheet], rows: int) -> None:
    names = [item.link_id for item in rules.items if not item.derived]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", *names])
        for number in range(rows):
            sheet = sheets[number % len(sheets)]
            writer.writerow([f"p{number}", *(_cell(sheet.get(name)) for name in names)])


def _cell(value: Value | None) -> str:
    return "" if value is None else ";".join(value) if isinstance(value, tuple) else str(value)


def whole(rules: Rules, file: Path, results: Path, rows: int) -> float:
    """From file to file, and what each part takes. Rows a second."""
    begun = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as text:
        for _ in csv.reader(text):
            pass
    reading = time.perf_counter() - begun
    parts = {"coding": 0.0, "evaluating": 0.0, "writing": 0.0}

    def timed(part: str, begun: float) -> float:
        now = time.perf_counter()
        parts[part] += now - begun
        return now

    begun = now = time.perf_counter()
    batch = Batch(rules)
    with opened(str(file)) as stream, results.open("w", encoding="utf-8") as written:
        written.write(header())
        for block in table(stream, str(file), batch).blocks:
            now = timed("coding", now)
            done = evaluated(batch, block)
            now = timed("evaluating", now)
            written.write(csv_lines(done))
            now = timed("writing", now)
    seconds = time.perf_counter() - begun
    print(f"{rows:,} rows, file to file: {rows / seconds:,.0f} rows a second")
    parts = {"reading (csv alone)": reading, **parts, "coding": max(parts["coding"] - reading, 0.0)}
    for part, took in parts.items():
        print(f"  {part}: {took / rows * 1e6:.1f} microseconds a row")
    return rows / seconds


def beside_evaluate(rules: Rules, sheets: Sequence[Sheet]) -> bool:
    """A loop over `evaluate`, with the same results."""
    begun = time.perf_counter()
    looped = [suggest(evaluate(rules, sheet)) for sheet in sheets]
    print(f"a loop over evaluate: {len(sheets) / (time.perf_counter() - begun):,.0f} rows a second")
    return all(
        (row.status, row.gates, row.favored)
        == (
            str(one.status),
            tuple(judged.gate.id for judged in one.gates),
            tuple(candidate for c in one.conclusions for candidate in c.favored),
        )
        for row, one in zip(evaluate_rows(sheets, rules), looped, strict=True)
    )


def beside_duckdb(rules: Rules, file: Path, sheets: Sequence[Sheet], rows: int) -> bool:
    """One query over the same file: for each row, which gates and which rules hold."""
    import duckdb

    conditions = conditions_of(rules)
    columns = ", ".join(f"({_sql(one, rules)}) AS c{number}" for number, one in enumerate(conditions))
    database = duckdb.connect()
    begun = time.perf_counter()
    source = f"read_csv('{file}', all_varchar=true, header=true)"
    database.execute(f"CREATE TABLE results AS SELECT id, {columns} FROM {source}")
    took = time.perf_counter() - begun
    print(f"DuckDB, conditions alone: {rows / took:,.0f} rows a second")
    found = database.execute("SELECT * FROM results ORDER BY CAST(substr(id, 2) AS BIGINT)").fetchmany(LOOPED)
    return all(
        [bool(cell) for cell in row[1:]] == [holds(one, read(rules, sheet)) for one in conditions]
        for row, sheet in zip(found, sheets, strict=False)
    )


def holds(condition: Condition, answers: Answers) -> bool:
    return judge(condition, answers).truth is Truth.TRUE


def _sql(condition: Condition, rules: Rules) -> str:
    """A condition on a row that leaves nothing open: what is empty does not apply, and makes it false."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            word = " AND " if isinstance(condition, AllOf) else " OR "
            otherwise = "true" if isinstance(condition, AllOf) else "false"
            return word.join(f"({_sql(part, rules)})" for part in parts) or otherwise
        case Not(part):
            return f"NOT ({_sql(part, rules)})"
        case Answered(question):
            return f'"{question}" IS NOT NULL'
        case AtLeast(question, bound) | AtMost(question, bound):
            sign = ">=" if isinstance(condition, AtLeast) else "<="
            return f'coalesce(CAST("{question}" AS INTEGER) {sign} {bound}, false)'
        case Equals(question, codes):
            return _sql_equals(question, codes, rules)


def _sql_equals(question: str, codes: Sequence[str | int], rules: Rules) -> str:
    item = rules.item[question]
    if item.derived:
        return "true" if "none" in codes else "false"
    listed = ", ".join(f"'{code}'" for code in codes)
    if item.type is ItemType.MULTIPLE:
        return f"coalesce(list_has_any(string_split(\"{question}\", ';'), [{listed}]), false)"
    value = f'"{question}"' if question != SETTING else f"coalesce(\"{SETTING}\", 'person')"
    return f"coalesce({value} IN ({listed}), false)"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
