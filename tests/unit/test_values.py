"""What matters stands beside what research says, and neither is hidden in the sum."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decision_aid.commands.graph.find import graph_to_show
from decision_aid.commands.what_if.page import changed_page
from decision_aid.commands.worksheet.page import worksheet_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.model.answers import Value
from decision_aid.model.lens import Lens
from decision_aid.model.report import Report, Section, Table
from decision_aid.model.rules import Basis, Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.page_frame import framed_graph
from decision_aid.wording.result import report
from decision_aid.wording.result_record import result_record
from decision_aid.wording.values import values_section
from tests.strategies import HARMLESS_SHEET, Sheet, lenses, shipped_rule_set, shipped_sheets


def result(answers: Mapping[str, Value], lens: Lens = Lens.CHECKED) -> Suggestion:
    """What comes of these answers on a sheet that is safe; own words mean no danger."""
    own_words = {"own_words_danger": "no"} if "own_concern" in answers else {}
    sheet = {"setting": "person", **HARMLESS_SHEET, **own_words, **answers}
    return suggest(evaluate(shipped_rule_set(), sheet, lens))


def beside_another(suggestion: Suggestion) -> Report:
    return comparison_page((NamedResult("one", result({})), NamedResult("other", suggestion)))


def as_a_change(suggestion: Suggestion) -> Report:
    return changed_page(result({}), suggestion)


PAGES = [report, worksheet_page, beside_another, as_a_change]


def section(suggestion: Suggestion) -> Section | None:
    return next(values_section(suggestion), None)


def words(suggestion: Suggestion) -> str:
    found = section(suggestion)
    return " ".join(plain(Report("", (found,) if found else ())).split())


def cells(suggestion: Suggestion) -> dict[str, tuple[str, ...]]:
    found = section(suggestion)
    assert found is not None
    table = found.blocks[0]
    assert isinstance(table, Table)
    return {row.name: tuple(" ".join(cell) for cell in row.cells) for row in table.rows}


def test_each_value_says_how_each_approach_fits() -> None:
    rows = cells(result({"matters_most": ("clear_steps", "calm_visits", "soon")}))
    assert rows["Clear steps and a plan"] == ("fits", "fits", "no special fit")
    calm = rows["Sessions that stir up few strong feelings"]
    assert calm == ("no special fit", "no special fit", "fits less")
    assert rows["Feeling better soon"] == ("no difference known",) * 3


@given(shipped_sheets(), lenses)
def test_the_sums_beside_each_other_add_up_to_what_is_weighed(sheet: Sheet, lens: Lens) -> None:
    suggestion = suggest(evaluate(shipped_rule_set(), {**sheet, "matters_most": ("soon",)}, lens))
    if not suggestion.conclusions or lens is Lens.DOCUMENTS:
        return
    sums = [row for name, row in cells(suggestion).items() if name.startswith(("All reasons", "Those from"))]
    assert len(sums) == (3 if lens is Lens.CHECKED else 2)
    main = sorted(suggestion.conclusions[0].standings, key=lambda s: s.candidate.caption)
    for place, standing in enumerate(main):
        added = sum(int(row[place].rsplit("(", 1)[1].rstrip(")")) for row in sums)
        assert added == standing.net_support


def test_where_wishes_and_research_part_it_is_said() -> None:
    answers: dict[str, Value] = {
        "currently_well": "yes",
        "past_episodes": "three_or_more",
        "goals": ("understand_why",),
        "working_style": "open_ended",
        "matters_most": ("talk_of_past",),
    }
    suggestion = result(answers)
    assert "Here the two part." in words(suggestion)
    assert "points to psychodynamic therapy; research points to CBT" in words(suggestion)
    assert "adds up all of these rows" in words(suggestion)


def test_where_they_agree_it_is_said() -> None:
    answers: dict[str, Value] = {
        "prior_treatments": ("cbt",),
        "cbt_outcome": "lasting",
        "goals": ("tools_now",),
        "matters_most": ("clear_steps",),
    }
    assert "point the same way: to CBT" in words(result(answers))


@given(shipped_sheets(), st.sampled_from([Lens.CHECKED, Lens.RESEARCH]))
def test_no_leaning_is_said_that_the_sums_do_not_show(sheet: Sheet, lens: Lens) -> None:
    """Where research has another one ahead, or nothing for a candidate, it is not said to lean there."""
    suggestion = suggest(evaluate(shipped_rule_set(), {**sheet, "matters_most": ("soon",)}, lens))
    if not suggestion.conclusions:
        return
    main = suggestion.conclusions[0].standings
    sides = []
    for left_out in (set(Basis) - {Basis.PREFERENCE}, set(Basis) - {Basis.GUIDELINE, Basis.TRIAL}):
        nets = {s.candidate.short: s.net_support_without(left_out) for s in main}
        best = max(nets.values())
        ahead = {name for name, net in nets.items() if 0 < net == best}
        sides.append((set() if len(ahead) == len(nets) else ahead, nets))
    (wished, wishes), (shown, research) = sides
    told = words(suggestion)
    assert ("point the same way" in told) is (wished == shown != set())
    clash = any(wishes[name] < 0 for name in shown) or any(research[name] < 0 for name in wished)
    assert ("Here the two part" in told) is (clash or (bool(wished) and bool(shown) and not wished & shown))
    assert ("Both point" in told) is (bool(wished & shown) and wished != shown)
    assert ("speaks against" in told) is (
        clash or any(not lean and min(nets.values()) < 0 for lean, nets in sides)
    )


@given(shipped_sheets())
def test_what_would_stand_out_without_practice_reports_is_what_the_lens_of_research_shows(
    sheet: Sheet,
) -> None:
    checked, research = (
        suggest(evaluate(shipped_rule_set(), sheet, lens)) for lens in (Lens.CHECKED, Lens.RESEARCH)
    )
    if not checked.conclusions:
        return
    main, other = checked.conclusions[0], research.conclusions[0]
    without = [standing.without((Basis.PRACTICE,)) for standing in main.standings]
    assert [s.net_support for s in without] == [s.net_support for s in other.standings]
    told = " ".join(plain(report(checked)).split())
    assert ("Without what therapists say" in told) is (set(main.favored) != set(other.favored))
    assert "Without what therapists say" not in plain(report(research))


def test_a_result_is_said_to_rest_on_what_is_left_when_for_and_against_are_added_up() -> None:
    answers: dict[str, Value] = {
        "currently_well": "yes",
        "past_episodes": "none",
        "linked_to": ("early_relationships",),
        "inner_patterns": ("repeating_patterns",),
        "goals": ("growth",),
        "working_style": "not_past",
    }
    told = " ".join(plain(report(result(answers))).split())
    assert "This rests only on what therapists say." in told
    assert "Without what therapists say, no approach would fit best." in told


def test_what_somebody_takes_is_no_wish() -> None:
    told = " ".join(
        plain(report(result({"medication_now": "yes", "medication_view": "wants"}), full=True)).split()
    )
    assert re.search(r"You already take a medicine[^·]*· your situation", told)
    assert re.search(r"You'd like to take a medicine[^·]*· you want this", told)


def test_values_of_the_decisions_beside_are_told() -> None:
    told = words(result({"matters_most": ("no_side_effects",)}))
    assert "No side effects from medicine: therapy alone fits." in told


def test_what_does_not_matter_and_ones_own_words_are_told_back() -> None:
    told = words(result({"matters_not": ("soon",), "own_concern": "I work nights."}))
    assert "Said not to matter, so set aside: Feeling better soon." in told
    assert "You also said: “I work nights.” Bring this up" in told


@pytest.mark.parametrize("page", [report, worksheet_page])
@pytest.mark.parametrize("own_words", ["swallowed all my lithium", "there is no hope for me"])
def test_own_words_of_danger_or_despair_are_not_quoted_to_whoever_wrote_them(
    own_words: str, page: Callable[[Suggestion], Report]
) -> None:
    told = [
        " ".join(plain(page(result({"setting": setting, "own_concern": own_words}))).split())
        for setting in ("person", "clinician")
    ]
    # The worksheet is the client's paper, whoever answered.
    assert [f"“{own_words}”" in text for text in told] == [False, page is report]
    assert "in your own words" in told[0]


@pytest.mark.parametrize(
    "own_words",
    [
        *("I plan to KILL   myself on Friday", "i don\u2019t want to live", "Is it self harm? Suicide."),
        *("I'd be dead", "i wanna die", "better off without me", "to sleep and never wake up", "ending it"),
        *("I'm suicidle", "thinking of overdosing", "I will hurt my baby", "my husband hits me"),
        *("I cant go on", "life is not worth living", "take all my pills", "I have been cutting"),
        *("no one would miss me", "I want to disappear", "unalive", "I am going to kill him"),
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_own_words_that_may_tell_of_danger_bring_help_before_anything_else(
    own_words: str, page: Callable[[Suggestion], Report]
) -> None:
    first, *others = page(result({"own_concern": own_words})).sections
    told = " ".join(plain(Report("", (first,))).split())
    assert "What you wrote may be about death" in told
    assert "call or text 988" in told
    assert "Call 911" in told
    assert "Bring this up" not in plain(Report("", tuple(others)))


def test_so_they_do_while_a_question_of_safety_is_open() -> None:
    sheet = {**HARMLESS_SHEET, "own_concern": "I want to die"}
    del sheet["danger_now"]
    page = report(suggest(evaluate(shipped_rule_set(), sheet)))
    assert "may be about death" in plain(page._replace(sections=page.sections[:1]))


def test_a_picture_and_a_record_tell_of_it_too(shipped: Rules) -> None:
    heard, other = result({"own_concern": "I want to die"}), result({"own_concern": "I work nights."})
    drawn = framed_graph(graph_to_show(shipped, Lens.CHECKED, heard), heard)
    assert "may be about death" in drawn.above[0]
    assert any("988" in line for line in drawn.above)
    assert framed_graph(graph_to_show(shipped, Lens.CHECKED, other), other).above == ()
    assert [result_record(one)["words_of_danger"] for one in (heard, other)] == [["suicide"], []]


@pytest.mark.parametrize(
    "own_words", ["I work nights.", "My diet", "Skilled myself", "skipped", "Suicidology", "Cutting costs"]
)
def test_other_words_do_not(own_words: str) -> None:
    assert "may be about death" not in plain(report(result({"own_concern": own_words})))


def test_without_any_of_it_there_is_no_such_section() -> None:
    assert section(result({"matters_most": "skipped", "own_concern": "skipped"})) is None


@pytest.mark.parametrize("lens", [Lens.DOCUMENTS])
def test_the_lens_of_the_documents_says_nothing_of_research(lens: Lens) -> None:
    told = words(result({"matters_most": ("clear_steps",)}, lens))
    assert "research" not in told.lower()


@given(shipped_sheets())
def test_what_does_not_matter_and_ones_own_words_decide_nothing(sheet: Sheet) -> None:
    rules = shipped_rule_set()
    without = {q: value for q, value in sheet.items() if q not in ("matters_not", "own_concern")}
    with_it, other = (suggest(evaluate(rules, one)) for one in (sheet, without))
    assert with_it.status is other.status
    assert [(c.decision.id, c.favored) for c in with_it.conclusions] == [
        (c.decision.id, c.favored) for c in other.conclusions
    ]
    assert with_it.missing == other.missing


@given(shipped_sheets())
def test_ones_own_words_are_on_a_result_and_on_no_other_page(sheet: Sheet) -> None:
    suggestion = suggest(evaluate(shipped_rule_set(), {**sheet, "own_concern": "Zebra crossing"}))
    weighed = suggestion.status in (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)
    assert ("Zebra crossing" in " ".join(plain(report(suggestion)).split())) is weighed


def test_the_words_of_each_setting_are_its_own(shipped: Rules) -> None:
    for setting, heading in (
        ("person", "What matters to you"),
        ("clinician", "What matters to the client"),
        ("teaching", "What matters in this example"),
    ):
        sheet: dict[str, Value] = {**HARMLESS_SHEET, "setting": setting, "matters_most": ("soon",)}
        found = section(suggest(evaluate(shipped, sheet)))
        assert found is not None
        assert found.heading == heading


@given(shipped_sheets(), lenses)
@example({"setting": "person", **HARMLESS_SHEET}, Lens.CHECKED)
def test_each_open_question_is_named_on_the_full_page_and_counted_on_the_short_one(
    sheet: Sheet, lens: Lens
) -> None:
    """But for the one on an assessment of risk that only a PHQ-9 could call for: no risk is told yet."""
    suggestion = suggest(evaluate(shipped_rule_set(), sheet, lens))
    if suggestion.conclusions:
        in_full, in_short = (" ".join(plain(report(suggestion, full=full)).split()) for full in (True, False))
        open_yet = {*suggestion.missing} - {*suggestion.evaluation.answers.undecided}
        assert {*suggestion.missing} - open_yet <= {"risk_assessed"}
        labels = (shipped_rule_set().item[question].label for question in open_yet)
        assert [label for label in labels if label not in in_full] == []
        assert ("open question" in in_short) is bool(open_yet)
        assert not open_yet or f" {len(open_yet)} open question" in in_short
