"""`decision-aid cases`: worked cases, to read, to run and to learn from."""
