"""The numbers of one iteration, by key: arrays made once, and one look-up for every kind of key."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bptutor.engine.activations import softmax_jacobian
from bptutor.engine.arrays import Array
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.optimisers import PLAIN, Moments, Optimiser, no_moments
from bptutor.engine.passes import (
    EMPTY,
    Backward,
    Forward,
    example_costs,
    forward,
    reduced_cost,
    weighted_sums,
)
from bptutor.trace.keys import Key, Kind
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS

if TYPE_CHECKING:
    from bptutor.trace.optimiser_values import OptimiserValues


class Values:
    """Every value of one pass over some examples, by key, in time that does not grow with the network.

    `row` counts the examples of the pass from 0. The arrays are made when the first value of a phase is
    asked for. The way back is the long one, factor by factor, without the engine's short cuts. The update is
    made by `optimiser`, from what it remembers (`moments`; None before its first update).
    """

    def __init__(
        self,
        network: Network,
        examples: Examples,
        learning_rate: float,
        optimiser: Optimiser = PLAIN,
        moments: Moments | None = None,
    ) -> None:
        self.network = network
        self.examples = examples
        self.learning_rate = learning_rate
        self.optimiser = optimiser
        self._moments = moments
        self._readers: dict[Kind, Callable[[Key, int], float]] = {
            Kind.X: lambda key, row: float(examples.inputs[row, key.j - 1]),
            Kind.Y: lambda key, row: float(examples.targets[row, key.j - 1]),
            Kind.THETA: lambda key, row: float(network.layers[key.layer - 1].weights[key.j - 1, key.k - 1]),
            Kind.B: lambda key, row: float(network.layers[key.layer - 1].biases[key.j - 1]),
            Kind.Z: lambda key, row: float(self.ahead.z[key.layer][row, key.j - 1]),
            Kind.A: lambda key, row: self.activation(key.layer, key.j, row),
            Kind.C: lambda key, row: float(self.costs[row]),
            Kind.C_SHARE: lambda key, row: float(self.cost_shares[row, key.j - 1]),
            Kind.J: lambda key, row: self.joint_cost,
            Kind.RATE: lambda key, row: learning_rate,
            Kind.COUNT: lambda key, row: float(len(examples)),
            Kind.DA_DZ: self._slope,
            Kind.DZ_DA: lambda key, row: self[Key(Kind.THETA, key.layer, key.j, key.k), row],
            Kind.DZ_DTHETA: lambda key, row: self.activation(key.layer - 1, key.k, row),
            Kind.DZ_DB: lambda key, row: 1.0,
            Kind.DC_DA: lambda key, row: float(self.behind.da[key.layer][row, key.j - 1]),
            Kind.DC_DZ: lambda key, row: float(self.behind.dz[key.layer][row, key.j - 1]),
            Kind.DC_DTHETA: self._gradient,
            Kind.DC_DB: lambda key, row: float(self.behind.dz[key.layer][row, key.j - 1]),
            Kind.THETA_NEW: self._updated,
            Kind.B_NEW: self._updated,
            Kind.DJ_DTHETA: self._joint_gradient,
            Kind.DJ_DB: self._joint_gradient,
            Kind.WEIGHTED: self._weighted,
            Kind.WEIGHTED_INPUT: self._weighted,
            Kind.OVER_Z: self._over_z,
            Kind.OVER_A: self._over_a,
            Kind.RATE_DC_DTHETA: self._rate_product,
            Kind.RATE_DC_DB: self._rate_product,
            Kind.RATE_DJ_DTHETA: self._rate_product,
            Kind.RATE_DJ_DB: self._rate_product,
            Kind.SUM_C: self._sum,
            Kind.SUM_DC_DTHETA: self._sum,
            Kind.SUM_DC_DB: self._sum,
        }

    def __getitem__(self, place: tuple[Key, int]) -> float:
        key, row = place
        if key.kind in OPTIMISER_KINDS:
            return self.optimising.number(key)
        return self._readers[key.kind](key, row)

    @cached_property
    def moments(self) -> Moments:
        """What the optimiser remembers before the update."""
        return no_moments(self.optimiser, self.network) if self._moments is None else self._moments

    @cached_property
    def optimising(self) -> OptimiserValues:
        """The numbers of the optimiser. Imported when one is first asked for: gradient descent has none."""
        from bptutor.trace.optimiser_values import OptimiserValues

        several = len(self.examples) > 1
        return OptimiserValues(self.optimiser, self.moments, several, self._of_all)

    def _of_all(self, key: Key) -> float:
        """What does not depend on the example: a parameter, its gradient in the update, the rate."""
        return self[key, 0]

    @cached_property
    def ahead(self) -> Forward:
        """z and a of every layer and example."""
        return forward(self.network, self.examples.inputs)

    @cached_property
    def cost_shares(self) -> Array:
        """Each output's summand of C, (m, n_L), with the cost's sign."""
        with np.errstate(all="ignore"):
            return self.network.cost.summands(self.ahead.output, self.examples.targets)

    @cached_property
    def costs(self) -> Array:
        """C of each example, (m,)."""
        return example_costs(self.network, self.ahead, self.examples.targets)

    @cached_property
    def joint_cost(self) -> float:
        """J over the examples of the pass."""
        return reduced_cost(self.network, self.costs)

    @cached_property
    def behind(self) -> Backward:
        """∂C/∂a and ∂C/∂z of every layer and example, the long way."""
        network, depth = self.network, self.network.depth
        da, dz = [EMPTY] * (depth + 1), [EMPTY] * (depth + 1)
        with np.errstate(all="ignore"):
            da[depth] = network.cost.slope(self.ahead.output, self.examples.targets)
            for number in range(depth, 0, -1):
                if number < depth:
                    da[number] = weighted_sums(dz[number + 1], network.layers[number].weights)
                dz[number] = self._through(number, da[number])
        return Backward(tuple(da), tuple(dz))

    def _through(self, number: int, da: Array) -> Array:
        layer = self.network.layers[number - 1]
        if layer.activation.mixes:
            return np.asarray(np.sum(da[:, :, None] * softmax_jacobian(self.ahead.a[number]), axis=1))
        return np.asarray(da * layer.activation.slope(self.ahead.z[number], self.network.relu_slope_at_zero))

    def activation(self, layer: int, j: int, row: int) -> float:
        """a^l_j; layer 0 is the input."""
        return float(self.ahead.a[layer][row, j - 1])

    def _slope(self, key: Key, row: int) -> float:
        layer = self.network.layers[key.layer - 1]
        if layer.activation.mixes:
            one, other = self.activation(key.layer, key.j, row), self.activation(key.layer, key.k, row)
            return one * ((key.j == key.k) - other)
        if key.j != key.k:
            return 0.0
        z = self.ahead.z[key.layer][row, key.j - 1 : key.j]
        with np.errstate(all="ignore"):
            return float(layer.activation.slope(z, self.network.relu_slope_at_zero)[0])

    def _gradient(self, key: Key, row: int) -> float:
        return float(self.behind.dz[key.layer][row, key.j - 1]) * self.activation(key.layer - 1, key.k, row)

    def shares(self, key: Key, count: int) -> Array:
        """The first `count` examples' value of C, ∂C/∂θ or ∂C/∂b, (count,)."""
        if key.kind in (Kind.J, Kind.SUM_C):
            return self.costs[:count]
        dz = self.behind.dz[key.layer][:count, key.j - 1]
        if key.kind in (Kind.DJ_DB, Kind.SUM_DC_DB):
            return dz
        with np.errstate(all="ignore"):
            return np.asarray(dz * self.ahead.a[key.layer - 1][:count, key.k - 1])

    def _sum(self, key: Key, row: int) -> float:
        """Added one after the other, so that each partial sum is the one before it plus one share."""
        with np.errstate(all="ignore"):
            return float(np.cumsum(self.shares(key, key.n))[-1])

    def _joint_gradient(self, key: Key, row: int) -> float:
        total = self._sum(key._replace(n=len(self.examples)), row)
        return total / len(self.examples) if self.network.reduction == "mean" else total

    def _updated(self, key: Key, row: int) -> float:
        weight = key.kind is Kind.THETA_NEW
        layer = self.network.layers[key.layer - 1]
        old = self[key.of_kind(Kind.THETA if weight else Kind.B), row]
        if not (layer.train_weights if weight else layer.train_biases):
            return old
        if not self.optimiser.plain:
            return self.optimising.number(key)
        return old - self._rate_product(key.of_kind(rate_product(weight, len(self.examples))), row)

    def _rate_product(self, key: Key, row: int) -> float:
        return self.learning_rate * self[key.of_kind(RATE_PRODUCTS[key.kind]), row]

    def _weighted(self, key: Key, row: int) -> float:
        weight = self[Key(Kind.THETA, key.layer, key.j, key.k), row]
        return weight * self.activation(key.layer - 1, key.k, row)

    def _over_z(self, key: Key, row: int) -> float:
        slope = self[Key(Kind.DZ_DA, key.layer, key.j, key.k), row]
        return self[Key(Kind.DC_DZ, key.layer, key.j), row] * slope

    def _over_a(self, key: Key, row: int) -> float:
        return self[Key(Kind.DC_DA, key.layer, key.j), row] * self._slope(key, row)


RATE_PRODUCTS = {
    Kind.RATE_DC_DTHETA: Kind.DC_DTHETA,
    Kind.RATE_DC_DB: Kind.DC_DB,
    Kind.RATE_DJ_DTHETA: Kind.DJ_DTHETA,
    Kind.RATE_DJ_DB: Kind.DJ_DB,
}


def rate_product(weight: bool, examples: int) -> Kind:
    """The kind of learning rate × gradient: of C for one example, of J for several."""
    if examples == 1:
        return Kind.RATE_DC_DTHETA if weight else Kind.RATE_DC_DB
    return Kind.RATE_DJ_DTHETA if weight else Kind.RATE_DJ_DB
