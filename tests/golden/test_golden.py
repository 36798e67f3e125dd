"""A few whole pages, kept as files so that a change of words is read before it lands.

`UPDATE_GOLDEN=1 pytest tests/golden` rewrites them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from decision_aid import __version__
from decision_aid.commands.cases.page import case_page
from decision_aid.commands.claims.page import lesson_page
from decision_aid.commands.graph.find import graph_to_show
from decision_aid.commands.graph.page import graph_page
from decision_aid.commands.options.page import option_page, overview_page, side_by_side_page
from decision_aid.commands.rests_on.page import rests_on_page
from decision_aid.commands.rules.profile.find import profile
from decision_aid.commands.rules.profile.page import profile_page
from decision_aid.commands.trace.page import candidate_page
from decision_aid.commands.what_if.find import smallest_changes
from decision_aid.commands.what_if.page import refusal_page, smallest_page
from decision_aid.commands.worksheet.page import worksheet_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.answers import Value
from decision_aid.model.conditions import Equals
from decision_aid.model.deliberation import Deliberation
from decision_aid.model.lens import Lens
from decision_aid.model.population import Group
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors
from decision_aid.proving.people import even
from decision_aid.proving.sufficient_answers import sufficient_answers
from decision_aid.rendering.graphs.dot import dot
from decision_aid.rendering.graphs.mermaid import mermaid
from decision_aid.rendering.graphs.svg import svg
from decision_aid.rendering.html import html
from decision_aid.rendering.markdown import markdown
from decision_aid.rendering.text import plain
from decision_aid.wording.claims import claim_page
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.help import all_contacts, crisis_card
from decision_aid.wording.page_frame import framed_graph
from decision_aid.wording.prompts import opening
from decision_aid.wording.result import report
from decision_aid.wording.trace import trace_page
from decision_aid.wording.values import values_section
from tests.outputs import result_json

HERE = Path(__file__).parent

SAFE: Mapping[str, Value] = {
    "setting": "person",
    "age_group": "from_25_to_64",
    "danger_now": "no",
    "suicidal_thoughts": "none",
    "self_harm": "never",
    "unusual_experiences": "no",
    "high_energy_spells": "no",
    "daily_care": "managing",
    "substance_use": "little_or_none",
    "safe_at_home": "yes",
    "perinatal": "no",
}

JOB_LOSS: Mapping[str, Value] = {
    **SAFE,
    "medical_change": "no",
    "medication_now": "no",
    "currently_well": "no",
    "severity": "moderate",
    "prior_treatments": ("none",),
    "medication_view": "prefer_not",
    "linked_to": ("life_change",),
    "goals": ("current_problem",),
}


def result(rule_set: Rules, given: Mapping[str, Value], lens: Lens = Lens.CHECKED) -> Suggestion:
    return suggest(evaluate(rule_set, given, lens))


def compare(name: str, text: str) -> None:
    """Compare with the kept page, or keep it when that was asked for."""
    path = HERE / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 60])
def test_a_suggestion(shipped: Rules, width: int) -> None:
    compare(f"suggestion_{width}.txt", plain(report(result(shipped, JOB_LOSS)), width))


def test_no_clear_suggestion(shipped: Rules) -> None:
    compare("no_clear_suggestion.txt", plain(report(result(shipped, SAFE))))


def test_a_stop(shipped: Rules) -> None:
    compare("stopped.txt", plain(report(result(shipped, {"suicidal_thoughts": "plan"}))))


def test_open_safety_questions(shipped: Rules) -> None:
    compare("needs_answers.txt", plain(report(result(shipped, {}))))


def test_a_clinicians_page(shipped: Rules) -> None:
    given = {**JOB_LOSS, "setting": "clinician", "suicidal_thoughts": "passive", "risk_assessed": "yes"}
    compare("clinician.md", markdown(report(result(shipped, given))))


def test_a_teaching_page_through_the_documents(shipped: Rules) -> None:
    given = {**JOB_LOSS, "setting": "teaching"}
    compare("teaching_documents.txt", plain(report(result(shipped, given, Lens.DOCUMENTS))))


def test_html_and_json(shipped: Rules) -> None:
    stopped = result(shipped, {"danger_now": "yes"})
    compare("stopped.html", html(report(stopped)))
    record = result_json(stopped).replace(shipped.hash, "HASH")
    compare("stopped.json", record.replace(f'"program": "{__version__}"', '"program": "VERSION"'))


def test_contacts_and_opening(shipped: Rules) -> None:
    compare("crisis.txt", plain(all_contacts(shipped)))
    compare("crisis_card.txt", plain(crisis_card(shipped), 60))
    compare("opening.txt", plain(opening(shipped, 23)))


def case(rule_set: Rules, id: str) -> Suggestion:
    """What a worked case comes to."""
    return result(rule_set, next(case.answers for case in rule_set.library.cases if case.id == id))


def test_the_walk_to_a_stop(shipped: Rules) -> None:
    compare("trace_stopped.txt", plain(trace_page(case(shipped, "a-plan-to-die"), ids=True)))


def test_the_walk_to_no_clear_suggestion_on_a_telephone(shipped: Rules) -> None:
    compare("trace_level_40.txt", plain(candidate_page(case(shipped, "all-three-level"), "cbt"), 40))


def test_the_walk_to_a_suggestion(shipped: Rules) -> None:
    compare("trace_suggestion.txt", plain(trace_page(case(shipped, "same-pattern-for-four-years"))))


def test_graphs(shipped: Rules) -> None:
    one_rule = graph_to_show(shipped, Lens.CHECKED, id="cbt-not-enough")
    compare("graph_rule.mmd", mermaid(one_rule))
    compare("graph_rule.dot", dot(one_rule))
    compare("graph_rule_40.txt", plain(graph_page(one_rule), 40))
    taken = result(shipped, JOB_LOSS)
    compare(
        "graph_answers.txt",
        plain(graph_page(framed_graph(graph_to_show(shipped, Lens.CHECKED, taken), taken))),
    )
    stopped = result(shipped, {"danger_now": "yes"})
    compare("graph_stopped.svg", svg(framed_graph(graph_to_show(shipped, Lens.CHECKED, stopped), stopped)))


def test_two_sheets_side_by_side(shipped: Rules) -> None:
    results = [NamedResult(id, case(shipped, id)) for id in ("recent-job-loss", "rather-no-medicine")]
    compare("compare_sheets.txt", plain(comparison_page(results)))


def test_a_case_to_read_out(shipped: Rules) -> None:
    option_page = next(case for case in shipped.library.cases if case.id == "rather-no-medicine")
    compare("case.txt", plain(case_page(shipped, option_page)))


def test_the_lesson_on_effect_sizes(shipped: Rules) -> None:
    lesson = next(each for each in shipped.library.lessons if each.id == "effect-sizes")
    compare("lesson.txt", plain(lesson_page(shipped, lesson)))


@pytest.mark.parametrize("id", ["recent-job-loss", "all-three-level", "thoughts-told-to-a-screen"])
def test_what_a_result_rests_on(shipped: Rules, id: str) -> None:
    """A suggestion, no clear suggestion, and a stop."""
    suggestion = case(shipped, id)
    rests_on = sufficient_answers(Compiled(shipped), suggestion.evaluation.answers.given)
    compare(f"rests_on_{id}.txt", plain(rests_on_page(suggestion, rests_on)))


def test_what_would_change_the_outcome(shipped: Rules) -> None:
    compiled = Compiled(shipped)
    for id, name, width in (
        ("recent-job-loss", "what_if_suggestion.txt", 80),
        ("all-three-level", "what_if_level_40.txt", 40),
    ):
        taken = case(shipped, id)
        found = smallest_changes(Neighbors(compiled, taken.evaluation.answers.given))
        compare(name, plain(smallest_page(taken, found), width))
    compare("what_if_stopped.txt", plain(refusal_page(case(shipped, "a-plan-to-die"))))


def test_one_sheet_through_two_lenses(shipped: Rules) -> None:
    answers = next(case.answers for case in shipped.library.cases if case.id == "same-pattern-for-four-years")
    results = [
        NamedResult(f"lens {lens}", result(shipped, answers, lens)) for lens in (Lens.CHECKED, Lens.RESEARCH)
    ]
    compare("compare_lenses_40.txt", plain(comparison_page(results, ids=True), 40))


def test_side_by_side_with_a_stop(shipped: Rules) -> None:
    results = [NamedResult(id, case(shipped, id)) for id in ("recent-job-loss", "a-plan-to-die")]
    compare("compare_stopped.txt", plain(comparison_page(results)))


def test_a_claim_in_full(shipped: Rules) -> None:
    compare("claim.txt", plain(claim_page(shipped, shipped.library.claim["A27"])))


def test_a_profile() -> None:
    """Of a small rule set: the figures of the shipped one move with each of its rules."""
    small = read_whole(HERE.parent / "rule_sets" / "good" / "small")
    friends = Group("friends", "With friends", Equals("company", ("friends",)), ("hill", "ridge"))
    figures = profile(small, even(small)._replace(groups=(friends,)), number=2_000)
    compare("profile.txt", plain(profile_page(figures)))


def test_options(shipped: Rules) -> None:
    graph_page = {graph_page.id: graph_page for graph_page in shipped.library.options}
    compare("options.txt", plain(overview_page(shipped)))
    compare("options_one.txt", plain(option_page(shipped, graph_page["combined"])))
    three = [graph_page[id] for id in ("cbt", "ipt", "watchful_waiting")]
    compare("options_side_by_side.txt", plain(side_by_side_page(shipped, three)))


def test_a_worksheet(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "the-past-and-no-side-effects")
    said = Deliberation("ipt", "somewhat", "psychodynamic", ("knows_options", "has_support"))
    graph_page = worksheet_page(suggest(evaluate(shipped, case.answers)), said)
    compare("worksheet.txt", plain(graph_page))


def test_what_matters(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "the-past-and-no-side-effects")
    sections = tuple(values_section(suggest(evaluate(shipped, case.answers))))
    compare("what_matters_60.txt", plain(Report("Part of a result", sections), 60))


def test_what_each_worked_case_comes_to_at_the_documents_word(shipped: Rules) -> None:
    """Worked cases say what comes out where claims are checked; this is kept for them all."""
    lines = []
    for case in shipped.library.cases:
        conclusions = result(shipped, case.answers, Lens.DOCUMENTS).conclusions
        nets = (
            ", ".join(f"{one.candidate.id} {one.net_support:+d}" for one in conclusion.standings)
            for conclusion in conclusions
        )
        lines.append(f"{case.id}: {'; '.join(nets) or 'nothing is weighed'}\n")
    compare("cases_documents.txt", "".join(lines))
