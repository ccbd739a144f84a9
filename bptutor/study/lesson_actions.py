"""What a learner can do in a lesson, as data. `gate` is a gate's name in the page in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bptutor.foundation.values import Value
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


class OpenLesson(Value, eq=False):
    """A lesson where it was left. With `stay` the window is as it is, if it shows the page's network; with a
    `place` it then goes there."""

    book: Book
    player: PlayerState
    stay: bool = False
    place: Place | None = None


class ReloadLesson(Value, eq=False):
    """The same lesson from a file that was saved: the page in sight stays."""

    book: Book


class TurnPage(Value):
    """On (past the last page: the lesson is finished) or back."""

    forward: bool = True


class GoToPage(Value):
    """Any page, from 0."""

    page: int


class SkipGates(Value):
    """Leave what this page asks for."""


class LeadBack(Value):
    """To the network and the step that the page is about."""


class Answer(Value):
    """A number was typed; `comma` tells that a comma is a decimal sign where the learner is."""

    gate: str
    text: str
    comma: bool = False


class Pick(Value):
    """These options (or cards, in their order) are chosen; with `check` they are judged."""

    gate: str
    picked: tuple[int, ...]
    check: bool = False


class StepAlong(Value):
    """To the next place on a way from C."""

    gate: str
    place: Key


class StepBack(Value):
    """One place back on the way."""

    gate: str


class Push(Value):
    """A push by h."""

    gate: str
    h: float


class Drag(Value):
    """The gate's value is dragged to another; drags of one `gesture` are undone as one."""

    gate: str
    value: float
    gesture: str | None = None


class OpenMore(Value):
    """One line or bracket more, or one less."""

    gate: str
    by: int = 1


class RunTraining(Value):
    """Do the gate's iterations."""

    gate: str


class TakeHint(Value):
    """The next hint."""

    gate: str


AtGate: TypeAlias = Answer | Pick | StepAlong | StepBack | Push | Drag | OpenMore | RunTraining | TakeHint
LessonAction: TypeAlias = OpenLesson | ReloadLesson | TurnPage | GoToPage | SkipGates | LeadBack | AtGate
