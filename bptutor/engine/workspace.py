"""The mutable inside of training: parameters and passes in arrays that are made once and written over.

Nothing in here leaves the room: `descent` hands out copies. All parameters lie in one vector and all
gradients in another, so an update is two calls for any depth; a bias is a weight whose input is the row
of ones under each activation, so one product gives a layer's ∂C/∂θ and ∂C/∂b at once.
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.examples import Examples
from bptutor.engine.kernels import collapses, cost_sum, kernel
from bptutor.engine.network import Network
from bptutor.engine.passes import BY_HAND
from bptutor.foundation.errors import ShapeError
from bptutor.foundation.frozen import Frozen


class Room(Frozen, eq=False):
    """What one pass over m examples writes, features × examples; of z and dz the first is layer 1."""

    below: list[Array]  # a of layers 0..L-1 with a row of ones beneath, (n_l + 1, m)
    a: list[Array]  # the same of layers 1..L without the ones, (n_l, m)
    z: list[Array]
    dz: list[Array]
    spare: list[Array]
    y: Array

    def columns(self, rows: range) -> Room:
        """The same memory, of some of the examples."""
        part = slice(rows.start, rows.stop)
        return Room(
            [array[:, part] for array in self.below],
            [array[:, part] for array in self.a],
            [array[:, part] for array in self.z],
            [array[:, part] for array in self.dz],
            [array[:, part] for array in self.spare],
            self.y[:, part],
        )


class Stepper(Protocol):
    """What an optimiser is to a workspace: all parameters and their gradient in, the next parameters out."""

    def step(self, parameters: Array, gradient: Array, rate: float) -> Array: ...


class Workspace:
    """One network in training on one set of examples, (m, n_0) and (m, n_L). Raises ShapeError."""

    def __init__(self, network: Network, examples: Examples) -> None:
        self._network = network
        self._room = _room(network, examples)
        self._rows = range(len(examples))
        self._part = self._room
        self._kernels = [kernel(layer, network.relu_slope_at_zero) for layer in network.layers]
        self._cost_sum = cost_sum(network, self._room.y)
        self._collapses = collapses(network)
        self._squared = {"squared_error": 2.0, "half_squared_error": 1.0}.get(network.cost.name)
        self._parameters = joined([(layer.weights, layer.biases) for layer in network.layers])
        self._gradient = np.empty_like(self._parameters)
        self._layers = split(self._parameters, network)
        self._products = _products(network, len(examples))
        self._slopes = split(self._gradient, network)
        self._back = [layer[:, :-1].T for layer in self._layers]
        trained = joined(
            [
                (
                    np.full_like(layer.weights, layer.train_weights),
                    np.full_like(layer.biases, layer.train_biases),
                )
                for layer in network.layers
            ]
        )
        self._trained = None if np.all(trained) else trained.astype(np.bool_)

    @property
    def network(self) -> Network:
        """The network as it is now: a copy that later updates do not touch."""
        return self._network.with_parameters(
            tuple(frozen(layer[:, :-1]) for layer in self._layers),
            tuple(frozen(layer[:, -1]) for layer in self._layers),
        )

    def forward(self) -> float:
        """All examples through the network; J."""
        room = self._room
        for number, parameters in enumerate(self._layers):
            z, below, products = room.z[number], room.below[number], self._products[number]
            if products is None:
                np.matmul(parameters, below, z)
            else:
                np.multiply(parameters[:, None, :-1], below[:-1].T, products)
                np.add.reduce(products, 2, None, z)
                np.add(z, parameters[:, -1:], z)
            self._kernels[number].activate(z, room.a[number])
        total = self._cost_sum(room.a[-1], room.dz[-1])
        return total / len(self._rows) if self._network.reduction == "mean" else total

    def update(self, rows: range, rate: float) -> None:
        """θ ← θ − rate · ∂J/∂θ over some of the examples, whose `forward` was the last thing done."""
        np.multiply(self._gradient, rate / self._backward(rows), self._gradient)
        if self._trained is None:
            np.subtract(self._parameters, self._gradient, self._parameters)
        else:  # not a rate of 0: 0 times an infinite gradient would be NaN
            np.subtract(self._parameters, self._gradient, self._parameters, where=self._trained)

    def update_by(self, rows: range, rate: float, stepper: Stepper) -> None:
        """The same by an optimiser that remembers."""
        np.divide(self._gradient, self._backward(rows), self._gradient)
        if self._trained is not None:
            self._gradient[~self._trained] = 0.0  # whose moments then stay 0, and the step with them
        self._parameters[...] = stepper.step(self._parameters, self._gradient, rate)

    def _backward(self, rows: range) -> int:
        """∂C/∂θ summed over some of the examples, into the gradient; what the sum is to be divided by."""
        if rows != self._rows:
            self._part = self._room.columns(rows)
        part = self._part
        self._output_slope(part)
        for number in range(len(self._layers) - 1, -1, -1):
            dz = part.dz[number]
            np.matmul(dz, part.below[number].T, self._slopes[number])
            if number:
                under = number - 1
                above = part.dz[under]
                np.matmul(self._back[number], dz, above)
                self._kernels[under].times_slope(above, part.z[under], part.a[under], part.spare[under])
        return len(rows) if self._network.reduction == "mean" else 1

    def _output_slope(self, part: Room) -> None:
        """∂C/∂z of the output layer."""
        yhat, dz = part.a[-1], part.dz[-1]
        if self._collapses:
            if self._network.layers[-1].activation.mixes:
                np.multiply(yhat, np.add.reduce(part.y, axis=0), dz)
                yhat = dz
            np.subtract(yhat, part.y, dz)
            return
        if self._squared is None:
            dz[...] = self._network.cost.slope(yhat, part.y)
        elif self._squared != 1:  # `forward` has left ŷ − y there
            np.multiply(dz, self._squared, dz)
        self._kernels[-1].times_slope(dz, part.z[-1], yhat, part.spare[-1])


def _room(network: Network, examples: Examples) -> Room:
    """Room for all examples, with the inputs in it. Raises ShapeError."""
    x, y = examples.inputs, examples.targets
    widths, count = network.widths, len(x)
    if x.shape != (count, widths[0]) or y.shape != (count, widths[-1]) or not count:
        raise ShapeError(f"examples of shapes {x.shape} and {y.shape} do not fit a network of {widths}")
    blocks = [np.ones((width + 1, count)) for width in widths]
    blocks[0][:-1] = x.T
    z, dz, spare = ([np.empty((width, count)) for width in widths[1:]] for _ in range(3))
    return Room(blocks[:-1], [block[:-1] for block in blocks[1:]], z, dz, spare, np.ascontiguousarray(y.T))


def _products(network: Network, examples: int) -> list[Array | None]:
    """Room for a layer's products, (n_l, m, n_(l-1)), where they are to be rounded one by one; else None.

    As `weighted_sums` has it: a z that is 0 by hand has to be 0 here too, or training opens a ReLU that is
    shut in the steps. Where nothing has a kink it makes no difference, and is not worth the time."""
    kinks = any(layer.activation.has_kink for layer in network.layers)
    shapes = [(layer.width, examples, layer.inputs) for layer in network.layers]
    return [np.empty(shape) if kinks and math.prod(shape) <= BY_HAND else None for shape in shapes]


def joined(layers: list[tuple[Array, Array]]) -> Array:
    """θ and b of each layer side by side, (n_l, n_(l-1) + 1), all in one vector."""
    return np.concatenate([np.column_stack([weights, biases]).ravel() for weights, biases in layers])


def split(vector: Array, network: Network) -> list[Array]:
    """A layer's part of the vector as a view, (n_l, n_(l-1) + 1)."""
    ends = np.cumsum([layer.width * (layer.inputs + 1) for layer in network.layers])[:-1]
    parts = np.split(vector, ends)
    return [part.reshape(layer.width, -1) for part, layer in zip(parts, network.layers, strict=True)]
