"""Places for weights' labels on the edges of networks that are too wide for one on every edge.

A label stands on its edge, inside the gap between two columns, where it meets no other label; a fan of edges
is labelled where its edges are farthest apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.trace.keys import Key
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.places import Edge, NetworkGeometry, Node
from bptutor.ui.canvas.rects import Rect, along, around

MOST = 12  # more labels at once would be a thicket
TRIES = 9
BESIDE = 0.25  # the least distance to a column, for a ring


def before_node(node: Node, tall: bool) -> Rect:
    """The place of a bias's label, left of a compact neuron."""
    right = node.frame.x - m.BIAS_LABEL_AWAY
    height = m.LABEL_H + (m.SLOT_H + 0.1 if tall else 0.0)
    return Rect(right - m.BIAS_LABEL_W, node.left.y - m.LABEL_H / 2, m.BIAS_LABEL_W, height)


def placed(
    geometry: NetworkGeometry,
    keys: Sequence[Key],
    tall: frozenset[Key],
    taken: Sequence[Rect] = (),
    gates: Sequence[Rect] = (),
) -> dict[Key, Rect]:
    """A rectangle for the label of each θ key in sight, for as many as there is room for besides what is
    `taken`; off closed gates where there is room for that too. Those in `tall` have a gradient beneath. The
    first keys choose first."""
    found: dict[Key, Rect] = {}
    for key in keys:
        edge = geometry.edge(key)
        if edge is None or key in found:
            continue
        if edge.label is not None:
            found[key] = edge.label
            continue
        height = m.LABEL_H + (m.SLOT_H + 0.1 if key in tall else 0.0)
        part, others = _preferred(keys, key), [*taken, *found.values()]
        rect = _free(edge, height, part, [*others, *gates], geometry)
        if rect is None and gates:
            rect = _free(edge, height, part, others, geometry)
        if rect is not None:
            found[key] = rect
    return found


def _preferred(keys: Sequence[Key], key: Key) -> float:
    """Which part of the edge to begin at: the end where edges that leave one neuron, or reach one, part."""
    if sum(other[:2] == key[:2] and other.k == key.k for other in keys) > 2:
        return 1.0
    if sum(other[:2] == key[:2] and other.j == key.j for other in keys) > 2:
        return 0.0
    return 0.5


def _free(
    edge: Edge, height: float, preferred: float, taken: list[Rect], geometry: NetworkGeometry
) -> Rect | None:
    run = edge.end.x - edge.start.x
    margin = (m.LABEL_W / 2 + BESIDE) / run
    if margin > 0.5:
        return None
    parts = [margin + (1 - 2 * margin) * i / (TRIES - 1) for i in range(TRIES)]
    parts.sort(key=lambda part: abs(part - (margin + (1 - 2 * margin) * preferred)))
    for part in parts:
        point = along(edge.start, edge.end, part)
        rect = around(point, m.LABEL_W, m.LABEL_H)
        rect = Rect(rect.x, rect.y, rect.w, height)
        inside = rect.y >= m.HEADING_H + m.MARGIN and rect.bottom <= geometry.height
        if inside and not any(rect.meets(other.grown(0.1)) for other in taken):
            return rect
    return None
