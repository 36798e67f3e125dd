"""Text in, model out. The only room that imports yaml. All problems of a file come back at once."""
