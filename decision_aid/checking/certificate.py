"""A certificate: a small record of what was proved of a rule set, that can be proved again.

Belongs here: making one from an examination, and comparing one with another examination.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from decision_aid import __version__
from decision_aid.checking.examination import Examination
from decision_aid.checking.findings import by_property
from decision_aid.model.problems import shown
from decision_aid.wording.grammar import counted

SCHEMA = "decision-aid/certificate/2"

LONGEST = 300
"""Characters of one difference; a certificate may come from anywhere."""


def issued(examination: Examination, day: str) -> str:
    """The certificate, as JSON. Its hash covers all of it but the hash itself."""
    rule_set = examination.rule_set
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "program": __version__,
        "issued": day,
        "referee": None if examination.confirmed is None else "z3",
        "cases": len(rule_set.library.cases),
        "problems": [f"{problem.code} {problem.about}".strip() for problem in examination.problems],
        "properties": by_property(examination.findings),
    }
    return json.dumps({**content, "hash": _hash(content)}, indent=1, ensure_ascii=False) + "\n"


def differences(certificate: Mapping[str, Any], examination: Examination) -> Iterator[str]:
    """What a certificate says and a new examination of the rule set does not, one sentence each."""
    content = {key: value for key, value in certificate.items() if key != "hash"}
    now = json.loads(issued(examination, ""))
    if examination.errors:
        errors = counted(examination.errors, "error")
        yield f"The rule set has {errors} now, so nothing can be confirmed. See decision-aid rules check."
    if certificate.get("hash") != _hash(content):
        yield "The certificate was changed after it was issued: its hash is not that of its content."
    yield from (shown(line)[:LONGEST] for line in _of_the_rule_set(content, now))
    if examination.findings:
        yield from (shown(line)[:LONGEST] for line in _of_the_properties(content, now))


def _of_the_rule_set(claimed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    was, is_now = claimed["rule_set"], now["rule_set"]
    for key in ("id", "version"):
        if was.get(key) != is_now[key]:
            yield f"The {key} of the rule set was {was.get(key)}; it is {is_now[key]} now."
    if was.get("hash") != is_now["hash"]:
        yield "The files of the rule set are not the ones that the certificate was issued for."
    if claimed.get("cases") != now["cases"]:
        yield f"The number of worked cases was {claimed.get('cases')}; it is {now['cases']} now."
    named, found = Counter(claimed["problems"]), Counter(now["problems"])
    for problem, number in (found - named).items():
        yield f"It does not name {counted(number, 'problem')} that there {_is(number)} now: {problem}."
    for problem, number in (named - found).items():
        yield f"It names {counted(number, 'problem')} that there {_is(number)} not: {problem}."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _of_the_properties(claimed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    was, is_now = ({entry["property"]: entry for entry in one["properties"]} for one in (claimed, now))
    for property, entry in is_now.items():
        before = was.get(property)
        if before is None:
            yield f"'{property}' is {entry['verdict']} now; the certificate does not speak of it."
        elif before["verdict"] != entry["verdict"]:
            not_proved = f", for {', '.join(entry['not_proved'])}" if any(entry["not_proved"]) else ""
            yield f"'{property}' is {entry['verdict']} now{not_proved}; it was {before['verdict']}."
        elif before != entry:
            yield f"'{property}' is {entry['verdict']}, but not of the same things:{_moves(before, entry)}."
    for property, entry in was.items():
        if property not in is_now:
            yield f"'{property}' was {entry['verdict']}; nothing of the kind is looked at now."


def _moves(before: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """The things that only one of the two names, of those it is about or not proved of."""
    moved = []
    for words, one, other in (("now", entry, before), ("no longer", before, entry)):
        things = [thing for key in ("about", "not_proved") for thing in one[key] if thing not in other[key]]
        moved += [f" {words} {', '.join(dict.fromkeys(things))}"] if things else []
    return ";".join(moved) or " their number or order differs"


def is_certificate(content: object) -> bool:
    """Whether this has the shape of a certificate, claims something, and claims nothing twice."""
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        return False
    entries, problems = content.get("properties"), content.get("problems")
    return (
        isinstance(content.get("rule_set"), dict)
        and _are_texts(problems)
        and isinstance(entries, list)
        and bool(entries)
        and all(
            isinstance(entry, dict)
            and _are_texts([entry.get("property"), entry.get("verdict")])
            and _are_texts(entry.get("about"))
            and _are_texts(entry.get("not_proved"))
            for entry in entries
        )
        and len({entry["property"] for entry in entries}) == len(entries)
    )


def _are_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _hash(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
