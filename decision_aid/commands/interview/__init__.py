"""`decision-aid interview`: the questions, and the result."""
