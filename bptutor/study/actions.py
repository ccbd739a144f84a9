"""What a person, a lesson or a file can make happen, as data. `reduce` says what each does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
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


@dataclass(frozen=True, slots=True)
class MoveCursor:
    """One of the player's moves."""

    move: Move


@dataclass(frozen=True, slots=True)
class GoTo:
    """To step `index` of the present level, counted from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class GoToKey:
    """To the step of the example in sight that makes a value."""

    key: Key


@dataclass(frozen=True, slots=True)
class SetLevel:
    level: Level


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Times the usual speed of playing."""

    speed: float


@dataclass(frozen=True, slots=True)
class SetPlaying:
    playing: bool


@dataclass(frozen=True, slots=True)
class SelectParameter:
    """The parameter for the cost slice and the chain; None for none."""

    key: Key | None


@dataclass(frozen=True, slots=True)
class PointAt:
    """The value that is pointed at somewhere, and lights everywhere."""

    key: Key | None


@dataclass(frozen=True, slots=True)
class Unfold:
    """Open or fold a wide layer in the drawing."""

    layer: int


@dataclass(frozen=True, slots=True, eq=False)
class OpenDocument:
    document: Document
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class GoToIteration:
    """To an iteration, 0 <= iteration <= length of the run; one past the last does that update."""

    iteration: int


@dataclass(frozen=True, slots=True, eq=False)
class AddIterations:
    """Updates that were trained elsewhere: J after each, (n,), and the network after the last, with what the
    optimiser remembers then."""

    costs: Array
    network: Network
    moments: Moments | None = None


@dataclass(frozen=True, slots=True)
class StartAgain:
    """Back to iteration 0 with a new run; the old one is kept beside it."""


@dataclass(frozen=True, slots=True)
class ForgetRuns:
    """Only the present run stays."""


@dataclass(frozen=True, slots=True)
class SetNotation:
    name: str


@dataclass(frozen=True, slots=True)
class SetConvention:
    """One of the conventions that change numbers."""

    name: Literal["cost", "reduction", "relu_slope_at_zero"]
    value: str | float


@dataclass(frozen=True, slots=True)
class SetRoom:
    room: Room


@dataclass(frozen=True, slots=True)
class SetLogarithmic:
    logarithmic: bool


@dataclass(frozen=True, slots=True)
class Hide:
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
