"""JSON Schemas for the files of a rule set, so that an editor can complete names and mark mistakes.

They are made from a rule set, and know its questions, codes, candidates, claims, sources and contacts.
What they let through may still be wrong: `checking` has the last word.
Belongs here: one function per kind of file, dicts out. Does not: writing them (`cli`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from decision_aid.engine.questionnaire import MOST_LETTERS
from decision_aid.engine.suggest import Outcome, Status
from decision_aid.model.answers import SKIPPED
from decision_aid.model.library import About, Wording
from decision_aid.model.rules import (
    Action,
    Basis,
    Direction,
    Item,
    ItemType,
    Purpose,
    Rules,
    Strength,
    Urgency,
)

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best. It is a name, and nothing is fetched."""

TEXT: Schema = {"type": "string", "pattern": r"\S"}
FLAG: Schema = {"type": "boolean"}
INTEGER: Schema = {"type": "integer"}
WHEN: Schema = {"$ref": "#/definitions/condition"}
ENABLE_WHEN: Schema = {"$ref": "#/definitions/enable_when"}

COUNTRIES = ("US", "UK", "CA", "AU", "any")
CONTACT_KINDS = ("emergency", "crisis", "support", "referral")
SOURCE_KINDS = ("document", "guideline", "trial", "review", "safety")
SEEN = ("full", "abstract", "summary", "page")
VERDICTS = (
    *("supported", "mixed", "not_supported", "contradicted", "unlike_compared", "theory", "impression"),
    *("description", "preference", "not_checked"),
)
"""Words that the format guide lists. Files may use others; those of the rule set are known as well."""


def schema(kind: str, rule_set: Rules) -> Schema:
    """The schema of one kind of file (a key of `KINDS`)."""
    title = f"{kind}: rule set {rule_set.id} {rule_set.version}"
    return {"$schema": DRAFT, "title": title, **KINDS[kind](rule_set)}


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


def _with_conditions(rule_set: Rules, content: Schema) -> Schema:
    """A file in which `WHEN` or `ENABLE_WHEN` stands."""
    tests = {"anyOf": [test for item in rule_set.items for test in _tests(item)]}
    answered = _object({"question": _one_of(rule_set.item), "answered": FLAG})
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


def _answers(rule_set: Rules) -> Schema:
    """A sheet of answers."""
    return _object({}, {item.link_id: {"title": item.label, **_answer(item)} for item in rule_set.items})


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


# --- one function per kind of file --------------------------------------------------------------


def _rule_set(rule_set: Rules) -> Schema:
    texts = ("id", "version", "title", "reviewed", "next_review", "interests", "clinician_review")
    notes = ("documents_note", "unanswered_note", "evidence_note", "disclaimer")
    candidate = _object(dict.fromkeys(("id", "caption", "short", "about", "question"), TEXT))
    decision = _object(
        {"id": TEXT, "caption": TEXT, "candidates": _list(candidate)},
        {"when_favored": _one_of(rule_set.candidate)},
    )
    required = {
        **dict.fromkeys((*texts, *notes), TEXT),
        **dict.fromkeys(("authors", "questions_to_ask"), _one_or_more(TEXT)),
        "tie_margin": INTEGER,
        "decisions": _list(decision),
    }
    return _object(required, {"lapses_after_months": INTEGER, **VARIANTS})


def _questionnaire(rule_set: Rules) -> Schema:
    option = _object({"code": TEXT, "label": TEXT}, {"exclusive": FLAG, "neutral": FLAG})
    required = {"link_id": TEXT, "label": TEXT, "text": TEXT, "why": TEXT}
    optional = {"help": TEXT, "enable_when": ENABLE_WHEN, "extra": FLAG, "max_choices": INTEGER, **VARIANTS}
    in_words = _object(
        {**required, "type": _one_of((ItemType.CHOICE, ItemType.MULTIPLE)), "answer_options": _list(option)},
        optional,
    )
    number = _object(
        {**required, "type": _constant(ItemType.INTEGER), "minimum": INTEGER, "maximum": INTEGER}, optional
    )
    own_words = _object({**required, "type": _constant(ItemType.TEXT)}, optional)
    kinds = {"anyOf": [in_words, number, own_words]}
    section = _object({"heading": TEXT, "purpose": _one_of(Purpose), "items": _list(kinds)})
    impossible = _object({"when": WHEN, "message": TEXT})
    content = _object({"sections": _list(section)}, {"impossible": _list(impossible)})
    return _with_conditions(rule_set, content)


def _safety(rule_set: Rules) -> Schema:
    required = {
        "id": TEXT,
        "caption": TEXT,
        "when": WHEN,
        "action": _one_of(Action),
        "urgency": _one_of(Urgency),
        "message": TEXT,
        "help": _some_of(rule_set.contact),
    }
    gate = _object(required, {"unless": WHEN, "sources": _some_of(rule_set.source), **VARIANTS})
    return _with_conditions(rule_set, _object({"gates": _list(gate)}))


def _help(rule_set: Rules) -> Schema:
    required = {
        **dict.fromkeys(("id", "name", "contact", "source", "checked_on"), TEXT),
        "country": _one_of(COUNTRIES, (contact.country for contact in rule_set.contacts)),
        "kind": _one_of(CONTACT_KINDS, (contact.kind for contact in rule_set.contacts)),
    }
    contacts = _list(_object(required, {"always": FLAG, "review_by": TEXT}))
    danger_words = _object(
        {"words": _one_or_more(TEXT), "ask_again": _one_of(rule_set.item), "message": TEXT}, VARIANTS
    )
    return _object({"contacts": contacts}, {"danger_words": danger_words})


def _theme(rule_set: Rules) -> Schema:
    claims = {"claims": _some_of(rule_set.library.claim)}
    arguments = [
        _object({direction: _one_of(rule_set.candidate), "strength": _one_of(Strength)}, claims)
        for direction in map(str, Direction)
    ]
    required = {
        **dict.fromkeys(("id", "caption", "because"), TEXT),
        "when": WHEN,
        "arguments": _list({"anyOf": arguments}),
        "basis": _one_of(Basis),
    }
    rule = _object(required, {"sources": _some_of(rule_set.source), "note": TEXT})
    content = _object({"theme": TEXT, "caption": TEXT, "rules": _list(rule)})
    return _with_conditions(rule_set, content)


def _sources(rule_set: Rules) -> Schema:
    required = {
        **dict.fromkeys(("id", "short", "about", "link"), TEXT),
        "kind": _one_of(SOURCE_KINDS, (source.kind for source in rule_set.sources)),
        "year": INTEGER,
        "seen": _one_of(SEEN, (source.seen for source in rule_set.sources)),
    }
    return _object({"sources": _list(_object(required, {"review_by": TEXT}))}, {"review_by": TEXT})


def _claims(rule_set: Rules) -> Schema:
    required = {
        **dict.fromkeys(("id", "heading", "item", "says", "research"), TEXT),
        "document": _one_of(rule_set.source),
        "wording": _one_of(Wording),
        "verdict": _one_of(VERDICTS, (claim.verdict for claim in rule_set.library.claims)),
    }
    optional = {"benefit": FLAG, "sources": _some_of(rule_set.source), "unused_because": TEXT}
    claims = _list(_object(required, {**optional, "review_by": TEXT}))
    return _object({"claims": claims}, {"review_by": TEXT})


def _lesson(rule_set: Rules) -> Schema:
    step = _object(
        dict.fromkeys(("heading", "page_says", "look_closer", "fair_reading"), TEXT),
        {"sources": _some_of(rule_set.source)},
    )
    return _object(
        {
            **dict.fromkeys(("id", "title", "opening"), TEXT),
            "document": _one_of(rule_set.source),
            "steps": _list(step),
            "questions": _list(TEXT),
        }
    )


def _about(_: Rules) -> Schema:
    return _object(dict.fromkeys(About._fields[:-1], _one_or_more(TEXT)))


def _point(rule_set: Rules) -> Schema:
    return _object({"text": TEXT}, {"sources": _some_of(rule_set.source)})


def _overview(rule_set: Rules) -> Schema:
    not_covered = _object(dict.fromkeys(("name", "ask"), TEXT))
    return _object(
        {
            **dict.fromkeys(("problem", "without_treatment"), _point(rule_set)),
            "decision": TEXT,
            "options": _list(
                _one_of(page.id for page in rule_set.library.options), minItems=1, uniqueItems=True
            ),
            "not_covered": _list(not_covered),
        }
    )


def _option(rule_set: Rules) -> Schema:
    count = {"text": TEXT, "of_a_hundred": {**INTEGER, "minimum": 0, "maximum": 100}}
    chance = _object(
        {
            **count,
            **dict.fromkeys(("when", "people", "sure"), TEXT),
            "sources": _some_of(rule_set.source, minItems=1),
        },
        {"compared_with": _object(count)},
    )
    point = _point(rule_set)
    pages = tuple(page.id for page in rule_set.library.options)
    required = {
        "id": _one_of(rule_set.candidate, pages),
        **dict.fromkeys(("caption", "about", "what_it_is", "not_known"), TEXT),
        "typical_month": _object(dict.fromkeys(("body", "mind", "time_and_money"), TEXT)),
        **dict.fromkeys(("how_long", "may_not_suit", "how_sure", "studied_in"), point),
        **dict.fromkeys(("good_points", "burdens"), _list(point)),
    }
    numbers = {"chances": _list(chance, minItems=1), "chances_unknown": point}
    schema = _object(required, {**numbers, "form_of": _one_of(pages)})
    return {**schema, "oneOf": [{"required": [key]} for key in numbers]}


def _case(rule_set: Rules) -> Schema:
    outcomes = {
        decision.id: _object(
            {"outcome": _one_of(Outcome)},
            {"favored": _some_of(candidate.id for candidate in decision.candidates)},
        )
        for decision in rule_set.decisions
    }
    gates = _some_of(gate.id for gate in rule_set.gates)
    expect = _object({"status": _one_of(Status)}, {"gates": gates, **outcomes})
    texts = dict.fromkeys(("id", "title", "story"), TEXT)
    return _object({**texts, "answers": _answers(rule_set), "expect": expect})


def _properties(rule_set: Rules) -> Schema:
    codes = list(dict.fromkeys(code for item in rule_set.items for code in item.codes))
    never = _object({"when": WHEN}, {"outcome": _some_of(Status), "candidate": _some_of(rule_set.candidate)})
    rising = _object(
        {"question": _one_of(rule_set.item)},
        {
            "order": _list(_one_of(codes), minItems=2, uniqueItems=True),
            "support_for": _one_of(rule_set.candidate),
            "case_for": _constant("referral"),
            "when": WHEN,
        },
    )
    texts = {"id": TEXT, "caption": TEXT}
    promises = [_object({**texts, "never": never}), _object({**texts, "rising": rising})]
    accepted = _object(dict.fromkeys(("code", "about", "because"), TEXT))
    content = _object({}, {"properties": _list({"anyOf": promises}), "accepted": _list(accepted)})
    return _with_conditions(rule_set, content)


def _answers_file(rule_set: Rules) -> Schema:
    return _object({"rule_set": _constant(rule_set.id), "answers": _answers(rule_set)})


KINDS: Mapping[str, Callable[[Rules], Schema]] = {
    "rule_set": _rule_set,
    "questionnaire": _questionnaire,
    "safety": _safety,
    "help": _help,
    "theme": _theme,
    "sources": _sources,
    "claims": _claims,
    "about": _about,
    "overview": _overview,
    "option": _option,
    "lesson": _lesson,
    "case": _case,
    "properties": _properties,
    "answers": _answers_file,
}
"""The kinds of files. A new file beside `rule_set.yaml` has the kind of its name."""
