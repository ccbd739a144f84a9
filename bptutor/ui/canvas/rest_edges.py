"""Edges at rest: a weight's size is its edge's width, a negative one is dashed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from bptutor.engine.arrays import Array
from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.places import Edge, NetworkGeometry
from bptutor.ui.canvas.rects import Point

MANY = 60  # edges from which on they are drawn fainter
VERY_MANY = 1500  # and without antialiasing, which costs 30 µs an edge
DASHES = (4.5, 3.5)
THIN, THICK = 0.7, 1.8
WIDTHS = 6  # different widths, so that thousands of edges share a few pens
PLAIN = 2  # the width of an edge that has no weight, or whose weight is written on it


def paint_edges_at_rest(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Every edge in sight, fainter where there are many."""
    count = len(geometry.edges)
    colour = look.faded("edge", 1.0 if geometry.labelled else 0.62 if count <= MANY else 0.38)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, count <= VERY_MANY)
    for layer in range(1, view.network.depth + 1):
        _layer(painter, geometry, look, colour, layer, view.network.layers[layer - 1].weights)
    painter.setPen(_pen(look, colour, PLAIN, negative=False))
    for edge in geometry.layer_edges(view.network.depth + 1):
        painter.drawLine(look.point(edge.start), look.point(edge.end))
    _behind_slots(painter, geometry, look)
    painter.restore()


def _layer(
    painter: QPainter, geometry: NetworkGeometry, look: Look, colour: QColor, layer: int, weights: Array
) -> None:
    widths = _widths(weights, geometry.labelled)
    edges: dict[tuple[int, bool], list[Edge]] = {}
    for edge in geometry.layer_edges(layer):
        place = edge.key.j - 1, edge.key.k - 1
        edges.setdefault((int(widths[place]), bool(weights[place] < 0)), []).append(edge)
    for kind, alike in edges.items():
        painter.setPen(_pen(look, colour, *kind))
        straight = [edge for edge in alike if len(edge.points) == 2]
        painter.drawLines([QLineF(look.point(edge.start), look.point(edge.end)) for edge in straight])
        for edge in alike:
            if len(edge.points) > 2:
                painter.drawPath(edge_path(edge, look))


def _widths(weights: Array, labelled: bool) -> Array:
    return np.full(weights.shape, PLAIN) if labelled else thickness(weights)


def looks_of_edges(weights: Array, labelled: bool) -> bytes:
    """All that shows of weights on their edges: two layers for which it is the same look the same."""
    return _widths(weights, labelled).tobytes() + (weights < 0).tobytes()


def _pen(look: Look, colour: QColor, width: int, negative: bool) -> QPen:
    return look.line(colour, THIN + (THICK - THIN) * width / (WIDTHS - 1), DASHES if negative else None)


def thickness(weights: Array) -> Array:
    """The width of each weight's edge in 0..WIDTHS − 1, by its part of the layer's largest; what is not
    finite is as wide as it gets."""
    sizes = np.abs(weights)
    largest = np.max(sizes[np.isfinite(sizes)], initial=0.0)
    with np.errstate(all="ignore"):
        parts = sizes / largest if largest > 0 else np.zeros_like(sizes)
    parts = np.where(np.isfinite(sizes), np.minimum(parts, 1.0), 1.0)
    return np.asarray(np.rint(parts * (WIDTHS - 1)))


def _behind_slots(painter: QPainter, geometry: NetworkGeometry, look: Look) -> None:
    """From a compact node to where its edges fan out, behind the slot of its gradient."""
    if geometry.compact:
        for node in geometry.nodes.values():
            if node.layer:
                start = Point(node.frame.right, node.right.y)
                painter.drawLine(look.point(start), look.point(node.right))


def edge_path(edge: Edge, look: Look) -> QPainterPath:
    """The edge's line; corners are rounded."""
    points = [look.point(point) for point in edge.points]
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before, look.unit * 0.8))
        path.quadTo(corner, _towards(corner, after, look.unit * 0.8))
    path.lineTo(points[-1])
    return path


def _towards(point: QPointF, other: QPointF, length: float) -> QPointF:
    line = QLineF(point, other)
    line.setLength(min(length, line.length() / 2))
    return line.p2()
