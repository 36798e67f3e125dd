"""What became of a record, as JSON (`decision-aid/verify/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.model.choice import DECIDED
from decision_aid.wording.help import contacts_for
from decision_aid.wording.replay import CameOut, Replay
from decision_aid.wording.result_record import background, contact_records, words_of_danger
from decision_aid.wording.stamps import disclaimer

SCHEMA = "decision-aid/verify/1"


def replay_record(replay: Replay) -> Mapping[str, Any]:
    """The replay in JSON's own types. While safety comes first, then or now, it names no approach."""
    known = {judged.gate.id for judged in replay.suggestion.evaluation.gates}
    then, now = ([id for id in ids if id in known or replay.both_safe] for ids in replay.gates)
    return {
        "schema": SCHEMA,
        "same": replay.same,
        "program": {"then": replay.then.program, "now": replay.now.program},
        "rules": {"then": replay.then.hash, "now": replay.now.hash},
        "status": {"then": str(replay.then.status), "now": str(replay.now.status)},
        "gates": {"only_then": then, "only_now": now},
        "decisions": {
            id: {"then": _outcome(replay.then, id), "now": _outcome(replay.now, id)}
            for id in replay.decisions
        },
        **_decided(replay),
        "rules_that_differ": list(dict.fromkeys(rule for rule, _, _ in replay.arguments)),
        **background(replay.suggestion),
        "words_of_danger": words_of_danger(replay.suggestion),
        "help": contact_records(contacts_for(replay.suggestion)),
        "disclaimer": disclaimer(replay.suggestion),
    }


def _decided(replay: Replay) -> Mapping[str, Any]:
    """What was decided, and how that went with what came out, then and now; empty where nothing was."""
    then, now = replay.then.decided, replay.now.decided
    if not (then and now and replay.both_safe):
        return {}
    return {DECIDED: {"candidates": list(then[0].candidates), "then": str(then[1]), "now": str(now[1])}}


def _outcome(came_out: CameOut, decision: str) -> Mapping[str, Any]:
    if decision not in came_out.decisions:
        return {}
    outcome, favored, close_behind = came_out.decisions[decision]
    return {"outcome": outcome, "favored": list(favored), "close_behind": list(close_behind)}
