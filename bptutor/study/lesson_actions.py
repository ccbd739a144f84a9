"""What a learner can do in a lesson, as data. `gate` is a gate's name in the page in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bptutor.trace.keys import Key
from bptutor.trace.steps import Level

if TYPE_CHECKING:
    from bptutor.lesson.player import PlayerState
    from bptutor.study.lesson_state import Book


class Place(NamedTuple):
    """A step of a timeline."""

    iteration: int
    level: Level
    step: int


@dataclass(frozen=True, slots=True, eq=False)
class OpenLesson:
    """A lesson where it was left. With `stay` the window is as it is, if it shows the page's network; with a
    `place` it then goes there."""

    book: Book
    player: PlayerState
    stay: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReloadLesson:
    """The same lesson from a file that was saved: the page in sight stays."""

    book: Book


@dataclass(frozen=True, slots=True)
class TurnPage:
    """On (past the last page: the lesson is finished) or back."""

    forward: bool = True


@dataclass(frozen=True, slots=True)
class GoToPage:
    """Any page, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class SkipGates:
    """Leave what this page asks for."""


@dataclass(frozen=True, slots=True)
class LeadBack:
    """To the network and the step that the page is about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A number was typed; `comma` tells that a comma is a decimal sign where the learner is."""

    gate: str
    text: str
    comma: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """These options (or cards, in their order) are chosen; with `check` they are judged."""

    gate: str
    picked: tuple[int, ...]
    check: bool = False


@dataclass(frozen=True, slots=True)
class StepAlong:
    """To the next place on a way from C."""

    gate: str
    place: Key


@dataclass(frozen=True, slots=True)
class StepBack:
    """One place back on the way."""

    gate: str


@dataclass(frozen=True, slots=True)
class Push:
    """A push by h."""

    gate: str
    h: float


@dataclass(frozen=True, slots=True)
class Drag:
    """The gate's value is dragged to another; drags of one `gesture` are undone as one."""

    gate: str
    value: float
    gesture: str | None = None


@dataclass(frozen=True, slots=True)
class OpenMore:
    """One line or bracket more, or one less."""

    gate: str
    by: int = 1


@dataclass(frozen=True, slots=True)
class RunTraining:
    """Do the gate's iterations."""

    gate: str


@dataclass(frozen=True, slots=True)
class TakeHint:
    """The next hint."""

    gate: str


AtGate: TypeAlias = Answer | Pick | StepAlong | StepBack | Push | Drag | OpenMore | RunTraining | TakeHint
LessonAction: TypeAlias = OpenLesson | ReloadLesson | TurnPage | GoToPage | SkipGates | LeadBack | AtGate
