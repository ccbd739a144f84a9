"""The long way through a pass, rule by rule, so that one rule can be replaced.

`Way` is right as it stands. A slip is a subclass that replaces a rule at some layers; the learner's own
earlier numbers are put in the place of computed ones, and what follows is computed from them.

Shapes: examples are rows; layer l has (m, n_l), factors of weights (m, n_l, n_(l-1)).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.engine.activations import softmax_jacobian
from bptutor.engine.arrays import Array
from bptutor.exercise.task import Task
from bptutor.exercise.ways_own import NOTHING, Own, OwnNumbers
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind

READ_OFF = frozenset({Kind.DZ_DA, Kind.DZ_DTHETA})


class Spot(Frozen):
    """Where a rule is replaced: at these layers, and (where it matters) for the path to
    this neuron, from 1."""

    layers: frozenset[int] = frozenset()
    path: int = 0


class Way:
    """One pass over a task's examples, made lazily. `own` are numbers that the learner has given before."""

    def __init__(self, task: Task, own: Own = NOTHING, spot: Spot | None = None) -> None:
        self.task = task
        self.network = task.network
        self.depth = task.network.depth
        self.own = OwnNumbers(own, task)
        self.spot = spot or Spot()
        self._made: dict[tuple[Kind, int], Array] = {}

    def here(self, layer: int) -> bool:
        """Whether the replaced rule is to be used at a layer."""
        return layer in self.spot.layers

    def keep(self, array: Array) -> Array:
        """Each array of the way passes through here before the next is made of it."""
        return array

    def keep_given(self, array: Array) -> Array:
        """The same for factors that are read off the network and not worked out: weights and activations."""
        return self.keep(array)

    # Forward: the learner's own z and a are carried on.

    def z(self, layer: int) -> Array:
        """z^l of every example."""
        return self._forward(Kind.Z, layer)

    def a(self, layer: int) -> Array:
        """a^l of every example; layer 0 is the input."""
        return self._forward(Kind.A, layer)

    def _forward(self, kind: Kind, layer: int) -> Array:
        ahead = self.task.values.ahead
        if not self.own.forward or layer == 0:
            return (ahead.z if kind is Kind.Z else ahead.a)[layer]
        own = self.network.layers[layer - 1]
        if kind is Kind.Z:
            return self._once(kind, layer, lambda: self.a(layer - 1) @ own.weights.T + own.biases)
        return self._once(kind, layer, lambda: own.activation.value(self.z(layer)))

    # The rules that slips replace.

    def cost_slope(self) -> Array:
        """∂C/∂ŷ."""
        return self.network.cost.slope(self.a(self.depth), self.task.examples.targets)

    def slope(self, layer: int) -> Array:
        """g′(z^l), elementwise."""
        return self.slope_at(layer, self.z(layer))

    def slope_at(self, layer: int, z: Array) -> Array:
        """g′ of a layer at numbers that are given."""
        return self.network.layers[layer - 1].activation.slope(z, self.network.relu_slope_at_zero)

    def jacobian(self, layer: int) -> Array:
        """∂a_i/∂z_j of a layer whose activation mixes, (m, n, n)."""
        return softmax_jacobian(self.a(layer))

    def back_weights(self, layer: int) -> Array:
        """∂z^l/∂a^(l-1), (n_l, n_(l-1))."""
        return self.network.layers[layer - 1].weights

    def gather(self, layer: int) -> Array:
        """∂C/∂a^l: the sum over the paths to layer l + 1."""
        return self.dz(layer + 1) @ self._once(Kind.DZ_DA, layer + 1, lambda: self.back_weights(layer + 1))

    def weight_factor(self, layer: int) -> Array:
        """∂z^l_j/∂θ^l_jk, broadcast over neurons: (m, 1 or n_l, n_(l-1))."""
        return self.a(layer - 1)[:, None, :]

    def bias_factor(self, layer: int) -> Array:
        """∂z^l_j/∂b^l_j, (m, n_l)."""
        return np.ones_like(self.z(layer))

    def joined(self, shares: Array) -> Array:
        """The examples' shares of J or of its gradient, put together: their mean or sum
        over the first axis."""
        total = np.asarray(np.sum(shares, axis=0))
        return np.asarray(total / len(shares)) if self.network.reduction == "mean" else total

    def given_gradient(self, key: Key) -> float:
        """What is given as ∂C/∂θ, ∂C/∂b, ∂J/∂θ or ∂J/∂b."""
        return self.gradient(key)

    # The chain itself.

    def through(self, layer: int) -> Array:
        """∂C/∂z^l from ∂C/∂a^l: times g′, or the sum over the outputs of a layer that mixes."""
        if self.network.layers[layer - 1].activation.mixes:
            jacobian = self._once(Kind.DA_DZ, layer, lambda: self.jacobian(layer))
            return np.asarray(np.sum(self.da(layer)[:, :, None] * jacobian, axis=1))
        return self.da(layer) * self._once(Kind.DA_DZ, layer, lambda: self.slope(layer))

    def da(self, layer: int) -> Array:
        """∂C/∂a^l."""
        return self._once(
            Kind.DC_DA, layer, self.cost_slope if layer == self.depth else lambda: self.gather(layer)
        )

    def dz(self, layer: int) -> Array:
        """∂C/∂z^l."""
        return self._once(Kind.DC_DZ, layer, lambda: self.through(layer))

    def dtheta(self, layer: int) -> Array:
        """∂C/∂θ^l, (m, n_l, n_(l-1))."""
        return self._once(
            Kind.DC_DTHETA, layer, lambda: self.dz(layer)[:, :, None] * self._weight_factor(layer)
        )

    def db(self, layer: int) -> Array:
        """∂C/∂b^l, (m, n_l)."""
        return self._once(Kind.DC_DB, layer, lambda: self.dz(layer) * self.keep(self.bias_factor(layer)))

    def new_weights(self, layer: int) -> Array:
        """θ⁺ of a layer by this way's own gradient."""
        own = self.network.layers[layer - 1]
        if not own.train_weights:
            return own.weights
        return own.weights - self.task.learning_rate * self.joined(self.dtheta(layer))

    def gradient(self, key: Key) -> float:
        """∂C/∂θ, ∂C/∂b, ∂J/∂θ or ∂J/∂b by this way."""
        weight = key.kind in (Kind.DC_DTHETA, Kind.DJ_DTHETA)
        shares = self.dtheta(key.layer) if weight else self.db(key.layer)
        if key.kind in (Kind.DJ_DTHETA, Kind.DJ_DB):
            shares = self.joined(shares)
        else:
            shares = shares[self.task.row]
        return float(shares[key.j - 1, key.k - 1] if weight else shares[key.j - 1])

    def _weight_factor(self, layer: int) -> Array:
        return self._once(Kind.DZ_DTHETA, layer, lambda: self.weight_factor(layer))

    def _once(self, kind: Kind, layer: int, make: Callable[[], Array]) -> Array:
        place = kind, layer
        if place not in self._made:
            array = (self.keep_given if kind in READ_OFF else self.keep)(make())
            self._made[place] = self.own.put_into(array, kind, layer)
        return self._made[place]
