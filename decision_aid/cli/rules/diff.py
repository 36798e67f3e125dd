"""`decision-aid rules diff`: what a change of rules does, on every answer sheet."""

from pathlib import Path
from typing import Annotated, Optional

import typer


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A rule set, or a git revision of NEW.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The rule set to compare it with.")],
    weights: Annotated[
        Optional[Path],
        typer.Option(metavar="FILE", help="How often each answer occurs: shares become estimates."),
    ] = None,
) -> None:
    """Count how many answer sheets come out otherwise, with an example of each kind of change.

    Example: decision-aid rules diff HEAD my_rules
    """
    from decision_aid.checking.comparing import compare, compared
    from decision_aid.cli.output import print_text
    from decision_aid.cli.progress import progress
    from decision_aid.loading.revision import folder_or_revision
    from decision_aid.loading.rule_set import read_whole
    from decision_aid.loading.weights import load_weights

    with folder_or_revision(old, new) as folder, progress() as watch:
        before, after = read_whole(folder), read_whole(new)
        frequent = load_weights(weights, after) if weights else None
        result = compared(compare(before, after, weights=frequent, watch=watch))
    print_text(result)
