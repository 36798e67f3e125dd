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
from shlex import quote
from tempfile import TemporaryDirectory

from decision_aid.loading.rule_set import shipped_directory
from decision_aid.model.problems import DecisionAidError, shown


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
            archive = _git(beside, "archive", "--format=tar", "--end-of-options", name)
            with tarfile.open(fileobj=io.BytesIO(archive)) as files:
                files.extractall(place, filter="data")
        except (OSError, subprocess.CalledProcessError, tarfile.TarError) as error:
            message = f"There is no folder '{shown(name)}', and {_why_no_revision(name, beside)}"
            raise DecisionAidError(message) from error
        yield Path(place)


def _why_no_revision(name: str, beside: Path) -> str:
    """What is missing, from the outside in, and what to do about it."""
    folder = shown(str(beside))
    instead = f"Two folders can be compared: decision-aid rules diff {_name_of_shipped()} {quote(folder)}"
    if not beside.is_dir():
        return f"there is no folder '{folder}' either."
    try:
        _git(beside, "rev-parse", "--git-dir")
    except FileNotFoundError:
        return f"git, which would look for a revision of that name, is not installed. {instead}"
    except (OSError, subprocess.CalledProcessError):
        return f"'{folder}' is in no git repository, so it has no revisions. {instead}"
    try:
        _git(beside, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{tree}}")
    except (OSError, subprocess.CalledProcessError):
        return f"no git revision of '{folder}' has that name."
    return f"the git revision of that name does not hold '{folder}'. {instead}"


def _name_of_shipped() -> str:
    """The folder of the shipped rule set, as short as it can be named from here."""
    folder = shipped_directory()
    here = Path.cwd()
    return shown(str(folder.relative_to(here) if folder.is_relative_to(here) else folder))


def _git(folder: Path, *words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True).stdout
