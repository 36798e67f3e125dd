"""What evaluation and safety need of a rule set.

Belongs here: the types that a rule set is made of. Names are the field's own: `Item`, `link_id`
and `enable_when` are FHIR Questionnaire's (hl7.org/fhir/R4/questionnaire.html); `Decision`,
`Candidate` and `Argument` are PROforma's (Fox and Das, Safe and Sound, 2000).
Does not: reading them from files (`loading`) and drawing conclusions (`engine`).
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from decision_aid.model.answers import CLINICIAN, TEACHING, WORDS_OF_DANGER
from decision_aid.model.availability import Offer
from decision_aid.model.conditions import AllOf, Condition, questions_in
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import CandidateId, ClaimId, ContactId, NotAKey, QuestionId, SourceId, record
from decision_aid.model.review_dates import MONTHS_TO_LAPSE, Freshness
from decision_aid.model.reviews import Review, Signature

if TYPE_CHECKING:
    from decision_aid.model.library import Library
    from decision_aid.model.words_of_danger import WordsOfDanger


@record
class Text(NamedTuple):
    """Words in up to three variants: the plain ones speak to the person."""

    plain: str
    clinician: str | None = None
    teaching: str | None = None

    def to(self, setting: str) -> str:
        """The words for `setting`; the plain ones where it has none of its own."""
        own = {CLINICIAN: self.clinician, TEACHING: self.teaching}.get(setting)
        return own or self.plain


class ItemType(StrEnum):
    """What kind of answer a question takes."""

    CHOICE = "choice"
    MULTIPLE = "multiple"
    INTEGER = "integer"
    TEXT = "text"
    """The person's own words. A condition can read whether there are any, and nothing else."""


class Purpose(StrEnum):
    """What a question is for. A wish can be reconsidered, and so can what matters; a history cannot."""

    SETTING = "setting"
    SAFETY = "safety"
    HEALTH = "health"
    COURSE = "course"
    HISTORY = "history"
    CONTEXT = "context"
    WISH = "wish"
    VALUES = "values"


@record
class AnswerOption(NamedTuple):
    """One answer. An `exclusive` one goes with no other. A `neutral` one is a plain no that no rule reads."""

    code: str
    label: str
    exclusive: bool = False
    neutral: bool = False


@record
class EarlierCode(NamedTuple):
    """A code that a question took in earlier versions: `question` now takes the code `answer` for it."""

    code: str
    question: QuestionId
    answer: str


@record
class Band(NamedTuple):
    """What numbers from `lowest` on are called, up to the next band."""

    lowest: int
    label: str


@record
class Item(NamedTuple):
    """A question. An `extra` one is never required, even where a gate reads it.

    After the last of the `core` questions, a person may see the result or go on to sharpen it.
    `enable_when` says where it applies: elsewhere an answer to it is refused. `ask_when` says where it is
    put to people: elsewhere an answer is taken, and counts, but without one the question is closed.
    `loinc` is the code by which other systems know the question (loinc.org).
    """

    link_id: str
    label: str
    text: Text
    type: ItemType
    why: str
    section: NotAKey[str]
    purpose: NotAKey[Purpose]
    answer_options: NotAKey[tuple[AnswerOption, ...]] = ()
    enable_when: Condition | None = None
    ask_when: Condition | None = None
    earlier_codes: tuple[EarlierCode, ...] = ()
    help: str | None = None
    clinician_help: str | None = None
    extra: bool = False
    core: bool = False
    max_choices: int | None = None
    minimum: NotAKey[int] = 0
    maximum: NotAKey[int] = 0
    bands: tuple[Band, ...] = ()
    loinc: str | None = None
    location: Location = NOWHERE

    @property
    def hint(self) -> Text:
        """What stands below the question; nothing where there is no `help`."""
        return Text(self.help or "", self.clinician_help)

    def band(self, number: int) -> str | None:
        """What a number is called: the label of its band. None where it has none."""
        below = [band for band in self.bands if band.lowest <= number]
        return max(below, key=lambda band: band.lowest).label if below else None

    def option(self, code: str) -> AnswerOption | None:
        """The answer option with this code, or None."""
        return next((option for option in self.answer_options if option.code == code), None)

    @property
    def id(self) -> str:
        return self.link_id

    @property
    def derived(self) -> bool:
        """Whether it is never asked: its answer is worked out from the others."""
        return self.link_id == WORDS_OF_DANGER

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.answer_options)

    @property
    def asking(self) -> Condition | None:
        """When it is put to people: it applies, and it is meant for them. None is always."""
        conditions = tuple(one for one in (self.enable_when, self.ask_when) if one)
        return AllOf(conditions) if len(conditions) > 1 else next(iter(conditions), None)

    def now_called(self, code: str) -> EarlierCode | None:
        """What became of a code that it took in earlier versions; None where it never took it."""
        return next((earlier for earlier in self.earlier_codes if earlier.code == code), None)


@record
class Impossible(NamedTuple):
    """Answers that cannot be true together."""

    when: Condition
    message: str
    location: Location = NOWHERE


class Action(StrEnum):
    """`stop`: no candidate is named. `refer`: a referral comes before the suggestion. `caution`: a note."""

    STOP = "stop"
    REFER = "refer"
    CAUTION = "caution"

    @property
    def noun(self) -> str:
        return "referral" if self is Action.REFER else self.value


class Urgency(StrEnum):
    """How soon somebody should act."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"
    ROUTINE = "routine"


@record
class Gate(NamedTuple):
    """A safety rule. It is a type of its own, so that no weight can outvote it.

    Without `when` it holds from the start, until its release is certain.
    `leave_unseen`: the person may be watched, so leaving its card clears the screen at once.
    """

    id: str
    caption: str
    action: Action
    urgency: Urgency
    message: Text
    help: tuple[ContactId, ...]
    when: Condition = AllOf(())
    unless: Condition | None = None
    sources: tuple[SourceId, ...] = ()
    leave_unseen: bool = False
    location: Location = NOWHERE

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The trigger, and the release if there is one."""
        return (self.when, self.unless) if self.unless else (self.when,)

    @property
    def has_trigger(self) -> bool:
        """Whether an answer sets it off; without one it holds until it is released."""
        return bool(questions_in(self.when))


@record
class Disagreement(NamedTuple):
    """Two answers that do not agree, and how a clinician is told of it. `{link_id}` stands for an answer."""

    when: Condition
    message: str
    location: Location = NOWHERE


class Direction(StrEnum):
    """Whether an argument speaks for its candidate or against it."""

    FOR = "for"
    AGAINST = "against"


class Strength(StrEnum):
    """How much an argument weighs: strong is 2, weak is 1."""

    STRONG = "strong"
    WEAK = "weak"

    @property
    def weight(self) -> int:
        return 2 if self is Strength.STRONG else 1


class Basis(StrEnum):
    """What a rule rests on. Only a guideline or a trial may say that research shows it.

    `local` is what a clinic knows of itself: who is trained, how long the wait is.
    """

    GUIDELINE = "guideline"
    TRIAL = "trial"
    PREFERENCE = "preference"
    PRACTICE = "practice"
    LOCAL = "local"


RESEARCH: Final = (Basis.GUIDELINE, Basis.TRIAL)
"""What a study is behind, one way or the other."""

UNSTUDIED: Final = (Basis.PRACTICE, Basis.LOCAL)
"""What no study and no wish is behind: it weighs weak at most, and the lens `research` leaves it out."""


class OnlyIn(StrEnum):
    """The one lens in which an argument counts, where it does not count in all of them."""

    DOCUMENTS = "documents"


@record
class Argument(NamedTuple):
    """One reason for or against a candidate. `claims` are the ids of what the documents say about it.

    `sources` are those of the rule that it rests on, where not all of them back it; else it rests on all.
    One that counts only in the `lens` of the documents speaks at their word: it has no `strength` and no
    `because` of its own. Every other has both.
    """

    candidate: NotAKey[CandidateId]
    direction: NotAKey[Direction]
    strength: Strength | None = None
    because: str = ""
    claims: tuple[ClaimId, ...] = ()
    sources: tuple[SourceId, ...] = ()
    lens: OnlyIn | None = None
    location: Location = NOWHERE

    @property
    def name(self) -> str:
        """What tells it from the others of its rule."""
        return f"{self.direction} {self.candidate}{f' in {self.lens}' if self.lens else ''}"


@record
class Rule(NamedTuple):
    """When `when` holds, its arguments count. A rule without arguments is a note, and has a `because`.

    `looked_for` is the day (ISO 8601) on which evidence on its question was last looked for. `newest` is the
    newest review that was found. `newest_left_out` says why `sources` lack it, or that there is none.
    """

    id: str
    theme: NotAKey[str]
    caption: str
    when: Condition
    basis: Basis
    because: str = ""
    arguments: NotAKey[tuple[Argument, ...]] = ()
    sources: tuple[SourceId, ...] = ()
    note: str | None = None
    looked_for: str = ""
    newest: SourceId | None = None
    newest_left_out: str | None = None
    location: Location = NOWHERE

    @property
    def name(self) -> str:
        """What pages call it. What is local says so wherever it is named."""
        return f"{self.caption} (local)" if self.basis is Basis.LOCAL else self.caption

    @property
    def only_in_documents(self) -> bool:
        """Whether all that it argues counts in the lens of the documents alone."""
        return bool(self.arguments) and all(argument.lens for argument in self.arguments)


@record
class Candidate(NamedTuple):
    """One of the options of a decision. `question` is one to take to a professional about it."""

    id: str
    caption: str
    short: str
    about: str
    question: str
    location: Location = NOWHERE


@record
class Decision(NamedTuple):
    """A choice between candidates. With `when_favored`, it arises only if that candidate is favored."""

    id: str
    caption: str
    candidates: tuple[Candidate, ...]
    when_favored: CandidateId | None = None
    location: Location = NOWHERE


@record
class Country(NamedTuple):
    """Where somebody is. Safety texts take its numbers from here: `{crisis_line}` and `{emergency}`.

    Both are what to do, such as *call 911*. `also` are other codes for the same country.
    """

    code: str
    name: str
    crisis_line: str
    emergency: str
    also: tuple[str, ...] = ()
    location: Location = NOWHERE


US: Final = "US"
"""The country whose numbers are printed where nobody named another one."""

ANYWHERE: Final = "any"
"""The country of contacts that help wherever somebody is."""


@record
class Expect(NamedTuple):
    """What happens when somebody calls. `checked_on` is the day (ISO 8601) on which the source said so."""

    text: str
    source: str
    checked_on: str
    location: Location = NOWHERE


@record
class Contact(NamedTuple):
    """Where to get help. One that is `always` shown is on every output for its country.

    `checked_on` and `review_by` are days (ISO 8601): when it was checked, and when it must be checked again.
    """

    id: str
    name: str
    contact: str
    country: str
    kind: str
    source: str
    checked_on: str
    always: bool = False
    expect: Expect | None = None
    review_by: str = ""
    freshness: NotAKey[Freshness] = Freshness.FRESH
    location: Location = NOWHERE

    @property
    def words(self) -> str:
        """How to reach it, and when that was last checked if it is due again."""
        if self.freshness is Freshness.FRESH:
            return self.contact
        return f"{self.contact} (Last checked on {self.checked_on}.)"


@record
class Finder(NamedTuple):
    """A place to look for care, in one country or anywhere. `checked_on` is a day (ISO 8601)."""

    id: str
    text: str
    country: str
    source: str = ""
    checked_on: str = ""
    location: Location = NOWHERE


@record
class Told(NamedTuple):
    """A sentence of a message, in which `{answer}` stands for an answer. Without one it is left out."""

    question: QuestionId
    says: str
    location: Location = NOWHERE


@record
class Message(NamedTuple):
    """A few lines to send or read out to somebody who may help. `{candidates}` stands for what is favored."""

    opening: str
    tells: tuple[Told, ...]
    closing: str
    location: Location = NOWHERE


@record
class Source(NamedTuple):
    """A document, guideline, trial or review. `seen` says how much of it was read.

    `review_by` is the day (ISO 8601) by which what is said about it must be looked at again.
    """

    id: str
    kind: str
    short: str
    about: str
    year: int
    link: str
    seen: str
    review_by: str = ""
    freshness: NotAKey[Freshness] = Freshness.FRESH
    location: Location = NOWHERE


@record
class Topic(NamedTuple):
    """What pages call things on the topic of a rule set. What is left out reads right on any topic.

    `candidate` is what one candidate of the main decision is, and `aid` what the whole is called in a chart.
    Questions are for the `provider`; those of the other decisions are for `other_providers` where there are
    any. `says` is who says what rests on the documents alone, and `reports` the same where it is told apart
    from research. `documents` are what the lens of that name takes at their word, `pages` a shorter word for
    them (both in the plural), and `places` where claims stand. `plain_names` have no plainer word: each
    counts as one syllable.
    """

    opening: str = "We ask some questions, then show what might fit, and why."
    aid: str = "Decision aid"
    candidate: str = "approach"
    provider: str = "a professional"
    other_providers: str = ""
    says: str = "the documents say"
    reports: str = ""
    documents: str = "the documents"
    pages: str = ""
    places: str = "In the documents"
    claim_numbers: str = ""
    plain_names: tuple[str, ...] = ()
    location: Location = NOWHERE

    @property
    def reported(self) -> str:
        """Who says what rests on the documents alone, where it is told apart from research."""
        return self.reports or self.says

    @property
    def pages_in_short(self) -> str:
        """The documents, in a word or two."""
        return self.pages or self.documents


class Origin(StrEnum):
    """Whose rules they are: shipped with the program, or of one's own. A draft is not proved safe."""

    SHIPPED = "shipped"
    OWN = "own"
    DRAFT = "draft"


def no_library() -> "Library":
    """The empty library of rules that were not read from a folder."""
    from decision_aid.model.library import Library  # most commands do without

    return Library()


def no_words() -> "WordsOfDanger":
    """Nothing to listen for, in rules that were not read from a folder."""
    from decision_aid.model.words_of_danger import HEARS_NOTHING  # needed only where there is text to hear

    return HEARS_NOTHING


def fingerprint(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and the content of files, in hexadecimal."""
    from hashlib import sha256  # 2 ms, for those alone who ask

    digest = sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


@record
class RulesParts(NamedTuple):
    """The fields of `Rules`. A named tuple cannot keep what is worked out from them; a subclass can."""

    id: str
    version: str
    title: str
    reviewed: str
    next_review: str
    authors: tuple[str, ...]
    interests: str
    clinician_review: str
    documents_note: str
    unanswered_note: str
    evidence_note: str
    disclaimer: Text
    questions_to_ask: tuple[str, ...]
    tie_margin: int
    decisions: tuple[Decision, ...]
    items: NotAKey[tuple[Item, ...]]
    impossible: NotAKey[tuple[Impossible, ...]]
    gates: NotAKey[tuple[Gate, ...]]
    contacts: NotAKey[tuple[Contact, ...]]
    themes: NotAKey[Mapping[str, str]]
    rules: NotAKey[tuple[Rule, ...]]
    sources: NotAKey[tuple[Source, ...]]
    files: NotAKey[Mapping[str, bytes]]
    location: Location = NOWHERE
    countries: NotAKey[tuple[Country, ...]] = ()
    disagreements: NotAKey[tuple[Disagreement, ...]] = ()
    finders: NotAKey[tuple[Finder, ...]] = ()
    message: Message | None = None
    documents_lens_note: str = ""
    topic: Topic = Topic()
    specialist_from: int = 3
    lapses_after_months: int = MONTHS_TO_LAPSE
    signatures: NotAKey[tuple[Signature, ...]] = ()
    reviews: NotAKey[tuple[Review, ...]] = ()
    read_library: NotAKey[Callable[[], "Library"]] = no_library
    read_words_of_danger: NotAKey[Callable[[], "WordsOfDanger"]] = no_words
    origin: NotAKey[Origin] = Origin.SHIPPED
    day: NotAKey[str] = ""
    as_of: NotAKey[str] = ""
    freshness: NotAKey[Freshness] = Freshness.FRESH
    country: NotAKey[str] = US
    country_beside: NotAKey[str] = ""
    offers: NotAKey[tuple[Offer, ...]] = ()


class Rules(RulesParts):
    """What evaluation and safety need of a rule set.

    `words_of_danger` and `library`, which is the rest, are read when they are first asked for.

    `clinician_review` says who reviewed it while nobody has signed; `reviews` are the signatures that count.
    `reviewed` and `next_review` are ISO 8601 dates; `files` is what it was read from. Records are dated with
    the `day` on which it is used. Pages tell its `origin`, the day that was asked for (`as_of`), and its
    `freshness` on that day. They print the numbers of `country`, below those of `country_beside`. From
    `specialist_from` referrals on, a specialist or a team comes first. `offers` are those of the clinic.
    """

    def __repr__(self) -> str:
        return f"Rules({self.id!r}, version={self.version!r})"

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the names and the content of all files, in hexadecimal."""
        return fingerprint(self.files)

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """The questions by link_id, in the order of asking."""
        return {item.link_id: item for item in self.items}

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """The ids of the questions that are answered in people's own words."""
        return tuple(item.link_id for item in self.items if item.type is ItemType.TEXT)

    @cached_property
    def plain_names(self) -> frozenset[str]:
        """The words of its topic that have no plainer one, in small letters."""
        return frozenset(name.lower() for name in self.topic.plain_names)

    @cached_property
    def contact(self) -> Mapping[str, Contact]:
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def library(self) -> "Library":
        """What is read, taught and tested. Raises `UnusableInput` where its files are wrong."""
        return self.read_library()

    @cached_property
    def words_of_danger(self) -> "WordsOfDanger":
        """What is listened for in own words. Raises `UnusableInput` where the file is wrong."""
        return self.read_words_of_danger()

    def with_library(self, library: "Library") -> "Rules":
        """The same rules with another library."""
        return self._replace(read_library=lambda: library)

    @cached_property
    def rules_outside_documents(self) -> tuple[Rule, ...]:
        """The rules without what counts in the lens of the documents alone."""
        return tuple(
            rule._replace(arguments=tuple(one for one in rule.arguments if not one.lens))
            if any(argument.lens for argument in rule.arguments)
            else rule
            for rule in self.rules
            if not rule.only_in_documents
        )

    @cached_property
    def has_local_rules(self) -> bool:
        """Whether a clinic has added what it knows of itself."""
        return any(rule.basis is Basis.LOCAL for rule in self.rules)

    @cached_property
    def candidate(self) -> Mapping[str, Candidate]:
        return {candidate.id: candidate for decision in self.decisions for candidate in decision.candidates}
