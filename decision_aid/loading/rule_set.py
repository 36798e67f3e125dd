"""A folder of YAML files, read into a `RuleSet`.

Each kind of file has one function here. What the parts say of each other (ids that must exist,
weights that must not be) is for `checking`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from decision_aid.answers import Value
from decision_aid.checking import check
from decision_aid.errors import Location, Problem, Severity, UnusableInput
from decision_aid.loading.answers_file import read_values
from decision_aid.loading.blocks import Block, closing
from decision_aid.loading.files import decode, read_bytes
from decision_aid.loading.strict_yaml import parse
from decision_aid.model import (
    Action,
    AnswerOption,
    Argument,
    Basis,
    Candidate,
    Case,
    Claim,
    Contact,
    Decision,
    Direction,
    Expected,
    Gate,
    Impossible,
    Item,
    ItemType,
    OptionPage,
    Point,
    Purpose,
    Rule,
    RuleSet,
    Source,
    Strength,
    Text,
    Urgency,
    Wording,
)

T = TypeVar("T")

SHIPPED = "depression"


def shipped_directory() -> Path:
    """The rule set that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    beside = package.parent
    if not (package / "rules").is_dir() and (beside / "pyproject.toml").is_file():
        return beside / "rules" / SHIPPED
    return package / "rules" / SHIPPED


def load_rule_set(directory: Path | None = None, *, claims: bool = False, whole: bool = False) -> RuleSet:
    """Read a rule set; the shipped one when no directory is given.

    What an evaluation needs is always read; `claims` adds the claims, `whole` everything there is,
    and the checks that need it. Raises `UnusableInput` with all that is wrong, at once.
    """
    folder = _Folder(directory or shipped_directory())
    rule_set = _read(folder, claims=claims or whole, whole=whole)
    problems = folder.problems or check(rule_set, whole=whole)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise UnusableInput(problems)
    return rule_set


class _Folder:
    """The files of a rule set: their bytes, their hash, and the problems found in them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        if not directory.is_dir():
            problem = Problem("no-rule-set", "there is no such folder", Location(str(directory), 1, 1))
            raise UnusableInput([problem])
        self.content = {
            path.relative_to(directory).as_posix(): read_bytes(path)
            for path in sorted(directory.rglob("*.yaml"))
        }

    def file(self, name: str, read: Callable[[Block], T]) -> T:
        """Read one file with `read`."""
        path = self.directory / name
        if name not in self.content:
            hint = "a rule set has rule_set.yaml, questionnaire.yaml, safety.yaml, help.yaml, sources.yaml"
            raise UnusableInput(
                [Problem("missing-file", "the file is missing", Location(str(path), 1, 1), hint)]
            )
        node, problems = parse(decode(self.content[name], path), str(path))
        self.problems.extend(problems)
        with closing(Block(node, str(path), "the file", self.problems)) as block:
            return read(block)

    def files(self, subfolder: str, read: Callable[[Block], T]) -> tuple[T, ...]:
        """Read every file of a subfolder with `read`, in the order of their names."""
        return tuple(
            self.file(name, read) for name in self.content if Path(name).parent.as_posix() == subfolder
        )


def _read(folder: _Folder, *, claims: bool, whole: bool) -> RuleSet:
    items, impossible = folder.file("questionnaire.yaml", _questionnaire)
    themes = folder.files("rules", _theme)
    gates = folder.file("safety.yaml", lambda block: tuple(_gates(block)))
    contacts = folder.file("help.yaml", lambda block: tuple(_contacts(block)))
    sources = folder.file("sources.yaml", lambda block: tuple(_sources(block)))

    def assemble(block: Block) -> RuleSet:
        return RuleSet(
            id=block.text("id"),
            version=block.text("version"),
            title=block.text("title"),
            reviewed=block.text("reviewed"),
            next_review=block.text("next_review"),
            authors=block.texts("authors"),
            interests=block.text("interests"),
            clinician_review=block.text("clinician_review"),
            documents_note=block.text("documents_note"),
            evidence_note=block.text("evidence_note"),
            disclaimer=_variants(block, "disclaimer"),
            questions_to_ask=block.texts("questions_to_ask"),
            tie_margin=block.integer("tie_margin"),
            decisions=tuple(_decisions(block)),
            items=items,
            impossible=impossible,
            gates=gates,
            contacts=contacts,
            themes={theme: caption for theme, caption, _ in themes},
            rules=tuple(rule for _, _, rules in themes for rule in rules),
            sources=sources,
            files=folder.content,
            claims=folder.file("claims.yaml", lambda block: tuple(_claims(block))) if claims else (),
            options=folder.files("options", _option_page) if whole else (),
            cases=folder.files("cases", _case) if whole else (),
        )

    return folder.file("rule_set.yaml", assemble)


def _decisions(block: Block) -> Iterator[Decision]:
    for decision in block.blocks("decisions", "a decision"):
        yield Decision(
            id=decision.text("id"),
            caption=decision.text("caption"),
            when_favoured=decision.optional_text("when_favoured"),
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
            answer_options=() if number else tuple(_answer_options(block)),
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


def _contacts(block: Block) -> Iterator[Contact]:
    for contact in block.blocks("contacts", "a contact"):
        yield Contact(
            id=contact.text("id"),
            name=contact.text("name"),
            contact=contact.text("contact"),
            country=contact.text("country"),
            kind=contact.text("kind"),
            source=contact.text("source"),
            checked_on=contact.text("checked_on"),
            always=contact.flag("always"),
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
    for source in block.blocks("sources", "a source"):
        yield Source(
            id=source.text("id"),
            kind=source.text("kind"),
            short=source.text("short"),
            about=source.text("about"),
            year=source.integer("year"),
            link=source.text("link"),
            seen=source.text("seen"),
            location=source.location,
        )


def _claims(block: Block) -> Iterator[Claim]:
    for claim in block.blocks("claims", "a claim"):
        yield Claim(
            id=claim.text("id"),
            document=claim.text("document"),
            heading=claim.text("heading"),
            item=claim.text("item"),
            says=claim.text("says"),
            wording=claim.one_of("wording", Wording),
            benefit=claim.flag("benefit"),
            verdict=claim.text("verdict"),
            research=claim.text("research"),
            sources=claim.optional_texts("sources"),
            unused_because=claim.optional_text("unused_because"),
            location=claim.location,
        )


def _option_page(block: Block) -> OptionPage:
    with closing(block.block("typical_month", "a typical month")) as month:
        typical_month = {key: month.text(key) for key in ("body", "mind", "time_and_money")}
    return OptionPage(
        id=block.text("id"),
        caption=block.text("caption"),
        what_it_is=block.text("what_it_is"),
        typical_month=typical_month,
        good_points=tuple(_points(block, "good_points")),
        burdens=tuple(_points(block, "burdens")),
        not_known=block.text("not_known"),
        location=block.location,
    )


def _points(block: Block, key: str) -> Iterator[Point]:
    for point in block.blocks(key, "a point"):
        yield Point(point.text("text"), point.optional_texts("sources"))


def _case(block: Block) -> Case:
    with closing(block.block("expect", "what must come out")) as expect:
        status = expect.text("status")
        gates = expect.optional_texts("gates")
        decided = [key for key in expect.all_keys() if key not in ("status", "gates")]
        decisions = {key: _expected(expect, key) for key in decided}
    return Case(
        id=block.text("id"),
        title=block.text("title"),
        story=block.text("story"),
        answers=_case_answers(block),
        status=status,
        gates=gates,
        decisions=decisions,
        location=block.location,
    )


def _expected(expect: Block, decision: str) -> Expected:
    with closing(expect.block(decision, "an expected outcome")) as block:
        return Expected(block.text("outcome"), block.optional_texts("favoured"))


def _case_answers(block: Block) -> Mapping[str, Value]:
    return read_values(block.block("answers", "the answers"))


def _variants(block: Block, key: str) -> Text:
    return Text(block.text(key), block.optional_text("clinician"), block.optional_text("teaching"))
