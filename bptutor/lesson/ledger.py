"""The reuse ledger: what each chain costs by itself, and what it costs when nothing is computed twice.

Both numbers are counted from the timeline. With reuse: the multiplications that its backward phase does.
From scratch: the same steps unfolded, each parameter's gradient multiplied together from C on as if no
other were known; where ways meet they are added and go on as one. Layers are fully connected, so one
parameter of a layer stands for all of its layer.
"""

from __future__ import annotations

from bptutor.engine.network import Network
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.chains import Chain, chains, parameters
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Place, Segment
from bptutor.trace.steps import Level, Phase, StepKind
from bptutor.trace.timeline import Timeline

MOST_ROWS = 200


class Totals(Frozen):
    """Multiplications of one example's backward phase, both ways."""

    from_scratch: int
    with_reuse: int


class Entry(Frozen):
    """A parameter's chain. The first `known` factors have been multiplied already for an earlier one, as
    `shared` (∂C/∂z of its neuron, or of the layer behind); `fresh` multiplications are left to do."""

    parameter: Key
    chain: Chain
    known: int
    shared: Key | None
    from_scratch: int
    fresh: int


class Growth(Frozen):
    """Both totals for a network of one neuron a layer, `depth` layers deep."""

    depth: int
    from_scratch: int
    with_reuse: int


def totals(timeline: Timeline) -> Totals:
    """Both counts for one example."""
    network, scratch = timeline.network, Unfolding(timeline)
    from_scratch = 0
    for number, layer in enumerate(network.layers, 1):
        from_scratch += layer.weights.size * scratch.multiplications(Key(Kind.DC_DTHETA, number, 1, 1))
        from_scratch += layer.biases.size * scratch.multiplications(Key(Kind.DC_DB, number, 1))
    return Totals(from_scratch, with_reuse(timeline))


def with_reuse(timeline: Timeline) -> int:
    """The multiplications that the backward phase of the first example does."""
    backward = (s for s in timeline.layout.block.segments if s.phase is Phase.BACKWARD)
    return sum(segment.count * _multiplications(timeline, segment) for segment in backward)


def _multiplications(timeline: Timeline, segment: Segment) -> int:
    """Those among the term steps of a segment's first value; all its values have as many."""
    first = timeline.layout.index(Level.TERM, Place(0, segment, 0, 0))
    steps = timeline.steps(Level.TERM, first, first + segment.terms)
    return sum(len(step.terms) - 1 for step in steps if step.kind is StepKind.CHAIN)


class Unfolding:
    """Counts how many multiplications a value takes if everything behind it is multiplied out again."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._known: dict[tuple[Kind, int], int] = {}

    def multiplications(self, key: Key) -> int:
        """From C to `key`; equal for all values of a kind and layer."""
        place = key.kind, key.layer
        if place not in self._known:
            self._known[place] = self._unfold(key)
        return self._known[place]

    def _unfold(self, key: Key) -> int:
        index = step_of(self.timeline, key, Level.TERM)
        if index is None or index < 0:
            return 0
        step = self.timeline.step(Level.TERM, index)
        match step.kind:
            case StepKind.CHAIN:
                return len(step.terms) - 1 + sum(self.multiplications(term.key) for term in step.terms)
            case StepKind.SUM:
                return len(step.terms) * self.multiplications(step.terms[0].key)
            case _:
                return 0


def entries(timeline: Timeline) -> tuple[Entry, ...]:
    """One entry a chain, in the order in which backpropagation gets to them, at most the first 200.

    In a network with several ways home, a parameter has an entry for its first way only."""
    network, rows = timeline.network, []
    order = sorted(parameters(network), key=lambda key: (-key.layer, key.kind is Kind.B))
    seen: set[Chain] = set()
    for parameter in order[:MOST_ROWS]:
        chain = next(chains(network, parameter))
        known = max((n for n in range(2, len(chain)) if chain[:n] in seen), default=0)
        seen.update(chain[:n] for n in range(2, len(chain)))
        shared = _reached(chain[known - 1]) if known else None
        fresh = len(chain) - 1 - max(known - 1, 0)
        rows.append(Entry(parameter, chain, known, shared, len(chain) - 1, fresh))
    return tuple(rows)


def _reached(factor: Key) -> Key:
    """What has been multiplied once a factor is in: ∂C/∂z after ∂a/∂z, ∂C/∂a after ∂z/∂a."""
    if factor.kind is Kind.DA_DZ:
        return Key(Kind.DC_DZ, factor.layer, factor.k)
    return Key(Kind.DC_DA, factor.layer - 1, factor.k)


def growth(deepest: int) -> tuple[Growth, ...]:
    """How both counts grow with the depth of a network of one neuron a layer, 1..deepest.

    From scratch Σ 2·(2d) = 2L(L + 1), quadratic; with reuse 4L − 1, a straight line. The tests hold both
    against the timeline."""
    return tuple(Growth(depth, 2 * depth * (depth + 1), 4 * depth - 1) for depth in range(1, deepest + 1))


def profile(timeline: Timeline, value: Key, row: int = 0) -> tuple[tuple[Key, float, float], ...]:
    """The first chain to a value: each factor, its number and the product so far. What the plot of a
    vanishing or exploding gradient shows."""
    rows: list[tuple[Key, float, float]] = []
    running = 1.0
    for factor in next(chains(timeline.network, value)):
        number = timeline.values[factor, row]
        running *= number
        rows.append((factor, number, running))
    return tuple(rows)


def is_thin(network: Network) -> bool:
    """Whether every layer and the input are one wide, so that each parameter has one chain."""
    return all(width == 1 for width in network.widths)
