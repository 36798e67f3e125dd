"""`about`, for who wants to know whom to trust; several of these tests are proofs in `standard.yaml`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_aid import __version__
from decision_aid.__main__ import examples
from decision_aid.checking.checks import dates
from decision_aid.commands.about.page import about_page
from decision_aid.commands.about.reading_level import reading_level
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.loading.rule_set import shipped_directory
from decision_aid.model.library import About
from decision_aid.model.report import Block, Paragraph, Reason, Report
from decision_aid.model.rules import Basis, Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.claims import VERDICTS, claim_page, verdict_on
from decision_aid.wording.readability import grade, reading_level_of
from decision_aid.wording.result import report
from decision_aid.wording.sources import SEEN
from tests.builders import because
from tests.cli.conftest import SAFE, Program, level

PROJECT = Path(__file__).parent.parent.parent
TINY = PROJECT / "tests" / "rule_sets" / "good" / "tiny"


def said(page: Report, heading: str) -> str:
    """What stands under a heading; nothing when it is not there."""
    under = page._replace(sections=tuple(s for s in page.sections if s.heading == heading))
    return " ".join(block.text for block in blocks_of(under) if isinstance(block, Paragraph))


def blocks_of(page: Report) -> list[Block]:
    return [block for section in page.sections for block in section.blocks]


@pytest.fixture(scope="module")
def page(shipped: Rules) -> Report:
    return about_page(shipped, __version__, level())


def test_the_problem_and_the_decision_are_told(page: Report) -> None:
    assert re.search(r"Depression is .{100}", said(page, "What the choice is about"))
    decision = said(page, "The decision")
    assert re.search("The choice is which .* to start, add, or change to", decision)
    assert "You don't have to decide today." in decision


def test_it_says_whom_it_is_for_and_not_for(page: Report) -> None:
    assert all(who in said(page, "Who it's for") for who in ("Adults", "Clinicians", "Teachers"))
    not_for = said(page, "When not to use it")
    assert all(who in not_for for who in ("crisis", "under 18", "what illness"))


def test_it_promises_to_prepare_and_not_to_heal(page: Report) -> None:
    use = said(page, "What it can and can't do")
    assert "get ready to decide" in use
    assert all(no in use for no in ("can't diagnose", "or measure risk", "Don't use it in an emergency"))
    everything = " ".join(said(page, section.heading) for section in page.sections).lower()
    assert not re.search(r"get (well|better)|prove[sn] to|validated|predicts|best for you", everything)


@pytest.mark.usefixtures("measured")
def test_the_dates_stand_on_the_page_and_on_every_result(
    decision_aid: Program, answers_file: Callable[[str], str], shipped: Rules
) -> None:
    sheets = (SAFE, f"{SAFE}  goals: [growth]\n", "rule_set: depression\nanswers: {danger_now: yes}\n")
    for page in (decision_aid("about"), *(decision_aid("evaluate", answers_file(sheet)) for sheet in sheets)):
        assert shipped.reviewed in page.out
        assert shipped.next_review in page.out


@pytest.mark.usefixtures("measured")
def test_a_review_that_is_overdue_is_said_to_be(decision_aid: Program, shipped: Rules) -> None:
    early = " ".join(decision_aid("about", "--as-of", shipped.next_review).out.split())
    assert f"The next check is due on {shipped.next_review}." in early
    assert "overdue" not in early
    late = " ".join(decision_aid("about", "--as-of", "2030-01-01").out.split())
    assert f"The next check is overdue: it was due on {shipped.next_review}." in late


def test_it_says_how_it_is_updated_and_whom_to_tell(page: Report, shipped: Rules) -> None:
    updates = said(page, "Dates and updates")
    assert "Twice a year" in updates
    assert "issue tracker" in updates
    assert not re.search(r"@|https?:", updates), "no address that nobody answers"
    assert shipped.reviewed < shipped.next_review
    late = dates.find(shipped, f"{shipped.next_review} and later")
    assert "review-overdue" in [problem.code for problem in late]


def test_money_interests_and_authors_are_told(shipped: Rules) -> None:
    other = shipped._replace(interests="A maker of hats paid.", authors=("A. Hatter", "M. Hare"))
    page = about_page(other, __version__, reading_level_of(()))
    assert said(page, "Money and interests") == "A maker of hats paid."
    assert said(page, "Who made it").startswith("A. Hatter, M. Hare. ")
    assert shipped.clinician_review in said(page, "Who made it")
    assert shipped.library.about
    assert shipped.library.about.roles
    assert all(role in said(page, "Who made it") for role in shipped.library.about.roles)
    assert "don't claim a license" in said(page, "Who made it")
    assert "no funding" in shipped.interests
    assert "both offer" in shipped.documents_note
    assert said(page, "Who wrote the documents") == shipped.documents_note


def test_what_speaks_of_research_names_sources_that_can_be_found(
    shipped: Rules, decision_aid: Program
) -> None:
    speaking = [
        *(rule.sources for rule in shipped.rules if rule.basis in (Basis.GUIDELINE, Basis.TRIAL)),
        *(c.sources for c in shipped.library.claims if c.verdict in ("supported", "mixed", "contradicted")),
    ]
    assert len(speaking) > 30
    assert all(speaking)
    for source in {source for sources in speaking for source in sources}:
        assert shipped.source[source].link.startswith("https://")
    claim = shipped.library.claim["A27"]
    links = [shipped.source[source].link for source in claim.sources]
    shown = "".join(decision_aid("claims", "A27").out.split())
    assert links
    assert all(link in shown for link in links)


def test_it_tells_how_the_research_was_found_and_where_to_read_more(page: Report) -> None:
    method = said(page, "How the rules were made")
    assert "didn't search everything" in method
    named = set(re.findall(r"docs/\w+\.md", " ".join(said(page, s.heading) for s in page.sections)))
    assert named == {"docs/evidence.md", "docs/development.md"}
    for document in named:
        assert (PROJECT / document).is_file(), document
    evidence = (PROJECT / "docs" / "evidence.md").read_text(encoding="utf-8")
    for heading in ("found", "read", "marked", "becomes a suggestion"):
        assert re.search(rf"^## How .*{heading}$", evidence, re.MULTILINE), heading


def test_each_reason_and_claim_says_how_good_its_research_is(shipped: Rules, page: Report) -> None:
    assert {claim.verdict for claim in shipped.library.claims} <= set(VERDICTS)
    assert {source.seen for source in shipped.sources} <= set(SEEN)
    results = [report(suggest(evaluate(shipped, case.answers))) for case in shipped.library.cases]
    reasons = [block for result in results for block in blocks_of(result) if isinstance(block, Reason)]
    assert len(reasons) > 100
    assert all(" · " in reason.text for reason in reasons)
    abstracts = sum(source.seen == "abstract" for source in shipped.sources)
    counted = f"Only the abstract was read: {abstracts} of {len(shipped.sources)} sources."
    assert counted in said(page, "How much of the sources we read")
    assert shipped.library.about
    assert shipped.library.about.seen
    assert all(text in said(page, "How much of the sources we read") for text in shipped.library.about.seen)
    for claim in shipped.library.claims:
        printed = " ".join(plain(claim_page(shipped, claim)).split())
        verdict = verdict_on(shipped, claim)
        assert f"{verdict} {claim.research}".strip() in printed, claim.id


@pytest.mark.exhaustive
def test_the_reading_level_on_the_printed_page_is_that_of_all_texts(
    shipped: Rules, decision_aid: Program
) -> None:
    measured = level()
    told = " ".join(decision_aid("about").out.split())
    assert measured.flesch_kincaid.median > 0
    assert f"Half of the {measured.texts} texts" in told
    assert f"Half of the {measured.pages} long pages" in told
    for grades in (
        *(measured.flesch_kincaid, measured.flesch_kincaid_with_names),
        *(measured.smog, measured.smog_with_names),
    ):
        assert f"grade {grades.median} or below, the hardest at {grades.worst}" in told
    hard = "Psychotherapeutic interventions necessitate considerable perseverance."
    harder = shipped._replace(rules=(because(shipped.rules[0], hard), *shipped.rules[1:]))
    hardest = reading_level(harder, examples()).flesch_kincaid
    assert hardest.worst == grade(hard, shipped.plain_names) > measured.flesch_kincaid.worst


@pytest.mark.exhaustive
def test_the_reading_level_does_not_drift_with_the_day(decision_aid: Program) -> None:
    def told(day: str) -> list[str]:
        record = json.loads(decision_aid("about", "--format", "json", "--as-of", day).out)
        return list(record["sections"]["How hard it is to read"])

    assert told("2030-01-01") == told("2026-11-24")


def test_every_sentence_can_be_read_in_eighth_grade(page: Report, shipped: Rules) -> None:
    names = shipped.plain_names
    texts = [block.text for block in blocks_of(page) if isinstance(block, Paragraph)]
    hard = {text: grade(text, names) for text in texts if len(text.split()) > 4 and grade(text, names) > 8}
    assert {text for text in hard if not text.startswith("Hash")} == set()


@pytest.mark.usefixtures("measured")
def test_help_stands_at_the_end_and_the_hash_is_that_of_the_result(
    decision_aid: Program, shipped: Rules
) -> None:
    out = decision_aid("about").out
    assert "988" in out[out.index("Help at any time") :]
    assert shipped.hash in out
    record = json.loads(decision_aid("about", "--format", "json").out)
    assert record["schema"] == "decision-aid/about/1"
    assert record["program"] == __version__
    assert record["rule_set"]["hash"] == shipped.hash
    assert record["sections"]["Money and interests"] == [shipped.interests]
    assert record["help"][0]["contact"] == shipped.contacts[0].contact
    assert "## Who made it" in decision_aid("about", "--format", "markdown").out


@pytest.mark.exhaustive
@pytest.mark.usefixtures("measured")
def test_a_rule_set_of_ones_own_is_told_by_its_own_words(tmp_path: Path, decision_aid: Program) -> None:
    own = Path(shutil.copytree(shipped_directory(), tmp_path / "own"))
    rule_set = (own / "rule_set.yaml").read_text(encoding="utf-8")
    changed = rule_set.replace("[The decision-aid project]", "[A. Hatter]").replace(
        "2026-11-22", "2026-12-24"
    )
    (own / "rule_set.yaml").write_text(changed, encoding="utf-8")
    run = decision_aid("about", "--rules", str(own))
    assert run.code == 0
    assert run.out.startswith("NOT THE RULES THAT COME WITH THIS PROGRAM")
    assert "A. Hatter." in run.out
    assert "2026-12-24" in run.out
    assert "The decision-aid project." not in run.out


def test_a_rule_set_that_says_nothing_of_itself_borrows_no_words(decision_aid: Program) -> None:
    out = decision_aid("about", "--rules", str(TINY)).out
    assert "Depression" not in out
    assert "The decision\n" not in out
    assert "Money and interests" in out


def test_what_a_rule_set_leaves_out_of_its_own_account_is_told(tmp_path: Path, decision_aid: Program) -> None:
    own = Path(shutil.copytree(TINY, tmp_path / "own"))
    (own / "about.yaml").write_text("problem: Tea or coffee.\n", encoding="utf-8")
    run = decision_aid("about", "--rules", str(own))
    assert run.code == 2
    for key in set(About._fields) - {"problem", "location"}:
        assert f"needs the key '{key}'" in run.err
