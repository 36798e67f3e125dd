"""What the program's exit codes mean."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 is a result, whatever it says; a stop for safety is a good answer."""

    DONE = 0
    FOUND_ERRORS = 1
    UNUSABLE = 2
    OUR_BUG = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    READER_GONE = 141
    TERMINATED = 143
