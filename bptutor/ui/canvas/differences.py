"""The sign ≠ at each number that is another one in the network that this one is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, pi, sin

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.hit import node_places
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.places import NetworkGeometry, Node
from bptutor.ui.canvas.rects import Point, Rect, along

RADIUS = 0.42
BESIDE = 0.3  # of a small box, so that its number can be read
MOST_EDGES = 400  # edges that are looked at; of more only those with a label
AWAY = 2.7  # from the middle of a target or the learning rate
ON_EDGE = 0.3  # of the way, where few edges cross
AT_LEFT = frozenset({Kind.Z, Kind.DC_DZ})  # whose outer side is the left one


def paint_differences(
    painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look, places: Mapping[Key, Rect]
) -> None:
    """Mark what differs; nothing where the network is not compared."""
    if view.beside is None:
        return
    for _key, at in signs(view, geometry, places):
        _sign(painter, look, look.point(at))


def signs(
    view: NetworkView, geometry: NetworkGeometry, places: Mapping[Key, Rect]
) -> list[tuple[Key, Point]]:
    """The values in sight that differ, and where their signs stand, in em."""
    from bptutor.study.views.pair_numbers import differ

    beside = view.beside
    if beside is None:
        return []
    wanted = (*_of_nodes(view, geometry), *_of_edges(view, geometry, places), *_of_cost(view, geometry))
    return [(key, at) for key, at in wanted if differ(view.numbers(key), beside(key))]


def _of_nodes(view: NetworkView, geometry: NetworkGeometry) -> Iterator[tuple[Key, Point]]:
    for node in geometry.nodes.values():
        if node.layer == 0 or node.z is None:
            yield shown.field(view, node).key, _corner(node.frame, left=True)
            if node.layer and node.da is not None:
                yield shown.slot(view, node).key, _beside(node.da)
        else:
            yield from _of_neuron(view, node)


def _of_neuron(view: NetworkView, node: Node) -> Iterator[tuple[Key, Point]]:
    for rect, key in node_places(node):
        if key.kind is Kind.DC_DB:
            yield shown.pill(view, Key(Kind.B, node.layer, node.j)).key, _beside(rect)
        elif key.kind is Kind.B:
            yield key, Point(rect.right - 0.2, rect.y - 0.3)
        elif key.kind in (Kind.Z, Kind.A):
            yield key, _corner(rect, key.kind in AT_LEFT)
        else:
            yield key, _beside(rect, key.kind in AT_LEFT)


def _of_edges(
    view: NetworkView, geometry: NetworkGeometry, places: Mapping[Key, Rect]
) -> Iterator[tuple[Key, Point]]:
    """Weights at their labels, else on their edges; gradients at theirs."""
    for key, rect in places.items():
        yield key, _corner(Rect(rect.x, rect.y, rect.w, m.LABEL_H))
        if rect.h > m.LABEL_H:
            yield shown.pill(view, key).key, Point(rect.centre.x + 2 + BESIDE, rect.bottom - m.SLOT_H / 2)
    for edge in geometry.routes.values():
        if edge.label is not None and edge.pill is not None:
            # The number may be as wide as the gap: its symbol, above it, is not.
            yield edge.key, Point(edge.label.centre.x + 1.2, edge.end.y - m.WEIGHT_UP - 0.2)
            yield shown.pill(view, edge.key).key, Point(edge.pill.centre.x, edge.pill.bottom + BESIDE)
    if geometry.labelled or sum(a * b for a, b in _in_sight(geometry)) > MOST_EDGES:
        return
    for edge in geometry.edges:
        if edge.key.kind is Kind.THETA and edge.key not in places:
            yield edge.key, along(edge.start, edge.end, ON_EDGE)


def _in_sight(geometry: NetworkGeometry) -> Iterator[tuple[int, int]]:
    for layer in range(1, geometry.shape.depth + 1):
        yield len(geometry.visible(layer)), len(geometry.visible(layer - 1))


def _of_cost(view: NetworkView, geometry: NetworkGeometry) -> Iterator[tuple[Key, Point]]:
    yield shown.cost(view).key, _corner(geometry.cost)
    if len(geometry.targets) == view.network.widths[-1]:
        for j, rect in enumerate(geometry.targets, 1):
            yield Key(Kind.Y, 0, j), Point(rect.centre.x - AWAY, rect.centre.y)
    yield RATE, Point(geometry.rate.centre.x - AWAY, geometry.rate.centre.y)


def _corner(rect: Rect, left: bool = False) -> Point:
    return Point(rect.x + 0.1 if left else rect.right - 0.1, rect.y + 0.1)


def _beside(rect: Rect, left: bool = False) -> Point:
    return Point(rect.x - BESIDE if left else rect.right + BESIDE, rect.y + 0.2)


def _sign(painter: QPainter, look: Look, at: QPointF) -> None:
    """≠ on a round ground, drawn and not written, so that it is the same in every picture."""
    radius = max(RADIUS * look.unit, 5.0)
    painter.setPen(look.line(look.colour("ink"), 1.1))
    painter.setBrush(look.colour("surface"))
    painter.drawEllipse(at, radius, radius)
    pen = look.line(look.colour("ink"), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half, apart = 0.46 * radius, 0.22 * radius
    for y in (at.y() - apart, at.y() + apart):
        painter.drawLine(QLineF(at.x() - half, y, at.x() + half, y))
    dx, dy = 0.62 * radius * cos(pi / 3), 0.62 * radius * sin(pi / 3)
    painter.drawLine(QLineF(at.x() - dx, at.y() + dy, at.x() + dx, at.y() - dy))
