"""What is wrong with a lesson, and where: every fault of a file at once, not only the first."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

LONGEST = 300  # letters of a sentence


class Place(Frozen, order=True):
    """Line and column in a file, both counted from 1."""

    line: int = 1
    column: int = 1


START = Place()


class Fault(Frozen, order=True):
    """One thing that is wrong. A warning leaves the lesson playable and the linter's exit code at 0."""

    path: str
    place: Place
    problem: str
    warning: bool = False

    def __str__(self) -> str:
        word = "warning" if self.warning else "error"
        return f"{self.path}:{self.place.line}:{self.place.column}: {word}: {self.problem}"


class LessonError(TutorError):
    """A lesson that cannot be played; `faults` holds all that is wrong, in the file's order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__(str(self.faults[0]))


class Faults:
    """The faults of one file, gathered while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Fault] = []

    def add(self, place: Place, problem: str) -> None:
        """Note an error."""
        self.found.append(Fault(self.path, place, one_line(problem)))

    def warn(self, place: Place, problem: str) -> None:
        """Note something that is only a pity."""
        self.found.append(Fault(self.path, place, one_line(problem), warning=True))

    @property
    def errors(self) -> list[Fault]:
        """What keeps the lesson from being played."""
        return [fault for fault in self.found if not fault.warning]


def one_line(text: str) -> str:
    """A sentence that quotes the file, without the file's line breaks and control characters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; nothing where none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean “theta[2][1,1]”?`, or nothing where no known word is near."""
    near = nearest(word, known)
    return f"; did you mean “{near}”?" if near else ""
