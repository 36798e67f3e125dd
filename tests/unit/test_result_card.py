"""The card fits a small screen and says what the rest of the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.loading.answers_file import load_answers
from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING, Value
from decision_aid.model.lens import Lens
from decision_aid.model.report import Marks, Reason, Report, without_pictures
from decision_aid.model.rules import RESEARCH, Basis, Direction, Rule, Rules
from decision_aid.proving.sturdiness import sturdiness
from decision_aid.rendering.html import html
from decision_aid.rendering.text import plain
from decision_aid.wording.grammar import capitalized, number_in_words
from decision_aid.wording.help import contacts_for
from decision_aid.wording.reasons import because
from decision_aid.wording.result import AIM_LINES, notes, report
from decision_aid.wording.result import MOST_LINES as MOST_LINES_OF_A_PAGE
from decision_aid.wording.result_card import MOST_LINES, MOST_WORDS, ResultCard, result_card
from decision_aid.wording.result_screen import card_page
from decision_aid.wording.safety import MOST_IN_FULL, gate_message
from tests import a_few_of
from tests.outputs import as_read
from tests.strategies import Sheet, lenses, shipped_rule_set, shipped_safe_sheets


def weighed(rules: Rules, setting: str, lens: Lens = Lens.CHECKED) -> Iterator[Suggestion]:
    """Every worked case on which candidates are weighed, as if this person had answered."""
    for case in rules.library.cases:
        answers: Mapping[str, Value] = {**case.answers, "setting": setting}
        suggestion = suggest(evaluate(rules, answers, lens))
        if suggestion.conclusions:
            yield suggestion


@cache
def as_evaluated(setting: str) -> list[tuple[Suggestion, ResultCard, Report]]:
    """Every worked case on which candidates are weighed, with the card and the page of `evaluate`."""
    made = ((one, sturdiness(one)) for one in weighed(shipped_rule_set(), setting))
    return [(one, result_card(one, sturdy), report(one, sturdy)) for one, sturdy in made]


def alone(card: ResultCard, width: int = 80) -> str:
    return plain(Report("", (card.section(),)), width)


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
@pytest.mark.parametrize("lens", a_few_of([*Lens]))
def test_the_card_of_every_worked_case_fits_one_screen(shipped: Rules, setting: str, lens: Lens) -> None:
    for suggestion in weighed(shipped, setting, lens):
        text = alone(result_card(suggestion, sturdiness(suggestion)))
        assert text.count("\n") <= MOST_LINES, text
        assert len(text.split()) <= MOST_WORDS, text
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
def test_a_page_has_at_most_75_lines_and_about_60_before_it_leaves_out_a_reason(setting: str) -> None:
    lengths = []
    for _, _, page in as_evaluated(setting):
        text = plain(page)
        lengths.append(text.count("\n"))
        assert lengths[-1] <= MOST_LINES_OF_A_PAGE == 75, text
        assert "more reason" not in text or lengths[-1] > 52, text
    assert median(lengths) <= AIM_LINES == 60


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
def test_the_first_reasons_for_and_against_each_are_on_every_page_that_has_room(setting: str) -> None:
    for suggestion, _, page in as_evaluated(setting):
        listed = [block for section in page.sections for block in section.blocks if isinstance(block, Reason)]
        main, *others = suggestion.conclusions
        found = [
            *main.reasons.values(),
            *(one.reasons[id, Direction.FOR] for one in others for id in one.favored),
        ]
        first = [because(suggestion, reasons[0]) for reasons in found if reasons]
        told = all(any(one.text.startswith(said) for one in listed) for said in first)
        assert told or plain(page).count("\n") > 70, plain(page)


@pytest.mark.parametrize("setting", [PERSON, CLINICIAN])
def test_the_page_of_a_usual_sheet_has_at_most_60_lines(setting: str, shipped: Rules, tmp_path: Path) -> None:
    """That of the manual: every question is answered, and CBT and a medicine were tried."""
    usage = (Path(__file__).parents[2] / "docs" / "usage.md").read_text(encoding="utf-8")
    sheet, *_ = re.findall(r"```yaml answers.yaml\n(.*?)```", usage, re.DOTALL)
    (tmp_path / "answers.yaml").write_text(sheet, encoding="utf-8")
    answers = {**load_answers(tmp_path / "answers.yaml", shipped), "setting": setting}
    suggestion = suggest(evaluate(shipped, answers))
    text = plain(report(suggestion, sturdiness(suggestion)))
    assert text.count("\n") <= AIM_LINES, text


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
def test_each_mark_of_what_is_favored_has_a_reason_of_its_kind(setting: str) -> None:
    """The marks on the card add up what the reasons weigh, by kind."""
    for suggestion, _, page in as_evaluated(setting):
        main = suggestion.conclusions[0]
        listed = [block for section in page.sections for block in section.blocks if isinstance(block, Reason)]
        for id in main.favored:
            counted = main.reasons[id, Direction.FOR]
            told = [w for w in counted if any(o.text.startswith(because(suggestion, w)) for o in listed)]
            kinds = [{w.rule.basis in RESEARCH or w.rule.basis for w in some} for some in (counted, told)]
            assert kinds[0] == kinds[1] or plain(page).count("\n") > 70, plain(page)


def test_no_page_is_so_short_that_it_leaves_out_what_must_be_said() -> None:
    """Gates, notes, contacts and the disclaimer stay, and what the card says is told with its sources."""
    rules = shipped_rule_set()
    for suggestion, card, page in as_evaluated(PERSON):
        text = as_read(plain(page))
        told = {judged: gate_message(suggestion, judged) in text for judged in suggestion.gates}
        assert all(told[judged] or judged.gate.caption.lower() in text.lower() for judged in told)
        assert sum(told.values()) >= min(len(told), MOST_IN_FULL)
        noting = [j.rule for j in suggestion.evaluation.rules if j.holds and not j.rule.arguments]
        assert all(rule.note in text for rule in noting if rule.note)
        assert all(f"{c.name}: {c.words}" in text for c in contacts_for(suggestion))
        assert all(sentence in text for sentence in re.findall(r"\S[^.]+[.]", rules.disclaimer.to(PERSON)))
        assert text.count(rules.clinician_review) == 1
        listed = [block for section in page.sections for block in section.blocks if isinstance(block, Reason)]
        assert all(any(one.text.startswith(reason) for one in listed) for reason in said_in_why(card))


@pytest.mark.parametrize("part", a_few_of(range(9)))
def test_why_names_what_decides(part: int) -> None:
    """Where another candidate would be best if one rule were left out, the card names such a rule."""
    for suggestion, card, _ in as_evaluated(PERSON)[part::9]:
        favored = suggestion.conclusions[0].favored
        held = [judged.rule for judged in suggestion.evaluation.rules if judged.holds]
        deciding = [rule for rule in held if favored != favored_without(rule, suggestion)]
        reasons = {argument.because for rule in deciding for argument in rule.arguments}
        if favored and deciding:
            assert reasons & {*said_in_why(card)}, deciding


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
def test_why_gives_a_reason_for_each_of_equals(setting: str) -> None:
    several = [
        (suggestion, card)
        for suggestion, card, _ in as_evaluated(setting)
        if len(suggestion.conclusions[0].favored) > 1
    ]
    assert several
    for suggestion, card in several:
        main = suggestion.conclusions[0]
        for id in main.favored:
            reasons = [because(suggestion, weighed) for weighed in main.reasons[id, Direction.FOR]]
            assert any(reason in card.why for reason in reasons), (id, card.why)


def favored_without(rule: Rule, suggestion: Suggestion) -> tuple[str, ...]:
    """What would be favored if there were no such rule."""
    rules, answers = suggestion.evaluation.rule_set, suggestion.evaluation.answers.given
    left = rules._replace(rules=tuple(one for one in rules.rules if one.id != rule.id))
    return suggest(evaluate(left, answers)).conclusions[0].favored


def said_in_why(card: ResultCard) -> list[str]:
    """The reasons that a card gives for what is favored."""
    said = " ".join(entry.text for entry in card.entries if entry.label == "Why")
    arguments = (argument for rule in shipped_rule_set().rules for argument in rule.arguments)
    return [argument.because for argument in arguments if argument.because and argument.because in said]


def test_a_clinician_sees_the_scores_they_gave(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "severe-at-intake")
    text = alone(result_card(suggest(evaluate(shipped, case.answers))))
    assert "  Scores    PHQ-9 total: 22, severe; PHQ-9 item 9: 0.\n" in text


def test_up_to_eight_visits_decide_and_are_named(shipped: Rules) -> None:
    """Guidelines list all three alike here: what puts CBT first is how many sessions there are time for."""
    case = next(case for case in shipped.library.cases if case.id == "eight-sessions-and-why")
    entries = result_card(suggest(evaluate(shipped, case.answers))).entries
    assert entries[0].text.startswith("You have time for up to 8 sessions.")


@pytest.mark.parametrize("setting", [CLINICIAN, TEACHING])
def test_no_reason_or_note_says_you_to_anybody_but_the_person(setting: str, shipped: Rules) -> None:
    """What they said stands as the caption of the rule, such as *Wanting tools to use now*."""
    told = set[str]()
    for suggestion in weighed(shipped, setting):
        full = report(suggestion, full=True)
        reasons = [
            block for section in full.sections for block in section.blocks if isinstance(block, Reason)
        ]
        told |= {reason.text for reason in reasons} | {*notes(suggestion)}
        told |= {entry.text for entry in result_card(suggestion).entries if entry.label != "Next"}
    assert any(
        text.startswith("Wanting tools to use now: CBT teaches skills for daily life.") for text in told
    )
    assert [text for text in told if re.search(r"\byou", re.sub("“[^”]*”", "", text), re.IGNORECASE)] == []


@given(shipped_safe_sheets(), lenses)
def test_the_marks_add_up_to_what_is_weighed_and_stand_best_first(sheet: Sheet, lens: Lens) -> None:
    suggestion = suggest(evaluate(shipped_rule_set(), sheet, lens))
    if not suggestion.conclusions:
        return
    main = suggestion.conclusions[0]
    marks = result_card(suggestion).marks
    names = {
        id: one.short.lower().removesuffix(" therapy") for id, one in shipped_rule_set().candidate.items()
    }
    nets = {names[standing.candidate.id]: standing.net_support for standing in main.standings}
    assert {row.name.lower(): sum(row.sums) for row in marks.rows} == nets
    assert all(len(row.sums) == len(marks.columns) for row in marks.rows)
    named = [names[id] for id in (*main.favored, *main.close_behind)]
    assert [row.name.lower() for row in marks.rows][: len(named)] == named
    some_against = any(one < 0 for row in marks.rows for one in row.sums)
    assert bool(marks.legend) == some_against


def test_there_is_a_column_for_what_is_unstudied_only_where_some_rule_is(shipped: Rules) -> None:
    sheet = next(case.answers for case in shipped.library.cases if case.id == "stopped-early")

    def columns(rules: Rules) -> Sequence[str]:
        return result_card(suggest(evaluate(rules, sheet))).marks.columns

    studied = tuple(rule for rule in shipped.rules if rule.basis is not Basis.PRACTICE)
    assert {*columns(shipped)} - {*columns(shipped._replace(rules=studied))} == {"Therapists say"}


@given(shipped_safe_sheets(), lenses)
def test_read_aloud_it_has_no_box_and_no_marks_and_at_most_fifteen_sentences(
    sheet: Sheet, lens: Lens
) -> None:
    suggestion = suggest(evaluate(shipped_rule_set(), sheet, lens))
    if not suggestion.conclusions:
        return
    card = result_card(suggestion, sturdiness(suggestion))
    told = plain(without_pictures(Report("Your result", (card.section(),))))
    assert not re.search("[╭│╰●○]", told)
    assert len(re.findall(r"[.?!](?=[\s”])", told)) <= 15, told
    assert all(row.aloud in " ".join(told.split()) for row in card.marks.rows)


@pytest.mark.parametrize("width", [40, 60, 120])
def test_it_fits_other_windows(shipped: Rules, width: int) -> None:
    for suggestion in weighed(shipped, PERSON):
        text = alone(result_card(suggestion), width)
        assert max(map(len, text.splitlines())) <= min(width, 80)


def test_in_a_narrow_window_whom_to_call_is_on_the_first_screen(shipped: Rules) -> None:
    """Also where the window is so low that the card does not fit on it as a whole."""
    for suggestion in weighed(shipped, PERSON):
        for shown in (page := card_page(suggestion), without_pictures(page)):
            lines = plain(shown, 40).splitlines()
            assert next(number for number, line in enumerate(lines, 1) if "988" in line) <= 18, lines


def test_in_html_the_marks_are_for_the_eye_and_their_sentence_is_read(shipped: Rules) -> None:
    suggestion = next(weighed(shipped, PERSON))
    page = html(report(suggestion))
    card = result_card(suggestion)
    assert isinstance(card.marks, Marks)
    assert all(row.aloud in as_read(page) for row in card.marks.rows)
    assert page.count('<td aria-hidden="true">') == sum(len(row.sums) for row in card.marks.rows)


def test_in_html_every_number_of_a_contact_can_be_called_or_texted(shipped: Rules) -> None:
    page = html(report(suggest(evaluate(shipped, {"danger_now": "yes"}))))
    assert '<a href="tel:988">Call</a> or <a href="sms:988">text 988</a>' in page
    assert '<a href="tel:911">911</a>' in page
    assert '<a href="https://findahelpline.com">findahelpline.com</a>' in page


@pytest.mark.parametrize("part", a_few_of(range(9)))
def test_it_says_of_what_a_few_answers_can_do_what_is_then_named(part: int) -> None:
    """Not ahead and not even close behind are told apart: `what-if` tells of the first."""
    told = 0
    for suggestion, card, _ in as_evaluated(PERSON)[part::9]:
        said = [entry.text for entry in card.entries if entry.label == "How sure"]
        found = sturdiness(suggestion)
        if found and said and not said[0].startswith("Without "):  # for which alone there was room
            ahead, gone = (number_in_words(number or 0) for number in (found.ahead, found.fewest))
            says_ahead = said[0].startswith(f"{capitalized(ahead)} different answer")
            says_gone = f"ith {gone}" in said[0] and "even be close behind" in said[0]
            assert says_ahead == (found.ahead is not None and found.ahead != found.fewest), said
            assert says_gone == (found.fewest is not None), said
            assert said[0].startswith("Change any two answers") == (found.ahead is None), said
            told += 1
    assert told
