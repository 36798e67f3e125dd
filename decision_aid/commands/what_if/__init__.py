"""`decision-aid what-if`: what would have to be different for another outcome."""
