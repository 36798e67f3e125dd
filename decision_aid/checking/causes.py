"""Which problem is the cause of which others.

Somebody who made one slip is told of one problem, at the line that they edited, and of how many follow
from it. Belongs here: finding causes among problems and ids. Does not: finding problems (`checks`), and
the ids in files (`loading.names`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from shlex import quote
from typing import Final, NamedTuple

from decision_aid.model.names import ANSWER, CANDIDATE, GATE, HOME, KEY, OPTION, NamePlace, by_name
from decision_aid.model.problems import MOST_TOLD, Guesses, Location, Problem, Severity, in_order

FEW: Final = 3
"""Problems of one kind that are told one by one, where all have the same cause or none that is known."""

OF_ONE_KIND: Final = (
    *("case-differs", "undecided", "not-exercised", "unread-code", "unused-claim", "unused-source"),
)
"""Codes of which there are soon many, and of which a few say what is to be said."""

LOST_FOR_SAFETY: Final = ("danger-and-candidate", "stop-and-candidate", "unanswered-safety")
"""Codes that say that somebody in danger would be shown a suggestion."""

MISTYPED: Final = 0.75
"""How alike a name that nothing has must be to one that is in use, to be that one, typed wrong."""

ALIKE: Final = 0.8
"""How alike (by `difflib`) a name must be to one that is missing, where several are used by nothing."""

CASES: Final = "cases"
FOLDERS: Final = ("rules", "options", "lessons", CASES)
LATER_FILES: Final = ("properties.yaml", "population.yaml")


class Told(NamedTuple):
    """A problem that is told, and the others that are folded under it."""

    problem: Problem
    folded: tuple[Problem, ...] = ()


def every_problem(told: Iterable[Told]) -> Iterator[Problem]:
    """What is told, and behind each problem those that are folded under it."""
    for one in told:
        yield one.problem
        yield from one.folded


def by_cause(problems: Sequence[Problem], places: Iterable[NamePlace], folder: str) -> tuple[Told, ...]:
    """The problems to tell: errors first, causes before what follows from them, cases last.

    `places` are all ids in the files; `folder` is what the user calls the rule set.
    """
    names = by_name(places) if any(problem.name for problem in problems) else {}
    causes = tuple(_causes(problems, names, folder))
    made = [cause for cause, _ in causes]
    found = [*problems, *made]
    of_cause = {name: cause.location for cause, about in causes for name in about}
    placed = [_at_its_word(problem, names) for problem in found]
    moved = {
        old.location: new.location
        for old, new in zip(found, placed, strict=True)
        if new.location != old.location and old.name and old.name[0] == KEY
    }
    rooted = [
        problem._replace(root=moved.get(problem.root, problem.root))
        if problem.root
        else problem
        if problem in made
        else problem._replace(root=of_cause.get(problem.name) if problem.name else None)
        for problem in placed
    ]
    unread = next((p.root for p in rooted if p.root and _in_a_case(p)), None)
    for place, problem in enumerate(rooted):
        if unread and problem.code == "not-exercised":
            rooted[place] = problem._replace(root=unread)
    roots = {problem.root for problem in rooted if problem.root}
    return tuple(_by_cause(sorted(in_order(rooted), key=partial(_rank, roots))))


def _by_cause(problems: Sequence[Problem]) -> Iterator[Told]:
    """Under each cause what follows from it; of one kind, the first few."""
    at: dict[Location, int] = {}
    for place, problem in enumerate(problems):
        if problem.root is None:
            at.setdefault(problem.location, place)
    follow: dict[int, list[Problem]] = {}
    kinds: dict[str, list[int]] = {}
    alone: list[int] = []
    for place, problem in enumerate(problems):
        root = at.get(problem.root) if problem.root else None
        if root is not None and root != place:
            follow.setdefault(root, []).append(problem)
        elif problem.code in OF_ONE_KIND and len(kinds.setdefault(problem.code, [])) >= FEW:
            kinds[problem.code].append(place)
        else:
            alone.append(place)
            if problem.code in OF_ONE_KIND:
                kinds[problem.code].append(place)
    for place in alone:
        problem = problems[place]
        more = follow.get(place, [])
        said = f"{len(more)} more {'follows' if len(more) == 1 else 'follow'} from this" if more else ""
        of_kind = kinds.get(problem.code, [])
        if len(of_kind) > FEW and of_kind[FEW - 1] == place:
            alike = [problems[other] for other in of_kind[FEW:]]
            said = "; ".join(filter(None, (said, f"{len(alike)} more like this")))
            more = [*more, *alike]
        yield Told(problem._replace(more=said), tuple(more))


def _rank(roots: Collection[Location], problem: Problem) -> tuple[bool, int, bool, bool, int]:
    """Errors first: the gate that is the cause of some, what was lost for safety, then the other causes.

    What is not settled says least, and a worked case is seldom what was edited.
    """
    _, file = _folder_and_file(problem.location)
    later = 2 if _in_a_case(problem) else 1 if file in LATER_FILES else 0
    cause = problem.root is None and problem.location in roots
    safety = 0 if cause and file == HOME[GATE] else 1 if problem.code in LOST_FOR_SAFETY else 2
    return problem.severity is not Severity.ERROR, safety, not cause, problem.code == "undecided", later


def _in_a_case(problem: Problem) -> bool:
    return _folder_and_file(problem.location)[1].startswith(f"{CASES}/")


def _at_its_word(problem: Problem, names: Mapping[tuple[str, str], list[NamePlace]]) -> Problem:
    """The problem at the very word that is wrong: the first of that name from the start of its part on."""
    places = names.get(problem.name, []) if problem.name else []  # in the order of their files and lines
    at = bisect_left(places, problem.location, key=lambda one: one.place)
    if at < len(places) and places[at].place.file == problem.location.file:
        return problem._replace(location=places[at].place)
    return problem


# --- one slip that many problems come from ------------------------------------------------------


def _causes(
    problems: Sequence[Problem], names: Mapping[tuple[str, str], list[NamePlace]], folder: str
) -> Iterator[tuple[Problem, tuple[tuple[str, str], ...]]]:
    """Each name that nothing has: where the thing has another, or is missing; with all names."""
    guesses = Guesses()
    missing = dict.fromkeys(problem.name for problem in problems if problem.name)
    for kind, name in [one for one in missing if one is not None][:MOST_TOLD]:
        uses = names.get((kind, name), [])
        slip = len(uses) == 1 and (kind != GATE or _near(guesses, name, kind, names))
        if not uses or slip or any(one.gives for one in uses):
            continue
        renamed = _place_of_old_name(kind, name, names)
        if _is_mistyped(name, uses, renamed, names):
            first = _at_its_word(next(one for one in problems if one.name == (kind, name)), names)
            if len(uses) > FEW:
                yield first, ((kind, name),)
            continue
        yield (
            (
                _called_otherwise(renamed, uses, folder, taken=_is_taken(renamed, names)),
                _names_of(kind, name, renamed.name),
            )
            if renamed
            else (_gone(kind, uses, names, folder), _names_of(kind, name))
        )


def _names_of(kind: str, *names: str) -> tuple[tuple[str, str], ...]:
    """A candidate and its page go by one name."""
    kinds = (CANDIDATE, OPTION) if kind in (CANDIDATE, OPTION) else (kind,)
    return tuple((one, name) for name in names for one in kinds)


def _place_of_old_name(
    kind: str, name: str, names: Mapping[tuple[str, str], list[NamePlace]]
) -> NamePlace | None:
    """What seems to have had the name: it has one that nothing uses, or that something else has, too."""
    scope = name.partition(".")[0] + "." if kind == ANSWER else ""
    unused: list[NamePlace] = []
    for (of_kind, other), places in names.items():
        if of_kind == kind and other.startswith(scope):
            given = [one for one in places if one.gives]
            if given and (len(given) > 1 or len(given) == len(places)):
                unused.append(given[-1])
    twice = [one for one in unused if _is_taken(one, names)]
    for only in (twice, unused):
        if len(only) == 1:
            return only[0]
    best = max(unused[:MOST_TOLD], key=partial(_likeness, name), default=None)
    return best if best and _likeness(name, best) > ALIKE else None


def _is_mistyped(
    name: str,
    uses: Sequence[NamePlace],
    renamed: NamePlace | None,
    names: Mapping[tuple[str, str], list[NamePlace]],
) -> bool:
    """Whether the name is one that is in use elsewhere, typed wrong in each of these places.

    What has blanks, such as a label, was never a name.
    """
    if renamed and _is_taken(renamed, names):
        return False
    kind = uses[0].kind
    scope = name.partition(".")[0] + "." if kind == ANSWER else ""
    in_use = [
        places[0]
        for (of_kind, other), places in names.items()
        if of_kind == kind and other.startswith(scope) and {one.gives for one in places} == {True, False}
    ]
    least = max(MISTYPED, _likeness(name, renamed, scope) if renamed else 0)
    near = any(_likeness(name, one, scope) > least for one in in_use[:MOST_TOLD])
    return near or " " in uses[0].text


def _likeness(name: str, other: NamePlace, scope: str = "") -> float:
    """How alike two names are; of answers, without the question that both begin with."""
    one, two = (text.removeprefix(scope).casefold() for text in (other.name, name))
    return SequenceMatcher(None, one, two).ratio()


def _is_taken(one: NamePlace, names: Mapping[tuple[str, str], list[NamePlace]]) -> bool:
    return sum(place.gives for place in names[(one.kind, one.name)]) > 1


def _near(guesses: Guesses, name: str, kind: str, names: Mapping[tuple[str, str], list[NamePlace]]) -> bool:
    """Whether something of the kind has nearly this name."""
    given = [other for (of_kind, other), places in names.items() if of_kind == kind and places[0].gives]
    return guesses.nearest(kind, name, given) is not None


def _called_otherwise(renamed: NamePlace, uses: Sequence[NamePlace], folder: str, *, taken: bool) -> Problem:
    """Something has another name than where it is used. `taken`: and that is the name of another thing."""
    old, new = uses[0].text, renamed.text
    asked = renamed.name.partition(".")[0] if renamed.kind == ANSWER else ""
    what = f"answer to '{asked}'" if asked else _CALLED.get(renamed.kind, renamed.kind)
    message = f"this {what} is called '{new}' here, and '{old}' in {len(uses)} places"
    hint = f"write {old} here"
    if not taken:
        command = f"decision-aid rules rename {quote(uses[0].name)} {quote(new)} {quote(folder)}"
        hint = f"{hint}; or, to rename it everywhere, type: {command}"
    return Problem(f"unknown-{_code_of(renamed.kind)}", message, renamed.place, hint, about=renamed.name)


def _gone(
    kind: str,
    uses: Sequence[NamePlace],
    names: Mapping[tuple[str, str], list[NamePlace]],
    called: str,
) -> Problem:
    """Nothing has the name, and nothing seems to have had it."""
    first = uses[0]
    folder, file = _folder_and_file(first.place)
    place = Location(f"{folder}{HOME.get(kind, f'options/{first.text}.yaml')}", 1, 1)
    what = _CALLED.get(kind, kind)
    if kind == ANSWER:
        question = first.name.partition(".")[0]
        what = f"answer to '{question}'"
        given = [one.place for one in names.get(("question", question), ()) if one.gives]
        place = given[0] if given else place
    shown_at = f"{file}:{first.place.line}"
    many = len(uses) > 1
    places = f"{len(uses)} places name it, the first at {shown_at}" if many else f"{shown_at} names it"
    message = f"there is no {what} '{first.text}', and {places}"
    command = f"decision-aid rules rename {quote(first.name)} NEW {quote(called)}"
    hint = f"put it back; or, if its name is now NEW, type: {command}"
    return Problem(f"unknown-{_code_of(kind)}", message, place, hint, about=first.name)


_CALLED: Final[Mapping[str, str]] = {OPTION: "option page"}
"""What messages call a kind, where its name is not enough."""


def _code_of(kind: str) -> str:
    return "code" if kind == ANSWER else kind


def _folder_and_file(place: Location) -> tuple[str, str]:
    """The folder of the rule set that a file belongs to, with the stroke at its end, and the file in it."""
    parts = place.file.replace("\\", "/").split("/")
    inside = 2 if len(parts) > 1 and parts[-2] in FOLDERS else 1
    file = "/".join(parts[-inside:])
    return place.file[: -len(file)], file
