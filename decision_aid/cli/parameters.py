"""Options that several commands share.

The annotations of commands are read when the program starts; as real types, not as text, they
need no evaluation: hence no `from __future__ import annotations` in the modules of commands.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError
from decision_aid.rendering.formats import FORMATS, JSON


def format_option(names: Iterable[str], note: str = "") -> Any:
    """`--format`, with these names to choose from; the `note` says more of the last one."""
    known = tuple(names)

    def known_format(typed: str) -> str:
        if typed not in known:
            raise typer.BadParameter(f"{typed!r} is not one of {', '.join(map(repr, known))}.")
        return typed

    return typer.Option(
        "--format",
        parser=known_format,
        metavar="NAME",
        autocompletion=lambda: list(known),
        help=f"{', '.join(known[:-1])} or {known[-1]}{note}.",
    )


AnswersFile = Annotated[
    str, typer.Argument(metavar="FILE", help="Answers, YAML or JSON; - is standard input.")
]
ChosenLens = Annotated[
    Lens,
    typer.Option(
        "--lens",
        metavar="LENS",
        show_default=False,
        help="checked (as usual), documents (take them at their word) or research (leave out what only "
        "they say).",
    ),
]
ChosenFormat = Annotated[str, format_option((*FORMATS, JSON))]
Ids = Annotated[bool, typer.Option("--ids", help="Show the ids of rules, questions and answers.")]
Every = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]
RulesFolder = Annotated[
    Optional[Path],
    typer.Option("--rules", metavar="DIR", help="Use your own rules instead of the shipped ones."),
]
FolderOfRules = Annotated[
    Optional[Path], typer.Argument(metavar="[DIR]", help="Your own rules. Left out: the shipped ones.")
]
"""The same as an argument, for commands about nothing but a rule set; they take it either way."""


def folder_meant(directory: Optional[Path], option: Optional[Path]) -> Optional[Path]:
    """The folder of rules that was named, as an argument or by `--rules`. Raises `DecisionAidError`."""
    if directory and option:
        raise DecisionAidError("Name the folder of your rules once, with --rules or without it.")
    return directory or option


def own_folder(directory: Optional[Path], option: Optional[Path]) -> Path:
    """The same where it has to be somebody's own. Raises `DecisionAidError` where none was named."""
    folder = folder_meant(directory, option)
    if folder is None:
        raise DecisionAidError("Name the folder of your rules. The shipped ones stay as they are.")
    return folder


AsOf = Annotated[
    Optional[str],
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="Show sources due for review by this day (2027-05-22).",
    ),
]
InCountry = Annotated[
    Optional[str],
    typer.Option(
        "--country",
        metavar="CODE",
        help="Show help lines for US, UK, CA, AU, IE or NZ.",
    ),
]


def _file_to_write(typed: str) -> Optional[Path]:
    """The file; None for `-`, which is standard output. (No name at all would be the folder, for `Path`.)"""
    if not typed:
        raise typer.BadParameter("give the name of a file.")
    return None if typed == "-" else Path(typed)


Output = Annotated[
    Optional[Path],
    typer.Option(
        "--output", metavar="FILE", parser=_file_to_write, help="Write to a file; - is standard output."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Let --output replace a file.")]
Color = Annotated[
    Optional[bool],
    typer.Option("--color/--no-color", help="Use color, or none. Left out: on a terminal only."),
]
Accessible = Annotated[
    bool,
    typer.Option(
        "--accessible",
        help="Ask line by line, which suits a screen reader. ACCESSIBLE=1 does the same.",
    ),
]
Setting = Annotated[
    Optional[str],
    typer.Option(
        "--setting", metavar="WORD", help="Who it's for: person, someone_else, clinician or teaching."
    ),
]
Save = Annotated[
    Optional[Path],
    typer.Option("--save", metavar="FILE", help="Keep your answers in a file that only you can open."),
]
Resume = Annotated[
    Optional[Path],
    typer.Option("--resume", metavar="FILE", help="Go on with answers that you kept."),
]
Blind = Annotated[
    bool,
    typer.Option("--blind", help="Call the options A, B, C until you say which way you lean."),
]
