"""`options`, as somebody calls it who wants to know what there is, and wants no advice yet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

import pytest

from decision_aid.checking.checks.option_balance import fields
from decision_aid.checking.naming import named_in, names_of_the_main
from decision_aid.commands.options.find import comparable
from decision_aid.commands.options.page import (
    BLIND,
    COMPARABLE,
    NEUTRAL,
    NOT_COMPARABLE,
    option_page,
    overview_page,
    share_in_words,
    side_by_side_page,
)
from decision_aid.model.library import OptionPage, Point, in_neutral_order
from decision_aid.model.report import Paragraph, Report, Table
from decision_aid.model.rules import Rules
from decision_aid.rendering.html import html
from decision_aid.rendering.markdown import markdown
from decision_aid.rendering.text import plain
from tests.cli.conftest import Program
from tests.properties.test_safety import NEVER_SAID

OPTIONS = ("cbt", "ipt", "medication_alone", "psychodynamic", "combined", "watchful_waiting")

EVERY_OPTION = (*OPTIONS, "therapy_alone", "short", "long")

NAMED_BESIDES = (
    *("couples", "family", "group", "behavioral activation", "MBCT", "ACT", "EMDR", "CBASP", "schema"),
    *("online", "ECT"),
)

SUGGESTS = re.compile(r"\b(we suggest|recommend|is best for|first choice for you|favou?red)\b", re.IGNORECASE)


def words_of(report: Report) -> str:
    return " ".join(plain(report).split())


def every_page(rule_set: Rules) -> list[Report]:
    pages = in_neutral_order(rule_set.library.options)
    beside = [side_by_side_page(rule_set, pair) for pair in combinations(pages, 2)]
    return [overview_page(rule_set), *(option_page(rule_set, page) for page in pages), *beside]


def alone(rule_set: Rules, page: OptionPage) -> tuple[str, Report]:
    return page.caption, option_page(rule_set, page)


def alone_blind(rule_set: Rules, page: OptionPage) -> tuple[str, Report]:
    return "Option X", option_page(rule_set, page, "Option X")


def beside(rule_set: Rules, page: OptionPage) -> tuple[str, Report]:
    return page.caption, side_by_side_page(rule_set, four(rule_set, page))


def beside_blind(rule_set: Rules, page: OptionPage) -> tuple[str, Report]:
    names = ["Option X" if each is page else f"Option {each.id}" for each in four(rule_set, page)]
    return "Option X", side_by_side_page(rule_set, four(rule_set, page), names)


def four(rule_set: Rules, page: OptionPage) -> list[OptionPage]:
    """A page among three others: so many that on a page of 80 columns they stand one below the other."""
    others = [other for other in rule_set.library.options if other is not page]
    return [*others[:2], page, others[2]]


Form = Callable[[Rules, OptionPage], tuple[str, Report]]

BLINDLY: tuple[Form, ...] = (alone_blind, beside_blind)

EVERY_FORM = pytest.mark.parametrize("form", [alone, beside, *BLINDLY])
"""How a page of an option is made: each gives what the option is called there, and the page."""

WHICHEVER = pytest.mark.parametrize("id", EVERY_OPTION)

PICTURE = re.compile(r"(?:^    (?:[#.]{5} ){3}[#.]{5}$\n?){5}", re.MULTILINE)


def printed(report: Report) -> dict[str, str]:
    """What is printed, by headings."""
    parts = re.split(r"\n\n(?=\S)", plain(report))
    return {heading: told for heading, _, told in (part.partition("\n") for part in parts)}


def sourced(rule_set: Rules, text: str, sources: Sequence[str], *, blind: bool) -> str:
    named = [rule_set.source[id] for id in sources]
    names = [(source.id if blind else source.short) + "*" * (source.seen != "full") for source in named]
    return f"{text} ({'; '.join(names)})" if names else text


def texts_of(rule_set: Rules, page: OptionPage, *, blind: bool) -> dict[str, str]:
    """What has to be told of an option, by headings."""

    def told(point: Point) -> str:
        return sourced(rule_set, point.text, point.sources, blind=blind)

    month = zip(("Body", "Mind", "Time and money"), page.typical_month, strict=True)
    return {
        "In a line": page.about,
        "What it is": page.what_it_is,
        "A typical month": " ".join(f"- {name}: {text}" for name, text in month),
        "How long it takes": told(page.how_long),
        "Good points": " ".join(f"- {told(point)}" for point in page.good_points),
        "Bad points and burdens": " ".join(f"- {told(point)}" for point in page.burdens),
        "Who it may not suit": told(page.may_not_suit),
        "How sure anyone is": told(page.how_sure),
        "Who it was studied in": told(page.studied_in),
        "What we don't know": page.not_known,
    }


# --- all of them --------------------------------------------------------------------------------


def test_six_options_stand_in_the_order_of_the_alphabet_and_doing_nothing_is_one(
    shipped: Rules, decision_aid: Program
) -> None:
    run = decision_aid("options")
    assert (run.code, run.err) == (0, "")
    page = {page.id: page for page in shipped.library.options}
    places = [run.out.index(f"\n  {page[id].caption}:") for id in OPTIONS]
    assert places == sorted(places)
    assert [page[id].caption for id in OPTIONS] == sorted(page[id].caption for id in OPTIONS)
    assert "in alphabetical order" in " ".join(run.out.split())
    assert page["watchful_waiting"].about.startswith("No treatment for now")


def test_the_problem_the_choice_and_what_is_not_covered_are_told(decision_aid: Program) -> None:
    out = " ".join(decision_aid("options").out.split())
    assert "With depression, you feel low" in out
    assert "which approach to start, add, or switch to. You don't have to decide today." in out
    left_out = out[out.index("What we don't cover here") :]
    for name in NAMED_BESIDES:
        assert re.search(rf"\b{name}\b", left_out, re.IGNORECASE), name


def test_what_happens_without_treatment_has_a_time_or_says_that_none_is_known(shipped: Rules) -> None:
    assert shipped.library.overview
    told = shipped.library.overview.without_treatment
    assert told.sources
    assert "after 12 weeks" in told.text
    assert "We don't have a good number for other people" in told.text
    for report in every_page(shipped):
        said = " ".join(printed(report)["What happens without treatment"].split())
        assert said == sourced(shipped, told.text, told.sources, blind=False), report.title
    for blind_page in (form(shipped, page)[1] for form in BLINDLY for page in shipped.library.options):
        said = " ".join(printed(blind_page)["What happens without treatment"].split())
        assert said == sourced(shipped, told.text, told.sources, blind=True)


def test_no_page_suggests_and_each_has_help_and_says_what_it_is_not(shipped: Rules) -> None:
    for report in every_page(shipped):
        said = words_of(report)
        assert SUGGESTS.findall(said) == [], report.title
        assert NEUTRAL in said, report.title
        assert "988" in said, report.title
        assert "isn't medical advice" in said, report.title
        assert "No licensed clinician has reviewed this yet." in said, report.title
        assert [words for words in NEVER_SAID if words.lower() in said.lower()] == [], report.title


# --- the same for each --------------------------------------------------------------------------


def test_every_page_has_the_same_fields_and_each_is_filled(shipped: Rules) -> None:
    told = [fields(page) for page in shipped.library.options]
    for page, texts in zip(shipped.library.options, told, strict=True):
        assert list(texts) == list(told[0])
        assert all(all(part) and part for part in texts.values()), page.id
        assert set(page.typical_month._fields) == {"body", "mind", "time_and_money"}
        assert bool(page.chances) is not bool(page.chances_unknown), page.id


def test_every_option_is_in_these_tests(shipped: Rules) -> None:
    assert {page.id for page in shipped.library.options} == set(EVERY_OPTION)


@EVERY_FORM
@WHICHEVER
def test_every_text_of_an_option_is_printed_under_its_heading(id: str, form: Form, shipped: Rules) -> None:
    page = next(page for page in shipped.library.options if page.id == id)
    name, report = form(shipped, page)
    sections = printed(report)
    table = sections.get("What each is like", "")
    for heading, text in texts_of(shipped, page, blind=form in BLINDLY).items():
        if not table:
            assert " ".join(sections[heading].split()) == text
            continue
        row = table.partition(f"\n  {heading}\n")[2].partition("\n\n")[0]
        assert f" {name}: {text} " in f" {' '.join(row.split())} ", heading


@WHICHEVER
def test_the_page_of_an_option_ends_in_the_sources_of_all_that_it_says(
    id: str, decision_aid: Program, shipped: Rules
) -> None:
    page = next(page for page in shipped.library.options if page.id == id)
    out = decision_aid("options", id).out
    listed = out[out.index("\nIts sources\n") : out.index("\nHow to read the sources\n")]
    assert page.sources
    for source in page.sources:
        assert f"\n  {source}: {shipped.source[source].short}" in listed
        assert shipped.source[source].link in "".join(listed.split())


def test_every_page_in_full_has_the_same_headings_in_the_same_order(shipped: Rules) -> None:
    kinds = {
        tuple(
            section.heading
            for section in option_page(shipped, page).sections
            if section.heading not in ("A form of", "Its forms")
        )
        for page in shipped.library.options
    }
    assert len(kinds) == 1


def test_every_option_has_good_and_bad_points_alike_in_number(shipped: Rules) -> None:
    for field in ("good_points", "burdens"):
        numbers = [len(getattr(page, field)) for page in shipped.library.options]
        assert min(numbers) >= 1
        assert max(numbers) - min(numbers) <= 1, field


def test_what_speaks_of_studies_names_them(shipped: Rules) -> None:
    studies = re.compile(r"\b(trials?|stud(y|ies)|review|guidelines?)\b", re.IGNORECASE)
    for page in shipped.library.options:
        for point in page.points:
            known = point is not page.chances_unknown and "We read no" not in point.text
            if studies.search(point.text) and known:
                assert point.sources, (page.id, point.text)


def test_texts_name_no_therapy_so_that_they_can_be_shown_without_names(shipped: Rules) -> None:
    names = names_of_the_main(shipped)
    assert {"cbt", "psychodynamic", "interpersonal"} <= {name.letters for name in names}
    for page in shipped.library.options:
        texts = [text for field in fields(page).values() for text in field]
        assert named_in((*texts, *page.numbers_in_words), names) is None, page.id


@pytest.mark.parametrize("number", [2, 3, 6])
def test_side_by_side_without_names_nothing_tells_which_is_which(number: int, shipped: Rules) -> None:
    page = {page.id: page for page in shipped.library.options}
    pages = [page[id] for id in OPTIONS[-number:]]
    blind = side_by_side_page(shipped, pages, "ABCDEF"[:number])
    (table,) = (b for section in blind.sections for b in section.blocks if isinstance(b, Table))
    assert table.columns == tuple("ABCDEF"[:number])
    for said in (plain(blind), markdown(blind), html(blind)):
        assert named_in([said], names_of_the_main(shipped)) is None
        for one_page in pages:
            assert one_page.caption not in said
            for source in one_page.sources:
                assert shipped.source[source].short not in said
                assert source in said


def test_one_without_its_name_is_a_page_in_full_that_does_not_tell_which_it_is(shipped: Rules) -> None:
    for page in shipped.library.options:
        full, blind = option_page(shipped, page), option_page(shipped, page, "Option A")
        assert blind.title == "Option A"
        left_out = ("A form of", "Its forms", "Its sources")
        assert [section.heading for section in blind.sections] == [
            section.heading for section in full.sections if section.heading not in left_out
        ]
        for said in (plain(blind), markdown(blind), html(blind)):
            assert named_in([said], names_of_the_main(shipped)) is None
            assert page.caption not in said
            assert BLIND in words_of(blind)
            assert not [id for id in page.sources if shipped.source[id].short in said]


@pytest.mark.parametrize("width", [60, 80, 165])
def test_an_entry_in_a_table_hangs_under_its_words_and_one_line_parts_what_follows(
    width: int, shipped: Rules
) -> None:
    page = next(page for page in shipped.library.options if page.id == "cbt")
    lines = plain(side_by_side_page(shipped, [page] * 6, "ABCDEF"), width).splitlines()
    entry = next(place for place, line in enumerate(lines) if line.lstrip().startswith("- Body: "))
    hung = len(lines[entry]) - len(lines[entry].lstrip()) + len("- ")
    assert len(lines[entry + 1]) - len(lines[entry + 1].lstrip()) == hung
    assert "" in lines
    assert ("", "") not in pairwise(lines)


# --- numbers ------------------------------------------------------------------------------------


def test_every_number_has_a_source_a_time_people_and_how_sure_it_is(shipped: Rules) -> None:
    chances = [(page.id, chance) for page in shipped.library.options for chance in page.chances]
    assert len(chances) >= 6
    for id, chance in chances:
        assert chance.sources, id
        assert all(source in shipped.source for source in chance.sources), id
        assert all((chance.when, chance.people, chance.sure)), id
        assert all(0 <= count.of_a_hundred <= 100 for count in chance.counts), id


@EVERY_FORM
@WHICHEVER
def test_every_number_is_printed_with_its_time_people_sureness_and_source(
    id: str, form: Form, shipped: Rules
) -> None:
    page = next(page for page in shipped.library.options if page.id == id)
    name, report = form(shipped, page)
    blind = form in BLINDLY
    sections = printed(report)
    said = " ".join((sections.get("In numbers") or sections[f"In numbers: {name}"]).split())
    unknown = page.chances_unknown
    assert (unknown is None) is bool(page.chances)
    assert unknown is None or sourced(shipped, unknown.text, unknown.sources, blind=blind) in said
    for chance in page.chances:
        told = f"When: {chance.when} Who: {chance.people} How sure: {chance.sure}"
        assert sourced(shipped, told, chance.sources, blind=blind) in said
        for count in chance.counts:
            number = count.of_a_hundred
            assert (
                f"{count.text}: {number} in 100 people ({share_in_words(number)} out of a hundred)." in said
            )


@EVERY_FORM
def test_every_number_is_drawn_as_so_many_of_a_hundred(form: Form, shipped: Rules) -> None:
    drawn = 0
    for page in shipped.library.options:
        name, report = form(shipped, page)
        sections = printed(report)
        pictures = PICTURE.findall(sections.get("In numbers") or sections[f"In numbers: {name}"])
        counts = [count.of_a_hundred for chance in page.chances for count in chance.counts]
        assert [picture.count("#") for picture in pictures] == counts, page.id
        assert {picture.count("#") + picture.count(".") for picture in pictures} <= {100}
        drawn += len(pictures)
    assert drawn > 0


FROM_SOURCES = {
    "E6": {23},
    "E18": {44, 10, 14, 4},
    "E20b": {43, 27},
    "E36": {38, 14},
}
"""Of a hundred, by source: 22.7; 44, 10, 14 and 4; 43 and 27; 37.5 and 13.7 percent."""


def test_numbers_are_those_of_their_sources(shipped: Rules) -> None:
    for page in shipped.library.options:
        for chance in page.chances:
            known = {number for source in chance.sources for number in FROM_SOURCES.get(source, ())}
            assert {count.of_a_hundred for count in chance.counts} <= known, page.id


def test_a_number_is_told_in_words_in_digits_and_as_a_picture(decision_aid: Program) -> None:
    out = decision_aid("options", "cbt").out
    said = "23 in 100 people (twenty-three out of a hundred)."
    assert said in " ".join(out.split())
    assert "##### ##### ##### #####\n    ###.. " in out
    without = decision_aid("options", "cbt", "--no-pictures").out
    assert said in " ".join(without.split())
    assert "###" not in without


@pytest.mark.parametrize(
    ("of_a_hundred", "said"),
    [
        *((0, "none"), (1, "one"), (10, "ten"), (14, "fourteen"), (19, "nineteen"), (20, "twenty")),
        *((38, "thirty-eight"), (40, "forty"), (90, "ninety"), (99, "ninety-nine"), (100, "all")),
    ],
)
def test_a_number_in_words(of_a_hundred: int, said: str) -> None:
    assert share_in_words(of_a_hundred) == said


def test_no_two_numbers_have_the_same_words() -> None:
    assert len({share_in_words(number) for number in range(101)}) == 101


def test_numbers_of_unlike_origin_are_said_not_to_be_comparable(shipped: Rules) -> None:
    page = {page.id: page for page in shipped.library.options}
    alike, unlike = [page["ipt"], page["watchful_waiting"]], [page["ipt"], page["combined"]]
    assert comparable(alike)
    assert not comparable(unlike)
    assert COMPARABLE in words_of(side_by_side_page(shipped, alike))
    assert NOT_COMPARABLE not in words_of(side_by_side_page(shipped, alike))
    assert NOT_COMPARABLE in words_of(side_by_side_page(shipped, unlike))


def test_one_difference_is_enough_not_to_compare(shipped: Rules) -> None:
    page = next(page for page in shipped.library.options if page.id == "ipt")
    (chance,) = page.chances
    assert comparable([page, page])
    for changed in (
        chance._replace(sources=("E6",)),
        chance._replace(when="After a year."),
        chance._replace(people="Other people."),
    ):
        assert not comparable([page, page._replace(chances=(changed,))])


def test_two_times_on_one_page_are_not_comparable_either(shipped: Rules) -> None:
    page = next(page for page in shipped.library.options if page.id == "psychodynamic")
    strong = [b for s in option_page(shipped, page).sections for b in s.blocks if isinstance(b, Paragraph)]
    assert Paragraph(NOT_COMPARABLE, strong=True) in strong


# --- the command --------------------------------------------------------------------------------


def test_options_stand_side_by_side_in_the_same_order_whatever_was_typed(decision_aid: Program) -> None:
    first = decision_aid("options", "watchful-waiting", "CBT", "ipt", "cbt")
    second = decision_aid("options", "cbt", "ipt", "watchful_waiting")
    assert first.code == 0
    assert first.out == second.out
    assert re.search(r"^  Cognitive behavioral +Interpersonal therapy +Watchful waiting$", first.out, re.M)


def test_a_form_leads_to_its_option_and_back(decision_aid: Program) -> None:
    assert "decision-aid options psychodynamic" in decision_aid("options", "long").out
    assert "decision-aid options short" in decision_aid("options", "psychodynamic").out


def test_the_record_has_all_fields_and_the_sources(decision_aid: Program) -> None:
    run = decision_aid("options", "ipt", "combined", "--format", "json")
    record = json.loads(run.out)
    assert record["schema"] == "decision-aid/options/1"
    assert [option["id"] for option in record["options"]] == ["ipt", "combined"]
    assert record["comparable"] is False
    assert record["options"][0]["chances"][0]["compared_with"]["of_a_hundred"] == 14
    cited = {
        source for option in record["options"] for point in option["burdens"] for source in point["sources"]
    }
    assert cited <= set(record["sources"])
    everything = json.loads(decision_aid("options", "--format", "json").out)
    assert everything["overview"]["options"] == list(OPTIONS)
    assert len(everything["options"]) == 9


@pytest.mark.parametrize(
    ("ids", "comparable"),
    [
        (["medication_alone", "therapy_alone"], None),
        (["medication_alone", "ipt"], None),
        (["psychodynamic"], None),
        (["ipt", "watchful_waiting"], True),
        (["ipt", "medication_alone", "combined"], False),
    ],
)
def test_the_record_tells_what_can_be_compared_where_there_is_something_to_compare(
    ids: list[str], comparable: bool | None, decision_aid: Program
) -> None:
    assert json.loads(decision_aid("options", *ids, "--format", "json").out)["comparable"] is comparable


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["cbtt"], "did you mean 'cbt'?"),
        (["tea"], "there are: cbt"),
        ([*OPTIONS, "long"], "room for 6 options side by side, not for 7"),
    ],
)
def test_what_cannot_be_shown_is_said(ids: list[str], said: str, decision_aid: Program) -> None:
    run = decision_aid("options", *ids)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_all_that_there_is_not_is_said_at_once(decision_aid: Program) -> None:
    run = decision_aid("options", "tea", "cbt", "coffee", "tea")
    assert (run.code, run.out) == (2, "")
    assert re.findall("There is no option '(.*?)'", run.err) == ["tea", "coffee"]
