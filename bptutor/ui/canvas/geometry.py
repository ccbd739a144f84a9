"""Where everything of a network is: `arranged(shape, width, height)`.

Nothing here knows numbers, colours or Qt. Networks that are one neuron wide are laid out as a chain, all
others in columns; wide layers fold (see `folding`).
"""

from __future__ import annotations

from functools import lru_cache

from bptutor.ui.canvas.chain_layout import chain
from bptutor.ui.canvas.column_layout import columns
from bptutor.ui.canvas.folding import rows_in_sight
from bptutor.ui.canvas.places import Edge, Fold, NetworkGeometry, Node, Shape

__all__ = ["Edge", "Fold", "NetworkGeometry", "Node", "Shape", "arranged"]


def arranged(shape: Shape, width: float, height: float, least: float = 0.0) -> NetworkGeometry:
    """The layout of a shape that fills a room of this size (em of the text) best; the same object for the
    same layout, also where it is another neuron on the same page that must be in sight. It is shown no
    smaller than at `least` of the text's size: one that would have to be takes no room to spare."""
    at: tuple[int, ...] = ()
    if shape.at:
        sight = rows_in_sight(shape.widths, shape.opened, shape.at, height)
        at = tuple(rows.last if rows.folded else 0 for rows in sight)
    return _arranged(Shape(shape.widths, shape.opened, at), width, height, least)


@lru_cache(maxsize=64)
def _arranged(shape: Shape, width: float, height: float, least: float) -> NetworkGeometry:
    return (chain if shape.thin else columns)(shape, width, height, least)
