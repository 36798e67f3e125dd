"""`decision-aid worksheet`: two sides of paper to take along."""
