"""`decision-aid rules diff`: what a change of rules does, on every answer sheet."""
