"""Questions and answers for other systems, and answers from them."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from decision_aid.loading.answers_file import load_answers
from decision_aid.model.fhir import LOINC, PHQ9_ANSWERS, PHQ9_ITEMS, PHQ9_PANEL, PHQ9_TOTAL
from decision_aid.model.rules import Rules
from tests.cli.conftest import SAFE, Program
from tests.cli.test_bad_answers import told
from tests.fhir_forms import answers_in, items_in
from tests.outputs import NAMES_NOTHING

Write = Callable[[str | bytes], str]
Json = dict[str, Any]

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"

needs_fhir_resources = pytest.mark.skipif(
    find_spec("fhir") is None,
    reason="fhir.resources is not here, so the shape of FHIR is not checked by it: pip install '.[fhir]'",
)

ALL = f"""{SAFE}  prior_treatments: [cbt, medication]
  medicines_tried: skipped
  cbt_outcome: not_enough
  phq9_total: 12
  phq9_item9: 0
  own_concern: " I work nights "
  own_words_danger: no
"""
"""Answers of every type, one of them skipped."""


@pytest.fixture
def form(decision_aid: Program) -> Json:
    return printed(decision_aid, "fhir", "questionnaire")


@pytest.fixture
def response(decision_aid: Program, answers_file: Write) -> Json:
    return printed(decision_aid, "fhir", "response", answers_file(ALL))


def printed(decision_aid: Program, *command: str) -> Json:
    run = decision_aid(*command)
    assert (run.code, run.err) == (0, "")
    record: Json = json.loads(run.out)
    return record


# --- what is written ------------------------------------------------------------------------------


@needs_fhir_resources
@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore")
def test_what_is_written_has_the_shape_of_fhir(
    form: Json, response: Json, decision_aid: Program, answers_file: Write
) -> None:
    """By the types of R4B, whose form and response are those of R4."""
    codes = printed(decision_aid, "fhir", "questionnaire", "--codes")
    empty = answers_file("rule_set: depression\nanswers: {}\n")
    none = json.loads(decision_aid("fhir", "response", empty).out)
    for record in (form, response, codes, none):
        kind = record["resourceType"]
        model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
        assert json.loads(model.model_validate(record).model_dump_json()) == record


@pytest.mark.parametrize("rules", [(), ("--rules", str(TINY))], ids=["shipped", "tiny"])
def test_the_form_holds_together(rules: tuple[str, ...], decision_aid: Program) -> None:
    """What fhir.resources lets through."""
    form = printed(decision_aid, "fhir", "questionnaire", *rules)
    system = printed(decision_aid, "fhir", "questionnaire", "--codes", *rules)
    codes = [concept["code"] for concept in system["concept"]]
    assert len(set(codes)) == len(codes)
    assert {system["version"]} == {form["version"]}
    earlier: dict[str, Mapping[str, Any]] = {}
    for item in items_in(form):
        assert item["linkId"] not in earlier
        assert item["type"] in ("group", "display", "choice", "integer", "string")
        assert (item["type"] == "choice") == ("answerOption" in item)
        tests = item.get("enableWhen", [])
        assert ("enableBehavior" in item) == (len(tests) > 1)
        for test in tests:
            about = earlier[test["question"]]
            assert about["type"] not in ("group", "display")
            kind = {"choice": "answerCoding", "integer": "answerInteger"}.get(about["type"])
            assert set(test) - {"question", "operator"} == {
                "answerBoolean" if test["operator"] == "exists" else kind
            }
            if coding := test.get("answerCoding"):
                options = [option["valueCoding"]["code"] for option in about["answerOption"]]
                assert coding["code"] in options
        earlier[item["linkId"]] = item
    codings = list(codings_in(form))
    assert {(one["system"], one["version"]) for one in codings} == {(system["url"], system["version"])}
    assert {one["code"] for one in codings} == set(codes)


def codings_in(value: object) -> Iterator[Json]:
    """Every coding of an answer."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("valueCoding", "answerCoding"):
                yield inner
            else:
                yield from codings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from codings_in(inner)


def test_every_question_is_in_the_form_with_what_it_takes(form: Json, shipped: Rules) -> None:
    asked = {item["linkId"]: item for item in items_in(form)}
    for item in shipped.items:
        there = asked[item.link_id]
        assert there["text"] == item.text.plain
        assert there.get("repeats", False) == (item.type == "multiple")
        assert len(there.get("answerOption", ())) == len(item.codes)
    assert asked["phq9_total"]["code"] == [{"system": LOINC, "code": PHQ9_TOTAL}]
    assert asked["phq9_item9"]["code"] == [{"system": LOINC, "code": PHQ9_ITEMS[-1]}]
    limits = {one["url"].rpartition("/")[2]: one["valueInteger"] for one in asked["phq9_total"]["extension"]}
    assert limits == {"minValue": 0, "maxValue": 27}


def test_the_form_begins_with_where_to_get_help(form: Json, decision_aid: Program) -> None:
    assert "988" in form["item"][0]["text"]
    there = printed(decision_aid, "fhir", "questionnaire", "--country", "UK")
    assert "116 123" in there["item"][0]["text"]


def test_its_version_changes_with_the_rules(form: Json, shipped: Rules, decision_aid: Program) -> None:
    assert form["version"] == f"{shipped.version}+{shipped.hash[:12]}"
    assert printed(decision_aid, "fhir", "questionnaire", "--rules", str(TINY))["version"] != form["version"]


def test_a_response_holds_the_answers_and_no_result(response: Json, form: Json) -> None:
    assert response["questionnaire"] == f"{form['url']}|{form['version']}"
    assert set(response) == {"resourceType", "questionnaire", "status", "item"}
    answers = answers_in(response)
    assert answers["danger_now"] == ["danger_now.no"]
    assert answers["prior_treatments"] == ["prior_treatments.cbt", "prior_treatments.medication"]
    assert answers["phq9_total"] == [12]
    assert answers["own_concern"] == [" I work nights "]
    assert "medicines_tried" not in answers
    (skipped,) = (item for item in items_in(response) if item["linkId"] == "medicines_tried")
    assert skipped["extension"][0]["valueCode"] == "asked-declined"


def test_a_response_stands_in_the_groups_of_the_form(response: Json, form: Json) -> None:
    def paths(resource: Json, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        for item in resource.get("item", ()):
            yield (*above, item["linkId"])
            yield from paths(item, (*above, item["linkId"]))

    order = list(paths(form))
    there = list(paths(response))
    assert there == [path for path in order if path in set(there)]


def test_where_safety_comes_first_help_is_shown_beside_the_response(
    decision_aid: Program, answers_file: Write
) -> None:
    run = decision_aid("fhir", "response", answers_file(ALL.replace("danger_now: no", "danger_now: yes")))
    assert run.code == 0
    assert "988" in run.err
    assert not NAMES_NOTHING.findall(run.err)
    assert answers_in(json.loads(run.out))["danger_now"] == ["danger_now.yes"]


@pytest.mark.parametrize("command", [("questionnaire",), ("response", "ANSWERS")], ids=lambda one: one[0])
def test_a_file_is_written_for_its_owner_alone_and_never_over_another(
    command: tuple[str, ...], tmp_path: Path, decision_aid: Program, answers_file: Write
) -> None:
    answers = answers_file(ALL)
    called = ("fhir", *(answers if word == "ANSWERS" else word for word in command))
    target = tmp_path / "out.json"
    assert decision_aid(*called, "--output", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8") == decision_aid(*called).out
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert decision_aid(*called, "--output", str(target)).code == 2
    assert decision_aid(*called, "--output", str(target), "--force").code == 0
    if len(command) > 1:
        assert decision_aid(*called, "--output", answers, "--force").code == 2
        assert Path(answers).read_text(encoding="utf-8") == ALL


# --- what is read ---------------------------------------------------------------------------------


def points_in(points: Sequence[int], **more: object) -> Json:
    """A PHQ-9 as other systems send it."""
    codes = list(PHQ9_ANSWERS)
    items = [
        {"linkId": f"/{code}", "answer": [{"valueCoding": {"system": LOINC, "code": codes[number]}}]}
        for code, number in zip(PHQ9_ITEMS, points, strict=True)
    ]
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"http://loinc.org/q/{PHQ9_PANEL}",
        "status": "completed",
        "item": items,
        **more,
    }


TWELVE = points_in([2, 2, 1, 2, 1, 2, 1, 1, 0])


@pytest.fixture
def phq9(tmp_path: Path) -> Callable[[object], str]:
    """Write a response; what comes back is its name."""

    def write(record: object) -> str:
        file = tmp_path / "phq9.json"
        file.write_text(json.dumps(record, indent=1), encoding="utf-8")
        return str(file)

    return write


def test_a_response_has_the_answers_that_were_written(
    response: Json, phq9: Callable[[object], str], shipped: Rules, answers_file: Write
) -> None:
    assert load_answers(phq9(response), shipped) == load_answers(answers_file(ALL), shipped)


def test_a_response_says_of_which_day_it_is_and_that_a_stop_was_corrected(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    kept = answers_file(f"saved: 2026-11-12\ncorrected: true\n{ALL}")
    response = printed(decision_aid, "fhir", "response", kept)
    assert response["authored"] == "2026-11-12"
    came_back = printed(decision_aid, "evaluate", phq9(response), "--format", "json")
    assert (came_back["saved"], came_back["corrected"]) == ("2026-11-12", True)


def test_the_older_of_two_files_is_told(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    without = ALL.replace("  phq9_total: 12\n  phq9_item9: 0\n", "")
    beside = phq9({**points_in([0] * 9), "authored": "2026-11-12T09:30:00Z"})
    run = decision_aid("evaluate", answers_file(f"saved: 2026-11-30\n{without}"), "--answers", beside)
    assert "ANSWERS FROM 2026-11-12." in run.out


def test_a_response_comes_to_what_the_answers_come_to(
    response: Json, phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    for format in ("text", "json"):
        ours = decision_aid("evaluate", answers_file(ALL), "--format", format)
        assert decision_aid("evaluate", phq9(response), "--format", format) == ours


def test_a_response_to_another_version_is_read_and_says_so(
    response: Json, phq9: Callable[[object], str], decision_aid: Program
) -> None:
    url = response["questionnaire"].partition("|")[0]
    run = decision_aid("evaluate", phq9({**response, "questionnaire": f"{url}|0.0.1"}))
    assert run.code == 0
    assert "version 0.0.1" in run.err
    assert decision_aid("evaluate", phq9({**response, "questionnaire": url})).err == ""


def test_a_phq_9_goes_with_an_answers_file(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    without = ALL.replace("  phq9_total: 12\n  phq9_item9: 0\n", "")
    merged = decision_aid(
        "evaluate", phq9({**TWELVE, "authored": "2026-11-02T10:00:00Z"}), "--answers", answers_file(without)
    )
    assert merged.err == "Read as a PHQ-9 of 2026-11-02: total 12, item 9 0.\n"
    assert merged.out == decision_aid("evaluate", answers_file(f"saved: 2026-11-02\n{ALL}")).out
    same = decision_aid("evaluate", answers_file(f"saved: 2026-11-02\n{ALL}"), "--answers", phq9(TWELVE))
    assert (same.code, same.out) == (0, merged.out)


def test_two_files_that_disagree_are_refused_with_both_places(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    answers = ALL.replace("phq9_total: 12", "phq9_total: 13")
    run = decision_aid("evaluate", phq9(TWELVE), "--answers", answers_file(answers))
    assert (run.code, run.out) == (2, "")
    (problem,) = (line for line in run.err.splitlines() if "[conflict]" in line)
    assert "answers.yaml:17:3: error: 'phq9_total'" in problem
    assert "phq9.json:2:" in problem or "phq9.json:1:" in problem


def test_answers_that_disagree_about_safety_name_nothing(
    decision_aid: Program, answers_file: Write, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        f"{SAFE.replace('danger_now: no', 'danger_now: yes')}  goals: [tools_nou]\n", encoding="utf-8"
    )
    run = decision_aid(
        "evaluate", answers_file(f"{SAFE}  prior_treatments: [cbtt]\n"), "--answers", str(other)
    )
    assert [code for code, *_ in told(run.err)] == ["unknown-code", "conflict", "unknown-code"]
    assert not NAMES_NOTHING.findall(run.err)


def test_standard_input_is_read_once(decision_aid: Program) -> None:
    run = decision_aid("evaluate", "-", "--answers", "-", stdin=ALL.encode())
    assert (run.code, run.out) == (2, "")
    assert "once" in run.err


def test_item_9_above_0_stops(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    without = ALL.replace("  phq9_total: 12\n  phq9_item9: 0\n", "")
    run = decision_aid(
        "evaluate", phq9(points_in([0] * 8 + [1])), "--answers", answers_file(without), "--format", "json"
    )
    assert json.loads(run.out)["status"] == "stopped"


def test_what_is_no_part_of_a_phq_9_is_said_to_be_unread(
    phq9: Callable[[object], str], decision_aid: Program
) -> None:
    more = [
        {"linkId": f"/{PHQ9_TOTAL}", "answer": [{"valueQuantity": {"value": 12, "unit": "{score}"}}]},
        {"linkId": "/69722-7", "answer": [{"valueString": "Somewhat"}]},
        {"linkId": "/note", "text": "Nothing is answered here."},
    ]
    run = decision_aid("evaluate", phq9({**TWELVE, "item": [*TWELVE["item"], *more]}))
    assert run.code == 0
    assert "Not read, since it is no part of its total: /69722-7.\n" in run.err


@pytest.mark.parametrize(
    "names",
    [
        lambda code, number: {"linkId": f"/{PHQ9_PANEL}/{code}"},
        lambda code, number: {"linkId": code},
        lambda code, number: {"linkId": str(number), "definition": f"http://loinc.org/{code}"},
    ],
)
def test_its_items_are_known_by_their_loinc_codes(
    names: Callable[[str, int], Json], phq9: Callable[[object], str], decision_aid: Program
) -> None:
    items = [
        {**names(code, number), "answer": [{"valueInteger": 1}]} for number, code in enumerate(PHQ9_ITEMS, 1)
    ]
    run = decision_aid("evaluate", phq9({**TWELVE, "questionnaire": "https://example.org/q", "item": items}))
    assert "total 9, item 9 1" in run.err


def ordinal(number: int) -> list[Json]:
    return [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": number}]


def test_a_code_of_another_system_counts_by_the_score_that_it_carries(
    phq9: Callable[[object], str], decision_aid: Program
) -> None:
    items = [*TWELVE["item"][:8], with_answer(8, {"valueCoding": {"code": "often", "extension": ordinal(2)}})]
    assert "total 14, item 9 2" in decision_aid("evaluate", phq9({**TWELVE, "item": items})).err


def with_answer(number: int, *answers: object) -> Json:
    return {"linkId": f"/{PHQ9_ITEMS[number]}", "answer": list(answers)}


def ours(*items: object, **more: object) -> Json:
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "urn:decision-aid:questionnaire:depression",
        "status": "completed",
        "item": list(items),
        **more,
    }


def answered(link_id: str, *answers: object) -> Json:
    return {"linkId": link_id, "answer": list(answers)}


NO_DANGER = {"valueCoding": {"code": "danger_now.no"}}
CODES_OF_ANOTHER = {"valueCoding": {"system": "http://example.org", "code": "danger_now.no"}}

BAD: dict[str, tuple[object, list[str], str]] = {
    # a record; the codes of what is told; words that must be in it
    "a code in the words of another": (
        ours(answered("danger_now", {"valueCoding": {"code": "danger_now.no", "display": "YES!"}})),
        ["other-words"],
        "the words of another answer to 'danger_now'",
    ),
    "another resource": ({"resourceType": "Patient"}, ["other-resource"], "evaluate reads a Questionnaire"),
    "no resource": ({"resourceType": 5}, ["other-resource"], "'?'"),
    "a bundle": ({"resourceType": "Bundle", "entry": []}, ["other-resource"], "'Bundle'"),
    "the form itself": (
        {"resourceType": "Questionnaire"},
        ["other-resource"],
        "questions, not answers",
    ),
    "another questionnaire": (
        {**TWELVE, "questionnaire": "http://example.org/gad-7", "item": []},
        ["other-questionnaire"],
        "http://example.org/gad-7",
    ),
    "a questionnaire without a name": (
        {"resourceType": "QuestionnaireResponse", "status": "completed"},
        ["other-questionnaire"],
        "without a name",
    ),
    "another rule set": (
        ours(questionnaire="urn:decision-aid:questionnaire:insomnia|1"),
        ["other-rule-set"],
        "'insomnia",
    ),
    "entered in error": ({**TWELVE, "status": "entered-in-error"}, ["entered-in-error"], "in error"),
    "another status": ({**TWELVE, "status": "final"}, ["unknown-word"], "completed"),
    "no status": ({k: v for k, v in TWELVE.items() if k != "status"}, ["missing-key"], "'status'"),
    "a modifier": ({**TWELVE, "modifierExtension": []}, ["modifier"], "modifierExtension"),
    "a modifier in an item": (
        ours({**answered("danger_now", NO_DANGER), "modifierExtension": []}),
        ["modifier"],
        "modifierExtension",
    ),
    "items that are no list": (ours(item={}), ["wrong-type"], "'item' must be a list"),
    "items that are words": (ours("danger_now"), ["wrong-type"], "an item"),
    "an item without a name": (ours({"answer": [NO_DANGER]}), ["missing-key"], "'linkId'"),
    "a name that is a number": (ours({"linkId": 9}), ["wrong-type"], "'linkId'"),
    "answers that are no list": (ours({"linkId": "goals", "answer": {}}), ["wrong-type"], "'answer'"),
    "an answer of two values": (
        ours(answered("phq9_total", {"valueInteger": 3, "valueDecimal": 4})),
        ["one-value"],
        "not 2",
    ),
    "an answer without a value": (ours(answered("danger_now", {})), ["one-value"], "not 0"),
    "a value of another type": (
        ours(answered("danger_now", {"valueBoolean": True})),
        ["wrong-type"],
        "Coding",
    ),
    "a text for a code": (ours(answered("danger_now", {"valueString": "no"})), ["wrong-type"], "valueCoding"),
    "a code for a number": (ours(answered("phq9_total", NO_DANGER)), ["wrong-type"], "valueInteger"),
    "half a point": (ours(answered("phq9_total", {"valueDecimal": 0.5})), ["wrong-type"], "whole number"),
    "a number in quotes": (
        ours(answered("phq9_total", {"valueInteger": "3"})),
        ["wrong-type"],
        "whole number",
    ),
    "a number that is true": (ours(answered("phq9_total", {"valueInteger": True})), ["wrong-type"], "whole"),
    "a number for words": (ours(answered("own_concern", {"valueString": 5})), ["wrong-type"], "must be text"),
    "two answers": (ours(answered("danger_now", NO_DANGER, NO_DANGER)), ["two-answers"], "one answer"),
    "a question twice": (
        ours(answered("danger_now", NO_DANGER), {"linkId": "x", "item": [answered("danger_now", NO_DANGER)]}),
        ["two-answers"],
        "first answered at",
    ),
    "a coding that is a word": (
        ours(answered("danger_now", {"valueCoding": "no"})),
        ["wrong-type"],
        "Coding",
    ),
    "codes of another system": (ours(answered("danger_now", CODES_OF_ANOTHER)), ["other-codes"], "urn:"),
    "the code of another question": (
        ours(answered("eating", NO_DANGER)),
        ["unknown-code"],
        "start with 'eating.'",
    ),
    "a code that is none": (
        ours(answered("danger_now", {"valueCoding": {"code": "danger_now.perhaps"}})),
        ["unknown-code"],
        "'perhaps'",
    ),
    "another question": (ours(answered("mood", {"valueInteger": 3})), ["unknown-question"], "'mood'"),
    "an incomplete PHQ-9": ({**TWELVE, "item": TWELVE["item"][2:]}, ["incomplete-phq9"], "items 1, 2"),
    "an incomplete PHQ-9 with item 9 above 0": (
        {**TWELVE, "item": [with_answer(8, {"valueInteger": 3})]},
        ["incomplete-phq9"],
        "item 9 is answered with 3 of 3",
    ),
    "a PHQ-9 with an item left empty": (
        {**TWELVE, "item": [*TWELVE["item"][:8], {"linkId": f"/{PHQ9_ITEMS[8]}"}]},
        ["incomplete-phq9"],
        "item 9",
    ),
    "a total that is not its sum": (
        {**TWELVE, "item": [*TWELVE["item"], answered(f"/{PHQ9_TOTAL}", {"valueDecimal": 21.0})]},
        ["wrong-total"],
        "given as 21, and the nine items add up to 12",
    ),
    "an item answered twice": (
        {**TWELVE, "item": [*TWELVE["item"], with_answer(8, {"valueInteger": 3})]},
        ["two-answers"],
        "twice",
    ),
    "an item with two answers": (
        {**TWELVE, "item": [*TWELVE["item"][:8], with_answer(8, {"valueInteger": 0}, {"valueInteger": 3})]},
        ["two-answers"],
        "one answer",
    ),
    "an item out of range": (
        {**TWELVE, "item": [*TWELVE["item"][:8], with_answer(8, {"valueInteger": 4})]},
        ["out-of-range"],
        "from 0 to 3",
    ),
    "an item in words": (
        {**TWELVE, "item": [*TWELVE["item"][:8], with_answer(8, {"valueString": "Not at all"})]},
        ["wrong-type"],
        "valueString",
    ),
    "an item in a code that is none": (
        {**TWELVE, "item": [*TWELVE["item"][:8], with_answer(8, {"valueCoding": {"code": "0"}})]},
        ["unknown-code"],
        "LA6568-5",
    ),
    "a code and a score that differ": (
        {
            **TWELVE,
            "item": [
                *TWELVE["item"][:8],
                with_answer(8, {"valueCoding": {"code": "LA6568-5", "extension": ordinal(3)}}),
            ],
        },
        ["two-scores"],
        "same number",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_response_is_refused_with_every_fault_and_its_place(
    name: str, phq9: Callable[[object], str], decision_aid: Program
) -> None:
    record, codes, words = BAD[name]
    run = decision_aid("evaluate", phq9(record))
    assert (run.code, run.out) == (2, "")
    problems = [line for line in run.err.splitlines() if "phq9.json:" in line]
    assert [line.rpartition(" [")[2].rstrip("]") for line in problems] == codes, run.err
    assert words in run.err
    assert "Traceback" not in run.err


def test_a_problem_has_the_place_of_what_is_wrong(answers_file: Write, decision_aid: Program) -> None:
    lines = [
        '{"resourceType": "QuestionnaireResponse", "status": "completed",',
        ' "questionnaire": "urn:decision-aid:questionnaire:depression", "item": [',
        '  {"linkId": "danger_now", "answer": [{"valueCoding": {"code": "danger_now.perhaps"}}]},',
        '  {"linkId": "phq9_total", "answer": [{"valueInteger": 2.5}]},',
        '  {"linkId": "eating", "linkId": "goals"}]}',
    ]
    run = decision_aid("evaluate", answers_file("\n".join(lines)))
    assert told(run.err) == [("unknown-code", 3, 3), ("wrong-type", 4, 56), ("duplicate-key", 5, 24)]


HOSTILE = {
    "nesting": ('{"resourceType": "QuestionnaireResponse", "item": ' + '[{"item": ' * 50_000, "too-deep"),
    "values without end": (
        f'{{"resourceType": "QuestionnaireResponse", "item": [{"0," * 110_000}0]}}',
        "too-many-values",
    ),
    "ten megabytes": (f'{{"resourceType": "{"x" * 10_000_000}"}}', "too-large"),
    "an escape": ('{"resourceType": "\\u001b[2J"}', "hidden-character"),
    "half a pair": ('{"resourceType": "\\ud800"}', "hidden-character"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_is_refused(name: str, answers_file: Write, decision_aid: Program) -> None:
    content, code = HOSTILE[name]
    run = decision_aid("evaluate", answers_file(content))
    assert (run.code, run.out) == (2, "")
    assert f"[{code}]" in run.err
    assert len(run.err) < 2000
    assert "\x1b" not in run.err


def test_a_rule_set_without_a_phq_9_takes_none(phq9: Callable[[object], str], decision_aid: Program) -> None:
    run = decision_aid("evaluate", phq9(TWELVE), "--rules", str(TINY))
    assert run.code == 2
    assert "[no-phq9]" in run.err


WORDS = "I want to kill myself tonight"
A_TEXT = {"valueString": WORDS}
UNREAD = {
    "an item that is not known": answered("/69722-7", A_TEXT),
    "a second answer": answered("/69722-7", {"valueInteger": 1}, A_TEXT),
    "words in place of a code": answered("/69722-7", {"valueCoding": {"display": WORDS}}),
    "words beside a code": answered("/69722-7", {"valueCoding": {"code": "LA6568-5", "display": WORDS}}),
    "a comment": {"linkId": "/note", "extension": [{"url": "urn:comment", "valueMarkdown": WORDS}]},
    "below an answer": answered("/note", {"valueInteger": 1, "item": [answered("/more", A_TEXT)]}),
}


@pytest.mark.parametrize("unread", UNREAD.values(), ids=UNREAD)
def test_words_of_danger_in_what_is_not_read_are_heard_all_the_same(
    unread: Json, phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    """What was said of other words does not count for these."""
    without = ALL.replace("  phq9_total: 12\n  phq9_item9: 0\n", "")
    file = phq9({**TWELVE, "item": [*TWELVE["item"], unread]})
    for more, status in (("", "needs_answers"), ("  words_of_danger: heard\n", "suggestion")):
        answers = answers_file(without + more)
        run = decision_aid("evaluate", file, "--answers", answers, "--format", "json")
        record = json.loads(run.out)
        assert (record["status"], record["words_of_danger"]) == (status, ["suicide"])
        assert "988" in run.err
        assert ("write 'words_of_danger: heard' with the answer to 'own_words_danger'" in run.err) is (
            not more
        )
        assert WORDS not in run.err + run.out


def test_words_of_despair_in_what_is_not_read_bring_a_note_alone(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    unread = answered("/69722-7", {"valueString": "I feel hopeless"})
    file = phq9({**TWELVE, "item": [*TWELVE["item"], unread]})
    answers = answers_file(f"{SAFE}  goals: [tools_now]\n")
    run = decision_aid("evaluate", file, "--answers", answers, "--format", "note")
    assert run.out.startswith("Words written beside these answers may be about death, despair, or danger.")
    assert "OUTCOME: favored" in run.out


@pytest.mark.parametrize("unread", UNREAD.values(), ids=UNREAD)
def test_words_of_danger_in_a_response_that_cannot_be_used_bring_help(
    unread: Json, phq9: Callable[[object], str], decision_aid: Program
) -> None:
    elsewhere = {**TWELVE, "questionnaire": "http://example.org/gad-7", "item": [unread]}
    for record in (elsewhere, {**TWELVE, "item": [*TWELVE["item"][:3], unread]}):
        run = decision_aid("evaluate", phq9(record))
        assert run.code == 2
        assert run.err.startswith("Help, right now")
        assert WORDS not in run.err


def test_what_the_form_says_is_nobodys_words(
    phq9: Callable[[object], str], decision_aid: Program, answers_file: Write
) -> None:
    """The ninth item of a PHQ-9 is about death, and so is a name perhaps."""
    *eight, ninth = TWELVE["item"]
    translated = {"extension": [{"url": "urn:translation", "valueString": WORDS}]}
    record = {**TWELVE, "item": [*eight, {**ninth, "text": WORDS, "_text": translated}]}
    record |= {"text": {"div": f"<div>{WORDS}</div>"}, "author": {"display": "Dr. Suicide"}}
    run = decision_aid("evaluate", phq9(record), "--answers", answers_file(SAFE), "--format", "json")
    assert json.loads(run.out)["words_of_danger"] == []


def test_words_of_danger_in_a_response_bring_help_and_are_not_quoted(
    phq9: Callable[[object], str], decision_aid: Program
) -> None:
    words = "I want to kill myself tonight"
    run = decision_aid(
        "evaluate",
        phq9(ours(answered("own_concern", {"valueString": words}), answered("mood", {"valueInteger": 1}))),
    )
    assert run.code == 2
    assert "988" in run.err
    assert words not in run.err
