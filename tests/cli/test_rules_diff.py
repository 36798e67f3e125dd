"""`decision-aid rules diff`: what somebody who changed a rule is told."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import textwrap
from functools import partial
from pathlib import Path

import pytest

from decision_aid.commands.rules.diff import find
from decision_aid.commands.rules.diff.page import page
from decision_aid.loading.rule_set import load_rules, shipped_directory
from tests import a_few_of
from tests.cli.conftest import Program
from tests.cli.test_more_approaches import add_behavioral_activation
from tests.outputs import as_read

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped rule set, to be changed."""
    return Path(shutil.copytree(shipped_directory(), tmp_path / "mine"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def few_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer sheets are drawn than for a maintainer: enough for shares that are all or nothing."""
    monkeypatch.setattr(find, "compare", partial(find.compare, size=1_000))


def test_a_copy_comes_out_alike(copy: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "diff", str(shipped_directory()), str(copy))
    assert run.code == 0
    assert "\nProved for every such sheet: nothing comes out differently.\n" in run.out
    assert "No worked case moves." in run.out


@pytest.mark.exhaustive
def test_a_stop_that_is_lost_comes_first_with_a_sheet_that_shows_it(
    copy: Path, decision_aid: Program
) -> None:
    change(
        copy / "safety.yaml",
        "when: {question: daily_care, is: not_managing}",
        "when: {question: daily_care, is: with_effort}",
    )
    change(
        copy / "rules" / "goals.yaml",
        "for: cbt\n        strength: strong",
        "for: cbt\n        strength: weak",
    )
    run = decision_aid("rules", "diff", str(shipped_directory()), str(copy))
    kinds = re.findall(
        r"^(.+): [0-9.]+% of sheets that (.+) \(± [0-9.]+(?:; [0-9]{2},[0-9]{3} drawn)?\)$",
        run.out,
        re.MULTILINE,
    )
    assert kinds[:2] == [("A stop is gained", "stop"), ("A stop is lost", "stop")]
    assert any(
        kind.startswith("Which kind of therapy: CBT") and which == "stop nowhere" for kind, which in kinds
    )
    assert "\nProved for every such sheet: there is no other kind of change.\n" in run.out
    assert "no stop is" not in run.out
    lost = run.out.split("A stop is lost")[1]
    assert "no longer: the stop not-managing-daily-care" in lost
    sheet = lost.split("A shortest sheet of this kind:\n")[1].split("\n\n")[0]
    old = decision_aid("evaluate", "-", "--format", "json", stdin=sheet.encode())
    new = decision_aid("evaluate", "-", "--format", "json", "--rules", str(copy), stdin=sheet.encode())
    assert '"status": "stopped"' in old.out
    assert '"status": "stopped"' not in new.out
    moved = run.out.split("Worked cases that move: ")[1].split("\n\n")[0]
    assert "'not-eating-or-washing': stopped" in moved, "of what moves, safety is cut nowhere"
    assert "'severe-at-intake': suggestion" in moved
    assert "drawn as population.yaml says" in run.out


@pytest.mark.exhaustive
@pytest.mark.usefixtures("few_drawn")
@pytest.mark.parametrize("change_new", [False, True])
def test_shares_are_of_people_drawn_from_the_population(
    change_new: bool, copy: Path, tmp_path: Path, decision_aid: Program
) -> None:
    """That of the new rule set counts; where it has none, that of the old one."""
    change(
        copy / "safety.yaml",
        "when: {question: danger_now, is: [yes, not_sure]}",
        "when: {question: danger_now, is: yes}",
    )
    old = Path(shutil.copytree(copy, tmp_path / "old"))
    shutil.copy(shipped_directory() / "safety.yaml", old / "safety.yaml")
    shares = "{question: danger_now, shares: {no: 95, not_sure: 3, yes: 2}, source: assumption}"
    all_unsure = "{question: danger_now, shares: {not_sure: 100}, source: assumption}"
    change((copy if change_new else old) / "population.yaml", shares, all_unsure)
    if not change_new:
        (copy / "population.yaml").unlink()
    run = decision_aid("rules", "diff", str(old), str(copy))
    assert (run.code, run.err) == (0, "")
    assert "Shares are of people on paper, drawn as population.yaml says." in run.out
    assert (
        "Come out otherwise: no share is known, since no sheets that stop nowhere could be drawn" in run.out
    )
    assert "The stop 'danger-now' is lost" in run.out or "A stop is lost" in run.out


@pytest.mark.usefixtures("few_drawn")
def test_without_a_population_shares_are_of_possible_sheets(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    change(copy / "rules" / "taste.yaml", "strength: strong", "strength: weak")
    run = decision_aid("rules", "diff", str(TINY), str(copy))
    assert "Shares are of possible answer sheets, not of people" in run.out


def test_a_git_revision_works_as_the_old_one(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "tiny"))

    def git(*words: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *words], cwd=copy, check=True, capture_output=True)

    git("init")
    git("add", "-A")
    git("commit", "-m", "As it was")
    change(copy / "rules" / "taste.yaml", "strength: strong", "strength: weak")
    run = decision_aid("rules", "diff", "HEAD", str(copy))
    assert run.code == 0
    assert "Come out otherwise: " in run.out
    assert "nothing comes out differently" not in run.out
    for nothing in ("no-such-revision", "--output=x"):
        run = decision_aid("rules", "diff", "--", nothing, str(copy))
        assert run.code == 2
        assert f"There is no folder '{nothing}', and no git revision of '{copy}' has that name." in run.err
    assert not (copy / "x").exists()


def test_what_a_revision_has_not_is_told_with_what_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    """Told apart: no folder, no repository, and a repository that does not hold the folder."""
    copy = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    instead = f"decision-aid rules diff {shipped_directory()} {copy}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    run = decision_aid("rules", "diff", "HEAD", str(tmp_path / "nowhere"))
    assert (run.code, run.out) == (2, "")
    assert f"no folder '{tmp_path / 'nowhere'}' either" in run.err
    run = decision_aid("rules", "diff", "HEAD", str(copy))
    assert (run.code, run.out) == (2, "")
    assert "is in no git repository" in run.err
    assert instead in run.err
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init"], ["commit", "--allow-empty", "-m", "Nothing"]):
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)
    run = decision_aid("rules", "diff", "HEAD", str(copy))
    assert (run.code, run.out) == (2, "")
    assert f"the git revision of that name does not hold '{copy}'" in run.err
    assert instead in run.err


def test_a_rule_set_with_errors_is_not_compared(copy: Path, decision_aid: Program) -> None:
    change(copy / "rules" / "goals.yaml", "for: cbt\n", "for: cbtt\n")
    shipped = str(shipped_directory())
    for old, new, which in ((shipped, str(copy), "new"), (str(copy), shipped, "old")):
        run = decision_aid("rules", "diff", old, new)
        assert (run.code, "Compared" in run.out) == (2, False)
        assert f"{copy}/rules/goals.yaml:" in run.err
        assert "did you mean 'cbt'?" in run.err
        assert f"Nothing is compared: the {which} rule set, {copy}, can't be used." in run.err


def test_errors_in_a_revision_are_told_by_its_name(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    file = copy / "rules" / "taste.yaml"
    right = file.read_text(encoding="utf-8")
    change(file, "strength: strong", "strength: storng")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init"], ["add", "-A"], ["commit", "-m", "As it was"]):
        subprocess.run(["git", *who, *words], cwd=copy, check=True, capture_output=True)
    file.write_text(right, encoding="utf-8")
    run = decision_aid("rules", "diff", "HEAD", str(copy))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("HEAD/rules/taste.yaml:")
    assert "the old rule set, HEAD, can't be used" in run.err


@pytest.mark.exhaustive
def test_a_case_that_comes_out_otherwise_does_not_hinder(copy: Path, decision_aid: Program) -> None:
    change(
        copy / "rules" / "goals.yaml",
        "for: cbt\n        strength: strong",
        "for: cbt\n        strength: weak",
    )
    run = decision_aid("rules", "diff", str(shipped_directory()), str(copy))
    assert (run.code, run.err) == (0, "")
    assert "Worked cases that move: " in run.out


@pytest.mark.usefixtures("few_drawn")
def test_a_question_that_one_alone_asks_is_left_out(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    change(copy / "questionnaire.yaml", "link_id: likes", "link_id: tastes")
    change(copy / "rules" / "taste.yaml", "question: likes, is: bitter", "question: tastes, is: bitter")
    change(copy / "rules" / "taste.yaml", "question: likes, is: mild", "question: tastes, is: mild")
    run = decision_aid("rules", "diff", str(TINY), str(copy))
    assert (run.code, run.err) == (0, "")
    assert (
        "Only the old one asks, so left out: likes.\nOnly the new one asks, so left out: tastes.\n" in run.out
    )
    assert "nothing comes out differently" in run.out


def test_an_answer_that_only_one_of_them_takes_changes_nothing_for_the_others(
    copy: Path, decision_aid: Program
) -> None:
    change(
        copy / "questionnaire.yaml",
        "          - {code: no_preference, label: No preference, neutral: true}",
        "          - {code: no_preference, label: No preference, neutral: true}\n"
        "          - {code: any, label: Any way, neutral: true}",
    )
    run = decision_aid("rules", "diff", str(shipped_directory()), str(copy))
    assert run.code == 0
    assert "nothing comes out differently" in run.out


@pytest.mark.usefixtures("few_drawn")
@pytest.mark.parametrize("format", ["text", "markdown", "json"])
def test_a_diff_is_written_to_a_file(format: str, tmp_path: Path, decision_aid: Program) -> None:
    """As it would be printed, and never over another file."""
    file = tmp_path / "diff"
    diff = ("rules", "diff", str(TINY), str(TINY), "--format", format)
    run = decision_aid(*diff, "--output", str(file))
    assert (run.code, run.out) == (0, "")
    assert file.read_text(encoding="utf-8") == decision_aid(*diff).out
    assert (again := decision_aid(*diff, "--output", str(file))).code == 2
    assert "--force" in again.err


# --- texts --------------------------------------------------------------------------------------

SMALL = TINY.with_name("small")

WORDINGS = {
    "a contact": ("help.yaml", "Call 123.", "Call 124.", "contacts", "[-123.-] {+124.+}"),
    "a contact on every page": ("help.yaml", "always: true", "always: false", "contacts", "[-yes-] {+no+}"),
    "a message": ("safety.yaml", "stay at home", "stay home", "safety", "Please stay [-at-] home."),
    "a question of safety": (
        *("questionnaire.yaml", "a storm on its way", "a storm now", "safety"),
        "Is there a storm [-on its way?-] {+now?+}",
    ),
    "an answer to it": (
        "questionnaire.yaml",
        "{code: sore, label: Sore}",
        "{code: sore, label: Very sore}",
        "safety",
        "[-Sore-] {+Very sore+}",
    ),
    "another question": (
        "questionnaire.yaml",
        "Who comes along?",
        "Who else comes along?",
        "questions",
        "Who {+else+} comes along?",
    ),
    "a reason": ("rules/wishes.yaml", "Trees give shade", "Trees give no shade", "others", "{+no+}"),
    "when a gate holds": (
        *("safety.yaml", "when: {question: storm, is: yes}", "when: {question: storm, is: [yes, no]}"),
        *("gates", "storm is yes {+or no+}"),
    ),
    "what a gate does": ("safety.yaml", "action: stop", "action: refer", "safety", "[-stop-] {+refer+}"),
}


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.mark.parametrize("name", a_few_of([*WORDINGS], few=len(WORDINGS) - 2))
def test_changed_words_are_told_word_by_word(name: str, small_copy: Path, decision_aid: Program) -> None:
    file, old, new, group, marked = WORDINGS[name]
    change(small_copy / file, old, new)
    folders = (str(SMALL), str(small_copy))
    for format in ("text", "markdown"):
        said = decision_aid("rules", "diff", *folders, "--format", format).out.replace("\\", "")
        first = said.partition("Compared on every answer sheet")[0]
        assert marked in " ".join(first.split())
    record = json.loads(decision_aid("rules", "diff", *folders, "--format", "json").out)
    assert list(record)[3] == "texts"
    assert {key for key, changed in record["texts"].items() if changed} == {group}
    (changed,) = record["texts"][group]
    kept_or_gone = " ".join(words["text"] for words in changed["words"] if words["sign"] != "new")
    kept_or_new = " ".join(words["text"] for words in changed["words"] if words["sign"] != "gone")
    assert (kept_or_gone, kept_or_new) == (changed["old"], changed["new"])


def test_a_wrong_number_is_on_the_first_lines(copy: Path, decision_aid: Program) -> None:
    """And is told of a set that cannot be compared, too."""
    change(copy / "help.yaml", "Call or text 988", "Call or text 989")
    change(copy / "rules" / "goals.yaml", "for: cbt\n", "for: cbtt\n")
    for format in ("text", "markdown"):
        run = decision_aid("rules", "diff", str(shipped_directory()), str(copy), "--format", format)
        top = " ".join(run.out.replace("\\", "").splitlines()[:8])
        assert "Contacts that changed" in top
        assert re.search(r"\[-988\S*-\] \{\+989", top)
        assert (run.code, "can't be used" in run.err) == (2, True)


def test_what_is_new_and_what_is_gone_is_told_whole(small_copy: Path, decision_aid: Program) -> None:
    change(
        small_copy / "help.yaml", "  - id: nurse\n    name: The nurse", "  - id: medic\n    name: The medic"
    )
    change(small_copy / "safety.yaml", "help: [nurse]", "help: [medic]")
    change(small_copy / "safety.yaml", "help: [nurse]", "help: [medic]")
    first = decision_aid("rules", "diff", str(SMALL), str(small_copy)).out.partition("Compared")[0]
    for words in (
        "contact 'medic', name (help.yaml:11): {+The medic+}",
        "contact 'nurse', name (help.yaml:11): [-The nurse-]",
    ):
        assert words in " ".join(first.split())


def test_words_that_are_the_same_are_not_told(small_copy: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "diff", str(SMALL), str(small_copy))
    assert "No contact, no text of safety, no gate and no question has other words." in run.out
    assert "[-" not in run.out


# --- all of it in a line ------------------------------------------------------------------------


def in_a_line(said: str) -> str:
    """The line on top of the page."""
    return " ".join(said.partition("In a line\n")[2].partition("\n\n")[0].split())


@pytest.mark.usefixtures("few_drawn")
@pytest.mark.parametrize(
    ("file", "old", "new", "verdict"),
    [
        (
            "help.yaml",
            "Call 123.",
            "Call 124.",
            "SAFETY CHANGED: 1 contact text · no other text changed · nothing",
        ),
        ("rules/wishes.yaml", "Trees give", "Trees lend", "safety unchanged · 1 text · nothing comes out"),
        ("rules/wishes.yaml", "", "", "safety unchanged · no text changed · nothing comes out differently"),
    ],
)
def test_what_only_words_change_is_told_in_a_line(
    file: str, old: str, new: str, verdict: str, small_copy: Path, decision_aid: Program
) -> None:
    change(small_copy / file, old, new)
    said = decision_aid("rules", "diff", str(SMALL), str(small_copy)).out
    assert in_a_line(said).startswith(verdict)
    record = json.loads(decision_aid("rules", "diff", str(SMALL), str(small_copy), "--format", "json").out)
    assert record["verdict"] == in_a_line(said)


@pytest.mark.usefixtures("few_drawn")
def test_a_lost_stop_and_moved_cases_are_in_the_line_on_top(small_copy: Path, decision_aid: Program) -> None:
    """And Markdown has the same, with each sheet ready to copy."""
    change(small_copy / "safety.yaml", "when: {question: storm, is: yes}", "when: {question: storm, is: no}")
    folders = (str(SMALL), str(small_copy))
    top = in_a_line(decision_aid("rules", "diff", *folders).out)
    assert top.startswith("SAFETY CHANGED: 1 gate condition, a stop is gained, a stop is lost")
    assert re.search(
        r"· \d+ worked cases move · \d+% of all possible sheets \(± [\d.]+\) comes out differently$", top
    )
    page = decision_aid("rules", "diff", *folders, "--format", "markdown").out
    assert page.index("SAFETY CHANGED") < page.index("## Gates that hold") < page.index("## What comes out")
    assert "**A stop is lost: " in page
    sheet = page.partition("**A stop is lost: ")[2].partition("```yaml\n")[2].partition("```")[0]
    run = decision_aid("evaluate", "-", "--rules", str(SMALL), "--format", "json", stdin=sheet.encode())
    assert json.loads(run.out)["status"] == "stopped"


# --- what one alone asks -------------------------------------------------------------------------

STARTER = shipped_directory().with_name("starter")

CLEARED = """\
      - link_id: cleared
        label: Cleared
        type: choice
        text: Has a doctor cleared you to walk?
        why: So that we know.
        answer_options:
          - {code: no, label: No, neutral: true}
          - {code: yes, label: Yes}
"""

ALSO_NEW = """\
id: cleared-to-walk
title: Somebody who was cleared
story: Ann's chest hurts, and her doctor has looked into it.
answers: {chest_pain: yes, cleared: yes, wants: [quiet]}
expect:
  status: suggestion
  gates: []
  approach: {outcome: favored, favored: [alone]}
"""


@pytest.fixture
def cleared(tmp_path: Path, few_drawn: None) -> Path:
    """The starter, with a new question that releases its stop."""
    copy = Path(shutil.copytree(STARTER, tmp_path / "starter"))
    change(copy / "questionnaire.yaml", "  - heading: What you want", f"{CLEARED}  - heading: What you want")
    change(copy / "safety.yaml", "is: yes}\n", "is: yes}\n    unless: {question: cleared, is: yes}\n")
    return copy


def test_a_stop_that_a_new_question_releases_is_lost(cleared: Path, decision_aid: Program) -> None:
    """No sheet that both accept shows it, so it is looked for in the new one; and it comes first."""
    folders = (str(STARTER), str(cleared))
    run = decision_aid("rules", "diff", *folders)
    assert in_a_line(run.out).startswith(
        "SAFETY CHANGED: a stop is lost by what only the new one has, the stop 'chest-pain-now' now depends"
        " on the new question 'cleared', which this comparison leaves out, "
    )
    assert in_a_line(run.out).endswith("nothing comes out differently where 'cleared' is left out")
    assert "where 'cleared' is left out, no stop is gained." in run.out
    assert "no stop is lost" not in run.out
    page = decision_aid("rules", "diff", *folders, "--format", "markdown").out
    sheet = page.partition("**A stop is lost by what only the new one has")[2]
    sheet = sheet.partition("```yaml\n")[2].partition("```")[0]
    assert sheet.split("answers:\n")[1] == "  chest_pain: yes\n  cleared: yes\n"
    assert "SAFETY CHANGED: a stop is lost" in " ".join(page.split())
    record = json.loads(decision_aid("rules", "diff", *folders, "--format", "json").out)
    assert record["verdict"] == in_a_line(run.out)
    assert record["outcomes"]["left_out"]["new"] == {
        "answers": [],
        "gates": [{"id": "chest-pain-now", "action": "stop", "questions": ["cleared"], "answers": []}],
        "named_by_no_stop": [],
        "stop_lost": {"chest_pain": "yes", "cleared": "yes"},
        "not_settled": False,
    }


def widen(cleared: Path) -> None:
    """Let the new question set off the stop, in place of releasing it."""
    change(
        cleared / "safety.yaml",
        "when: {question: chest_pain, is: yes}\n    unless: {question: cleared, is: yes}",
        "when: {any: [{question: chest_pain, is: yes}, {question: cleared, is: yes}]}",
    )


def test_a_stop_that_only_widens_with_a_new_question_is_not_lost(
    cleared: Path, decision_aid: Program
) -> None:
    widen(cleared)
    run = decision_aid("rules", "diff", str(STARTER), str(cleared))
    top = in_a_line(run.out)
    assert top.startswith(
        "SAFETY CHANGED: the stop 'chest-pain-now' now depends on the new question 'cleared'"
    )
    assert "where 'cleared' is left out, no stop is lost" in run.out
    assert "A stop is lost" not in run.out


def test_a_stop_is_lost_with_its_question(cleared: Path, decision_aid: Program) -> None:
    """The other way round: only the old one asks what its stop rests on."""
    widen(cleared)
    run = decision_aid("rules", "diff", str(cleared), str(STARTER))
    top = in_a_line(run.out)
    assert top.startswith("SAFETY CHANGED: a stop is lost by what only the old one has, the stop 'chest-pain")
    assert "'chest-pain-now' depended on the former question 'cleared', which this comparison" in top
    assert "no stop is lost" not in run.out


def test_a_case_that_the_old_one_cannot_read_is_new(cleared: Path, decision_aid: Program) -> None:
    (cleared / "cases" / "cleared.yaml").write_text(ALSO_NEW, encoding="utf-8")
    folders = (str(STARTER), str(cleared))
    run = decision_aid("rules", "diff", *folders)
    assert (run.code, run.err) == (0, "")
    assert "· 1 new worked case ·" in in_a_line(run.out)
    assert "New cases, which the old one can't read: 1.\n  cleared-to-walk: suggestion" in run.out
    assert "No worked case moves." in run.out
    outcomes = json.loads(decision_aid("rules", "diff", *folders, "--format", "json").out)["outcomes"]
    assert outcomes["cases_moved"] == []
    assert [case["case"] for case in outcomes["new_cases"]] == ["cleared-to-walk"]


def test_of_many_cases_that_move_those_not_named_are_counted() -> None:
    tiny = load_rules(TINY)
    moved = [find.Moved(f"case-{case}", "a: CBT", f"a: {new}") for case, new in enumerate("PQRSST")]
    told = page(find.compare(tiny, tiny, size=10)._replace(moved=tuple(moved)), every=False)
    assert "Worked cases that move: 6.\n" in told
    assert told.count("'case-") == 3
    assert "\n  and 3 more cases\n" in told


# --- what one alone takes for an answer -----------------------------------------------------------

YES = "          - {code: yes, label: Yes}\n"
A_LITTLE = "          - {code: a_little, label: A little}\n"


@pytest.fixture
def more_answers(tmp_path: Path, few_drawn: None) -> Path:
    """The starter, with a new answer to the question that its stop reads."""
    copy = Path(shutil.copytree(STARTER, tmp_path / "starter"))
    change(copy / "questionnaire.yaml", YES, YES + A_LITTLE)
    return copy


def test_a_new_answer_that_no_stop_names_is_a_change_of_safety(
    more_answers: Path, decision_aid: Program
) -> None:
    """Who would have said yes may say it now, and isn't stopped."""
    folders = (str(STARTER), str(more_answers))
    run = decision_aid("rules", "diff", *folders)
    assert in_a_line(run.out).startswith(
        "SAFETY CHANGED: no stop names the new answer 'chest_pain: a_little'"
    )
    assert "Only the new one takes, so left out: chest_pain: a_little.\n" in run.out
    assert (
        "  no stop names 'chest_pain: a_little'; the stop 'chest-pain-now' rests on 'chest_pain'" in run.out
    )
    assert "where 'chest_pain: a_little' is left out, no stop is lost" in run.out
    record = json.loads(decision_aid("rules", "diff", *folders, "--format", "json").out)
    answer = {"question": "chest_pain", "answer": "a_little"}
    left_out = record["outcomes"]["left_out"]["new"]
    assert (left_out["answers"], left_out["named_by_no_stop"]) == ([answer], [answer])


def test_a_new_answer_that_sets_off_a_stop_is_told_with_it(more_answers: Path, decision_aid: Program) -> None:
    change(more_answers / "safety.yaml", "is: yes}", "is: [yes, a_little]}")
    run = decision_aid("rules", "diff", str(STARTER), str(more_answers))
    assert in_a_line(run.out).startswith(
        "SAFETY CHANGED: the stop 'chest-pain-now' now depends on the new answer 'chest_pain: a_little'"
    )
    assert "no stop names" not in run.out


def test_a_stop_that_a_new_answer_releases_is_lost(
    cleared: Path, tmp_path: Path, decision_aid: Program
) -> None:
    new = Path(shutil.copytree(cleared, tmp_path / "new"))
    file, id = new / "questionnaire.yaml", "link_id: cleared"
    before, after = file.read_text(encoding="utf-8").split(id)
    mostly = after.replace(YES, YES + "          - {code: mostly, label: Mostly}\n", 1)
    file.write_text(f"{before}{id}{mostly}", encoding="utf-8")
    change(new / "safety.yaml", "{question: cleared, is: yes}", "{question: cleared, is: [yes, mostly]}")
    run = decision_aid("rules", "diff", str(cleared), str(new))
    assert in_a_line(run.out).startswith(
        "SAFETY CHANGED: a stop is lost by what only the new one has, the stop 'chest-pain-now' now depends"
        " on the new answer 'cleared: mostly'"
    )
    assert "chest_pain: yes\n      cleared: mostly\n" in run.out


def test_an_answer_that_is_gone_is_told_with_the_stop_that_named_it(
    more_answers: Path, decision_aid: Program
) -> None:
    change(more_answers / "safety.yaml", "is: yes}", "is: [yes, a_little]}")
    run = decision_aid("rules", "diff", str(more_answers), str(STARTER))
    assert "'chest-pain-now' depended on the former answer 'chest_pain: a_little'" in in_a_line(run.out)
    assert "Only the old one takes, so left out: chest_pain: a_little.\n" in run.out


def test_a_new_answer_that_no_gate_reads_is_left_out_by_name(
    tmp_path: Path, few_drawn: None, decision_aid: Program
) -> None:
    copy = Path(shutil.copytree(STARTER, tmp_path / "starter"))
    quiet = "          - {code: quiet, label: Time to myself}\n"
    change(copy / "questionnaire.yaml", quiet, quiet + "          - {code: dog, label: A dog}\n")
    run = decision_aid("rules", "diff", str(STARTER), str(copy))
    assert in_a_line(run.out).startswith("safety unchanged")
    assert in_a_line(run.out).endswith("nothing comes out differently where 'wants: dog' is left out")


# --- on one screen --------------------------------------------------------------------------------

OUR_CLINIC = """\
theme: our_clinic
caption: At our clinic
rules:
  - id: no-wait-here
    caption: Behavioral activation has no wait here
    when: {question: goals, is: tools_now}
    arguments:
      - for: behavioral_activation
        strength: weak
        because: You want tools now. Two of us offer this, and there's no wait.
    basis: local
"""


def test_what_is_new_has_a_line_and_all_has_every_text(cleared: Path, decision_aid: Program) -> None:
    """Of a question of safety, every word is told; of another one, a line."""
    more = CLEARED.replace("link_id: cleared", "link_id: pets")
    change(cleared / "questionnaire.yaml", "      - link_id: wants\n", f"{more}      - link_id: wants\n")
    diff = ("rules", "diff", str(STARTER), str(cleared))
    short, whole = (as_read(decision_aid(*diff, *all).out) for all in ((), ("--all",)))
    place = r"\(questionnaire\.yaml:\d+\)"
    assert re.search(rf"question 'pets', new {place}: \{{\+Has a doctor cleared you to walk\?\+\}} \(", short)
    assert "question 'pets', why" not in short
    assert re.search(rf"question 'pets', why {place}: \{{\+So that we know.\+\}}", whole)
    for said in (short, whole):
        assert re.search(rf"question 'cleared', why {place}: \{{\+So that we know.\+\}}", said)
        assert "A stop is lost by what only the new one has." in said
    assert "To leave nothing out, add --all." in short
    assert "--all" not in whole
    assert "'pets', why" in as_read(decision_aid(*diff, "--format", "markdown").out)


def test_worked_cases_are_told_as_cases_and_not_as_texts(small_copy: Path, decision_aid: Program) -> None:
    """One that `rules check --write-case` wrote, or one with another story, says nothing on a page."""
    first, second = sorted((small_copy / "cases").glob("*.yaml"))[:2]
    written = first.read_text(encoding="utf-8").replace(f"id: {first.stem}", "id: written")
    (small_copy / "cases" / "written.yaml").write_text(written, encoding="utf-8")
    change(second, "story: ", "story: Once. ")
    run = decision_aid("rules", "diff", str(SMALL), str(small_copy))
    says = "safety unchanged · 1 new worked case · 1 worked case edited · no text changed · nothing comes"
    assert in_a_line(run.out).startswith(says)
    run = decision_aid("rules", "diff", str(SMALL), str(small_copy), "--all")
    assert "{+Once.+}" in run.out.partition("Worked cases that changed\n")[2]


@pytest.mark.exhaustive
@pytest.mark.usefixtures("few_drawn")
def test_a_new_approach_and_a_local_rule_fit_one_screen(tmp_path: Path, decision_aid: Program) -> None:
    mine = tmp_path / "mine"
    add_behavioral_activation(mine)
    (mine / "rules" / "our_clinic.yaml").write_text(OUR_CLINIC, encoding="utf-8")
    run = decision_aid("rules", "diff", str(shipped_directory()), str(mine))
    lines = [row for line in run.out.splitlines() for row in textwrap.wrap(line, 80) or [""]]
    assert len(lines) <= 62
    first = " ".join(lines[:24])
    for told in ("safety unchanged", "question 'do_more', new", "rule 'no-wait-here', new"):
        assert told in first
    assert "no stop is lost" in run.out
    not_settled = re.search(r"the search gave up: (\d+) kind", run.out)
    assert not_settled is None or int(not_settled[1]) <= 3
