"""Whether the window shows the network that a page of a lesson is about."""

from __future__ import annotations

import numpy as np

from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.study.lesson_state import LessonState
from bptutor.study.state import State


def is_foreign(state: State, lesson: LessonState) -> bool:
    """Whether the window shows another network than the page's, or its parameters changed by hand."""
    if state.document is lesson.document:
        return False
    own_in_sight = lesson.home is None
    return not (same_numbers(state.document, lesson.document) or (lesson.dragged and not own_in_sight))


def is_alike(one: Document, other: Document) -> bool:
    """Whether two documents have the same shape: then what a page says of one can be said of the other."""
    layers = zip(one.network.layers, other.network.layers, strict=False)
    return (
        one.network.widths == other.network.widths
        and all(mine.activation is theirs.activation for mine, theirs in layers)
        and len(one.examples or ()) == len(other.examples or ())
    )


def same_numbers(one: Document, other: Document) -> bool:
    """Whether two documents have the same parameters and examples, under whatever conventions."""
    return _same_parameters(one.network, other.network) and _same_examples(one, other)


def _same_parameters(one: Network, other: Network) -> bool:
    return one.widths == other.widths and all(
        mine.activation is theirs.activation
        and np.array_equal(mine.weights, theirs.weights)
        and np.array_equal(mine.biases, theirs.biases)
        for mine, theirs in zip(one.layers, other.layers, strict=True)
    )


def _same_examples(one: Document, other: Document) -> bool:
    if one.examples is None or other.examples is None:
        return one.examples is other.examples
    return np.array_equal(one.examples.inputs, other.examples.inputs) and np.array_equal(
        one.examples.targets, other.examples.targets
    )
