"""`decision-aid rules check`."""
