"""`decision-aid rules rename`: another name for one thing, in all files of a rule set."""
