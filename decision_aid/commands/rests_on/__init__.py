"""`decision-aid rests-on`: which answers are enough for the result."""
