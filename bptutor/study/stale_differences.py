"""What an edit has changed: two timelines of one shape, compared bit by bit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.trace.timeline import Timeline

Truths = NDArray[np.bool_]


class Differences(Frozen, eq=False):
    """What two timelines of one shape differ in; the first of each tuple is of layer 1. `updates` is how many
    an optimiser has done; `moments` are truths of the weights and of the biases for each of its moments."""

    weights: tuple[Truths, ...]
    biases: tuple[Truths, ...]
    activations: tuple[bool, ...]
    inputs: Truths
    targets: Truths
    cost: bool
    slope_at_zero: bool
    rate: bool
    updates: bool
    moments: tuple[tuple[tuple[Truths, ...], tuple[Truths, ...]], ...]

    @property
    def any(self) -> bool:
        """Whether there is any."""
        arrays = [*self.weights, *self.biases, self.inputs, self.targets]
        arrays += [array for part in self.moments for side in part for array in side]
        flags = (self.cost, self.slope_at_zero, self.rate, self.updates, *self.activations)
        return any(flags) or any(bool(np.any(array)) for array in arrays)


def same_shape(one: Timeline, other: Timeline) -> bool:
    """Whether two timelines have the same values step for step, so that one can stand for the other.

    Mean and sum over several examples have not: a mean has the division as a step of its own."""
    if one.rows != other.rows or one.network.widths != other.network.widths:
        return False
    mixing = [
        [layer.activation.mixes for layer in timeline.network.layers] for timeline in (one, other)
    ]  # softmax has its own row of values
    pairs = ((one.layout.block, other.layout.block), (one.layout.tail, other.layout.tail))
    return mixing[0] == mixing[1] and all(a.segments == b.segments for a, b in pairs)


def differences(one: Timeline, other: Timeline) -> Differences:
    """What differs, bit by bit, between two timelines of the same shape."""
    pairs = list(zip(one.network.layers, other.network.layers, strict=True))
    return Differences(
        tuple(_differ(a.weights, b.weights) for a, b in pairs),
        tuple(_differ(a.biases, b.biases) for a, b in pairs),
        tuple(a.activation is not b.activation for a, b in pairs),
        _differ(one.examples.inputs, other.examples.inputs),
        _differ(one.examples.targets, other.examples.targets),
        one.network.cost is not other.network.cost,
        one.network.relu_slope_at_zero != other.network.relu_slope_at_zero,
        one.values.learning_rate != other.values.learning_rate,
        one.moments.updates != other.moments.updates,
        tuple(
            (tuple(map(_differ, a.weights, b.weights)), tuple(map(_differ, a.biases, b.biases)))
            for a, b in zip(one.moments.parts, other.moments.parts, strict=True)
        ),
    )


def _differ(one: Array, other: Array) -> Truths:
    """Where two arrays have other bits: a NaN is the same as itself, and −0 is not 0."""
    if one is other:
        return np.broadcast_to(np.False_, one.shape)
    bits = (np.ascontiguousarray(array).view(np.int64) for array in (one, other))
    return np.not_equal(*bits)
