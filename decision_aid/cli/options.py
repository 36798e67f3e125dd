"""Options that several commands share.

The annotations of commands are read when the program starts; as real types, not as text, they
need no evaluation: hence no `from __future__ import annotations` in the modules of commands.
"""

from pathlib import Path
from typing import Annotated, Optional

import typer

Rules = Annotated[
    Optional[Path],
    typer.Option("--rules", metavar="DIR", help="A rule set of your own, in place of the shipped one."),
]
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
