"""Places for weights' labels on the edges of networks that are too wide for one on every edge.

A label stands on its edge, inside the gap between two columns, where it meets no other label and no other
edge crosses under it; a fan of edges is labelled where its edges are farthest apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bptutor.trace.keys import Key
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.places import Edge, NetworkGeometry, Node
from bptutor.ui.canvas.rects import Rect, along, around

MOST = 12  # more labels at once would be a thicket
TRIES, MIDDLE = 9, 0.5
BESIDE = 0.25  # the least distance to a column, for a ring
SYMBOL_W, SIGN_W, LEAST_W = 2.7, 0.5, 4.4  # of a symbol with what is around it, of a sign of its number
FEW_EDGES = 16  # between two columns, of which a label keeps off those that cross its own
CLEAR = 1.5 * m.LABEL_H  # how far above or below a label’s middle they pass


class Size(NamedTuple):
    w: float
    h: float


def before_node(node: Node, tall: bool) -> Rect:
    """The place of a bias's label, left of a compact neuron."""
    right = node.frame.x - m.BIAS_LABEL_AWAY
    height = m.LABEL_H + (m.LABEL_PILL_GAP + m.SLOT_H if tall else 0.0)
    return Rect(right - m.BIAS_LABEL_W, node.left.y - m.LABEL_H / 2, m.BIAS_LABEL_W, height)


def width_for(number: str) -> float:
    """How wide the label of a weight with this number is."""
    return min(max(SYMBOL_W + SIGN_W * len(number), LEAST_W), m.LABEL_W)


def placed(
    geometry: NetworkGeometry,
    widths: Mapping[Key, float],
    tall: frozenset[Key],
    taken: Sequence[Rect] = (),
    gates: Sequence[Rect] = (),
) -> dict[Key, Rect]:
    """A rectangle for the label of each θ key in sight, as wide as told, for as many as there is room for
    besides what is `taken`; off closed gates where there is room for that too. Those in `tall` have a
    gradient beneath. The first keys choose first."""
    found: dict[Key, Rect] = {}
    for key, width in widths.items():
        edge = geometry.edge(key)
        if edge is None:
            continue
        if edge.label is not None:
            found[key] = edge.label
            continue
        size = Size(width, m.LABEL_H + (m.LABEL_PILL_GAP + m.SLOT_H if key in tall else 0.0))
        parts = _parts(geometry, key, width, _preferred(widths, key), frozenset(widths))
        others = [*taken, *found.values()]
        rect = _free(edge, parts, size, [*others, *gates], geometry)
        if rect is None and gates:
            rect = _free(edge, parts, size, others, geometry)
        if rect is not None:
            found[key] = rect
    return found


@lru_cache(maxsize=256)
def _parts(
    geometry: NetworkGeometry, key: Key, width: float, preferred: float, labelled: frozenset[Key]
) -> list[float]:
    """The parts of an edge that a label may stand at, the best first: near the preferred end, and in its
    middle first of all where no other edge passes under it that has a label too."""
    edge = geometry.edge(key)
    assert edge is not None
    margin = (width / 2 + BESIDE) / (edge.end.x - edge.start.x)
    if margin > 0.5:
        return []
    parts = [margin + (1 - 2 * margin) * i / (TRIES - 1) for i in range(TRIES)]
    parts.sort(key=lambda part: abs(part - (margin + (1 - 2 * margin) * preferred)))
    others = [edge for edge in geometry.layer_edges(key.layer) if edge.key in labelled]
    if preferred == MIDDLE and len(others) <= FEW_EDGES:
        apart = {part: min(_apart(edge, others, part), CLEAR) for part in parts}
        parts.sort(key=lambda part: -apart[part])
    return parts


def _apart(edge: Edge, others: Sequence[Edge], part: float) -> float:
    """How far above or below an edge the nearest of some others passes."""
    y = along(edge.start, edge.end, part).y
    return min(
        (abs(along(other.start, other.end, part).y - y) for other in others if other.key != edge.key),
        default=CLEAR,
    )


def _preferred(keys: Collection[Key], key: Key) -> float:
    """Which part of the edge to begin at: the end where edges that leave one neuron, or reach one, part."""
    if sum(other[:2] == key[:2] and other.k == key.k for other in keys) > 2:
        return 1.0
    if sum(other[:2] == key[:2] and other.j == key.j for other in keys) > 2:
        return 0.0
    return MIDDLE


def _free(
    edge: Edge, parts: Sequence[float], size: Size, taken: Sequence[Rect], geometry: NetworkGeometry
) -> Rect | None:
    for part in parts:
        rect = around(along(edge.start, edge.end, part), size.w, m.LABEL_H)
        rect = Rect(rect.x, rect.y, rect.w, size.h)
        inside = rect.y >= m.HEADING_H + m.MARGIN and rect.bottom <= geometry.height
        if inside and not any(rect.meets(other.grown(0.1)) for other in taken):
            return rect
    return None
