"""Which values of a pass depend on what an edit has changed, as arrays of truths.

A value *reads* a number if the rule that makes it mentions that number or another value that reads it. A
value is stale if it reads a changed number. That is about rules and not about sizes: a weight of 0 or a
dead ReLU may let a stale value come out as it was, but none that is not stale can come out otherwise.
Two rules read less than they seem to: the slope of a linear activation is 1 whatever z is, and g′(0) is
read only where z is exactly 0 under an activation that has a kink.

Shapes as in the engine: examples are rows, z and a of layer l are (m, n_l), weights (n_l, n_(l-1)).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bptutor.study.stale_differences import Differences, Truths
from bptutor.trace.keys import Key, Kind
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.trace.timeline import Timeline
from bptutor.trace.values import RATE_PRODUCTS

if TYPE_CHECKING:
    from bptutor.study.stale_optimiser import OptimiserMasks


class Masks:
    """Which values are stale, for every key and row; an array is made when it is first asked for."""

    def __init__(self, timeline: Timeline, changed: Differences) -> None:
        self.network = timeline.network
        self.changed = changed
        self._values = timeline.values
        self._plain = timeline.optimiser.plain
        self._timeline = timeline
        self._readers: dict[Kind, Callable[[Key, int], bool]] = {
            Kind.Z: lambda key, row: bool(self.ahead[0][key.layer][row, key.j - 1]),
            Kind.A: lambda key, row: bool(self.a(key.layer)[row, key.j - 1]),
            Kind.C: lambda key, row: bool(self.costs[row]),
            Kind.C_SHARE: lambda key, row: bool(self._shares[row, key.j - 1]),
            Kind.J: lambda key, row: bool(np.any(self.costs)),
            Kind.DA_DZ: self._slope,
            Kind.DZ_DA: lambda key, row: self._weight(key),
            Kind.DZ_DTHETA: lambda key, row: bool(self.a(key.layer - 1)[row, key.k - 1]),
            Kind.DC_DA: lambda key, row: bool(self.behind[0][key.layer][row, key.j - 1]),
            Kind.DC_DZ: lambda key, row: bool(self.behind[1][key.layer][row, key.j - 1]),
            Kind.DC_DB: lambda key, row: bool(self.behind[1][key.layer][row, key.j - 1]),
            Kind.DC_DTHETA: lambda key, row: bool(self.gradient(key.layer, row)[key.j - 1, key.k - 1]),
            Kind.DJ_DTHETA: lambda key, row: bool(self.joint(key.layer)[0][key.j - 1, key.k - 1]),
            Kind.DJ_DB: lambda key, row: bool(self.joint(key.layer)[1][key.j - 1]),
            Kind.THETA_NEW: lambda key, row: bool(self.updated(key.layer)[0][key.j - 1, key.k - 1]),
            Kind.B_NEW: lambda key, row: bool(self.updated(key.layer)[1][key.j - 1]),
            Kind.WEIGHTED: lambda key, row: self._weight(key) or bool(self.a(key.layer - 1)[row, key.k - 1]),
            Kind.OVER_Z: lambda key, row: self._weight(key) or self(_dz(key), row),
            Kind.OVER_A: lambda key, row: self(_da(key), row) or self._slope(key, row),
            Kind.SUM_C: lambda key, row: bool(np.any(self.costs[: key.n])),
            Kind.SUM_DC_DTHETA: self._partial,
            Kind.SUM_DC_DB: self._partial,
            **dict.fromkeys(RATE_PRODUCTS, self._rate_product),
        }
        self._readers[Kind.WEIGHTED_INPUT] = self._readers[Kind.WEIGHTED]

    def __call__(self, key: Key, row: int) -> bool:
        """Whether a value is stale. What is given (x, y, θ, b, the rate) never is: it shows as it is now."""
        if key.kind in OPTIMISER_KINDS:
            return self.of_optimiser(key)
        reader = self._readers.get(key.kind)
        return reader is not None and reader(key, row)

    @cached_property
    def of_optimiser(self) -> OptimiserMasks:
        """Of what an optimiser makes. Imported when it is first asked for: gradient descent has none."""
        from bptutor.study.stale_optimiser import OptimiserMasks

        return OptimiserMasks(self._timeline, self.changed, self.joint)

    @cached_property
    def ahead(self) -> tuple[list[Truths], list[Truths]]:
        """Of z and of a, one array a layer; of the inputs, what has changed."""
        z, a = [self.changed.inputs], [self.changed.inputs]
        for number, layer in enumerate(self.network.layers, 1):
            own = np.any(self.changed.weights[number - 1], axis=1) | self.changed.biases[number - 1]
            z.append(np.any(a[-1], axis=1, keepdims=True) | own)
            out = np.any(z[-1], axis=1, keepdims=True) if layer.activation.mixes else z[-1]
            a.append(np.broadcast_to(out, z[-1].shape) | self.changed.activations[number - 1])
        return z, a

    def a(self, layer: int) -> Truths:
        """Of a, (m, n_l); layer 0 is the input."""
        return self.ahead[1][layer]

    @cached_property
    def _shares(self) -> Truths:
        return self.a(self.network.depth) | self.changed.targets | self.changed.cost

    @cached_property
    def costs(self) -> Truths:
        """Of C, (m,)."""
        return np.asarray(np.any(self._shares, axis=1))

    @cached_property
    def behind(self) -> tuple[list[Truths], list[Truths]]:
        """Of ∂C/∂a and ∂C/∂z, one array a layer; the first is empty."""
        depth = self.network.depth
        da, dz = [self._shares] * (depth + 1), [self._shares] * (depth + 1)
        for number in range(depth, 0, -1):
            if number < depth:
                through = np.any(self.changed.weights[number], axis=0)
                da[number] = np.any(dz[number + 1], axis=1, keepdims=True) | through
            if self.network.layers[number - 1].activation.mixes:
                whole = np.any(da[number] | self.a(number), axis=1, keepdims=True)
                dz[number] = np.broadcast_to(whole, da[number].shape)
            else:
                dz[number] = da[number] | self.slopes(number)
        return da, dz

    def slopes(self, layer: int) -> Truths:
        """Of g′(z), (m, n_l), elementwise."""
        own, other = self.network.layers[layer - 1].activation, self.changed.activations[layer - 1]
        z = self.ahead[0][layer]
        if other or own.name == "linear":
            return np.broadcast_to(np.bool_(other), z.shape)
        if own.has_kink and self.changed.slope_at_zero:
            return np.asarray(z | (self._values.ahead.z[layer] == 0))
        return z

    def gradient(self, layer: int, row: int) -> Truths:
        """Of ∂C/∂θ of one example, (n_l, n_(l-1))."""
        return np.asarray(self.behind[1][layer][row][:, None] | self.a(layer - 1)[row][None, :])

    def joint(self, layer: int, count: int | None = None) -> tuple[Truths, Truths]:
        """Of ∂J/∂θ and ∂J/∂b; of the sums over the first `count` examples, where that is given."""
        dz, below = self.behind[1][layer][:count], self.a(layer - 1)[:count]
        own = np.any(dz, axis=0)
        return own[:, None] | np.any(below, axis=0)[None, :], own

    def updated(self, layer: int) -> tuple[Truths, Truths]:
        """Of θ+ and b+."""
        weights, biases = self.joint(layer)
        own, number = self.network.layers[layer - 1], layer - 1
        none = np.False_
        if not self._plain:
            made = [self.of_optimiser.truths(layer, bias) for bias in (False, True)]
            weights, biases = (truths[Kind.THETA_NEW] for truths in made)
        moved = (weights | self.changed.rate) if own.train_weights else none
        pushed = (biases | self.changed.rate) if own.train_biases else none
        return self.changed.weights[number] | moved, self.changed.biases[number] | pushed

    def _weight(self, key: Key) -> bool:
        return bool(self.changed.weights[key.layer - 1][key.j - 1, key.k - 1])

    def _slope(self, key: Key, row: int) -> bool:
        if self.network.layers[key.layer - 1].activation.mixes:
            a = self.a(key.layer)[row]
            return bool(a[key.j - 1] or a[key.k - 1])
        return key.j == key.k and bool(self.slopes(key.layer)[row, key.j - 1])

    def _partial(self, key: Key, row: int) -> bool:
        weights, biases = self.joint(key.layer, key.n)
        if key.kind is Kind.SUM_DC_DB:
            return bool(biases[key.j - 1])
        return bool(weights[key.j - 1, key.k - 1])

    def _rate_product(self, key: Key, row: int) -> bool:
        return self.changed.rate or self(key.of_kind(RATE_PRODUCTS[key.kind]), row)


def _dz(key: Key) -> Key:
    return Key(Kind.DC_DZ, key.layer, key.j)


def _da(key: Key) -> Key:
    return Key(Kind.DC_DA, key.layer, key.j)
