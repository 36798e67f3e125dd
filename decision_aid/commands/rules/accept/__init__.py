"""`decision-aid rules accept`."""
