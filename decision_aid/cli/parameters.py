"""Options that several commands share.

The annotations of commands are read when the program starts; as real types, not as text, they
need no evaluation: hence no `from __future__ import annotations` in the modules of commands.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from decision_aid.model.lens import Lens
from decision_aid.rendering.formats import FORMATS, JSON


def format_option(names: Iterable[str], help: str) -> Any:
    """`--format`, with these names to choose from."""
    known = tuple(names)

    def known_format(typed: str) -> str:
        if typed not in known:
            raise typer.BadParameter(f"{typed!r} is not one of {', '.join(map(repr, known))}.")
        return typed

    return typer.Option(
        "--format",
        parser=known_format,
        metavar=f"[{'|'.join(known)}]",
        autocompletion=lambda: list(known),
        help=help,
    )


AnswersFile = Annotated[
    str, typer.Argument(metavar="FILE", help="Answers, in YAML or JSON; - is standard input.")
]
ChosenLens = Annotated[
    Lens,
    typer.Option(
        "--lens",
        help="checked: as the rules weigh it. documents: the two web pages at their word. "
        "research: without what only therapy practices report.",
    ),
]
ChosenFormat = Annotated[str, format_option((*FORMATS, JSON), "How to write the page.")]
Ids = Annotated[bool, typer.Option("--ids", help="Name rules, questions and answers by their ids, too.")]
Every = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]
RulesFolder = Annotated[
    Optional[Path],
    typer.Option("--rules", metavar="DIR", help="A rule set of your own, in place of the shipped one."),
]
AsOf = Annotated[
    Optional[str],
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="Read the evidence as on this day, such as 2027-05-22: what is overdue?",
    ),
]
InCountry = Annotated[
    Optional[str],
    typer.Option(
        "--country",
        metavar="CODE",
        help="Print the help lines of this country: US, UK, CA, AU, IE or NZ.",
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
    typer.Option("--color/--no-color", help="Bold headings or none. Left out: bold on a terminal alone."),
]
Accessible = Annotated[
    bool,
    typer.Option(
        "--accessible",
        help="Ask line by line, with numbers: for screen readers, or by taste. ACCESSIBLE=1 does the same.",
    ),
]
