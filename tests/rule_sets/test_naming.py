"""The names of candidates are found as names, in any spelling, and an ordinary word is not one."""

from __future__ import annotations

import pytest

from decision_aid.checking.checks import named_candidates
from decision_aid.checking.naming import named_in, names_of_all
from decision_aid.model.rules import Candidate, Rules, Text

ACT = Candidate(
    id="act",
    caption="Acceptance and commitment therapy (ACT)",
    short="ACT",
    about="Making room for hard thoughts, and doing what matters.",
    question="What do we practice between sessions?",
)


@pytest.fixture
def four(shipped: Rules) -> Rules:
    """The shipped rules with a fourth approach whose name is an ordinary word in small letters."""
    main, *others = shipped.decisions
    return shipped._replace(decisions=(main._replace(candidates=(*main.candidates, ACT)), *others))


def test_a_fourth_candidate_may_be_called_act(four: Rules) -> None:
    assert any("act on" in said for gate in four.gates for said in gate.message if said)
    assert [*named_candidates.find(four)] == []


@pytest.mark.parametrize(
    "text",
    [
        *("ACT can help later.", "Ask for A.C.T. later.", "Later (ACT-based) help.", "Later, A C T."),
        *(
            "acceptance and commitment helps",
            "Acceptance-and-Commitment therapy",
            "ACCEPTANCE AND COMMITMENT",
        ),
        *("CBT", "cbt", "c.b.t.", "I-P-T", "IPT", "interpersonal", "Interpersonal therapy", "PSYCHODYNAMIC"),
        "psycho-dynamic therapy",
    ],
)
def test_a_name_is_found_in_any_spelling(text: str, four: Rules) -> None:
    assert named_in(["Please stay safe.", text], names_of_all(four))
    stop = four.gates[0]._replace(message=Text("Please stay safe.", clinician=text))
    (problem,) = named_candidates.find(four._replace(gates=(stop, *four.gates[1:])))
    assert (problem.code, f"'{stop.id}'" in problem.message) == ("names-candidate", True)


@pytest.mark.parametrize(
    "text",
    [
        *("If you may act on these thoughts, call 988.", "Act now.", "In fact, they contact you.", "FACTS"),
        *("prescriptions", "a script", "A C and T", "practice acceptance with commitment"),
    ],
)
def test_an_ordinary_word_is_no_name(text: str, four: Rules) -> None:
    assert named_in([text], names_of_all(four)) is None
