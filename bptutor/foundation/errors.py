"""The one kind of error that is meant for the learner."""

from __future__ import annotations

from pathlib import Path

LONGEST = 200  # letters of a field in a sentence: a key of somebody else's file may have millions


class TutorError(Exception):
    """A sentence for the learner: what is wrong, where, and what to do.

    Anything else that is raised is a bug of ours. `str(error)` is one line.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(one_line(sentence))


class FileError(TutorError):
    """A file that cannot be read or does not say what it should: `FILE: FIELD: what is wrong`.

    `field` is the whole path, which only the sentence cuts. `place` is the line and column, from 1, where
    they are known; the sentence ends with them."""

    def __init__(
        self, path: Path | str, problem: str, field: str = "", place: tuple[int, int] | None = None
    ) -> None:
        self.path = str(path)
        self.field = field
        self.problem = problem
        self.place = place
        said = field if len(field) <= LONGEST else field[:LONGEST] + "…"
        where = "" if place is None else f" (line {place[0]}, column {place[1]})"
        super().__init__(": ".join(part for part in (self.path, said, problem) if part) + where)


class ShapeError(TutorError):
    """Arrays that do not fit the network that they are meant for."""


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which are written as escapes.

    File names and keys of a file are other people's: they must not draw on a terminal."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
