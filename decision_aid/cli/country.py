"""Where somebody is: the one place that looks, so that everything else can be asked about any country."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from decision_aid.model.problems import DecisionAidError, shown
from decision_aid.model.rules import US

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules


def in_country(rule_set: Rules, asked: str | None) -> Rules:
    """The rules with the contacts of the country that was asked for, by its code in any case.

    When none was, they are those of the US, below those of the country of the machine's language, if there
    are any. Raises `DecisionAidError` where there are none for the country that was asked for.
    """
    if asked is None:
        return rule_set._replace(country_beside=_known(rule_set, _of_the_language(), but=US))
    code = _known(rule_set, asked.upper())
    if not code:
        codes = ", ".join(country.code for country in rule_set.countries)
        raise DecisionAidError(
            f"--country '{shown(asked)}': we know help lines for {codes}. "
            "For any other country, see findahelpline.com."
        )
    return rule_set._replace(country=code)


def _known(rule_set: Rules, code: str, but: str = "") -> str:
    """The code of a country as the rule set writes it; empty where it has no such country."""
    known = (one.code for one in rule_set.countries if code in (one.code, *one.also))
    return next((one for one in known if one != but), "")


def _of_the_language() -> str:
    """The country that the machine's language is set to, such as GB for en_GB.UTF-8; empty where none is."""
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next(filter(None, settings), "")
    return language.partition(".")[0].partition("@")[0].partition("_")[2].upper()
