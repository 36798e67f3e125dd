"""`decision-aid rules profile`: what rules come to for people drawn from a population."""

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import (
    ChosenFormat,
    ChosenLens,
    Color,
    FolderOfRules,
    RulesFolder,
    folder_meant,
)
from decision_aid.model.lens import Lens
from decision_aid.rendering.formats import TEXT

if TYPE_CHECKING:
    from decision_aid.model.population import Population
    from decision_aid.model.rules import Rules


def profile(
    directory: FolderOfRules = None,
    rules: RulesFolder = None,
    size: Annotated[
        int, typer.Option(metavar="NUMBER", min=1, max=1_000_000, help="How many people to draw.")
    ] = 20_000,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="Another number draws other people.")] = 1,
    lens: ChosenLens = Lens.CHECKED,
    setting: Annotated[
        Optional[str], typer.Option(metavar="WORD", help="Only people in this setting, such as clinician.")
    ] = None,
    format: ChosenFormat = TEXT,
    color: Color = None,
) -> None:
    """Try rules on people drawn from a population.

    You see what comes out for them, and what decides it.

    Example: decision-aid rules profile my_rules
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.progress import progress
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.commands.rules.profile.find import profile as found
    from decision_aid.commands.rules.profile.page import profile_page
    from decision_aid.commands.rules.profile.record import profile_record

    with progress("drawing people"):
        rule_set = readable_rule_set(folder_meant(directory, rules))
        population = _population(rule_set)
        _check_setting(population, setting)
        figures = found(rule_set, population, number=size, seed=seed, lens=lens, setting=setting)
    print_page(profile_page(figures), format, color, lambda: profile_record(figures))


def _population(rule_set: "Rules") -> "Population":
    from decision_aid.model.problems import DecisionAidError

    population = rule_set.library.population
    if population is None:
        raise DecisionAidError(
            f"The rule set {rule_set.id} has no population.yaml, which says how common each answer is. "
            "How to write one: rules/README.md, below population.yaml."
        )
    return population


def _check_setting(population: "Population", setting: Optional[str]) -> None:
    """Raises `DecisionAidError` where nobody in the population is in this setting."""
    from decision_aid.model.answers import SETTING
    from decision_aid.model.problems import there_is_no

    known = [code for line in population.lines(SETTING) for code, share in line.shares.items() if share]
    if setting is not None and setting not in known:
        raise there_is_no("setting", setting, known)
