"""What an answer box has understood while somebody types: a number, or where it stopped making sense."""

from __future__ import annotations

from bptutor.exercise.expressions import parse
from bptutor.exercise.marking_orders import read_path
from bptutor.exercise.model import Exercise, ExpressionPart, Part
from bptutor.exercise.names import Names, UnknownNameError
from bptutor.exercise.nodes import FUNCTIONS, AnswerSyntaxError, Lookup
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.trace.keys import Key


class Understood(Frozen):
    """`text` is what to show beneath the box. `position` is set where the answer cannot be read as it stands;
    `unfinished` says that it may only be the end that is missing."""

    text: str = ""
    position: int | None = None
    unfinished: bool = False

    @property
    def good(self) -> bool:
        """Whether there is something that can be judged."""
        return self.position is None and bool(self.text)


NOTHING = Understood()


def understood(
    text: str, names: Names | None = None, look_up: Lookup | None = None, comma: bool = False
) -> Understood:
    """How an answer is read. Never raises."""
    if not text.strip():
        return NOTHING
    try:
        value = parse(text, names, comma).value(look_up)
    except AnswerSyntaxError as error:
        unfinished = _is_begun(text.rstrip()[error.position :], names is not None)
        return Understood(error.sentence, error.position, unfinished)
    return Understood(f"= {short(value)}")


def _is_begun(rest: str, named: bool) -> bool:
    """Whether what cannot be read may be a power of ten, a function or a name that is half typed: the 1e of
    1e-3, the sqr of sqrt(2), the yh of yhat."""
    if named and rest.isalpha():
        return True
    return any(word.startswith(rest) for word in ("e-", "e+", "E-", "E+", *FUNCTIONS))


class AnswerReader:
    """Reads what is typed for one part of an exercise; `reader(text)` is what it has understood."""

    def __init__(self, exercise: Exercise, part: Part, comma: bool = False) -> None:
        self._comma = comma
        self._names: Names | None = None
        self._look_up: Lookup | None = None
        if isinstance(part, ExpressionPart):
            self._names = Names(exercise.document.network, exercise.hidden)
            self._look_up = exercise.task.truth

    def __call__(self, text: str) -> Understood:
        return understood(text, self._names, self._look_up, self._comma)


class PathReader:
    """Reads the values that a path is typed with, in order: None where one of them is no value here."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise

    def __call__(self, text: str) -> tuple[Key, ...] | None:
        if not text.strip():
            return ()
        try:
            return read_path(self._exercise, text)
        except UnknownNameError:
            return None


class NumberReader:
    """Reads numbers and their sums, products and powers, without names."""

    def __init__(self, comma: bool = False) -> None:
        self._comma = comma

    def __call__(self, text: str) -> Understood:
        return understood(text, comma=self._comma)
