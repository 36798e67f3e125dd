"""A Questionnaire as a system that asks it would read it: what is in it, and what is shown when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]


def items_in(resource: Json) -> Iterator[Json]:
    """All items, in the order in which they stand, whatever groups they are in."""
    for item in resource.get("item", ()):
        yield item
        yield from items_in(item)


def answers_in(response: Json) -> Mapping[str, Sequence[Any]]:
    """The answers by linkId, each as a plain value: the code, the number or the text."""
    return {
        item["linkId"]: [_plain(answer, "value") for answer in item["answer"]]
        for item in items_in(response)
        if "answer" in item
    }


def shown_in(questionnaire: Json, answers: Mapping[str, Sequence[Any]]) -> frozenset[str]:
    """The linkIds of what is shown beside these answers, as R4 says it of enableWhen and of groups.

    Of an answer that is not there, nothing but `exists: false` holds: the strictest reading there is.
    """
    return frozenset(_shown(questionnaire, answers))


def _shown(resource: Json, answers: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    for item in resource.get("item", ()):
        tests = [_holds(test, answers.get(test["question"], ())) for test in item.get("enableWhen", ())]
        enough = any if item.get("enableBehavior") == "any" else all
        if not tests or enough(tests):
            yield item["linkId"]
            yield from _shown(item, answers)


_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda value, wanted: bool(value == wanted),
    ">": lambda value, wanted: bool(value > wanted),
    "<": lambda value, wanted: bool(value < wanted),
    ">=": lambda value, wanted: bool(value >= wanted),
    "<=": lambda value, wanted: bool(value <= wanted),
}


def _holds(test: Json, values: Sequence[Any]) -> bool:
    wanted = _plain(test, "answer")
    if test["operator"] == "exists":
        return bool(values) is wanted
    if test["operator"] == "!=":
        return bool(values) and wanted not in values
    return any(_OPERATORS[test["operator"]](value, wanted) for value in values)


def _plain(holder: Json, prefix: str) -> Any:
    (value,) = (inner for key, inner in holder.items() if key.startswith(prefix))
    return value["code"] if isinstance(value, dict) else value
