"""`decision-aid rules sign`: somebody has read contacts, texts of safety or rules, and says so."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import RulesFolder, own_folder
from decision_aid.model.reviews import Part

if TYPE_CHECKING:
    from decision_aid.model.reviews import Signature
    from decision_aid.model.rules import Rules


def sign(
    directory: Annotated[
        Optional[Path], typer.Argument(metavar="DIR", help="A rule set of your own.")
    ] = None,
    by: Annotated[
        Optional[str], typer.Option(metavar="NAME", help="Who has read it. Left out: see what to read.")
    ] = None,
    role: Annotated[
        Optional[str], typer.Option(metavar="ROLE", help="What they are, such as LCSW or trainee.")
    ] = None,
    licensed: Annotated[
        bool, typer.Option("--licensed", help="They say they're a licensed clinician.")
    ] = False,
    part: Annotated[
        Optional[list[Part]],
        typer.Option(
            metavar="PART", help="contacts, safety_texts, rules or pages_to_read. Left out: all of them."
        ),
    ] = None,
    folder: RulesFolder = None,
) -> None:
    """Record who has read which part of a rule set.

    Pages say so until a word of it changes. Without a name, you see what there is to read: every contact and
    safety text, word for word.

    Example: decision-aid rules sign my_rules --by "A. Example" --role LCSW --licensed
    """
    from decision_aid.checking.reviewed_parts import fingerprint_of
    from decision_aid.cli.day import today
    from decision_aid.cli.output import tell
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.commands.rules.sign.page import already_signed, what_there_is_to_read, what_was_signed
    from decision_aid.loading.folder import SIGNATURES
    from decision_aid.model.problems import NOWHERE, DecisionAidError
    from decision_aid.model.reviews import Signature

    directory = own_folder(directory, folder)
    rules = readable_rule_set(directory)
    parts = tuple(dict.fromkeys(part or Part))
    if by is None and role is None:
        tell(what_there_is_to_read(rules, str(directory), parts))
        return
    if by is None or role is None:
        raise DecisionAidError("Whoever signs has a name and a role: give --by NAME and --role ROLE.")
    who = (_on_one_line("--by", by, rules), _on_one_line("--role", role, rules))
    read = {one: fingerprint_of(one, rules) for one in parts}
    signature = Signature(
        *who,
        today(),
        licensed,
        contacts=read.get(Part.CONTACTS),
        safety_texts=read.get(Part.SAFETY_TEXTS),
        rules=read.get(Part.RULES),
        pages_to_read=read.get(Part.PAGES_TO_READ),
    )
    if any(one._replace(on=signature.on, location=NOWHERE) == signature for one in rules.signatures):
        tell(already_signed(parts))
        return
    _refuse_errors(rules, directory)
    path = directory / SIGNATURES
    _write(path, signature, rules)
    tell(what_was_signed(readable_rule_set(directory), signature, str(path)))


def _refuse_errors(rules: "Rules", directory: Path) -> None:
    """Raise `DecisionAidError` where `rules check` finds an error: pages would say that it was reviewed."""
    from shlex import quote

    from decision_aid.checking.examination import examine
    from decision_aid.cli.day import today
    from decision_aid.cli.progress import progress
    from decision_aid.loading.folder import files_left_out
    from decision_aid.loading.told import unusable
    from decision_aid.model.problems import DecisionAidError, Severity

    with progress("reading the rules") as watch:
        found = examine(rules, today(), read=files_left_out(directory), watch=watch).problems
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors:
        raise DecisionAidError(
            f"{unusable(errors, directory)}\nNothing was signed, because these rules have errors. "
            f"To see all of them: decision-aid rules check {quote(str(directory))}"
        )


LONGEST = 60
"""Letters of a name or a role: both stand on the card."""


def _on_one_line(option: str, words: str, rules: "Rules") -> str:
    """A name or a role on one line. Raises `DecisionAidError` where it cannot stand on every page."""
    from decision_aid.checking.naming import named_in, names_of_all
    from decision_aid.model.characters import can_be_seen
    from decision_aid.model.problems import DecisionAidError

    words = " ".join(words.split())
    if not words or not can_be_seen(words) or len(words) > LONGEST:
        raise DecisionAidError(f"{option} takes one line of at most {LONGEST} letters that can be seen.")
    if name := named_in((words,), names_of_all(rules)):
        raise DecisionAidError(
            f"{option} names '{name}'. It stands on pages where nothing may be named, so say it otherwise."
        )
    return words


def _write(path: Path, signature: "Signature", rules: "Rules") -> None:
    """Add a signature to the file, or make the file. Raises `DecisionAidError` where that cannot be."""
    from decision_aid.cli.output import rewrite_file, write_new_file
    from decision_aid.commands.rules.sign.page import signature_lines
    from decision_aid.loading.signatures import HEAD, with_signature

    lines = [*signature_lines(signature)]
    if rules.signatures or path.is_file():
        rewrite_file(with_signature(path, lines, (*rules.signatures, signature)), path)
    else:
        write_new_file("\n".join((*HEAD, *lines, "")), path)
