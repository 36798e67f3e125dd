"""A folder of YAML files, read into a `Rules`.

Each kind of file has one function here. What the parts say of each other (ids that must exist,
weights that must not be) is for `checking`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from decision_aid.checking import any_error, check
from decision_aid.loading.blocks import Block
from decision_aid.loading.folder import Folder
from decision_aid.model.problems import Problem, UnusableInput
from decision_aid.model.review_dates import CONTACT_MONTHS, MONTHS_TO_LAPSE, is_day, months_after
from decision_aid.model.rules import (
    Action,
    AnswerOption,
    Argument,
    Basis,
    Candidate,
    Contact,
    DangerWords,
    Decision,
    Direction,
    Gate,
    Impossible,
    Item,
    ItemType,
    Purpose,
    Rule,
    Rules,
    Source,
    Strength,
    Text,
    Urgency,
)

if TYPE_CHECKING:
    from decision_aid.model.library import Library

SHIPPED = "depression"


def shipped_directory() -> Path:
    """The rule set that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    beside = package.parent
    if not (package / "rules").is_dir() and (beside / "pyproject.toml").is_file():
        return beside / "rules" / SHIPPED
    return package / "rules" / SHIPPED


def load_rules(directory: Path | None = None) -> Rules:
    """Read the rules in a folder; the shipped ones when none is given.

    Their library is read when it is first asked for. That of the shipped rules was checked before they
    shipped; that of others is checked when it is read.
    Raises `UnusableInput` with all that is wrong, at once.
    """
    folder = Folder(directory or shipped_directory())
    rules = _read(folder)
    _refuse(folder.problems or check(rules))

    @cache
    def read_library() -> Library:
        library = _read_library(folder)
        _refuse(folder.problems)
        if directory is not None:
            _refuse(check(rules.with_library(library), whole=True))
        return library

    return rules._replace(read_library=read_library)


def read_whole(directory: Path | None = None) -> Rules:
    """Read rules and their library at once, and leave the checking to others.

    Raises `UnusableInput` with all that is wrong where the files cannot be read.
    """
    folder = Folder(directory or shipped_directory())
    rules, library = _read(folder), _read_library(folder)
    _refuse(folder.problems)
    return rules.with_library(library)


def _refuse(problems: Sequence[Problem]) -> None:
    if any_error(problems):
        raise UnusableInput(problems)


def _read_library(folder: Folder) -> Library:
    from decision_aid.loading import library  # most commands do without
    from decision_aid.model.library import Library

    promised, accepted = folder.file("properties.yaml", library.properties, optional=library.NO_PROPERTIES)
    return Library(
        claims=folder.file("claims.yaml", library.claims),
        overview=folder.file("overview.yaml", library.overview) if folder.has("overview.yaml") else None,
        options=folder.files("options", library.option_page),
        lessons=folder.files("lessons", library.lesson),
        cases=folder.files("cases", library.case),
        properties=promised,
        accepted=accepted,
        about=folder.file("about.yaml", library.about, optional=library.NOTHING_TOLD),
    )


def _read(folder: Folder) -> Rules:
    items, impossible = folder.file("questionnaire.yaml", _questionnaire)
    themes = folder.files("rules", _theme)
    gates = folder.file("safety.yaml", lambda block: tuple(_gates(block)))
    contacts, danger_words = folder.file("help.yaml", _help)
    sources = folder.file("sources.yaml", lambda block: tuple(_sources(block)))

    def assemble(block: Block) -> Rules:
        return Rules(
            id=block.text("id"),
            version=block.text("version"),
            title=block.text("title"),
            reviewed=block.text("reviewed"),
            next_review=block.text("next_review"),
            authors=block.texts("authors"),
            interests=block.text("interests"),
            clinician_review=block.text("clinician_review"),
            documents_note=block.text("documents_note"),
            unanswered_note=block.text("unanswered_note"),
            evidence_note=block.text("evidence_note"),
            disclaimer=_variants(block, "disclaimer"),
            questions_to_ask=block.texts("questions_to_ask"),
            tie_margin=block.integer("tie_margin"),
            lapses_after_months=_optional_number(block, "lapses_after_months", MONTHS_TO_LAPSE),
            decisions=tuple(_decisions(block)),
            items=items,
            impossible=impossible,
            gates=gates,
            contacts=contacts,
            themes={theme: caption for theme, caption, _ in themes},
            rules=tuple(rule for _, _, rules in themes for rule in rules),
            sources=sources,
            danger_words=danger_words,
            files=folder.content,
            location=block.location,
        )

    return folder.file("rule_set.yaml", assemble)


def _optional_number(block: Block, key: str, otherwise: int) -> int:
    return block.integer(key) if block.has(key) else otherwise


def _decisions(block: Block) -> Iterator[Decision]:
    for decision in block.blocks("decisions", "a decision"):
        yield Decision(
            id=decision.text("id"),
            caption=decision.text("caption"),
            when_favored=decision.optional_text("when_favored"),
            candidates=tuple(_candidates(decision)),
            location=decision.location,
        )


def _candidates(decision: Block) -> Iterator[Candidate]:
    for block in decision.blocks("candidates", "a candidate"):
        yield Candidate(
            id=block.text("id"),
            caption=block.text("caption"),
            short=block.text("short"),
            about=block.text("about"),
            question=block.text("question"),
            location=block.location,
        )


def _questionnaire(block: Block) -> tuple[tuple[Item, ...], tuple[Impossible, ...]]:
    items = tuple(item for section in block.blocks("sections", "a section") for item in _items(section))
    impossible = tuple(
        Impossible(entry.condition("when"), entry.text("message"))
        for entry in (
            block.blocks("impossible", "an impossible combination") if block.has("impossible") else ()
        )
    )
    return items, impossible


def _items(section: Block) -> Iterator[Item]:
    heading, purpose = section.text("heading"), section.one_of("purpose", Purpose)
    for block in section.blocks("items", "a question"):
        kind = block.one_of("type", ItemType)
        number = kind is ItemType.INTEGER
        yield Item(
            link_id=block.text("link_id"),
            label=block.text("label"),
            text=_variants(block, "text"),
            type=kind,
            why=block.text("why"),
            section=heading,
            purpose=purpose,
            answer_options=() if number or kind is ItemType.TEXT else tuple(_answer_options(block)),
            enable_when=block.optional_condition("enable_when"),
            help=block.optional_text("help"),
            extra=block.flag("extra"),
            max_choices=block.integer("max_choices") if block.has("max_choices") else None,
            minimum=block.integer("minimum") if number else 0,
            maximum=block.integer("maximum") if number else 0,
            location=block.location,
        )


def _answer_options(item: Block) -> Iterator[AnswerOption]:
    for block in item.blocks("answer_options", "an answer option"):
        yield AnswerOption(
            block.text("code"), block.text("label"), block.flag("exclusive"), block.flag("neutral")
        )


def _gates(block: Block) -> Iterator[Gate]:
    for gate in block.blocks("gates", "a gate"):
        yield Gate(
            id=gate.text("id"),
            caption=gate.text("caption"),
            when=gate.condition("when"),
            unless=gate.optional_condition("unless"),
            action=gate.one_of("action", Action),
            urgency=gate.one_of("urgency", Urgency),
            message=_variants(gate, "message"),
            help=gate.texts("help"),
            sources=gate.optional_texts("sources"),
            location=gate.location,
        )


def _help(block: Block) -> tuple[tuple[Contact, ...], DangerWords | None]:
    return tuple(_contacts(block)), _danger_words(block) if block.has("danger_words") else None


def _danger_words(block: Block) -> DangerWords:
    with block.block("danger_words", "danger_words") as told:
        return DangerWords(
            words=told.texts("words"),
            ask_again=told.text("ask_again"),
            message=_variants(told, "message"),
            location=told.location,
        )


def _contacts(block: Block) -> Iterator[Contact]:
    for contact in block.blocks("contacts", "a contact"):
        checked_on = contact.text("checked_on")
        good_until = months_after(checked_on, CONTACT_MONTHS) if is_day(checked_on) else ""
        yield Contact(
            id=contact.text("id"),
            name=contact.text("name"),
            contact=contact.text("contact"),
            country=contact.text("country"),
            kind=contact.text("kind"),
            source=contact.text("source"),
            checked_on=checked_on,
            always=contact.flag("always"),
            review_by=contact.optional_text("review_by") or good_until,
            location=contact.location,
        )


def _theme(block: Block) -> tuple[str, str, tuple[Rule, ...]]:
    theme = block.text("theme")
    return theme, block.text("caption"), tuple(_rules(block, theme))


def _rules(block: Block, theme: str) -> Iterator[Rule]:
    for rule in block.blocks("rules", "a rule"):
        yield Rule(
            id=rule.text("id"),
            theme=theme,
            caption=rule.text("caption"),
            when=rule.condition("when"),
            because=rule.text("because"),
            basis=rule.one_of("basis", Basis),
            arguments=tuple(_arguments(rule)),
            sources=rule.optional_texts("sources"),
            note=rule.optional_text("note"),
            location=rule.location,
        )


def _arguments(rule: Block) -> Iterator[Argument]:
    for block in rule.blocks("arguments", "an argument"):
        against = block.has("against")
        if against and block.has("for"):
            block.problem("two-directions", "an argument is for or against, not both")
        direction = Direction.AGAINST if against else Direction.FOR
        yield Argument(
            candidate=block.text(direction),
            direction=direction,
            strength=block.one_of("strength", Strength),
            claims=block.optional_texts("claims"),
            location=block.location,
        )


def _sources(block: Block) -> Iterator[Source]:
    review_by = block.optional_text("review_by") or ""
    for source in block.blocks("sources", "a source"):
        yield Source(
            id=source.text("id"),
            kind=source.text("kind"),
            short=source.text("short"),
            about=source.text("about"),
            year=source.integer("year"),
            link=source.text("link"),
            seen=source.text("seen"),
            review_by=source.optional_text("review_by") or review_by,
            location=source.location,
        )


def _variants(block: Block, key: str) -> Text:
    return Text(block.text(key), block.optional_text("clinician"), block.optional_text("teaching"))
