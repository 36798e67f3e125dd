"""One file or folder for each command, with all that belongs to it. Commands do not import each other."""
