"""`decision-aid claims`: what the documents claim, and what research says of it."""
