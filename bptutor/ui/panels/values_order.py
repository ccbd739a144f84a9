"""The order of the table's rows: as drawn, or by name, value or gradient."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt

from bptutor.foundation.frozen import Frozen
from bptutor.study.views.values_view import ValuesView
from bptutor.trace.keys import UPDATED, Key, Kind

NAMES = (Kind.X, Kind.THETA, Kind.B, Kind.Z, Kind.A, Kind.Y, Kind.C, Kind.RATE)
OF_MEANS = (Kind.M, Kind.M_NEW, Kind.M_HAT)
OF_SQUARES = (Kind.V, Kind.V_NEW, Kind.V_HAT, Kind.AHEAD, Kind.S, Kind.S_NEW)
ORDER = {kind: place for place, kind in enumerate((*NAMES, *OF_MEANS, *OF_SQUARES, *UPDATED.values()))}


class Order(Frozen, eq=False):
    """`rows[place]` is the row of the view at a place of the table; `places` is its inverse."""

    rows: Sequence[int]
    places: Sequence[int]


def drawing_order(count: int) -> Order:
    """Every row where the view has it."""
    rows = range(count)
    return Order(rows, rows)


def sorted_rows(view: ValuesView, by: tuple[int, Qt.SortOrder] | None) -> Order:
    """The order by a column (0 name, 1 value, 2 gradient); what has no number stands last either way."""
    count = len(view.keys)
    if by is None:
        return drawing_order(count)
    column, direction = by
    down = direction is Qt.SortOrder.DescendingOrder
    if column == 0:
        rows = sorted(range(count), key=lambda row: _by_name(view.keys[row]), reverse=down)
    else:
        numbers = [_number(view, key, column) for key in view.keys]
        known = [row for row in range(count) if not math.isnan(numbers[row])]
        unknown = [row for row in range(count) if math.isnan(numbers[row])]
        rows = [*sorted(known, key=numbers.__getitem__, reverse=down), *unknown]
    places = [0] * count
    for place, row in enumerate(rows):
        places[row] = place
    return Order(rows, places)


def _by_name(key: Key) -> tuple[int, int, int, int]:
    return ORDER[key.kind], key.layer, key.j, key.k


def _number(view: ValuesView, key: Key, column: int) -> float:
    """The number to sort by; NaN where there is none."""
    number = view.numbers(key) if column == 1 else view.gradient(key)
    return math.nan if number is None or number.value is None else number.value
