"""Which Pythons run the project. Must itself run on any Python, so that an old one gets a sentence."""

import sys

OLDEST = (3, 11)
NEWEST = (3, 13)


def complaint(version):
    """One sentence if this Python (major, minor, ...) does not run the project, otherwise None."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    return "Backprop Tutor needs Python %d.%d to %d.%d; this is Python %d.%d (start it with python3.%d)." % (
        OLDEST + NEWEST + tuple(version[:2]) + NEWEST[1:]
    )


def require_supported_python():
    """Ends the program with a sentence if this Python is too old or too new."""
    sentence = complaint(sys.version_info)
    if sentence:
        sys.exit(sentence)
