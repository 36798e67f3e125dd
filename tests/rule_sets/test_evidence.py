"""What docs/evidence.md says of the shipped rules is so, and nothing that it awaits is overdue."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from decision_aid.engine.evaluate import strength_in
from decision_aid.model.conditions import Condition
from decision_aid.model.conditions import tests_in as parts_of
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Argument, Basis, Direction, Rule, Rules, Strength

EVIDENCE = Path(__file__).parent.parent.parent / "docs" / "evidence.md"
BEGIN, END = (
    "<!-- claims: made from the rules by test_evidence.py; UPDATE_GOLDEN=1 writes it anew -->",
    "<!-- end of claims -->",
)
WISHES = ("goals", "working_style")


def arguments(rules: Rules) -> Iterator[tuple[Rule, Argument]]:
    return ((rule, argument) for rule in rules.rules for argument in rule.arguments)


def questions(condition: Condition) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(part.question for part in parts_of(condition)))


def weight(lens: Lens, rules: Rules, rule: Rule, argument: Argument) -> str:
    if argument.lens and str(argument.lens) != str(lens):
        return "-"
    strength = strength_in(lens, rule, argument, rules)
    sign = "+" if argument.direction is Direction.FOR else "-"
    return f"{sign}{strength.weight}" if strength else "-"


def rows(rules: Rules) -> Iterator[tuple[str, ...]]:
    """A row for each argument that a claim of benefit makes."""
    for claim in (claim for claim in rules.library.claims if claim.benefit):
        for rule, argument in arguments(rules):
            if claim.id in argument.claims:
                weights = (weight(lens, rules, rule, argument) for lens in (Lens.CHECKED, Lens.DOCUMENTS))
                yield claim.id, claim.says, f"`{rule.id}`", questions(rule.when), argument.candidate, *weights


def table(rules: Rules) -> str:
    head = ("Claim", "What the page says", "Rule", "Asked as", "Speaks of", "Checked", "At their word")
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows(rules)))


def awaited() -> list[tuple[str, str, date]]:
    """What is awaited, for which rules, and by when somebody looks again."""
    text = (
        EVIDENCE.read_text(encoding="utf-8").partition("## What we're waiting for")[2].partition("\n## ")[0]
    )
    found = re.findall(r"^\| (.+) \| (.+) \| (\d{4}-\d\d-\d\d) \|$", text, re.MULTILINE)
    return [(what, of, date.fromisoformat(day)) for what, of, day in found]


# --- what the two pages say ---------------------------------------------------------------------


def test_the_table_of_what_the_pages_say_is_that_of_the_rules(shipped: Rules) -> None:
    before, rest = EVIDENCE.read_text(encoding="utf-8").split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("UPDATE_GOLDEN"):
        EVIDENCE.write_text(f"{before}{BEGIN}\n\n{table(shipped)}\n\n{END}{after}", encoding="utf-8")
    else:
        assert shown.strip() == table(shipped)


def test_every_claim_of_benefit_argues_at_the_pages_word(shipped: Rules) -> None:
    benefits = {claim.id for claim in shipped.library.claims if claim.benefit}
    argued = {row[0] for row in rows(shipped) if row[-1] != "-"}
    assert argued == benefits


def test_a_claim_that_research_contradicts_argues_for_nobody_but_at_the_pages_word(shipped: Rules) -> None:
    contradicted = {claim.id for claim in shipped.library.claims if claim.verdict == "contradicted"}
    assert contradicted >= {"A19", "B31"}
    speaking = {claim for _, argument in arguments(shipped) if not argument.lens for claim in argument.claims}
    assert not contradicted & speaking


def test_what_only_practices_report_is_never_strong(shipped: Rules) -> None:
    told = [argument for rule, argument in arguments(shipped) if rule.basis is Basis.PRACTICE]
    assert len(told) > 10
    assert Strength.STRONG not in {argument.strength for argument in told}


# --- wishes -------------------------------------------------------------------------------------


def wishes(rules: Rules) -> list[Rule]:
    """The rules that weigh a wish: their first condition reads one."""
    wished = (rule for rule in rules.rules if rule.basis is Basis.PREFERENCE and rule.arguments)
    return [rule for rule in wished if next(iter(parts_of(rule.when))).question in WISHES]


def test_every_wish_has_the_same_shape(shipped: Rules) -> None:
    """A strong reason for one approach and nothing against the others, or a strong reason against one."""
    strong: dict[str, list[tuple[str, Direction]]] = {}
    for rule in wishes(shipped):
        ways = [argument for argument in rule.arguments if argument.strength is Strength.STRONG]
        assert len(ways) == 1, rule.id
        assert len({argument.direction for argument in rule.arguments}) == 1, rule.id
        strong.setdefault(ways[0].candidate, []).append((rule.theme, ways[0].direction))
    assert set(strong) == {candidate.id for candidate in shipped.decisions[0].candidates}
    for themes in strong.values():
        assert {theme for theme, direction in themes if direction is Direction.FOR} == {
            "goals",
            "way_of_working",
        }


# --- what is up to date -------------------------------------------------------------------------


def test_every_rule_says_when_evidence_was_looked_for_and_what_is_newest(shipped: Rules) -> None:
    for rule in shipped.rules:
        assert date.fromisoformat(rule.looked_for) <= date.today(), rule.id
        assert (rule.newest in rule.sources) or rule.newest_left_out, rule.id


@pytest.mark.parametrize("row", awaited(), ids=lambda row: row[0][:40])
def test_nothing_that_is_awaited_is_overdue(row: tuple[str, str, date]) -> None:
    assert date.today() <= row[2], f"look again for: {row[0]}"


def test_the_list_of_what_is_awaited_names_rules_and_sources_that_are_there(shipped: Rules) -> None:
    assert len(awaited()) > 8
    rules = {rule.id for rule in shipped.rules}
    for what, of, _ in awaited():
        assert set(re.findall(r"`([^`]+)`", of)) <= rules, what
        assert {*re.findall(r"\b([EG]\d+[a-c]?)\b", what)} <= set(shipped.source), what


def test_a_reason_is_of_the_kind_that_its_words_and_its_sources_are(shipped: Rules) -> None:
    """What a guideline says is marked as a guideline, and what was studied as research."""
    kinds = {Basis.GUIDELINE: {"guideline"}, Basis.TRIAL: {"trial", "review"}}
    for rule, argument in arguments(shipped):
        if re.search(r"\bguidelines?\b", argument.because, re.IGNORECASE):
            assert rule.basis is Basis.GUIDELINE, (rule.id, argument.because)
        cited = {shipped.source[id].kind for id in rule.sources}
        assert rule.basis not in kinds or cited & kinds[rule.basis], rule.id


WHOSE = {"NICE": "UK", "Malhi": "UK", "CANMAT": "Canadian", "VA/DoD": "US", "ACP": "US", "APA": "US"}
"""The country of each guideline on adults, by how its name begins; Malhi tells of the UK one."""


def test_a_reason_that_names_a_countrys_guideline_cites_no_other(shipped: Rules) -> None:
    """What else the note of its rule names may be cited, too."""
    looked_at = set()
    for rule, argument in arguments(shipped):
        named, noted = (
            {country for country in WHOSE.values() if re.search(rf"\b{country}\b", said or "")}
            for said in (argument.because, rule.note)
        )
        at_large = re.search(r"(?i)(?<!canadian )(?<!us )(?<!uk )\bguidelines\b", argument.because)
        if not named or at_large:
            continue
        sources = (shipped.source[id].short for id in argument.sources or rule.sources)
        cited = {WHOSE[name.split()[0]] for name in sources if name.split()[0] in WHOSE}
        assert cited <= named | noted, f"{rule.id}: {argument.because}"
        looked_at.add(rule.id)
    assert {"moderate", "staying-well"} <= looked_at
