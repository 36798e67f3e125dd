"""The ids that a shell offers while a command is typed.

Belongs here: which ids an option or an argument takes. Does not: loading a rule set before somebody presses
Tab. Whatever is wrong with it, a shell is told nothing: this is no place for a complaint.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import typer

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules

Offered: TypeAlias = tuple[str, str]
"""An id, and what stands beside it in shells that show that."""

ACTIONS = ("stop", "refer", "caution")
"""What the graph can be drawn around that is no part of a rule set."""

LESSON: Offered = ("lesson", "a worked lesson")


def _rules_of(context: typer.Context) -> "Rules":
    """Those in `--rules`, or the shipped ones."""
    from decision_aid.loading.rule_set import load_rules

    folder = context.params.get("rules")
    return load_rules(Path(folder) if folder else None)


def _of_the_rules(ids: "Callable[[Rules], Iterable[Offered]]") -> Callable[[typer.Context], list[Offered]]:
    """What offers these ids of a rule set."""

    def offered(context: typer.Context) -> list[Offered]:
        with suppress(Exception):
            return list(ids(_rules_of(context)))
        return []

    return offered


def _candidates(rules: "Rules") -> Iterator[Offered]:
    return ((one.id, one.caption) for one in rules.candidate.values())


def _questions(rules: "Rules") -> Iterator[Offered]:
    return ((one.link_id, one.label) for one in rules.items)


def _answers(rules: "Rules") -> Iterator[Offered]:
    """Each answer of each question, as `--set` takes it."""
    for item in rules.items:
        yield from ((f"{item.link_id}={one.code}", str(one.label)) for one in item.answer_options)


def _weighed(rules: "Rules") -> Iterator[Offered]:
    yield from _questions(rules)
    yield from ((gate.id, gate.caption) for gate in rules.gates)
    yield from ((rule.id, rule.caption) for rule in rules.rules)
    yield from rules.themes.items()
    yield from _candidates(rules)


def _ids_of_parts(rules: "Rules") -> Iterator[Offered]:
    library = rules.library
    yield from _weighed(rules)
    yield from ((claim.id, "") for claim in library.claims)
    yield from ((source.id, "") for source in rules.sources)
    yield from ((contact.id, "") for contact in rules.contacts)
    yield from ((promised.id, "") for promised in library.properties)
    yield from _cases(rules)


def _cases(rules: "Rules") -> Iterator[Offered]:
    return ((one.id, one.title) for one in rules.library.cases)


case_ids = _of_the_rules(_cases)
gate_ids = _of_the_rules(lambda rules: ((gate.id, gate.caption) for gate in rules.gates))
option_ids = _of_the_rules(lambda rules: ((one.id, "") for one in rules.library.options))
answers_to_set = _of_the_rules(_answers)
ids_in_the_graph = _of_the_rules(lambda rules: (*_weighed(rules), *((one, "") for one in ACTIONS)))
ids_to_show = _of_the_rules(_ids_of_parts)
verdicts = _of_the_rules(
    lambda rules: dict.fromkeys((one.verdict.replace("_", "-"), "") for one in rules.library.claims)
)
_claim_ids = _of_the_rules(lambda rules: ((one.id, "") for one in rules.library.claims))
_lesson_ids = _of_the_rules(lambda rules: ((one.id, one.title) for one in rules.library.lessons_on_claims))
lessons_of_cases = _of_the_rules(
    lambda rules: ((one.id, one.title) for one in rules.library.lessons_of_cases)
)
approach_ids = _of_the_rules(_candidates)


def claim_ids(context: typer.Context) -> list[Offered]:
    """Claims, or lessons once one was asked for."""
    typed = context.params.get("ids") or ()
    return _lesson_ids(context) if LESSON[0] in typed else [*_claim_ids(context), LESSON]


def candidate_ids(context: typer.Context) -> list[Offered]:
    """Approaches; none where the answers that were named put safety first."""
    with suppress(Exception):
        from decision_aid.engine.evaluate import evaluate
        from decision_aid.loading.answers_file import load_answers

        rules = _rules_of(context)
        file = context.params.get("file") or next(iter(context.args), "")
        if not file or evaluate(rules, load_answers(file, rules)).safe:
            return approach_ids(context)
    return []


def codes(context: typer.Context) -> list[Offered]:
    """What problems of rule sets are called."""
    from decision_aid.checking.registry import codes as known

    return [(code, "") for code in known()]
