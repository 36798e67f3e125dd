"""The walk in words: every gate and rule, what decided it, and what it added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.conditions import Truth
from decision_aid.engine import JudgedGate, Lens
from decision_aid.explaining.pages import answers_to, named, page, safety_page
from decision_aid.model import Action, Decision, Direction, RuleSet
from decision_aid.report import Block, Paragraph, Reason, Report, Section
from decision_aid.suggestion import Conclusion, Outcome, Suggestion
from decision_aid.trace import Heard, Step, Walk, decisive, walk
from decision_aid.wording import stamps

TITLE = "How this came about"

_ACTIONS = {Action.STOP: "Stop", Action.REFER: "Advice to see someone", Action.CAUTION: "Note"}

HOW_SUMS_GROW = (
    "A strong reason counts 2, any other 1. A theme speaks once for an approach and once against it, with "
    "its strongest reason. So a reason that its theme has made already adds nothing."
)


def trace(suggestion: Suggestion, *, ids: bool = False, candidate: str | None = None) -> Report:
    """The whole walk; with `candidate`, the story of that one alone.

    While safety comes first, it is the page that a person gets, and what led to it.
    """
    walked = walk(suggestion)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, *_led_here(walked, ids))
    sections = _story(walked, candidate, ids) if candidate else _whole(walked, ids)
    return page(suggestion, TITLE, sections)


def steps(suggestion: Suggestion, *, ids: bool = False) -> tuple[Report, ...]:
    """The walk as pages to turn: the gates, one for each rule, where it ends, and where to get help."""
    walked = walk(suggestion)
    if not suggestion.evaluation.safe:
        return (trace(suggestion, ids=ids),)
    themes = suggestion.evaluation.rule_set.themes
    rules = (
        (themes[step.judged.rule.theme], (Section("", tuple(_rule(walked, step, ids))),))
        for step in walked.steps
    )
    first, last = (TITLE, tuple(_gates(walked, ids))), (TITLE, tuple(_standing(suggestion, ids)))
    *advice, help_lines, about = page(suggestion, TITLE, ()).sections
    ends = [(TITLE, tuple(advice))] if advice else []
    pages = (first, *rules, last, *ends, (TITLE, (help_lines, about)))
    return tuple(Report(title, sections, stamps(suggestion)) for title, sections in pages)


def _led_here(walked: Walk, ids: bool) -> Iterator[Section]:
    """The gates that hold, and the answers that made them hold."""
    if walked.gates:
        yield Section("What led here", tuple(_gate(walked, judged, ids) for judged in walked.gates))


def _whole(walked: Walk, ids: bool) -> Iterator[Section]:
    yield from _gates(walked, ids)
    yield Section("How the sums grow", (Paragraph(HOW_SUMS_GROW),))
    for theme, caption in walked.suggestion.evaluation.rule_set.themes.items():
        of_theme = [step for step in walked.steps if step.judged.rule.theme == theme]
        blocks = [block for step in of_theme if step.judged.holds for block in _rule(walked, step, ids)]
        blocks += _others(walked, [step for step in of_theme if not step.judged.holds], ids)
        if blocks:
            yield Section(named(caption, theme, ids), tuple(blocks))
    yield from _standing(walked.suggestion, ids)


def _gates(walked: Walk, ids: bool) -> Iterator[Section]:
    holding = [judged for judged in walked.gates if judged.holds]
    others = len(walked.gates) - len(holding)
    rest = f"Looked at, and not so here: {others} of {len(walked.gates)} checks."
    yield Section("Safety first", (*(_gate(walked, judged, ids) for judged in holding), Paragraph(rest)))


def _gate(walked: Walk, judged: JudgedGate, ids: bool) -> Reason:
    tests = [test for test, _ in decisive(judged.when)]
    said = answers_to(walked.suggestion, tests, ids=ids)
    return Reason(_ACTIONS[judged.gate.action], named(judged.gate.caption, judged.gate.id, ids), tuple(said))


# --- rules --------------------------------------------------------------------------------------

_LEADS = {Truth.TRUE: "Holds", Truth.FALSE: "Does not hold", Truth.UNKNOWN: "Open"}


def _rule(walked: Walk, step: Step, ids: bool) -> Iterator[Block]:
    rule = step.judged.rule
    details = [*_decided_by(walked, step, ids), *(_argued(walked, heard, ids) for heard in step.heard)]
    if step.heard:
        details.append(f"So far: {_sums(walked.suggestion.evaluation.rule_set, step)}.")
    elif step.judged.holds and not rule.arguments:
        details.append("It is a note, and adds nothing.")
    yield Reason(_LEADS[step.judged.verdict.truth], named(rule.caption, rule.id, ids), tuple(details))


def _others(walked: Walk, others: Sequence[Step], ids: bool) -> Iterator[Block]:
    """What does not hold: together, where the same answers decided it."""
    alike: dict[tuple[Truth, tuple[str, ...]], list[str]] = {}
    for step in others:
        key = step.judged.verdict.truth, tuple(_decided_by(walked, step, ids))
        alike.setdefault(key, []).append(named(step.judged.rule.caption, step.judged.rule.id, ids))
    for (truth, decided), captions in alike.items():
        yield Reason(_LEADS[truth], "; ".join(captions), decided)


def _decided_by(walked: Walk, step: Step, ids: bool) -> Iterator[str]:
    tests = [test for test, _ in decisive(step.judged.verdict)]
    if step.judged.verdict.truth is not Truth.UNKNOWN:
        yield from answers_to(walked.suggestion, tests, ids=ids)
        return
    items = walked.suggestion.evaluation.rule_set.item
    waits = (named(items[question].label, question, ids) for question in step.judged.verdict.missing())
    yield f"waits for: {'; '.join(waits)}"


def _argued(walked: Walk, heard: Heard, ids: bool) -> str:
    evaluation = walked.suggestion.evaluation
    argument = heard.argument
    name = named(evaluation.rule_set.candidate[argument.candidate].short, argument.candidate, ids)
    claims = f", on {', '.join(argument.claims)}" if ids and argument.claims else ""
    if heard.strength is None:
        return f"{_sentence(argument.direction)} {name}: left out by this lens"
    how = f"{_sentence(argument.direction)} {name}, {heard.strength}{claims}"
    if heard.counted:
        sign = "+" if argument.direction is Direction.FOR else "-"
        return f"{how}: counts, {sign}{heard.strength.weight}"
    voice = heard.voice.rule if heard.voice else None
    spoken = f" by “{named(voice.caption, voice.id, ids)}”" if voice else ""
    return f"{how}: not counted, the theme has said so already{spoken}"


def _sums(rule_set: RuleSet, step: Step) -> str:
    """The sums of the decisions that the rule argues about."""
    argued = {heard.argument.candidate for heard in step.heard}
    return "; ".join(
        ", ".join(f"{c.short} {_signed(step.support[c.id])}" for c in decision.candidates)
        for decision in rule_set.decisions
        if any(c.id in argued for c in decision.candidates)
    )


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "0"


# --- where it ends ------------------------------------------------------------------------------


def _standing(suggestion: Suggestion, ids: bool) -> Iterator[Section]:
    blocks: list[Block] = []
    for decision in suggestion.evaluation.rule_set.decisions:
        conclusion = suggestion.conclusion(decision.id)
        said = _concluded(suggestion, conclusion) if conclusion else _not_asked(suggestion, decision)
        sums = (
            f"{named(s.candidate.short, s.candidate.id, ids)}: {_signed(s.net_support)}"
            for s in (conclusion.standings if conclusion else ())
        )
        blocks.append(Reason(named(decision.caption, decision.id, ids), said, tuple(sums)))
    margin = suggestion.evaluation.rule_set.tie_margin
    blocks.append(Paragraph(f"Sums within {margin} of the best are level. A sum of 0 or less is no support."))
    yield Section("Where it ends", tuple(blocks))


def _concluded(suggestion: Suggestion, conclusion: Conclusion) -> str:
    candidates = suggestion.evaluation.rule_set.candidate
    names = [candidates[candidate].short for candidate in conclusion.favoured]
    match conclusion.outcome:
        case Outcome.FAVOURED:
            return f"{names[0]} is ahead."
        case Outcome.LEVEL:
            return (
                f"{' and '.join(names)} are about level."
                if names
                else "All are about level, so none is named."
            )
        case Outcome.NO_SUPPORT:
            return "Nothing has support."


def _not_asked(suggestion: Suggestion, decision: Decision) -> str:
    needed = suggestion.evaluation.rule_set.candidate[decision.when_favoured or ""].short
    return f"This comes up only when {needed} is ahead or level."


# --- one candidate ------------------------------------------------------------------------------


def _story(walked: Walk, candidate: str, ids: bool) -> Iterator[Section]:
    """Why, why not, and what is missing."""
    evaluation = walked.suggestion.evaluation
    name = evaluation.rule_set.candidate[candidate].short
    about = [
        step for step in walked.steps if any(a.candidate == candidate for a in step.judged.rule.arguments)
    ]
    for direction, heading in (
        (Direction.FOR, f"What speaks for {name}"),
        (Direction.AGAINST, "What speaks against it"),
    ):
        blocks = [
            _told(walked, step, h, ids) for step in about for h in step.heard if _is(h, candidate, direction)
        ]
        yield Section(heading, tuple(blocks) or (Paragraph("Nothing in these answers."),))
    for truth, heading in (
        (Truth.UNKNOWN, "What is missing"),
        (Truth.FALSE, "What would speak, and is not so"),
    ):
        waiting = [step for step in about if step.judged.verdict.truth is truth]
        if waiting:
            yield Section(heading, tuple(_waiting(walked, step, candidate, ids) for step in waiting))
    yield from _standing(walked.suggestion, ids)
    if evaluation.lens is not Lens.CHECKED:
        yield Section("The lens", (Paragraph("Through another lens other reasons count."),))


def _is(heard: Heard, candidate: str, direction: Direction) -> bool:
    return (heard.argument.candidate, heard.argument.direction) == (candidate, direction)


def _told(walked: Walk, step: Step, heard: Heard, ids: bool) -> Reason:
    rule = step.judged.rule
    details = (*_decided_by(walked, step, ids), _argued(walked, heard, ids))
    return Reason(named(rule.caption, rule.id, ids), rule.because, details)


def _waiting(walked: Walk, step: Step, candidate: str, ids: bool) -> Reason:
    rule = step.judged.rule
    would = ", ".join(f"{a.direction}, {a.strength}" for a in rule.arguments if a.candidate == candidate)
    return Reason(_sentence(would), named(rule.caption, rule.id, ids), tuple(_decided_by(walked, step, ids)))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
