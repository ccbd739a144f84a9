"""Which neurons of a wide layer are in sight: a page of rows, and how many are folded away on either side."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.ui.canvas import measures as m


class Rows(Frozen):
    """Neurons first..last (from 1) of `total` in sight; the layer is folded where that is not all."""

    first: int
    last: int
    total: int

    @property
    def above(self) -> int:
        return self.first - 1

    @property
    def below(self) -> int:
        return self.total - self.last

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def folded(self) -> bool:
        return self.count < self.total

    def __contains__(self, j: object) -> bool:
        return isinstance(j, int) and self.first <= j <= self.last


def folds(widths: tuple[int, ...]) -> bool:
    """Whether a network has a layer that is too wide to be shown whole."""
    return max(widths) > m.FOLD_ABOVE


def page_size(height: float) -> int:
    """Rows of a folded layer that can be read in a room of this height (em)."""
    rest = height - 2 * m.MARGIN - m.HEADING_H - 2 * (m.FOLD_H + m.FOLD_GAP)
    fits = int(rest / (m.COMPACT_H + m.COMPACT_ROW_GAP))
    return min(max(fits, m.FEWEST_ROWS), m.FOLD_ABOVE - 2)


def rows_of(width: int, page: int, at: int, opened: bool) -> Rows:
    """The rows in sight of a layer that may fold: the page that neuron `at` (0: none) is on.

    A layer is not folded to hide one or two: two boxes would take their place."""
    size = m.OPENED_MOST if opened else page
    if width <= size + (0 if opened else 2):
        return Rows(1, width, width)
    number = (max(min(at, width), 1) - 1) // size
    first = number * size + 1
    last = min(first + size - 1, width)
    # The last page is as long as the others, so that the column keeps its height.
    return Rows(max(last - size + 1, 1), last, width)


def rows_in_sight(
    widths: tuple[int, ...], opened: frozenset[int], at: tuple[int, ...], height: float
) -> tuple[Rows, ...]:
    """The rows in sight of every layer, where neurons `at` (or none) must be; only a network with a layer
    above the limit folds, but then every layer that is longer than a page does."""
    if not folds(widths):
        return tuple(Rows(1, width, width) for width in widths)
    page = page_size(height)
    places = at or (0,) * len(widths)
    return tuple(rows_of(width, page, places[layer], layer in opened) for layer, width in enumerate(widths))
