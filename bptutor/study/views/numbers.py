"""One number as panels show it: its key, its status, and its text."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short, whole
from bptutor.study.state import State
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Level, Step
from bptutor.trace.timeline import Timeline


class Status(Enum):
    """The states of a number, of which every panel shows the same."""

    KNOWN = "known"
    CURRENT = "current"
    NOT_YET = "not yet"
    HIDDEN = "hidden"
    STALE = "stale"
    REUSED = "reused"


class NumberView(Frozen):
    """A value, or why there is none to show: then `value` is None and `text` is "", or "?" where hidden."""

    key: Key
    status: Status
    value: float | None
    text: str

    @property
    def known(self) -> bool:
        """Whether the number may be shown."""
        return self.value is not None


WHY_NOT = {
    Status.NOT_YET: "not yet known",
    Status.HIDDEN: "hidden: your turn",
    Status.STALE: "from before the edit",
}


def told(name: str, number: NumberView) -> str:
    """A value's name with every digit of it, or why there is none: what a tool-tip says."""
    if number.value is None:
        return f"{name}: {WHY_NOT.get(number.status, WHY_NOT[Status.NOT_YET])}"
    text = f"{name} = {whole(number.value)}"
    return f"{text} ({WHY_NOT[Status.STALE]})" if number.status is Status.STALE else text


Numbers: TypeAlias = Callable[[Key], NumberView]

BACKWARD_VALUES = frozenset({Kind.DC_DA, Kind.DC_DZ})


NEVER = 1 << 62  # beyond the last step of any timeline
MOST_KEPT = 20_000
MOST_PASSED = 64  # steps between two moments whose numbers are compared one by one


class Book:
    """The numbers of one example on one timeline at one level: what does not change from step to step.

    Asked for again they are found, since a step changes one number of the hundreds that are in sight."""

    def __init__(self, timeline: Timeline, level: Level, row: int) -> None:
        self._timeline = timeline
        self._level = level
        self._row = row
        self._steps: dict[Key, int] = {}
        self._views: dict[Key, NumberView] = {}

    def step(self, key: Key) -> int:
        """The step after which a number is known; NEVER for what the timeline does not make."""
        at = self._steps.get(key)
        if at is None:
            if len(self._steps) >= MOST_KEPT:
                self._steps.clear()
            found = step_of(self._timeline, key, self._level, self._row)
            at = self._steps[key] = NEVER if found is None else found
        return at

    def view(self, key: Key) -> NumberView:
        """The number as it is from that step on."""
        view = self._views.get(key)
        if view is None:
            if len(self._views) >= MOST_KEPT:
                self._views.clear()
            value = self._timeline.values[key, self._row]
            view = self._views[key] = NumberView(key, Status.KNOWN, value, short(value))
        return view


@lru_cache(maxsize=4)
def _book(timeline: Timeline, level: Level, row: int) -> Book:
    return Book(timeline, level, row)


class NumberReader:
    """Makes the view of any number of one state, in time that does not grow with the network."""

    def __init__(self, state: State, step: Step) -> None:
        self.state = state
        self.row = state.row
        self._index = state.cursor.index
        self._hidden = state.hidden
        self._stale = state.stale_in_sight
        self._book = _book(state.timeline, state.cursor.level, self.row)
        self._current = step.target
        # The terms of a whole layer are arrays, a matrix for each example, and none is a number's.
        terms = () if step.level is Level.LAYER else step.terms[:16]
        self.reused = frozenset(term.key for term in terms if term.key.kind in BACKWARD_VALUES)

    @property
    def joint(self) -> bool:
        """Whether the examples are behind: then a parameter's gradient is that of J."""
        state = self.state
        place = state.timeline.layout.locate(state.cursor.level, state.cursor.index)
        return len(state.timeline.rows) > 1 and place.block == len(state.timeline.rows)

    def changed_since(self, before: NumberReader) -> frozenset[Key] | None:
        """What may be known now and was not, or the other way round; None where any number may be another.

        Between two steps that are near each other on one timeline it is what the steps passed make."""
        was, now = before.state, self.state
        first, last = sorted((was.cursor.index, now.cursor.index))
        same = (
            was.timeline is now.timeline
            and was.cursor.level is now.cursor.level
            and was.stale_in_sight is now.stale_in_sight
            and before.row == self.row
            and was.hidden == now.hidden
        )
        if not same or last - first > MOST_PASSED or now.cursor.level is Level.LAYER:
            return None
        step, level = now.timeline.step, now.cursor.level
        between = (step(level, index).target for index in range(first + 1, last))
        return frozenset((before._current, self._current, *between))

    def __call__(self, key: Key) -> NumberView:
        """The view of one number of the example in sight."""
        if key in self._hidden:
            return NumberView(key, Status.HIDDEN, None, "?")
        if self._book.step(key) > self._index:
            return NumberView(key, Status.NOT_YET, None, "")
        if self._stale is not None and self._stale(key, self.row):
            old = self._stale.value(key, self.row)
            return NumberView(key, Status.STALE, old, short(old))
        known = self._book.view(key)
        if key == self._current:
            return NumberView(key, Status.CURRENT, known.value, known.text)
        return NumberView(key, Status.REUSED, known.value, known.text) if key in self.reused else known
