"""What a person, a lesson or a file can make happen, as data. `reduce` says what each does."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.foundation.frozen import Frozen
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


class MoveCursor(Frozen):
    """One of the player's moves."""

    move: Move


class GoTo(Frozen):
    """To step `index` of the present level, counted from 0."""

    index: int


class GoToKey(Frozen):
    """To the step of the example in sight that makes a value."""

    key: Key


class SetLevel(Frozen):
    level: Level


class SetSpeed(Frozen):
    """Times the usual speed of playing."""

    speed: float


class SetPlaying(Frozen):
    playing: bool


class SelectParameter(Frozen):
    """The parameter for the cost slice and the chain; None for none."""

    key: Key | None


class PointAt(Frozen):
    """The value that is pointed at somewhere, and lights everywhere."""

    key: Key | None


class Unfold(Frozen):
    """Open or fold a wide layer in the drawing."""

    layer: int


class OpenDocument(Frozen, eq=False):
    document: Document
    path: Path | None = None


class GoToIteration(Frozen):
    """To an iteration, 0 <= iteration <= length of the run; one past the last does that update."""

    iteration: int


class AddIterations(Frozen, eq=False):
    """Updates that were trained elsewhere: J after each, (n,), and the network after the last, with what the
    optimiser remembers then."""

    costs: Array
    network: Network
    moments: Moments | None = None


class StartAgain(Frozen):
    """Back to iteration 0 with a new run; the old one is kept beside it."""


class ForgetRuns(Frozen):
    """Only the present run stays."""


class SetNotation(Frozen):
    name: str


class SetConvention(Frozen):
    """One of the conventions that change numbers."""

    name: Literal["cost", "reduction", "relu_slope_at_zero"]
    value: str | float


class SetRoom(Frozen):
    room: Room


class SetLogarithmic(Frozen):
    logarithmic: bool


class Hide(Frozen):
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
