"""From a proposal to a document: arrays become layers; activations and examples stay where they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.changes import Changed, refuse_too_large
from bptutor.engine.changes_layers import XAVIER, chained
from bptutor.engine.document import Document
from bptutor.engine.network import Layer
from bptutor.engine.weights_files import Tensor
from bptutor.engine.weights_files_guess import Proposal, Proposed, problems
from bptutor.foundation.errors import TutorError


def take_weights(document: Document, tensors: Sequence[Tensor], proposal: Proposal) -> Changed:
    """The document with the proposed network. Files hold no activations: those of the document stay where it
    has as many layers, else all hidden layers get that of its first and the last one its last.

    Raises TutorError where the proposal does not fit together or is past the limits."""
    wrong = problems(proposal, tensors)
    if wrong:
        raise TutorError(wrong[0])
    count = 0 if document.examples is None else len(document.examples)
    refuse_too_large(proposal.widths, count)
    arrays = {tensor.name: tensor.array for tensor in tensors}
    old = document.network.layers
    layers = []
    for number, proposed in enumerate(proposal.layers, 1):
        like = _like(old, number, len(proposal.layers))
        weights = arrays[proposed.weights]
        weights = frozen(np.ascontiguousarray(weights.T)) if proposed.transposed else weights
        layers.append(replace(like, weights=weights, biases=_biases(proposed, arrays)))
    changed = chained(document, tuple(layers), proposal.widths[0], XAVIER)
    if len(old) == len(proposal.layers):
        return changed
    titles = ", ".join(layer.activation.title for layer in changed.document.network.layers)
    said = f"The file does not say which activations it is for; they are {titles} now."
    return Changed(changed.document, (*changed.forced, said))


def _like(old: tuple[Layer, ...], number: int, depth: int) -> Layer:
    """The layer of the document whose activation a new one takes."""
    if len(old) == depth:
        return old[number - 1]
    if number == depth:
        return old[-1]
    return old[0] if len(old) > 1 else replace(old[0], activation=ACTIVATIONS["relu"])


def _biases(proposed: Proposed, arrays: dict[str, Array]) -> Array:
    if proposed.bias is None:
        return frozen(np.zeros(proposed.outputs))
    return frozen(arrays[proposed.bias].reshape(-1))
