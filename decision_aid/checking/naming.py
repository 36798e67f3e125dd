"""Candidates named where nothing may be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from decision_aid.engine.evaluate import read_by_stops, safety_questions
from decision_aid.model.problems import Location, Problem
from decision_aid.model.rules import Action, Item, Rules

CODES = {
    "names-candidate": "A text that is shown while safety comes first names a candidate.",
}

_BETWEEN = re.compile(r"[\W_]+")
_SPELLINGS = (("our", "or"), ("oral", "or"), ("isa", "iza"), ("ise", "ize"))
_APART = "\n\n\n\n"
"""More than may stand between two letters of a name, so that no name spans two texts."""


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: the name of a candidate, in any spelling, in a text that is shown while safety
    comes first: stops and referrals; the questions up to the last one of safety, with their
    headings, answers and help; messages of `impossible`; contacts; the title, id and version of the
    rule set, and the disclaimer.

    Why it matters: where a stop holds or a safety question is open, no approach is named anywhere.
    Example: a stop that says *CBT can help later*. Instead: speak of help, and of nothing else.
    """
    names = _names(rule_set)
    for what, texts, place in _texts(rule_set):
        name = named_in(texts, names)
        if name:
            hint = "this text is shown while nothing may be named"
            yield Problem("names-candidate", f"{what} names '{name}'", place, hint)


def named_in(texts: Iterable[str | None], names: Mapping[str, str]) -> str | None:
    """The first of these names (by their letters) that stands in one of the texts, in any spelling."""
    text = _plain(_APART.join(text for text in texts if text))
    letters = _letters(text)
    # The search for whole words is slow, and hardly ever has anything to find.
    return next((name for word, name in names.items() if word in letters and _stands_in(text, word)), None)


# --- one form for all spellings -----------------------------------------------------------------


def _plain(text: str) -> str:
    """In lower case, without accents, with one spelling of what British and American English spell apart."""
    plain = (text if text.isascii() else normalize("NFKD", text)).casefold()
    for spelling, other in _SPELLINGS:
        plain = plain.replace(spelling, other)
    return plain


def _letters(plain: str) -> str:
    """Without blanks, hyphens, dots and all else that a name may be written with or without."""
    return _BETWEEN.sub("", plain)


def _stands_in(plain: str, word: str) -> bool:
    """Whether the letters of `word` stand in a text by themselves, however they are set apart."""
    spread = r"[\W_]{0,3}".join(word)
    return re.search(rf"(?<![^\W_]){spread}(?![^\W_])", plain) is not None


# --- what may not be named, and where -----------------------------------------------------------


def _names(rule_set: Rules) -> Mapping[str, str]:
    """Captions and short names of all candidates, and ids of those of the main decision."""
    candidates = rule_set.candidate.values()
    of_all = _by_letters(name for one in candidates for name in (one.caption, one.short))
    return {**of_all, **names_of_the_main(rule_set)}


def names_of_the_main(rule_set: Rules) -> Mapping[str, str]:
    """All names of the candidates of the main decision, ids too, by their letters."""
    main = (candidate for decision in rule_set.decisions[:1] for candidate in decision.candidates)
    return _by_letters(name for one in main for name in (one.caption, one.short, one.id))


def _by_letters(names: Iterable[str]) -> dict[str, str]:
    """What is called a therapy goes by the rest of its name too."""
    forms = {form for name in names for form in (name, name.partition(" (")[0])}
    forms |= {form.removesuffix(" therapy") for form in forms}
    return {letters: form for form in sorted(forms) if (letters := _letters(_plain(form)))}


def _texts(rule_set: Rules) -> Iterator[tuple[str, Iterable[str | None], Location]]:
    """What each is, the words, and where they stand."""
    fixed = (rule_set.id, rule_set.version, rule_set.title)
    notes = (rule_set.unanswered_note, rule_set.clinician_review)
    yield "a text of rule_set.yaml", (*fixed, *notes), rule_set.location
    yield "the disclaimer", rule_set.disclaimer, rule_set.location
    if rule_set.danger_words:
        yield "'danger_words'", rule_set.danger_words.message, rule_set.danger_words.location
    for gate in rule_set.gates:
        if gate.action is not Action.CAUTION:
            yield f"the gate '{gate.id}'", (gate.id, gate.caption, *gate.message), gate.location
    for item in _up_to_safety(rule_set):
        yield f"the question '{item.link_id}'", _words_of(item), item.location
    for impossible in rule_set.impossible:
        yield "a message of impossible", (impossible.message,), impossible.when.location
    for contact in rule_set.contacts:
        yield f"the contact '{contact.id}'", (contact.name, contact.contact), contact.location


def _up_to_safety(rule_set: Rules) -> Iterator[Item]:
    """The questions that are asked while one of safety is open, or while a stop waits for its release."""
    waiting = {*safety_questions(rule_set), *read_by_stops(rule_set, releases=True)}
    for item in rule_set.items:
        if not waiting:
            return
        waiting.discard(item.link_id)
        yield item


def _words_of(item: Item) -> Iterator[str | None]:
    """All that is shown of a question."""
    yield from (item.link_id, item.section, item.label, *item.text, item.help, item.why)
    yield from (option.label for option in item.answer_options)
