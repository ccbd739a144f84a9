"""The long way through a pass, rule by rule, so that one rule can be replaced.

`Way` is right as it stands. A slip is a subclass that replaces a rule at some layers; the learner's own
earlier numbers are put in the place of computed ones, and what follows is computed from them.

Shapes: examples are rows; layer l has (m, n_l), factors of weights (m, n_l, n_(l-1)).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from bptutor.engine.activations import softmax_jacobian
from bptutor.engine.arrays import Array
from bptutor.exercise.task import Task
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind
from bptutor.trace.values import RATE_PRODUCTS

Own = Mapping[Key, float]
NOTHING: Own = {}
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
        self.own = own
        self.spot = spot or Spot()
        self._made: dict[tuple[Kind, int], Array] = {}
        self._own_places = {(key.kind, key.layer) for key in own}

    def read(self, key: Key) -> float:
        """The value of a key on this way; of one that no rule leads to, the right one."""
        if key in self.own:
            return self.own[key]
        reader = _READERS.get(key.kind)
        if reader is None:
            return self.task.truth(key)
        with np.errstate(all="ignore"):
            return float(reader(self, key))

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

    @cached_property
    def _untouched(self) -> bool:
        return not any(kind in (Kind.Z, Kind.A) for kind, _ in self._own_places)

    def _forward(self, kind: Kind, layer: int) -> Array:
        ahead = self.task.values.ahead
        if self._untouched or layer == 0:
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

    def gradient(self, key: Key) -> float:
        """What is given as ∂C/∂θ, ∂C/∂b, ∂J/∂θ or ∂J/∂b."""
        return self._gradient(key)

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

    def _weight_factor(self, layer: int) -> Array:
        return self._once(Kind.DZ_DTHETA, layer, lambda: self.weight_factor(layer))

    def _gradient(self, key: Key) -> float:
        weight = key.kind in (Kind.DC_DTHETA, Kind.DJ_DTHETA)
        shares = self.dtheta(key.layer) if weight else self.db(key.layer)
        if key.kind in (Kind.DJ_DTHETA, Kind.DJ_DB):
            shares = self.joined(shares)
        else:
            shares = shares[self.task.row]
        return float(shares[key.j - 1, key.k - 1] if weight else shares[key.j - 1])

    def _updated(self, key: Key) -> float:
        weight = key.kind is Kind.THETA_NEW
        own = self.network.layers[key.layer - 1]
        if not (own.train_weights if weight else own.train_biases):
            return self.task.truth(key)
        old = own.weights[key.j - 1, key.k - 1] if weight else own.biases[key.j - 1]
        joint, single = (Kind.DJ_DTHETA, Kind.DC_DTHETA) if weight else (Kind.DJ_DB, Kind.DC_DB)
        gradient = key._replace(kind=joint if len(self.task.examples) > 1 else single)
        slope = self.own[gradient] if gradient in self.own else self._gradient(gradient)
        return float(old - self.task.learning_rate * slope)

    def _rate_product(self, key: Key) -> float:
        return self.task.learning_rate * self._gradient(key._replace(kind=RATE_PRODUCTS[key.kind]))

    def _over_z(self, key: Key) -> float:
        """One path's summand of ∂C/∂a."""
        known = self.dz(key.layer)[self.task.row, key.j - 1]
        return float(known * self.back_weights(key.layer)[key.j - 1, key.k - 1])

    def _over_a(self, key: Key) -> float:
        """One path's summand of ∂C/∂z."""
        return float(self.da(key.layer)[self.task.row, key.j - 1] * self._slope_read(key))

    def _joint_cost(self, key: Key) -> float:
        costs = self.network.cost.value(self.a(self.depth), self.task.examples.targets)
        return float(self.joined(costs) if key.kind is Kind.J else costs[self.task.row])

    def _slope_read(self, key: Key) -> float:
        if self.network.layers[key.layer - 1].activation.mixes:
            return float(self.jacobian(key.layer)[self.task.row, key.j - 1, key.k - 1])
        return float(self.slope(key.layer)[self.task.row, key.j - 1]) if key.j == key.k else 0.0

    def _factor_read(self, key: Key) -> float:
        factor = self.weight_factor(key.layer)[self.task.row]
        return float(factor[min(key.j, len(factor)) - 1, key.k - 1])

    def _once(self, kind: Kind, layer: int, make: Callable[[], Array]) -> Array:
        place = kind, layer
        if place not in self._made:
            array = (self.keep_given if kind in READ_OFF else self.keep)(make())
            self._made[place] = self._with_own(kind, layer, array) if place in self._own_places else array
        return self._made[place]

    def _with_own(self, kind: Kind, layer: int, array: Array) -> Array:
        """The array with the learner's own numbers in their places, for the asked example."""
        changed = np.array(array)
        if kind is Kind.DZ_DTHETA:
            changed = np.array(
                np.broadcast_to(array, (len(array), self.network.widths[layer], array.shape[2]))
            )
        for key, value in self.own.items():
            if (key.kind, key.layer) != (kind, layer):
                continue
            part = changed if kind is Kind.DZ_DA else changed[self.task.row]
            if part.ndim == 2:
                part[key.j - 1, key.k - 1] = value
            else:
                part[key.j - 1] = value
        return changed


_READERS: dict[Kind, Callable[[Way, Key], float]] = {
    Kind.X: lambda way, key: way.task.truth(key),
    Kind.Y: lambda way, key: way.task.truth(key),
    Kind.THETA: lambda way, key: way.task.truth(key),
    Kind.B: lambda way, key: way.task.truth(key),
    Kind.Z: lambda way, key: way.z(key.layer)[way.task.row, key.j - 1],
    Kind.A: lambda way, key: way.a(key.layer)[way.task.row, key.j - 1],
    Kind.C: Way._joint_cost,
    Kind.J: Way._joint_cost,
    Kind.DA_DZ: Way._slope_read,
    Kind.DZ_DA: lambda way, key: way.back_weights(key.layer)[key.j - 1, key.k - 1],
    Kind.DZ_DTHETA: Way._factor_read,
    Kind.DZ_DB: lambda way, key: way.bias_factor(key.layer)[way.task.row, key.j - 1],
    Kind.DC_DA: lambda way, key: way.da(key.layer)[way.task.row, key.j - 1],
    Kind.DC_DZ: lambda way, key: way.dz(key.layer)[way.task.row, key.j - 1],
    Kind.DC_DTHETA: lambda way, key: way.gradient(key),
    Kind.DC_DB: lambda way, key: way.gradient(key),
    Kind.DJ_DTHETA: lambda way, key: way.gradient(key),
    Kind.DJ_DB: lambda way, key: way.gradient(key),
    Kind.THETA_NEW: Way._updated,
    Kind.B_NEW: Way._updated,
    Kind.OVER_Z: Way._over_z,
    Kind.OVER_A: Way._over_a,
    **dict.fromkeys(RATE_PRODUCTS, Way._rate_product),
}
