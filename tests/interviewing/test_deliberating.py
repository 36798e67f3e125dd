"""The steps around a result: in which order, for whom, and that each can be passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from decision_aid.__main__ import interview_pages
from decision_aid.commands.interview.deliberation import OptionPages
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.interviewing.deliberating import Deliberating
from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.interviewing.safe_asker import Left
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.choice import Choice
from decision_aid.model.deliberation import READY, UNDECIDED, Deliberation
from decision_aid.model.library import Case
from decision_aid.model.report import Report
from decision_aid.model.rules import Purpose, Rules
from decision_aid.rendering.formats import FORMATS
from decision_aid.rendering.text import plain
from decision_aid.wording import deliberation as words
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command, Prompt
from tests import a_few_of
from tests.interviewing.scripted import Scripted
from tests.outputs import NAMES_NOTHING

CARD = Report("The card", ())

MOST_MORE = 8
"""Prompts that all of this may add to the interview."""


class Shown:
    """The pages of a result, in short."""

    def card(self, suggestion: Suggestion) -> Report:
        return CARD

    def reasons(self, suggestion: Suggestion) -> tuple[Report, ...]:
        return (Report("The reasons", ()),)

    def steps(self, suggestion: Suggestion) -> Report:
        return Report("The steps", ())

    def changes(self, suggestion: Suggestion) -> Report:
        return Report("The changes", ())

    def note(self, suggestion: Suggestion, choice: Choice | None) -> Report:
        return Report(f"The note, with {choice}.", ())


class Sitting:
    """One interview with its steps around the result, told from a script; `left` says how it ended."""

    def __init__(self, rules: Rules, *replies: Reply, blind: bool = False) -> None:
        self.kept: list[tuple[Deliberation, str]] = []
        self.sheets: list[Suggestion] = []
        self.delivered: list[Suggestion] = []
        self.somebody = Scripted(replies, goes_on=True)
        self.around = Deliberating(lambda: OptionPages(rules, interview_pages(), blind=blind), self._keep)
        try:
            Dialogue(rules, self.somebody, self._deliver, lambda: self.around, Shown).run()
        except KeyboardInterrupt:
            assert not self.somebody.replies

    def _keep(self, suggestion: Suggestion, said: Deliberation, form: str) -> str:
        self.kept.append((said, form))
        self.sheets.append(suggestion)
        return "It is kept."

    def _deliver(self, suggestion: Suggestion) -> None:
        self.delivered.append(suggestion)

    @property
    def asked(self) -> list[str]:
        return [prompt.text for prompt in self.somebody.asked]


def to_the_review(rules: Rules, answers: Mapping[str, Value]) -> list[Reply]:
    """The replies that lead through all questions, up to where the answers are looked over."""
    replies: list[Reply] = []
    flow = Flow(rules)
    while flow.current and not flow.stopped:
        item = flow.current
        replies.append(answers.get(item.link_id, SKIPPED))
        flow, _ = flow.record(item, replies[-1])  # type: ignore[arg-type]
        if replies[-1] == SKIPPED and flow.is_safety_question(item):
            return [*replies, prompts.LEAVE]
    return [*replies, Command.LEAVE if flow.stopped else prompts.RESULT]


def named(shipped: Rules, id: str) -> Case:
    return next(case for case in shipped.library.cases if case.id == id)


@pytest.fixture
def replies(shipped: Rules) -> list[Reply]:
    return to_the_review(shipped, named(shipped, "clear-steps-and-little-homework").answers)


def place_of(sitting: Sitting, wanted: Callable[[str | Prompt], bool]) -> int:
    return next(place for place, one in enumerate(sitting.somebody.seen) if wanted(one))


def test_the_leaning_and_whether_somebody_is_ready_come_before_the_result(
    shipped: Rules, replies: list[Reply]
) -> None:
    steps = ("cbt", "very", ("has_support",), Command.MORE)
    sitting = Sitting(shipped, *replies, *steps, Command.PAPER, "ipt", "html", Command.MORE, Command.LEAVE)
    texts = [
        shipped.item["matters_most"].text.plain,
        "Before you see your result, which way are you leaning?",
        "How sure do you feel about that?",
        words.readiness("person").text,
        "\n".join(words.what_helps(Deliberation(ready=("has_support",)), "person")),
    ]
    order = [
        place_of(sitting, lambda one: isinstance(one, str) and one.startswith(words.before_values())),
        place_of(sitting, lambda one: isinstance(one, str) and "Watchful waiting:" in one),
        *(place_of(sitting, lambda one, t=text: isinstance(one, Prompt) and one.text == t) for text in texts),  # type: ignore[misc]
        place_of(sitting, lambda one: isinstance(one, Prompt) and one.pages == (CARD,)),
        place_of(sitting, lambda one: isinstance(one, Prompt) and one.text.endswith("Has that changed?")),
        place_of(sitting, lambda one: isinstance(one, Prompt) and one.text == "It is kept."),
    ]
    assert order == sorted(order)
    assert sitting.kept == [(Deliberation("cbt", "very", "ipt", ("has_support",)), "html")]
    assert sitting.somebody.asked[-1].pages == (CARD,)


def test_each_step_can_be_passed_over(shipped: Rules, replies: list[Reply]) -> None:
    sitting = Sitting(shipped, *replies, Command.SKIP, Command.LEAVE)
    assert sitting.somebody.replies == []
    assert sitting.around.said == Deliberation()
    assert sitting.kept == []
    assert sitting.delivered[0].status is Status.SUGGESTION
    sitting = Sitting(shipped, *replies, "cbt", Command.SKIP, Command.SKIP, Command.LEAVE)
    assert sitting.around.said == Deliberation(leaning="cbt")


def test_all_of_it_adds_eight_prompts_at_most(shipped: Rules, replies: list[Reply]) -> None:
    full = Sitting(shipped, *replies, "cbt", "very", (words.NONE,), Command.MORE, Command.LEAVE)
    values = [item.link_id for item in shipped.items if item.purpose is Purpose.VALUES]
    before = Sitting(shipped, *replies[: -len(values) - 1], Command.ENOUGH, Command.LEAVE)
    more = len(full.somebody.asked) - len(before.somebody.asked) + 1  # the one where *enough* was said
    assert more - 1 <= MOST_MORE  # the review was there before


def test_enough_leads_to_the_result_and_asks_nothing_more(shipped: Rules, replies: list[Reply]) -> None:
    for said_at in (-2, -6):
        sitting = Sitting(shipped, *replies[:said_at], Command.ENOUGH)
        assert sitting.somebody.asked[-1].pages == (CARD,)
        assert Command.ENOUGH in sitting.somebody.asked[-2].commands


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(3))
def test_what_matters_is_asked_on_every_path_without_a_stop(shipped: Rules, part: int) -> None:
    """There the options are shown too, and on no other path: tried with three cases of eight."""
    values = [item.text for item in shipped.items if item.purpose is Purpose.VALUES]
    assert len(values) == 3
    for case in shipped.library.cases[part::8]:
        if case.answers.get("own_words_danger") in ("yes", "not_sure"):
            continue  # own words come last, so what matters was asked before they stopped anything
        sitting = Sitting(shipped, *to_the_review(shipped, case.answers))
        weighed = case.status in (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)
        setting = str(case.answers.get("setting", "person"))
        assert all((text.to(setting) in sitting.asked) is weighed for text in values), case.id
        assert sitting.around.informed is weighed, case.id
        if not weighed:
            assert not NAMES_NOTHING.findall("\n".join(sitting.somebody.told)), case.id
            assert words.worksheet_offer() not in sitting.somebody.asked


def test_an_answer_that_is_changed_to_a_stop_ends_all_steps(shipped: Rules, replies: list[Reply]) -> None:
    changed = [*replies[:-1], "danger_now", "yes", Command.LEAVE]
    sitting = Sitting(shipped, *changed)
    assert [suggestion.status for suggestion in sitting.delivered] == [Status.STOPPED]
    assert not [text for text in sitting.asked if "lean" in text]


STEPS: tuple[Reply, ...] = (
    *("cbt", "very", ("knows_options",), Command.MORE, Command.PAPER, words.UNCHANGED, words.NONE),
    *(Command.OPTIONS, "ipt", Command.BACK),
)
"""Replies from the leaning on, through all that can be opened from the card and asks something."""

BEFORE_THE_CARD = STEPS[:4]

AT_EACH = pytest.mark.parametrize(
    "before", a_few_of([STEPS[:place] for place in sorted(range(len(STEPS)), key=lambda place: place % 4)], 3)
)


@AT_EACH
def test_help_and_leaving_are_offered_at_every_step(
    shipped: Rules, replies: list[Reply], before: tuple[Reply, ...]
) -> None:
    sitting = Sitting(shipped, *replies, *before, Command.HELP)
    assert "Call or text 988" in sitting.somebody.told[-1]
    if len(before) < len(BEFORE_THE_CARD):
        with pytest.raises(Left):
            Sitting(shipped, *replies, *before, Command.LEAVE)
    else:
        assert Sitting(shipped, *replies, *before, Command.LEAVE).delivered


@AT_EACH
@pytest.mark.parametrize("means", ["no", "yes"])
def test_words_of_danger_are_met_at_every_step_and_asked_about(
    shipped: Rules, replies: list[Reply], before: tuple[Reply, ...], means: str
) -> None:
    heard = Heard(tuple(kind for kind in shipped.words_of_danger.kinds if kind.id == "suicide"))
    sitting = Sitting(shipped, *replies, *before, heard, "none", means)
    step, again, meant, then = sitting.somebody.asked[-4:]
    assert again.text == shipped.item["suicidal_thoughts"].text.plain
    assert meant.text == shipped.item["own_words_danger"].text.plain
    assert bool(then.card) is (means == "yes")
    assert then.card or then == step


@AT_EACH
def test_whoever_leaves_while_they_are_asked_about_such_words_gets_no_result(
    shipped: Rules, replies: list[Reply], before: tuple[Reply, ...]
) -> None:
    heard = Heard(tuple(kind for kind in shipped.words_of_danger.kinds if kind.id == "suicide"))
    with pytest.raises(Left):
        Sitting(shipped, *replies, *before, heard, Command.LEAVE)


def test_a_worksheet_after_words_of_danger_opens_with_the_note(shipped: Rules, replies: list[Reply]) -> None:
    heard = Heard(tuple(kind for kind in shipped.words_of_danger.kinds if kind.id == "suicide"))
    sitting = Sitting(shipped, *replies, Command.SKIP, Command.PAPER, heard, "none", "no", "text")
    assert sitting.sheets[0].evaluation.words_heard


def test_each_point_that_is_wanting_leads_to_what_helps(shipped: Rules, replies: list[Reply]) -> None:
    for wanting in READY:
        ready = tuple(point for point in READY if point != wanting)
        sitting = Sitting(shipped, *replies, "cbt", "very", ready)
        assert sitting.asked[-1] == words.WHAT_HELPS[wanting].plain
    sitting = Sitting(shipped, *replies, "cbt", "very", (words.NONE,))
    assert sitting.asked[-1].split("\n") == [words.WHAT_HELPS[point].plain for point in READY]
    sitting = Sitting(shipped, *replies, "cbt", "very", READY)
    assert sitting.asked[-1] == words.SEEMS_READY.plain


def test_each_setting_is_asked_in_its_own_words(shipped: Rules) -> None:
    answers = named(shipped, "clear-steps-and-little-homework").answers
    for setting, view, ready in (
        ("clinician", "which way do you and the client lean?", "The client knows what matters most to them"),
        ("teaching", "which way would you lean in this example?", None),
    ):
        replies = to_the_review(shipped, {**answers, "setting": setting})
        sitting = Sitting(shipped, *replies, "cbt", "very")
        assert any(text.endswith(view) for text in sitting.asked)
        labels = [choice.label for prompt in sitting.somebody.asked for choice in prompt.choices]
        assert ("I know what matters most to me" in labels) is False
        assert ready is None or ready in labels
        assert (sitting.somebody.asked[-1].pages == (CARD,)) is (setting == "teaching")


def test_blind_letters_are_not_in_the_order_of_the_names(shipped: Rules) -> None:
    assert shipped.library.overview is not None
    assert [*OptionPages(shipped, interview_pages(), blind=True).names] != list(
        shipped.library.overview.options
    )
    assert {*OptionPages(shipped, interview_pages(), blind=True).names} == {*shipped.library.overview.options}


def test_an_option_is_read_as_a_page_of_its_own_with_or_without_its_name(
    shipped: Rules, replies: list[Reply]
) -> None:
    for blind, title in ((False, "Watchful waiting"), (True, "Option ")):
        reads = (Command.OPTIONS, "watchful_waiting", Command.BACK, words.ON)
        sitting = Sitting(shipped, *replies, *reads, "cbt", "very", Command.SKIP, blind=blind)
        (page,) = next(prompt.pages for prompt in sitting.somebody.asked if prompt.pages)
        assert plain(page).startswith(title)
        assert "A typical month" in plain(page)
        assert ("Watchful waiting" in plain(page)) is not blind
        assert "side by side" not in plain(page)
        names = [text for text in sitting.asked if text.startswith("Here's which is which. Option A: ")]
        assert len(names) == blind
        more = (*[Command.MORE] * blind, Command.PAPER)
        sitting = Sitting(shipped, *replies, "cbt", "very", Command.SKIP, *more, blind=blind)
        assert "You were leaning toward cognitive behavioral therapy (CBT)." in sitting.asked[-1]


def test_the_list_of_options_leads_back_to_the_result_it_was_opened_from(
    shipped: Rules, replies: list[Reply]
) -> None:
    sitting = Sitting(shipped, *replies[:-2], Command.ENOUGH, Command.OPTIONS, Command.BACK, Command.OPTIONS)
    lists = [prompt for prompt in sitting.somebody.asked if prompt.text == words.which_options({}).text]
    assert [prompt.choices[0].label for prompt in lists] == ["Back to your result"] * 2


@pytest.mark.parametrize("informed", [True, False])
def test_once_the_result_is_there_no_option_goes_by_a_letter(
    shipped: Rules, replies: list[Reply], informed: bool
) -> None:
    """Not even where somebody had enough before they were asked for their leaning."""
    sitting = Sitting(
        shipped, *replies[: -2 if informed else -6], Command.ENOUGH, Command.OPTIONS, blind=True
    )
    assert sitting.around.informed
    labels = [choice.label for choice in sitting.somebody.asked[-1].choices]
    assert "Watchful waiting" in labels
    assert not [label for label in labels if label.startswith("Option")]


def test_whoever_leans_to_none_is_told_so_later(shipped: Rules, replies: list[Reply]) -> None:
    sitting = Sitting(shipped, *replies, UNDECIDED, Command.SKIP, Command.SKIP, Command.PAPER)
    assert "You weren't leaning any way. Has that changed?" in sitting.asked[-1]
    codes = [choice.code for choice in sitting.somebody.asked[-1].choices]
    assert UNDECIDED not in codes


def test_what_became_of_the_leaning_is_asked_once(shipped: Rules, replies: list[Reply]) -> None:
    steps = ("cbt", Command.SKIP, Command.SKIP, Command.PAPER, words.UNCHANGED, words.NONE, Command.PAPER)
    sitting = Sitting(shipped, *replies, *steps)
    assert sitting.asked[-1] == words.worksheet_offer().text
    assert sitting.around.said.leaning_after == "cbt"


def test_what_matters_most_is_not_offered_again_as_what_does_not(
    shipped: Rules, replies: list[Reply]
) -> None:
    sitting = Sitting(shipped, *replies)
    prompt = next(p for p in sitting.somebody.asked if p.text == shipped.item["matters_not"].text.plain)
    offered = {choice.code for choice in prompt.choices}
    assert offered.isdisjoint({"soon", "little_homework", "clear_steps"})
    assert offered >= {"talk_of_past", "lasting_change"}


def test_a_worksheet_is_offered_in_each_format_of_pages() -> None:
    """A format that is added joins by being listed."""
    nothing, *offered = [choice.code for choice in words.worksheet_offer().choices]
    assert nothing == words.NONE
    assert offered == [*FORMATS]
