"""B's cost slice and cost curve, to be drawn over A's."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.study.state import State
from bptutor.study.views.cost_slice import costs_along
from bptutor.study.views.cost_view import DASH_OF_OTHER, CurveLine, CurveView, SliceBeside, SliceView
from bptutor.study.views.pair_numbers import numbers_of_b, pair_in_sight
from bptutor.trace.aligning import exists
from bptutor.trace.keys import PARAMETERS, Key, Kind
from bptutor.trace.timeline import Timeline

NAME = "B"


def slice_beside(state: State, view: SliceView) -> SliceView:
    """A slice with B's over it, where B has the value."""
    pair, numbers = pair_in_sight(state), numbers_of_b(state)
    if pair is None or numbers is None or not exists(pair.b.timeline, view.key):
        return view
    timeline, key = pair.b.timeline, view.key
    joint = key.kind in PARAMETERS and len(timeline.rows) > 1
    letter = Kind.J if joint else Kind.C
    row = 0 if key.kind in PARAMETERS else pair.b.row
    costs, value, cost = _line(timeline, key, row, _Range(view.xs))
    known = numbers(Key(letter)).known
    return replace(view, beside=SliceBeside(NAME, letter.value, costs, value, cost, known))


class _Range:
    """The xs of a slice as a key of a cache: arrays are the same where they are the same object."""

    def __init__(self, xs: Array) -> None:
        self.xs = xs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Range) and self.xs is other.xs

    def __hash__(self) -> int:
        return id(self.xs)


@lru_cache(maxsize=8)
def _line(timeline: Timeline, key: Key, row: int, over: _Range) -> tuple[Array, float, float]:
    """B's costs at xs, made once; its value, and the cost there."""
    value = timeline.values[key, row]
    costs = costs_along(timeline.values, key, np.append(over.xs, value), row)
    return frozen(costs[:-1]), value, float(costs[-1])


def curve_beside(state: State, view: CurveView) -> CurveView:
    """The cost curve with B's beneath the present run's; none where B's run is that very run."""
    pair = pair_in_sight(state)
    if pair is None or not np.isfinite(pair.costs).any():
        return view
    if pair.b.run.token is state.run.token and pair.convention is None:
        return view
    line = CurveLine(NAME, pair.costs, "other", DASH_OF_OTHER)
    return replace(view, lines=(*view.lines[:-1], line, view.lines[-1]))
