"""Edits of the shipped rules that people really make, and what each is told.

Belongs here: the edits. Does not: what is told of each (`edits.txt`), and trying them (`test_edits`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from decision_aid.loading.rule_set import shipped_directory


class Edit(NamedTuple):
    """In a file, the first `old` becomes `new`. Without `old`: the file is moved to `new`, or taken away."""

    kind: str
    file: str
    old: str = ""
    new: str = ""

    def make(self, folder: Path) -> None:
        """Make the edit in a copy of the rules."""
        path = folder / self.file
        if self.old:
            text = path.read_text(encoding="utf-8")
            assert self.old in text, self
            path.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")
        elif self.new:
            (folder / self.new).parent.mkdir(exist_ok=True)
            path.rename(folder / self.new)
        else:
            path.unlink()


def _gate(id: str) -> str:
    """The lines of a shipped gate."""
    text = (shipped_directory() / "safety.yaml").read_text(encoding="utf-8")
    begin = text.index(f"  - id: {id}\n")
    return text[begin : text.index("\n\n", begin) + 2]


TRIED = "rules/past_treatment.yaml"
GOALS = "rules/goals.yaml"
ASKED = "questionnaire.yaml"
GATES = "safety.yaml"
SET = "rule_set.yaml"
CASE = "cases/job-loss-and-rows.yaml"

IN_DANGER = "    when: {question: danger_now, is: [yes, not_sure]}\n"
SELF_HARM = "    when: {question: self_harm, is: last_3_months}\n"

TWO_STOPS = f"{_gate('danger-now')}{_gate('suicide-plan')}"
NOT_SURE = "          - {code: not_sure, label: Not sure}"
IN_FRONT = "        label: Danger right now\n"

A_RULE = """
  - id: nearby
    caption: What is near
    when: {question: goals, is: growth}
    arguments:
      - for: cbt
        strength: weak
        because: CBT is near you.
    basis: BASIS
    sources: []
"""
LAST_GOAL = "It's fine to ask for that.\n"
TOOLS = "        strength: strong\n        because: You want tools to use now."
LATER = "\n      - link_id: suicidal_thoughts\n"
NOT_IN_DANGER = """\
        why: If anyone's in danger, help comes before everything else.
        answer_options:
          - {code: no,"""
BY_SEVERITY = "        enable_when: {question: severity, is: severe}\n"
A_QUESTION = """
      - link_id: pets
        label: Pets
        type: choice
        text: Do you have a pet?
        why: A pet can be company.
        answer_options:
          - {code: no, label: No, neutral: true}
          - {code: yes, label: Yes}
"""

EDITS: Final = (
    Edit("typo in a key", TRIED, "when: {question: cbt_outcome", "wen: {question: cbt_outcome"),
    Edit("typo in a key", GOALS, "strength: strong", "strenght: strong"),
    Edit("typo in a key", GATES, "urgency: now", "urgancy: now"),
    Edit("typo in a key", ASKED, "answer_options:", "answer_option:"),
    Edit("typo in a key", SET, "tie_margin: 1", "tie_magrin: 1"),
    Edit("typo in a key", SET, "tie_margin: 1", "tie_margin: 1\ngates: []"),
    # one letter of one code, by which 98 cases cannot be read
    Edit("wrong code", ASKED, NOT_IN_DANGER, NOT_IN_DANGER.replace("code: no", "code: No")),
    Edit("wrong code", ASKED, "code: mild, label: A little", "code: slight, label: A little"),
    Edit("wrong code", TRIED, "cbt_outcome, is: not_enough}\n    arg", "cbt_outcome, is: not_enuf}\n    arg"),
    Edit("wrong code", GATES, "safe_at_home, is: no}", "safe_at_home, is: No}"),
    Edit("wrong code", CASE, "severity: moderate", "severity: medium"),
    Edit("wrong code", "properties.yaml", "suicidal_thoughts, is: plan", "suicidal_thoughts, is: plans"),
    Edit("weight", GOALS, TOOLS, TOOLS.replace("strong", "weak")),
    Edit("weight", GOALS, TOOLS, TOOLS.replace("strong", "very strong")),
    Edit("weight", GOALS, TOOLS, TOOLS.replace("strong", "2")),
    Edit("weight", "rules/early_life.yaml", "strength: weak", "strength: strong"),
    Edit("weight", SET, "tie_margin: 1", "tie_margin: 0"),
    Edit("new rule", GOALS, LAST_GOAL, LAST_GOAL + A_RULE.replace("BASIS", "preference")),
    Edit("new rule", GOALS, LAST_GOAL, LAST_GOAL + A_RULE.replace("BASIS", "practice")),
    Edit("new rule", GOALS, LAST_GOAL, LAST_GOAL + A_RULE.replace("    basis: BASIS\n", "")),
    Edit(
        "new rule", GOALS, LAST_GOAL, LAST_GOAL + A_RULE.replace("cbt", "CBT").replace("BASIS", "preference")
    ),
    Edit("new question", ASKED, LATER, A_QUESTION + LATER),
    Edit("new question", ASKED, LATER, A_QUESTION.replace("Yes}", "Yes, neutral: true}") + LATER),
    Edit(
        "new question", ASKED, LATER, A_QUESTION.replace("        why: A pet can be company.\n", "") + LATER
    ),
    Edit(
        "new question",
        ASKED,
        LATER,
        A_QUESTION.replace("        answer", f"{BY_SEVERITY}        answer") + LATER,
    ),
    Edit("deleted gate", GATES, _gate("danger-now")),
    Edit("deleted gate", GATES, _gate("someone-else")),
    Edit("deleted gate", GATES, _gate("severe-depression")),
    Edit("deleted gate", GATES, "    unless: {question: daily_care, is: with_effort}\n"),
    Edit("renamed candidate", SET, "id: ipt", "id: interpersonal"),
    Edit("renamed candidate", SET, "id: therapy_alone", "id: talk_alone"),
    Edit("renamed candidate", "options/ipt.yaml", "id: ipt", "id: interpersonal"),
    Edit("renamed candidate", ASKED, "link_id: working_style", "link_id: style_of_work"),
    Edit("renamed candidate", GATES, "id: earlier-self-harm", "id: past-self-harm"),
    Edit("renamed candidate", "help.yaml", "id: line_988\n", "id: lifeline\n"),
    Edit("indentation", TRIED, "    when:\n", "     when:\n"),
    Edit("indentation", GOALS, "        strength: strong", "      strength: strong"),
    Edit("indentation", ASKED, "      - link_id: danger_now", "    - link_id: danger_now"),
    Edit("indentation", GATES, "    action: stop", "  action: stop"),
    Edit("tabs", TRIED, "    when:\n", "\twhen:\n"),
    Edit("tabs", ASKED, "          - {code: no,", "\t\t- {code: no,"),
    Edit("tabs", CASE, "  severity: moderate", "\tseverity: moderate"),
    Edit("quotes", GOALS, "because: You want tools", "because: Note: you want tools"),
    Edit("quotes", GOALS, "because: You want tools to use now.", 'because: "You want tools to use now.'),
    Edit("quotes", SET, 'version: "0.1.0"', "version: 0.1"),
    Edit("quotes", ASKED, "text: How old are you?", "text: 'What's your age?'"),
    Edit("missing file", "help.yaml"),
    Edit("missing file", "claims.yaml"),
    Edit("missing file", "options/ipt.yaml"),
    Edit("missing file", TRIED),
    Edit("missing file", GATES, new="safety.yml"),
    Edit("missing file", GOALS, new="rules/wishes/goals.yaml"),
    Edit("duplicate id", GOALS, "id: current-problem", "id: tools-now"),
    Edit("duplicate id", GATES, "id: suicide-plan", "id: danger-now"),
    Edit("duplicate id", ASKED, "{code: not_sure, label: Not sure}", "{code: yes, label: Not sure}"),
    Edit("duplicate id", CASE, "id: job-loss-and-rows", "id: danger-yes"),
    Edit("duplicate id", "sources.yaml", "id: DOC_B", "id: DOC_A"),
    Edit("weaker gate", GATES, f"{IN_DANGER}    action: stop", f"{IN_DANGER}    action: refer"),
    Edit(
        "weaker gate",
        GATES,
        IN_DANGER,
        f"{IN_DANGER}    unless: {{question: age_group, is: from_25_to_64}}\n",
    ),
    Edit("weaker gate", GATES, "danger_now, is: [yes, not_sure]", "danger_now, is: yes"),
    Edit("weaker gate", GATES, f"{SELF_HARM}    action: stop", f"{SELF_HARM}    action: caution"),
    Edit("weight", SET, "tie_margin: 1", "tie_margin: 3"),
    Edit("turned argument", GOALS, "- for: cbt", "- against: cbt"),
    Edit("turned argument", GOALS, "- for: psychodynamic", "- against: psychodynamic"),
    Edit("turned argument", TRIED, "- against:", "- for:"),
    Edit(
        "closed question",
        ASKED,
        IN_FRONT,
        f"        enable_when: {{question: age_group, is: under_18}}\n{IN_FRONT}",
    ),
    Edit("missing file", GOALS),
    Edit("one word", "help.yaml", "    checked_on: 2026-11-22", "    checked_on: 2026-02-30"),
    Edit("one word", SET, 'reviewed: "2026-11-22"', "reviewed: 22.11.2026"),
    Edit("one word", "options/long.yaml", "of_a_hundred: 14", "of_a_hundred: 143"),
    Edit("one word", ASKED, NOT_SURE, NOT_SURE.replace("}", ", neutral: true}")),
    Edit("one word", ASKED, NOT_SURE, f"{NOT_SURE}\n{NOT_SURE.replace('not_sure', 'perhaps')}"),
    Edit("one sign", GOALS, "strength: strong", "strength:strong"),
    Edit("one sign", GOALS, "  - id: tools-now", "  - id:tools-now"),
    Edit("one sign", GOALS, "- for: cbt", "-for: cbt"),
    Edit("one sign", GOALS, "is: tools_now}", "is: tools_now"),
    Edit("one sign", GOALS, "[A28, B07]", "[A28, B07"),
    Edit("one sign", GOALS, "[A28, B07]", "[A28, B07]]"),
    Edit("one sign", GATES, "[yes, not_sure]}", "[yes, not_sure}"),
    Edit("one sign", ASKED, "{code: not_sure, label", "{code: not_sure label"),
    Edit("one sign", ASKED, "text: How old are you?", "text How old are you?"),
    Edit("weaker gate", GATES, TWO_STOPS, TWO_STOPS.replace("action: stop", "action: refer")),
)
