"""A network is a frozen value: layers of weights θ, biases b and activations g, and the cost C."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS, Activation
from bptutor.engine.arrays import Array
from bptutor.engine.costs import COSTS, Cost
from bptutor.foundation.frozen import Frozen

Reduction = Literal["mean", "sum"]


class Layer(Frozen, eq=False):
    """One layer. What is not trained still has its gradient; only the update leaves it out."""

    weights: Array  # (n_out, n_in); row j feeds neuron j
    biases: Array  # (n_out,)
    activation: Activation
    train_weights: bool = True
    train_biases: bool = True

    @property
    def width(self) -> int:
        """Neurons in the layer."""
        return int(self.weights.shape[0])

    @property
    def inputs(self) -> int:
        """Neurons (or inputs) of the layer before."""
        return int(self.weights.shape[1])


class Network(Frozen, eq=False, dict=True):
    """Layers 1..L with a cost. `relu_slope_at_zero` is g′(0) of a kinked activation: 0, ½ or 1."""

    layers: tuple[Layer, ...]
    cost: Cost = COSTS["squared_error"]
    reduction: Reduction = "mean"
    relu_slope_at_zero: float = 0.0

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """(n_0, n_1, ..., n_L); kept, as it is asked for with every number shown."""
        return (self.layers[0].inputs, *(layer.width for layer in self.layers))

    @property
    def depth(self) -> int:
        """L, the number of layers; the input is layer 0."""
        return len(self.layers)

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return sum(layer.weights.size + layer.biases.size for layer in self.layers)

    def with_parameters(self, weights: tuple[Array, ...], biases: tuple[Array, ...]) -> Network:
        """The same network with other numbers, shaped as before."""
        layers = tuple(
            replace(layer, weights=w, biases=b)
            for layer, w, b in zip(self.layers, weights, biases, strict=True)
        )
        return replace(self, layers=layers)


def same_numbers(one: Network, other: Network) -> bool:
    """Whether two networks have the same parameters, bit for bit."""
    return one.widths == other.widths and all(
        p.weights.tobytes() == q.weights.tobytes() and p.biases.tobytes() == q.biases.tobytes()
        for p, q in zip(one.layers, other.layers, strict=True)
    )


def activation(name: str) -> Activation:
    """The activation of that name. Raises KeyError."""
    return ACTIVATIONS[name]
