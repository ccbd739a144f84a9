"""Whether two documents say the same, bit for bit."""

from __future__ import annotations

from bptutor.engine.document import Document
from bptutor.engine.network import same_numbers


def same_contents(one: Document, other: Document) -> bool:
    """Whether two documents say the same, under whatever conventions: those are a click away."""
    layers = zip(one.network.layers, other.network.layers, strict=False)
    return (
        same_numbers(one.network, other.network)
        and all(
            (a.activation, a.train_weights, a.train_biases) == (b.activation, b.train_weights, b.train_biases)
            for a, b in layers
        )
        and (one.name, one.learning_rate, one.batching) == (other.name, other.learning_rate, other.batching)
        and _same_examples(one, other)
    )


def _same_examples(one: Document, other: Document) -> bool:
    if one.examples is None or other.examples is None or one.examples is other.examples:
        return one.examples is other.examples
    pairs = (
        (one.examples.inputs, other.examples.inputs),
        (one.examples.targets, other.examples.targets),
    )
    return all(a.shape == b.shape and a.tobytes() == b.tobytes() for a, b in pairs)


def same_conventions(one: Document, other: Document) -> bool:
    """Whether cost, reduction and g′(0) are the same in both."""
    a, b = one.network, other.network
    return (a.cost, a.reduction, a.relu_slope_at_zero) == (b.cost, b.reduction, b.relu_slope_at_zero)
