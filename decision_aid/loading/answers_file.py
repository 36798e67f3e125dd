"""An answers file, YAML or JSON, read into a sheet of answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from decision_aid.answers import SKIPPED, Value
from decision_aid.errors import UnusableInput, did_you_mean
from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, name_of, read_bytes
from decision_aid.loading.strict_yaml import ListNode, MapNode, ScalarNode, parse
from decision_aid.model import RuleSet
from decision_aid.questionnaire import problems_in


def load_answers(path: str | Path, rule_set: RuleSet) -> Mapping[str, Value]:
    """Read the answers in a file (`-` is standard input) to the questions of `rule_set`.

    Raises `UnusableInput` with all that is wrong, at once; nothing is guessed.
    """
    file = name_of(path)
    node, problems = parse(decode(read_bytes(path), path), file)
    with Block(node, file, "an answers file", problems) as block:
        named = block.text("rule_set")
        if named not in ("", rule_set.id):
            hint = did_you_mean(named, [rule_set.id]) or f"these questions belong to '{rule_set.id}'"
            block.problem("other-rule-set", f"the answers are for '{named}'", block.node("rule_set"), hint)
        answers = block.block("answers", "the answers")
        given = read_values(answers) if block.has("answers") else {}
    problems.extend(problems_in(rule_set, given, answers.key_location))
    if problems:
        raise UnusableInput(problems)
    return given


def read_values(block: Block) -> Mapping[str, Value]:
    """The answers as they are written; whether each fits its question is not looked at here."""
    values: dict[str, Value] = {}
    for key in block.all_keys():
        match block.node(key):
            case ScalarNode(value=bool() | None) as node:
                word = {True: "yes", False: "no", None: SKIPPED}[node.value]  # type: ignore[index]
                block.problem(
                    "wrong-type", f"'{key}' has no answer in words", node, f'write {word} or "{word}"'
                )
            case ScalarNode(value=str() | int() as value):
                values[key] = value
            case ListNode() as node:
                values[key] = block.texts(key)
            case ScalarNode() | MapNode() as node:
                block.problem("wrong-type", f"'{key}' takes a word, a whole number or a list of words", node)
    return values
