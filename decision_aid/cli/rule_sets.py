"""The rule set that a command uses, and what it says of a file of answers."""

from pathlib import Path
from typing import TYPE_CHECKING, Optional

from decision_aid.model.problems import DecisionAidError, UnusableInput, shown
from decision_aid.model.rules import Origin, Rules

if TYPE_CHECKING:
    from decision_aid.cli.parameters import LensName
    from decision_aid.engine.suggest import Suggestion


def usable_rule_set(directory: Optional[Path], *, draft: bool = False, as_of: Optional[str] = None) -> Rules:
    """The rule set by which a person is answered: the shipped one, or that of a directory.

    The shipped one was proved before it shipped; another one is proved now, unless it is a `draft`, which
    every page then says. It reads as on the day `as_of` (ISO 8601), else as today. Raises
    `DecisionAidError` with all that is wrong.
    """
    from decision_aid.cli.day import as_read_on

    return as_read_on(_usable(directory, draft=draft), as_of)


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

    rule_set = read_whole(directory)
    problems = dangers(rule_set)
    if problems:
        name = shown(str(directory))
        raise DecisionAidError(
            f"{UnusableInput(problems)}\nNobody is shown a result by a rule set with such problems. "
            f"With the answers that show them: decision-aid rules check {name}. "
            f"To try one of these answers all the same: decision-aid evaluate FILE --rules {name} --draft"
        )
    return rule_set._replace(origin=Origin.OWN)


def readable_rule_set(directory: Optional[Path]) -> Rules:
    """A rule set and its library, for commands that look at it and answer nobody by it.

    It need not be safe: a code that nobody reads, a case that comes out otherwise or a promise that is not
    kept does not keep anyone from looking. Raises `UnusableInput` where its names or laws are wrong.
    """
    from decision_aid.checking import any_error, check
    from decision_aid.loading.rule_set import read_whole

    rule_set = read_whole(directory)
    problems = check(rule_set, whole=True)
    if any_error(problems):
        raise UnusableInput(problems)
    return rule_set


def suggestion_for(file: str, lens: "LensName", rule_set: Rules) -> "Suggestion":
    """What the rules say of a file of answers.

    Raises `DecisionAidError` where the answers cannot stand. Since nobody knows then what they would
    have come to, it ends with where to turn in a crisis.
    """
    from decision_aid.engine.evaluate import Lens, evaluate
    from decision_aid.engine.suggest import suggest
    from decision_aid.loading.answers_file import load_answers

    try:
        given = load_answers(file, rule_set)
    except UnusableInput as error:
        from decision_aid.wording.help import in_a_crisis

        raise DecisionAidError(f"{error}\n{in_a_crisis(rule_set)}") from error
    return suggest(evaluate(rule_set, given, Lens(lens)))
