"""The reference of rules/README.md says what the JSON Schemas say: which keys there are, and where.

Both follow the types of the records. The words are written by hand, and the rest is held to the schemas:
each key stands below the one that has it, what may be left out says so, and every example can be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft7Validator

from decision_aid.loading.rule_set import shipped_directory
from decision_aid.loading.schemas import KINDS, schema
from decision_aid.model.rules import Rules
from tests.cli.test_rules_list_show_export import read

Schema = Mapping[str, Any]

OTHERWISE = {
    "rules/THEME.yaml": "theme",
    "options/ID.yaml": "option",
    "lessons/ID.yaml": "lesson",
    "cases/ID.yaml": "case",
    "An answers file": "answers",
}
"""Sections that have another name than their kind."""

GUIDE = (shipped_directory().parent / "README.md").read_text(encoding="utf-8")
SECTIONS = {
    OTHERWISE.get(name, name.removesuffix(".yaml")): text
    for name, text in re.findall(r"^## (\S+\.yaml|An answers file)\n(.*?)(?=^## )", GUIDE, re.M | re.S)
}
KEYS = re.compile(r"(?:or )?((?:`\w+`(?:, | or )?)+):")
LEFT_OUT = re.compile(r"\b(?:may be|else) left out\b")
ALL_LEFT_OUT = "what is left out"
OF_ANOTHER_SET = {"questionnaire": "an example that asks what the shipped rules do not"}
"""Kinds of which the examples have names of their own, and why."""


class Bullet(NamedTuple):
    """An entry of the reference: its keys, its text, and the objects that may have these keys."""

    keys: tuple[str, ...]
    text: str
    objects: Sequence[Schema]
    above: str


def objects_in(part: Schema) -> list[Schema]:
    """The objects that a value can be, or that a list of them can hold."""
    if "items" in part:
        return objects_in(part["items"])
    if "anyOf" in part:
        return [one for other in part["anyOf"] for one in objects_in(other)]
    return [part] if "properties" in part else []


def lines_of(text: str) -> list[tuple[int, str]]:
    """Each entry of the lists in a text, with how far it is indented."""
    found: list[tuple[int, str]] = []
    for line in re.sub(r"```.*?```", "", text, flags=re.S).split("\n"):
        if entry := re.match(r"( *)- (.*)", line):
            found.append((len(entry[1]), entry[2]))
        elif found and line.startswith(" " * (found[-1][0] + 2)):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found


def bullets(kind: str, rules: Rules) -> Iterator[Bullet]:
    """The entries of a section, each with the objects that its place stands for."""
    above: list[tuple[int, str, Sequence[Schema]]] = [(-1, "", objects_in(schema(kind, rules)))]
    for indent, text in lines_of(SECTIONS[kind]):
        while above[-1][0] >= indent:
            above.pop()
        _, parent, objects = above[-1]
        named = KEYS.match(text)
        keys = tuple(re.findall(r"\w+", named[1].replace(" or ", " "))) if named else ()
        yield Bullet(keys, text, objects, parent)
        values = [
            value
            for one in objects
            for key, value in one["properties"].items()
            if key in keys or not keys  # a line without a key is about several
        ]
        inner = [one for value in values for one in objects_in(value)]
        above.append((indent, text, inner if keys else [*objects, *inner]))


def keys_in(part: Mapping[str, Any]) -> Iterator[str]:
    """The keys that a schema knows, but for those of conditions."""
    properties = part.get("properties", {})
    yield from properties
    items = [part["items"]] if "items" in part else []
    for inner in (*properties.values(), *items, *part.get("anyOf", ())):
        yield from keys_in(inner)


def test_the_reference_explains_every_key(shipped: Rules) -> None:
    assert {*SECTIONS} == {*KINDS}
    of_this_rule_set = {*shipped.item, *(decision.id for decision in shipped.decisions)}
    of_this_rule_set |= {code for item in shipped.items for code in item.codes}
    for kind, text in SECTIONS.items():
        prose = re.sub(r"```.*?```", "", text, flags=re.S)
        explained = {*re.findall(r"`(\w+)`", prose), *re.findall(r"^(\w+): .*#", text, re.M)}
        assert {*keys_in(schema(kind, shipped))} - of_this_rule_set <= explained, kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_follows_the_schema(kind: str, shipped: Rules) -> None:
    for bullet in bullets(kind, shipped):
        for key in bullet.keys:
            having = [one for one in bullet.objects if key in one["properties"]]
            assert having, f"'{key}' does not stand there: {bullet.text}"
            needed = [key in one["required"] for one in having]
            left_out = bool(LEFT_OUT.search(bullet.text)) or ALL_LEFT_OUT in bullet.above
            if not any(needed):
                assert left_out, f"'{key}' may be left out: {bullet.text}"
            elif all(needed) and len(having) == len(bullet.objects):
                assert not left_out, f"'{key}' is needed: {bullet.text}"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_ANOTHER_SET])
def test_the_examples_of_the_reference_can_be_used(kind: str, shipped: Rules) -> None:
    whole = schema(kind, shipped)
    for block in re.findall(r"```yaml\n(\w.*?)```", SECTIONS[kind], re.S):
        assert [error.message for error in Draft7Validator(whole).iter_errors(read(block.encode()))] == []
    for bullet in bullets(kind, shipped):
        for key, value in re.findall(r"`(\w+): ([^`]+)`", bullet.text):
            given = read(f"{key}: {value}".encode())[key]
            taken = [one["properties"][key] for one in bullet.objects if key in one["properties"]]
            definitions = whole.get("definitions", {})
            fits = (Draft7Validator({**one, "definitions": definitions}).is_valid(given) for one in taken)
            assert any(fits), f"{key}: {value}"
