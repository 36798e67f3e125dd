"""Every page that is made of somebody's answers, in every format.

A law that holds on all pages is stated once, over `PAGES` (see `test_pages.py`). A page joins by being
listed here. Whoever adds a command that reads answers lists how it is called in `COMMANDS`, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias
from xml.etree import ElementTree

from decision_aid.commands.batch.find import Summary
from decision_aid.commands.batch.page import summary_page
from decision_aid.commands.cases.find import SAFETY_FIRST, exercise_in, feedback_on
from decision_aid.commands.cases.page import case_page, class_page, feedback_page
from decision_aid.commands.graph.find import graph_to_show, with_ids
from decision_aid.commands.graph.page import graph_page
from decision_aid.commands.rests_on.page import rests_on_page
from decision_aid.commands.rests_on.record import rests_on_record
from decision_aid.commands.trace.page import candidate_page, step_pages
from decision_aid.commands.verify.page import replay_page
from decision_aid.commands.verify.record import replay_record
from decision_aid.commands.what_if.find import smallest_changes, ways_toward
from decision_aid.commands.what_if.page import changed_page, refusal_page, smallest_page, toward_page
from decision_aid.commands.what_if.record import (
    changed_record,
    refusal_record,
    smallest_record,
    toward_record,
)
from decision_aid.commands.worksheet.page import worksheet_pages
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.engine.trace import walk
from decision_aid.loading.rows import coded, sheet_of
from decision_aid.loading.rows import evaluated as evaluated_block
from decision_aid.model.choice import Choice
from decision_aid.model.deliberation import Deliberation
from decision_aid.model.lens import Lens
from decision_aid.model.library import Case
from decision_aid.model.problems import NOWHERE
from decision_aid.model.report import Report
from decision_aid.model.review_dates import read_on
from decision_aid.model.rules import Rules
from decision_aid.proving.batch import Batch
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors
from decision_aid.proving.sturdiness import sturdiness
from decision_aid.proving.sufficient_answers import sufficient_answers
from decision_aid.rendering.formats import FORMATS
from decision_aid.rendering.graphs.dot import dot
from decision_aid.rendering.graphs.mermaid import mermaid
from decision_aid.rendering.graphs.svg import svg
from decision_aid.rendering.text import plain
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.comparison_record import comparison_record
from decision_aid.wording.note import note
from decision_aid.wording.page_frame import framed_graph
from decision_aid.wording.replay import replay
from decision_aid.wording.result import report
from decision_aid.wording.result_record import record_with_card, result_record
from decision_aid.wording.trace import trace_page
from decision_aid.wording.trace_record import trace_record
from tests.strategies import Sheet, shipped_rule_set

Outputs: TypeAlias = Iterator[tuple[str, str]]
"""Formats, each with what is written in it."""

OVERDUE: Final = "2030-01-01"
"""A day on which everything of the shipped rule set is due for review, or has lapsed."""


def written(page: Report, record: Any = None) -> Outputs:
    """A page in every format; also in a narrow window."""
    yield from ((name, format.render(page)) for name, format in FORMATS.items())
    yield "narrow text", plain(page, 40)
    if record is not None:
        yield "json", json.dumps(record)


def result(sheet: Sheet, lens: Lens = Lens.CHECKED) -> Suggestion:
    """What a sheet comes to by the shipped rule set."""
    return suggest(evaluate(shipped_rule_set(), sheet, lens))


_COMPILED: Final[dict[str, Compiled]] = {}


def compiled(rules: Rules | None = None) -> Compiled:
    """Rules in bits, the shipped ones without a name; compiled once."""
    rules = rules or shipped_rule_set()
    if rules.hash not in _COMPILED:
        _COMPILED[rules.hash] = Compiled(rules)
    return _COMPILED[rules.hash]


def overdue(rules: Rules) -> Rules:
    return read_on(rules, OVERDUE, asked_for=True)


STOPPED_AND_SAFE: Final = {
    "depression": ("a-plan-to-die", "cbt-and-ipt-not-enough"),
    "sleep": ("loud-voices", "snores-and-takes-tablets"),
}
"""Of each rule set, a case that stops, and one whose answers name what must not be named beside a stop."""


def safe_result(suggestion: Suggestion) -> Suggestion:
    """The result of somebody who is safe, by the same lens; of the shipped rules, as they were shipped."""
    evaluation = suggestion.evaluation
    rules = evaluation.rule_set if evaluation.rule_set.id != "depression" else shipped_rule_set()
    _, safe = STOPPED_AND_SAFE[rules.id]
    return suggest(evaluate(rules, case_of(rules, safe).answers, evaluation.lens))


def case_of(rules: Rules, id: str) -> Case:
    return next(case for case in rules.library.cases if case.id == id)


def shipped_case(id: str) -> Case:
    return case_of(shipped_rule_set(), id)


def as_case(suggestion: Suggestion) -> Case:
    """A worked case with these answers. Cases know no lens but the one that checks."""
    rules = suggestion.evaluation.rule_set
    stopped, _ = STOPPED_AND_SAFE[rules.id]
    return case_of(rules, stopped)._replace(answers=suggestion.evaluation.answers.given)


def candidates(suggestion: Suggestion) -> tuple[str, str]:
    """The ids of the first two candidates of the main decision; of the shipped rules, *cbt* and *ipt*."""
    first, second, *_ = suggestion.evaluation.rule_set.decisions[0].candidates
    return first.id, second.id


# --- the pages ----------------------------------------------------------------------------------


def evaluated(suggestion: Suggestion) -> Outputs:
    sturdy = sturdiness(suggestion)
    yield from written(report(suggestion, sturdy), record_with_card(suggestion, sturdy))


def noted(suggestion: Suggestion) -> Outputs:
    """A note for a chart; with a decision, which stands where there is a result to decide on."""
    beside = suggestion.evaluation.rule_set.decisions[1].candidates[-1].id
    choice = Choice((candidates(suggestion)[1], beside), "The wait for it is shorter.")
    sturdy = sturdiness(suggestion)
    yield "note", note(suggestion, sturdy)
    yield "note", note(suggestion, sturdy, choice)
    yield "json", json.dumps(record_with_card(suggestion, sturdy, choice))


def evaluated_in_full(suggestion: Suggestion) -> Outputs:
    return written(report(suggestion, full=True))


def evaluated_when_overdue(suggestion: Suggestion) -> Outputs:
    evaluation = suggestion.evaluation
    then = suggest(evaluate(overdue(evaluation.rule_set), evaluation.answers.given, evaluation.lens))
    return evaluated(then._replace(background=suggestion.background))


def replayed(suggestion: Suggestion) -> Outputs:
    """The record as it is now, one that came to something else, and one whose gates are called anything."""
    mine, other = (
        json.loads(json.dumps(result_record(one))) for one in (suggestion, safe_result(suggestion))
    )
    came_to = ("status", "gates", "missing", "decisions")
    called = [{"id": candidates(suggestion)[0], "action": "stop"}]
    for saved in (mine, {**mine, **{key: other[key] for key in came_to}}, {**mine, "gates": called}):
        found = replay(suggestion.evaluation.rule_set, saved)
        yield from written(replay_page(found), replay_record(found))


def in_a_batch(suggestion: Suggestion) -> Outputs:
    """The summary of a table with this one row, and with a row beside it that can't be used."""
    evaluation = suggestion.evaluation
    given = evaluation.answers.given
    for rows in ((given,), (given, {**given, "danger_now": "mabye"})):
        batch, summary = made_ready(evaluation.rule_set, evaluation.lens), Summary(evaluation.rule_set)
        sheets = [sheet_of(row, lambda _: NOWHERE) for row in rows]
        summary.add(evaluated_block(batch, coded(batch, 1, [""] * len(rows), sheets)))
        yield from written(summary_page(summary))


_MADE_READY: Final[dict[tuple[str, Lens], Batch]] = {}


def made_ready(rules: Rules, lens: Lens) -> Batch:
    """Rules to which many sheets are put; made ready once."""
    if (rules.hash, lens) not in _MADE_READY:
        _MADE_READY[rules.hash, lens] = Batch(rules, lens)
    return _MADE_READY[rules.hash, lens]


def to_take_along(suggestion: Suggestion) -> Outputs:
    first, second = candidates(suggestion)
    for page in worksheet_pages(suggestion, Deliberation(first, "very", second)):
        yield from written(page)


def traced(suggestion: Suggestion) -> Outputs:
    yield "json", json.dumps(trace_record(walk(suggestion)))
    for ids in (False, True):
        yield from written(trace_page(suggestion, ids=ids))
        yield from written(trace_page(suggestion, ids=ids, every=True))


def stories(suggestion: Suggestion) -> Outputs:
    walked = walk(suggestion)
    for one in suggestion.evaluation.rule_set.candidate:
        page = candidate_page(suggestion, one, ids=True)
        yield from written(page, trace_record(walked, one))


def turned(suggestion: Suggestion) -> Outputs:
    """All pages of a walk, one below the other."""
    for ids in (False, True):
        yield "text", "\n".join(plain(page) for page in step_pages(suggestion, ids=ids, ask=ids))


def rests_on(suggestion: Suggestion) -> Outputs:
    evaluation = suggestion.evaluation
    found = None
    if suggestion.status is not Status.NEEDS_ANSWERS:
        found = sufficient_answers(compiled(evaluation.rule_set), evaluation.answers.given, evaluation.lens)
    for ids in (False, True):
        page = rests_on_page(suggestion, found, ids=ids, every=ids)
        yield from written(page, rests_on_record(suggestion, found))


def neighbors(suggestion: Suggestion) -> Neighbors:
    evaluation = suggestion.evaluation
    return Neighbors(compiled(evaluation.rule_set), evaluation.answers.given, evaluation.lens)


def what_if(suggestion: Suggestion) -> Outputs:
    if not suggestion.evaluation.safe:
        yield from written(refusal_page(suggestion), refusal_record(suggestion))
        return
    found = smallest_changes(neighbors(suggestion))
    yield from written(smallest_page(suggestion, found, ids=True), smallest_record(suggestion, found))
    yield from written(smallest_page(suggestion, found, every=True))


def what_if_toward(suggestion: Suggestion) -> Outputs:
    if not suggestion.evaluation.safe:
        return written(refusal_page(suggestion), refusal_record(suggestion))
    way = ways_toward(neighbors(suggestion), candidates(suggestion)[1])
    return written(toward_page(suggestion, way, ids=True), toward_record(suggestion, way))


def what_if_set(suggestion: Suggestion) -> Outputs:
    """Other answers lead here from a sheet that is safe; where these are safe, back to that sheet too."""
    beside = safe_result(suggestion)
    for before, after in ((beside, suggestion), (suggestion, beside)):
        for ids in (False, True) if before.evaluation.safe else ():
            yield from written(changed_page(before, after, ids=ids), changed_record(before, after))


def comparison(suggestion: Suggestion) -> Outputs:
    """Beside a sheet that is safe, on either side."""
    beside = safe_result(suggestion)
    for pair in ((beside, suggestion), (suggestion, beside)):
        results = [NamedResult(f"{candidates(suggestion)[0]}.yaml", one) for one in pair]
        for ids in (False, True):
            yield from written(comparison_page(results, ids=ids), comparison_record(results))


def graph(suggestion: Suggestion) -> Outputs:
    evaluation = suggestion.evaluation
    about_treatment = ("past_treatment", "cbt_outcome", "tried", "pills_outcome")
    known = {*evaluation.rule_set.themes, *evaluation.rule_set.item}
    arounds = (None, candidates(suggestion)[1], *(id for id in about_treatment if id in known), "stop")
    pictures = (
        framed_graph(graph_to_show(evaluation.rule_set, evaluation.lens, suggestion, around), suggestion)
        for around in (*arounds, *(() if evaluation.safe else ("nobody",)))
    )
    for drawn in dict.fromkeys(pictures):
        for one in (drawn, with_ids(drawn)):
            yield from written(graph_page(one))
            yield "mermaid", mermaid(one)
            yield "dot", dot(one)
            yield "svg", " ".join(ElementTree.fromstring(svg(one)).itertext())


def case(suggestion: Suggestion) -> Outputs:
    return written(case_page(suggestion.evaluation.rule_set, as_case(suggestion)))


def taught(suggestion: Suggestion) -> Outputs:
    """What is said of a prediction, right or wrong. The story is a case's own, and so not among these."""
    one = exercise_in(suggestion.evaluation.rule_set, as_case(suggestion))
    for predicted in ({SAFETY_FIRST}, {candidates(suggestion)[0]}):
        feedback = feedback_on(one, predicted, ())
        yield from written(feedback_page(one, feedback, one))
        yield from written(class_page(one, feedback))


PAGES: Final[Mapping[str, Callable[[Suggestion], Outputs]]] = {
    "evaluate": evaluated,
    "evaluate --full": evaluated_in_full,
    "evaluate --format note": noted,
    "evaluate --as-of": evaluated_when_overdue,
    "verify": replayed,
    "batch --summary": in_a_batch,
    "worksheet": to_take_along,
    "trace": traced,
    "trace --candidate": stories,
    "trace --step": turned,
    "rests-on": rests_on,
    "what-if": what_if,
    "what-if --toward": what_if_toward,
    "what-if --set": what_if_set,
    "compare": comparison,
    "graph --answers": graph,
    "cases show": case,
    "cases teach": taught,
}
"""Each page, by how it is called."""


OF_NO_FILE: Final = ("batch --summary", "cases show", "cases teach")
"""The pages that are made of rows, or of worked cases: no file says of which day those are."""


def on_all_pages(suggestion: Suggestion) -> Mapping[tuple[str, str], str]:
    """All that can be written about a suggestion: each format and text once, with a page that it is on."""
    found: dict[tuple[str, str], str] = {}
    for name, page in PAGES.items():
        for format, text in page(suggestion):
            found.setdefault((format.removeprefix("narrow "), text), name)
    return found


# --- the commands -------------------------------------------------------------------------------

ANSWERS: Final = "ANSWERS"
"""Where a command takes a file of answers."""

COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("evaluate", ANSWERS),
    ("evaluate", ANSWERS, "--full"),
    ("worksheet", ANSWERS),
    ("trace", ANSWERS, "--ids"),
    ("trace", ANSWERS, "--candidate", "ipt"),
    ("trace", ANSWERS, "--candidate", "ibt"),
    ("rests-on", ANSWERS, "--ids"),
    ("what-if", ANSWERS),
    ("what-if", ANSWERS, "--toward", "ipt"),
    ("what-if", ANSWERS, "--toward", "nobody"),
    ("what-if", ANSWERS, "--set", "prior_treatments=cpt"),
    ("compare", ANSWERS, "--lens", "documents"),
    ("graph", "--answers", ANSWERS, "--around", "ipt"),
    ("graph", "--answers", ANSWERS, "--around", "itp"),
)
"""How each command that reads answers is called; with names of candidates, right and wrong."""
