"""What a layout is made of: nodes, edges, fold boxes, and the whole of them.

Lengths are em of the text; coordinates begin at the upper left corner of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import field

from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.folding import Rows
from bptutor.ui.canvas.rects import Point, Rect, around, union

AT_COST = frozenset({Kind.C, Kind.J, Kind.C_SHARE, Kind.SUM_C, Kind.Y})  # drawn in the cost’s box or by it
BESIDE = 1.0  # em around a node or an edge, for its rings, marks and arrow heads
BENEATH = 1.6  # above and below an edge, for the name under its pill
BESIDE_PILLS = BESIDE + m.PILL_GROWTH  # at both sides of a node, for the pills of its long numbers


class Shape(Frozen):
    """What a layout depends on: widths n_0..n_L, the layers opened, and the neuron (0: none) that must be in
    sight in each layer (empty: none anywhere)."""

    widths: tuple[int, ...]
    opened: frozenset[int] = frozenset()
    at: tuple[int, ...] = ()

    @property
    def depth(self) -> int:
        return len(self.widths) - 1

    @property
    def thin(self) -> bool:
        """Whether every layer is one neuron wide."""
        return max(self.widths) == 1


class Node(Frozen):
    """An input (layer 0) or a neuron. `z` is None where one field shows z, then a; `dz` and `da` are the
    gradients' slots (`dz` None where one slot shows both; `slots_name` is above the first of a column),
    `bias` and `bias_pill` the bias's label."""

    layer: int
    j: int
    frame: Rect
    a: Rect
    z: Rect | None = None
    dz: Rect | None = None
    da: Rect | None = None
    bias: Rect | None = None
    bias_pill: Rect | None = None
    caption: Rect | None = None
    slots_name: Rect | None = None
    stacked: bool = True  # whether the symbol stands above its number

    @property
    def left(self) -> Point:
        """Where edges arrive."""
        return Point(self.frame.x, self.frame.y + self.frame.h / 2)

    @property
    def right(self) -> Point:
        """Where edges leave."""
        beside = self.da is not None and self.z is None
        end = self.da.right + 0.12 if beside and self.da else self.frame.right
        return Point(end, self.frame.y + self.frame.h / 2)

    @property
    def gate(self) -> Rect:
        """Where two bars close its edges if nothing comes back through it."""
        return around(Point(self.right.x + m.GATE_AWAY, self.right.y), m.GATE_W, m.GATE_H)

    @property
    def bias_arrow(self) -> tuple[Point, Point] | None:
        """From the bias's label down to the neuron."""
        if self.bias is None or self.z is None:
            return None
        return Point(self.z.centre.x, self.bias.bottom + 0.15), Point(self.z.centre.x, self.frame.y)

    def rects(self) -> Iterator[Rect]:
        """Everything that the node covers."""
        others = (self.dz, self.da, self.bias, self.bias_pill, self.caption, self.slots_name)
        yield self.frame
        yield from (rect for rect in others if rect is not None)


class Edge(Frozen, dict=True):
    """A line from a neuron to one that it feeds, or (key a^L_j) from an output to C."""

    key: Key
    points: tuple[Point, ...]
    label: Rect | None = None  # above the edge: symbol and value
    pill: Rect | None = None  # beneath it: gradient

    @cached_property
    def extent(self) -> Rect:
        """All that is painted of it."""
        return self.place.grown(BESIDE, BENEATH)

    @cached_property
    def place(self) -> Rect:
        """Where it is, with its labels."""
        ends = [Rect(point.x, point.y, 0.0, 0.0) for point in self.points]
        return union([*ends, *(rect for rect in (self.label, self.pill) if rect is not None)])

    @property
    def start(self) -> Point:
        return self.points[0]

    @property
    def end(self) -> Point:
        return self.points[-1]


class Fold(Frozen):
    """The box that stands for neurons out of sight: `count` of a layer, `above` or below those in sight."""

    layer: int
    count: int
    above: bool
    frame: Rect

    @property
    def left(self) -> Point:
        return Point(self.frame.x, self.frame.y + self.frame.h / 2)

    @property
    def right(self) -> Point:
        return Point(self.frame.right, self.frame.y + self.frame.h / 2)


class NetworkGeometry(Frozen, eq=False, dict=True):
    """A layout. `width` and `height` are of the whole; `scale` is the part of the text's size at which it
    fills the room that it was made for; `compact` nodes show a with its value and one gradient."""

    shape: Shape
    width: float
    height: float
    scale: float
    compact: bool
    rows: tuple[Rows, ...]
    nodes: dict[tuple[int, int], Node]
    cost: Rect
    targets: tuple[Rect, ...]
    headings: tuple[Rect, ...] = ()
    folds: tuple[Fold, ...] = ()
    routes: dict[Key, Edge] = field(default_factory=dict)  # edges that are not straight, or have labels
    legend: Rect | None = None

    def node(self, layer: int, j: int) -> Node | None:
        """The node of a neuron, or of an input where the layer is 0; None where it is folded away."""
        return self.nodes.get((layer, j))

    def edge(self, key: Key) -> Edge | None:
        """The edge of a θ key, or of an a key of the output layer (to C); None where it is folded away."""
        if key in self.routes:
            return self.routes[key]
        if key.kind is Kind.A:
            node = self.node(key.layer, key.j)
            return Edge(key, (node.right, Point(self.cost.x, self.cost.centre.y))) if node else None
        start, end = self.node(key.layer - 1, key.k), self.node(key.layer, key.j)
        return Edge(key, (start.right, end.left)) if start and end else None

    def layer_edges(self, layer: int) -> tuple[Edge, ...]:
        """All edges into a layer that are in sight; of layer L + 1 the edges to C."""
        return self._by_layer[layer - 1]

    @cached_property
    def _by_layer(self) -> tuple[tuple[Edge, ...], ...]:
        return tuple(tuple(self._edges_into(layer)) for layer in range(1, self.shape.depth + 2))

    def _edges_into(self, layer: int) -> Iterator[Edge]:
        if layer > self.shape.depth:
            keys = (Key(Kind.A, layer - 1, j) for j in self.visible(layer - 1))
        else:
            keys = (
                Key(Kind.THETA, layer, j, k) for j in self.visible(layer) for k in self.visible(layer - 1)
            )
        yield from (edge for key in keys if (edge := self.edge(key)) is not None)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge in sight, from left to right."""
        return tuple(edge for layer in self._by_layer for edge in layer)

    def visible(self, layer: int) -> range:
        """The neurons of a layer that are in sight."""
        return range(self.rows[layer].first, self.rows[layer].last + 1)

    def folds_of(self, layer: int) -> tuple[Fold, ...]:
        """The boxes of a layer."""
        return tuple(fold for fold in self.folds if fold.layer == layer)

    @cached_property
    def node_extents(self) -> dict[tuple[int, int], Rect]:
        """All that is painted of each node, with its gate."""
        return {
            at: union([*node.rects(), *((node.gate,) if node.layer else ())]).grown(BESIDE_PILLS, BESIDE)
            for at, node in self.nodes.items()
        }

    @cached_property
    def cost_extent(self) -> Rect:
        """All that is painted of the cost, with the targets and the learning rate."""
        return union([self.cost, *self.targets, self.rate]).grown(BESIDE)

    @property
    def labelled(self) -> bool:
        """Whether every weight has a place for its label; otherwise labels are placed where wanted."""
        return self.shape.thin

    @property
    def rate(self) -> Rect:
        """Where the learning rate stands: beneath the targets."""
        last = self.targets[-1]
        return Rect(last.x, last.bottom, last.w, last.h)

    def cost_arrival(self) -> Point:
        """Where edges reach C."""
        return Point(self.cost.x, self.cost.centre.y)
