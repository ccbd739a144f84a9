"""Changes of the rules: activations, cost, reduction, g′(0), how an update takes its examples, what trains.

Two rules hold in every document: softmax is for the last layer only, and cross-entropy needs softmax there.
A change that would break one mends the other side, and says so.
"""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.changes import Changed, layer_of, with_layers
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, Network
from bptutor.foundation.errors import TutorError

CROSS = "cross_entropy"
UPDATES = ("batch", "online", "minibatch")


def set_activation(document: Document, layer: int, name: str) -> Changed:
    """The activation of a layer. Leaving softmax at the output takes cross-entropy with it."""
    own = layer_of(document, layer)
    if name not in ACTIVATIONS:
        raise TutorError(f"there is no activation “{name}”: choose from {', '.join(ACTIVATIONS)}")
    if own.activation.name == name:
        return Changed(document)
    network = document.network
    if ACTIVATIONS[name].mixes and layer < network.depth:
        raise TutorError(
            f"softmax is for the last layer only, which is layer {network.depth}: "
            f"layer {layer} can be linear, ReLU, leaky ReLU, sigmoid or tanh"
        )
    layers = list(network.layers)
    layers[layer - 1] = replace(own, activation=ACTIVATIONS[name])
    return settled(replace(document, network=with_layers(network, tuple(layers))))


def set_cost(document: Document, name: str) -> Changed:
    """The cost. Cross-entropy brings softmax to the last layer; both cross-entropies want targets 0 to 1."""
    if name not in COSTS:
        raise TutorError(f"there is no cost “{name}”: choose from {', '.join(COSTS)}")
    network = document.network
    if network.cost.name == name:
        return Changed(document)
    refuse_targets(name, document.examples)
    network = replace(network, cost=COSTS[name])
    last = network.layers[-1]
    if name != CROSS or last.activation.mixes:
        return Changed(replace(document, network=network))
    said = (
        f"Cross-entropy needs softmax, so layer {network.depth} is softmax and not {last.activation.title}."
    )
    softmax = replace(last, activation=ACTIVATIONS["softmax"])
    network = with_layers(network, (*network.layers[:-1], softmax))
    return Changed(replace(document, network=network), (said,))


def set_reduction(document: Document, name: str) -> Changed:
    """J as the `mean` or the `sum` of C over the examples."""
    if name not in ("mean", "sum"):
        raise TutorError("the reduction is mean or sum")
    network = document.network
    if network.reduction == name:
        return Changed(document)
    return Changed(replace(document, network=replace(network, reduction="sum" if name == "sum" else "mean")))


def set_slope_at_zero(document: Document, value: float) -> Changed:
    """g′(0) of kinked activations: 0, 0.5 or 1."""
    if value not in (0, 0.5, 1):
        raise TutorError("g′(0) is 0, 0.5 or 1")
    network = document.network
    if network.relu_slope_at_zero == value:
        return Changed(document)
    return Changed(replace(document, network=replace(network, relu_slope_at_zero=float(value))))


def set_update(document: Document, kind: str, size: int = 0) -> Changed:
    """Which examples an update looks at: `batch`, `online`, or `minibatch` of `size`."""
    if kind not in UPDATES:
        raise TutorError(f"there is no update “{kind}”: choose from {', '.join(UPDATES)}")
    if kind == "minibatch" and not 1 <= size < 1_000_000_000:
        raise TutorError("a mini-batch has 1 example or more")
    batching = Batching(kind, size if kind == "minibatch" else 0)
    return Changed(document if batching == document.batching else replace(document, batching=batching))


def set_trained(document: Document, layer: int, weights: bool, biases: bool) -> Changed:
    """Whether an update moves a layer's weights, and its biases."""
    own = layer_of(document, layer)
    if (own.train_weights, own.train_biases) == (weights, biases):
        return Changed(document)
    layers = list(document.network.layers)
    layers[layer - 1] = replace(own, train_weights=weights, train_biases=biases)
    return Changed(replace(document, network=with_layers(document.network, tuple(layers))))


def settled(document: Document) -> Changed:
    """The document with the two rules mended where its layers have broken them, and what was done."""
    network, forced = document.network, []
    layers: list[Layer] = []
    for number, layer in enumerate(network.layers, 1):
        if layer.activation.mixes and number < network.depth:
            forced.append(f"Softmax is for the last layer only, so layer {number} is sigmoid now.")
            layer = replace(layer, activation=ACTIVATIONS["sigmoid"])
        layers.append(layer)
    if forced:
        network = with_layers(network, tuple(layers))
    network, said = _with_cost_that_fits(network)
    whole = document if network is document.network else replace(document, network=network)
    return Changed(whole, (*forced, *said))


def _with_cost_that_fits(network: Network) -> tuple[Network, tuple[str, ...]]:
    """Without softmax at the output cross-entropy cannot stay: binary for sigmoid, else squared error."""
    last = network.layers[-1].activation
    if network.cost.name != CROSS or last.mixes:
        return network, ()
    cost = COSTS["binary_cross_entropy" if last.name == "sigmoid" else "squared_error"]
    said = f"Cross-entropy needs softmax in the last layer, so the cost is {cost.title} now."
    return replace(network, cost=cost), (said,)


def refuse_targets(cost: str, examples: Examples | None) -> None:
    """Raises TutorError that names the first target which a cross-entropy cannot take."""
    if CROSS not in cost or examples is None:
        return
    wrong = np.argwhere(~((examples.targets >= 0) & (examples.targets <= 1)))
    if len(wrong):
        row, column = wrong[0]
        raise TutorError(
            f"{COSTS[cost].title} needs targets of 0 to 1, and y_{column + 1} of example {row + 1} is not: "
            "change the target first"
        )
