"""What a learner can do in a lesson, as data. `gate` is a gate's name in the page in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bptutor.foundation.frozen import Frozen
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


class OpenLesson(Frozen, eq=False):
    """A lesson where it was left. With `stay` the window is as it is, if it shows the page's network; with a
    `place` it then goes there."""

    book: Book
    player: PlayerState
    stay: bool = False
    place: Place | None = None


class ReloadLesson(Frozen, eq=False):
    """The same lesson from a file that was saved: the page in sight stays."""

    book: Book


class TurnPage(Frozen):
    """On (past the last page: the lesson is finished) or back."""

    forward: bool = True


class GoToPage(Frozen):
    """Any page, from 0."""

    page: int


class SkipGates(Frozen):
    """Leave what this page asks for."""


class LeadBack(Frozen):
    """To the network and the step that the page is about."""


class Answer(Frozen):
    """A number was typed; `comma` tells that a comma is a decimal sign where the learner is."""

    gate: str
    text: str
    comma: bool = False


class Pick(Frozen):
    """These options (or cards, in their order) are chosen; with `check` they are judged."""

    gate: str
    picked: tuple[int, ...]
    check: bool = False


class StepAlong(Frozen):
    """To the next place on a way from C."""

    gate: str
    place: Key


class StepBack(Frozen):
    """One place back on the way."""

    gate: str


class Push(Frozen):
    """A push by h."""

    gate: str
    h: float


class Drag(Frozen):
    """The gate's value is dragged to another; drags of one `gesture` are undone as one."""

    gate: str
    value: float
    gesture: str | None = None


class OpenMore(Frozen):
    """One line or bracket more, or one less."""

    gate: str
    by: int = 1


class RunTraining(Frozen):
    """Do the gate's iterations."""

    gate: str


class TakeHint(Frozen):
    """The next hint."""

    gate: str


AtGate: TypeAlias = Answer | Pick | StepAlong | StepBack | Push | Drag | OpenMore | RunTraining | TakeHint
LessonAction: TypeAlias = OpenLesson | ReloadLesson | TurnPage | GoToPage | SkipGates | LeadBack | AtGate
