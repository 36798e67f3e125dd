"""Where a result is on the screen: what can be opened from its card, and every way back and out."""

from __future__ import annotations

from contextlib import suppress
from io import StringIO

import pytest
from prompt_toolkit.input import create_pipe_input

from decision_aid.__main__ import interview_pages
from decision_aid.commands.interview.deliberation import OptionPages
from decision_aid.commands.interview.result import OnTheScreen
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.interviewing.deliberating import Deliberating
from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.line_prompts import LinePrompts
from decision_aid.interviewing.menu import MARGIN, key_lines, text_of
from decision_aid.interviewing.menu_prompts import MenuPrompts
from decision_aid.interviewing.output import FEWEST, cut
from decision_aid.interviewing.replies import Heard, Refusal, Reply, reply_to
from decision_aid.interviewing.safe_asker import Left
from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING, Background
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.report import Bullets, Report, Section
from decision_aid.model.rules import ItemType, Rules
from decision_aid.proving.sturdiness import sturdiness
from decision_aid.rendering.text import Line, lay_out, plain
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command, Prompt
from decision_aid.wording.result import why
from decision_aid.wording.result_screen import card_page
from decision_aid.wording.trace import trace_page
from tests import a_few_of
from tests.interviewing.scripted import Scripted
from tests.interviewing.test_deliberating import CARD, Shown
from tests.interviewing.test_dialogue import TINY, heard, to_the_review
from tests.interviewing.test_menus import Window
from tests.unit.test_result_card import weighed

HELP = Report("Help", ())

CLINICIANS_CASE = "a-total-of-12"


class Session:
    """Somebody who has come to a result of the shipped rules."""

    def __init__(
        self, rules: Rules, *replies: Reply, pages: type[Shown] = Shown, case: str = "recent-job-loss"
    ) -> None:
        self.delivered: list[Suggestion] = []
        before = (*to_the_review(rules, case=case), prompts.RESULT, Command.SKIP)
        self.somebody = Scripted([*before, *replies], goes_on=True)
        around = Deliberating(lambda: OptionPages(rules, interview_pages(), blind=False), lambda *_: "Kept.")
        deliver = lambda suggestion: self.delivered.append(suggestion)  # noqa: E731
        with suppress(KeyboardInterrupt):
            Dialogue(rules, self.somebody, deliver, lambda: around, pages).run()

    @property
    def asked(self) -> list[Prompt]:
        """What was asked from the card on."""
        first = next(n for n, prompt in enumerate(self.somebody.asked) if prompt.pages)
        return self.somebody.asked[first:]

    @property
    def titles(self) -> list[str]:
        return [prompt.pages[0].title if prompt.pages else prompt.text for prompt in self.asked]


TO_OPEN = (Command.REASONS, Command.STEPS, Command.CHANGES, Command.OPTIONS, Command.PAPER, Command.SAVE)


@pytest.mark.parametrize("columns", a_few_of([40, 80, 48, 60, 70], few=2))
@pytest.mark.parametrize("setting", a_few_of([CLINICIAN, PERSON, TEACHING]))
def test_every_card_fits_one_screen_with_whom_to_call_and_the_keys(
    shipped: Rules, setting: str, columns: int
) -> None:
    """Where words of danger were heard, the help stands on a screen before it."""
    note = (Command.NOTE,) if setting == CLINICIAN else ()
    with create_pipe_input() as source:
        screen = MenuPrompts(StringIO(), lambda: columns, source, Window(columns))
        for suggestion in weighed(shipped, setting):
            prompt = prompts.at_the_result(card_page(suggestion, sturdiness(suggestion)), (*TO_OPEN, *note))
            parts = screen._parts_that_fit(prompt)
            *before, card = [" ".join(" ".join(map(text_of, part)).casefold().split()) for part in parts]
            assert "call or text 988" in card
            assert all("please read this first" in one for one in before)
            assert len(before) == suggestion.evaluation.words_heard
            keys = key_lines(prompt, screen.output)
            assert "q done" in text_of(keys[-1])
            assert len(parts[-1]) + len(keys) < 24


def test_each_key_opens_its_page_and_leads_back_to_the_card(shipped: Rules) -> None:
    opened: dict[Command, tuple[str, tuple[Reply, ...]]] = {
        Command.REASONS: ("The reasons", (Command.BACK,)),
        Command.STEPS: ("The steps", (Command.BACK,)),
        Command.CHANGES: ("The changes", (Command.BACK,)),
        Command.OPTIONS: ("What would you like to read?", ("on",)),
        Command.PAPER: ("Would you like a worksheet to take to an appointment?", ("none",)),
    }
    for key, (title, back) in opened.items():
        session = Session(shipped, key, *back, Command.LEAVE)
        assert session.titles == [CARD.title, title, CARD.title]
        assert {*session.asked[0].commands} == {*opened, Command.HELP, Command.LEAVE}
        assert [suggestion.status for suggestion in session.delivered] == [Status.SUGGESTION]


def test_a_clinician_has_a_note_with_what_was_decided_and_why(shipped: Rules) -> None:
    for reply, reason, noted in (
        (
            ("ipt", "combined"),
            "The client knows an IPT therapist.",
            "('ipt', 'combined'), reason='The client knows an IPT therapist.'",
        ),
        (("cbt",), Command.SKIP, "('cbt',), reason=''"),
        (("not yet",), None, "with None"),
    ):
        replies = [Command.NOTE, reply, *([reason] if reason else []), Command.BACK, Command.LEAVE]
        session = Session(shipped, *replies, case=CLINICIANS_CASE)
        assert noted in session.titles[-2]
    assert Command.NOTE not in Session(shipped, Command.LEAVE).asked[0].commands


def test_whatever_is_opened_can_be_left_with_the_same_key_and_other_input_tells_the_keys(
    shipped: Rules,
) -> None:
    decided = (Command.NOTE, ("cbt",))
    for steps, back in (
        ((Command.REASONS,), 1),
        ((Command.CHANGES,), 1),
        ((Command.OPTIONS,), 1),
        ((Command.OPTIONS, "ipt"), 2),
        ((Command.PAPER,), 1),
        ((Command.PAPER, "text"), 1),
        ((Command.NOTE,), 1),
        (decided, 2),
        ((*decided, "The wait is shorter."), 1),
    ):
        session = Session(shipped, *steps, *[Command.BACK] * back, Command.LEAVE, case=CLINICIANS_CASE)
        first, *opened, last = session.asked
        assert len(opened) == len(steps) + back - 1
        assert first.pages == last.pages == (CARD,)
        assert all(reply_to(prompt, "b") is Command.BACK for prompt in opened)
        assert all(reply_to(prompt, "x") != Command.BACK for prompt in opened)
        without_choices = [one for one in session.asked if not one.choices and one.type is ItemType.CHOICE]
        assert all(reply_to(prompt, "xyz") == Refusal(prompts.NEEDS_A_KEY) for prompt in without_choices)


def test_the_keys_of_a_result_take_one_line_and_are_understood_by_their_whole_names_too() -> None:
    """All that there can be: a clinician has one more than a person, and each may save."""
    opens = (Command.REASONS, Command.STEPS, Command.CHANGES, Command.OPTIONS, Command.PAPER, Command.NOTE)
    prompt = prompts.at_the_result(CARD, (*opens, Command.SAVE))
    assert len(MARGIN + prompts.keys(prompt)) <= 80
    for command in prompt.commands:
        for typed in (command.key, prompt.words_for(command), prompt.short_words_for(command)):
            assert reply_to(prompt, typed) is command


def test_everything_opened_stands_alone_on_the_screen(shipped: Rules) -> None:
    steps = (Command.REASONS, Command.BACK, Command.OPTIONS, "ipt", Command.BACK, "on")
    session = Session(shipped, *steps, Command.PAPER, "text", Command.MORE, Command.LEAVE)
    assert "Kept." in session.titles
    assert all(prompt.alone for prompt in session.asked)
    assert [prompt.stays for prompt in session.asked] == [prompt.pages == (CARD,) for prompt in session.asked]


def test_leaving_leaves_the_card_on_the_screen_wherever_it_is_done(shipped: Rules) -> None:
    assert Session(shipped, Command.LEAVE).somebody.told[-1] != plain(CARD)  # it is there
    for steps in ((Command.REASONS,), (Command.OPTIONS,), (Command.OPTIONS, "ipt"), (Command.PAPER,)):
        session = Session(shipped, *steps, Command.LEAVE)
        assert session.somebody.told[-1] == plain(CARD)
        assert session.delivered


@pytest.mark.parametrize("step", [(), (Command.REASONS,), (Command.CHANGES,)])
def test_words_of_danger_are_asked_about_and_the_result_comes_anew(
    shipped: Rules, step: tuple[Command, ...]
) -> None:
    session = Session(shipped, *step, heard(shipped, "suicide"), "none", "no", Command.LEAVE)
    texts = [shipped.item[link_id].text.plain for link_id in ("suicidal_thoughts", "own_words_danger")]
    assert session.titles[-4:] == [session.titles[len(step)], *texts, CARD.title]
    assert session.delivered[0].evaluation.words_heard


def test_an_answer_to_them_can_still_stop_everything(shipped: Rules) -> None:
    session = Session(shipped, heard(shipped, "suicide"), "plan", "no", Command.LEAVE)
    assert session.asked[-1].card
    assert [suggestion.status for suggestion in session.delivered] == [Status.STOPPED]


def test_despair_alone_brings_help_and_the_same_card(shipped: Rules) -> None:
    despair = next(kind for kind in shipped.words_of_danger.kinds if kind.only_caution)
    session = Session(shipped, Heard((despair,)), Command.LEAVE)
    assert session.titles == [CARD.title] * 2
    assert "988" in session.somebody.told[-1]


def test_where_nothing_is_suggested_there_is_nothing_to_open() -> None:
    somebody = Scripted(["no", Command.SKIP, prompts.LEAVE, Command.LEAVE])
    delivered: list[Suggestion] = []
    Dialogue(TINY, somebody, delivered.append, lambda: None, Shown).run()
    assert {*somebody.asked[-1].commands} == {Command.HELP, Command.LEAVE}
    assert delivered[0].status is Status.NEEDS_ANSWERS


def test_no_card_is_shown_where_a_stop_holds() -> None:
    somebody = Scripted(["no", "yes", Command.LEAVE])
    Dialogue(TINY, somebody, lambda _: None, lambda: None, Shown).run()
    assert not [prompt for prompt in somebody.asked if prompt.pages]


class TooComplex(Shown):
    def changes(self, suggestion: Suggestion) -> Report:
        raise DecisionAidError("That is too complex.")


def test_a_page_that_cannot_be_made_says_why(shipped: Rules) -> None:
    session = Session(shipped, Command.CHANGES, Command.MORE, Command.LEAVE, pages=TooComplex)
    assert session.titles == [CARD.title, "That is too complex.", CARD.title]


def test_the_pages_are_those_of_the_program(shipped: Rules) -> None:
    session = Session(shipped, Command.LEAVE)
    suggestion, pages = session.delivered[0], OnTheScreen(interview_pages)
    assert "Your result" in plain(pages.card(suggestion))
    corrected = suggestion._replace(background=Background(corrected=True))
    assert plain(pages.card(corrected)).index("You changed an answer") < 500
    titles = [section.heading for page in pages.reasons(suggestion) for section in page.sections]
    assert {"Interpersonal therapy (IPT)", "Psychodynamic therapy"} <= {*titles}
    assert "What would change" in plain(pages.changes(suggestion))


# --- pages in parts ----------------------------------------------------------------------------------


def test_lines_are_cut_where_one_is_empty_and_none_is_lost() -> None:
    lines = [Line(f"{n}" if n % 7 else "") for n in range(1, 60)]
    for most in range(1, 70):
        parts = [lines[part] for part in cut(lines, most)]
        assert max(map(len, parts)) <= max(most, FEWEST)
        kept = [line for part in parts for line in part if line.text]
        assert kept == [line for line in lines if line.text]
        if 14 <= most < len(lines):
            assert all(not lines[part.stop].text for part in [*cut(lines, most)][:-1])


@pytest.mark.parametrize("columns", [40, 80])
def test_no_part_of_a_page_ends_in_the_middle_of_what_is_said_or_below_a_heading(
    shipped: Rules, columns: int
) -> None:
    for suggestion in weighed(shipped, PERSON):
        for page in (trace_page(suggestion, more=""), *why(suggestion)):
            lines = [*lay_out(page, columns)]
            for part in [*cut(lines, 20)][:-1]:
                begun = max(n for n in range(part.stop + 1) if not lines[n].goes_on)
                assert begun == part.stop or begun < part.stop - 8, lines[part.stop]  # a long paragraph
                assert not lines[part][-1].leads_on, lines[part][-1]


PAGE = Report("A page", (Section("Many things", (Bullets(tuple(f"Thing {n}." for n in range(40))),)),))


def read_in_lines(typed: str) -> tuple[Reply, str]:
    out = StringIO()
    asker = LinePrompts(StringIO(typed), out, lambda: 80, rows=lambda: 24)
    return asker.ask(prompts.reading((PAGE,), "back to your result"), HELP), out.getvalue()


def test_line_by_line_enter_leads_on_and_from_the_end_back() -> None:
    reply, written = read_in_lines("\n\n\n")
    assert reply is Command.BACK
    assert written.count("Press Enter: more.") == 2
    assert written.index("Thing 0.") < written.index("Press Enter: more.") < written.index("Thing 39.")
    assert written.rstrip("> ").endswith("Press Enter: back to your result. Or type: h help; q leave.\n")


def test_line_by_line_nothing_is_shown_that_nobody_asked_for() -> None:
    reply, written = read_in_lines("h\nb\n")
    assert reply is Command.BACK
    assert written.count("Thing 0.") == 2  # once more below the help
    assert "Thing 39." not in written
    with pytest.raises(KeyboardInterrupt):
        read_in_lines("\n")


def test_line_by_line_the_card_is_told_in_few_sentences(shipped: Rules) -> None:
    suggestion = Session(shipped, Command.LEAVE).delivered[0]
    card = OnTheScreen(interview_pages).card(suggestion)
    out = StringIO()
    asker = LinePrompts(StringIO("q\n"), out, lambda: 80, rows=lambda: 60)
    assert asker.ask(prompts.at_the_result(card, (Command.REASONS,)), HELP) is Command.LEAVE
    assert not {*"│╭●○·"} & {*out.getvalue()}
    assert "Type a letter, then Enter: w why; q done; h help." in out.getvalue()


def test_line_by_line_the_card_is_never_cut(shipped: Rules) -> None:
    suggestion = Session(shipped, Command.LEAVE).delivered[0]
    prompt = prompts.at_the_result(OnTheScreen(interview_pages).card(suggestion), (Command.REASONS,))
    out = StringIO()
    asker = LinePrompts(StringIO("q\n"), out, lambda: 80, rows=lambda: 10)
    assert asker.ask(prompt, HELP) is Command.LEAVE
    assert out.getvalue().count("> ") == 1
    assert out.getvalue().index("988") < out.getvalue().index("Type a letter")


def test_leaving_is_no_result_while_words_are_asked_about(shipped: Rules) -> None:
    with pytest.raises(Left):
        Session(shipped, heard(shipped, "suicide"), Command.LEAVE)
