"""J with one parameter pushed a little, for many parameters at once.

A push of θ[l][j,k] moves z[l][j] alone, so only what lies behind z[l][j] is computed again. This is a
witness against the chain rule: nothing in here knows a derivative.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.passes import forward, reduced_cost
from bptutor.foundation.frozen import Frozen

Indices = NDArray[np.intp]
SAME = -1  # no kink was crossed


class Nudged(Frozen, eq=False):
    """costs: J of each push, (p,). crossed: layer and neuron, counted from 1, whose z changed its side of
    a kink, (p, 2), or SAME."""

    costs: Array
    crossed: Indices


class Nudger:
    """The pass of a network over its examples, ready to be pushed."""

    def __init__(self, network: Network, examples: Examples) -> None:
        self.network = network
        self._y = examples.targets
        self._ahead = forward(network, examples.inputs)

    def work(self, number: int) -> int:
        """How many values one push in layer `number` makes."""
        return len(self._y) * (sum(self.network.widths[number + 1 :]) or self.network.widths[-1])

    def push(self, number: int, neurons: Indices, inputs: Indices, steps: Array) -> Nudged:
        """Push weight θ[number][j,k] by a step for each of p (j, k, step), counted from 0.

        Input k = n_(number-1) is the bias, whose input is 1."""
        below = np.column_stack([self._ahead.a[number - 1], np.ones(len(self._y))])
        crossed = np.full((len(neurons), 2), SAME)
        before = self._ahead.z[number].T[neurons]
        z = before + steps[:, None] * below.T[inputs]
        layer = self.network.layers[number - 1]
        if layer.activation.has_kink:
            _note_crossing(crossed, number, neurons, _sides_differ(z, before))
        if number == self.network.depth:
            whole = np.repeat(self._ahead.z[number][None], len(neurons), axis=0)
            whole[np.arange(len(neurons)), :, neurons] = z
        else:
            moved = layer.activation.value(z) - layer.activation.value(before)
            weights = self.network.layers[number].weights.T[neurons]
            whole = self._ahead.z[number + 1] + moved[:, :, None] * weights[:, None, :]
        costs = self._rest(min(number + 1, self.network.depth), whole, crossed, number)
        return Nudged(costs, crossed)

    def _rest(self, number: int, z: Array, crossed: Indices, pushed: int) -> Array:
        """From z of a layer, (p, m, n_l), on to J, (p,)."""
        while True:
            layer = self.network.layers[number - 1]
            if layer.activation.has_kink and number > pushed:
                sides = np.any(_sides_differ(z, self._ahead.z[number]), axis=1)
                _note_crossing(crossed, number, np.argmax(sides, axis=1), sides)
            a = layer.activation.value(z)
            if number == self.network.depth:
                costs = self.network.cost.value(a, self._y)
                return np.asarray([reduced_cost(self.network, row) for row in costs])
            number += 1
            following = self.network.layers[number - 1]
            z = a @ following.weights.T + following.biases


def _sides_differ(z: Array, before: Array) -> NDArray[np.bool_]:
    """Where z is on another side of 0 than before; 0 itself is a side."""
    return np.asarray(np.sign(z) != np.sign(before))


def _note_crossing(crossed: Indices, number: int, neurons: Indices, sides: NDArray[np.bool_]) -> None:
    """Write down the first kink of each push that met one; sides is (p, anything)."""
    first = np.any(sides, axis=1) & (crossed[:, 0] == SAME)
    crossed[first, 0] = number
    crossed[first, 1] = neurons[first] + 1
