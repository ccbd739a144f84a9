"""The state of a study: a document, a moment of its training, a cursor, and what is selected and shown."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import field
from msgspec.structs import replace

from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.foundation.frozen import Frozen
from bptutor.study.history import History
from bptutor.study.runs import Run
from bptutor.study.stale import Stale
from bptutor.trace.keys import Key
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline

if TYPE_CHECKING:
    from bptutor.study.lesson_state import LessonState
    from bptutor.study.pair_state import Pair
    from bptutor.study.practise_predict import PredictState
    from bptutor.study.practise_state import PractiseState

START = Cursor(Level.VALUE, 0)


class Room(Enum):
    """The three rooms of the window."""

    LESSONS = "Lessons"
    EXPLORE = "Explore"
    PRACTISE = "Practise"


class State(Frozen, eq=False):
    """Everything that the window shows follows from this value and from nothing else.

    `document` is as it was opened or edited; `run` holds the networks of the iterations done from it;
    `iteration` counts the updates before the timeline in sight, and `timeline` is of that moment.
    `stale` says which values in sight are from before an edit; `stale_in_sight` is the one to ask. `pair` has
    the other network while two are compared.
    """

    document: Document
    timeline: Timeline
    run: Run
    path: Path | None = None
    iteration: int = 0
    cursor: Cursor = START
    selected: Key | None = None
    pointed: Key | None = None
    hidden: frozenset[Key] = frozenset()
    earlier_runs: tuple[Run, ...] = ()
    notation: str = "theta"
    room: Room = Room.EXPLORE
    playing: bool = False
    speed: float = 1.0
    logarithmic: bool = False
    opened: frozenset[int] = field(default_factory=frozenset)
    practise: PractiseState | None = None
    predicting: PredictState | None = None
    lesson: LessonState | None = None
    history: History = field(default_factory=History)
    stale: Stale | None = None
    pair: Pair | None = None

    @property
    def network(self) -> Network:
        """The network of this iteration, before its update."""
        return self.timeline.network

    @property
    def stale_in_sight(self) -> Stale | None:
        """What is stale on the timeline in sight; None where nothing is."""
        return self.stale if self.stale is not None and self.stale.after is self.timeline else None

    @property
    def total(self) -> int:
        """Steps of the timeline at the cursor's level."""
        return self.timeline.size(self.cursor.level)

    @property
    def row(self) -> int:
        """The example in sight, as a row of the timeline's arrays; after the examples it is the last."""
        place = self.timeline.layout.locate(self.cursor.level, self.cursor.index)
        return min(place.block, len(self.timeline.rows) - 1)


def differ_only_by(one: str, before: State, after: State) -> bool:
    """Whether two states share everything but one field, which may differ."""
    fields = State.__struct_fields__
    return all(name == one or getattr(before, name) is getattr(after, name) for name in fields)


def with_fields(state: State, **changes: object) -> State:
    """The state with some fields changed; the same one where they have these values already."""
    if all(getattr(state, name) == value for name, value in changes.items()):
        return state
    return replace(state, **changes)
