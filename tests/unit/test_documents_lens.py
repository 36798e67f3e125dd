"""The documents at their word: what counts there alone, whose words are shown, and what it rests on."""

from __future__ import annotations

import json

import pytest

from decision_aid.checking.checks import duplicates, redundant_rules, unused_parts
from decision_aid.checking.findings import Verdict
from decision_aid.commands.graph.find import graph_of_rules
from decision_aid.commands.rules.show.page import pages_of
from decision_aid.commands.trace.page import candidate_page
from decision_aid.engine.trace import walk
from decision_aid.model.conditions import AllOf
from decision_aid.model.lens import Lens
from decision_aid.model.library import Wording
from decision_aid.model.problems import Severity
from decision_aid.model.rules import Argument, Direction, Rules, Strength
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.prover import Prover
from decision_aid.rendering.text import plain
from decision_aid.wording.result import report
from decision_aid.wording.result_record import result_record
from decision_aid.wording.trace import trace_page
from decision_aid.wording.trace_record import trace_record
from tests.builders import (
    CLAIMS,
    argues,
    at_the_word_of,
    outcome_of,
    question,
    rule,
    rule_set,
    says,
    with_library,
)
from tests.outputs import as_read, in_every_format
from tests.strategies import shipped_rule_set

ALWAYS = AllOf(())
NOTE = "Both pages point to a, and those who wrote them sell it."
OWN = "What the rule itself would say."

STRONG, WEAK, SEEN = (
    claim._replace(says=f"{claim.id} says so.", heading=f"Heading of {claim.id}") for claim in CLAIMS
)


def pages(*arguments: Argument) -> Rules:
    """A rule with these arguments, and claims that can be told apart."""
    rules = rule_set(rules=[rule("r", says("q", "yes"), *arguments)])
    return with_library(rules, claims=(STRONG, WEAK, SEEN))._replace(documents_lens_note=NOTE)


def own(candidate: str, *claims: str, strength: Strength = Strength.WEAK) -> Argument:
    return Argument(candidate, Direction.FOR, strength, OWN, claims)


def everything(rules: Rules, lens: Lens) -> str:
    """All that is shown of a sheet, in every format, and its walk."""
    suggestion = outcome_of(rules, lens, q="yes")
    shown = [
        *in_every_format(suggestion).values(),
        plain(trace_page(suggestion, ids=True)),
        *(plain(candidate_page(suggestion, one, ids=True)) for one in rules.candidate),
        json.dumps(trace_record(walk(suggestion))),
    ]
    return " ".join(map(as_read, shown))


# --- elsewhere it is no argument at all -----------------------------------------------------------

ELSEWHERE = pytest.mark.parametrize("lens", [Lens.CHECKED, Lens.RESEARCH])


@ELSEWHERE
def test_what_counts_in_the_documents_alone_is_not_weighed_elsewhere(lens: Lens) -> None:
    rules = pages(own("b"), at_the_word_of("for", "a", "C1"))
    nets = {s.candidate.id: s.net_support for s in outcome_of(rules, lens, q="yes").evaluation.standings}
    assert (nets["a"], nets["b"]) == (0, 1)
    compiled = Compiled(rules)
    main = compiled.tiers(compiled.fired(compiled.bits({"q": "yes"})), lens)[0]
    assert main is not None
    assert (main.favored, main.close_behind) == (0b10, 0)


@ELSEWHERE
def test_nor_is_it_shown(lens: Lens) -> None:
    with_it = pages(own("b"), at_the_word_of("for", "a", "C1"))
    assert everything(with_it, lens) == everything(pages(own("b")), lens)


@ELSEWHERE
def test_a_rule_that_argues_nothing_else_is_not_there(lens: Lens) -> None:
    rules = pages(at_the_word_of("for", "a", "C1"))
    suggestion = outcome_of(rules, lens)
    assert suggestion.evaluation.rules == ()
    assert suggestion.missing == ()
    assert "rule:r" not in {node.id for node in graph_of_rules(rules, lens).nodes}


def test_in_the_documents_lens_its_question_is_missing_like_any_other() -> None:
    rules = pages(at_the_word_of("for", "a", "C1"))
    assert outcome_of(rules, Lens.DOCUMENTS).missing == ("q",)
    assert "rule:r" in {node.id for node in graph_of_rules(rules, Lens.DOCUMENTS).nodes}


# --- whose words ----------------------------------------------------------------------------------


def only_argument(rules: Rules, lens: Lens = Lens.DOCUMENTS) -> dict[str, object]:
    """The one argument for `a`, as JSON has it."""
    decisions = result_record(outcome_of(rules, lens, q="yes"))["decisions"]
    (argument,) = decisions["approach"]["candidates"]["a"]["arguments"]
    assert isinstance(argument, dict)
    return argument


@pytest.mark.parametrize(
    ("claims", "firmest", "strength"),
    [
        (("C1",), "C1", "strong"),
        (("C2",), "C2", "weak"),
        (("C3", "C2"), "C2", "weak"),
        (("C3", "C2", "C1"), "C1", "strong"),
    ],
)
def test_the_firmest_claim_speaks_as_firmly_as_it_is_worded(
    claims: tuple[str, ...], firmest: str, strength: str
) -> None:
    for argument in (own("a", *claims), at_the_word_of("for", "a", *claims)):
        shown = only_argument(pages(argument))
        assert (shown["because"], shown["strength"]) == (f"{firmest} says so.", strength)


def test_a_moderate_wording_is_firmer_than_a_weak_one_and_not_strong() -> None:
    rules = pages(own("a", "C2", "C3"))
    moderate = with_library(rules, claims=(STRONG, WEAK, SEEN._replace(wording=Wording.MODERATE)))
    shown = only_argument(moderate)
    assert (shown["because"], shown["strength"]) == ("C3 says so.", "weak")


def test_of_claims_worded_alike_the_one_that_is_listed_first_speaks() -> None:
    alike = (STRONG, WEAK._replace(wording=Wording.STRONG), SEEN)
    for claims in (("C1", "C2"), ("C2", "C1")):
        rules = with_library(pages(own("a", *claims)), claims=alike)
        assert only_argument(rules)["because"] == f"{claims[0]} says so."


def test_the_place_of_the_claim_is_shown_and_the_others_are_named() -> None:
    page = as_read(plain(report(outcome_of(pages(own("a", "C2", "C1")), Lens.DOCUMENTS, q="yes"))))
    place = "the documents say, A page, Heading of C1, item 1: C1; also C2 [1]"
    assert f"Strongly for: C1 says so. · {place}" in page


def test_the_rules_own_words_and_sources_are_nowhere() -> None:
    rules = pages(own("a", "C1"), own("b"))
    cited = rules._replace(rules=tuple(one._replace(sources=("S",)) for one in rules.rules))
    cited = cited._replace(sources=(*rules.sources, rules.sources[0]._replace(id="S", short="A trial")))
    assert OWN in everything(cited, Lens.CHECKED)
    assert "A trial" in everything(cited, Lens.CHECKED)
    told = everything(cited, Lens.DOCUMENTS)
    assert OWN not in told
    assert "A trial" not in told
    assert only_argument(cited)["sources"] == ["D"]
    assert set(result_record(outcome_of(cited, Lens.DOCUMENTS, q="yes"))["sources"]) == {"D"}


def test_an_argument_may_rest_on_some_of_its_rules_sources_alone() -> None:
    rules = pages(own("a", "C1"))
    named = tuple(rules.sources[0]._replace(id=id, short=f"Trial {id}") for id in ("S", "T"))
    (one,) = rules.rules
    narrow = one._replace(sources=("S", "T"), arguments=(one.arguments[0]._replace(sources=("T",)),))
    cited = rules._replace(rules=(narrow,), sources=(*rules.sources, *named))
    assert only_argument(cited, Lens.CHECKED)["sources"] == ["T"]
    told = everything(cited, Lens.CHECKED)
    assert "Trial T" in told
    assert "Trial S" not in told
    assert only_argument(cited)["sources"] == ["D"]


@pytest.mark.parametrize("lens", Lens)
def test_only_this_lens_says_what_the_pages_point_to_and_who_wrote_them(lens: Lens) -> None:
    page = as_read(plain(report(outcome_of(pages(own("a", "C1")), lens, q="yes"), full=True)))
    assert (NOTE in page) == (lens is Lens.DOCUMENTS)
    assert ("Two pages." in page) == (lens is not Lens.DOCUMENTS)


def test_a_rule_set_without_such_a_line_says_who_wrote_them_all_the_same() -> None:
    rules = pages(own("a", "C1"))._replace(documents_lens_note="")
    assert "Two pages." in as_read(plain(report(outcome_of(rules, Lens.DOCUMENTS, q="yes"))))


def test_the_note_of_a_rule_is_shown_only_where_the_rule_argues() -> None:
    rules = pages(own("a"))
    noted = rules._replace(rules=tuple(one._replace(note="Nobody has looked.") for one in rules.rules))
    pages_seen = {lens: plain(report(outcome_of(noted, lens, q="yes"), full=True)) for lens in Lens}
    said = {lens for lens, page in pages_seen.items() if "Nobody has looked." in page}
    assert said == {Lens.CHECKED, Lens.RESEARCH}


# --- what is checked ------------------------------------------------------------------------------


def test_a_benefit_that_no_argument_uses_is_told_with_its_place() -> None:
    rules = pages(own("a", "C1"), at_the_word_of("for", "b", "C2"))
    problems = [one for one in unused_parts.find(rules) if one.code == "unused-claim"]
    assert [(one.about, one.severity, one.location) for one in problems] == [
        ("C3", Severity.ERROR, SEEN.location)
    ]


@pytest.mark.parametrize(
    ("arguments", "twice"),
    [
        ((argues("against", "a"), at_the_word_of("for", "a", "C1")), False),
        ((argues("for", "a", claims=["C2"]), at_the_word_of("for", "a", "C1")), True),
        ((at_the_word_of("against", "a", "C2"), at_the_word_of("for", "a", "C1")), True),
        ((argues("for", "a"), argues("against", "a")), True),
    ],
)
def test_a_rule_argues_about_a_candidate_once_in_each_lens(
    arguments: tuple[Argument, ...], twice: bool
) -> None:
    codes = {problem.code for problem in duplicates.find(pages(*arguments))}
    assert ("argues-twice" in codes) == twice


def never_deciding(rules: Rules) -> set[str]:
    return {
        finding.problem.about
        for finding in redundant_rules.find(Prover(rules))
        if finding.verdict is Verdict.REFUTED and finding.problem and finding.problem.code == "never-decides"
    }


def test_a_rule_for_the_documents_must_decide_there() -> None:
    louder = rule("louder", says("q", "yes"), at_the_word_of("for", "a", "C1"))
    softer = rule("softer", says("q", "yes"), at_the_word_of("for", "a", "C2"))
    elsewhere = rule("elsewhere", says("p", "yes"), at_the_word_of("for", "b", "C2"), theme="other")
    rules = rule_set(items=(question("q"), question("p")), rules=[louder, softer, elsewhere])
    assert never_deciding(rules) == {"softer"}


def test_the_page_of_such_a_rule_shows_where_it_decides() -> None:
    rules = pages(at_the_word_of("for", "a", "C1"))
    sheet = Prover(rules).deciding_sheet("r")
    assert sheet == {"q": "yes"}
    (page,) = pages_of(rules, "r", sheet)
    assert "With it: a is ahead Without it: nothing points to one of them" in as_read(plain(page))


# --- the shipped rules ----------------------------------------------------------------------------


def test_the_shipped_line_says_what_the_pages_point_to_and_who_wrote_them() -> None:
    note = shipped_rule_set().documents_lens_note
    assert "psychodynamic therapy" in note
    assert "practices that wrote them offer it" in note


def test_in_every_worked_case_the_claims_speak_and_nothing_else() -> None:
    rules = shipped_rule_set()
    claims = {claim.says for claim in rules.library.claims}
    seen = 0
    for case in rules.library.cases:
        record = result_record(outcome_of(rules, Lens.DOCUMENTS, **case.answers))
        assert set(record["sources"]) <= {"DOC_A", "DOC_B"}
        for decision in record["decisions"].values():
            for standing in decision.get("candidates", {}).values():
                reasons = {one["because"] for one in standing["arguments"]}
                assert reasons <= claims
                seen += len(reasons)
    assert seen > 100
