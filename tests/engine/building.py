"""Networks and examples at random, the same for the same seed."""

import numpy as np

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, Network

# Every cost that goes with an output in 0..1, so that all of them can be held against one another.
OUTPUTS = {"cross_entropy": "softmax"}


def network(
    widths: tuple[int, ...],
    hidden: str = "tanh",
    cost: str = "squared_error",
    output: str | None = None,
    seed: int = 0,
    **more: object,
) -> Network:
    """Weights and biases from a normal distribution."""
    rng = np.random.default_rng(seed)
    names = [hidden] * (len(widths) - 2) + [output or OUTPUTS.get(cost, "sigmoid")]
    layers = tuple(
        Layer(frozen(rng.normal(size=(width, inputs))), frozen(rng.normal(size=width)), ACTIVATIONS[name])
        for inputs, width, name in zip(widths, widths[1:], names, strict=False)
    )
    return Network(layers, COSTS[cost], **more)  # type: ignore[arg-type]


def examples(network: Network, count: int, seed: int = 1) -> Examples:
    """Inputs from a normal distribution, targets in 0..1."""
    rng = np.random.default_rng(seed)
    return Examples(
        frozen(rng.normal(size=(count, network.widths[0]))),
        frozen(rng.random(size=(count, network.widths[-1]))),
    )


def document(network: Network, count: int, rate: float = 0.3, batching: Batching | None = None) -> Document:
    """The network with examples of its own."""
    return Document(network, "", examples(network, count), rate, batching or Batching())


def all_parameters(network: Network) -> Array:
    """Every weight and bias in one vector."""
    return np.concatenate([np.append(layer.weights.ravel(), layer.biases) for layer in network.layers])
