"""Changes of single numbers of a document: each gives a new document, which shares every array it can.

All changes of `changes`, `changes_layers`, `changes_ways` and `changes_examples` have one form: a document
goes in, a `Changed` comes out, and a TutorError says in a sentence what cannot be. Layers, neurons, inputs,
outputs and examples are counted from 1, as everywhere else. A change that changes nothing gives back the
very document that it was given.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.limits import MAX_EXAMPLES, MAX_LAYERS, MAX_NAME, MAX_PARAMETERS, MAX_VALUES, MAX_WIDTH
from bptutor.engine.network import Layer, Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen


class Changed(Frozen, eq=False):
    """The document after a change; `forced` says, a sentence each, what the change has forced besides."""

    document: Document
    forced: tuple[str, ...] = ()


def set_weight(document: Document, layer: int, j: int, k: int, value: float) -> Changed:
    """θ of layer `layer`, to neuron j from neuron k."""
    own = layer_of(document, layer)
    weights = with_number(own.weights, (j, k), value, f"θ of layer {layer}")
    return Changed(document if weights is own.weights else _with_layer(document, layer, weights=weights))


def set_bias(document: Document, layer: int, j: int, value: float) -> Changed:
    """b of neuron j of layer `layer`."""
    own = layer_of(document, layer)
    biases = with_number(own.biases, (j,), value, f"b of layer {layer}")
    return Changed(document if biases is own.biases else _with_layer(document, layer, biases=biases))


def set_input(document: Document, example: int, k: int, value: float) -> Changed:
    """Input x_k of an example."""
    data = examples_of(document)
    inputs = with_number(data.inputs, (example, k), value, "x")
    if inputs is data.inputs:
        return Changed(document)
    return Changed(replace(document, examples=Examples(inputs, data.targets)))


def set_target(document: Document, example: int, k: int, value: float) -> Changed:
    """Target y_k of an example; where the cost is a cross-entropy it must be 0 to 1."""
    data = examples_of(document)
    targets = with_number(data.targets, (example, k), value, "y")
    if targets is data.targets:
        return Changed(document)
    if "cross_entropy" in document.network.cost.name and not 0 <= value <= 1:
        raise TutorError(f"a target must be 0 to 1 where the cost is {document.network.cost.title}")
    return Changed(replace(document, examples=Examples(data.inputs, targets)))


def set_learning_rate(document: Document, value: float) -> Changed:
    """The learning rate η, 0 or more."""
    if not math.isfinite(value) or value < 0:
        raise TutorError("a learning rate must be a number of 0 or more; a negative one climbs the cost")
    return Changed(document if value == document.learning_rate else replace(document, learning_rate=value))


def set_name(document: Document, name: str) -> Changed:
    """The document's name, one printable line."""
    name = "".join(letter for letter in " ".join(name.split()) if letter.isprintable())[:MAX_NAME]
    return Changed(document if name == document.name else replace(document, name=name))


def with_number(array: Array, place: tuple[int, ...], value: float, name: str) -> Array:
    """A read-only copy with one number changed; the very array where the bits are the same already.

    Raises TutorError where there is no such place or the number is not finite."""
    if not math.isfinite(value):
        raise TutorError(f"{name} must be a finite number")
    if any(not 1 <= at <= size for at, size in zip(place, array.shape, strict=True)):
        raise TutorError(f"{name} has no place {','.join(map(str, place))}: it is {by(array.shape)}")
    at = tuple(number - 1 for number in place)
    if np.float64(value).tobytes() == array[at].tobytes():  # −0 is not 0: undo must find the same bits
        return array
    changed = array.copy()
    changed[at] = value
    changed.flags.writeable = False
    return changed


def by(shape: tuple[int, ...]) -> str:
    """(3, 2) -> 3 × 2."""
    return " × ".join(f"{size:,}" for size in shape)


def layer_of(document: Document, layer: int) -> Layer:
    """Layer number `layer`, from 1. Raises TutorError."""
    depth = document.network.depth
    if not 1 <= layer <= depth:
        raise TutorError(f"there is no layer {layer}: the network has layers 1 to {depth}")
    return document.network.layers[layer - 1]


def examples_of(document: Document) -> Examples:
    """The document's examples. Raises TutorError where it has none."""
    if document.examples is None:
        raise TutorError("the network has no examples yet: add one first")
    return document.examples


def with_layers(network: Network, layers: tuple[Layer, ...]) -> Network:
    """The network with other layers."""
    return replace(network, layers=layers)


def _with_layer(document: Document, layer: int, **changes: Array) -> Document:
    network = document.network
    layers = list(network.layers)
    layers[layer - 1] = replace(layers[layer - 1], **changes)
    return replace(document, network=with_layers(network, tuple(layers)))


def refuse_too_large(widths: tuple[int, ...], examples: int) -> None:
    """Raises TutorError where a network of these widths with so many examples would be past the limits."""
    if not 2 <= len(widths) <= MAX_LAYERS + 1:
        raise TutorError(f"a network has 1 to {MAX_LAYERS} layers")
    if not all(1 <= width <= MAX_WIDTH for width in widths):
        raise TutorError(f"a layer has 1 to {MAX_WIDTH:,} neurons")
    parameters = sum(width * (inputs + 1) for inputs, width in pairwise(widths))
    if parameters > MAX_PARAMETERS:
        raise TutorError(
            f"that would be {parameters:,} parameters, and {MAX_PARAMETERS:,} are the limit: "
            "take fewer neurons"
        )
    most = min(MAX_EXAMPLES, MAX_VALUES // sum(widths))
    if examples > most:
        raise TutorError(
            f"that would be {examples:,} examples, and {most:,} are the limit for a network of "
            f"{sum(widths):,} inputs and neurons"
        )
