"""Where to get help: the contacts that a page shows, and the pages that show only contacts.

Belongs here: choosing and ordering contacts, and the numbers of a country in safety texts. Does not: what a
gate says (`safety`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import PERSON
from decision_aid.model.crisis import CONTACTS, EMERGENCY, LIFELINE, WAYS, says_how
from decision_aid.model.report import HelpLine, HelpLines, Paragraph, Report, Section
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import ANYWHERE, US, Contact, Country, Rules, Urgency
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.review import day_stamp, review_in_short

if TYPE_CHECKING:
    from decision_aid.model.words_of_danger import Kind

HELP_FIRST = "Help comes first"
"""The title of pages on which a stop holds."""

HELP_NOW = "Help, right now"
"""The title of pages that show only where to get help."""

READ_FIRST = "Please read this first"
"""The heading of what comes before everything else on a page."""

HELP_AT_ANY_TIME = "Help at any time"
"""The heading of the contacts near the end of a page."""


def with_numbers(rule_set: Rules, text: str) -> str:
    """A safety text with the numbers of the country in place of `{crisis_line}` and `{emergency}`."""
    here = _country(rule_set)
    if here is None:
        return text
    return text.replace("{crisis_line}", here.crisis_line).replace("{emergency}", here.emergency)


def crisis_line(rule_set: Rules) -> str:
    """What to do in a crisis, in the middle of a sentence: call this number."""
    here = _country(rule_set)
    return here.crisis_line if here else f"call or text {LIFELINE}"


def emergency_number(rule_set: Rules) -> str:
    """What to call when somebody is in danger."""
    here = _country(rule_set)
    return here.emergency if here else EMERGENCY


def whom_to_call(rule_set: Rules) -> str:
    """Whom to call, in one short line."""
    return f"{capitalized(crisis_line(rule_set))}; in danger, {emergency_number(rule_set)}."


def _country(rule_set: Rules) -> Country | None:
    return next((country for country in rule_set.countries if country.code == rule_set.country), None)


def by_urgency(gates: Iterable[JudgedGate]) -> list[JudgedGate]:
    """The gates, most urgent first; equals in the order of the rule set."""
    return sorted(gates, key=lambda judged: list(Urgency).index(judged.gate.urgency))


def contacts_for(suggestion: Suggestion) -> tuple[Contact, ...]:
    """The contacts of gates, most urgent gate first, of what was heard, and of every page."""
    rule_set = suggestion.evaluation.rule_set
    of_gates = contacts_named(rule_set, (id for one in by_urgency(suggestion.gates) for id in one.gate.help))
    above = _always_in(rule_set, rule_set.country_beside)
    return tuple(dict.fromkeys((*above, *of_gates, *contacts_for_words(suggestion))))


def contacts_for_words(suggestion: Suggestion) -> tuple[Contact, ...]:
    """The contacts of the kinds of danger that were heard, most urgent first, and of every page."""
    return contacts_for_kinds(suggestion.evaluation.rule_set, suggestion.kinds_heard)


def contacts_for_kinds(rule_set: Rules, kinds: Iterable[Kind]) -> tuple[Contact, ...]:
    """The contacts of these kinds of danger, and of every page."""
    of_kinds = contacts_named(rule_set, (id for kind in kinds for id in kind.contacts))
    return tuple(dict.fromkeys((*of_kinds, *contacts_on_every_page(rule_set))))


def contacts_named(rule_set: Rules, ids: Iterable[str]) -> tuple[Contact, ...]:
    """The contacts with these ids; in place of one of another country, those of its kind that are near."""
    named = (rule_set.contact[id] for id in ids if id in rule_set.contact)
    return tuple(dict.fromkeys(near for contact in named for near in _in_its_place(rule_set, contact)))


def contacts_on_every_page(rule_set: Rules) -> tuple[Contact, ...]:
    """The contacts that are on every page: of the country beside, of the country, and those for anywhere."""
    here = (rule_set.country_beside, rule_set.country, ANYWHERE)
    return tuple(contact for country in here for contact in _always_in(rule_set, country))


def _always_in(rule_set: Rules, country: str) -> Sequence[Contact]:
    """Those of a country that are on every page, a crisis line first: some pages have room for one alone."""
    always = (contact for contact in rule_set.contacts if contact.always and contact.country == country)
    return sorted(always, key=lambda contact: contact.kind != "crisis")


def _in_its_place(rule_set: Rules, named: Contact) -> Iterator[Contact]:
    """The contact that a gate names; of another country than hers, those of the same kind."""
    if named.country in (rule_set.country, ANYWHERE):
        yield named
    else:
        for contact in rule_set.contacts:
            if contact.country == rule_set.country and contact.kind == named.kind:
                yield contact


def note_on_words(suggestion: Suggestion) -> str | None:
    """What a page says first if words on or beside a sheet may tell of danger, or of despair; else None."""
    evaluation = suggestion.evaluation
    if not (evaluation.words_heard or evaluation.kinds_heard):
        return _note_on_words_beside(suggestion) if suggestion.kinds_beside else None
    words = evaluation.rule_set.words_of_danger
    note = words.note if evaluation.words_heard else words.caution
    return with_numbers(evaluation.rule_set, note.message.to(evaluation.answers.setting)) if note else None


def _note_on_words_beside(suggestion: Suggestion) -> str:
    rules = suggestion.evaluation.rule_set
    first = "Words written beside these answers may be about death, despair, or danger."
    if suggestion.evaluation.answers.setting == PERSON:
        call = f"{crisis_line(rules)}, day or night. If it can't wait, {emergency_number(rules)}."
        return f"{first} If they're about you: {call}"
    return f"{first} If they're about this client, ask directly, and assess the risk before anything else."


def help_section(contacts: Iterable[Contact], heading: str = HELP_AT_ANY_TIME) -> Section:
    """Contacts under a heading."""
    return Section(heading, help_lines(contacts))


def help_lines(contacts: Iterable[Contact]) -> tuple[HelpLine, ...]:
    """Contacts as lines of a page."""
    return tuple(HelpLine(contact.name, contact.words) for contact in contacts)


def help_in_a_row(contacts: Iterable[Contact]) -> Section:
    """The contacts where room is short."""
    return Section(HELP_AT_ANY_TIME, (HelpLines(help_lines(contacts)),), close=True)


def what_to_expect(contacts: Iterable[Contact]) -> Iterator[Paragraph]:
    """What happens when somebody calls, where a source says so."""
    return (Paragraph(contact.expect.text) for contact in contacts if contact.expect)


def crisis_card(rule_set: Rules) -> Report:
    """The contacts that are on every page, on a page short enough to show in the middle of anything."""
    return Report(HELP_NOW, (help_section(contacts_on_every_page(rule_set), "You can reach someone now"),))


def contacts_of_the_program() -> Report:
    """The contacts that stand in the program itself, where those of a rule set cannot be read."""
    return Report(HELP_NOW, (_of_the_program(),))


def _is_said(rule_set: Rules, kind: str) -> bool:
    """Whether the contacts of this kind for the US that stand on every page are those the program knows."""
    told = [contact for contact in _always_in(rule_set, US) if contact.kind == kind]
    return bool(told) and all(says_how(kind, contact.contact) for contact in told)


def _of_the_program() -> Section:
    return Section("You can reach someone now", tuple(HelpLine(*contact) for contact in CONTACTS))


def help_for_words(rule_set: Rules, kinds: Sequence[Kind], setting: str) -> Report:
    """What is shown at once when words were heard that may tell of danger, or of despair."""
    words = rule_set.words_of_danger
    note = words.caution if all(kind.only_caution for kind in kinds) else words.note
    said = (Paragraph(with_numbers(rule_set, note.message.to(setting)), strong=True),) if note else ()
    contacts = help_lines(contacts_for_kinds(rule_set, kinds))
    return Report(HELP_NOW, (Section(READ_FIRST, (*said, *contacts)),))


def country_names(rule_set: Rules) -> Mapping[str, str]:
    """The names of the countries that contacts are for, by code."""
    return {**{country.code: country.name for country in rule_set.countries}, ANYWHERE: "Other countries"}


def all_contacts(rule_set: Rules) -> Report:
    """Every contact, by country. If all of them are overdue for a check, that is said once, at the end.

    Where the files were changed, so that they lack what the program knows, that comes first.
    """
    contacts = rule_set.contacts
    first = () if all(_is_said(rule_set, kind) for kind in WAYS) else (_of_the_program(),)
    if not contacts:
        return contacts_of_the_program()
    checked = f"We checked these contacts on {min(contact.checked_on for contact in contacts)} or later."
    if all(contact.freshness is not Freshness.FRESH for contact in contacts):
        checked += " That was a while ago, so some may have changed."
        contacts = tuple(contact._replace(freshness=Freshness.FRESH) for contact in contacts)  # said once
    there_are = dict.fromkeys(contact.country for contact in contacts)
    nearest = [code for code in (rule_set.country_beside, rule_set.country) if code in there_are]
    names = country_names(rule_set)
    sections = (
        help_section((c for c in contacts if c.country == code), names.get(code, code))
        for code in dict.fromkeys((*nearest, *there_are))
    )
    texts = (f"{checked} This list works offline.", review_in_short(rule_set), *day_stamp(rule_set))
    about = Section("About this list", tuple(map(Paragraph, texts)))
    return Report(HELP_NOW, (*first, *sections, about))
