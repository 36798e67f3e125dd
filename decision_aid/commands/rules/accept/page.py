"""What `decision-aid rules accept` says: what each case expected, and what comes out now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from decision_aid.commands.rules.accept.find import Changed
from decision_aid.model.library import Case
from decision_aid.model.problems import shown
from decision_aid.wording.case_file import expectation

WHY = "Why is this right now? One line; Enter alone changes nothing.\n> "

NO_REASON = "Say why this is right now: add --reason. No case was changed."


def before_and_after(changed: Sequence[Changed]) -> str:
    """Each case, with the lines of what it expects that change."""
    return "".join(f"{line}\n" for one in changed for line in _case(one))


def _case(changed: Changed) -> Iterator[str]:
    yield shown(f"{changed.before.id}: {changed.before.title}")
    if changed.why_not:
        yield f"  not accepted here: {changed.why_not}"
    before, now = _by_key(changed.before), _by_key(changed.now)
    for key in {**before, **now}:
        if before.get(key) != now.get(key):
            yield f"  before  {shown(before.get(key, f'{key}: (nothing)'))}"
            yield f"  now     {shown(now.get(key, f'{key}: (nothing)'))}"


def _by_key(case: Case) -> dict[str, str]:
    """The lines of what a case expects, by what each is about."""
    lines = [line.strip() for line in expectation(case)][1:]
    return {line.partition(":")[0]: line for line in lines}


def what_could_be_accepted(changed: Sequence[Changed], folder: str) -> str:
    """What is said where no case was named: which ones come out otherwise, and what to type."""
    if not changed:
        return "Every worked case comes out as it expects.\n"
    told = before_and_after(changed)
    names = " ".join(quote(one.before.id) for one in changed if not one.why_not)
    if not names:
        return told
    return f"{told}\nWhere that is right now:\n  decision-aid rules accept {names} --rules {quote(folder)}\n"


def what_was_accepted(changed: Sequence[Changed], same: Sequence[str]) -> str:
    """What is said at the end."""
    said = []
    if changed:
        said.append(f"Rewritten, with the reason: {', '.join(one.before.id for one in changed)}.")
    if same:
        said.append(f"As expected before, so left alone: {', '.join(same)}.")
    return "".join(f"{shown(line)}\n" for line in said)
