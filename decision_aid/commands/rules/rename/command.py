"""`decision-aid rules rename`: another name for one thing, in all files of a rule set."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import RulesFolder, own_folder

if TYPE_CHECKING:
    from decision_aid.commands.rules.rename.find import Renaming
    from decision_aid.model.rules import Rules


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An id, or QUESTION.CODE for an answer.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id, or the new code.")],
    directory: Annotated[
        Optional[Path], typer.Argument(metavar="DIR", help="The folder of your rules.")
    ] = None,
    rules: RulesFolder = None,
    kind: Annotated[
        Optional[str], typer.Option(metavar="KIND", help="What kind of thing, if several have that id.")
    ] = None,
) -> None:
    """Change an id, in all files that have it.

    Nothing else changes in them, and what somebody has signed stays signed. If it isn't clear what you mean,
    or the rules would be broken afterwards, nothing changes at all.

    Example: decision-aid rules rename ipt interpersonal my_rules
    """
    from decision_aid.cli.output import tell
    from decision_aid.cli.progress import progress
    from decision_aid.commands.rules.rename.find import renaming
    from decision_aid.loading.folder import SIGNATURES, folder_of_rules
    from decision_aid.loading.names import names_in

    place = own_folder(directory, rules)
    with progress("renaming"):
        folder = folder_of_rules(place)
        found = renaming(names_in(folder), old, new, kind)
        texts = _texts_with_new_name(found)
        with _copy(place) as draft:
            _write_into(texts, draft, place)
            signed = _still_signed(place / SIGNATURES, _sound(draft, place), draft, found)
    _write({**texts, **signed})
    tell(_what_was_done(found, texts, place, signed=bool(signed)))


def _texts_with_new_name(found: "Renaming") -> Mapping[Path, str]:
    """The new text of each file that changes."""
    from decision_aid.commands.rules.rename.find import with_new_name
    from decision_aid.loading.files import decode, read_bytes

    texts: dict[Path, str] = {}
    for file in dict.fromkeys(one.place.file for one in found.places):
        content = read_bytes(file)
        mark = "\ufeff" if content.startswith(b"\xef\xbb\xbf") else ""
        texts[Path(file)] = mark + with_new_name(decode(content, file), found, file)
    return texts


def _write_into(texts: Mapping[Path, str], draft: Path, directory: Path) -> None:
    """Write the new texts of files of a folder into its copy."""
    for path, text in texts.items():
        (draft / path.relative_to(directory)).write_bytes(text.encode())


def _sound(draft: Path, directory: Path) -> "Rules":
    """The rules with the new name. Raises `DecisionAidError` where they would not be sound."""
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.model.problems import DecisionAidError, shown

    try:
        return readable_rule_set(draft)
    except DecisionAidError as error:
        problems = str(error).replace(shown(str(draft)), shown(str(directory)))
        raise DecisionAidError(f"{problems}\nThis would be wrong, so nothing is changed.") from error


def _still_signed(signatures: Path, renamed: "Rules", draft: Path, found: "Renaming") -> Mapping[Path, str]:
    """The file of signatures, where a part that somebody signed has another fingerprint by its new name.

    It's what they signed once the old name is put back, in the draft: so they have read every word of it.
    """
    from decision_aid.checking.reviewed_parts import with_fingerprints_of
    from decision_aid.commands.rules.rename.find import renaming
    from decision_aid.loading.files import decode, read_bytes
    from decision_aid.loading.folder import folder_of_rules
    from decision_aid.loading.names import names_in
    from decision_aid.loading.rule_set import read_whole

    if not signatures.is_file():
        return {}
    back = renaming(names_in(folder_of_rules(draft)), found.name_now, found.old, found.kind)
    _write_into(_texts_with_new_name(back), draft, draft)
    text = decode(read_bytes(signatures), signatures)
    signed = with_fingerprints_of(renamed, text, as_signed=read_whole(draft))
    return {signatures: signed} if signed != text else {}


@contextmanager
def _copy(directory: Path) -> Iterator[Path]:
    """A copy of the YAML files of a folder, beside it, that is gone in the end."""
    from tempfile import mkdtemp

    from decision_aid.loading.folder import Folder
    from decision_aid.model.problems import NotWritten, shown

    try:
        draft = Path(mkdtemp(dir=directory.absolute().parent, prefix=".rename."))
    except OSError as error:
        raise NotWritten(
            f"Nothing can be written beside {shown(str(directory))}: {error.strerror}."
        ) from error
    try:
        for name, content in Folder(directory).every_file().items():
            (draft / name).parent.mkdir(exist_ok=True)
            (draft / name).write_bytes(content)
        yield draft
    finally:
        for path in sorted(draft.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        draft.rmdir()


def _write(texts: Mapping[Path, str]) -> None:
    """Write all of these files, each whole; none before every one is ready. Raises `NotWritten`."""
    import os
    from shutil import copymode

    from decision_aid.model.problems import NotWritten, shown

    drafts = {path: path.with_name(f".{path.name}.renamed") for path in texts}
    try:
        for path, draft in drafts.items():
            draft.write_bytes(texts[path].encode())
            copymode(path, draft)
        for path, draft in drafts.items():
            os.replace(draft, path)
    except OSError as error:
        raise NotWritten(f"{shown(str(error.filename))} can't be written: {error.strerror}.") from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _what_was_done(found: "Renaming", texts: Mapping[Path, str], directory: Path, *, signed: bool) -> str:
    """What was changed, and what still has the old name and is left to its author."""
    from decision_aid.commands.rules.rename.find import comments_with
    from decision_aid.model.problems import shown
    from decision_aid.wording.grammar import counted

    places = {one.place for one in found.places}
    lines = [
        f"The {found.kind} '{shown(found.old)}' is now '{found.new}': "
        f"{counted(len(places), 'place')} in {counted(len(texts), 'file')}."
    ]
    if signed:
        lines.append("What somebody has signed stays signed, since no word of it has moved.")
    comments = [f"{path}:{line}" for path, text in texts.items() for line in comments_with(text, found.old)]
    if comments:
        still = f"{counted(len(comments), 'comment')} still with '{shown(found.old)}' in it"
        lines.append(f"Left as they are: {still}, the first at {shown(comments[0])}.")
    lines += (f"This file keeps its name: {shown(str(path))}" for path in texts if path.stem == found.old)
    lines.append(f"See what that changes: decision-aid rules check {shown(str(directory))}")
    return "\n".join(lines) + "\n"
