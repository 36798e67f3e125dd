"""What is said nowhere: effect sizes that mislead, more than research shows, and what nobody has checked.

But for two places: a claim tells what its document says, as that document's claim; and a lesson shows a class
what is wrong with the figures of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from decision_aid.__main__ import examples
from decision_aid.checking.checks.readability import texts
from decision_aid.commands.about.reading_level import everything
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.result import report
from decision_aid.wording.trace import trace_page
from tests import a_few_of
from tests.builders import because, with_library

GOLDEN = Path(__file__).parent.parent / "golden"
OF_THEIR_OWN = ("claim.txt", "lesson.txt", "profile.txt")
"""Golden pages that say what the documents claim, or whose shares are of sheets on paper and of no effect."""

# Each: what is not said, sentences that must be caught, and sentences that must pass.
FIGURES = {
    # One of the two documents sets these effect sizes side by side, though they compare unlike things.
    r"(?<![\d.])(0?\.97|1\.51|0?\.59|0?\.98|0?\.31|1\.17|1\.57)(?![\d.]*\d)": (
        ("An effect of 0.97.", "It rose to 1.51", "0.59, later 0.98", "only .31 for drugs", "1.17 to 1.57"),
        ("Version 10.97 is out.", "In 31 of 100 people.", "0.975 or so", "It cost 59 dollars."),
    ),
    r"\b92 ?(%|per ?cent|in 100|of 100|out of 100)": (
        ("better than 92% of them", "92 percent", "92 in 100", "92 out of 100", "92 % of people"),
        ("92 people took part", "page 92"),
    ),
}

WORDS = {
    r"\b(?<!not )(last|hold|endure)(s|ed|ing)? longer\b": (
        ("It lasts longer.", "gains lasting longer than with CBT", "These hold longer."),
        ("It takes longer.", "Nobody has shown that it does not last longer", "a longer course"),
    ),
    r"\bprevents? relapses? (better|more)\b|\bbetter (at|in|for) prevent\w* relapse": (
        ("It prevents relapse better.", "It is better at preventing relapse."),
        ("CBT may help to prevent relapse.",),
    ),
    r"\blife-?long\b": (("lifelong change", "A life-long gift"), ("long in life", "life is long")),
    r"(?<!not )(?<!neither )\bprove[ns]?\b": (
        ("It is proven to help.", "Research proves it.", "a proven therapy", "Trials prove this."),
        (
            "It is not proven.",
            "Studies neither prove it nor rule it out.",
            "an unproven idea",
            "This would improve mood.",
        ),
    ),
    r"\bwork(s|ed)? best\b|\bbest (therapy|approach|treatment) (for|there)\b": (
        ("It works best.", "the best therapy for depression"),
        ("It is best to ask.", "what matters best"),
    ),
    r"\bideal(ly)? (for|if|when|method)\b|\bexcel(s|led)?\b": (
        ("It is ideal for grief.", "CBT excels here."),
        ("an ideal", "Excellent care is rare.", "high ideals"),
    ),
    r"(?<!not )(?<!no )(?<!never )\bsuperior (to|over)\b": (
        ("It is superior to drugs.",),
        ("It is not superior to CBT.", "a superior officer"),
    ),
    r"\bmiracle|\bguarantee(s|d)?\b|\bcures?\b": (
        ("a cure for it", "guaranteed to help"),
        ("a secure home",),
    ),
}

UNCHECKED = {
    r"\bUNVERIFIED\b": (("This is UNVERIFIED.",), ("This is verified.",)),
    # The line for young LGBTQ+ people was closed in 2025; whether it is back was not seen.
    r"\bpress 3\b|\btext pride\b": (("Call 988 and press 3.", "Text PRIDE to 988."), ("Press 1 or 2.",)),
    # Contacts that were not seen on a page of their own.
    r"0477 ?13 ?11 ?14": (
        ("Text 0477 13 11 14.",),
        ("Call 13 11 14.", "Call 000.", "1,000 people", "100,000"),
    ),
    r"\b(text|send) (HOLA|AYUDA) to 741741|\b442-AYUDA\b": (
        ("Text HOLA to 741741.",),
        ("Text HOME to 741741.", "Text AYUDA to 988."),
    ),
    r"\b240\+|\b(over |more than )?240 languages": (("In 240+ languages.",), ("60 languages", "room 240")),
    r"\bIASP\b": (("See the IASP list.",), ("NASP is another.",)),
    # Figures known by hearsay alone.
    r"\bHR ?(of |= ?)?0\.69\b|\b0\.69\b": (("an HR of 0.69",), ("10.690",)),
    r"(?<![\d.])0?\.28\b": (("r = .28", "about 0.28"), ("28 of 100", "1.28 meters")),
    r"(?<![\d.])1\.39\b": (("It was 1.39.",), ("11.39",)),
    # Papers of which the number was not seen.
    r"wps\.21104": (("doi 10.1002/wps.21104",), ("doi 10.1002/wps.21069",)),
    # Places in guidelines that were not seen in their text.
    r"\b(CANMAT|second)[ -]line\b": (("It is second-line.", "second line in Canada"), ("a second time",)),
    r"\b(listed|placed|ranked|comes|puts it) (eighth|8th|fourth|4th)\b": (
        ("IPT is listed eighth.", "Medicine is ranked 4th."),
        ("the fourth focus", "eighth grade"),
    ),
    r"\bseven (psycho)?therapies (are|were) recommended|\bAPA recommends (psychodynamic|IPT)": (
        ("The APA recommends IPT.", "Seven therapies are recommended."),
        ("The APA guideline names CBT.",),
    ),
    r"\bweak for\b|\bgrade [A-D] (evidence|recommendation)": (
        ("The grade was weak for both.",),
        ("grade 8", "Reason for: it fits"),
    ),
    r"\btailor\w* .{0,40}improves? outcomes?": (
        ("Tailoring care to the person improves outcomes.",),
        ("Care can be tailored.",),
    ),
    r"\bEMDR (is|was) recommended|\bNG116\b|\bNG225\b": (("NICE NG116 says",), ("NICE NG222 says",)),
    r"\bno permission (is )?(required|needed)\b": (
        ("No permission is required to copy it.",),
        ("Ask first.",),
    ),
    r"\bCC BY-NC-SA\b": (("It is CC BY-NC-SA.",), ("CC BY",)),
}

NEVER = {**FIGURES, **WORDS, **UNCHECKED}


def found_in(text: str, *lists: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> set[str]:
    """What of these lists a text says, however its lines are broken."""
    joined = " ".join(text.split())
    patterns = [pattern for each in lists for pattern in each]
    return {hit.group() for pattern in patterns for hit in re.finditer(pattern, joined, re.IGNORECASE)}


def told(rules: Rules, lens: Lens) -> Iterator[tuple[str, str]]:
    """Every text that somebody reads: what it is, and the text. Results are read through the lens."""
    yield from ((what, text) for what, text, _, _ in texts(rules))
    yield from ((f"a page: {page[0][:40]}", " ".join(page)) for page in everything(rules, examples()) if page)
    yield from ((f"contact {contact.id}", f"{contact.name}: {contact.contact}") for contact in rules.contacts)
    yield from ((f"source {source.id}", f"{source.short}: {source.about}") for source in rules.sources)
    yield from ((f"caption of {gate.id}", gate.caption) for gate in rules.gates)
    yield from ((f"caption of {rule.id}", rule.caption) for rule in rules.rules)
    for case in rules.library.cases:
        suggestion = suggest(evaluate(rules, case.answers, lens))
        for page in (report(suggestion), trace_page(suggestion)):
            yield f"case {case.id}, {lens}: {page.title}", plain(page)
    for path in sorted(GOLDEN.iterdir()):
        if path.suffix != ".py" and path.is_file() and path.name not in OF_THEIR_OWN:
            yield f"golden {path.name}", path.read_text(encoding="utf-8")


@pytest.mark.parametrize("pattern", NEVER)
def test_each_entry_catches_what_it_is_for_and_nothing_else(pattern: str) -> None:
    caught, passes = NEVER[pattern]
    assert [said for said in caught if not found_in(said, {pattern: NEVER[pattern]})] == []
    assert [said for said in passes if found_in(said, {pattern: NEVER[pattern]})] == []


def as_told(rules: Rules) -> Rules:
    """The rule set without what documents claim in their own name, and without the lessons about it."""
    silent = tuple(claim._replace(says="It says so.", heading="A heading") for claim in rules.library.claims)
    return with_library(rules, claims=silent, lessons=())


@pytest.mark.exhaustive
@pytest.mark.parametrize("lens", a_few_of(list(Lens)))
def test_nothing_that_is_shipped_says_it(shipped: Rules, lens: Lens) -> None:
    silent = as_told(shipped)
    said = {what: hits for what, text in told(silent, lens) if (hits := found_in(text, NEVER))}
    assert said == {}


# --- numbers ------------------------------------------------------------------------------------

_COUNT = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|every)"

EFFECT = re.compile(
    r"\d ?%|\bper ?cent\b|\b(0?\.\d+|\d+\.\d+)\b|\b(half|a third|a quarter|two thirds) of\b"
    rf"|\b{_COUNT} (in|of|out of) (every )?(\d+|four|five|six|seven|eight|nine|ten|a hundred)\b"
    r"(?! (months|weeks|years))",
    re.IGNORECASE,
)
"""What looks like an effect, a percentage, or so many in a hundred. Ages, phone numbers and dates do not."""


def blocks(part: object, sources: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each text in a part of a rule set, with the sources that stand in the same block or around it."""
    if isinstance(part, str):
        yield part, sources
    elif isinstance(part, Mapping):
        yield from (each for inner in part.values() for each in blocks(inner, sources))
    elif isinstance(part, tuple):
        named = dict(zip(getattr(part, "_fields", ()), part, strict=False))
        own = tuple(named.get("sources", ())) or sources
        if "of_a_hundred" in named:
            yield f"{named['of_a_hundred']} in 100", own
        left_out = {"sources", "location", "when", "unless"} - ({"when"} if "people" in named else set())
        inside = [inner for name, inner in named.items() if name not in left_out] if named else part
        yield from (each for inner in inside for each in blocks(inner, own))


@pytest.mark.parametrize(
    "said", ["92% of them", "23 in 100", "one in four people", "an effect of 0.5", "half of them"]
)
def test_what_looks_like_an_effect(said: str) -> None:
    assert EFFECT.search(said)


@pytest.mark.parametrize(
    "said", ["call 988", "16 to 20 visits", "ages 18 to 24", "24 hours", "1-800-799-7233", "in 2021"]
)
def test_what_does_not_look_like_one(said: str) -> None:
    assert not EFFECT.search(said)


def without_source(rules: Rules) -> list[str]:
    """Texts with an effect and no source that the rule set has."""
    known = set(rules.source)
    parts = (
        rules.gates,
        rules.rules,
        rules.library.options,
        rules.library.overview or (),
        rules.library.claims,
        rules.items,
    )
    found = [each for part in parts for each in blocks(part)]
    found += [each for lesson in rules.library.lessons for each in blocks((lesson.opening, lesson.questions))]
    found += [
        (rules.evidence_note, ()),
        (rules.documents_note, ()),
        (rules.documents_lens_note, ()),
        (rules.disclaimer.plain, ()),
    ]
    return [text for text, sources in found if EFFECT.search(text) and not known & set(sources)]


def test_every_number_of_an_effect_has_a_source_in_its_block(shipped: Rules) -> None:
    assert without_source(shipped) == []


def test_a_number_without_a_source_is_found(shipped: Rules) -> None:
    said = "It helped 43 in 100 people."
    page = shipped.library.options[0]
    bare = page.good_points[0]._replace(text=said, sources=())
    option = page._replace(good_points=(bare, *page.good_points[1:]))
    rule = because(shipped.rules[0], said)._replace(sources=())
    told = next(page for page in shipped.library.options if page.chances)
    alone = told._replace(chances=(told.chances[0]._replace(sources=()),))
    assert without_source(with_library(shipped, options=(alone,)))
    assert without_source(with_library(shipped, options=(option, *shipped.library.options[1:]))) == [said]
    assert without_source(shipped._replace(rules=(rule, *shipped.rules[1:]))) == [said]
    assert without_source(shipped._replace(evidence_note=said)) == [said]
    sourced = rule._replace(sources=(shipped.sources[0].id,))
    assert without_source(shipped._replace(rules=(sourced, *shipped.rules[1:]))) == []


def test_a_forbidden_claim_is_found_wherever_it_is_put(shipped: Rules) -> None:
    said = "It is proven to help."
    page, rule = shipped.library.options[0], shipped.rules[0]
    for spoiled in (
        shipped._replace(rules=(rule._replace(note=said), *shipped.rules[1:])),
        with_library(shipped, options=(page._replace(not_known=said), *shipped.library.options[1:])),
        with_library(shipped, claims=(shipped.library.claims[0]._replace(research=said),)),
    ):
        assert any(found_in(text, WORDS) for _, text, _, _ in texts(as_told(spoiled)))
