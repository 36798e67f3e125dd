"""`decision-aid options`: what there is to choose from."""
