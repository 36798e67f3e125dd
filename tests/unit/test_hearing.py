"""Words of danger: examples and labelled phrases are heard, however they are typed, and quickly."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.checking.checks import hearing, references
from decision_aid.engine.hearing import Hearing, kinds_heard
from decision_aid.engine.plain_words import PlainWords
from decision_aid.loading.rule_set import load_rules, read_whole
from decision_aid.model.problems import Severity
from decision_aid.model.words_of_danger import HEARS_NOTHING, Kind, Named, WordsOfDanger
from tests import a_few_of, yaml_in

TESTS = Path(__file__).parent.parent
DOCS = TESTS.parent / "docs" / "hearing.md"
GOOD = TESTS / "rule_sets" / "good" / "tiny"

Phrase = dict[str, Any]


RULES = read_whole()
WORDS = RULES.words_of_danger
PHRASES: list[Phrase] = yaml_in(TESTS / "phrases_of_danger.yaml")
MORE: list[Phrase] = yaml_in(TESTS / "more_phrases_of_danger.yaml")
OTHERS: list[Phrase] = yaml_in(TESTS / "other_voices_of_danger.yaml")
STRANGERS: list[Phrase] = yaml_in(TESTS / "strangers_words_of_danger.yaml")
NEWER: list[Phrase] = yaml_in(TESTS / "newer_words_of_danger.yaml")
NEWEST: list[Phrase] = yaml_in(TESTS / "newest_words_of_danger.yaml")
EXAMPLES = [example for kind in WORDS.kinds for example in kind.heard]
TYPED = st.sampled_from([example.casefold() for example in EXAMPLES])
HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
APOSTROPHES = ["'", "\u2018", "\u2019", "\u02bc", "\u00b4", "`", "\u2032", "\u201b", "\uff07", " ", ""]


def ids(text: str) -> tuple[str, ...]:
    return tuple(kind.id for kind in kinds_heard(WORDS, text))


def alarms(text: str) -> bool:
    """Whether a question is asked afresh; words of despair alone bring a caution."""
    return any(not kind.only_caution for kind in kinds_heard(WORDS, text))


# --- the rule set -------------------------------------------------------------------------------


def test_the_shipped_words_hold_to_their_examples() -> None:
    assert [str(problem) for problem in hearing.find(RULES)] == []


def test_a_rule_set_without_such_words_hears_nothing() -> None:
    assert load_rules(GOOD).words_of_danger == HEARS_NOTHING
    assert kinds_heard(HEARS_NOTHING, "I want to kill myself") == ()


def test_the_most_urgent_kind_comes_first() -> None:
    assert ids("I want to die and I took all the pills") == ("emergency", "suicide")
    assert ids("my husband hits me and I want to die") == ("home", "suicide")
    assert ids("it's hopeless") == ("despair",)


@pytest.mark.parametrize("text", ["I'm done", "im so done.", "I AM DONE"])
def test_being_done_may_be_despair(text: str) -> None:
    assert ids(text) == ("despair",)


@pytest.mark.parametrize(
    ("text", "kind", "question"),
    [
        ("I shake if I don't drink", "substances", "substance_use"),
        ("I don't need sleep anymore, my mind is racing", "highs", "high_energy_spells"),
        ("I haven't eaten or drunk in four days", "eating", "daily_care"),
        ("I purge after every meal", "eating", "eating"),
        ("I stopped my lithium", "voices", "unusual_experiences"),
        ("I am so done with all of this", "suicide", "suicidal_thoughts"),
        ("I'm not safe", "home", "safe_at_home"),
        ("I'm not safe", "emergency", "danger_now"),
    ],
)
def test_words_are_heard_as_the_kind_that_asks_what_fits(text: str, kind: str, question: str) -> None:
    heard = {one.id: one.asks for one in kinds_heard(WORDS, text)}
    assert question in heard[kind]


def test_an_idiom_is_taken_out_and_what_is_left_is_heard() -> None:
    assert ids("this commute is killing me") == ()
    assert ids("this commute is killing me and I want to kill myself") == ("suicide",)


PLAIN = (
    *("I want to kill myself", "I want to die", "I'm suicidal", "I don't want to be here anymore"),
    *("my husband hits me", "I might hurt my baby", "the voices tell me to do it", "I want to hurt someone"),
    *("I took all the pills", "quiero morirme", "I cut myself", "I want to end it all"),
)


@pytest.mark.exhaustive
@pytest.mark.parametrize("plain", a_few_of(PLAIN, 2))
def test_no_harmless_words_beside_them_hide_plain_words_of_danger(plain: str) -> None:
    harmless = [phrase["text"] for phrase in (*PHRASES, *OTHERS, *STRANGERS) if phrase["label"] == "harmless"]
    beside = [text for other in harmless for text in (f"{plain}, and {other}", f"{other} {plain}")]
    assert [text for text in beside if not set(ids(plain)) <= set(ids(text))] == []


def test_a_death_in_the_family_is_no_danger_and_wishing_to_follow_is() -> None:
    assert ids("my dad died in March") == ()
    assert ids("I want to be with him") == ("suicide",)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "k i l l   m y s e l f",
            "s.u.i.c.i.d.e",
            "k1ll my$elf",
            "killmyself",
            "k\u0456ll myself",
            "su*cide",
        ),
        *(
            "S\u0130CK of living, SU\u0130C\u0130DE",
            "suic\u0131de",
            "diiiie",
            "over dosed",
            "sui cide",
            "sucidal",
        ),
        *("\U0001d4f4\U0001d4f2\U0001d4f5\U0001d4f5 myself", "\ud835\udcf4ill myself", "kill\u200bmyself"),
        *("I want to... die", "I want to. Die", "I don t want to live", "want 2 die", "kms", "#suicidal"),
    ],
)
def test_words_are_heard_however_they_are_typed(text: str) -> None:
    assert "suicide" in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        *("je veux mourir", "je ne veux plus vivre", "ich will sterben", "Ich habe Suizidgedanken"),
        *("quero morrer", "não quero mais viver", "voglio morire", "voglio farla finita"),
    ],
)
def test_plain_words_of_other_languages_are_heard(text: str) -> None:
    assert "suicide" in ids(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ded", "dead"), ("thots", "thoughts"), ("rists", "wrists"), ("nife", "knife"), ("deth", "death")],
)
def test_a_word_is_known_as_it_sounds(typed: str, meant: str) -> None:
    assert PlainWords(WORDS, ()).of(typed) == [meant]


@pytest.mark.parametrize("word", ["did", "deed", "scored", "odd", "poor", "cute", "deal", "leaf", "heard"])
def test_no_other_word_is_taken_for_one_that_sounds_alike(word: str) -> None:
    assert PlainWords(WORDS, (*WORDS.sounds, "od")).of(word) == [word]


def test_a_clinicians_shorthand_is_heard_in_capitals_alone() -> None:
    assert ids("client reports SI") == ("suicide",)
    assert ids("pt denies SI/HI") == ("others", "suicide")
    assert ids("hi, si por favor") == ids("HI THERE") == ids("SI") == ()


# --- laws ---------------------------------------------------------------------------------------


@given(TYPED)
def test_capitals_do_not_matter(text: str) -> None:
    assert ids(text.upper()) == ids(text)


@given(TYPED, st.data())
def test_accents_and_hidden_characters_do_not_matter(text: str, data: st.DataObject) -> None:
    marks = data.draw(st.lists(st.sampled_from(["", "", "\u0301", "\u0323", *HIDDEN]), min_size=len(text)))
    typed = "".join(letter + mark for letter, mark in zip(text, marks, strict=False))
    assert ids(typed) == ids(text)


@given(TYPED, st.sampled_from(APOSTROPHES))
def test_apostrophes_do_not_matter(text: str, apostrophe: str) -> None:
    assert ids(text.replace("'", apostrophe)) == ids(text)


@given(TYPED, st.data())
def test_blanks_and_lines_do_not_matter(text: str, data: st.DataObject) -> None:
    blanks = st.text(st.sampled_from(" \t\n\r\u00a0\u2003\u3000"), min_size=1, max_size=4)
    assert ids("".join(data.draw(blanks) if letter == " " else letter for letter in text)) == ids(text)


@given(TYPED, TYPED)
def test_a_text_of_several_lines_is_heard_whole(one: str, other: str) -> None:
    text = f"I worry about money and rent here.\n\n{one} .\n\nI work nights at a shop.\n\n{other}"
    assert set(ids(one)) <= set(ids(text))


@given(st.text())
def test_any_text_can_be_heard(text: str) -> None:
    assert set(ids(text)) <= {kind.id for kind in WORDS.kinds}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "want to ",
            "a",
            "ab",
            "1a",
            "a!",
            "k ",
            "! ",
            "he hits me and ",
            "\u0130",
            "\u0301",
            "no not i ",
            "i.d",
        )
    ],
)
def test_a_long_text_takes_no_long_time(text: str) -> None:
    kinds_heard(WORDS, "ready")
    start = time.process_time()
    kinds_heard(WORDS, (text * 16_000)[:16_000])
    assert time.process_time() - start < 0.5  # a tenth of a second, on a machine that does nothing else


def test_a_phrase_takes_a_millisecond_and_getting_ready_a_tenth_of_a_second() -> None:
    start = time.process_time()
    ears = Hearing(WORDS)
    ready = time.process_time()
    for phrase in PHRASES:
        ears.patterns(phrase["text"])
    assert ready - start < 0.3
    assert (time.process_time() - ready) / len(PHRASES) < 0.002


# --- the patterns -------------------------------------------------------------------------------


def hears(pattern: str, text: str) -> bool:
    kind = Kind("wet", "Rain", ("danger_now",), ("emergency",), (pattern,), ())
    return bool(Hearing(WordsOfDanger((kind,))).patterns(text))


def test_two_words_are_heard_in_either_order_with_up_to_six_words_between() -> None:
    assert hears("rain+ & roof", "rain on the roof")
    assert hears("rain+ & roof", "the roof one two three four five six rains")
    assert not hears("rain+ & roof", "the roof one two three four five six seven rains")
    assert not hears("rain+ & roof", "the roof leaks. It rains")
    assert not hears("rain+ & roof", "it rains")


def test_the_end_is_where_a_sentence_or_the_text_ends() -> None:
    assert hears("rain END", "look, rain")
    assert hears("rain END", "it will rain. And then it won't")
    assert hears("rain END", "I like rain!\nYou?")
    assert not hears("rain END", "rain boots")


# --- the check ----------------------------------------------------------------------------------


def problems(
    *patterns: str, heard: tuple[str, ...] = (), not_heard: tuple[str, ...] = (), **more: Any
) -> list[str]:
    kind = Kind("wet", "Rain", ("danger_now",), ("emergency",), patterns, heard, not_heard)
    words = WordsOfDanger((kind,), WORDS.note, **more)
    return [problem.code for problem in hearing.find(RULES._replace(read_words_of_danger=lambda: words))]


def test_the_check_finds_what_an_example_gives_away() -> None:
    assert problems("it rains", heard=("it rains",)) == []
    assert problems("it rains", heard=("it rains", "it pours")) == ["not-heard"]
    assert problems("rain+", heard=("it rains",), not_heard=("a rained out game",)) == ["heard-in-vain"]
    assert problems("it rains", "it pours", heard=("it rains",)) == ["unneeded-pattern"]
    assert problems("the it", heard=(), fillers=("the", "it")) == ["empty-pattern", "unneeded-pattern"]
    assert problems("RAIN", heard=(), sets=(Named("RAINS", ("it",)),)) == ["unknown-set", "unneeded-pattern"]
    assert problems("rain+", heard=("it rains",), idioms=("it rains",)) == [
        *("hiding-idiom", "not-heard", "unneeded-pattern")
    ]


def test_the_check_knows_the_questions_and_contacts() -> None:
    kind = Kind("wet", "Rain", ("umbrella",), ("weather",), ("rain",), ("rain",))
    words = WordsOfDanger((kind,))
    found = references.find_in_library(RULES._replace(read_words_of_danger=lambda: words))
    assert [problem.code for problem in found] == ["unknown-question", "unknown-contact"]


def test_the_check_says_that_nobody_listens_to_own_words() -> None:
    deaf = [*hearing.find(RULES._replace(read_words_of_danger=lambda: HEARS_NOTHING))]
    assert [(problem.code, problem.about) for problem in deaf] == [("hears-nothing", "own_concern")]
    assert {problem.severity for problem in deaf} == {Severity.ERROR}


def test_the_check_says_that_nothing_is_said_where_danger_is_heard() -> None:
    mute = [*hearing.find(RULES._replace(read_words_of_danger=lambda: WORDS._replace(note=None)))]
    assert [(problem.code, problem.severity) for problem in mute] == [("says-nothing", Severity.ERROR)]


# --- figures ------------------------------------------------------------------------------------


def figures(phrases: list[Phrase]) -> dict[tuple[str, str], tuple[int, int]]:
    """By label and group of phrases: how many are heard, of how many."""
    heard: Counter[tuple[str, str]] = Counter()
    number: Counter[tuple[str, str]] = Counter()
    for phrase in phrases:
        spanish = "in Spanish" if phrase["lang"] == "es" else "in English"
        for group in ("all", spanish, phrase["category"]):
            number[phrase["label"], group] += 1
            heard[phrase["label"], group] += alarms(phrase["text"])
    return {key: (heard[key], number[key]) for key in sorted(number)}


def table(phrases: list[Phrase]) -> str:
    lines = ["| label | phrases | heard | of | % |", "|---|---|---|---|---|"]
    for (label, group), (heard, number) in figures(phrases).items():
        lines.append(
            f"| {label} | {group.replace('_', ' ')} | {heard} | {number} | {100 * heard / number:.1f} |"
        )
    return "\n".join(lines)


@pytest.mark.parametrize(
    "phrases",
    [PHRASES, MORE, OTHERS, STRANGERS, NEWER, NEWEST],
    ids=["phrases", "more", "others", "strangers", "newer", "newest"],
)
def test_what_is_heard_and_what_is_not(phrases: list[Phrase]) -> None:
    print(table(phrases))
    shares = {key: heard / number for key, (heard, number) in figures(phrases).items()}
    assert shares["danger", "all"] >= 0.97
    assert shares.get(("danger", "in Spanish"), 1) >= 0.95
    assert {key: share for key, share in shares.items() if key[0] == "danger" and share < 0.92} == {}
    assert shares["harmless", "all"] <= 0.05


def test_the_figures_in_the_docs_are_those_measured() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert table(PHRASES) in text, f"put this table into {DOCS.name}:\n{table(PHRASES)}"
