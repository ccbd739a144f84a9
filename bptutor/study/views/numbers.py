"""One number as panels show it: its key, its status, and its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bptutor.foundation.numbers import short
from bptutor.study.state import State
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Step


class Status(Enum):
    """The states of a number, of which every panel shows the same."""

    KNOWN = "known"
    CURRENT = "current"
    NOT_YET = "not yet"
    HIDDEN = "hidden"
    STALE = "stale"
    REUSED = "reused"


@dataclass(frozen=True, slots=True)
class NumberView:
    """A value, or why there is none to show: then `value` is None and `text` is "", or "?" where hidden."""

    key: Key
    status: Status
    value: float | None
    text: str

    @property
    def known(self) -> bool:
        """Whether the number may be shown."""
        return self.value is not None


Numbers: TypeAlias = Callable[[Key], NumberView]

BACKWARD_VALUES = frozenset({Kind.DC_DA, Kind.DC_DZ})


class NumberReader:
    """Makes the view of any number of one state, in time that does not grow with the network."""

    def __init__(self, state: State, step: Step) -> None:
        self.state = state
        self.row = state.row
        self._current = step.target
        self._reused = frozenset(term.key for term in step.terms[:16] if term.key.kind in BACKWARD_VALUES)

    def __call__(self, key: Key) -> NumberView:
        """The view of one number of the example in sight."""
        cursor, timeline = self.state.cursor, self.state.timeline
        if key in self.state.hidden:
            return NumberView(key, Status.HIDDEN, None, "?")
        at = step_of(timeline, key, cursor.level, self.row)
        if at is None or at > cursor.index:
            return NumberView(key, Status.NOT_YET, None, "")
        stale = self.state.stale_in_sight
        if stale is not None and stale(key, self.row):
            old = stale.value(key, self.row)
            return NumberView(key, Status.STALE, old, short(old))
        value = timeline.values[key, self.row]
        return NumberView(key, self._status(key), value, short(value))

    def _status(self, key: Key) -> Status:
        if key == self._current:
            return Status.CURRENT
        return Status.REUSED if key in self._reused else Status.KNOWN
