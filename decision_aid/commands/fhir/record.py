"""The questions, their codes and a sheet of answers as FHIR R4 resources, ready for JSON.

Each holds what FHIR asks for and what is needed to ask and to read the answers, and no more.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from decision_aid.commands.fhir.find import EnableWhen, Part, layout
from decision_aid.engine.questionnaire import MOST_LETTERS
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.fhir import (
    ABSENT,
    CORRECTED,
    DECLINED,
    LOINC,
    QUESTIONNAIRE,
    RESPONSE,
    code_system_url,
    pinned_version,
    qualified,
    questionnaire_url,
)
from decision_aid.model.rules import AnswerOption, Item, ItemType, Rules
from decision_aid.wording.help import contacts_on_every_page
from decision_aid.wording.review import review

Json: TypeAlias = dict[str, Any]

_SAFETY: Final = (
    "A form can't stop when an answer tells of danger. Whoever asks these questions has to read "
    "the answers about safety right away, and be able to help."
)

_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/"
_TYPES: Final = {
    ItemType.CHOICE: "choice",
    ItemType.MULTIPLE: "choice",
    ItemType.INTEGER: "integer",
    ItemType.TEXT: "string",
}


def questionnaire_record(rules: Rules) -> Json:
    """The questions as a Questionnaire, below where to get help: a form by itself calls nobody."""
    help_lines = " ".join(f"{one.name}: {one.words}" for one in contacts_on_every_page(rules))
    return {
        "resourceType": QUESTIONNAIRE,
        "url": questionnaire_url(rules.id),
        **_about(rules, "Questions", _SAFETY),
        "subjectType": ["Patient"],
        "item": [
            {"linkId": "help.first", "type": "display", "text": help_lines},
            *(_question_or_group(rules, part) for part in layout(rules)),
        ],
    }


def code_system_record(rules: Rules) -> Json:
    """The codes of all answers as a CodeSystem. Each names its question, since many have a `yes`."""
    return {
        "resourceType": "CodeSystem",
        "url": code_system_url(rules.id),
        **_about(rules, "Answers", ""),
        "caseSensitive": True,
        "content": "complete",
        "concept": [
            {"code": qualified(item.link_id, option.code), "display": option.label}
            for item in rules.items
            for option in item.answer_options
        ],
    }


def _about(rules: Rules, what: str, note: str) -> Json:
    """What both say of themselves. They are drafts: no clinician has signed them off."""
    return {
        "version": pinned_version(rules),
        "name": f"{''.join(filter(str.isalnum, rules.id.title()))}{what}",
        "title": rules.title,
        "status": "draft",
        "date": rules.reviewed,
        "publisher": ", ".join(rules.authors),
        "description": " ".join(filter(None, (note, rules.disclaimer.plain, review(rules)))),
    }


def _question_or_group(rules: Rules, part: Part) -> Json:
    record: Json = {"linkId": part.link_id}
    if part.item and part.item.loinc:
        record["code"] = [{"system": LOINC, "code": part.item.loinc}]
    if part.text:
        record["text"] = part.text
    record["type"] = _TYPES[part.item.type] if part.item else "group"
    if part.tests:
        record["enableWhen"] = [_enable_when(rules, test) for test in part.tests]
    if len(part.tests) > 1:
        record["enableBehavior"] = "any" if part.any_of else "all"
    if part.item:
        return record | _answers_to(rules, part.item)
    return record | {"item": [_question_or_group(rules, inner) for inner in part.parts]}


def _enable_when(rules: Rules, test: EnableWhen) -> Json:
    match test.answer:
        case bool():
            answer: Json = {"answerBoolean": test.answer}
        case int():
            answer = {"answerInteger": test.answer}
        case code:
            answer = {"answerCoding": _coding(rules, rules.item[test.question], code, with_label=False)}
    return {"question": test.question, "operator": test.operator, **answer}


def _answers_to(rules: Rules, item: Item) -> Json:
    """What the question takes, and the line below it."""
    record: Json = {}
    extensions: list[Json] = []
    if item.derived:
        record["readOnly"] = True
        extensions.append(_extension("questionnaire-hidden", valueBoolean=True))
    if item.max_choices is not None:
        extensions.append(_extension("questionnaire-maxOccurs", valueInteger=item.max_choices))
    match item.type:
        case ItemType.MULTIPLE:
            record["repeats"] = True
        case ItemType.INTEGER:
            extensions.append(_extension("minValue", valueInteger=item.minimum))
            extensions.append(_extension("maxValue", valueInteger=item.maximum))
        case ItemType.TEXT:
            record["maxLength"] = MOST_LETTERS
    if item.answer_options:
        record["answerOption"] = [_option(rules, item, option) for option in item.answer_options]
    # Where words are typed, the help tells of keys of the interview.
    if item.help and item.type is not ItemType.TEXT:
        record["item"] = [{"linkId": f"{item.link_id}.help", "type": "display", "text": item.help}]
    return {"extension": extensions, **record} if extensions else record


def _option(rules: Rules, item: Item, option: AnswerOption) -> Json:
    coding = {"valueCoding": _coding(rules, item, option.code)}
    if option.exclusive:
        return {"extension": [_extension("questionnaire-optionExclusive", valueBoolean=True)], **coding}
    return coding


def _extension(name: str, **value: object) -> Json:
    return {"url": _EXTENSION + name, **value}


def _coding(rules: Rules, item: Item, code: str, *, with_label: bool = True) -> Json:
    option = item.option(code)
    return {
        "system": code_system_url(rules.id),
        "version": pinned_version(rules),
        "code": qualified(item.link_id, code),
        **({"display": option.label} if option and with_label else {}),
    }


def response_record(suggestion: Suggestion) -> Json:
    """The answers as they were given, and when, as a QuestionnaireResponse: nothing of what they came to.

    It is in progress while a question about safety has no answer.
    """
    evaluation = suggestion.evaluation
    rules = evaluation.rule_set
    items = list(_answered(rules, layout(rules), evaluation.answers.given, evaluation.answers.setting))
    day, corrected = suggestion.background.known_day, suggestion.background.corrected
    return {
        "resourceType": RESPONSE,
        **({"extension": [{"url": CORRECTED, "valueBoolean": True}]} if corrected else {}),
        "questionnaire": f"{questionnaire_url(rules.id)}|{pinned_version(rules)}",
        "status": "in-progress" if suggestion.status is Status.NEEDS_ANSWERS else "completed",
        **({"authored": day} if day else {}),
        **({"item": items} if items else {}),
    }


def _answered(
    rules: Rules, parts: Iterable[Part], given: Mapping[str, Value], setting: str
) -> Iterator[Json]:
    """The parts in which something was answered or skipped."""
    for part in parts:
        if part.item is None:
            inner = list(_answered(rules, part.parts, given, setting))
            if inner:
                yield {"linkId": part.link_id, **({"text": part.text} if part.text else {}), "item": inner}
        elif part.link_id in given:
            yield {
                "linkId": part.link_id,
                "text": part.item.text.to(setting),
                **_answer(rules, part.item, given[part.link_id]),
            }


def _answer(rules: Rules, item: Item, value: Value) -> Json:
    if value == SKIPPED:
        return {"extension": [{"url": ABSENT, "valueCode": DECLINED}]}
    match value:
        case int():
            return {"answer": [{"valueInteger": value}]}
        case str() if item.type is ItemType.TEXT:
            return {"answer": [{"valueString": value}]}
        case _:
            codes = value if isinstance(value, tuple) else (value,)
            return {"answer": [{"valueCoding": _coding(rules, item, code)} for code in codes]}
