"""`decision-aid interview`: the questions, and the result."""

import typer

from decision_aid.cli.parameters import (
    Accessible,
    Blind,
    Color,
    InCountry,
    Resume,
    RulesFolder,
    Save,
    Setting,
)


def interview(
    context: typer.Context,
    accessible: Accessible = False,
    blind: Blind = False,
    setting: Setting = None,
    save: Save = None,
    resume: Resume = None,
    country: InCountry = None,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """Answer questions, and see what might fit. Nothing is kept unless you ask for it.

    Example: decision-aid interview --save answers.yaml
    """
    from decision_aid.commands.interview.conversation import converse

    raise typer.Exit(
        converse(
            context.obj.interview_pages,
            accessible,
            rules,
            color,
            blind=blind,
            country=country,
            setting=setting,
            save=save,
            resume=resume,
        )
    )
