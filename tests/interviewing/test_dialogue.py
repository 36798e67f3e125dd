"""What is said and asked, in which order, and what is delivered at the end."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.safe_asker import Left
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import AllOf, Answered, AnyOf, Not
from decision_aid.model.rules import ItemType, Rules
from decision_aid.wording import prompts
from decision_aid.wording.help import with_numbers
from decision_aid.wording.prompts import Command
from tests.builders import gate, question, rule, rule_set, says
from tests.interviewing.scripted import Scripted
from tests.outputs import NAMES_NOTHING

TINY = rule_set(
    items=(
        question("first"),
        question("follow_up", enable_when=says("first", "yes")),
        question("safety"),
        question("last"),
    ),
    gates=(gate("stop", says("safety", "yes")),),
)
CARD = "The crisis card"

QUARTERS = [0, *(pytest.param(part, marks=pytest.mark.exhaustive) for part in (1, 2, 3))]
"""A quarter of the worked cases; the others are interviews of much the same kind."""


def interview(*replies: Value | Command, rules: Rules = TINY) -> tuple[Scripted, list[Suggestion]]:
    """Hold an interview; what was seen, and what was delivered until it ended or the script ran out."""
    somebody = Scripted(replies)
    delivered: list[Suggestion] = []
    try:
        Dialogue(rules, somebody, CARD, delivered.append).run()
    except KeyboardInterrupt:
        assert not somebody.replies
    return somebody, delivered


def test_all_answers_lead_to_the_review_and_from_there_to_a_result() -> None:
    somebody, delivered = interview("no", "no", "no", prompts.RESULT)
    assert [prompt.text for prompt in somebody.asked[:3]] == ["first?", "safety?", "last?"]
    assert somebody.asked[3].heading.startswith("Your answers.")
    assert somebody.told == ["Answer: no."] * 3
    assert [suggestion.status for suggestion in delivered] == [Status.NO_CLEAR_SUGGESTION]


def test_a_stop_is_delivered_at_once() -> None:
    somebody, delivered = interview("no", "yes", prompts.LEAVE)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]
    assert somebody.asked[-1] == prompts.start_again(TINY)
    assert "last?" not in [prompt.text for prompt in somebody.asked]


def test_after_a_stop_nothing_is_kept_but_the_way_to_start_again() -> None:
    somebody, delivered = interview("no", "yes", prompts.AGAIN, "no", "no", "no", prompts.RESULT)
    assert prompts.STARTING_AGAIN in somebody.told
    assert [prompt.earlier for prompt in somebody.asked] == [None] * len(somebody.asked)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED, Status.NO_CLEAR_SUGGESTION]


def test_there_is_no_command_that_leads_past_a_stop() -> None:
    assert set(prompts.start_again(TINY).commands) == {Command.HELP, Command.LEAVE}
    assert set(prompts.safety_skipped(TINY.item["safety"]).commands) == {Command.HELP, Command.LEAVE}


def test_commands_are_offered_when_they_make_sense() -> None:
    somebody, _ = interview("no", "no", "no")
    first, safety, last, review = (set(prompt.commands) for prompt in somebody.asked)
    always = {Command.SKIP, Command.WHY, Command.HELP, Command.LEAVE}
    assert first == always
    assert safety == always | {Command.BACK}
    assert last == always | {Command.BACK, Command.ENOUGH}
    assert review == {Command.BACK, Command.HELP, Command.LEAVE}


def test_enough_gives_the_result_without_a_review() -> None:
    _, delivered = interview("no", "no", Command.ENOUGH)
    assert delivered[0].evaluation.answers.given == {"first": "no", "safety": "no", "last": SKIPPED}


def test_help_and_why_are_shown_and_the_same_is_asked_again() -> None:
    somebody, _ = interview(Command.HELP, Command.WHY, Command.HELP)
    assert somebody.told == [CARD, "Why we ask: It matters.", CARD]
    assert len(set(somebody.asked)) == 1


def test_to_leave_is_no_break_off() -> None:
    with pytest.raises(Left):
        interview("no", Command.HELP, Command.LEAVE)
    with pytest.raises(Left):
        interview("no", "yes", Command.LEAVE)


def test_an_earlier_answer_is_offered_and_a_skipped_one_is_not() -> None:
    somebody, _ = interview("no", "no", SKIPPED, Command.BACK, Command.BACK)
    assert [(prompt.text, prompt.earlier) for prompt in somebody.asked[4:]] == [
        ("last?", None),
        ("safety?", "no"),
    ]


def test_a_change_on_the_review_drops_what_hangs_on_it_and_says_so() -> None:
    somebody, delivered = interview("yes", "no", "no", "no", "first", "no", prompts.RESULT)
    assert somebody.told[-2:] == ["Answer: no.", "No longer asked, so taken out: Follow_up."]
    assert delivered[0].evaluation.answers.given == {"first": "no", "safety": "no", "last": "no"}


def test_a_change_on_the_review_can_stop() -> None:
    _, delivered = interview("no", "no", "no", "safety", "yes", prompts.LEAVE)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


def test_what_follows_from_skipping_a_safety_question_is_said_at_once() -> None:
    somebody, delivered = interview("no", Command.SKIP, prompts.LEAVE)
    assert somebody.asked[-1] == prompts.safety_skipped(TINY.item["safety"])
    assert [suggestion.status for suggestion in delivered] == [Status.NEEDS_ANSWERS]


def test_who_thinks_again_about_skipping_stands_where_they_stood() -> None:
    somebody, _ = interview("no", Command.SKIP, prompts.ANSWER, Command.BACK, "no")
    assert [prompt.text for prompt in somebody.asked[3:]] == ["safety?", "first?", "safety?"]
    somebody, _ = interview("no", "no", Command.BACK, Command.SKIP, prompts.ANSWER)
    assert (somebody.asked[-1].text, somebody.asked[-1].earlier) == ("safety?", "no")


def test_an_answer_that_cannot_be_is_refused_with_the_reason(shipped: Rules) -> None:
    replies = ("clinician", "from_25_to_64", "no", "none", "never", 2, 3, 0)
    somebody, _ = interview(*replies, rules=shipped)
    assert "cannot be higher than the total" in somebody.told[6]
    assert somebody.asked[6] == somebody.asked[7]
    assert somebody.told[7] == "Answer: 0."


def test_no_way_leads_around_the_answer_that_a_stop_waits_for(shipped: Rules) -> None:
    """After thoughts, a clinician is asked whether the risk was assessed, and back is no way out."""
    somebody, delivered = interview(
        "clinician", "from_25_to_64", "no", "passive", "no", prompts.LEAVE, rules=shipped
    )
    asked_last = somebody.asked[4]
    assert "assessed the client's risk" in asked_last.text
    assert Command.BACK not in asked_last.commands
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


def test_a_clinicians_assessment_lets_the_questions_go_on(shipped: Rules) -> None:
    somebody, delivered = interview("clinician", "from_25_to_64", "no", "passive", "yes", rules=shipped)
    assert "ever hurt themselves" in somebody.asked[-1].text
    assert delivered == []


def test_an_answer_that_may_still_apply_is_kept() -> None:
    rules = rule_set(
        items=(
            question("extra", "yes"),
            question("severity", enable_when=Not(Answered("extra"))),
            question("last"),
        )
    )
    flow = Flow(rules, {"extra": SKIPPED, "severity": "yes"})
    after, dropped = flow.record(rules.item["last"], "no")
    assert (dict(after.given), dropped) == ({"extra": SKIPPED, "severity": "yes", "last": "no"}, ())


def test_enough_skips_also_what_a_skip_opens() -> None:
    rules = rule_set(
        items=(question("first"), question("if_unsaid", enable_when=Not(Answered("first"))), question("last"))
    )
    assert dict(Flow(rules).enough().given) == {"first": SKIPPED, "if_unsaid": SKIPPED, "last": SKIPPED}


def test_what_hangs_on_a_question_that_is_skipped_later_is_taken_out_and_said_to_be() -> None:
    follow_up = question("follow_up", enable_when=says("first", "yes"))
    rules = rule_set(items=(question("first"), follow_up, question("last")))
    answers = ("yes", "no", "no", "first", Command.SKIP)
    somebody, delivered = interview(*answers, "first", "yes", "no", prompts.RESULT, rules=rules)
    assert [prompt.text for prompt in somebody.asked[3:]] == [
        "Would you like to change one of them?",
        "first?",
        "Would you like to change one of them?",
        "first?",
        "follow_up?",
        "Would you like to change one of them?",
    ]
    assert somebody.told.count(prompts.dropped([follow_up])) == 1
    assert [suggestion.status for suggestion in delivered] == [Status.NO_CLEAR_SUGGESTION]


def test_what_an_answer_with_words_of_danger_takes_out_is_said_too(shipped: Rules) -> None:
    follow_up = question("follow_up", enable_when=Not(Answered("words")))
    rules = rule_set(items=(question("words", (), type=ItemType.TEXT), follow_up, question("last")))
    rules = rules._replace(read_words_of_danger=lambda: shipped.words_of_danger)
    somebody, _ = interview(
        Command.SKIP, "no", Command.BACK, Command.BACK, "I want to end my life", rules=rules
    )
    assert prompts.dropped([follow_up]) in somebody.told


def test_an_interview_is_worked_out_about_once_for_each_prompt(
    shipped: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated: list[Mapping[str, Value]] = []

    def counted(rules: Rules, given: Mapping[str, Value]) -> Evaluation:
        evaluated.append(given)
        return evaluate(rules, given)

    monkeypatch.setattr("decision_aid.interviewing.flow.evaluate", counted)
    answers = next(case.answers for case in shipped.library.cases if case.id == "two-therapies-that-helped")
    flow, replies = Flow(shipped), list[Value | Command]()
    while flow.current:
        replies.append(answers.get(flow.current.link_id, SKIPPED))
        flow, _ = flow.record(flow.current, answers.get(flow.current.link_id, SKIPPED))
    evaluated.clear()
    somebody, delivered = interview(*replies, prompts.RESULT, rules=shipped)
    assert delivered
    assert len(somebody.asked) >= 30
    assert len(evaluated) <= len(somebody.asked)


def said_of(link_id: str, answers: Mapping[str, Value], rules: Rules) -> list[str]:
    """What is told to somebody who asks why, at this question."""
    replies: list[Value | Command] = []
    flow = Flow(rules)
    while flow.current and flow.current.link_id != link_id:
        answer = answers.get(flow.current.link_id, SKIPPED)
        replies.append(answer)
        flow, _ = flow.record(flow.current, answer)
    somebody, _ = interview(*replies, Command.WHY, rules=rules)
    return somebody.told[len(replies) :]


def test_why_offers_to_skip_what_changes_nothing_any_more() -> None:
    told = said_of("last", {"first": "no", "safety": "no"}, TINY)
    assert told == ["Why we ask: It matters.", prompts.NOTHING_HANGS_ON_IT]


def test_why_says_what_an_answer_can_still_change(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "recent-job-loss")
    assert said_of("trauma_memories", case.answers, shipped)[1] == (
        "This answer can still change:\n  whether a note, or advice to see someone, comes first"
    )
    assert (
        "whether CBT, IPT and psychodynamic therapy fit" in (said_of("linked_to", case.answers, shipped)[1])
    )
    assert said_of("own_concern", case.answers, shipped)[1] == (
        "This answer can still change whether help should come first."
    )


def asking_why_all_the_way(rules: Rules, answers: Mapping[str, Value]) -> tuple[Value | Command, ...]:
    """Replies that ask why at each safety question, and at one of them again after all are answered."""
    flow = Flow(rules)
    replies: list[Value | Command] = []
    while flow.current and not flow.may_end and not flow.stopped:
        answer = answers.get(flow.current.link_id, SKIPPED)
        replies += [Command.WHY, answer]
        if answer == SKIPPED and flow.is_safety_question(flow.current):
            break
        flow, _ = flow.record(flow.current, answer)
    if flow.may_end and not flow.stopped:
        replies += [Command.BACK, Command.WHY]
    return tuple(replies)


@pytest.mark.parametrize("part", QUARTERS)
def test_why_names_no_approach_while_a_safety_question_is_open(shipped: Rules, part: int) -> None:
    """Nor of a safety question that somebody comes back to."""
    ways = dict.fromkeys(asking_why_all_the_way(shipped, case.answers) for case in shipped.library.cases)
    for replies in list(ways)[part::4]:
        somebody, _ = interview(*replies, rules=shipped)
        told = [line for line in somebody.told if line.startswith(("This answer", "Your answer to"))]
        assert "This answer can still change whether help should come first." in told
        assert prompts.NOTHING_HANGS_ON_IT not in told
        assert not NAMES_NOTHING.search(" ".join(told))


def test_why_gives_the_fixed_reason_where_the_rules_are_too_complex_to_say_more() -> None:
    pairs = tuple(AllOf((says(f"a{n}", "yes"), says(f"b{n}", "yes"))) for n in range(7))
    items = [question(f"{letter}{n}") for n in range(7) for letter in "ab"]
    rules = rule_set(items=items, rules=[rule("r", AnyOf(pairs))])
    somebody, _ = interview(Command.WHY, rules=rules)
    assert somebody.told == ["Why we ask: It matters."]


NOW_SAFE = ("from_25_to_64", "no", "none")
"""The first answers of anybody, once the setting is said."""


@pytest.mark.parametrize("setting", ["person", "clinician", "teaching"])
def test_words_of_danger_bring_help_and_the_question_that_says_more(shipped: Rules, setting: str) -> None:
    somebody, _ = interview(setting, *NOW_SAFE, Command.DANGER, "none", rules=shipped)
    assert shipped.words_of_danger.note
    assert somebody.told[-3:-1] == [
        with_numbers(shipped, shipped.words_of_danger.note.message.to(setting)),
        CARD,
    ]
    before, again, after = somebody.asked[-3:]
    assert again.text == shipped.item["suicidal_thoughts"].text.to(setting)
    assert again.earlier == "none"
    assert after == before


def test_words_of_danger_can_lead_to_a_stop(shipped: Rules) -> None:
    _, delivered = interview("person", *NOW_SAFE, Command.DANGER, "plan", prompts.LEAVE, rules=shipped)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


@pytest.mark.parametrize("before", range(4))
def test_where_that_question_is_still_to_come_the_same_is_asked_again(shipped: Rules, before: int) -> None:
    replies = ("clinician", *NOW_SAFE)[:before]
    somebody, _ = interview(*replies, Command.DANGER, rules=shipped)
    assert shipped.words_of_danger.note
    message = with_numbers(shipped, shipped.words_of_danger.note.message.to(replies[0] if replies else ""))
    assert somebody.told[before:] == [message, CARD]
    assert somebody.asked[-1] == somebody.asked[-2]


def test_words_of_danger_lead_around_no_answer_that_a_stop_waits_for(shipped: Rules) -> None:
    somebody, _ = interview("clinician", "from_25_to_64", "no", "passive", Command.DANGER, rules=shipped)
    assert somebody.told[-1] == CARD
    assert "assessed the client's risk" in somebody.asked[-1].text


def test_words_of_danger_between_the_questions_are_met_and_the_same_is_asked_again(shipped: Rules) -> None:
    assert shipped.words_of_danger.note
    case = next(case for case in shipped.library.cases if case.id == "recent-job-loss")
    flow, to_the_review = Flow(shipped), list[Value | Command]()
    while flow.current:
        to_the_review.append(case.answers.get(flow.current.link_id, SKIPPED))
        flow, _ = flow.record(flow.current, case.answers.get(flow.current.link_id, SKIPPED))
    skipping = ("person", "from_25_to_64", "no", Command.SKIP)
    for replies in (to_the_review, skipping, ("person", "from_25_to_64", "yes")):
        somebody, _ = interview(*replies, Command.DANGER, rules=shipped)
        assert somebody.told[-2:] == [with_numbers(shipped, shipped.words_of_danger.note.message.plain), CARD]
        assert somebody.asked[-1] == somebody.asked[-2]


def test_own_words_that_may_tell_of_danger_bring_help_and_the_question_again(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "recent-job-loss")
    flow, replies = Flow(shipped), list[Value | Command]()
    while flow.current and flow.current.link_id != "own_words_danger":
        item = flow.current
        answer = (
            "I want to end my life"
            if item.link_id == "own_concern"
            else case.answers.get(item.link_id, SKIPPED)
        )
        replies.append(answer)
        flow, _ = flow.record(item, answer)
    somebody, delivered = interview(*replies, "plan", prompts.LEAVE, rules=shipped)
    assert shipped.words_of_danger.note
    assert somebody.told[-3:-1] == [with_numbers(shipped, shipped.words_of_danger.note.message.plain), CARD]
    assert somebody.asked[-2].text == shipped.item["suicidal_thoughts"].text.plain
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]
