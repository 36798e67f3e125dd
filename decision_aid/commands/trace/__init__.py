"""`decision-aid trace`: how a suggestion came about, sums first."""
