"""`batch`: the result for each row of a table of answers."""
