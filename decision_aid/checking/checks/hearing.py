"""Are the words of danger heard as their authors mean them?

Each kind of danger is held to its own examples, and its patterns are looked over.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.hearing import END, NUMBER, hearing
from decision_aid.engine.questionnaire import deciding
from decision_aid.engine.safety_questions import asked_after_own_words
from decision_aid.model.problems import Guesses, Problem, Severity
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.model.words_of_danger import Kind, WordsOfDanger

CODES = {
    "hears-nothing": "Questions are answered in people's own words, and no words of danger are listened for.",
    "says-nothing": "Words of danger that are listened for, without a note for where they are heard.",
    "unasked-own-words": "Own words after which nobody asks whether they mean danger.",
    "not-heard": "An example of words of danger that isn't heard as its kind.",
    "heard-in-vain": "An example of harmless words in which a kind of danger is heard.",
    "empty-pattern": "A pattern of which nothing is left when the words that are passed over are taken out.",
    "unknown-set": "A set of words in a pattern, in capitals, that isn't among the sets.",
    "unneeded-pattern": "A pattern that no example is heard by; nobody knows what it is for.",
    "hiding-idiom": "An idiom that hides an example: without it, the example would be heard as its kind.",
}


IN_THE_GUIDE = "to start from, README.md has one below 'Own words'"


def find(rules: Rules) -> Iterator[Problem]:
    """What it finds: kinds of danger that don't hear their own examples, or hear a harmless one; patterns
    without an example; idioms that hide danger; and own words that nobody listens to or asks about.

    Why it matters: somebody may tell of danger in their own words, and in nothing else. The examples are
    what the patterns mean: nobody can tell whether a pattern without one is right. An idiom is taken out
    before anything is heard, so it hides danger where the words are meant. A rule set without
    `words_of_danger.yaml` hears nothing: own words bring no help near. No list hears everything, so after
    own words a question of safety has to ask whether they mean danger.
    Example: the idiom `kill+ me`, which hides *he wants to kill me*.
    Instead: give each pattern an example, make an idiom narrower, or write the file.
    """
    words, guesses = rules.words_of_danger, Guesses()
    for item in rules.items:
        if item.type is ItemType.TEXT:
            yield from _of_silence(rules, item)
    for kind in words.kinds:
        yield from _in_patterns(words, kind, guesses)
        yield from _in_examples(words, kind)


def _of_silence(rules: Rules, item: Item) -> Iterator[Problem]:
    """Own words in which nobody hears danger, or about which nobody asks."""
    own = f"'{item.link_id}' is answered in people's own words"
    if not rules.words_of_danger.kinds:
        hint = f"write words_of_danger.yaml; {IN_THE_GUIDE}"
        message = f"{own}, and nobody listens for danger in them"
        yield Problem("hears-nothing", message, item.location, hint, about=item.link_id)
    elif not rules.words_of_danger.note:
        hint = f"write a note in words_of_danger.yaml; {IN_THE_GUIDE}"
        message = f"{own}, and nothing is said where danger is heard in them"
        yield Problem("says-nothing", message, item.location, hint, about=item.link_id)
    if item.link_id not in deciding(rules.item, asked_after_own_words(rules)):
        hint = f"ask it, and let a stop read the answer; {IN_THE_GUIDE}"
        message = f"{own}, and nobody asks whether these mean danger"
        yield Problem("unasked-own-words", message, item.location, hint, Severity.WARNING, item.link_id)


def _in_patterns(words: WordsOfDanger, kind: Kind, guesses: Guesses) -> Iterator[Problem]:
    ears = hearing(words)
    sets = {NUMBER, END, *(one.name for one in words.sets)}
    for pattern in kind.patterns:
        steps = ears.steps(pattern)
        if not steps:
            message = f"'{pattern}' of '{kind.id}' holds no word that is listened for"
            hint = "take it out, or look at the fillers"
            yield Problem("empty-pattern", message, kind.location, hint, words=pattern)
        for name in {
            word.removeprefix("!") for step in steps for word in step.words if word.isupper()
        } - sets:
            message = f"'{pattern}' of '{kind.id}' names the set {name}, and there is none"
            near = guesses.hint("set", name, sets)
            yield Problem("unknown-set", message, kind.location, near, words=pattern)


def _in_examples(words: WordsOfDanger, kind: Kind) -> Iterator[Problem]:
    ears = hearing(words)
    needed: set[str] = set()
    for example in kind.heard:
        found = {pattern for id, pattern in ears.patterns(example) if id == kind.id}
        needed |= found
        if not found and any(id == kind.id for id, _ in ears.patterns(example, literally=True)):
            idioms = " or ".join(f"'{idiom}'" for idiom in sorted(ears.idioms(example)))
            message = f"the idiom {idioms} hides the example '{example}' of '{kind.id}'"
            hint = "make it narrower"
            yield Problem(
                "hiding-idiom", message, kind.location, hint, Severity.WARNING, kind.id, words=example
            )
        if not found:
            message = f"'{example}' is not heard as '{kind.id}'"
            hint = "give it a pattern, or take it out"
            yield Problem("not-heard", message, kind.location, hint, words=example)
    for example in kind.not_heard:
        for id, pattern in sorted(ears.patterns(example)):
            message = f"'{id}' is heard in the harmless '{example}', by the pattern '{pattern}'"
            hint = "make the pattern narrower, or add an idiom"
            yield Problem("heard-in-vain", message, kind.location, hint, words=example)
    for pattern in kind.patterns:
        if pattern not in needed:
            message = f"no example of '{kind.id}' is heard by '{pattern}'"
            hint = "add an example that it hears, or take it out"
            yield Problem(
                "unneeded-pattern", message, kind.location, hint, Severity.WARNING, kind.id, words=pattern
            )
