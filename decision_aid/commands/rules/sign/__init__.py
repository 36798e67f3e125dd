"""`decision-aid rules sign`."""
