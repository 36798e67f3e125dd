"""The rules of a rule set, read from their files.

Belongs here: which file holds what, and what the types of the records cannot say.
Does not: what the types say (`records`), and whether the parts fit each other (`checking`).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.loading.blocks import Block
from decision_aid.loading.folder import SIGNATURES, Folder
from decision_aid.loading.records import read, read_all, read_all_with_dates
from decision_aid.loading.signatures import NOBODY, signatures
from decision_aid.model.review_dates import CONTACT_MONTHS, is_day, months_after
from decision_aid.model.rules import (
    AnswerOption,
    Argument,
    Contact,
    Country,
    Direction,
    Disagreement,
    Finder,
    Gate,
    Impossible,
    Item,
    ItemType,
    Purpose,
    Rule,
    Rules,
    Source,
)


def rules(folder: Folder) -> Rules:
    """All that an evaluation needs. What is wrong is noted in the folder."""
    items, impossible = folder.file("questionnaire.yaml", _questionnaire)
    themes = folder.files("rules", _theme)
    gates, disagreements = folder.file("safety.yaml", _safety)
    contacts, countries, finders = folder.file("help.yaml", _help)
    sources = folder.file("sources.yaml", lambda block: read_all_with_dates(Source, block, "sources"))
    return folder.file(
        "rule_set.yaml",
        lambda block: read(
            Rules,
            block,
            items=items,
            impossible=impossible,
            gates=gates,
            disagreements=disagreements,
            contacts=contacts,
            countries=countries,
            finders=finders,
            themes={theme: caption for theme, caption, _ in themes},
            rules=tuple(rule for _, _, rules in themes for rule in rules),
            sources=sources,
            files=folder.content,
            signatures=folder.file(SIGNATURES, signatures, optional=NOBODY),
        ),
    )


def _questionnaire(block: Block) -> tuple[tuple[Item, ...], tuple[Impossible, ...]]:
    items = tuple(item for section in block.blocks("sections", "a section") for item in _items(section))
    return items, read_all(Impossible, block, "impossible") if block.has("impossible") else ()


def _items(section: Block) -> Iterator[Item]:
    heading, purpose = section.text("heading"), section.one_of("purpose", Purpose)
    for block in section.blocks("items", "a question"):
        item = read(Item, block, section=heading, purpose=purpose)
        if item.type is ItemType.INTEGER:
            yield item._replace(minimum=block.integer("minimum"), maximum=block.integer("maximum"))
        elif item.type is ItemType.TEXT:
            yield item
        else:
            yield item._replace(answer_options=read_all(AnswerOption, block, "answer_options"))


def _safety(block: Block) -> tuple[tuple[Gate, ...], tuple[Disagreement, ...]]:
    gates = read_all(Gate, block, "gates")
    return gates, read_all(Disagreement, block, "disagreements") if block.has("disagreements") else ()


def _help(block: Block) -> tuple[tuple[Contact, ...], tuple[Country, ...], tuple[Finder, ...]]:
    contacts = map(_with_date, read_all(Contact, block, "contacts"))
    countries = read_all(Country, block, "countries") if block.has("countries") else ()
    finders = read_all(Finder, block, "finders") if block.has("finders") else ()
    return tuple(contacts), countries, finders


def _with_date(contact: Contact) -> Contact:
    """A contact without a date of its own is good for some months after it was checked."""
    if contact.review_by or not is_day(contact.checked_on):
        return contact
    return contact._replace(review_by=months_after(contact.checked_on, CONTACT_MONTHS))


def _theme(block: Block) -> tuple[str, str, tuple[Rule, ...]]:
    theme, looked_for = block.text("theme"), block.optional_text("looked_for") or ""
    rules = (_rule(rule, theme) for rule in block.blocks("rules", "a rule"))
    dated = tuple(rule if rule.looked_for else rule._replace(looked_for=looked_for) for rule in rules)
    return theme, block.text("caption"), dated


def _rule(block: Block, theme: str) -> Rule:
    """A rule that argues has its reasons on its arguments; a note has one of its own."""
    rule = read(Rule, block, theme=theme, arguments=tuple(_arguments(block)))
    if rule.arguments and block.has("because"):
        message = "a rule that argues has no 'because': each of its arguments has one"
        hint = "move it below each 'for' or 'against': the reason for that candidate, and no other"
        block.problem("because-of-all", message, block.node("because"), hint)
    elif not rule.arguments:
        block.text("because")
    return rule


def _arguments(rule: Block) -> Iterator[Argument]:
    """The key that names the candidate says the direction."""
    for block in rule.blocks("arguments", "an argument"):
        against = block.has("against")
        if against and block.has("for"):
            block.problem("two-directions", "an argument is for or against, not both")
        direction = Direction.AGAINST if against else Direction.FOR
        argument = read(Argument, block, candidate=block.text(direction), direction=direction)
        if argument.lens:
            _at_the_word_of_claims(block, argument)
        else:
            for key in ("strength", "because"):
                block.node(key)  # a problem where it is missing
        yield argument


def _at_the_word_of_claims(block: Block, argument: Argument) -> None:
    """Report what an argument of the documents alone has of its own, and that it names no claim."""
    for key in filter(block.has, ("strength", "because", "sources")):
        message = f"an argument with 'lens: {argument.lens}' has no '{key}'"
        hint = "take it out: its strongest claim speaks, in its own words and as firmly as it is put"
        block.problem("own-words-in-documents", message, block.node(key), hint)
    if not argument.claims:
        message = f"an argument with 'lens: {argument.lens}' needs the claims that speak there"
        block.problem("missing-key", message, hint="write claims: with an id of claims.yaml")
