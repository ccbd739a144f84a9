"""The layout of networks whose layers are all one neuron wide: a row, or for deep ones several rows."""

from __future__ import annotations

from math import ceil

from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.folding import Rows
from bptutor.ui.canvas.places import Edge, NetworkGeometry, Node, Shape
from bptutor.ui.canvas.rects import Point, Rect

ABOVE = m.NEURON_H / 2 + m.BIAS_H  # what a row needs above its axis
BELOW = m.NEURON_H / 2 + m.SLOTS_H + 0.15 + m.CAPTION_H
BETTER = 1.15  # another row must gain this much


def chain(shape: Shape, width: float, height: float, least: float = 0.0) -> NetworkGeometry:
    """One row while it can be read well; a deep chain in as many rows as make it largest. Shown at `least`
    or larger."""
    best = _in_rows(shape, 1, width, height, least)
    if best.scale >= m.ONE_ROW_SCALE:
        return best
    for rows in range(2, min(m.CHAIN_ROWS, shape.depth) + 1):
        other = _in_rows(shape, rows, width, height, least)
        if other.scale > best.scale * BETTER:
            best = other
    return best


def _in_rows(shape: Shape, rows: int, width: float, height: float, least: float) -> NetworkGeometry:
    per_row = ceil(shape.depth / rows)
    rows = ceil(shape.depth / per_row)
    tall = 2 * m.MARGIN + rows * (ABOVE + BELOW) + (rows - 1) * m.ROW_GUTTER
    fixed = 2 * m.MARGIN + m.INPUT_W + per_row * m.NEURON_W + m.COST_W
    least_w = fixed + per_row * m.CHAIN_GAP + m.CHAIN_COST_GAP
    scale = min(m.LARGEST, width / least_w, height / tall)
    shown = max(scale, least)
    spare = max(width / shown - least_w, 0.0) / (per_row + 0.5)
    gap = min(m.CHAIN_GAP + spare, m.CHAIN_GAP_MOST)
    cost_gap = min(m.CHAIN_COST_GAP + spare / 2, m.CHAIN_COST_GAP_MOST)
    legend = tall + m.LEGEND_H + 0.4 <= height / shown
    tall += m.LEGEND_H + 0.4 if legend else 0.0
    return _Chain(shape, per_row, gap, cost_gap).laid_out(tall, scale, legend)


class _Chain:
    """One layout being made: neuron l stands in row (l − 1) // per_row."""

    def __init__(self, shape: Shape, per_row: int, gap: float, cost_gap: float) -> None:
        self.shape = shape
        self.per_row = per_row
        self.gap = gap
        self.cost_gap = cost_gap
        self.first = m.MARGIN + m.INPUT_W + gap  # left of the first neuron of every row

    def laid_out(self, height: float, scale: float, legend: bool) -> NetworkGeometry:
        depth = self.shape.depth
        nodes = {(0, 1): _input(m.MARGIN, self.axis(1))}
        nodes |= {
            (layer, 1): _neuron(layer, self.left(layer), self.axis(layer)) for layer in range(1, depth + 1)
        }
        last = nodes[depth, 1]
        cost = Rect(last.frame.right + self.cost_gap, last.left.y - m.COST_H / 2, m.COST_W, m.COST_H)
        target = Rect(cost.centre.x - m.TARGET_W / 2, cost.bottom + m.TARGET_GAP, m.TARGET_W, m.TARGET_H)
        routes = {Key(Kind.THETA, layer, 1, 1): self.edge(layer, nodes) for layer in range(1, depth + 1)}
        ends = [cost.right, *(node.frame.right for node in nodes.values())]
        ends += (point.x for edge in routes.values() for point in edge.points)  # an edge turns beyond its row
        right = max(ends) + m.MARGIN
        box = Rect(m.MARGIN, height - m.MARGIN - m.LEGEND_H, right - 2 * m.MARGIN, m.LEGEND_H)
        return NetworkGeometry(
            self.shape,
            right,
            height,
            scale,
            False,
            (Rows(1, 1, 1),) * (depth + 1),
            nodes,
            cost,
            (target,),
            routes=routes,
            legend=box if legend else None,
        )

    def axis(self, layer: int) -> float:
        """The height at which a neuron's edges run."""
        row = (layer - 1) // self.per_row
        return m.MARGIN + ABOVE + row * (ABOVE + BELOW + m.ROW_GUTTER)

    def left(self, layer: int) -> float:
        return self.first + (layer - 1) % self.per_row * (m.NEURON_W + self.gap)

    def edge(self, layer: int, nodes: dict[tuple[int, int], Node]) -> Edge:
        """The edge into a layer; into the first neuron of a further row it comes round from above."""
        start, end = nodes[layer - 1, 1].right, nodes[layer, 1].left
        points: tuple[Point, ...] = (start, end)
        if layer > 1 and (layer - 1) % self.per_row == 0:
            turn, between = start.x + 1.0, (start.y + BELOW + end.y - ABOVE) / 2
            back = end.x - self.gap
            points = (
                start,
                Point(turn, start.y),
                Point(turn, between),
                Point(back, between),
                Point(back, end.y),
                end,
            )
        room = Rect(end.x - self.gap + 0.15, end.y, self.gap - 0.3, 0.0)
        label = Rect(room.x, end.y - m.WEIGHT_TOP, room.w, m.WEIGHT_TOP - m.WEIGHT_BOTTOM)
        pill_w = min(m.HALF_W - 0.2, room.w)
        pill = Rect(room.centre.x - pill_w / 2, end.y + m.PILL_DOWN, pill_w, m.SLOT_H)
        return Edge(Key(Kind.THETA, layer, 1, 1), points, label, pill)


def _input(x: float, axis: float) -> Node:
    frame = Rect(x, axis - m.INPUT_H / 2, m.INPUT_W, m.INPUT_H)
    return Node(0, 1, frame, frame)


def _neuron(layer: int, x: float, axis: float) -> Node:
    node = full_neuron(layer, 1, x, axis)
    top = node.frame.bottom + m.SLOTS_H + 0.15
    caption = Rect(x, top, m.NEURON_W, m.CAPTION_H)
    return Node(layer, 1, node.frame, node.a, node.z, node.dz, node.da, node.bias, node.bias_pill, caption)


def full_neuron(layer: int, j: int, x: float, axis: float) -> Node:
    """A neuron with both halves, its slots beneath and its bias above; its edges run at `axis`."""
    frame = Rect(x, axis - m.NEURON_H / 2, m.NEURON_W, m.NEURON_H)
    slot_y, slot_w = frame.bottom + m.SLOT_GAP, m.HALF_W - 2 * m.SLOT_INSET
    bias_y = frame.y - m.BIAS_H
    return Node(
        layer,
        j,
        frame,
        Rect(x + m.HALF_W, frame.y, m.HALF_W, m.NEURON_H),
        Rect(x, frame.y, m.HALF_W, m.NEURON_H),
        Rect(x + m.SLOT_INSET, slot_y, slot_w, m.SLOT_H),
        Rect(x + m.HALF_W + m.SLOT_INSET, slot_y, slot_w, m.SLOT_H),
        Rect(x, bias_y, m.HALF_W + m.SLOT_INSET, m.BIAS_LABEL_H),
        Rect(x + m.HALF_W + m.SLOT_INSET, bias_y, slot_w, m.BIAS_LABEL_H),
    )
