"""One number as panels show it: its key, its status, and its text."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import TypeAlias
from weakref import WeakKeyDictionary, ref

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short, whole
from bptutor.study.state import State
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Layout
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
MOST_ASKED = 400  # numbers that are compared after an edit
MOST_BOOKS = 8  # of a timeline


class Book:
    """The numbers of one example on one timeline at one level: what does not change from step to step.

    Asked for again they are found, since a step changes one number of the hundreds that are in sight."""

    def __init__(self, timeline: Timeline, level: Level, row: int) -> None:
        self._level = level
        self._row = row
        self._steps = _steps_kept(timeline.layout, level, row)
        self.views: dict[Key, NumberView] = {}

    def step(self, timeline: Timeline, key: Key) -> int:
        """The step after which a number is known; NEVER for what the timeline does not make."""
        at = self._steps.get(key)
        if at is None:
            if len(self._steps) >= MOST_KEPT:
                self._steps.clear()
            found = step_of(timeline, key, self._level, self._row)
            at = self._steps[key] = NEVER if found is None else found
        return at

    def view(self, timeline: Timeline, key: Key) -> NumberView:
        """The number as it is from that step on."""
        view = self.views.get(key)
        if view is None:
            if len(self.views) >= MOST_KEPT:
                self.views.clear()
            value = timeline.values[key, self._row]
            view = self.views[key] = NumberView(key, Status.KNOWN, value, short(value))
        return view


@lru_cache(maxsize=4)
def _steps_kept(layout: Layout, level: Level, row: int) -> dict[Key, int]:
    """The steps that have been found, for all books of networks that differ in their numbers only."""
    return {}


# A book does not hold its timeline, or neither would ever go.
_BOOKS: WeakKeyDictionary[Timeline, dict[tuple[Level, int], Book]] = WeakKeyDictionary()


def _book(timeline: Timeline, level: Level, row: int) -> Book:
    """The book of an example, kept as long as its timeline."""
    books = _BOOKS.setdefault(timeline, {})
    if (level, row) not in books:
        if len(books) >= MOST_BOOKS:
            books.clear()
        books[level, row] = Book(timeline, level, row)
    return books[level, row]


def _gone() -> None:
    """As a weak reference to what has gone."""


class NumberReader:
    """Makes the view of any number of one state, in time that does not grow with the network."""

    def __init__(self, state: State, step: Step) -> None:
        self.state = state
        self.row = state.row
        self._index = state.cursor.index
        self._hidden = state.hidden
        self._stale = state.stale_in_sight
        self._timeline = state.timeline
        self._book = _book(state.timeline, state.cursor.level, self.row)
        self._seen: dict[Key, NumberView] = {}  # each panel asks for the same ones
        self._current = step.target
        # A weak reference, or each moment of a drag would keep the one before it.
        self._compared: tuple[Callable[[], NumberReader | None], frozenset[Key] | None] = _gone, None
        # The terms of a whole layer are arrays, a matrix for each example, and none is a number's.
        terms = () if step.level is Level.LAYER else step.terms[:16]
        self.reused = frozenset(term.key for term in terms if term.key.kind in BACKWARD_VALUES)

    @property
    def joint(self) -> bool:
        """Whether the examples are behind: then a parameter's gradient is that of J."""
        state = self.state
        place = state.timeline.layout.locate(state.cursor.level, state.cursor.index)
        return len(state.timeline.rows) > 1 and place.block == len(state.timeline.rows)

    def step_of(self, key: Key) -> int | None:
        """The step of the present level after which a number is known, negative for what is given; None for
        what is never made."""
        at = self._book.step(self._timeline, key)
        return None if at == NEVER else at

    def changed_since(self, before: NumberReader) -> frozenset[Key] | None:
        """What may be known now and was not, or the other way round, or is another number; None where any
        number may be another.

        Between two steps that are near each other on one timeline it is what the steps passed make; at the
        same step after an edit, what is another number of those that were asked for."""
        was, now = before.state, self.state
        same = (
            was.timeline.layout is now.timeline.layout
            and was.cursor.level is now.cursor.level
            and was.stale_in_sight is now.stale_in_sight
            and before.row == self.row
            and was.hidden == now.hidden
        )
        if not same:
            return None
        if was.timeline is now.timeline:
            return self._passed(before)
        if self._compared[0]() is not before:
            self._compared = ref(before), self._edited(before)
        return self._compared[1]

    def _passed(self, before: NumberReader) -> frozenset[Key] | None:
        """What the steps between two of one timeline make."""
        first, last = sorted((before._index, self._index))
        level, step = self.state.cursor.level, self._timeline.step
        if last - first > MOST_PASSED or level is Level.LAYER:
            return None
        between = (step(level, index).target for index in range(first + 1, last))
        return frozenset((before._current, self._current, *between))

    def _edited(self, before: NumberReader) -> frozenset[Key] | None:
        """What was asked for and is another number at the same step of this timeline."""
        asked = before._book.views
        if before._index != self._index or len(asked) > MOST_ASKED:
            return None
        step, view, timeline = self._book.step, self._book.view, self._timeline
        return frozenset(
            key
            for key, old in [*asked.items()]
            if step(timeline, key) <= self._index and view(timeline, key).value != old.value
        )

    def __call__(self, key: Key) -> NumberView:
        """The view of one number of the example in sight."""
        view = self._seen.get(key)
        if view is None:
            if len(self._seen) >= MOST_KEPT:
                self._seen.clear()
            view = self._seen[key] = self._view(key)
        return view

    def _view(self, key: Key) -> NumberView:
        if key in self._hidden:
            return NumberView(key, Status.HIDDEN, None, "?")
        if self._book.step(self._timeline, key) > self._index:
            return NumberView(key, Status.NOT_YET, None, "")
        if self._stale is not None and self._stale(key, self.row):
            old = self._stale.value(key, self.row)
            return NumberView(key, Status.STALE, old, short(old))
        known = self._book.view(self._timeline, key)
        if key == self._current:
            return NumberView(key, Status.CURRENT, known.value, known.text)
        return NumberView(key, Status.REUSED, known.value, known.text) if key in self.reused else known
