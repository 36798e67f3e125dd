"""`decision-aid rules`: for those who write rules."""
