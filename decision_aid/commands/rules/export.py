"""`decision-aid rules export`: a copy of a rule set to edit, with help for editors."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from decision_aid.cli.parameters import RulesFolder

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules

SCHEMAS = ".schema"
GUIDE = "README.md"
POINTER = b"# yaml-language-server: $schema="
"""What editors that know YAML look for in the first line of a file."""


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that doesn't exist yet.")],
    rules: RulesFolder = None,
) -> None:
    """Copy a rule set into a new folder, to edit.

    It comes with a schema for each kind of file, so that an editor that knows YAML completes names and
    underlines mistakes while you type.

    Example: decision-aid rules export my_rules
    """
    from decision_aid.cli.output import tell
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.loading.rule_set import shipped_directory
    from decision_aid.model.problems import shown

    rule_set = readable_rule_set(rules)
    write_folder(directory, rule_set, rules or shipped_directory())
    tell(_what_to_do_next(rule_set, shown(str(directory))))


def write_folder(directory: Path, rule_set: "Rules", source: Path) -> None:
    """Write a copy of a rule set, with help for editors, into a new folder: whole, or not at all.

    `source` is the folder it was read from. What exists is left as it is. Raises `DecisionAidError`.
    """
    from tempfile import TemporaryDirectory

    from decision_aid.cli.output import why_not_written
    from decision_aid.model.problems import DecisionAidError, shown

    name = shown(str(directory))
    try:
        if directory.exists() or directory.is_symlink():
            raise DecisionAidError(f"{name} exists already, and nothing is replaced. Give another name.")
        with TemporaryDirectory(dir=directory.parent, prefix=".export.") as holder:
            draft = Path(holder) / "draft"
            for file, content in (*_files_to_copy(source), *_schemas(rule_set)):
                (draft / file).parent.mkdir(parents=True, exist_ok=True)
                (draft / file).write_bytes(content)
            draft.rename(directory)
    except (OSError, ValueError) as error:
        raise DecisionAidError(f"{name} can't be written: {why_not_written(error)}.") from error


def _files_to_copy(source: Path) -> Iterator[tuple[Path, bytes]]:
    """The files of a rule set, hidden ones left out, and the guide to the format."""
    from decision_aid.loading.rule_set import shipped_directory

    guide = shipped_directory().parent / GUIDE
    if guide.is_file() and not (source / GUIDE).exists():
        yield Path(GUIDE), guide.read_bytes()
    for path in sorted(source.rglob("*")):
        file = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in file.parts):
            yield file, _pointing(file, path.read_bytes())


def _pointing(file: Path, content: bytes) -> bytes:
    """The content of a file, with a first line that tells editors where its schema is."""
    from decision_aid.loading.schemas import kind_of

    kind = kind_of(file.as_posix())
    content = content.removeprefix(b"\xef\xbb\xbf")
    if kind is None or content.lstrip()[:1] in (b"{", b"["):  # JSON has no comments
        return content
    if content.startswith(POINTER):
        content = content.partition(b"\n")[2]
    up = "../" * (len(file.parts) - 1)
    return POINTER + f"{up}{SCHEMAS}/{kind}.schema.json\n".encode() + content


def _schemas(rule_set: "Rules") -> Iterator[tuple[Path, bytes]]:
    import json

    from decision_aid.loading.schemas import KINDS, schema

    for kind in KINDS:
        text = json.dumps(schema(kind, rule_set), indent=1, ensure_ascii=False)
        yield Path(SCHEMAS) / f"{kind}.schema.json", f"{text}\n".encode()


def renew_schemas(directory: Path, rule_set: "Rules") -> Path:
    """Let editors know the ids that a rule set has now. Returns the folder of its schemas."""
    from decision_aid.cli.output import rewrite_file, write_new_file

    for file, content in _schemas(rule_set):
        path = directory / file
        (rewrite_file if path.is_file() else write_new_file)(content.decode(), path)
    return directory / SCHEMAS


def _what_to_do_next(rule_set: "Rules", folder: str) -> str:
    """What is said when a rule set has been copied into a folder."""
    return (
        f"The rule set {rule_set.id} {rule_set.version} is now in {folder}. Its files are yours to edit.\n"
        "A comment for editors is at the top of each. It changes the hash, but no rule.\n"
        f"This tells what is wrong with them: decision-aid rules check {quote(folder)}\n"
    )
