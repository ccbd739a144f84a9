"""What a person, a lesson or a file can make happen, as data. `reduce` says what each does."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.foundation.values import Value
from bptutor.study.edit_actions import EditAction
from bptutor.study.lesson_actions import LessonAction
from bptutor.study.pair_actions import PairAction
from bptutor.study.practise_actions import PractiseAction, PredictAction
from bptutor.study.run_actions import RunAction
from bptutor.study.state import Room
from bptutor.trace.keys import Key
from bptutor.trace.steps import Level

Move: TypeAlias = Literal[
    "first", "previous phase", "back", "next", "next phase", "last", "into", "out", "over"
]


class MoveCursor(Value):
    """One of the player's moves."""

    move: Move


class GoTo(Value):
    """To step `index` of the present level, counted from 0."""

    index: int


class GoToKey(Value):
    """To the step of the example in sight that makes a value."""

    key: Key


class SetLevel(Value):
    level: Level


class SetSpeed(Value):
    """Times the usual speed of playing."""

    speed: float


class SetPlaying(Value):
    playing: bool


class SelectParameter(Value):
    """The parameter for the cost slice and the chain; None for none."""

    key: Key | None


class PointAt(Value):
    """The value that is pointed at somewhere, and lights everywhere."""

    key: Key | None


class Unfold(Value):
    """Open or fold a wide layer in the drawing."""

    layer: int


class OpenDocument(Value, eq=False):
    document: Document
    path: Path | None = None


class GoToIteration(Value):
    """To an iteration, 0 <= iteration <= length of the run; one past the last does that update."""

    iteration: int


class AddIterations(Value, eq=False):
    """Updates that were trained elsewhere: J after each, (n,), and the network after the last, with what the
    optimiser remembers then."""

    costs: Array
    network: Network
    moments: Moments | None = None


class StartAgain(Value):
    """Back to iteration 0 with a new run; the old one is kept beside it."""


class ForgetRuns(Value):
    """Only the present run stays."""


class SetNotation(Value):
    name: str


class SetConvention(Value):
    """One of the conventions that change numbers."""

    name: Literal["cost", "reduction", "relu_slope_at_zero"]
    value: str | float


class SetRoom(Value):
    room: Room


class SetLogarithmic(Value):
    logarithmic: bool


class Hide(Value):
    """The values that are asked for and not shown."""

    keys: frozenset[Key]


Action: TypeAlias = (
    MoveCursor
    | GoTo
    | GoToKey
    | SetLevel
    | SetSpeed
    | SetPlaying
    | SelectParameter
    | PointAt
    | Unfold
    | OpenDocument
    | GoToIteration
    | AddIterations
    | StartAgain
    | ForgetRuns
    | SetNotation
    | SetConvention
    | SetRoom
    | SetLogarithmic
    | Hide
    | EditAction
    | RunAction
    | PairAction
    | PractiseAction
    | PredictAction
    | LessonAction
)
