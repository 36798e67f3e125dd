"""A fourth approach is added as a clinic would add it, and pages hold for two to six of them."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from decision_aid.commands.options.page import overview_page
from decision_aid.commands.worksheet.page import worksheet_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.loading.rule_set import read_whole, shipped_directory
from decision_aid.model.conditions import Equals
from decision_aid.model.rules import ItemType, Origin, Rules
from decision_aid.rendering.columns import columns
from decision_aid.rendering.text import plain
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.note import note
from decision_aid.wording.outcomes import headline
from decision_aid.wording.result import report
from decision_aid.wording.trace import trace_page
from tests.builders import argues, decision, question, rule, rule_set
from tests.cli.conftest import Program
from tests.pages import PAGES

BEHAVIORAL_ACTIVATION = Path(__file__).parent.parent / "rule_sets" / "behavioral_activation"
"""Its page, its rule and its cases."""

EDITS = {
    "rule_set.yaml": (
        (
            "    candidates:\n      - id: cbt\n",
            "    candidates:\n"
            "      - id: behavioral_activation\n"
            "        caption: Behavioral activation\n"
            "        short: behavioral activation\n"
            "        about: Planning and doing more of what matters, step by step.\n"
            "        question: What would we plan first, and how small can it be?\n"
            "      - id: cbt\n",
        ),
        ("these three therapies", "these therapies"),
    ),
    "overview.yaml": (
        ("options: [cbt,", "options: [behavioral_activation, cbt,"),
        (
            "  - {name: Behavioral activation, "
            'ask: "Guidelines list it next to CBT, so ask who offers either one near you."}\n',
            "",
        ),
    ),
    "questionnaire.yaml": (
        (
            "      - link_id: medication_view\n",
            "      - link_id: do_more\n"
            "        label: Doing more again\n"
            "        type: choice\n"
            "        text: Would you like to start doing more again, in small steps?\n"
            "        why: One kind of therapy is about that.\n"
            "        answer_options:\n"
            "          - {code: no, label: No, neutral: true}\n"
            "          - {code: yes, label: Yes}\n\n"
            "      - link_id: medication_view\n",
        ),
    ),
    "population.yaml": (
        (
            "answers:\n",
            "answers:\n  - {question: do_more, shares: {no: 60, yes: 40}, source: assumption}\n",
        ),
    ),
}
"""What is changed in files that are there: what stood there, and what stands there now."""

NO_LONGER_ALL_LEVEL = {
    "a-lot-in-her-own-words": "no_support",
    "a-total-of-12": "no_support",
    "all-three-level": "favored, favored: [short]",
    "grief-that-holds-on": "no_support",
    "ill-and-to-stay-well": "no_support",
    "not-sure-about-home": "favored, favored: [short]",
}
"""Cases in which all three were level. Three of four are named, and so is the form of one of them."""


def add_behavioral_activation(folder: Path) -> None:
    """Make `folder` a copy of the shipped rules with a fourth approach."""
    shutil.copytree(shipped_directory(), folder)
    shutil.copytree(BEHAVIORAL_ACTIVATION, folder, dirs_exist_ok=True)
    for name, edits in EDITS.items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
    for id, length in NO_LONGER_ALL_LEVEL.items():
        case = folder / "cases" / f"{id}.yaml"
        text = case.read_text(encoding="utf-8").replace("no_clear_suggestion", "suggestion")
        level = f"{{outcome: level, favored: [cbt, ipt, psychodynamic]}}\n  length: {{outcome: {length}}}"
        case.write_text(text.replace("approach: {outcome: level}", f"approach: {level}"), encoding="utf-8")


# --- a fourth one, by YAML alone ----------------------------------------------------------------


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules of a clinic that offers behavioral activation."""
    folder = tmp_path_factory.mktemp("clinic") / "rules"
    add_behavioral_activation(folder)
    return folder


@pytest.mark.exhaustive
def test_a_fourth_approach_needs_no_more_than_yaml_and_is_proved_like_the_others(
    clinic: Path, decision_aid: Program
) -> None:
    run = decision_aid("rules", "check", str(clinic))
    assert run.code == 0
    assert run.out.startswith("No problem found in depression ")


@pytest.mark.exhaustive
def test_a_fourth_approach_is_on_every_page_under_its_own_name(clinic: Path) -> None:
    rules = read_whole(clinic)._replace(origin=Origin.OWN)
    answers = next(case.answers for case in rules.library.cases if case.id == "wants-to-do-more")
    suggestion = suggest(evaluate(rules, answers))
    assert "Behavioral activation looks like a better match than the others." in plain(report(suggestion))
    pages = {name: [text for _, text in page(suggestion)] for name, page in PAGES.items()}
    unnamed = {name for name, texts in pages.items() if not any(re.search(NAMED, text) for text in texts)}
    assert unnamed == set()
    assert "Behavioral activation: Planning and doing more" in plain(overview_page(rules))


NAMED = re.compile(r"behavioral[\s_│|]+activation", re.IGNORECASE)


@pytest.mark.exhaustive
def test_three_of_four_can_be_level_and_the_fourth_close_behind(clinic: Path) -> None:
    rules = read_whole(clinic)
    answers = next(case.answers for case in rules.library.cases if case.id == "all-three-level")
    level = "CBT, IPT and psychodynamic therapy match your answers equally well."
    assert headline(suggest(evaluate(rules, answers))) == level
    with_more = headline(suggest(evaluate(rules, {**answers, "do_more": "yes"})))
    assert with_more == f"{level} Behavioral activation is close behind."


# --- two to six of them -------------------------------------------------------------------------

NAMES = ("walking", "reading", "painting", "gardening", "cooking", "singing")


@cache
def choice_between(number: int) -> Rules:
    """A choice between so many: to love one is a strong reason for it, and to like it a weak one."""
    names = NAMES[:number]
    items = tuple(question(id, names, type=ItemType.MULTIPLE) for id in ("loves", "likes"))
    rules = [
        rule(f"{id}-{name}", Equals(id, (name,)), argues("for", name, strength), theme=id)
        for id, strength in (("loves", "strong"), ("likes", "weak"))
        for name in names
    ]
    return rule_set(items=items, rules=rules, decisions=(decision("hobby", *names),))


def told(number: int, **answers: tuple[str, ...]) -> tuple[Suggestion, str]:
    suggestion = suggest(evaluate(choice_between(number), answers))
    return suggestion, headline(suggestion)


IN_WORDS = {2: "Both", 3: "All three", 4: "All four", 5: "All five", 6: "All six"}


@pytest.mark.parametrize("number", range(2, 7))
def test_the_headline_counts_the_candidates_there_are(number: int) -> None:
    names = NAMES[:number]
    first, second = names[:2]
    others = "the other" if number == 2 else "the others"
    assert told(number)[1] == "Nothing in your answers points to one approach."
    assert told(number, loves=names)[1] == f"No approach stands out. {IN_WORDS[number]} match equally well."
    ahead = told(number, loves=(first,))[1]
    assert ahead.startswith("Walking looks like a")
    assert ahead.endswith(f" match than {others}.")
    close = told(number, loves=(first,), likes=(second,))[1]
    assert close == "Walking looks like the best match. Reading is close behind."
    for level in range(2, number):
        *some, last = names[:level]
        between = f"{', '.join(some)} and {last}".capitalize()
        assert told(number, loves=names[:level])[1] == f"{between} match your answers equally well."


@pytest.mark.parametrize("number", range(2, 7))
def test_pages_hold_for_every_number_of_candidates(number: int) -> None:
    """Each is on the page, whatever there is room for, and no number of them is said that is not theirs."""
    names = NAMES[:number]
    for answers in ({}, {"loves": names}, {"loves": names[:1], "likes": names[1:]}, {"loves": names[1:]}):
        suggestion, _ = told(number, **answers)
        pages = [report(suggestion), report(suggestion, full=True), trace_page(suggestion)]
        pages += [worksheet_page(suggestion), comparison_page([NamedResult("mine", suggestion)] * 2)]
        for page in pages:
            for width in (80, 40):
                text = plain(page, width)
                assert [line for line in text.splitlines() if columns(line) > width] == []
                assert [name for name in names if name not in text.lower()] == []
                assert number == 2 or not re.search(r"\bboth\b", text, re.IGNORECASE)
        written = note(suggestion)
        assert len(written.splitlines()) <= 25
        assert [name for name in names if name not in written.lower()] == ([] if answers else [*names])
