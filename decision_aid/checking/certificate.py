"""A certificate: a small record of what was proved of a rule set, that can be proved again.

Belongs here: making one from the account of a check, and comparing one with another check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from decision_aid import __version__
from decision_aid.checking.account import Account, properties

SCHEMA = "decision-aid/certificate/1"


def issued(account: Account, day: str) -> str:
    """The certificate, as JSON. Its hash covers all of it but the hash itself."""
    rule_set = account.rule_set
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "program": __version__,
        "issued": day,
        "referee": None if account.confirmed is None else "z3",
        "sheets": str(account.sheets),
        "cases": len(rule_set.cases),
        "problems": [f"{problem.code} {problem.about}".strip() for problem in account.problems],
        "properties": properties(account.findings),
    }
    return json.dumps({**content, "hash": _hash(content)}, indent=1, ensure_ascii=False) + "\n"


def differences(certificate: Mapping[str, Any], account: Account) -> Iterator[str]:
    """What a certificate says and a new check of the rule set does not, one sentence each."""
    content = {key: value for key, value in certificate.items() if key != "hash"}
    if account.errors:
        yield f"The rule set has {account.errors} errors now, so nothing can be confirmed."
    if certificate.get("hash") != _hash(content):
        yield "It was changed after it was issued: its hash is not that of its content."
    now = json.loads(issued(account, ""))
    for key in ("rule_set", "sheets", "cases", "problems"):
        if content.get(key) != now[key]:
            yield f"It says of {key}: {content.get(key)}. Now it is: {now[key]}."
    claimed = content["properties"]
    for entry in now["properties"]:
        if entry not in claimed:
            yield f"'{entry['property']}' is {entry['verdict']} now; the certificate does not say so."
    for entry in claimed:
        if entry not in now["properties"]:
            yield f"It claims what is not so now: {entry}"[:200]


def is_certificate(content: object) -> bool:
    """Whether this is the shape of a certificate that claims something."""
    return (
        isinstance(content, dict)
        and content.get("schema") == SCHEMA
        and isinstance(content.get("properties"), list)
        and bool(content["properties"])
    )


def _hash(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
