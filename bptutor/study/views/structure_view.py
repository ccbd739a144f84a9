"""What the window “Network” shows: the layers and rules of the document, as they can be changed."""

from __future__ import annotations

from bptutor.engine.network import Layer
from bptutor.foundation.frozen import Frozen
from bptutor.study.practise_scene import in_exercise
from bptutor.study.state import State


class LayerRow(Frozen):
    """One layer, numbered from 1."""

    number: int
    width: int
    activation: str
    train_weights: bool
    train_biases: bool
    last: bool
    only: bool


class StructureView(Frozen):
    """`parameters` is how many there are; `examples` how many the document has; `enabled` whether the network
    is the learner's own; `forced` says what the last change has changed besides."""

    name: str
    inputs: int
    layers: tuple[LayerRow, ...]
    cost: str
    reduction: str
    update: str
    batch: int
    rate: float
    parameters: int
    examples: int
    enabled: bool
    forced: str


def structure_view(state: State) -> StructureView:
    """The window's view of a state."""
    network, document = state.network, state.document
    depth = network.depth
    rows = tuple(_row(number, layer, depth) for number, layer in enumerate(network.layers, 1))
    examples = 0 if document.examples is None else len(document.examples)
    return StructureView(
        document.name,
        network.widths[0],
        rows,
        network.cost.name,
        network.reduction,
        document.batching.kind,
        document.batching.size,
        document.learning_rate,
        network.parameters,
        examples,
        not in_exercise(state),
        " ".join(state.history.forced),
    )


def _row(number: int, layer: Layer, depth: int) -> LayerRow:
    return LayerRow(
        number,
        layer.width,
        layer.activation.name,
        layer.train_weights,
        layer.train_biases,
        number == depth,
        depth == 1,
    )
