"""JSON Schemas for the files of a rule set, so that an editor can complete names and mark mistakes.

Like the reader, they follow the types of the records (`records`). They also know the questions, codes,
candidates, claims, sources and contacts of the rule set that they are made for.
What they let through may still be wrong: `checking` has the last word.
Belongs here: one function per kind of file, dicts out. Does not: writing them (`commands.rules.export`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeAlias

from decision_aid.engine.questionnaire import MOST_LETTERS
from decision_aid.engine.suggest import Outcome, Status
from decision_aid.loading.records import Key, keys_of
from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import Condition
from decision_aid.model.library import (
    About,
    Case,
    Claim,
    Lesson,
    LessonCase,
    OptionPage,
    OutcomeNumber,
    Overview,
)
from decision_aid.model.population import Line, Population, Trait
from decision_aid.model.properties import Accepted, Property
from decision_aid.model.reviews import Signature
from decision_aid.model.rules import (
    ANYWHERE,
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
    Text,
)
from decision_aid.model.words_of_danger import WordsOfDanger
from decision_aid.proving.answer_classes import ANY_WORDS

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best. It is a name, and nothing is fetched."""

TEXT: Schema = {"type": "string", "pattern": r"\S"}
FLAG: Schema = {"type": "boolean"}
INTEGER: Schema = {"type": "integer"}
WHEN: Schema = {"$ref": "#/definitions/condition"}
ENABLE_WHEN: Schema = {"$ref": "#/definitions/enable_when"}

CONTACT_KINDS = ("emergency", "crisis", "support", "referral")
SOURCE_KINDS = ("document", "guideline", "trial", "review", "safety")
SEEN = ("full", "abstract", "summary", "page")
VERDICTS = (
    *("supported", "mixed", "not_supported", "contradicted", "unlike_compared", "theory", "impression"),
    *("description", "preference", "not_checked"),
)
"""Words that the format guide lists. Files may use others; those of the rule set are known as well."""


def schema(kind: str, rules: Rules) -> Schema:
    """The schema of one kind of file (a key of `KINDS`)."""
    title = f"{kind}: rule set {rules.id} {rules.version}"
    return {"$schema": DRAFT, "title": title, **KINDS[kind](rules)}


def kind_of(file: str) -> str | None:
    """The kind of a file, by its path in the folder of a rule set; None where there is no schema for it."""
    folder, _, name = file.rpartition("/")
    stem = name.removesuffix(".yaml")
    if stem == name:
        return None
    kind = {"": stem, "rules": "theme", "options": "option", "lessons": "lesson", "cases": "case"}.get(folder)
    return kind if kind in KINDS else None


# --- shapes -------------------------------------------------------------------------------------


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(entry: Schema, **more: object) -> Schema:
    return {"type": "array", "items": entry, **more}


def _one_of(words: Iterable[str], used: Iterable[str] = ()) -> Schema:
    """One of these words, or of those that are in use already."""
    return {"enum": list(dict.fromkeys((*map(str, words), *used)))}


def _some_of(words: Iterable[str], **more: object) -> Schema:
    """One of these words, or a list of them."""
    return _one_or_more(_one_of(words), **more)


def _one_or_more(entry: Schema, **more: object) -> Schema:
    return {"anyOf": [entry, _list(entry, **more)]}


def _constant(word: str) -> Schema:
    return {"const": word}


VARIANTS: Mapping[str, Schema] = {"clinician": TEXT, "teaching": TEXT}


# --- conditions and answers ---------------------------------------------------------------------


def _with_conditions(rules: Rules, content: Schema) -> Schema:
    """A file in which `WHEN` or `ENABLE_WHEN` stands."""
    tests = {"anyOf": [test for item in rules.items for test in _tests(item)]}
    answered = _object({"question": _one_of(rules.item), "answered": FLAG})
    definitions = {
        "test": tests,
        "condition": _condition("condition"),
        "enable_when": _condition("enable_when", answered),
    }
    return {**content, "definitions": definitions}


def _condition(name: str, *more: Schema) -> Schema:
    """A condition: a test, or a group of conditions of this name."""
    reference = {"$ref": f"#/definitions/{name}"}
    parts = _list(reference, minItems=1)
    groups = (_object({"all": parts}), _object({"any": parts}), _object({"not": reference}))
    return {"anyOf": [{"$ref": "#/definitions/test"}, *groups, *more]}


def _tests(item: Item) -> Iterable[Schema]:
    """The tests that a question can be put to, with its own codes or numbers."""
    if item.type is ItemType.TEXT:
        return ()
    question = {**_constant(item.link_id), "title": item.label}
    if item.type is ItemType.INTEGER:
        return (_object({"question": question, bound: _number(item)}) for bound in ("at_least", "at_most"))
    return (_object({"question": question, "is": _some_of(item.codes, minItems=1)}),)


def _number(item: Item) -> Schema:
    return {**INTEGER, "minimum": item.minimum, "maximum": item.maximum}


def _answers(rules: Rules) -> Schema:
    """A sheet of answers."""
    return _object({}, {item.link_id: {"title": item.label, **_answer(item)} for item in rules.items})


def _answer(item: Item) -> Schema:
    match item.type:
        case ItemType.CHOICE:
            return _one_of((*item.codes, SKIPPED))
        case ItemType.INTEGER:
            return {"anyOf": [_number(item), _constant(SKIPPED)]}
        case ItemType.MULTIPLE:
            at_most = {} if item.max_choices is None else {"maxItems": item.max_choices}
            chosen = _list(_one_of(item.codes), minItems=1, uniqueItems=True, **at_most)
            return {"anyOf": [chosen, _constant(SKIPPED)]}
        case ItemType.TEXT:
            return {**TEXT, "maxLength": MOST_LETTERS}


# --- records ------------------------------------------------------------------------------------


_IDS: Mapping[str, Callable[[Rules], Iterable[str]]] = {
    "candidate": lambda rules: rules.candidate,
    "case": lambda rules: (case.id for case in rules.library.cases),
    "claim": lambda rules: rules.library.claim,
    "contact": lambda rules: rules.contact,
    "gate": lambda rules: (gate.id for gate in rules.gates),
    "option": lambda rules: rules.library.option,
    "question": lambda rules: rules.item,
    "source": lambda rules: rules.source,
}
"""What text can be that the model calls an id of something (see `model.records`)."""


def _record(kind: type[tuple[Any, ...]], rules: Rules, /, **by_hand: Schema) -> Schema:
    """The keys of a record, each by its type.

    `by_hand` says more of a key than its type can, or names a required key that is no field.
    """
    required: Schema = {}
    optional: Schema = {}
    for key in keys_of(kind):
        among = required if key.required else optional
        among[key.name] = by_hand.pop(key.name) if key.name in by_hand else _value(key, rules)
        if key.takes is Text:
            optional |= VARIANTS
    return _object({**required, **by_hand}, optional)


def _records(kind: type[tuple[Any, ...]], rules: Rules, /, **by_hand: Schema) -> Schema:
    return _list(_record(kind, rules, **by_hand))


def _without(record: Schema, *keys: str) -> Schema:
    """The same record, in which these optional keys may not stand."""
    kept = {key: value for key, value in record["properties"].items() if key not in keys}
    return {**record, "properties": kept}


def _needing(record: Schema, *keys: str) -> Schema:
    """The same record, in which these optional keys must stand."""
    return {**record, "required": [*record["required"], *keys]}


def _value(key: Key, rules: Rules) -> Schema:
    """What the type of a key says of its value."""
    if key.takes is str:
        entry = TEXT if key.note is None else _one_of(_IDS[key.note](rules))
        return _one_or_more(entry) if key.many else entry
    if key.takes is int:
        limits = {} if key.note is None else {"minimum": key.note[0], "maximum": key.note[-1]}
        return {**INTEGER, **limits}
    if key.takes in _PLAIN:
        return _PLAIN[key.takes]
    if issubclass(key.takes, StrEnum):
        return _one_of(key.takes)
    return (_records if key.many else _record)(key.takes, rules)


_PLAIN: Mapping[Any, Schema] = {bool: FLAG, Text: TEXT, Condition: WHEN}


# --- one function per kind of file, with what the types cannot say --------------------------------


def _rule_set(rules: Rules) -> Schema:
    return _record(Rules, rules)


def _questionnaire(rules: Rules) -> Schema:
    def item(**more: Schema) -> Schema:
        return _record(Item, rules, enable_when=ENABLE_WHEN, **more)

    in_words = item(
        type=_one_of((ItemType.CHOICE, ItemType.MULTIPLE)), answer_options=_records(AnswerOption, rules)
    )
    number = item(type=_constant(ItemType.INTEGER), minimum=INTEGER, maximum=INTEGER)
    kinds = {"anyOf": [in_words, number, item(type=_constant(ItemType.TEXT))]}
    section = _object({"heading": TEXT, "purpose": _one_of(Purpose), "items": _list(kinds)})
    content = _object({"sections": _list(section)}, {"impossible": _records(Impossible, rules)})
    return _with_conditions(rules, content)


def _safety(rules: Rules) -> Schema:
    content = _object({"gates": _records(Gate, rules)}, {"disagreements": _records(Disagreement, rules)})
    return _with_conditions(rules, content)


def _help(rules: Rules) -> Schema:
    somewhere = _one_of((*(country.code for country in rules.countries), ANYWHERE))
    contacts = _records(
        Contact,
        rules,
        country=somewhere,
        kind=_one_of(CONTACT_KINDS, (contact.kind for contact in rules.contacts)),
    )
    finders = _records(Finder, rules, country=somewhere)
    return _object({"contacts": contacts}, {"countries": _records(Country, rules), "finders": finders})


def _words_of_danger(rules: Rules) -> Schema:
    words = _record(WordsOfDanger, rules)
    named = {"type": "object", "additionalProperties": TEXT}
    words["properties"] |= {"sets": named, "alike": named, "shorthand": named, "fillers": TEXT}
    words["properties"] |= {"slips": TEXT, "sounds": TEXT}
    return words


def _theme(rules: Rules) -> Schema:
    arguments = _list({"anyOf": list(_arguments(rules))}, minItems=1)
    argues = _without(_record(Rule, rules, arguments=arguments), "because")
    notes = _needing(_record(Rule, rules, arguments=_list(TEXT, maxItems=0)), "because")
    content = {"theme": TEXT, "caption": TEXT, "rules": _list({"anyOf": [argues, notes]})}
    return _with_conditions(rules, _object(content, {"looked_for": TEXT}))


def _arguments(rules: Rules) -> Iterator[Schema]:
    """An argument in either direction: with a reason of its own, or at the word of its claims."""
    for direction in map(str, Direction):
        argument = _record(Argument, rules, **{direction: _one_of(rules.candidate)})
        yield _needing(_without(argument, "lens"), "strength", "because")
        yield _needing(_without(argument, "strength", "because", "sources"), "lens", "claims")


def _sources(rules: Rules) -> Schema:
    sources = _records(
        Source,
        rules,
        kind=_one_of(SOURCE_KINDS, (source.kind for source in rules.sources)),
        seen=_one_of(SEEN, (source.seen for source in rules.sources)),
    )
    return _object({"sources": sources}, {"review_by": TEXT})


def _claims(rules: Rules) -> Schema:
    verdict = _one_of(VERDICTS, (claim.verdict for claim in rules.library.claims))
    return _object({"claims": _records(Claim, rules, verdict=verdict)}, {"review_by": TEXT})


def _lesson(rules: Rules) -> Schema:
    cases = _records(LessonCase, rules, discuss=_list(TEXT))
    lesson = _record(Lesson, rules, questions=_list(TEXT), cases=cases)
    return {**lesson, "oneOf": [{"required": ["document", "steps"]}, {"required": ["cases"]}]}


def _about(rules: Rules) -> Schema:
    return _record(About, rules)


def _overview(rules: Rules) -> Schema:
    return _record(
        Overview, rules, options=_list(_one_of(rules.library.option), minItems=1, uniqueItems=True)
    )


def _option(rules: Rules) -> Schema:
    number = _record(OutcomeNumber, rules, sources=_some_of(rules.source, minItems=1))
    page = _record(
        OptionPage,
        rules,
        id=_one_of(rules.candidate, rules.library.option),
        chances=_list(number, minItems=1),
    )
    return {**page, "oneOf": [{"required": [key]} for key in ("chances", "chances_unknown")]}


def _case(rules: Rules) -> Schema:
    decisions = {
        decision.id: _object(
            {"outcome": _one_of(Outcome)},
            {tier: _some_of(c.id for c in decision.candidates) for tier in ("favored", "close_behind")},
        )
        for decision in rules.decisions
    }
    gates = _some_of(gate.id for gate in rules.gates)
    expect = _object({"status": _one_of(Status)}, {"gates": gates, **decisions})
    return _record(Case, rules, answers=_answers(rules), expect=expect)


def _properties(rules: Rules) -> Schema:
    codes = [code for item in rules.items for code in item.codes]
    never = _object({"when": WHEN}, {"outcome": _some_of(Status), "candidate": _some_of(rules.candidate)})
    rising = _object(
        {"question": _one_of(rules.item)},
        {
            "order": _list(_one_of(codes), minItems=2, uniqueItems=True),
            "support_for": _one_of(rules.candidate),
            "case_for": _constant("referral"),
            "when": WHEN,
        },
    )
    promises = [_record(Property, rules, never=never), _record(Property, rules, rising=rising)]
    content = {"properties": _list({"anyOf": promises}), "accepted": _records(Accepted, rules)}
    return _with_conditions(rules, _object({}, content))


def _population(rules: Rules) -> Schema:
    population = rules.library.population
    with_traits = population.traits_and_questions(rules) if population else rules
    lines = [_line_of_shares(rules, item) for item in rules.items if not item.derived]
    content = _record(
        Population,
        rules,
        traits=_records(Trait, rules, shares=_shares_of(None)),
        answers=_list({"anyOf": lines}),
    )
    return _with_conditions(with_traits, content)


def _line_of_shares(rules: Rules, item: Item) -> Schema:
    """One line of a population, with the answers that its question takes."""
    shares = {("ticked" if item.type is ItemType.MULTIPLE else "shares"): _shares_of(item)}
    return _record(Line, rules, question={**_constant(item.link_id), "title": item.label}, **shares)


def _shares_of(item: Item | None) -> Schema:
    """Shares by answer; of a number, by range; of a trait, by any word."""
    percent: Schema = {"type": "number", "minimum": 0, "maximum": 100}
    if item is None:
        return {"type": "object", "additionalProperties": percent}
    if item.type is ItemType.INTEGER:
        ranges = {r"^\d+( to \d+)?$": percent, f"^{SKIPPED}$": percent}
        return {"type": "object", "patternProperties": ranges, "additionalProperties": False}
    codes = (ANY_WORDS,) if item.type is ItemType.TEXT else item.codes
    return _object({}, dict.fromkeys((*codes, SKIPPED), percent))


def _signatures(rules: Rules) -> Schema:
    return _object({"signatures": _records(Signature, rules)})


def _answers_file(rules: Rules) -> Schema:
    return _object({"rule_set": _constant(rules.id), "answers": _answers(rules)})


KINDS: Mapping[str, Callable[[Rules], Schema]] = {
    "rule_set": _rule_set,
    "questionnaire": _questionnaire,
    "safety": _safety,
    "help": _help,
    "words_of_danger": _words_of_danger,
    "theme": _theme,
    "sources": _sources,
    "claims": _claims,
    "about": _about,
    "overview": _overview,
    "option": _option,
    "lesson": _lesson,
    "case": _case,
    "properties": _properties,
    "population": _population,
    "signatures": _signatures,
    "answers": _answers_file,
}
"""The kinds of files. A new file beside `rule_set.yaml` has the kind of its name."""
