"""`decision-aid rules check` and `verify`: what somebody who edits rules is told, and how it ends."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from decision_aid.checking.registry import CHECKS, Needs, codes
from decision_aid.commands.rules.check.record import SCHEMA
from decision_aid.loading.codes import CODES
from decision_aid.loading.rule_set import shipped_directory
from tests import a_few_of
from tests.cli.conftest import SAFE, Program
from tests.rule_sets.test_bad import DAY, NAMES, SMALL, laid_over

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"

Bad = Callable[[str], str]


@pytest.fixture
def bad(tmp_path: Path) -> Bad:
    """The folder of a bad rule set."""
    return lambda name: str(laid_over(name, tmp_path / name))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the small rule set."""
    return Path(shutil.copytree(SMALL, tmp_path / "mine"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# --- what is told -------------------------------------------------------------------------------


def test_the_shipped_rule_set_has_no_problem(decision_aid: Program) -> None:
    run = decision_aid("rules", "check", "--as-of", DAY)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("No problem found in depression")
    proved = r"\nProved for every possible answer sheet: ([\d,]+) of \1 statements; 0 refuted,"
    assert re.search(proved, run.out)


def test_every_problem_of_a_copy_is_told_with_its_place(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(shipped_directory(), tmp_path / "mine"))
    goals = copy / "rules" / "goals.yaml"
    change(goals, "for: cbt\n", "for: cbtt\n")
    run = decision_aid("rules", "check", str(copy))
    assert run.code == 1
    assert f"{goals}:" in run.out
    assert "did you mean 'cbt'?" in run.out
    assert "Traceback" not in run.out + run.err


def test_a_case_that_comes_out_otherwise_is_told(mine: Path, decision_aid: Program) -> None:
    change(mine / "cases" / "a-storm.yaml", "[storm-comes]", "[]")
    run = decision_aid("rules", "check", str(mine))
    assert run.code == 1
    assert "[case-differs]" in run.out


@pytest.mark.parametrize(
    ("name", "code", "last"),
    [
        ("rule-that-never-decides", 0, " 1 refuted, 0 undecided."),
        ("promises-broken", 1, " 8 refuted, 0 undecided."),
        ("unknown-names", 1, "errors above are set right."),
        ("yaml-tab", 1, "The files cannot be read, so nothing was proved."),
    ],
)
def test_it_ends_with_1_when_there_is_an_error(
    name: str, code: int, last: str, bad: Bad, decision_aid: Program
) -> None:
    run = decision_aid("rules", "check", bad(name), "--as-of", DAY)
    assert (run.code, run.complaint) == (code, "")
    assert last in run.out.splitlines()[-1]


def test_a_folder_that_is_not_there_ends_with_1(decision_aid: Program) -> None:
    run = decision_aid("rules", "check", "nowhere")
    assert (run.code, run.complaint) == (1, "")
    assert "[no-rule-set]" in run.out


@pytest.mark.parametrize(
    "name",
    a_few_of([*NAMES[::6], *(name for name in NAMES if name not in NAMES[::6])], len(NAMES[::6])),
)
def test_no_bad_rule_set_is_a_fault_of_the_program(name: str, bad: Bad, decision_aid: Program) -> None:
    folder = bad(name)
    text, json_ = (
        decision_aid("rules", "check", folder, "--as-of", DAY, "--format", format)
        for format in ("text", "json")
    )
    assert (text.code in (0, 1), text.complaint) == (True, "")
    assert (json_.code, json_.complaint) == (text.code, "")


def test_the_sheets_of_a_broken_promise_are_told_as_answers_files(bad: Bad, decision_aid: Program) -> None:
    folder = bad("promises-broken")
    run = decision_aid("rules", "check", folder, "--as-of", DAY, "--all")
    assert run.out.count("\n    see {rule_set: small, answers: {") == 8
    assert run.out.count("\n    and {rule_set: small, answers: {") == 4
    for line in run.out.splitlines():
        if line.startswith(("    see {", "    and {")):
            sheet = line.split(maxsplit=1)[1].encode()
            evaluated = decision_aid("evaluate", "-", "--rules", folder, "--draft", stdin=sheet)
            assert evaluated.code == 0


# --- as JSON ------------------------------------------------------------------------------------


def test_json_tells_codes_places_and_severities(bad: Bad, decision_aid: Program) -> None:
    run = decision_aid("rules", "check", bad("accepted-for-nothing"), "--as-of", DAY, "--format", "json")
    record = json.loads(run.out)
    assert (run.code, run.err, record["schema"]) == (0, "", SCHEMA)
    assert (record["rule_set"]["id"], record["rule_set"]["version"]) == ("small", "1.0")
    (problem,) = record["problems"]
    assert Path(problem["file"]).name == "properties.yaml"
    assert (problem["line"], problem["column"]) == (19, 5)
    assert (problem["code"], problem["severity"], problem["about"]) == (
        "accepted-nothing",
        "warning",
        "likes-shad",
    )
    assert {entry["verdict"] for entry in record["properties"]} == {"proved"}
    assert {"A storm always stops", "no candidate after a stop"} <= {
        p["property"] for p in record["properties"]
    }


def test_json_of_what_cannot_be_read_has_the_same_keys(bad: Bad, decision_aid: Program) -> None:
    run = decision_aid("rules", "check", bad("yaml-tab"), "--format", "json")
    record = json.loads(run.out)
    assert (run.code, run.complaint, record["schema"]) == (1, "", SCHEMA)
    assert set(record) == {"schema", "rule_set", "reviews", "problems", "accepted", "properties"}
    assert (record["rule_set"], record["properties"]) == (None, [])
    assert [(p["code"], p["line"]) for p in record["problems"]] == [("yaml-syntax", 12)]
    assert type(record["problems"][0]["line"]) is int


def test_a_sheet_in_json_can_be_evaluated_and_shows_what_it_should(bad: Bad, decision_aid: Program) -> None:
    folder = bad("promises-broken")
    record = json.loads(decision_aid("rules", "check", folder, "--format", "json").out)
    sheets = {p["about"]: p["sheets"] for p in record["problems"] if p["code"] == "broken-promise"}
    assert len(sheets) == 8

    def evaluated(sheet: Any) -> Any:
        run = decision_aid(
            *("evaluate", "-", "--rules", folder, "--draft", "--format", "json"),
            stdin=json.dumps(sheet).encode(),
        )
        assert run.code == 0
        return json.loads(run.out)

    outcomes = {about: [evaluated(sheet) for sheet in found] for about, found in sheets.items()}
    assert outcomes["heel-stops"][0]["status"] in ("suggestion", "no_clear_suggestion")
    assert "ridge" in outcomes["children-take-the-steps"][0]["decisions"]["way"]["favored"]
    before, after = (
        result["decisions"]["walk"]["candidates"]["lake"]["net_support"]
        for result in outcomes["time-for-the-lake"]
    )
    assert after < before
    assert [r["status"] == "stopped" for r in outcomes["ankle-referral"]] == [True, False]


# --- what a code means, and the day -------------------------------------------------------------


@pytest.mark.parametrize("code", sorted({*codes(), *CODES}))
def test_every_code_is_explained(code: str, decision_aid: Program) -> None:
    run = decision_aid("rules", "check", "--explain", code)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"{code}\n\n")
    assert {**CODES, **codes()}[code] in run.out
    if code in codes():
        assert "Instead: " in run.out.replace("\n", " ")


@pytest.mark.parametrize(
    ("code", "hint"),
    [("never-hold", "did you mean 'never-holds'?"), ("xyz", "in brackets"), ("", "in brackets")],
)
def test_a_code_that_is_none_is_answered_with_a_hint(code: str, hint: str, decision_aid: Program) -> None:
    run = decision_aid("rules", "check", "--explain", code)
    assert (run.code, run.out) == (2, "")
    assert f"There is no code '{code}'" in run.err
    assert hint in run.err


def test_reviews_are_judged_as_of_a_day(decision_aid: Program) -> None:
    run = decision_aid("rules", "check", str(SMALL), "--as-of", "2030-01-01", "--format", "json")
    problems = json.loads(run.out)["problems"]
    assert run.code == 0
    assert {problem["code"] for problem in problems} == {"review-overdue", "contact-unchecked"}
    assert {problem["severity"] for problem in problems} == {"warning"}


@pytest.mark.parametrize("command", [("rules", "check", str(SMALL)), ("crisis",)])
@pytest.mark.parametrize(
    "day",
    ["soon", "2026-02-30", "2026-13-01", "0000-01-01", "24.11.2026", "2026-11", "20261124", "2026-W48-2", ""],
)
def test_a_day_that_is_none_is_refused(day: str, command: tuple[str, ...], decision_aid: Program) -> None:
    run = decision_aid(*command, "--as-of", day)
    assert (run.code, run.out) == (2, "")
    assert "--as-of takes a day, such as 2027-05-22" in run.err


# --- what is proved only here -------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    a_few_of(
        [
            *(("evaluate", "FILE"), ("about",), ("options",), ("worksheet", "FILE"), ("trace", "FILE")),
            *(("cases", "list"), ("cases", "show", "danger-yes"), ("claims",), ("crisis",), ("graph",)),
            *(("rests-on", "FILE"), ("rules", "list"), ("rules", "show", "goals"), ("what-if", "FILE")),
        ],
        5,
    ),
    ids=" ".join,
)
def test_no_other_command_proves_the_shipped_rules_or_runs_their_cases(
    command: tuple[str, ...],
    decision_aid: Program,
    answers_file: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    costly: list[str] = []

    def noted(name: str, *given: object) -> tuple[()]:
        costly.append(name)
        return ()

    for check in CHECKS:
        if check.needs not in (Needs.RULES, Needs.NAMES):
            module = import_module(f"decision_aid.checking.checks.{check.name}")
            monkeypatch.setattr(module, "find", partial(noted, check.name))
    file = answers_file(SAFE)
    run = decision_aid(*(file if word == "FILE" else word for word in command))
    assert (run.code, run.err, costly) == (0, "", [])
    assert decision_aid("rules", "check", str(SMALL)).code == 0
    assert len(costly) == sum(check.needs not in (Needs.RULES, Needs.NAMES) for check in CHECKS)


# --- certificates -------------------------------------------------------------------------------


@pytest.fixture
def certificate(mine: Path, tmp_path: Path, decision_aid: Program) -> Path:
    """What was proved of the copy."""
    path = tmp_path / "certificate.json"
    run = decision_aid("rules", "check", str(mine), "--as-of", DAY, "--certificate", str(path))
    assert (run.code, run.err) == (0, "")
    return path


def test_a_certificate_is_confirmed(certificate: Path, mine: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "verify", str(certificate), str(mine))
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Confirmed: ")


@pytest.mark.exhaustive  # a small one is confirmed above
def test_a_certificate_of_the_shipped_rule_set_is_confirmed(tmp_path: Path, decision_aid: Program) -> None:
    path = str(tmp_path / "certificate.json")
    assert decision_aid("rules", "check", "--certificate", path).code == 0
    assert decision_aid("rules", "verify", path).code == 0


def test_a_file_is_replaced_only_with_force(certificate: Path, mine: Path, decision_aid: Program) -> None:
    before = certificate.read_bytes()
    again = ("rules", "check", str(mine), "--as-of", "2026-12-24", "--certificate", str(certificate))
    run = decision_aid(*again)
    assert (run.code, run.out) == (2, "")
    assert "exists already" in run.err
    assert certificate.read_bytes() == before
    assert decision_aid(*again, "--force").code == 0
    assert json.loads(certificate.read_bytes())["issued"] == "2026-12-24"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "rules/wishes.yaml",
            "for: hill\n        strength: strong",
            "for: hill\n        strength: weak",
            "The files of the",
        ),
        ("rules/wishes.yaml", "because: Trees give shade", "because: Leaves give shade", "The files of the"),
        (
            "rule_set.yaml",
            'version: "1.0"',
            'version: "1.1"',
            "The version of the rule set was 1.0; it is 1.1",
        ),
        (
            "properties.yaml",
            "at_most: 2}",
            "at_most: 9}",
            " is refuted now, for no-hill-in-a-hurry; it was proved.",
        ),
        ("questionnaire.yaml", "maximum: 9", "maximum: 10", "The files of the"),
        ("cases/a-storm.yaml", "[storm-comes]", "[]", "case-differs"),
    ],
)
def test_it_is_told_what_differs_when_the_rule_set_is_changed(
    file: str, old: str, new: str, words: str, certificate: Path, mine: Path, decision_aid: Program
) -> None:
    change(mine / file, old, new)
    run = decision_aid("rules", "verify", str(certificate), str(mine))
    assert (run.code, run.complaint) == (1, "")
    assert words in run.out
    assert "Not confirmed: " in run.out
    assert "{" not in run.out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"issued": "2026-11-30"', '"issued": "2026-12-01"', "was changed after it was issued"),
        ('"verdict": "proved"', '"verdict": "refuted"', " is proved now; it was refuted."),
        ('"cases": 5', '"cases": 6', "worked cases was 6; it is 5 now."),
    ],
)
def test_it_is_told_what_differs_when_the_certificate_is_changed(
    old: str, new: str, words: str, certificate: Path, mine: Path, decision_aid: Program
) -> None:
    change(certificate, old, new)
    run = decision_aid("rules", "verify", str(certificate), str(mine))
    assert (run.code, run.complaint) == (1, "")
    assert words in run.out
    assert "The certificate was changed after it was issued" in run.out
    assert "{" not in run.out


@pytest.mark.parametrize("content", ["", "no JSON", "[]", "5", "[" * 100_000, "9" * 10_000])
def test_a_file_that_is_no_certificate_is_refused(
    content: str, tmp_path: Path, decision_aid: Program
) -> None:
    path = tmp_path / "certificate.json"
    path.write_text(content, encoding="utf-8")
    run = decision_aid("rules", "verify", str(path), str(SMALL))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("This file is no certificate")


@pytest.mark.parametrize(
    ("name", "content", "seems"),
    [
        ("record.json", '{"schema": "decision-aid/evaluation/2"}', "a result, not a certificate"),
        ("intakes.csv", "id,setting\n1,person\n", "a table (CSV), not a certificate"),
        ("form.json", '{"resourceType": "QuestionnaireResponse"}', "a QuestionnaireResponse of FHIR, not"),
        ("answers.yaml", "answers: {setting: person}\n", "a file of answers, not a certificate"),
    ],
)
def test_another_file_than_a_certificate_is_called_by_its_name(
    name: str, content: str, seems: str, tmp_path: Path, decision_aid: Program
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    run = decision_aid("rules", "verify", str(path), str(SMALL))
    assert (run.code, run.out) == (2, "")
    assert f"this is {seems}" in run.err
    assert "FILE" in run.err


def test_a_certificate_that_is_not_there(tmp_path: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "verify", str(tmp_path / "nowhere.json"), str(SMALL))
    assert (run.code, run.out) == (2, "")
    assert "[cannot-read]" in run.err


def test_no_certificate_is_written_of_a_rule_set_with_errors(
    tmp_path: Path, bad: Bad, decision_aid: Program
) -> None:
    certificate = tmp_path / "proved.json"
    folder = bad("promises-broken")
    run = decision_aid("rules", "check", folder, "--as-of", DAY, "--certificate", str(certificate))
    assert (run.code, certificate.exists()) == (1, False)
    assert "No certificate is written" in run.err


@pytest.mark.parametrize(
    ("key", "value"),
    [("properties", 5), ("properties", []), ("properties", [7]), ("problems", None), ("rule_set", "small")],
)
def test_what_has_not_the_shape_of_a_certificate_is_refused(
    key: str, value: object, certificate: Path, mine: Path, decision_aid: Program
) -> None:
    content = {**json.loads(certificate.read_bytes()), key: value}
    certificate.write_text(json.dumps(content), encoding="utf-8")
    run = decision_aid("rules", "verify", str(certificate), str(mine))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("This file is no certificate")


def test_what_is_claimed_twice_is_no_certificate(
    certificate: Path, mine: Path, decision_aid: Program
) -> None:
    content = json.loads(certificate.read_bytes())
    content["properties"].append(content["properties"][0])
    certificate.write_text(json.dumps(content), encoding="utf-8")
    assert decision_aid("rules", "verify", str(certificate), str(mine)).code == 2


def test_a_property_of_other_things_is_told_by_these(
    certificate: Path, mine: Path, decision_aid: Program
) -> None:
    content = json.loads(certificate.read_bytes())
    content["properties"][0]["about"].append("\x1b[31mnobody")
    certificate.write_text(json.dumps(content), encoding="utf-8")
    run = decision_aid("rules", "verify", str(certificate), str(mine))
    assert run.code == 1
    assert "but not of the same things: no longer \\x1b[31mnobody." in run.out


@pytest.mark.parametrize("content", ["{}", "[]"])
def test_what_claims_nothing_is_no_certificate(content: str, tmp_path: Path, decision_aid: Program) -> None:
    file = tmp_path / "proved.json"
    file.write_text(content, encoding="utf-8")
    assert decision_aid("rules", "verify", str(file)).code == 2


# --- cases that are missing ---------------------------------------------------------------------


def test_suggested_cases_can_be_piped_one_by_one(decision_aid: Program) -> None:
    run = decision_aid("rules", "check", str(TINY), "--as-of", DAY, "--suggest-cases")
    assert "Answers for 2 worked cases that you may add." in run.out
    sheets = [line for line in run.out.splitlines() if line.startswith("{")]
    assert len(sheets) == 2
    for sheet in sheets:
        evaluated = decision_aid("evaluate", "-", "--rules", str(TINY), stdin=sheet.encode())
        assert (evaluated.code, evaluated.err) == (0, "")


def test_the_line_that_shows_a_suggested_case_can_be_run(tmp_path: Path, decision_aid: Program) -> None:
    """Also by rules with errors, which answer their authors alone."""
    broken = Path(shutil.copytree(TINY, tmp_path / "broken"))
    (broken / "properties.yaml").write_text(
        "properties:\n  - id: no-tea\n    caption: Who likes it mild gets no tea\n"
        "    never: {when: {question: likes, is: mild}, candidate: tea}\n",
        encoding="utf-8",
    )
    for folder in (str(TINY), str(broken)):
        out = decision_aid("rules", "check", folder, "--as-of", DAY, "--suggest-cases").out
        (line,) = [line for line in out.splitlines() if line.startswith("  decision-aid rules check")]
        sheet = next(line for line in out.splitlines() if line.startswith("{"))
        words = shlex.split(line.rpartition("| ")[2])
        evaluated = decision_aid(*words[1:], stdin=sheet.encode())
        assert (words[0], evaluated.code, evaluated.err) == ("decision-aid", 0, "")


def test_no_cases_are_suggested_for_what_cannot_be_proved(bad: Bad, decision_aid: Program) -> None:
    run = decision_aid("rules", "check", bad("unknown-names"), "--suggest-cases")
    assert run.code == 1
    assert "No cases are suggested while there are errors" in run.out


def test_suggested_cases_are_not_mixed_with_json(decision_aid: Program) -> None:
    run = decision_aid("rules", "check", str(TINY), "--format", "json", "--suggest-cases")
    assert (run.code, run.out) == (2, "")


def test_one_of_a_kind_is_told_as_one(bad: Bad, decision_aid: Program) -> None:
    run = decision_aid("rules", "check", bad("accepted-for-nothing"), "--as-of", DAY)
    assert ": 0 errors, 1 warning. " in run.out


# --- one slip, told once --------------------------------------------------------------------------


def folded(mine: Path, decision_aid: Program) -> tuple[str, str, Any]:
    """What is told of a code that was renamed where it is defined: in short, in full, and as JSON."""
    change(mine / "questionnaire.yaml", "{code: sore, label: Sore}", "{code: hurt, label: Sore}")
    check = ("rules", "check", str(mine), "--as-of", DAY)
    short, every, record = (
        decision_aid(*check, *more).out for more in ((), ("--all",), ("--format", "json"))
    )
    return short, every, json.loads(record)


def test_what_follows_from_one_slip_is_folded_under_it(mine: Path, decision_aid: Program) -> None:
    short, every, record = folded(mine, decision_aid)
    first, second, *_ = short.splitlines()
    line = (mine / "questionnaire.yaml").read_text(encoding="utf-8").splitlines()
    place = re.match(
        r"(.+):(\d+):(\d+): error: this answer to 'ankle' is called 'hurt' here, and 'sore' in", first
    )
    assert place is not None
    assert place[1] == str(mine / "questionnaire.yaml")
    assert line[int(place[2]) - 1][int(place[3]) - 1 :].startswith("hurt")
    more = re.search(r"; (\d+) more follow from this\]$", first)
    assert more is not None
    assert "this answer to 'heel' is called 'hurt' here" in second  # which has the same codes
    errors = [one for one in every.splitlines() if ": error: " in one]
    assert errors[0] == first
    assert sum("no answer to 'ankle'" in one for one in errors) == int(more[1])
    followed = [one for one in record["problems"] if one["follows_from"]]
    roots = [one.partition(": ")[0] for one in (first, second)]
    assert sorted({one["follows_from"] for one in followed}) == sorted(roots)
    assert sum(one["follows_from"] == roots[0] for one in followed) == int(more[1])


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("medication_outcome, is: not_enough", "medication_outcome, is: not_enuf", "not_enough"),
        ("severity, is: mild", "severity, is: A little", "mild"),
    ],
)
def test_a_code_typed_wrong_in_some_places_is_told_where_it_was_edited(
    old: str, new: str, meant: str, tmp_path: Path, decision_aid: Program
) -> None:
    """Not at the question, as if the answer had been taken away or renamed."""
    mine = Path(shutil.copytree(shipped_directory(), tmp_path / "mine"))
    uses = 0
    for file in mine.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        uses += text.count(old)
        file.write_text(text.replace(old, new), encoding="utf-8")
    assert uses > 1
    told = decision_aid("rules", "check", str(mine), "--as-of", DAY).out.splitlines()
    errors = [one for one in told if ": error: " in one]
    assert errors
    for one in errors:
        place = re.match(r"(.+?):(\d+):", one)
        assert place is not None
        assert new in Path(place[1]).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
        assert f"(did you mean '{meant}'?)" in one
    follow = re.search(r"; (\d+) more follow from this\]$", errors[0])
    assert len(errors) + int(follow[1] if follow else 0) == uses


@pytest.mark.parametrize(
    ("file", "key", "day", "code"),
    [
        ("rules/wishes.yaml", "looked_for", "2062-11-31", "bad-date"),
        ("rules/wishes.yaml", "looked_for", "2062-11-30", "far-date"),
        ("sources.yaml", "review_by", "2062-11-31", "bad-date"),
        ("claims.yaml", "review_by", "2062-11-30", "far-date"),
    ],
)
def test_a_wrong_day_of_a_whole_file_is_told_once_at_its_own_line(
    file: str, key: str, day: str, code: str, mine: Path, decision_aid: Program
) -> None:
    """However many rules, sources or claims share it."""
    text = (mine / file).read_text(encoding="utf-8")
    assert text.count("  - id: ") > 1
    (mine / file).write_text(f"# The day\n{key}: {day}\n{text}", encoding="utf-8")
    told = decision_aid("rules", "check", str(mine), "--as-of", DAY).out.splitlines()
    (line,) = [one for one in told if f"[{code}" in one]
    assert line.startswith(f"{mine / file}:2:{len(key) + 3}: ")


def test_a_hint_names_the_folder_that_was_checked(tmp_path: Path, decision_aid: Program) -> None:
    """So that it can be typed as it is printed, blanks and all."""
    mine = Path(shutil.copytree(SMALL, tmp_path / "my rules"))
    change(mine / "safety.yaml", "when: {question: storm, is: yes}", "when: {question: storm, is: no}")
    told = decision_aid("rules", "check", str(mine), "--as-of", DAY, "--all").out
    hints = re.findall(r"decision-aid (rules accept [^)]*)", told)
    assert hints
    assert all(shlex.split(hint)[-2:] == ["--rules", str(mine)] for hint in hints)
    assert "DIR" not in told


WITH_FRIENDS = "a-day-with-friends"


def test_of_a_lost_stop_the_gates_are_looked_at_and_nothing_is_to_be_accepted(
    mine: Path, decision_aid: Program
) -> None:
    """`rules accept` would refuse: what it says and what is told here are one."""
    stop = "is: yes}\n    action: stop"
    change(mine / "safety.yaml", f"storm, {stop}", f"storm, {stop.replace('stop', 'refer')}")
    told = decision_aid("rules", "check", str(mine), "--as-of", DAY, "--all").out
    first, *others = told.splitlines()
    assert first.startswith(f"{mine / 'safety.yaml'}:5:")
    assert "1 worked case would come out as stated if the gate 'storm-comes' were a stop" in first
    (case,) = [line for line in others if "the case 'a-storm' comes out" in line]
    assert "safety came first in it, so look at the gates; if a clinician agrees" in case
    assert "rules accept" not in told
    change(mine / "cases" / f"{WITH_FRIENDS}.yaml", "favored: [hill]", "favored: [lake]")
    told = decision_aid("rules", "check", str(mine), "--as-of", DAY).out
    assert told.startswith(first)
    assert f"rules accept {WITH_FRIENDS} --rules" in told  # it does not follow from the gate
    refused = decision_aid("rules", "accept", "a-storm", "--rules", str(mine), "--reason", "So it is.")
    assert "safety came first in it; if a clinician agrees" in refused.complaint


def test_cases_are_told_that_a_rule_moves_which_has_an_argument_in_one_lens(
    mine: Path, decision_aid: Program
) -> None:
    lens = "      - for: woods\n        lens: documents\n        claims: [P2]\n    basis: practice"
    change(mine / "rules" / "time.yaml", "    basis: practice", lens)
    speaks = "hill\n        strength: weak\n        because: The club"
    change(mine / "rules" / "time.yaml", f"for: {speaks}", f"against: {speaks}")
    told = decision_aid("rules", "check", str(mine), "--as-of", DAY, "--all").out
    assert "the case 'a-day-with-friends' comes out" in told, told


def test_errors_come_first_on_one_screen_and_all_when_asked_for(mine: Path, decision_aid: Program) -> None:
    for case in list((mine / "cases").glob("*.yaml"))[1:]:
        case.unlink()
    check = ("rules", "check", str(mine), "--as-of", "2099-01-01")
    short, every = decision_aid(*check).out, decision_aid(*check, "--all").out
    assert len(short.splitlines()) <= 19 < len(every.splitlines())
    marks = re.findall(r": (error|warning): ", every)
    assert marks == sorted(marks)
    assert "more like this" in short


@pytest.mark.parametrize("number", [3, 40])
def test_of_many_problems_a_screen_is_told_and_how_many_more(
    number: int, mine: Path, decision_aid: Program
) -> None:
    keys = "".join(f"key_{n}: x\n" for n in range(number))
    file = mine / "rule_set.yaml"
    file.write_text(file.read_text(encoding="utf-8") + keys, encoding="utf-8")
    run = decision_aid("rules", "check", str(mine))
    told = run.out.count("[unknown-key]")
    assert told == min(number, 17)
    assert (f"And {number - told} more. All of them: add --all" in run.out) == (number > told)
    assert f"{number} problems." in run.out
    assert decision_aid("rules", "check", str(mine), "--all").out.count("[unknown-key]") == number
    run = decision_aid("evaluate", "-", "--rules", str(mine), stdin=b"{}")
    assert run.err.count("[unknown-key]") == min(number, 19)


# --- what is written into the folder -----------------------------------------------------------


def test_sheets_that_refute_a_proof_become_cases_to_complete_once(mine: Path, decision_aid: Program) -> None:
    speaks = "hill\n        strength: weak\n        because: The club"
    change(mine / "rules" / "time.yaml", f"for: {speaks}", f"against: {speaks}")
    run = decision_aid("rules", "check", str(mine), "--write-case")
    names = [f"broken-promise-time-for-the-hill{number}" for number in ("", "-2")]
    assert "Written, to be completed: 2 worked cases." in run.out
    for name, hours in zip(names, (3, 5), strict=True):
        text = (mine / "cases" / f"{name}.yaml").read_text(encoding="utf-8")
        assert f"hours: {hours}\nexpect:\n  status: to_complete\n" in text
        assert "#expect:\n#  status: no_clear_suggestion\n" in text
    again = decision_aid("rules", "check", str(mine), "--write-case")
    assert "nothing was written" in again.out
    assert again.out.count("say below expect what should come out") == 2
    refused = decision_aid("rules", "accept", names[0], "--rules", str(mine), "--reason", "So it is.")
    assert "is for you to say" in refused.complaint


@pytest.mark.parametrize("options", [("--format", "json"), ()])
def test_a_case_is_written_into_a_folder_that_is_named_and_told_in_text(
    decision_aid: Program, options: tuple[str, ...]
) -> None:
    folder = (str(SMALL),) if options else ()
    assert decision_aid("rules", "check", *folder, "--write-case", *options).code == 2
