"""Changes of the shape: layers and neurons come and go, and every parameter that stays keeps its number.

New parameters come from a `Beginning`. Where a change alters how many inputs or outputs there are, the
examples follow: columns that stay are kept, new ones are 0.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.beginnings import Beginning, begun_again
from bptutor.engine.changes import Changed, layer_of, refuse_too_large, with_layers
from bptutor.engine.changes_ways import settled
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Layer, Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import counted

XAVIER = Beginning()


def new_document(
    widths: tuple[int, ...] = (1, 1), activation: str = "sigmoid", beginning: Beginning = XAVIER
) -> Document:
    """A new network (n_0, n_1, ..., n_L) with one example that is all zero: something to make one's own."""
    refuse_too_large(widths, 1)
    layers = tuple(
        _new_layer(number, width, inputs, activation, beginning)
        for number, (inputs, width) in enumerate(pairwise(widths), 1)
    )
    examples = Examples(frozen(np.zeros((1, widths[0]))), frozen(np.zeros((1, widths[-1]))))
    return settled(Document(Network(layers), "", examples)).document


def insert_layer(
    document: Document, layer: int, width: int, activation: str = "sigmoid", beginning: Beginning = XAVIER
) -> Changed:
    """A new layer that becomes number `layer`, 1 to L + 1; those from there on move one up.

    The layer after it keeps its row of each neuron and gets new weights where what comes in has changed."""
    network = document.network
    if not 1 <= layer <= network.depth + 1:
        raise TutorError(f"a new layer can become number 1 to {network.depth + 1}, not {layer}")
    if activation not in ACTIVATIONS:
        raise TutorError(f"there is no activation “{activation}”: choose from {', '.join(ACTIVATIONS)}")
    if ACTIVATIONS[activation].mixes and layer <= network.depth:
        raise TutorError("softmax is for the last layer only: choose another activation for a hidden layer")
    widths = (*network.widths[:layer], width, *network.widths[layer:])
    refuse_too_large(widths, _count(document))
    new = _new_layer(layer, width, network.widths[layer - 1], activation, beginning)
    layers = (*network.layers[: layer - 1], new, *network.layers[layer - 1 :])
    return chained(document, layers, network.widths[0], beginning)


def remove_layer(document: Document, layer: int, beginning: Beginning = XAVIER) -> Changed:
    """Without a layer; at least one stays."""
    layer_of(document, layer)
    layers = document.network.layers
    if len(layers) == 1:
        raise TutorError("a network has at least one layer: this is its last")
    kept = layers[: layer - 1] + layers[layer:]
    return chained(document, kept, document.network.widths[0], beginning)


def resize_layer(document: Document, layer: int, width: int, beginning: Beginning = XAVIER) -> Changed:
    """So many neurons in a layer; the first ones are kept. Layer 0 are the inputs."""
    network = document.network
    if layer != 0:
        layer_of(document, layer)
    if network.widths[layer] == width:
        return Changed(document)
    widths = list(network.widths)
    widths[layer] = width
    refuse_too_large(tuple(widths), _count(document))
    layers = list(network.layers)
    if layer:
        layers[layer - 1] = _resized(layer, layers[layer - 1], width, beginning)
    return chained(document, tuple(layers), widths[0], beginning)


def add_neuron(document: Document, layer: int, beginning: Beginning = XAVIER) -> Changed:
    """One neuron (or input, for layer 0) more, after the others."""
    if layer != 0:
        layer_of(document, layer)
    return resize_layer(document, layer, document.network.widths[layer] + 1, beginning)


def remove_neuron(document: Document, layer: int, j: int) -> Changed:
    """Without neuron (or input) j of a layer, its weights and, of an input or output, its data."""
    network = document.network
    if layer != 0:
        layer_of(document, layer)
    width = network.widths[layer]
    if not 1 <= j <= width:
        raise TutorError(f"there is no {_noun(layer)} {j} in layer {layer}: it has {width}")
    if width == 1:
        raise TutorError(f"a layer has at least one {_noun(layer)}: this is the last")
    layers = list(network.layers)
    if layer:
        own = layers[layer - 1]
        weights, biases = _without(own.weights, j, 0), _without(own.biases, j, 0)
        layers[layer - 1] = replace(own, weights=weights, biases=biases)
    if layer < network.depth:
        following = layers[layer]
        layers[layer] = replace(following, weights=_without(following.weights, j, 1))
    data = document.examples
    if data is not None and layer == 0:
        data = Examples(_without(data.inputs, j, 1), data.targets)
    elif data is not None and layer == network.depth:
        data = Examples(data.inputs, _without(data.targets, j, 1))
    return Changed(replace(document, network=with_layers(network, tuple(layers)), examples=data))


def begin_again(document: Document, beginning: Beginning) -> Changed:
    """All parameters drawn anew."""
    return Changed(replace(document, network=begun_again(document.network, beginning)))


def _noun(layer: int) -> str:
    return "neuron" if layer else "input"


def _count(document: Document) -> int:
    return 0 if document.examples is None else len(document.examples)


def _without(array: Array, number: int, axis: int) -> Array:
    return frozen(np.delete(array, number - 1, axis))


def _new_layer(number: int, width: int, inputs: int, activation: str, beginning: Beginning) -> Layer:
    weights = beginning.weights(number, width, inputs)
    return Layer(weights, frozen(np.zeros(width)), ACTIVATIONS[activation])


def _fitted(number: int, layer: Layer, inputs: int, beginning: Beginning) -> Layer:
    """The layer with so many inputs: the weights of the first ones stay."""
    if layer.inputs == inputs:
        return layer
    weights = _grafted(beginning.weights(number, layer.width, inputs), layer.weights)
    return replace(layer, weights=weights)


def _resized(number: int, layer: Layer, width: int, beginning: Beginning) -> Layer:
    """The layer with so many neurons: the first ones stay."""
    weights = _grafted(beginning.weights(number, width, layer.inputs), layer.weights)
    return replace(layer, weights=weights, biases=_grafted(np.zeros(width), layer.biases))


def _grafted(new: Array, old: Array) -> Array:
    """`new` with what `old` has in the same places."""
    made = new.copy()
    common = tuple(slice(0, min(size, kept)) for size, kept in zip(new.shape, old.shape, strict=True))
    made[common] = old[common]
    return frozen(made)


def chained(document: Document, layers: tuple[Layer, ...], inputs: int, beginning: Beginning) -> Changed:
    """The document with these layers, each made to take what the one before gives (the first: `inputs`), and
    with examples that fit. Raises TutorError past the limits."""
    refuse_too_large((inputs, *(layer.width for layer in layers)), _count(document))
    made: list[Layer] = []
    for number, layer in enumerate(layers, 1):
        made.append(_fitted(number, layer, made[-1].width if made else inputs, beginning))
    network = with_layers(document.network, tuple(made))
    return _with_examples_that_fit(settled(replace(document, network=network)))


def _with_examples_that_fit(changed: Changed) -> Changed:
    """Inputs and targets with as many columns as the network has inputs and outputs."""
    document, data = changed.document, changed.document.examples
    if data is None:
        return changed
    given, taken = document.network.widths[0], document.network.widths[-1]
    forced = list(changed.forced)
    inputs, targets = data.inputs, data.targets
    if inputs.shape[1] != given:
        forced.append(f"Each example has {counted(given, 'input')} now{_filled(inputs, given)}.")
        inputs = _grafted(np.zeros((len(inputs), given)), inputs)
    if targets.shape[1] != taken:
        forced.append(f"Each example has {counted(taken, 'target')} now{_filled(targets, taken)}.")
        targets = _grafted(np.zeros((len(targets), taken)), targets)
    if inputs is data.inputs and targets is data.targets:
        return changed
    return Changed(replace(document, examples=Examples(inputs, targets)), tuple(forced))


def _filled(array: Array, width: int) -> str:
    return "; the new ones are 0" if width > array.shape[1] else ""
