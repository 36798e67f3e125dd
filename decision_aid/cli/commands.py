"""The table of commands: by whom they are for, the module of each, and what the main help says of it.

Does not belong here: anything that loads them. Only the command that is called is loaded (`app`).
"""

from __future__ import annotations

from typing import Final

GROUPS: Final = {
    "For you": {
        "interview": ("interview.command", "Answer questions, see what might fit (the default)."),
        "options": ("options.command", "Read about what there is to choose from."),
        "worksheet": ("worksheet.command", "Print two sides of paper to take along."),
        "crisis": ("crisis", "See where to get help now."),
        "about": ("about.command", "Read who it's for, and how it was made."),
    },
    "To see why": {
        "trace": ("trace.command", "Follow how a suggestion came about."),
        "what-if": ("what_if.command", "See what would change the result."),
        "rests-on": ("rests_on.command", "See which few answers decide the result."),
        "compare": ("compare", "Set answers, lenses or rules side by side."),
    },
    "For a class": {
        "cases": ("cases.command", "Work through stories, and predict the result."),
        "claims": ("claims.command", "Check what's claimed against research."),
        "graph": ("graph.command", "See which questions feed which rules."),
    },
    "For clinicians": {
        "evaluate": ("evaluate", "Turn a file of answers into a result."),
        "batch": ("batch.command", "Turn a table of answers into results."),
        "verify": ("verify.command", "Replay a record: does it still come out the same?"),
        "fhir": ("fhir.command", "Exchange questions and answers with other systems."),
    },
    "For rule authors": {
        "rules": ("rules.command", "Check, compare and try rules of your own."),
    },
}
"""The commands by whom they are for: the module of each in `commands`, and what the main help says of it."""

COMMANDS: Final = {name: listed for group in GROUPS.values() for name, listed in group.items()}
"""The same without groups."""
