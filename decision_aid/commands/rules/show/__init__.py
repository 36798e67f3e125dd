"""`decision-aid rules show`: one part of a rule set, in plain words."""
