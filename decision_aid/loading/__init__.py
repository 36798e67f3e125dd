"""Text in, model out. The only package that imports yaml; all that is wrong comes back at once."""
