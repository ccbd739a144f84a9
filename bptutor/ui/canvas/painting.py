"""The whole drawing, on any device: a widget, a picture, a page."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key
from bptutor.ui.canvas.cost_node import paint_cost
from bptutor.ui.canvas.influence_notes import paint_notes
from bptutor.ui.canvas.lit_edges import paint_lit_edges
from bptutor.ui.canvas.live import paint_nodes
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.places import NetworkGeometry
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.still import paint_still
from bptutor.ui.canvas.weight_labels import labels, paint_labels


def paint_live(
    painter: QPainter,
    view: NetworkView,
    geometry: NetworkGeometry,
    look: Look,
    places: dict[Key, Rect] | None = None,
    within: Rect | None = None,
) -> None:
    """What a step changes, over the still picture; `places` are the weights' labels if known already. What
    lies outside of `within` may be left out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_lit_edges(painter, view, geometry, look)
    paint_nodes(painter, view, geometry, look, within)
    if within is None or geometry.cost_extent.meets(within):
        paint_cost(painter, view, geometry, look)
    paint_notes(painter, view, geometry, look)
    places = labels(view, geometry) if places is None else places
    paint_labels(painter, view, geometry, look, places, within)
    if view.beside is not None:
        from bptutor.ui.canvas.differences import paint_differences

        paint_differences(painter, view, geometry, look, places)


def paint_network(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Everything, from the painter's origin on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_still(painter, view, geometry, look)
    paint_live(painter, view, geometry, look)
