"""`decision-aid verify`: does a record still come out the same?"""

from typing import Annotated

import typer

from decision_aid.cli.exit_codes import ExitCode
from decision_aid.cli.parameters import ChosenFormat, Color, RulesFolder
from decision_aid.rendering.formats import TEXT


def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What evaluate --format json wrote.")],
    format: ChosenFormat = TEXT,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """Work out a saved result again. If it's different now, you see which rule made it so.

    The exit code is 0 if it's the same, 1 if it's different, and 2 if it can't be worked out.

    Example: decision-aid verify record.json
    """
    from decision_aid.cli.output import print_page, show_help_first
    from decision_aid.cli.rule_sets import say_that_it_waits, usable_rule_set
    from decision_aid.commands.verify.page import replay_page
    from decision_aid.commands.verify.record import replay_record
    from decision_aid.loading.saved_record import record_in
    from decision_aid.wording.replay import replay

    rule_set = usable_rule_set(rules)
    say_that_it_waits(file)
    replayed = replay(rule_set, record_in(file))
    show_help_first(replayed.suggestion)
    print_page(replay_page(replayed), format, color, lambda: replay_record(replayed))
    if not replayed.same:
        raise typer.Exit(ExitCode.FOUND_ERRORS)
