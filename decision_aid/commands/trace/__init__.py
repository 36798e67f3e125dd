"""`decision-aid trace`: how a suggestion came about, rule by rule."""
