"""The options in words: all of them, one in full, or some side by side. Nothing here suggests one.

Every option is told in the same fields and in the same order; no answer of anybody is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from decision_aid.commands.options.find import comparable
from decision_aid.model.library import OptionPage, Point, in_neutral_order
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Row, Section, Share, Table
from decision_aid.model.rules import Rules
from decision_aid.wording.commands import to_type
from decision_aid.wording.grammar import capitalized, number_in_words
from decision_aid.wording.help import contacts_on_every_page, help_section
from decision_aid.wording.review import review
from decision_aid.wording.sources import NOT_LATELY, STAR, has_lapsed, source_entry, with_sources
from decision_aid.wording.stamps import about_this_page, rule_stamps

ORDER = "These are in alphabetical order, which says nothing about which is best."

NEUTRAL = (
    "This page is the same for everyone. It doesn't suggest anything, and you don't have to decide today."
)

NOT_COMPARABLE = (
    "You can't compare these numbers with each other: they come from different studies, times, or people. "
    "Only two groups in the same study can be compared."
)

COMPARABLE = "These numbers come from one study and one time, so you can compare them."

BLIND = "Sources go by their ids here, because some of their names would give an option away."

_MONTH = {"body": "Body", "mind": "Mind", "time_and_money": "Time and money"}

NOT_CHECKED = capitalized(f"{NOT_LATELY}: newer research may say something else.")

NOTES = (ORDER, NEUTRAL, COMPARABLE, NOT_COMPARABLE, BLIND, NOT_CHECKED)
"""What pages of options say in these words: some on each, some only where it applies."""


# --- the pages ----------------------------------------------------------------------------------


def overview_page(rule_set: Rules) -> Report:
    """What the choice is about and which options there are; of a rule set that has an overview."""
    told = rule_set.library.overview
    if told is None:
        raise ValueError("this rule set has no overview")
    listed = tuple(_in_a_line(rule_set, page) for page in rule_set.library.choice)
    left_out = tuple(Reason(other.name, other.ask, ()) for other in told.not_covered)
    sections = (
        Section("What this is about", (_cited_paragraph(rule_set, told.problem),)),
        Section("The choice", (Paragraph(told.decision),)),
        Section("The options", (*listed, Paragraph(ORDER))),
        *_without_treatment(rule_set),
        Section("To see more", tuple(_how_to_see_more(rule_set, told.options))),
        Section(
            "What we don't cover here",
            (Paragraph("We don't cover these, but that doesn't mean they don't work."), *left_out),
        ),
        *_closing(rule_set),
    )
    return Report("What you can choose from", sections, rule_stamps(rule_set))


def short_page(rule_set: Rules, pages: Sequence[OptionPage], names: Sequence[str]) -> Report:
    """Options under these names, each in a line."""
    lines = tuple(f"{name}: {page.about}" for name, page in zip(names, pages, strict=True))
    return Report("The options", (Section("Each in a line", (Bullets(lines),)),))


def option_page(rule_set: Rules, page: OptionPage, name: str | None = None) -> Report:
    """An option in full.

    A `name` stands in place of its caption; then nothing on the page tells which option it is.
    """
    blind = name is not None
    rule_set = _without_source_names(rule_set) if blind else rule_set
    told = (Section(heading, blocks) for heading, blocks in _fields(rule_set, page).items())
    numbers = (*_whether_comparable([page]), *_numbers(rule_set, page))
    sections = (
        *told,
        Section("In numbers", numbers),
        *_without_treatment(rule_set),
        *(() if blind else (*_related(rule_set, page), _sources(rule_set, page))),
        *_closing(rule_set, blind=blind),
    )
    return Report(name or page.caption, sections, rule_stamps(rule_set))


def side_by_side_page(
    rule_set: Rules, pages: Sequence[OptionPage], names: Sequence[str] | None = None
) -> Report:
    """Options beside each other, in the order given.

    `names`, one for each, stand in place of captions; then nothing on the page tells which option is which.
    """
    blind = names is not None
    rule_set = _without_source_names(rule_set) if blind else rule_set
    called = tuple(names or (page.caption for page in pages))
    columns = [_fields(rule_set, page) for page in pages]
    rows = tuple(
        Row(heading, tuple(tuple(_in_a_cell(column[heading])) for column in columns))
        for heading in columns[0]
    )
    numbers = (
        Section(f"In numbers: {name}", tuple(_numbers(rule_set, page)))
        for name, page in zip(called, pages, strict=True)
    )
    about_numbers = tuple(_whether_comparable(pages))
    sections = (
        Section("What each is like", (Table(called, rows), *(() if blind else (Paragraph(ORDER),)))),
        *([Section("About the numbers", about_numbers)] if about_numbers else ()),
        *numbers,
        *_without_treatment(rule_set),
        *_closing(rule_set, blind=blind),
    )
    return Report("Options side by side", sections, rule_stamps(rule_set))


def _without_source_names(rule_set: Rules) -> Rules:
    """The rule set with its sources called by their ids: some of their names would tell an option."""
    return rule_set._replace(sources=tuple(one._replace(short=one.id) for one in rule_set.sources))


def _in_a_cell(blocks: Iterable[Paragraph | Bullets]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Bullets):
            yield from (f"- {entry}" for entry in block.entries)
        else:
            yield block.text


# --- what is said of an option ------------------------------------------------------------------


def _fields(rule_set: Rules, page: OptionPage) -> Mapping[str, tuple[Paragraph | Bullets, ...]]:
    """What a page says under its headings, but for its numbers: the same headings for every page."""

    def said(point: Point) -> Paragraph:
        return _cited_paragraph(rule_set, point)

    def listed(points: Iterable[Point]) -> Bullets:
        return Bullets(tuple(said(point).text for point in points))

    return {
        "In a line": (Paragraph(page.about),),
        "What it is": (Paragraph(page.what_it_is),),
        "A typical month": (
            Bullets(tuple(f"{_MONTH[key]}: {t}" for key, t in page.typical_month._asdict().items())),
        ),
        "How long it takes": (said(page.how_long),),
        "Good points": (listed(page.good_points),),
        "Bad points and burdens": (listed(page.burdens),),
        "Who it may not suit": (said(page.may_not_suit),),
        "How sure anyone is": (*_overdue_note(rule_set, page.how_sure.sources), said(page.how_sure)),
        "Who it was studied in": (said(page.studied_in),),
        "What we don't know": (Paragraph(page.not_known),),
    }


def _overdue_note(rule_set: Rules, sources: Iterable[str]) -> Iterator[Paragraph]:
    """That what follows was not checked lately, once one of its sources has lapsed."""
    if has_lapsed(rule_set, sources):
        yield Paragraph(NOT_CHECKED, strong=True)


def _cited_paragraph(rule_set: Rules, point: Point) -> Paragraph:
    return Paragraph(with_sources(rule_set, point.text, point.sources))


# --- numbers ------------------------------------------------------------------------------------


def _numbers(rule_set: Rules, page: OptionPage) -> Iterator[Block]:
    # That there is no number rests on all that was read for the page.
    yield from _overdue_note(rule_set, page.sources_of_numbers or page.sources)
    if page.chances_unknown:
        yield _cited_paragraph(rule_set, page.chances_unknown)
    for chance in page.chances:
        for count in chance.counts:
            number = count.of_a_hundred
            text = f"{count.text}: {number} in 100 people ({share_in_words(number)} out of a hundred)."
            yield Share(text, number)
        told = f"When: {chance.when} Who: {chance.people} How sure: {chance.sure}"
        yield Paragraph(with_sources(rule_set, told, chance.sources))


def share_in_words(of_a_hundred: int) -> str:
    """A number from 0 to 100, spelled out; never rounded, which would make a small difference look large."""
    return "all" if of_a_hundred == 100 else number_in_words(of_a_hundred)


def _whether_comparable(pages: Sequence[OptionPage]) -> Iterator[Paragraph]:
    """Whether the numbers can be compared, where there are several."""
    if not comparable(pages):
        yield Paragraph(NOT_COMPARABLE, strong=True)
    elif sum(len(page.chances) for page in pages) > 1:
        yield Paragraph(COMPARABLE)


# --- what stands around it ----------------------------------------------------------------------


def _without_treatment(rule_set: Rules) -> Iterator[Section]:
    if rule_set.library.overview:
        told = _cited_paragraph(rule_set, rule_set.library.overview.without_treatment)
        yield Section("What happens without treatment", (told,))


def _how_to_see_more(rule_set: Rules, listed: Sequence[str]) -> Iterator[Block]:
    two = to_type(rule_set, " ".join(("options", *listed[:2])))
    yield Paragraph(f"To see two to six of them side by side: {two}")
    others = [page for page in in_neutral_order(rule_set.library.options) if page.id not in listed]
    if others:
        yield Paragraph("You can also read about:")
        yield from (_in_a_line(rule_set, page) for page in others)


def _in_a_line(rule_set: Rules, page: OptionPage) -> Reason:
    return Reason(page.caption, page.about, (f"In full: {to_type(rule_set, f'options {page.id}')}",))


def _related(rule_set: Rules, page: OptionPage) -> Iterator[Section]:
    """The page of which this is a form, and the pages of its own forms."""
    kin = [
        other for other in rule_set.library.options if other.id == page.form_of or other.form_of == page.id
    ]
    if kin:
        heading = "A form of" if page.form_of else "Its forms"
        yield Section(heading, tuple(_in_a_line(rule_set, other) for other in kin))


def _sources(rule_set: Rules, page: OptionPage) -> Section:
    return Section("Its sources", tuple(source_entry(rule_set.source[id]) for id in page.sources))


def _closing(rule_set: Rules, *, blind: bool = False) -> Iterator[Section]:
    yield Section("How to read the sources", (Paragraph(f"{STAR} {BLIND}" if blind else STAR),))
    yield help_section(contacts_on_every_page(rule_set))
    about = " ".join((NEUTRAL, rule_set.disclaimer.plain, review(rule_set)))
    yield about_this_page(about)


def examples(rule_set: Rules) -> Iterator[Report]:
    """Every page of options there is, and all that is said on some of them."""
    if rule_set.library.overview:
        yield overview_page(rule_set)
        choice = rule_set.library.choice
        yield side_by_side_page(rule_set, choice)
        yield side_by_side_page(rule_set, choice, [option.id for option in choice])
    yield from (option_page(rule_set, option) for option in rule_set.library.options)
    yield Report("Notes", (Section("", (Bullets(NOTES),)),))
