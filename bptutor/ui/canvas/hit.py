"""What of the drawing lies at a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bptutor.trace.keys import Key, Kind
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

    `labels` are the weights' labels that are shown on edges just now."""
    for key, rect in (labels or {}).items():
        if rect.contains(point):
            return key
    for fold in geometry.folds:
        if fold.frame.contains(point):
            return fold
    for rect, key in _places(geometry):
        if rect.contains(point):
            return key
    edge = nearest_edge(geometry, point, tolerance)
    return edge.key if edge else None


def nearest_edge(geometry: NetworkGeometry, point: Point, tolerance: float) -> Edge | None:
    """The edge nearest to a point, if it is within the tolerance."""
    best, least = None, tolerance
    for layer in range(1, geometry.shape.depth + 2):
        for edge in geometry.layer_edges(layer):
            if not _near(edge, point, tolerance):
                continue
            away = min(
                distance(point, start, end) for start, end in zip(edge.points, edge.points[1:], strict=False)
            )
            if away < least:
                best, least = edge, away
    return best


def _near(edge: Edge, point: Point, tolerance: float) -> bool:
    """Whether the point is in the box around the edge: a cheap first look."""
    xs, ys = [p.x for p in edge.points], [p.y for p in edge.points]
    return (
        min(xs) - tolerance <= point.x <= max(xs) + tolerance
        and min(ys) - tolerance <= point.y <= max(ys) + tolerance
    )


def _places(geometry: NetworkGeometry) -> Iterator[tuple[Rect, Key]]:
    for node in geometry.nodes.values():
        yield from node_places(node)
    yield geometry.cost, Key(Kind.C)
    if len(geometry.targets) == geometry.shape.widths[-1]:
        for j, rect in enumerate(geometry.targets, 1):
            yield rect, Key(Kind.Y, 0, j)
    for edge in geometry.routes.values():
        if edge.pill is not None:
            yield edge.pill, edge.key._replace(kind=Kind.DC_DTHETA)
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
