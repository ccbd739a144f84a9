"""What of the drawing is at a pixel of the canvas, and at which pixels a value is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.arranging import Arrangement
from bptutor.ui.canvas.hit import TOLERANCE, hit
from bptutor.ui.canvas.places import Fold, NetworkGeometry
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.value_places import NO_EDGES, number_place, on_edge


class Finder:
    """Knows the view that is shown, and the labels of weights that stand on edges just now."""

    def __init__(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self._view: NetworkView | None = None
        self._labels: dict[Key, Rect] = {}

    def follow(self, view: NetworkView, labels: dict[Key, Rect]) -> None:
        """Another view is shown, with these labels."""
        self._view, self._labels = view, labels

    def pixels(self, rect: Rect) -> QRectF:
        """Where a rectangle of the layout is."""
        x, y, unit = self._arrangement.port.x, self._arrangement.port.y, self._arrangement.port.unit
        return QRectF(x + rect.x * unit, y + rect.y * unit, rect.w * unit, rect.h * unit)

    def at(self, position: QPointF) -> Key | Fold | None:
        """The value or fold box at a pixel."""
        if self._view is None:
            return None
        point = self._arrangement.to_drawing(position.x(), position.y())
        found = hit(self._geometry, point, self._labels, self._tolerance)
        if isinstance(found, Key):
            return shown.refined(self._view, self._geometry.node(found.layer, found.j), found)
        return found

    def value_at(self, position: QPointF) -> Key | None:
        """The value at a pixel, which an edge has too."""
        found = self.at(position)
        return found if isinstance(found, Key) else None

    def number_at(self, position: QPointF) -> Key | None:
        """The value whose number, label or box lies at a pixel; of the edges only the selected weight's."""
        if self._view is None:
            return None
        point = self._arrangement.to_drawing(position.x(), position.y())
        found = hit(self._geometry, point, self._labels, NO_EDGES)
        selected = self._view.selected
        if found is None and selected is not None:
            return selected if on_edge(self._geometry, selected, point, self._tolerance) else None
        return found if isinstance(found, Key) else None

    def place_of(self, key: Key) -> QRectF | None:
        """Where a value's number is; None where it is folded away."""
        rect = number_place(self._geometry, key, self._labels) if self._view is not None else None
        return None if rect is None else self.pixels(rect)

    @property
    def _geometry(self) -> NetworkGeometry:
        assert self._arrangement.geometry is not None
        return self._arrangement.geometry

    @property
    def _tolerance(self) -> float:
        """How far from an edge is still on it, in em of the drawing."""
        return TOLERANCE * self._arrangement.em / self._arrangement.port.unit
