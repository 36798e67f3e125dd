"""`decision-aid graph`: which questions feed which gates, rules, themes and candidates."""
