"""Options as JSON (`decision-aid/options/1`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_aid.commands.options.find import comparable
from decision_aid.model.library import OptionPage
from decision_aid.model.rules import Rules
from decision_aid.wording.help import contacts_on_every_page
from decision_aid.wording.result_record import as_of, contact_records
from decision_aid.wording.review import review

SCHEMA = "decision-aid/options/1"


def options_record(rule_set: Rules, pages: Sequence[OptionPage]) -> Mapping[str, Any]:
    """The overview and these pages, as their files have them.

    `comparable` is about all their numbers; it is null unless there are numbers on two pages or more.
    """
    of_all = rule_set.library.overview.sources if rule_set.library.overview else ()
    cited = dict.fromkeys((*of_all, *(source for page in pages for source in page.sources)))
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "overview": _plain(rule_set.library.overview),
        "options": _plain(tuple(pages)),
        "comparable": comparable(pages) if sum(bool(page.chances) for page in pages) > 1 else None,
        "sources": {id: _plain(rule_set.source[id]) for id in cited},
        "help": contact_records(contacts_on_every_page(rule_set)),
        "disclaimer": f"{rule_set.disclaimer.plain} {review(rule_set)}",
        **as_of(rule_set),
    }


def _plain(value: object) -> Any:
    """Records as mappings, without the places that they were read from."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(part) for key, part in value._asdict().items() if key != "location"}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
