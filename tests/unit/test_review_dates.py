"""What ages: marked on the day after its date, fallen back after a second limit, and never weighed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.checking.checks import dates
from decision_aid.commands.options.page import NOT_CHECKED, option_page, side_by_side_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.lens import Lens
from decision_aid.model.report import Paragraph, Report, Table
from decision_aid.model.review_dates import Freshness, freshness, is_day, months_after, read_on
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.claims import claim_page
from decision_aid.wording.help import all_contacts, contacts_for
from decision_aid.wording.result import report
from decision_aid.wording.sources import NOT_LATELY, source_names
from tests.builders import with_library
from tests.strategies import Sheet, lenses, shipped_rule_set, shipped_sheets

days = st.dates().map(str) | st.sampled_from(("2027-05-22", "2027-05-23", "2028-05-22", "2028-05-23"))


def words(page: Report) -> str:
    return " ".join(plain(page).split())


def on(day: str) -> Rules:
    return read_on(shipped_rule_set(), day, asked_for=True)


def result(day: str, id: str = "hard-childhood-and-time") -> Suggestion:
    rules = on(day)
    case = next(case for case in rules.library.cases if case.id == id)
    return suggest(evaluate(rules, case.answers))


@pytest.mark.parametrize(
    ("day", "then"),
    [
        ("2027-05-21", Freshness.FRESH),
        ("2027-05-22", Freshness.FRESH),
        ("2027-05-23", Freshness.DUE),
        ("2028-05-22", Freshness.DUE),
        ("2028-05-23", Freshness.LAPSED),
    ],
)
def test_the_day_itself_is_still_in_time(day: str, then: Freshness) -> None:
    assert freshness("2027-05-22", 12, day) is then
    assert {source.freshness for source in on(day).sources} == {then}
    assert {claim.freshness for claim in on(day).library.claims} == {then}


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-11-22", 6, "2027-05-22"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-01-01", 11, "2026-12-01"),
        ("2026-11-30", 12, "2027-11-30"),
        ("2026-08-31", 24, "2028-08-31"),
    ],
)
def test_months_after(day: str, months: int, after: str) -> None:
    assert months_after(day, months) == after


def test_where_a_month_is_shorter_its_last_day_is_still_in_time() -> None:
    assert months_after("2026-08-31", 6) == "2027-02-28"
    assert months_after("2027-08-31", 6) == "2028-02-29"


def test_what_has_no_date_is_never_overdue() -> None:
    assert freshness("", 12, "2999-01-01") is Freshness.FRESH
    assert freshness("2027-05-22", 12, "") is Freshness.FRESH


def test_everything_shipped_has_a_day_by_which_it_is_looked_at_again(shipped: Rules) -> None:
    assert all(is_day(source.review_by) for source in shipped.sources)
    assert all(is_day(claim.review_by) for claim in shipped.library.claims)
    assert {contact.review_by for contact in shipped.contacts} == {"2027-05-22", "2027-05-29"}


def test_rules_check_tells_of_a_day_once_and_of_what_is_none(shipped: Rules) -> None:
    assert [*dates.find(shipped, "2027-05-22")] == []
    late = [*dates.find(shipped, "2027-05-23")]
    about = [problem.message for problem in late if problem.code == "review-overdue"]
    assert len(about) == 3  # the rule set, its sources, its claims
    assert "were to be reviewed by 2027-05-22" in about[1]
    undated = shipped._replace(sources=(shipped.sources[0]._replace(review_by="soon"),))
    wrong = with_library(undated, claims=())
    assert [problem.code for problem in dates.find(wrong, "2026-11-30")] == ["bad-date"]


def test_past_its_day_a_source_is_said_to_be_overdue_beside_the_reason() -> None:
    assert "due for review" not in words(report(result("2027-05-22")))
    due = words(report(result("2027-05-23")))
    assert "review, 2024, due for review since 2027-05-22*" in due
    assert "Some of these reasons rest on sources that were to be looked at again by now." in due
    assert NOT_LATELY not in due
    assert due.startswith("AS OF 2027-05-23.")
    in_full = words(report(result("2027-05-23"), full=True))
    assert "LAC study, childhood trauma, due for review since 2027-05-22*" in in_full


def test_past_the_second_limit_marks_of_research_fall_back_and_wishes_do_not() -> None:
    lapsed = words(report(result("2028-05-23"), full=True))
    assert f"· {NOT_LATELY} [" in lapsed
    assert "· research" not in lapsed
    assert "· guideline" not in lapsed
    assert "· you want this" in lapsed
    assert re.search(rf"This (leans|rests) [^.]*research {NOT_LATELY}", lapsed)
    assert "It hasn't been checked lately." in lapsed


def test_a_claim_falls_back_too() -> None:
    rules = on("2028-05-23")
    page = words(claim_page(rules, rules.library.claim["A27"]))
    assert "Not checked lately. Due for review since 2027-05-22." in page
    assert "verdict" not in page.lower()
    assert "WHAT IT WAS LAST CHECKED AGAINST" in page.upper()
    before = on("2027-05-22")
    earlier = words(claim_page(before, before.library.claim["A27"]))
    assert "Not checked lately" not in earlier
    assert "WHAT THAT VERDICT RESTS ON" in earlier.upper()


def test_numbers_of_an_option_say_so_beside_them() -> None:
    rules = on("2027-06-01")
    page = next(page for page in rules.library.options if page.id == "cbt")
    assert "Driessen trial, 2013*; due for review since 2027-05-22" in words(option_page(rules, page))


@pytest.mark.parametrize("day", ["2028-05-23", "2030-01-01"])
def test_past_the_second_limit_an_option_says_so_where_it_says_how_sure_and_how_many(day: str) -> None:
    rules = on(day)
    late = Paragraph(NOT_CHECKED, strong=True)
    assert NOT_CHECKED.lower().startswith(NOT_LATELY)
    for page in rules.library.options:
        sections = {section.heading: section.blocks for section in option_page(rules, page).sections}
        assert sections["How sure anyone is"][0] == late, page.id
        assert late in sections["In numbers"][:2], page.id  # there, whether they compare may come first
        beside = side_by_side_page(rules, [page, page])
        (table,) = (b for section in beside.sections for b in section.blocks if isinstance(b, Table))
        (sure,) = (row for row in table.rows if row.name == "How sure anyone is")
        assert all(cell[0] == NOT_CHECKED for cell in sure.cells)
        heads = [s.blocks[0] for s in beside.sections if s.heading.startswith("In numbers")]
        assert heads == [late, late]


@pytest.mark.parametrize("day", ["2026-11-30", "2027-05-22", "2028-05-22"])
def test_before_the_second_limit_no_option_says_that_it_was_not_checked(day: str) -> None:
    rules = on(day)
    for page in rules.library.options:
        said = words(option_page(rules, page)) + words(side_by_side_page(rules, [page, page]))
        assert NOT_LATELY not in said.lower()
        assert ("due for review" in said) is (day > "2027-05-22")


def test_in_brackets_what_is_overdue_is_said_once_with_the_earliest_day() -> None:
    rules = on("2027-06-01")
    sources = [rules.source[id] for id in ("E12", "G5")]
    earlier = sources[1]._replace(review_by="2026-12-24")
    names = "CBT review, 2023*; ACP guideline, 2023*"
    assert source_names(sources) == f"{names}; due for review since 2027-05-22"
    assert source_names([sources[0], earlier]) == f"{names}; due for review since 2026-12-24"
    assert source_names([source._replace(freshness=Freshness.FRESH) for source in sources]) == names
    for page in rules.library.options:
        brackets = re.findall(r"\([^()]*\)", words(option_page(rules, page)))
        assert [said for said in brackets if "due for review" in said], page.id
        assert [said for said in brackets if said.count("due for review") > 1] == []


def test_contacts_past_their_day_say_so_once_and_stay() -> None:
    late, early = words(all_contacts(on("2027-05-30"))), words(all_contacts(on("2027-05-22")))
    note = "We checked these contacts on 2026-11-22 or later. That was a while ago"
    assert late.index("988") < late.index(note), "nothing stands between a person and help"
    assert "a while ago" not in early
    assert "Last checked" not in late
    for contact in shipped_rule_set().contacts:
        assert " ".join(contact.contact.split()) in late
        assert contact.name in late


def test_where_some_contacts_are_past_their_day_they_alone_say_so() -> None:
    rules = on("2027-05-22")
    first, *others = rules.contacts
    page = words(all_contacts(rules._replace(contacts=(first._replace(freshness=Freshness.DUE), *others))))
    assert page.count("Last checked") == 1
    assert f"{first.contact} (Last checked on 2026-11-22.)" in page


@given(shipped_sheets(), lenses, days)
def test_the_day_decides_nothing_and_hides_no_contact(sheet: Sheet, lens: Lens, day: str) -> None:
    then = suggest(evaluate(on(day), sheet, lens))
    now = suggest(evaluate(shipped_rule_set(), sheet, lens))
    assert then.status is now.status
    assert [(c.decision.id, c.outcome, c.favored) for c in then.conclusions] == [
        (c.decision.id, c.outcome, c.favored) for c in now.conclusions
    ]
    assert [c.id for c in contacts_for(then)] == [c.id for c in contacts_for(now)]
    page = words(report(then))
    assert all(" ".join(contact.contact.split()) in page for contact in contacts_for(now))


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2027-02-29", "2026-04-31", "1900-02-29", "2026-13-01", "soon"]
)
def test_a_day_that_is_in_no_calendar_is_none(day: str, shipped: Rules) -> None:
    assert not is_day(day)
    found = [*dates.find(shipped._replace(reviewed=day), "2026-11-30")]
    assert [(problem.code, problem.severity) for problem in found] == [("bad-date", "error")]


@given(st.dates().map(str))
def test_every_day_of_the_calendar_is_one(day: str) -> None:
    assert is_day(day)


def test_what_was_looked_at_on_a_day_to_come_is_a_warning(shipped: Rules) -> None:
    later = shipped._replace(reviewed="2027-01-01")
    later = later._replace(
        contacts=(shipped.contacts[0]._replace(checked_on="2027-01-01", review_by="2027-07-01"),)
    )
    found = [*dates.find(later, "2026-11-30")]
    assert [(problem.code, problem.severity) for problem in found] == [("day-to-come", "warning")] * 2
