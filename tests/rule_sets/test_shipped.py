"""The rule set that comes with the program: whole, sound, honest and readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from decision_aid.checking.checks import safety_first
from decision_aid.checking.checks.readability import texts
from decision_aid.checking.dangers import dangers
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.answers import SETTING, SOMEONE_ELSE
from decision_aid.model.conditions import AtLeast, Condition, Equals
from decision_aid.model.conditions import tests_in as parts_of
from decision_aid.model.rules import Action, Basis, Direction, Rules, Strength
from decision_aid.wording.help import with_numbers
from decision_aid.wording.readability import sentences_of, words_of
from tests import a_few_of
from tests.builders import with_library
from tests.outputs import NAMES_NOTHING
from tests.properties.test_safety import ALWAYS_STOPS, NEVER_SAID

RULES = Path(__file__).parent.parent.parent / "rules" / "depression"

CLAIM_IDS = [*(f"A{n:02}" for n in range(1, 36)), *(f"B{n:02}" for n in range(1, 37))]


# --- whole and sound ----------------------------------------------------------------------------


def test_there_are_at_least_twelve_worked_cases_each_a_story(shipped: Rules) -> None:
    assert len(shipped.library.cases) >= 12
    for case in shipped.library.cases:
        assert len(words_of(case.story)) >= 20, case.id


GIVES_AWAY = re.compile(
    r"\b(the|this) (aid|program|page) (stops|goes|shows|asks|says|thanks|hears|suggests|names)\b|"
    r"\bstops (here|at once)\b|"
    r"\bsuggest\w*|\bapproach\w*|\bcomes? (first|before)\b|\b(specialist|guideline)s?\b",
    re.IGNORECASE,
)


TELLS_OF_THE_FORM = re.compile(
    r"\b(safety|the) page\b|\bskips?\b|\banswers\b|\bfills in\b|\bticks\b|\bpicks\b|\bquestions\b|"
    r"\b(the|this|each|next|one) question (about|is|comes)\b|\bany style\b|\binner patterns?\b|"
    r"\bexample for a class\b",
    re.IGNORECASE,
)
"""Words about what somebody did with the questions. Nobody would tell a colleague so about a person."""


@pytest.mark.parametrize(
    "said", ["The aid stops here.", "No approach stands out", "But his maybe comes first."]
)
def test_what_gives_a_case_away(said: str) -> None:
    assert GIVES_AWAY.search(said)


@pytest.mark.parametrize(
    "said",
    [
        "Nothing on the safety page applies.",
        "He skips what he wants.",
        "A clinician answers for Ann.",
        "Any style is fine.",
    ],
)
def test_what_tells_of_the_form(said: str) -> None:
    assert TELLS_OF_THE_FORM.search(said)


def test_a_case_tells_what_somebody_told_and_not_what_comes_of_it(shipped: Rules) -> None:
    told = {case.id: f"{case.title}: {case.story}" for case in shipped.library.cases}
    for words in (GIVES_AWAY, TELLS_OF_THE_FORM):
        assert {id: hit.group() for id, text in told.items() if (hit := words.search(text))} == {}


def test_the_worked_cases_come_out_as_they_say(shipped: Rules) -> None:
    for case in shipped.library.cases:
        suggestion = suggest(evaluate(shipped, case.answers))
        assert suggestion.status == case.status, case.id
        assert tuple(judged.gate.id for judged in suggestion.gates) == case.gates, case.id
        came_out = {c.decision.id: (str(c.outcome), sorted(c.favored)) for c in suggestion.conclusions}
        assert came_out == {k: (e.outcome, sorted(e.favored)) for k, e in case.decisions.items()}, case.id


def test_the_worked_cases_show_every_status_every_stop_and_every_candidate(shipped: Rules) -> None:
    assert {case.status for case in shipped.library.cases} == set(Status)
    shown = {gate for case in shipped.library.cases for gate in case.gates}
    assert {gate.id for gate in shipped.gates if gate.action is Action.STOP} <= shown
    favored = {name for case in shipped.library.cases for e in case.decisions.values() for name in e.favored}
    assert favored == set(shipped.candidate)


def test_there_are_enough_rules_on_every_theme(shipped: Rules) -> None:
    assert len(shipped.rules) >= 40
    assert {rule.theme for rule in shipped.rules} == set(shipped.themes)
    assert set(shipped.themes) == {
        *("severity", "course", "staying_well", "past_treatment", "around_birth", "loss_and_change"),
        *("people_in_life", "old_hurts", "early_life", "personality", "inner_patterns", "goals"),
        *("way_of_working", "medication", "time"),
    }


def test_the_decisions_are_those_of_the_contract(shipped: Rules) -> None:
    assert {d.id: [c.id for c in d.candidates] for d in shipped.decisions} == {
        "approach": ["cbt", "ipt", "psychodynamic"],
        "medication": ["therapy_alone", "combined"],
        "length": ["short", "long"],
    }
    assert [d.when_favored for d in shipped.decisions] == [None, None, "psychodynamic"]
    assert shipped.tie_margin == 1


def conditions_of(rules: Rules) -> Iterator[Condition]:
    yield from (item.asking for item in rules.items if item.asking)
    yield from (rule.when for rule in rules.rules)
    for gate in rules.gates:
        yield gate.when
        if gate.unless:
            yield gate.unless


def test_every_code_is_read_or_is_a_plain_no_and_never_both(shipped: Rules) -> None:
    tests = [test for condition in conditions_of(shipped) for test in parts_of(condition)]
    read = {(test.question, code) for test in tests if isinstance(test, Equals) for code in test.codes}
    for item in shipped.items:
        for option in item.answer_options:
            assert ((item.link_id, option.code) in read) is not option.neutral, (item.link_id, option.code)
    unread = {item.link_id for item in shipped.items} - {test.question for test in tests}
    assert unread == {"matters_not"}


def test_all_71_claims_are_there(shipped: Rules) -> None:
    assert len(CLAIM_IDS) == 71
    assert [claim.id for claim in shipped.library.claims] == CLAIM_IDS
    assert {claim.document for claim in shipped.library.claims} == {"DOC_A", "DOC_B"}


def test_every_benefit_claim_is_used(shipped: Rules) -> None:
    used = {claim for rule in shipped.rules for argument in rule.arguments for claim in argument.claims}
    assert {claim.id for claim in shipped.library.claims if claim.benefit} <= used


def test_what_rests_on_the_documents_alone_argues_weakly_and_from_a_claim(shipped: Rules) -> None:
    for rule in shipped.rules:
        for argument in rule.arguments if rule.basis is Basis.PRACTICE else ():
            assert argument.lens or argument.strength is Strength.WEAK, rule.id
            assert argument.claims, rule.id


def test_every_candidate_has_reasons_for_and_an_option_page_with_good_and_bad_points(
    shipped: Rules,
) -> None:
    supported = {a.candidate for r in shipped.rules for a in r.arguments if a.direction is Direction.FOR}
    assert supported == set(shipped.candidate)
    pages = {page.id: page for page in shipped.library.options}
    assert set(pages) >= set(shipped.candidate)
    for page in pages.values():
        assert page.good_points, page.id
        assert page.burdens, page.id


def test_every_contact_says_where_it_was_checked_and_when(shipped: Rules) -> None:
    for contact in shipped.contacts:
        assert contact.source.startswith("https://"), contact.id
        assert date.fromisoformat(contact.checked_on) <= date.today(), contact.id


def test_the_help_contacts_of_the_issue_are_there(shipped: Rules) -> None:
    contacts = " ".join(f"{contact.name} {contact.contact}" for contact in shipped.contacts)
    for words in (
        *(
            "988",
            "AYUDA",
            "838255",
            "videophone",
            "911",
            "emergency room",
            "1-833-852-6262",
            "1-800-799-7233",
        ),
        *("741741", "1-800-662-4357", "999", "116 123", "13 11 14", "findahelpline.com"),
    ):
        assert words in contacts
    maternal = next(c for c in shipped.contacts if "1-833-852-6262" in c.contact)
    assert maternal.kind != "crisis"
    assert {contact.country for contact in shipped.contacts} >= {"US", "UK", "CA", "AU", "IE", "NZ"}


def test_sources_are_linked_and_dated(shipped: Rules) -> None:
    for source in shipped.sources:
        assert source.link.startswith("https://"), source.id
        assert 1970 <= source.year <= date.today().year, source.id


# --- safe and honest ----------------------------------------------------------------------------


def test_every_dangerous_answer_is_read_by_a_stop(shipped: Rules) -> None:
    stops = [gate for gate in shipped.gates if gate.action is Action.STOP]
    read = {
        (test.question, code)
        for gate in stops
        for test in parts_of(gate.when)
        if isinstance(test, Equals)
        for code in test.codes
    }
    assert {(question, code) for question, codes in ALWAYS_STOPS.items() for code in codes} <= read


@pytest.mark.parametrize("action", [Action.STOP, Action.REFER])
def test_stops_and_referrals_name_no_approach_and_no_medicine(action: Action, shipped: Rules) -> None:
    """A referral may be shown before the safety questions are answered."""
    for gate in shipped.gates:
        if gate.action is action:
            for text in (gate.caption, *filter(None, gate.message)):
                assert NAMES_NOTHING.findall(text) == [], gate.id
                for candidate in shipped.candidate.values():
                    named = rf"\b({re.escape(candidate.caption)}|{re.escape(candidate.short)})(?!\w)"
                    assert not re.search(named, text, re.IGNORECASE), gate.id


def test_every_gate_speaks_to_a_person_a_clinician_and_a_class(shipped: Rules) -> None:
    for gate in shipped.gates:
        assert "client" not in gate.message.plain, gate.id
        if gate.when != Equals(SETTING, (SOMEONE_ELSE,)):  # no clinician and no class ever reads it
            assert gate.message.clinician, gate.id
            assert gate.message.teaching, gate.id


def test_a_stop_that_cannot_wait_names_988_or_911_in_its_own_words(shipped: Rules) -> None:
    for gate in shipped.gates:
        if gate.action is Action.STOP and gate.urgency == "now":
            assert re.search(r"\b(988|911)\b", with_numbers(shipped, gate.message.plain)), gate.id


BLAMES = re.compile(
    r"commit\w* suicide|(failed|successful) (suicide )?attempt|treatment failed|you failed|attention.seeking|"
    r"your fault|addict\b|non.?complian",
    re.IGNORECASE,
)


def test_no_text_blames(shipped: Rules) -> None:
    for text in person_texts(shipped).values():
        assert BLAMES.findall(text) == [], text


def all_texts() -> dict[str, str]:
    """Every file of the rule set, without its comments."""
    return {
        path.relative_to(RULES).as_posix(): re.sub(r"(?m)^\s*#.*$", "", path.read_text(encoding="utf-8"))
        for path in sorted(RULES.rglob("*.yaml"))
    }


@pytest.mark.parametrize("words", NEVER_SAID)
def test_some_things_stand_nowhere_in_the_rule_set(words: str) -> None:
    texts = {name: " ".join(text.lower().split()) for name, text in all_texts().items()}
    if words[0].isdecimal():
        # The lessons show a class what is wrong with these figures.
        texts = {name: text for name, text in texts.items() if not name.startswith("lessons/")}
    assert [name for name, text in texts.items() if words.lower() in text] == []


def test_only_a_guideline_or_a_trial_speaks_of_research(shipped: Rules) -> None:
    claims_research = re.compile(
        r"\b(research|trials?|stud(y|ies)|guidelines?|evidence|works? better)\b", re.IGNORECASE
    )
    for rule in shipped.rules:
        if rule.basis in (Basis.PRACTICE, Basis.PREFERENCE):
            for because in (rule.because, *(argument.because for argument in rule.arguments)):
                assert claims_research.findall(because) == [], rule.id


def test_a_wish_names_what_somebody_wants_and_never_says_that_it_works(shipped: Rules) -> None:
    says_it_works = re.compile(
        r"\b(works? (better|best)|helps|helped|can help|eases?|heals?|better than|more likely)\b"
    )
    for rule in shipped.rules:
        for argument in rule.arguments if rule.basis is Basis.PREFERENCE else ():
            if not argument.lens:
                assert re.search(r"\b[Yy]ou\b", argument.because), (rule.id, argument.candidate)
                assert says_it_works.findall(argument.because) == [], (rule.id, argument.candidate)


LONGEST_REASON = 122
"""In characters: a line of a page and a half, with its mark."""


def test_a_reason_is_one_or_two_sentences_that_are_read_at_a_glance(shipped: Rules) -> None:
    told = [(rule.id, argument.because) for rule in shipped.rules for argument in rule.arguments]
    told += [(rule.id, rule.because) for rule in shipped.rules]
    assert [each for each in told if len(each[1]) > LONGEST_REASON] == []
    assert [each for each in told if len(sentences_of(each[1])) > 2] == []
    # "For: For depression like yours" reads like a slip.
    assert [each for each in told if each[1].startswith(("For ", "Against "))] == []


def test_no_two_rules_say_the_same_sentence(shipped: Rules) -> None:
    """Any two of them may hold together, and a page says a thing once."""
    said = Counter(
        sentence
        for rule in shipped.rules
        for text in (rule.because, rule.note or "", *(argument.because for argument in rule.arguments))
        for sentence in sentences_of(text)
    )
    assert [sentence for sentence, times in said.items() if times > 1] == []


# --- readable -----------------------------------------------------------------------------------

LONGEST_SENTENCE = 30


def person_texts(rules: Rules) -> dict[str, str]:
    """What somebody reads at one time, by what it is."""
    return {f"{what}: {text[:20]}": text for what, text, _, _ in texts(rules)}


def test_no_sentence_is_too_long_to_hold_in_mind(shipped: Rules) -> None:
    long = {
        f"{len(words_of(sentence))} words in {name}: {sentence}"
        for name, text in person_texts(shipped).items()
        for sentence in sentences_of(text)
        if len(words_of(sentence)) > LONGEST_SENTENCE
    }
    assert long == set()


@pytest.mark.parametrize("plain", a_few_of(safety_first.FLOOR))
def test_without_its_stop_plain_danger_answers_nobody_though_no_case_or_promise_is_left(
    plain: Equals | AtLeast, shipped: Rules
) -> None:
    reads = [
        gate for gate in shipped.gates if any(test.question == plain.question for test in parts_of(gate.when))
    ]
    gates = tuple(gate._replace(action=Action.CAUTION) if gate in reads else gate for gate in shipped.gates)
    edited = with_library(shipped._replace(gates=gates), cases=(), properties=())
    found = {(problem.code, problem.about) for problem in dangers(edited)}
    assert ("danger-and-candidate", plain.question) in found
