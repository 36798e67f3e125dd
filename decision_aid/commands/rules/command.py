"""`decision-aid rules`: for those who write rules. One module per command."""

from decision_aid.cli.help import Commands
from decision_aid.commands.rules.accept.command import accept
from decision_aid.commands.rules.check.command import check
from decision_aid.commands.rules.diff.command import diff
from decision_aid.commands.rules.export import export
from decision_aid.commands.rules.list.command import list_rules
from decision_aid.commands.rules.new import new
from decision_aid.commands.rules.profile.command import profile
from decision_aid.commands.rules.rename.command import rename
from decision_aid.commands.rules.show.command import show
from decision_aid.commands.rules.sign.command import sign
from decision_aid.commands.rules.verify import verify

rules = Commands(no_args_is_help=True, help="Check, compare and try rules of your own.")


@rules.callback()
def about() -> None:
    """Check, compare and try rules of your own."""


rules.command()(check)
rules.command()(diff)
rules.command()(accept)
rules.command()(sign)
rules.command()(profile)
rules.command()(verify)
rules.command("list")(list_rules)
rules.command()(show)
rules.command()(export)
rules.command()(new)
rules.command()(rename)
