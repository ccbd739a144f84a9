"""The numbers of the two networks that are compared, each as it is known at the moment."""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.study.pair_state import Pair
from bptutor.study.pair_values import Beside, apart, beside
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State
from bptutor.study.views.numbers import NumberReader, Numbers, NumberView, Status
from bptutor.trace.aligning import exists
from bptutor.trace.keys import Key

TOLD = frozenset({Status.KNOWN, Status.CURRENT, Status.REUSED})


def _absent(key: Key) -> NumberView:
    """No number, of a network that lacks the value."""
    return NumberView(key, Status.NOT_YET, None, "")


class NumbersOfB:
    """The number of any value in B, as far as B has come; none where B lacks it."""

    def __init__(self, pair: Pair) -> None:
        self.b = pair.b
        step = self.b.timeline.step(self.b.cursor.level, self.b.cursor.index)
        self._reader = NumberReader(self.b, step)

    def __call__(self, key: Key) -> NumberView:
        return self._reader(key) if exists(self.b.timeline, key) else _absent(key)


class NumbersOfA:
    """The number of any value in A; none where A lacks it."""

    def __init__(self, state: State, numbers: Numbers) -> None:
        self._timeline = state.timeline
        self._numbers = numbers

    def __call__(self, key: Key) -> NumberView:
        return self._numbers(key) if exists(self._timeline, key) else _absent(key)


def pair_in_sight(state: State) -> Pair | None:
    """The pair, unless a value is being asked for, which B would give away."""
    return None if state.hidden or in_exercise(state) else state.pair


def numbers_of_b(state: State) -> Numbers | None:
    """B's numbers, while they may be shown."""
    pair = pair_in_sight(state)
    return None if pair is None else NumbersOfB(pair)


def beside_of(state: State) -> Beside | None:
    """All values of both networks for the example in sight; None while there is nothing to compare."""
    pair = pair_in_sight(state)
    if pair is None:
        return None
    return beside(state.timeline, pair.b.timeline, state.cursor.level, state.row, pair.b.row)


def differ(one: NumberView, other: NumberView) -> bool:
    """Whether two numbers are both known and not the same."""
    if one.status not in TOLD or other.status not in TOLD:
        return False
    return one.value is not None and other.value is not None and apart(one.value, other.value)


def pointed_at(pair: Pair, key: Key | None) -> State:
    """B with what is pointed at anywhere in the window."""
    there = key if key is not None and exists(pair.b.timeline, key) else None
    return pair.b if pair.b.pointed == there else replace(pair.b, pointed=there)
