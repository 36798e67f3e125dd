"""How hard a text is to read, against words and texts counted by hand."""

from __future__ import annotations

import pytest

from decision_aid.wording.readability import (
    FEW_SENTENCES,
    NO_NAMES,
    grade,
    reading_level_of,
    sentences_of,
    smog,
    syllables,
)

NAMES = frozenset({"psychodynamic", "cbt", "medication", "therapy"})

HEARD = {
    1: "the through one once there moved times rules rates used friend grief year years see tired wired"
    " clothes thought called eased whole leaves eyes goes does lived numb learned while died tried guide"
    " weighed 988 NICE",
    2: "people started needed changes little doctor before boxes watches something sometimes careful hopeful"
    " homework lifeline guidelines safety lonely awake trial trials being going trying staying client quiet"
    " patient special social beyond language behind reason create react business hundred maybe agreed studies"
    " troubles couples handled struggled movement likely someone oneself review music science illness lawyer"
    " people's helpful evening reviewed US UK",
    3: "medicine prescriber suicide usual serious previous period area idea behavior opinion energy memory"
    " together gradual violent clinical audience appetite however understand element anyone carefully"
    " loneliness creative quality disorder unwanted pregnancy long-lasting CBT IPT NHS",
    4: "emergency psychiatric anxiety society experience situation psychiatrist diagnosis material medication"
    " criticism variety MBCT available reliable information suicidal professional unusual complicated"
    " relationships dependable supportively",
    5: "psychodynamic personality experiences antidepressant individual association psychoanalytic",
    6: "responsibility",
}
"""Words by how many syllables are heard in them, counted by ear."""

BOTH_WAYS = {"every": (2, 3), "different": (2, 3), "several": (2, 3), "theory": (2, 3), "family": (2, 3)}
"""Words that people say in two ways."""

COUNTED = [(word, (heard,)) for heard, words in HEARD.items() for word in words.split()]


def test_more_than_a_hundred_words_were_counted_by_ear() -> None:
    assert len({word for word, _ in COUNTED}) == len(COUNTED) > 150


@pytest.mark.parametrize(("word", "heard"), [*COUNTED, *BOTH_WAYS.items()])
def test_syllables_are_counted_as_they_are_heard(word: str, heard: tuple[int, ...]) -> None:
    assert syllables(word, NO_NAMES) in heard


@pytest.mark.parametrize("name", ["psychodynamic", "Psychodynamic", "CBT", "medication"])
def test_an_unavoidable_name_counts_as_one_syllable_where_that_is_asked_for(name: str) -> None:
    assert syllables(name, NAMES) == 1
    assert syllables(name, NO_NAMES) >= 3


def test_abbreviations_of_names_do_not_end_a_sentence_and_a_number_has_no_full_stop() -> None:
    assert len(sentences_of("It is 3.5 out of 10. See 988lifeline.org for more! Is that all?")) == 3


# Each worked by hand: sentences, words, syllables (with the names as one, and as heard).
BY_HAND = [
    ("The cat sat down. It was very old.", 2, 8, 9, 9),
    ("You can skip any of them.", 1, 6, 7, 7),
    ("Therapy helps. Medication can help, too. Ask your doctor about both of them.", 3, 13, 15, 20),
    ("Psychodynamic therapy looks at patterns that keep coming back.", 1, 9, 11, 17),
]


@pytest.mark.parametrize(("text", "sentences", "words", "short", "heard"), BY_HAND)
def test_the_grade_of_a_text_worked_by_hand(
    text: str, sentences: int, words: int, short: int, heard: int
) -> None:
    assert grade(text, NAMES) == round(0.39 * words / sentences + 11.8 * short / words - 15.59, 1)
    assert grade(text, NO_NAMES) == round(0.39 * words / sentences + 11.8 * heard / words - 15.59, 1)


def test_smog_of_thirty_sentences_worked_by_hand() -> None:
    """McLaughlin's own check: of 30 sentences with n hard words, about the square root of n, plus 3."""
    easy = ["The sun is out."] * 21
    hard = ["See a prescriber."] * 9  # one word of three syllables in each
    assert smog(easy) == 3.1
    assert smog(easy + hard) == 6.3  # 1.0430 * 3 + 3.1291
    assert smog([*easy, *["Therapy can help."] * 9], NAMES) == 3.1
    assert smog([*easy, *["Therapy can help."] * 9], NO_NAMES) == 6.3
    assert smog((easy + hard) * 2) == smog(easy + hard)


def test_the_level_of_pages_leaves_out_what_is_too_short_and_counts_a_text_once() -> None:
    easy = "The sun is out now."
    hard = "Therapeutic interventions necessitate considerable perseverance."
    level = reading_level_of([(easy, "A label"), (hard, easy), (" ".join([easy] * FEW_SENTENCES),)])
    assert (level.texts, level.pages) == (3, 1)
    assert level.flesch_kincaid.hardest == hard
    assert level.flesch_kincaid.worst == grade(hard) > 20
    assert level.flesch_kincaid.median == grade(easy)
    assert level.smog.worst == 3.1
    assert reading_level_of([]).texts == 0
