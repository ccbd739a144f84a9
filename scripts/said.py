"""What the set-up says, all of it on standard error: standard output belongs to the program."""

import sys


class SetupError(Exception):
    """The set-up cannot go on; the text is a sentence that says what to do."""


def tell(line: str) -> None:
    """Prints one line on standard error, at once."""
    print(line, file=sys.stderr, flush=True)
