"""`decision-aid claims`: what the documents claim, and what research says of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import AsOf, ChosenFormat, Color, PageFormat, RulesFolder
from decision_aid.model.problems import DecisionAidError, refuse_unknown

if TYPE_CHECKING:
    from decision_aid.model.library import Claim
    from decision_aid.model.rules import Rules

LESSON = "lesson"
"""The word that asks for a lesson in place of claims."""


def claims(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[ID...]", help="Claims such as A27; or: lesson, and the name of one."),
    ] = None,
    verdict: Annotated[
        Optional[str], typer.Option(metavar="WORD", help="Only those of which research says this.")
    ] = None,
    format: ChosenFormat = PageFormat.TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    color: Color = None,
) -> None:
    """Show what the documents claim, what research says of it, and which rules use it.

    Example: decision-aid claims --verdict not-supported

    Example: decision-aid claims lesson effect-sizes
    """
    from decision_aid.cli.output import print_page, print_text
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.claims.page import listed
    from decision_aid.commands.claims.record import claims_record
    from decision_aid.wording.evidence import claim_page
    from decision_aid.wording.result import rule_stamps

    rule_set = usable_rule_set(rules, as_of=as_of)
    if ids and ids[0] == LESSON:
        _lesson(rule_set, ids[1:], verdict, format, color)
        return
    found = _found(
        rule_set, [id.upper() if id.upper() in rule_set.library.claim else id for id in ids or []], verdict
    )
    if not ids or format is PageFormat.JSON:
        print_page(listed(rule_set, found), format, color, lambda: claims_record(rule_set, found))
        return
    for number, claim in enumerate(found):
        print_text("\n" if number else "")
        page = claim_page(rule_set, claim)
        print_page(page._replace(stamps=rule_stamps(rule_set)), format, color, dict)


def _found(rule_set: "Rules", ids: Sequence[str], verdict: Optional[str]) -> "Sequence[Claim]":
    refuse_unknown("claim", ids, rule_set.library.claim, "decision-aid claims names them")
    found = [rule_set.library.claim[id] for id in dict.fromkeys(ids)] or rule_set.library.claims
    if verdict is None:
        return found
    wanted = verdict.replace("_", "-")
    known = dict.fromkeys(_verdict(claim) for claim in rule_set.library.claims)
    refuse_unknown("verdict", [wanted], known, f"verdicts are: {', '.join(known)}")
    found = [claim for claim in found if _verdict(claim) == wanted]
    if not found:
        raise DecisionAidError(f"None of these claims has the verdict '{wanted}'.")
    return found


def _verdict(claim: "Claim") -> str:
    """The verdict on a claim, as it is typed."""
    return claim.verdict.replace("_", "-")


def _lesson(
    rule_set: "Rules",
    names: Sequence[str],
    verdict: Optional[str],
    format: PageFormat,
    color: Optional[bool],
) -> None:
    from decision_aid.cli.output import print_page
    from decision_aid.commands.claims.page import lesson, lessons

    if format is PageFormat.JSON or verdict is not None or len(names) > 1:
        raise DecisionAidError("A lesson is one page, as text or Markdown: decision-aid claims lesson NAME")
    if not names:
        print_page(lessons(rule_set), format, color, dict)
        return
    by_id = {one.id: one for one in rule_set.library.lessons}
    refuse_unknown("lesson", names, by_id, f"there are: {', '.join(by_id) or 'none'}")
    print_page(lesson(rule_set, by_id[names[0]]), format, color, dict)
