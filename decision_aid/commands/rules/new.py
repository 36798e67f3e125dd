"""`decision-aid rules new`: a small sound rule set to start from."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer


def new(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that doesn't exist yet.")],
) -> None:
    """Start a small rule set of your own in a new folder.

    It works as it is: two questions, a stop, two things to choose from, and reasons for them, with comments.
    README.md in the folder leads from there to your first rule.

    Example: decision-aid rules new my_rules
    """
    from decision_aid.cli.meant import distress_in
    from decision_aid.cli.output import tell
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.commands.rules.export import write_folder
    from decision_aid.loading.rule_set import starter_directory
    from decision_aid.model.problems import DecisionAidError, shown

    if distress_in([str(directory)]):
        raise DecisionAidError("Give the folder another name.")
    starter = starter_directory()
    write_folder(directory, readable_rule_set(starter), starter)
    folder = shown(str(directory))
    tell(
        f"A small rule set is now in {folder}. Its files are yours to edit.\n"
        f"To make it yours, step by step, read README.md in it.\n"
        f"This tells what is wrong with it: decision-aid rules check {quote(folder)}\n"
    )
