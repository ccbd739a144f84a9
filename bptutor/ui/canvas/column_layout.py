"""The layout of networks with wider layers: a column a layer, full neurons or compact ones."""

from __future__ import annotations

from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.chain_layout import full_neuron
from bptutor.ui.canvas.column_style import COMPACT, FULL, Style
from bptutor.ui.canvas.folding import Rows, folds, rows_in_sight
from bptutor.ui.canvas.places import Fold, NetworkGeometry, Node, Shape
from bptutor.ui.canvas.rects import Rect


def columns(shape: Shape, width: float, height: float, least: float = 0.0) -> NetworkGeometry:
    """Full neurons where they can be read; compact ones in wider networks. Shown at `least` or larger."""
    if folds(shape.widths):
        return _Columns(shape, COMPACT, width, height, least).laid_out()
    full = _Columns(shape, FULL, width, height, least)
    if max(shape.widths) <= m.FULL_MOST or full.scale >= m.FULL_SCALE:
        return full.laid_out()
    compact = _Columns(shape, COMPACT, width, height, least)
    return (full if full.scale >= compact.scale else compact).laid_out()


class _Columns:
    """One layout being made: all columns are centred on one axis."""

    def __init__(self, shape: Shape, style: Style, width: float, height: float, least: float) -> None:
        self.shape = shape
        self.style = style
        self.rows = rows_in_sight(shape.widths, shape.opened, shape.at, height)
        self.boxed = folds(shape.widths)
        most = max(rows.count for rows in self.rows[1:])
        self.most = max(most, self.rows[0].count) if style.compact else most
        least_w = self._width(style.gap, m.COST_GAP)
        least_h = self._height(style.row_gap)
        tallest = height / least_h
        if shape.opened:
            # An opened layer is scrolled through rather than made small.
            tallest = max(tallest, m.OPENED_SCALE)
        self.scale = min(m.LARGEST, width / least_w, tallest)
        shown = max(self.scale, least)
        spare = max(width / shown - least_w, 0.0) / (shape.depth + 0.4)
        self.gap = min(style.gap + spare, m.GAP_MOST)
        self.cost_gap = min(m.COST_GAP + 0.4 * spare, m.COST_GAP_MOST)
        more = max(height / shown - least_h - m.LEGEND_H - 0.4, 0.0) / max(self.most, self.rows[0].count)
        self.row_gap = min(style.row_gap + more, style.row_gap_most)
        self.legend = self._height(self.row_gap) + m.LEGEND_H + 0.4 <= height / shown

    def _width(self, gap: float, cost_gap: float) -> float:
        fixed = 2 * m.MARGIN + self.style.input_w + m.COST_W
        return fixed + self.shape.depth * (self.style.neuron_w + gap) + cost_gap

    def _height(self, row_gap: float) -> float:
        boxes = 2 * (m.FOLD_H + m.FOLD_GAP) if self.boxed else 0.0
        return 2 * m.MARGIN + m.HEADING_H + sum(self._reach(row_gap)) + boxes

    def _reach(self, row_gap: float) -> tuple[float, float]:
        """How far the highest column goes above the axis, and the lowest below it."""
        above, below = self._neurons(row_gap)
        inputs = (self.rows[0].count - 1) / 2 * self._input_pitch(row_gap) + self.style.input_h / 2
        beneath = m.COST_H / 2 + m.COLUMN_TARGET_GAP + (self._targets + 1) * m.TARGET_H  # with η
        return max(above, inputs), max(below, inputs, beneath)

    def _neurons(self, row_gap: float) -> tuple[float, float]:
        """The same of the neurons alone."""
        half = (self.most - 1) / 2 * self._pitch(row_gap)
        return half + self.style.above, half + self.style.below

    @property
    def _targets(self) -> int:
        """How many lines the targets take."""
        return self.shape.widths[-1] if self.shape.widths[-1] <= 3 else 1

    def _pitch(self, row_gap: float) -> float:
        return self.style.above + self.style.below + row_gap

    def _input_pitch(self, row_gap: float) -> float:
        """Inputs stand as far apart as neurons where they are as many; more of them spread over the neurons'
        height, and as far beyond it as they must."""
        count, pitch = self.rows[0].count, self._pitch(row_gap)
        if self.style.compact or count == self.most:
            return pitch
        if count < self.most:
            return min(pitch, m.FEW_INPUTS_APART + row_gap)
        beside = (2 * min(self._neurons(row_gap)) - self.style.input_h) / (count - 1)
        return min(pitch, max(m.MANY_INPUTS_APART + row_gap, beside))

    def laid_out(self) -> NetworkGeometry:
        nodes: dict[tuple[int, int], Node] = {}
        boxes: list[Fold] = []
        headings: list[Rect] = []
        above = m.FOLD_H + m.FOLD_GAP if any(rows.above for rows in self.rows) else 0.0
        top = self._top() - above - m.HEADING_H
        for layer, rows in enumerate(self.rows):
            x, w = self._left(layer), self._node_width(layer)
            for j in range(rows.first, rows.last + 1):
                nodes[layer, j] = self._node(layer, j, x)
            boxes += self._boxes(layer, rows, x)
            wide = min(w + self.gap * 0.9, 2 * x + w)
            headings.append(Rect(x + w / 2 - wide / 2, top, wide, m.HEADING_H - 0.65))
        last = self.shape.depth
        cost_x = self._left(last) + self.style.neuron_w + self.cost_gap
        cost = Rect(cost_x, self._axis() - m.COST_H / 2, m.COST_W, m.COST_H)
        x, y = cost.centre.x - m.TARGET_W / 2, cost.bottom + m.COLUMN_TARGET_GAP
        targets = tuple(Rect(x, y + i * m.TARGET_H, m.TARGET_W, m.TARGET_H) for i in range(self._targets))
        height = self._height(self.row_gap) + (m.LEGEND_H + 0.4 if self.legend else 0.0)
        width = self._width(self.gap, self.cost_gap)
        legend = Rect(m.MARGIN, height - m.MARGIN - m.LEGEND_H, width - 2 * m.MARGIN, m.LEGEND_H)
        return NetworkGeometry(
            self.shape,
            width,
            height,
            self.scale,
            self.style.compact,
            self.rows,
            nodes,
            cost,
            targets,
            tuple(headings),
            tuple(boxes),
            legend=legend if self.legend else None,
        )

    def _left(self, layer: int) -> float:
        if layer == 0:
            return m.MARGIN
        first = m.MARGIN + self.style.input_w + self.gap
        return first + (layer - 1) * (self.style.neuron_w + self.gap)

    def _node_width(self, layer: int) -> float:
        if layer == 0:
            return self.style.input_w
        return m.COMPACT_W if self.style.compact else self.style.neuron_w

    def _top(self) -> float:
        """Where rows begin. Without a box above the rows its room is halved between top and bottom."""
        above = m.FOLD_H + m.FOLD_GAP if self.boxed else 0.0
        return m.MARGIN + m.HEADING_H + (above if any(rows.above for rows in self.rows) else above / 2)

    def _axis(self) -> float:
        """The height at which the middle of every column stands."""
        return self._top() + self._reach(self.row_gap)[0]

    def _row_axis(self, layer: int, j: int) -> float:
        rows = self.rows[layer]
        pitch = self._pitch(self.row_gap) if layer else self._input_pitch(self.row_gap)
        return self._axis() + (j - rows.first - (rows.count - 1) / 2) * pitch

    def _node(self, layer: int, j: int, x: float) -> Node:
        axis = self._row_axis(layer, j)
        if layer == 0:
            frame = Rect(x, axis - self.style.input_h / 2, self.style.input_w, self.style.input_h)
            return Node(0, j, frame, frame, stacked=not self.style.compact)
        if not self.style.compact:
            return full_neuron(layer, j, x, axis)
        frame = Rect(x, axis - m.COMPACT_H / 2, m.COMPACT_W, m.COMPACT_H)
        slot = Rect(
            frame.right + m.COMPACT_SLOT_GAP, axis - m.COMPACT_SLOT_H / 2, m.COMPACT_SLOT_W, m.COMPACT_SLOT_H
        )
        above = Rect(slot.x, slot.y - m.SLOTS_NAME_H, slot.w, m.SLOTS_NAME_H)
        name = above if j == self.rows[layer].first else None
        return Node(layer, j, frame, frame, da=slot, slots_name=name, stacked=False)

    def _boxes(self, layer: int, rows: Rows, x: float) -> list[Fold]:
        w = self._node_width(layer)
        boxes = []
        if rows.above:
            top = self._row_axis(layer, rows.first) - m.COMPACT_H / 2 - m.FOLD_GAP - m.FOLD_H
            boxes.append(Fold(layer, rows.above, True, Rect(x, top, w, m.FOLD_H)))
        if rows.below or layer in self.shape.opened:
            # Below an opened layer the box is also what folds it again.
            top = self._row_axis(layer, rows.last) + m.COMPACT_H / 2 + m.FOLD_GAP
            boxes.append(Fold(layer, rows.below, False, Rect(x, top, w, m.FOLD_H)))
        return boxes
