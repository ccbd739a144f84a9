"""Going through the values of the drawing by keyboard, from left to right."""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.ui.canvas import hit, shown
from bptutor.ui.canvas.places import NetworkGeometry


def stops(view: NetworkView, geometry: NetworkGeometry) -> list[Key]:
    """Every value in sight: of each layer first the weights into it, then its neurons."""
    found: list[Key] = []
    for layer in range(geometry.shape.depth + 1):
        if layer:
            for edge in geometry.layer_edges(layer):
                found.append(edge.key)
                if shown.pill_is_due(view, edge.key):
                    found.append(shown.pill(view, edge.key).key)
        for j in geometry.visible(layer):
            found += _of_node(view, geometry, layer, j)
    found.append(shown.cost(view).key)
    found += [Key(Kind.Y, 0, j) for j in range(1, geometry.shape.widths[-1] + 1)]
    return [*found, RATE]


def _of_node(view: NetworkView, geometry: NetworkGeometry, layer: int, j: int) -> Iterator[Key]:
    node = geometry.node(layer, j)
    if node is None:
        return
    if layer and node.bias is None:
        yield Key(Kind.B, layer, j)
    for _, key in hit.node_places(node):
        if key.kind is Kind.DC_DB and not shown.pill_is_due(view, Key(Kind.B, layer, j)):
            continue
        yield shown.refined(view, node, key)


def neighbour(keys: list[Key], key: Key | None, step: int) -> Key | None:
    """The next stop, or the one before; the first or last where there is none to start from."""
    if not keys:
        return None
    if key not in keys:
        return keys[0 if step > 0 else -1]
    return keys[min(max(keys.index(key) + step, 0), len(keys) - 1)]
