"""`decision-aid rules verify`: is a certificate still true?"""

from pathlib import Path
from typing import Annotated

import typer

from decision_aid.cli.exit_codes import ExitCode
from decision_aid.cli.parameters import FolderOfRules, RulesFolder, folder_meant


def verify(
    certificate: Annotated[
        Path, typer.Argument(metavar="FILE", help="What rules check --certificate wrote.")
    ],
    directory: FolderOfRules = None,
    rules: RulesFolder = None,
) -> None:
    """Prove again what a certificate says of a rule set.

    Example: decision-aid rules verify certificate.json my_rules
    """
    import json

    from decision_aid.checking.certificate import differences, is_certificate
    from decision_aid.checking.examination import examine
    from decision_aid.cli.output import tell
    from decision_aid.cli.progress import progress
    from decision_aid.loading.files import decode, name_of, read_bytes
    from decision_aid.loading.foreign_files import CERTIFICATE, kind_in, refused
    from decision_aid.loading.rule_set import read_whole
    from decision_aid.model.problems import DecisionAidError, shown
    from decision_aid.wording.grammar import counted

    text = decode(read_bytes(certificate), certificate)
    try:
        content = json.loads(text)
        if not is_certificate(content):
            raise ValueError
    except (ValueError, RecursionError):
        kind = kind_in(text, str(certificate))
        if kind not in (None, CERTIFICATE):
            raise refused(kind, "a certificate", name_of(certificate)) from None
        raise DecisionAidError(
            "This file is no certificate: it is not the JSON that rules check --certificate writes."
        ) from None
    with progress() as watch:
        examination = examine(
            read_whole(folder_meant(directory, rules)), str(content.get("issued", "")), watch=watch
        )
    wrong = [*differences(content, examination)]
    if wrong:
        tell("\n".join([*wrong, f"Not confirmed: {counted(len(wrong), 'difference')}."]) + "\n")
        raise typer.Exit(ExitCode.FOUND_ERRORS)
    confirmed = counted(len(content["properties"]), "property")
    tell(f"Confirmed: {confirmed} of {shown(examination.rule_set.id)}, all as the certificate says.\n")
