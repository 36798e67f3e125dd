"""The checks, one to a file. How to add one: `registry`."""
