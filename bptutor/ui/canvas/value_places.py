"""Where in the drawing the number of one value stands: what is taken hold of, and typed over."""

from __future__ import annotations

from collections.abc import Mapping

from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.hit import node_places
from bptutor.ui.canvas.places import NetworkGeometry
from bptutor.ui.canvas.rects import Point, Rect, along, around, distance

NO_EDGES = -1.0  # a tolerance that no edge is within: only what has a place of its own is found


def number_place(geometry: NetworkGeometry, key: Key, labels: Mapping[Key, Rect]) -> Rect | None:
    """The place of a value's number; of a weight without a label the middle of its edge. None where the
    value is folded away."""
    if key in labels:
        return labels[key]._replace(h=m.LABEL_H)  # without the gradient beneath
    if key.kind is Kind.THETA:
        return _label_on_edge(geometry, key)
    if key.kind is Kind.Y:
        return geometry.targets[key.j - 1] if key.j <= len(geometry.targets) else geometry.cost
    if key.kind in (Kind.C, Kind.RATE):
        return geometry.cost if key.kind is Kind.C else geometry.rate
    node = geometry.node(key.layer, key.j)
    if node is None:
        return None
    return next((rect for rect, other in node_places(node) if other == key), node.frame)


def on_edge(geometry: NetworkGeometry, key: Key, point: Point, tolerance: float) -> bool:
    """Whether a point lies on a weight's edge, whatever other edges cross it there."""
    edge = geometry.edge(key) if key.kind is Kind.THETA else None
    if edge is None:
        return False
    stretches = zip(edge.points, edge.points[1:], strict=False)
    return min(distance(point, start, end) for start, end in stretches) <= tolerance


def _label_on_edge(geometry: NetworkGeometry, key: Key) -> Rect | None:
    edge = geometry.edge(key)
    if edge is None:
        return None
    return edge.label or around(along(edge.start, edge.end, 0.5), m.LABEL_W, m.LABEL_H)
