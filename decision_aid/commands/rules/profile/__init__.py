"""`decision-aid rules profile`: what rules come to for people drawn from a population."""
