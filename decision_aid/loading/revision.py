"""A folder as it was at a git revision.

Belongs here: the one place that starts another program, git, which is asked for a copy of the
files; nothing of it is changed and no text of a file is run.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from decision_aid.errors import DecisionAidError, shown


@contextmanager
def folder_or_revision(name: str, beside: Path) -> Iterator[Path]:
    """The folder called `name`; or, where there is none, `beside` as it was at that git revision.

    Raises `DecisionAidError` when it is neither.
    """
    if Path(name).is_dir():
        yield Path(name)
        return
    with TemporaryDirectory() as place:
        try:
            archive = subprocess.run(
                ["git", "archive", "--format=tar", "--end-of-options", name],
                cwd=beside,
                capture_output=True,
                check=True,
            )
            with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
                files.extractall(place, filter="data")
        except (OSError, subprocess.CalledProcessError, tarfile.TarError) as error:
            message = f"'{shown(name)}' is no folder, and no git revision of {shown(str(beside))}."
            raise DecisionAidError(message) from error
        yield Path(place)
