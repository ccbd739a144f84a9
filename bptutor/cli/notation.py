"""The option --notation of the commands that write names of values."""

from __future__ import annotations

import argparse

from bptutor.foundation.errors import TutorError
from bptutor.trace.notations import HOW, SOURCE, Notation, notation_named


def add_notation(parser: argparse.ArgumentParser) -> None:
    """Add --notation."""
    parser.add_argument(
        "--notation",
        type=_notation,
        default=SOURCE,
        metavar="N",
        help=f"how to write: {HOW} (default: {SOURCE.name})",
    )


def _notation(name: str) -> Notation:
    try:
        return notation_named(name)
    except TutorError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
