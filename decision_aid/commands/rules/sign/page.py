"""What `decision-aid rules sign` says: what there is to read, and what pages say once it is signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from shlex import quote

from decision_aid.checking.safety_texts import safety_texts, texts_of_contacts
from decision_aid.model.problems import shown
from decision_aid.model.reviews import Part, Review, Signature
from decision_aid.model.rules import Rules
from decision_aid.model.texts import PieceOfText
from decision_aid.wording.answers_file import word
from decision_aid.wording.grammar import capitalized, counted, joined
from decision_aid.wording.review import review


def what_there_is_to_read(rules: Rules, folder: str, parts: Sequence[Part]) -> str:
    """What to read before signing these parts: contacts and safety texts in full, and where the rest is."""
    reviews = {one.part: one for one in rules.reviews}
    chosen = [] if {*parts} == {*Part} else [f"--part {part}" for part in parts]
    sign = " ".join(("decision-aid rules sign", quote(folder), *chosen, "--by NAME --role ROLE"))
    lines = (
        f"To read before signing {rules.id} {rules.version}",
        *(line for part in parts for line in (*_part(part, reviews), *_to_read(rules, folder, part))),
        "",
        f"To sign this: {sign}",
        f"For a part alone, add --part {', '.join(Part)}. If you are a licensed clinician, add --licensed.",
    )
    return "".join(f"{shown(line)}\n" for line in lines)


def _to_read(rules: Rules, folder: str, part: Part) -> Iterator[str]:
    library = rules.library
    match part:
        case Part.CONTACTS:
            yield from _texts(texts_of_contacts(rules))
        case Part.SAFETY_TEXTS:
            yield from _texts(safety_texts(rules))
        case Part.RULES:
            gates = f"{counted(len(rules.gates), 'gate')} and when each holds"
            numbers = f"{counted(len(rules.items), 'question')}, {gates}, {counted(len(rules.rules), 'rule')}"
            yield f"  {numbers}: rules list {quote(folder)}"
        case Part.PAGES_TO_READ:
            pages = f"{counted(len(library.options), 'option page')}, {counted(len(library.claims), 'claim')}"
            lessons = counted(len(library.lessons), "lesson")
            yield f"  {pages}, {lessons}: options, claims and about, with --rules {quote(folder)}"


def _part(part: Part, reviews: dict[Part, Review]) -> Iterator[str]:
    found = reviews.get(part)
    by = "nobody has signed"
    if found:
        who = f"{found.signature.who}, on {found.signature.on}"
        by = f"changed since {who}" if found.changed else f"signed by {who}"
    yield ""
    yield f"{capitalized(part.words)}: {by}"


def _texts(texts: Iterable[PieceOfText]) -> Iterator[str]:
    told = ""
    for piece in texts:
        if piece.part != told:
            told = piece.part
            yield f"  {told}"
        yield f"    {piece.field}: {piece.text}"


def signature_lines(signature: Signature) -> Iterator[str]:
    """An entry of `signatures.yaml`."""
    yield f"  - by: {word(signature.by)}"
    yield f"    role: {word(signature.role)}"
    yield f"    on: {signature.on}"
    if signature.licensed:
        yield "    licensed: true"
    for part in Part:
        if fingerprint := signature.of(part):
            yield f"    {part}: {word(fingerprint)}"


def what_was_signed(rules: Rules, signature: Signature, file: str) -> str:
    """What is said when it is done: what pages say now."""
    parts = joined([part.words for part in Part if signature.of(part)])
    lines = [f"{signature.who}, has signed the {parts}, in {file}.", f"Pages now say: {review(rules)}"]
    if not signature.licensed:
        lines.append("If a licensed clinician signs, add --licensed; pages then no longer say that none has.")
    return "".join(f"{shown(line)}\n" for line in lines)


def already_signed(parts: Sequence[Part]) -> str:
    """What is said where there is nothing to add."""
    return f"The {joined([part.words for part in parts])} are signed so already. Nothing was written.\n"
