"""`decision-aid rules list`: all gates and rules, in short."""
