"""The codes of problems that are found while files are read, each in a sentence."""

from __future__ import annotations

from typing import Final

CODES: Final = {
    "alias": "A YAML alias (*name); values are written out here.",
    "anchor": "A YAML anchor (&name); values are written out here.",
    "cannot-read": "The file cannot be opened or read.",
    "duplicate-key": "A key is given twice in one block; a plain YAML reader would keep only the last.",
    "empty-file": "The file holds nothing.",
    "exclusive-choice": "An answer that goes with no other stands beside another one.",
    "hidden-character": "A character that an eye cannot see, such as a control or bidirectional mark.",
    "impossible": "Answers that cannot be true together.",
    "key-not-text": "A key that is a list, a block or a number.",
    "merge-key": "A YAML merge key (<<); keys are written out here.",
    "missing-file": "A rule set lacks one of its files.",
    "missing-key": "A block lacks a key that it needs.",
    "no-choice": "A question that takes several answers lists none.",
    "no-code": "A condition lists no answer, so it could never hold.",
    "no-rule-set": "There is no such folder.",
    "not-enabled": "An answer to a question that is not asked, given the other answers.",
    "not-utf-8": "The file is not UTF-8 text.",
    "one-promise": "A property promises nothing, or two things at once.",
    "one-rating": "A criterion of a standard with proofs and a reason for having none, or with neither.",
    "other-rule-set": "The answers belong to another rule set.",
    "out-of-range": "A number that the question does not take.",
    "repeated-choice": "An answer is listed twice.",
    "second-document": "The file holds more than one YAML document.",
    "tag": "A YAML tag (!name); it could make a value into something else.",
    "too-deep": "The file is nested deeper than anything it needs.",
    "too-large": "The file is larger than anything that is read.",
    "too-many-choices": "More answers than the question takes.",
    "too-many-values": "The file holds more values than anything that is read.",
    "two-bounds": "A condition on a number with a lowest and a highest at once.",
    "two-directions": "An argument that is both for and against.",
    "unknown-code": "There is no such answer to the question.",
    "unknown-key": "The block has no key of this name.",
    "unknown-question": "There is no question of this name.",
    "unknown-word": "A word that is not among those the key takes.",
    "wrong-type": "A value of the wrong kind: a number asked of a word, or text where a list belongs.",
    "yaml-syntax": "The file is not YAML that can be read.",
}
