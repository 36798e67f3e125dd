"""Answers that are kept and gone on with: asked for, whole, theirs alone, and safe on another day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from decision_aid.commands.interview.conversation import keep_as_asked
from decision_aid.commands.interview.keeping import AnswersFile, Begun, begun, refuse_to_save
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.flow import Flow, resumed
from decision_aid.interviewing.keeping import Keeping
from decision_aid.interviewing.replies import Reply
from decision_aid.interviewing.safe_asker import Left, SafeAsker
from decision_aid.loading.answers_file import load_answers
from decision_aid.loading.kept_answers import load_kept
from decision_aid.model.answers import HEARD, SKIPPED, WORDS_OF_DANGER, Value
from decision_aid.model.choice import Choice
from decision_aid.model.problems import DecisionAidError, NotWritten, UnusableInput
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.wording import prompts
from decision_aid.wording.decided import NOT_YET
from decision_aid.wording.prompt import Command, Prompt
from tests.interviewing.scripted import TYPED, Scripted
from tests.interviewing.test_deliberating import Shown
from tests.interviewing.test_dialogue import TINY, heard
from tests.strategies import HARMLESS_SHEET

TODAY = "2026-12-01"
KEEP = "Keep your answers so you can come back?"


@pytest.fixture
def dated(shipped: Rules) -> Rules:
    return shipped._replace(day=TODAY)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Sitting:
    """An interview of which answers may be kept."""

    def __init__(
        self,
        rules: Rules,
        *replies: Reply,
        save: Path | None = None,
        resume: Path | None = None,
        beginning: Begun | None = None,
    ) -> None:
        self.somebody = Scripted(replies, goes_on=True)
        self.delivered: list[Suggestion] = []
        beginning = beginning or begun(rules, None, resume)
        self.keeping = Keeping(AnswersFile(save, resume), beginning.written, beginning.came_with)
        deliver = lambda suggestion: self.delivered.append(suggestion)  # noqa: E731
        self.dialogue = Dialogue(
            rules, self.somebody, deliver, lambda: None, Shown, beginning.flow, self.keeping
        )
        with suppress(Left, KeyboardInterrupt):
            self.dialogue.run()
        self.last = self.keeping.as_asked(self.dialogue.flow)

    @property
    def texts(self) -> list[str]:
        return [prompt.text for prompt in self.somebody.asked]


def test_whoever_is_asked_whether_to_keep_answers_can_go_back_to_the_questions(dated: Rules) -> None:
    sitting = Sitting(
        dated, "person", Command.LEAVE, Command.BACK, "from_25_to_64", Command.LEAVE, prompts.NO
    )
    age = sitting.texts[1]
    assert sitting.texts[1:4] == [age, KEEP, age]
    assert sitting.dialogue.flow.given["age_group"] == "from_25_to_64"


def test_below_what_was_broken_off_help_is_named_once(dated: Rules) -> None:
    """The program ends with a line of its own, which has the numbers of the US."""
    assert "988" in prompts.farewell(dated, kept=False)
    assert "988" not in prompts.farewell(dated, kept=False, broken_off=True)
    in_the_uk = dated._replace(country="UK")
    assert "116 123" in prompts.farewell(in_the_uk, kept=False, broken_off=True)


def test_of_an_old_file_that_cannot_be_written_it_is_said_that_it_is_not_to_be_gone_by(
    dated: Rules, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise NotWritten("old.yaml can't be written.")

    old = written({"setting": "person", **HARMLESS_SHEET}, dated, here / "old.yaml")
    monkeypatch.setattr(AnswersFile, "write", refuse)
    with pytest.raises(NotWritten, match="still says what you said before, so please don't go by it now"):
        Sitting(dated, heard(dated, "suicide"), "active", resume=old)


def written(given: Mapping[str, Value], rules: Rules, path: Path, **more: bool) -> Path:
    AnswersFile(path, None).write(Flow(rules, given)._replace(**more))  # type: ignore[arg-type]
    return path


def test_whoever_leaves_early_is_asked_and_enter_keeps_nothing(here: Path) -> None:
    left = Sitting(TINY, "no", Command.LEAVE, TYPED)
    assert left.texts[-1] == KEEP
    assert not left.keeping.kept
    assert not [*here.iterdir()]


def test_whoever_says_yes_finds_it_in_a_file_of_their_own(here: Path) -> None:
    left = Sitting(TINY, "no", Command.LEAVE, prompts.YES)
    assert load_answers("answers.yaml", TINY) == {"first": "no"}
    assert (here / "answers.yaml").stat().st_mode & 0o777 == 0o600
    assert "decision-aid --resume answers.yaml" in left.somebody.told[-1]
    Sitting(TINY, "yes", Command.LEAVE, prompts.YES)
    assert load_answers("answers-2.yaml", TINY) == {"first": "yes"}
    assert load_answers("answers.yaml", TINY) == {"first": "no"}


@pytest.mark.parametrize("replies", [(Command.LEAVE,), ("no",), ("no", "yes", Command.LEAVE)])
def test_it_is_never_asked_without_an_answer_nor_when_broken_off_nor_after_a_stop(
    replies: tuple[Reply, ...], here: Path
) -> None:
    assert KEEP not in Sitting(TINY, *replies).texts
    assert not [*here.iterdir()]


def test_the_card_has_a_key_for_it(here: Path) -> None:
    sitting = Sitting(TINY, "no", "no", "no", prompts.RESULT, Command.SAVE, Command.MORE, Command.LEAVE)
    assert load_answers("answers.yaml", TINY) == {"first": "no", "safety": "no", "last": "no"}
    assert "evaluate answers.yaml" in sitting.texts[-2]
    assert KEEP not in sitting.texts


@pytest.mark.parametrize(
    "replies",
    [("no",), ("no", Command.LEAVE), ("no", "no", "no", prompts.RESULT, Command.LEAVE), ("no", "yes")],
)
def test_a_file_that_was_named_is_written_however_it_ends(replies: tuple[Reply, ...], here: Path) -> None:
    sitting = Sitting(TINY, *replies, save=here / "mine.yaml")
    assert load_answers("mine.yaml", TINY) == sitting.dialogue.flow.given
    assert KEEP not in sitting.texts
    assert sitting.last


def test_no_file_is_taken_that_is_there_or_cannot_be(here: Path) -> None:
    (here / "there.yaml").write_text("mine", encoding="utf-8")
    (here / "link.yaml").symlink_to("nowhere.yaml")
    for name in ("there.yaml", "link.yaml", "no/folder.yaml"):
        with pytest.raises(NotWritten):
            refuse_to_save(Path(name))
    assert (here / "there.yaml").read_text(encoding="utf-8") == "mine"
    (here / "an old one.yaml").touch()
    with pytest.raises(NotWritten, match=r"--resume 'an old one\.yaml'"):
        refuse_to_save(Path("an old one.yaml"))


def test_a_link_is_refused_at_once(here: Path) -> None:
    real = written({"first": "no"}, TINY._replace(day=TODAY), here / "real.yaml")
    (here / "link.yaml").symlink_to(real)
    with pytest.raises(DecisionAidError, match="is a link"):
        begun(TINY, None, here / "link.yaml")


def test_a_response_of_another_system_is_not_kept_to(here: Path) -> None:
    """What is kept would be written over it, as a file of another kind."""
    response = here / "response.json"
    response.write_text('{"resourceType": "QuestionnaireResponse", "status": "completed"}', encoding="utf-8")
    with pytest.raises(UnusableInput, match="QuestionnaireResponse"):
        begun(TINY, None, response)


def test_a_file_that_cannot_be_written_any_more_gets_another_name(here: Path) -> None:
    flow = Flow(TINY, {"first": "no"})
    (here / "mine.yaml").write_text("somebody else's", encoding="utf-8")
    assert AnswersFile(here / "mine.yaml", None).write(flow) == "answers.yaml"
    assert load_answers("answers.yaml", TINY) == {"first": "no"}
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "somebody else's"


def test_it_is_said_that_the_file_that_was_named_could_not_be_written(here: Path) -> None:
    (here / "mine.yaml").write_text("somebody else's", encoding="utf-8")
    keeping = Keeping(AnswersFile(Path("mine.yaml"), None))
    said = keeping.as_asked(Flow(TINY, {"first": "no"}))
    assert said == prompts.kept_in(TINY, "answers.yaml", "mine.yaml")
    assert said.startswith("We couldn't write mine.yaml. Your answers are in answers.yaml.")


def test_whoever_came_back_and_changed_nothing_hears_that_their_file_stays(here: Path) -> None:
    rules = TINY._replace(day=TODAY)
    path = written({"first": "no"}, rules, here / "mine.yaml")
    back = Sitting(rules, Command.LEAVE, resume=path)
    assert not back.keeping.kept
    for last in (prompts.farewell(rules, False, back.keeping.came_from), prompts.goodbye(False, str(path))):
        assert f"{path} stays as it was." in last
        assert "Nothing was saved" not in last
    assert Sitting(rules, Command.LEAVE).keeping.came_from == ""


def test_a_new_file_is_written_though_nothing_has_changed(here: Path) -> None:
    rules = TINY._replace(day=TODAY)
    path = written({"first": "no", "safety": "no", "last": "no"}, rules, here / "old.yaml")
    start = begun(rules, None, path)
    back = Sitting(
        rules, prompts.RESULT, Command.LEAVE, save=here / "new.yaml", beginning=start._replace(written=None)
    )
    assert back.last
    assert load_answers("new.yaml", rules) == load_answers(path, rules)


def test_a_stop_of_another_day_is_an_answer_that_was_changed(here: Path) -> None:
    path = written({"first": "no", "safety": "yes"}, TINY._replace(day="2026-01-01"), here / "old.yaml")
    flow = begun(TINY._replace(day=TODAY), None, path).flow
    assert flow
    assert (flow.given, flow.corrected, flow.endangered) == ({"first": "no"}, True, True)


def test_one_goes_on_where_one_stopped_and_keeps_to_that_file_once_asked(here: Path) -> None:
    rules = TINY._replace(day=TODAY)
    path = written({"first": "no", "safety": "no"}, rules, here / "mine.yaml")
    back = Sitting(rules, "yes", prompts.RESULT, Command.LEAVE, prompts.YES, resume=path)
    assert back.texts[0] == "last?"
    assert "mine.yaml" in back.texts[-1]
    assert load_answers(path, rules) == {"first": "no", "safety": "no", "last": "yes"}
    again = Sitting(rules, prompts.RESULT, Command.LEAVE, resume=path)
    assert "mine.yaml" not in again.texts[-1]  # nothing has changed


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-02", ""])
def test_safety_is_asked_afresh_on_any_other_day(day: str, here: Path) -> None:
    path = written({"first": "no", "safety": "no", "last": "no"}, TINY._replace(day=day), here / "old.yaml")
    start = begun(TINY._replace(day=TODAY), None, path)
    assert start.flow
    assert start.flow.given == {"first": "no", "last": "no"}
    assert start.flow.current is TINY.item["safety"]
    back = Sitting(TINY._replace(day=TODAY), "yes", Command.LEAVE, resume=path)
    assert [one.status for one in back.delivered] == [Status.STOPPED]
    assert load_answers(path, TINY)["safety"] == "yes"
    assert back.last


def test_a_stop_still_holds_on_the_same_day(here: Path) -> None:
    rules = TINY._replace(day=TODAY)
    path = written({"first": "no", "safety": "yes"}, rules, here / "stopped.yaml")
    back = Sitting(rules, Command.LEAVE, resume=path)
    assert back.somebody.asked[0].card
    assert [one.status for one in back.delivered] == [Status.STOPPED]


def test_words_of_danger_stay_heard_and_a_corrected_answer_corrected(dated: Rules, here: Path) -> None:
    given = {**HARMLESS_SHEET, "own_concern": "I want to kill myself", "own_words_danger": "no"}
    for day, left in ((TODAY, True), ("2026-01-01", False)):
        path = written(given, dated._replace(day=day), here / f"{day}.yaml", corrected=True)
        flow = begun(dated, None, path).flow
        assert flow
        assert (flow.heard, flow.corrected, flow.evaluation.words_heard) == (True, True, True)
        assert flow.given[WORDS_OF_DANGER] == HEARD
        assert ("own_words_danger" in flow.given) is left
        assert flow.given["own_concern"] == given["own_concern"]


def test_heard_while_leaving_they_are_asked_about_first(dated: Rules, here: Path) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    replies = (Command.LEAVE, heard(dated, "suicide"), "plan", "no", Command.LEAVE)
    back = Sitting(dated, "no", *replies, resume=path)
    assert [one.status for one in back.delivered] == [Status.STOPPED]
    kept = load_kept(path, dated).given
    assert (kept["suicidal_thoughts"], kept[WORDS_OF_DANGER]) == ("plan", HEARD)


def test_whoever_leaves_while_words_are_asked_about_leaves_no_file_that_says_all_is_well(
    dated: Rules, here: Path
) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    Sitting(dated, "no", heard(dated, "suicide"), Command.LEAVE, resume=path)
    kept = load_kept(path, dated).given
    assert kept[WORDS_OF_DANGER] == HEARD
    assert "suicidal_thoughts" not in kept


def test_a_sign_of_danger_goes_into_the_file_where_it_stops_nothing_yet(dated: Rules, here: Path) -> None:
    """A stop that holds until the risk was assessed; and a question of safety that is skipped now."""
    clinician = {**HARMLESS_SHEET, "setting": "clinician"}
    for sheet, said in ((clinician, "active"), (HARMLESS_SHEET, SKIPPED)):
        path = here / f"{sheet['setting']}.yaml"
        flow = Flow(dated, sheet)
        keeping = Keeping(AnswersFile(None, written(sheet, dated, path)), flow)
        now, _ = flow.revisit("suicidal_thoughts").record(dated.item["suicidal_thoughts"], said)
        somebody = Scripted(())
        keeping.ask_before_leaving(SafeAsker(somebody, dated), now, early=True)
        assert somebody.asked == []
        assert keeping.as_asked(now)
        assert load_answers(path, dated)["suicidal_thoughts"] == said


def test_newer_rules_say_what_they_took_out(here: Path) -> None:
    kept = written({"first": "no", "safety": "no", "last": "no"}, TINY, here / "mine.yaml")
    items = tuple(item for item in TINY.items if item.link_id != "last")
    newer = TINY._replace(items=items, version="2")
    read = load_kept(kept, newer)
    assert read.given == {"first": "no", "safety": "no"}
    assert ["version" in note or "'last'" in note for note in read.notes] == [True, True]
    with pytest.raises(UnusableInput):
        load_kept(kept, newer._replace(version=TINY.version))  # then nothing explains it


def test_answers_that_no_longer_apply_are_told() -> None:
    flow, lost = resumed(TINY, {"first": "no", "follow_up": "yes"})
    assert flow.given == {"first": "no"}
    assert [item.link_id for item in lost] == ["follow_up"]


def test_a_setting_is_an_answer_and_never_beside_a_file(dated: Rules, here: Path) -> None:
    flow = begun(dated, "clinician", None).flow
    assert flow
    assert flow.given == {"setting": "clinician"}
    for setting, path in (("nobody", None), ("person", written({}, dated, here / "mine.yaml"))):
        with pytest.raises(DecisionAidError):
            begun(dated, setting, path)


def test_what_is_kept_can_be_evaluated(dated: Rules, here: Path) -> None:
    given: Mapping[str, Value] = {
        **HARMLESS_SHEET,
        "goals": ("growth",),
        "own_concern": 'I said: "no" # {1}',
        "own_words_danger": "no",
    }
    path = written(given, dated, here / "mine.yaml")
    assert load_answers(path, dated) == given


def test_a_score_stays_whole_on_another_day(dated: Rules, here: Path) -> None:
    score: Mapping[str, Value] = {"phq9_total": 12, "phq9_item9": 2}
    given: Mapping[str, Value] = {**HARMLESS_SHEET, "setting": "clinician", **score, "risk_assessed": "yes"}
    path = written(given, dated._replace(day="2026-01-01"), here / "old.yaml")
    flow = begun(dated, None, path).flow
    assert flow
    assert flow.given == {"setting": "clinician", **score}


def test_questions_that_were_never_put_are_not_kept_as_skipped(dated: Rules, here: Path) -> None:
    flow = Flow(dated, HARMLESS_SHEET).enough()
    assert flow.given["goals"] == SKIPPED
    AnswersFile(Path("mine.yaml"), None).write(flow)
    assert load_answers("mine.yaml", dated) == HARMLESS_SHEET
    after, _ = flow.record(dated.item["goals"], SKIPPED)  # put, and skipped
    AnswersFile(Path("other.yaml"), None).write(after)
    assert load_answers("other.yaml", dated) == {**HARMLESS_SHEET, "goals": SKIPPED}


def all_through(rules: Rules) -> Mapping[str, Value]:
    """The sheet of a clinician who has come to the end of the questions."""
    return (
        Flow(rules, {**HARMLESS_SHEET, "setting": "clinician", "goals": ("understand_why",)}).enough().given
    )


def test_what_was_decided_is_kept_with_the_answers_and_read_back(dated: Rules, here: Path) -> None:
    path = written(all_through(dated), dated, here / "mine.yaml")
    note = (Command.NOTE, ("ipt",), 'They said: "yes" # {1}', Command.BACK)
    decided = Choice(("ipt",), 'They said: "yes" # {1}')
    Sitting(dated, prompts.RESULT, *note, Command.LEAVE, resume=path)
    assert load_kept(path, dated).decided is None  # nobody said yes
    back = Sitting(dated, prompts.RESULT, *note, Command.LEAVE, prompts.YES, resume=path)
    assert load_kept(path, dated).decided == decided == back.dialogue.flow.decided
    assert load_answers(path, dated) == back.dialogue.flow.said
    again = Sitting(
        dated, prompts.RESULT, Command.NOTE, TYPED, TYPED, Command.BACK, Command.LEAVE, resume=path
    )
    assert again.dialogue.flow.decided == decided  # Enter keeps it
    assert [prompt.earlier for prompt in again.somebody.asked[2:4]] == [("ipt",), decided.reason]
    Sitting(
        dated, prompts.RESULT, Command.NOTE, (NOT_YET,), Command.BACK, Command.LEAVE, prompts.YES, resume=path
    )
    assert load_kept(path, dated).decided is None


def test_what_was_decided_outlives_the_day_and_goes_with_a_candidate(dated: Rules, here: Path) -> None:
    path = here / "old.yaml"
    decided = Choice(("ipt", "combined"))
    before = dated._replace(day="2026-01-01")
    AnswersFile(path, None).write(Flow(before, HARMLESS_SHEET).with_decision(decided))
    start = begun(dated, None, path)
    assert start.flow
    assert start.flow.decided is None  # safety is to be asked again
    for more, still in (({}, decided), ({"goals": ("growth",)}, None)):
        flow = start.flow
        answers: Mapping[str, Value] = {**HARMLESS_SHEET, **more}
        for item in dated.items:
            if item.link_id in answers and item.link_id not in flow.given:
                flow, _ = flow.record(item, answers[item.link_id])
        assert flow.decided == still
    approach, *others = dated.decisions
    left = approach._replace(candidates=tuple(one for one in approach.candidates if one.id != "ipt"))
    newer = dated._replace(decisions=(left, *others), version="2")
    kept = load_kept(path, newer)
    assert kept.decided is None
    assert "What was decided is taken out" in kept.notes[-1]


def test_what_was_decided_on_other_answers_is_not_kept(dated: Rules, here: Path) -> None:
    path, decided = here / "mine.yaml", Choice(("ipt",))
    for replies in (("working_style", "open_ended", prompts.RESULT), ("danger_now", "yes")):
        AnswersFile(path, None).write(Flow(dated, all_through(dated)).with_decision(decided))
        assert load_kept(path, dated).decided == decided
        back = Sitting(dated, *replies, Command.LEAVE, prompts.YES, resume=path)
        assert load_answers(path, dated)[replies[0]] == replies[1]
        assert load_kept(path, dated).decided is None
        keep_as_asked(back.keeping, back.dialogue)
        assert back.somebody.told[-1] == prompts.DECIDED_BEFORE
        path.unlink()


def test_whoever_leaves_at_the_reason_has_said_what_was_decided(dated: Rules, here: Path) -> None:
    path = written(all_through(dated), dated, here / "mine.yaml")
    left = Sitting(
        dated, prompts.RESULT, Command.NOTE, ("ipt",), Command.LEAVE, save=here / "new.yaml", resume=path
    )
    assert left.last
    assert load_kept(here / "new.yaml", dated).decided == Choice(("ipt",))


class Watched(Scripted):
    """Somebody who looks into files before each reply, as they would be if all ended there."""

    def __init__(self, replies: Iterable[Reply], *paths: Path) -> None:
        super().__init__(replies, goes_on=True)
        self.paths = paths
        self.found: list[list[str]] = []

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        self.found.append([path.read_text(encoding="utf-8") if path.exists() else "" for path in self.paths])
        return super().ask(prompt, help)


@pytest.mark.parametrize("save", [None, Path("new.yaml")])
def test_a_file_knows_of_danger_before_the_next_question(save: Path | None, dated: Rules, here: Path) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    start = begun(dated, None, path)
    keeping = Keeping(AnswersFile(save, path), start.written)
    files = (path, *([save] if save else []))
    somebody = Watched(("no", heard(dated, "suicide"), "plan", "no"), *files)
    deliver: list[Suggestion] = []
    dialogue = Dialogue(dated, somebody, deliver.append, resumed=start.flow, keeping=keeping)
    with pytest.raises(KeyboardInterrupt):
        dialogue.run()
    before, quiet, asked, _, card = ([*found] for found in somebody.found)
    assert before == quiet
    assert all(f"{WORDS_OF_DANGER}: {HEARD}" in text for text in asked)
    assert all("suicidal_thoughts" not in text for text in asked)
    assert all("suicidal_thoughts: plan" in text for text in card)
    said = keeping.as_asked(dialogue.flow)
    assert said
    assert ("mine.yaml too" in said) is bool(save)
    assert not keeping.as_asked(dialogue.flow)


def test_both_files_say_that_it_was_a_slip_and_nobody_is_asked(dated: Rules, here: Path) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    flow = begun(dated, None, path).flow
    assert flow
    beginning = Begun(flow.revisit("self_harm"), (), flow)
    slip = ("last_3_months", Command.MISTAKE, "never", Command.LEAVE)
    back = Sitting(dated, *slip, resume=path, save=here / "new.yaml", beginning=beginning)
    assert KEEP not in back.texts
    for file in (path, here / "new.yaml"):
        kept = load_kept(file, dated)
        assert (kept.given, kept.corrected) == (HARMLESS_SHEET, True)


def test_it_is_said_that_the_file_they_came_from_could_not_be_written(dated: Rules, here: Path) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    beginning = begun(dated, None, path)
    path.unlink()
    path.mkdir()
    told = Sitting(
        dated,
        "no",
        heard(dated, "suicide"),
        "plan",
        "no",
        save=here / "new.yaml",
        resume=path,
        beginning=beginning,
    )
    assert load_kept(here / "new.yaml", dated).given["suicidal_thoughts"] == "plan"
    assert told.last
    assert f"couldn't write {path}" in told.last


def test_without_danger_the_file_they_came_from_stays(dated: Rules, here: Path) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    before = path.read_text(encoding="utf-8")
    Sitting(dated, "yes", Command.LEAVE, resume=path, save=here / "new.yaml")
    assert path.read_text(encoding="utf-8") == before
    assert len(load_kept(here / "new.yaml", dated).given) > len(HARMLESS_SHEET)


def test_own_words_without_danger_wait_until_they_were_asked_about(dated: Rules, here: Path) -> None:
    path = written(HARMLESS_SHEET, dated, here / "mine.yaml")
    before = path.read_text(encoding="utf-8")
    flow = Flow(dated, HARMLESS_SHEET)
    keeping = Keeping(AnswersFile(None, path), flow)
    now, _ = flow.record(dated.item["own_concern"], "I work nights.")
    keeping.at_once(now)
    assert path.read_text(encoding="utf-8") == before
    assert keeping.as_asked(now)  # whoever leaves here has not said what they mean
    assert load_kept(path, dated).given["own_concern"] == "I work nights."


@pytest.mark.parametrize("named", [None, Path("new.yaml")])
def test_a_question_of_safety_that_is_skipped_today_is_no_old_no_in_any_file(
    named: Path | None, dated: Rules, here: Path
) -> None:
    path = written(HARMLESS_SHEET, dated._replace(day="2026-01-01"), here / "old.yaml")
    before = path.read_text(encoding="utf-8")
    Sitting(dated, Command.LEAVE, resume=path)
    assert path.read_text(encoding="utf-8") == before  # nothing was said yet
    back = Sitting(dated, "from_25_to_64", SKIPPED, prompts.LEAVE, Command.LEAVE, resume=path, save=named)
    assert back.last
    assert load_kept(path, dated).given["danger_now"] == SKIPPED


def test_of_a_file_that_learned_of_danger_unasked_it_is_said_why_and_no_result_is_offered(
    dated: Rules, here: Path
) -> None:
    safe = {"setting": "person", "age_group": "from_25_to_64", "danger_now": "no"}
    path = written(safe, dated, here / "mine.yaml")
    back = Sitting(dated, "plan", Command.LEAVE, resume=path)
    said = back.last
    assert said
    assert said.startswith(f"We put what you told us into {path}, so it doesn't say less than you did.")
    assert "To see the result" not in said
    assert "To go on" in said
