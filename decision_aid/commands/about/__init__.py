"""`decision-aid about`: whom the aid is for, how it was made, and how it rates itself against a standard."""
