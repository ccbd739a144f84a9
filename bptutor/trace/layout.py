"""Where steps lie: the tree iteration > example > phase > layer > value > term as arithmetic.

An iteration is one block an example (all alike) and one block for what comes after them. A block is a row
of segments; a segment is `count` values that take the same number of term steps each. Segments that share
a `group` are one step at the layer level. Finding a step is a division and a search among a few segments.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from itertools import accumulate

from msgspec.structs import replace

from bptutor.engine.network import Network
from bptutor.engine.optimisers import PLAIN, Optimiser
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Kind
from bptutor.trace.steps import Level, Phase


class Part(Enum):
    """What the values of a segment are."""

    Z = "z"
    A = "a"
    C = "C"
    DA = "dC/da"
    DZ = "dC/dz"
    DTHETA = "dC/dtheta"
    DB = "dC/db"
    J = "J"
    MEAN_THETA = "dJ/dtheta"
    MEAN_B = "dJ/db"
    NEW_THETA = "theta+"
    NEW_B = "b+"


class Segment(Frozen):
    """`count` values of one part and layer, each in `terms` term steps; number `at` of its block.

    An optimiser makes several values for each parameter, in rounds: `cuts` are what they are, with the term
    steps of each, and then `terms` are those of a whole round."""

    part: Part
    phase: Phase
    layer: int
    count: int
    terms: int
    group: int
    at: int = 0
    cuts: tuple[tuple[Kind, int], ...] = ()

    @property
    def round(self) -> int:
        """Values of a round."""
        return len(self.cuts) or 1

    @property
    def steps(self) -> int:
        """Term steps of all values."""
        return self.count // self.round * self.terms

    def terms_of(self, value: int) -> int:
        """Term steps of a value, counted from 0."""
        return self.cuts[value % len(self.cuts)][1] if self.cuts else self.terms

    def start(self, value: int) -> int:
        """The first term step of a value; of one past the last it is their number."""
        rounds, rest = divmod(value, self.round)
        return rounds * self.terms + sum(terms for _, terms in self.cuts[:rest])

    def find(self, step: int) -> tuple[int, int]:
        """The value that a term step belongs to, and its number in it."""
        rounds, term = divmod(step, self.terms)
        value = rounds * self.round
        for _, terms in self.cuts:
            if term < terms:
                break
            value, term = value + 1, term - terms
        return value, term


class Place(Frozen):
    """Where a step lies: block (an example's, or the last), segment, value in it, term of the value."""

    block: int
    segment: Segment
    value: int
    term: int


class Block:
    """Segments in order, with the offset of each at every level."""

    def __init__(self, segments: list[Segment]) -> None:
        filled = (segment for segment in segments if segment.count)
        self.segments = tuple(replace(segment, at=at) for at, segment in enumerate(filled))
        self.values = [0, *accumulate(s.count for s in self.segments)]
        self.terms = [0, *accumulate(s.steps for s in self.segments)]
        groups = [s.group for s in self.segments]
        self.group_starts = [i for i, g in enumerate(groups) if i == 0 or g != groups[i - 1]]

    def size(self, level: Level) -> int:
        """Steps of the block at a level."""
        if level is Level.LAYER:
            return len(self.group_starts)
        return self.values[-1] if level is Level.VALUE else self.terms[-1]

    def locate(self, level: Level, index: int) -> tuple[Segment, int, int]:
        """Segment, value and term of the block's step `index`; a layer step is found by its first value."""
        if level is Level.LAYER:
            return self.segments[self.group_starts[index]], 0, 0
        offsets = self.values if level is Level.VALUE else self.terms
        at = bisect_right(offsets, index) - 1
        segment = self.segments[at]
        rest = index - offsets[at]
        return (segment, rest, 0) if level is Level.VALUE else (segment, *segment.find(rest))

    def index(self, level: Level, segment: Segment, value: int, term: int) -> int:
        """The inverse of `locate`."""
        at = segment.at
        if level is Level.LAYER:
            return bisect_right(self.group_starts, at) - 1
        if level is Level.VALUE:
            return self.values[at] + value
        return self.terms[at] + segment.start(value) + term


class Layout:
    """The whole tree of one iteration over `examples` examples of a network, with an optimiser's update."""

    def __init__(self, network: Network, examples: int, optimiser: Optimiser = PLAIN) -> None:
        self.examples = examples
        self.block = Block(_example_segments(network))
        after = _joint_segments(network, examples) if examples > 1 else []
        self.tail = Block(after + _update_segments(network, len(after), optimiser))

    def size(self, level: Level) -> int:
        """How many steps the iteration has at a level."""
        return self.examples * self.block.size(level) + self.tail.size(level)

    def locate(self, level: Level, index: int) -> Place:
        """The place of step `index`, 0 <= index < size."""
        block, rest = divmod(index, self.block.size(level))
        if block < self.examples:
            return Place(block, *self.block.locate(level, rest))
        rest = index - self.examples * self.block.size(level)
        return Place(self.examples, *self.tail.locate(level, rest))

    def index(self, level: Level, place: Place) -> int:
        """The step at a level that a place lies in; the inverse of `locate`."""
        block = self.block if place.block < self.examples else self.tail
        inner = block.index(level, place.segment, place.value, place.term)
        return place.block * self.block.size(level) + inner

    def find(self, part: Part, layer: int, example: int) -> Place | None:
        """The first value of a part and layer, for an example counted from 0; None where there is none."""
        for number, block in ((example, self.block), (self.examples, self.tail)):
            for segment in block.segments:
                if segment.part is part and segment.layer == layer:
                    return Place(number, segment, 0, 0)
        return None


MOST_KEPT = 8
_layouts: dict[tuple[object, ...], Layout] = {}


def layout_of(network: Network, examples: int, optimiser: Optimiser) -> Layout:
    """The layout of an iteration, the same one for all networks that differ in their numbers only."""
    kinds = tuple((of.activation.mixes, of.train_weights, of.train_biases) for of in network.layers)
    shape = network.widths, kinds, network.reduction, examples, optimiser
    if shape not in _layouts:
        if len(_layouts) >= MOST_KEPT:
            _layouts.clear()
        _layouts[shape] = Layout(network, examples, optimiser)
    return _layouts[shape]


def _example_segments(network: Network) -> list[Segment]:
    widths, depth = network.widths, network.depth
    rows: list[Segment] = []
    for layer in range(1, depth + 1):
        rows.append(Segment(Part.Z, Phase.FORWARD, layer, widths[layer], widths[layer - 1] + 1, layer))
        rows.append(Segment(Part.A, Phase.FORWARD, layer, widths[layer], 1, layer))
    outputs = widths[depth]
    rows.append(Segment(Part.C, Phase.COST, depth, 1, outputs + 1 if outputs > 1 else 1, depth + 1))
    for layer in range(depth, 0, -1):
        count, group = widths[layer], 2 * depth + 2 - layer
        arrives = 1 if layer == depth else paths(widths[layer + 1])
        through = paths(count) if network.layers[layer - 1].activation.mixes else 2
        rows.append(Segment(Part.DA, Phase.BACKWARD, layer, count, arrives, group))
        rows.append(Segment(Part.DZ, Phase.BACKWARD, layer, count, through, group))
        rows.append(Segment(Part.DTHETA, Phase.BACKWARD, layer, count * widths[layer - 1], 2, group))
        rows.append(Segment(Part.DB, Phase.BACKWARD, layer, count, 2, group))
    return rows


def paths(count: int) -> int:
    """Term steps of a sum over `count` paths: a factor and a product each, and a sum if several."""
    return 2 * count + (count > 1)


def _joint_segments(network: Network, examples: int) -> list[Segment]:
    """J and its gradients, gathered over the examples."""
    steps = examples + (network.reduction == "mean")
    rows = [Segment(Part.J, Phase.COST, network.depth, 1, steps, 0)]
    for layer in range(network.depth, 0, -1):
        weights, group = network.layers[layer - 1].weights, network.depth + 1 - layer
        rows.append(Segment(Part.MEAN_THETA, Phase.BACKWARD, layer, weights.size, steps, group))
        rows.append(Segment(Part.MEAN_B, Phase.BACKWARD, layer, len(weights), steps, group))
    return rows


def _cuts(optimiser: Optimiser) -> tuple[tuple[Kind, int], ...]:
    """The values that an optimiser makes of each parameter, each with its number of term steps."""
    if optimiser.plain:
        return ()
    from bptutor.trace.optimiser_rules import cuts_of

    return cuts_of(optimiser)


def _update_segments(network: Network, first_group: int, optimiser: Optimiser) -> list[Segment]:
    rows: list[Segment] = []
    cuts = _cuts(optimiser)
    terms = sum(count for _, count in cuts) or 2
    each = len(cuts) or 1
    for number, layer in enumerate(network.layers, 1):
        weights = layer.weights.size if layer.train_weights else 0
        biases = layer.width if layer.train_biases else 0
        for part, count in ((Part.NEW_THETA, weights), (Part.NEW_B, biases)):
            group = first_group + number
            rows.append(Segment(part, Phase.UPDATE, number, count * each, terms, group, cuts=cuts))
    return rows
