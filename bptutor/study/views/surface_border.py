"""The line between two sides of a surface: where numbers on a grid change their sign.

Each square of four neighbours is cut into two triangles, which leaves no doubt how the line runs through
(Doi & Koide 1991, for two dimensions).
"""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.surfaces import Window

# The corners of both triangles of a square, as (row, column) from its lowest left one.
TRIANGLES = (((0, 0), (0, 1), (1, 1)), ((0, 0), (1, 1), (1, 0)))


def border(heights: Array, window: Window) -> Array:
    """Where heights (size, size), which lie evenly from edge to edge of a window, cross 0: pieces of a line,
    (n, 2, 2), each two points (x_1, x_2). Where a height is not finite there is no line."""
    size = len(heights)
    pieces = [_crossings(heights, corners) for corners in TRIANGLES]
    cells = np.concatenate(pieces)
    across, up = window.right - window.left, window.top - window.bottom
    return np.asarray(np.array([window.left, window.bottom]) + cells * np.array([across, up]) / (size - 1))


def _crossings(heights: Array, corners: tuple[tuple[int, int], ...]) -> Array:
    """The pieces within one triangle of each square, (n, 2, 2), in cells: (column, row)."""
    last = len(heights) - 1
    values = np.stack([heights[r : r + last, c : c + last].ravel() for r, c in corners], axis=1)
    above = values > 0
    count = np.sum(above, axis=1)
    crossed = (count % 3 != 0) & np.all(np.isfinite(values), axis=1)
    values, above, count = values[crossed], above[crossed], count[crossed]
    # The corner that is alone on its side; the line crosses the two edges that lead to it.
    alone = np.argmax(above == (count == 1)[:, None], axis=1)
    row, column = np.divmod(np.flatnonzero(crossed), last)
    places = np.array([(c, r) for r, c in corners], dtype=np.float64)
    rows = np.arange(len(values))
    ends = []
    for turn in (1, 2):
        other = (alone + turn) % 3
        here, there = values[rows, alone], values[rows, other]
        share = (here / (here - there))[:, None]
        ends.append(places[alone] + share * (places[other] - places[alone]))
    return np.asarray(np.stack(ends, axis=1) + np.stack([column, row], axis=1)[:, None, :])
