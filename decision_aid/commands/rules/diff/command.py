"""`decision-aid rules diff`: what a change of rules does, on every answer sheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from decision_aid.commands.rules.diff.sample import Frequencies
    from decision_aid.model.rules import Rules


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A rule set, or a git revision of NEW.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The rule set to compare it with.")],
    weights: Annotated[
        Optional[Path],
        typer.Option(
            metavar="FILE",
            help="YAML that says how often each answer is given, one line per question, "
            "such as danger_now: {no: 97, yes: 1}. Shares then become estimates.",
        ),
    ] = None,
) -> None:
    """Show what a change of rules does: each kind of change with an example, and no other is possible.

    Example: decision-aid rules diff HEAD my_rules
    """
    from decision_aid.cli.output import print_text
    from decision_aid.cli.progress import progress
    from decision_aid.commands.rules.diff.find import compare
    from decision_aid.commands.rules.diff.page import page
    from decision_aid.loading.revision import folder_or_revision

    with folder_or_revision(old, new) as folder, progress() as watch:
        before, after = _read(folder, "old", old), _read(new, "new", str(new))
        frequencies = _frequencies(weights, before, after) if weights else None
        comparison = compare(before, after, frequencies=frequencies, watch=watch)
    print_text(page(comparison))


def _read(folder: Path, which: str, name: str) -> "Rules":
    """One of the two. Raises `DecisionAidError` when it has errors; `name` is what it was called by."""
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.model.problems import DecisionAidError, UnusableInput, shown

    try:
        return readable_rule_set(folder)
    except UnusableInput as error:
        problems = str(error).replace(shown(str(folder)), shown(name))  # a revision lies in a passing folder
        raise DecisionAidError(
            f"{problems}\nNothing is compared: the {which} rule set, {shown(name)}, cannot be used."
        ) from error


def _frequencies(file: Path, before: "Rules", after: "Rules") -> "Frequencies":
    """How often each answer occurs, with a warning where that is guessed for a question of safety."""
    from decision_aid.engine.evaluate import safety_questions
    from decision_aid.loading.frequencies import load_frequencies

    frequencies = load_frequencies(file, {**before.item, **after.item})
    guessed = [question for question in safety_questions(after) if question not in frequencies]
    if guessed:
        typer.echo(
            "Warning: the weights leave out safety questions. Each answer to these counts as equally "
            f"frequent, which no clinic sees: {', '.join(guessed)}.",
            err=True,
        )
    return frequencies
