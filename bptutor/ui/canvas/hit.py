"""What of the drawing lies at a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot

from bptutor.trace.keys import RATE, Key, Kind
from bptutor.ui.canvas.places import Edge, Fold, NetworkGeometry, Node
from bptutor.ui.canvas.rects import Point, Rect, distance

TOLERANCE = 0.5  # em that an edge may be missed by


def hit(
    geometry: NetworkGeometry,
    point: Point,
    labels: Mapping[Key, Rect] | None = None,
    tolerance: float = TOLERANCE,
) -> Key | Fold | None:
    """The value at a point, or a fold box. An edge stands for its θ, an edge to C for its output.

    `labels` are the weights' labels that are shown on edges just now. A negative tolerance finds no edge."""
    for key, rect in (labels or {}).items():
        if rect.contains(point):
            return key
    for fold in geometry.folds:
        if fold.frame.contains(point):
            return fold
    for rect, key in _places(geometry):
        if rect.contains(point):
            return key
    edge = nearest_edge(geometry, point, tolerance) if tolerance >= 0 else None
    return edge.key if edge else None


def nearest_edge(geometry: NetworkGeometry, point: Point, tolerance: float) -> Edge | None:
    """The edge nearest to a point, if it is within the tolerance."""
    found: list[tuple[float, Key]] = []
    for edge in geometry.routes.values():
        stretches = zip(edge.points, edge.points[1:], strict=False)
        found.append((min(distance(point, start, end) for start, end in stretches), edge.key))
    for layer in range(1, geometry.shape.depth + 2):
        found += _straight(geometry, layer, point, tolerance)
    near = [entry for entry in found if entry[0] <= tolerance]
    return geometry.edge(min(near, key=_away)[1]) if near else None


def _away(entry: tuple[float, Key]) -> float:
    return entry[0]


def _straight(
    geometry: NetworkGeometry, layer: int, point: Point, tolerance: float
) -> Iterator[tuple[float, Key]]:
    """Straight edges into a layer that pass a point, and how far away. By arithmetic alone: an opened layer
    has thousands, and the mouse asks at every move."""
    to_cost = layer > geometry.shape.depth
    starts = [(k, geometry.nodes[layer - 1, k].right) for k in geometry.visible(layer - 1)]
    if to_cost:
        ends = [(0, geometry.cost_arrival())]
    else:
        ends = [(j, geometry.nodes[layer, j].left) for j in geometry.visible(layer)]
    x0, x1 = starts[0][1].x, ends[0][1].x
    if not x0 <= point.x <= x1:
        return
    run, part = x1 - x0, (point.x - x0) / (x1 - x0)
    for j, end in ends:
        for k, start in starts:
            rise = end.y - start.y
            away = abs(point.y - start.y - rise * part)
            # The distance across the edge is less than straight up or down.
            if away <= tolerance * 20 and away * run <= tolerance * hypot(run, rise):
                key = Key(Kind.A, layer - 1, k) if to_cost else Key(Kind.THETA, layer, j, k)
                if key not in geometry.routes:
                    yield away * run / hypot(run, rise), key


def _places(geometry: NetworkGeometry) -> Iterator[tuple[Rect, Key]]:
    for node in geometry.nodes.values():
        yield from node_places(node)
    yield geometry.cost, Key(Kind.C)
    if len(geometry.targets) == geometry.shape.widths[-1]:
        for j, rect in enumerate(geometry.targets, 1):
            yield rect, Key(Kind.Y, 0, j)
    yield geometry.rate, RATE
    for edge in geometry.routes.values():
        if edge.pill is not None:
            yield edge.pill, edge.key.of_kind(Kind.DC_DTHETA)
        if edge.label is not None:
            yield edge.label, edge.key


def node_places(node: Node) -> Iterator[tuple[Rect, Key]]:
    """Rectangles of a node with the values that stand in them."""
    layer, j = node.layer, node.j
    if layer == 0:
        yield node.frame, Key(Kind.X, 0, j)
        return
    if node.z is not None:
        yield node.z, Key(Kind.Z, layer, j)
    yield node.a, Key(Kind.A, layer, j)
    if node.dz is not None:
        yield node.dz, Key(Kind.DC_DZ, layer, j)
    if node.da is not None:
        yield node.da, Key(Kind.DC_DA, layer, j)
    if node.bias_pill is not None:
        yield node.bias_pill, Key(Kind.DC_DB, layer, j)
    if node.bias is not None:
        yield node.bias, Key(Kind.B, layer, j)
