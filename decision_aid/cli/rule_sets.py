"""The rule set that a command uses, and what it says of a file of answers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Optional

from decision_aid.model.problems import DecisionAidError, shown
from decision_aid.model.rules import Origin, Rules

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.model.choice import Choice
    from decision_aid.model.lens import Lens


def usable_rule_set(
    directory: Optional[Path],
    *,
    draft: bool = False,
    as_of: Optional[str] = None,
    country: Optional[str] = None,
) -> Rules:
    """The rule set by which a person is answered: the shipped one, or that of a directory.

    The shipped one was proved before it shipped; another one is proved now, unless it is a `draft`, which
    every page then says. It reads as on the day `as_of` (ISO 8601), else as today, and names the contacts of
    a `country` (`cli.country`). Raises `DecisionAidError` with all that is wrong.
    """
    from decision_aid.cli.country import in_country
    from decision_aid.cli.day import as_read_on

    return in_country(as_read_on(_usable(directory, draft=draft), as_of), country)


def _usable(directory: Optional[Path], *, draft: bool) -> Rules:
    from decision_aid.loading.rule_set import load_rules, read_whole, shipped_directory

    if directory is None:
        rules = load_rules()
        if rules.origin is Origin.SHIPPED:
            return rules
        directory = shipped_directory()  # edited since the program was built, so somebody's own
    if draft:
        return load_rules(directory)._replace(origin=Origin.DRAFT)
    from decision_aid.checking.dangers import dangers
    from decision_aid.cli.progress import progress

    with progress("reading the rules") as watch:
        rule_set = read_whole(directory)
        problems = dangers(rule_set, watch)
    if problems:
        from decision_aid.loading.told import unusable

        name = quote(shown(str(directory)))
        raise DecisionAidError(
            f"{unusable(problems, directory)}\nWith such problems, these rules show nobody a result. "
            f"To see answers that bring them about: decision-aid rules check {name}. "
            f"To try answers all the same: decision-aid evaluate FILE --rules {name} --draft"
        )
    return rule_set._replace(origin=Origin.OWN)


def readable_rule_set(directory: Optional[Path]) -> Rules:
    """A rule set and its library, for commands that look at it and answer nobody by it.

    It need not be safe: a code that nobody reads, a case that comes out otherwise or a promise that is not
    kept does not keep anyone from looking. Raises `UnusableInput` where its names or laws are wrong.
    """
    from decision_aid.checking import any_error, check
    from decision_aid.loading.rule_set import read_whole, shipped_directory
    from decision_aid.loading.told import unusable

    rule_set = read_whole(directory)
    problems = check(rule_set, whole=True)
    if any_error(problems):
        raise unusable(problems, directory or shipped_directory())
    return rule_set


def suggestion_for(file: str, lens: "Lens", rule_set: Rules, output: Optional[Path] = None) -> "Suggestion":
    """What the rules say of a file of answers. Raises `UnusableInput` as `read_and_suggested` does."""
    return read_and_suggested(file, lens, rule_set, output)[0]


def read_and_suggested(
    file: str, lens: "Lens", rule_set: Rules, output: Optional[Path] = None, beside: Optional[str] = None
) -> "tuple[Suggestion, Optional[Choice]]":
    """What the rules say of a file of answers, with those `beside` it, and what was decided according to it.

    Raises `UnusableInput` where the answers cannot stand.

    Where safety comes first, help is on the screen before anything else can go wrong: with the file
    `output`, for one, or with whatever reads standard output.
    """
    from decision_aid.cli.output import show_help_first, tell_beside
    from decision_aid.engine.evaluate import evaluate
    from decision_aid.engine.suggest import suggest
    from decision_aid.loading.answers_file import load_sheet

    say_that_it_waits(file)
    if beside is not None:
        say_that_it_waits(beside)
    with help_for_words_heard(rule_set):
        sheet = load_sheet(file, rule_set, tell_beside, beside)
    suggestion = suggest(evaluate(rule_set, sheet.given, lens), sheet.background, sheet.unread)
    show_help_first(suggestion, elsewhere=output is not None)
    return suggestion, sheet.decided


@contextmanager
def help_for_words_heard(rule_set: Rules) -> Iterator[None]:
    """Show help where words of danger are heard in answers that cannot be used."""
    from decision_aid.cli.output import show_beside
    from decision_aid.loading.safe_problems import WordsHeard
    from decision_aid.wording.help import help_for_words

    try:
        yield
    except WordsHeard as heard:
        show_beside(help_for_words(rule_set, heard.kinds, ""))
        raise


def say_that_it_waits(file: str) -> None:
    """Tell somebody who types answers at a terminal that they are waited for, and how to end them."""
    from decision_aid.cli.output import tell_beside
    from decision_aid.loading.files import STANDARD_INPUT

    if file == STANDARD_INPUT and sys.stdin and sys.stdin.isatty() and sys.stderr:
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D on a line of its own"
        tell_beside(f"Type or paste answers here (YAML or JSON). To end: {end}.")
