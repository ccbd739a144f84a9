"""From a proposal to a document: arrays become layers; activations and examples stay where they fit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.changes import Changed, refuse_too_large, set_name
from bptutor.engine.changes_layers import XAVIER, chained
from bptutor.engine.document import Document
from bptutor.engine.network import Layer
from bptutor.engine.weights_files import Tensor
from bptutor.engine.weights_files_guess import Proposal, Proposed, problems
from bptutor.foundation.errors import TutorError


def take_weights(
    document: Document, tensors: Sequence[Tensor], proposal: Proposal, hidden: str = "", last: str = ""
) -> Changed:
    """The document with the proposed network. Files hold no activations: `hidden` and `last` name them. Where
    they do not, those of the document stay where it has as many layers, else all hidden layers get that of
    its first and the last one its last.

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
        chosen = last if number == len(proposal.layers) else hidden
        like = replace(like, activation=ACTIVATIONS[chosen]) if chosen else like
        weights = arrays[proposed.weights]
        weights = frozen(np.ascontiguousarray(weights.T)) if proposed.transposed else weights
        layers.append(replace(like, weights=weights, biases=_biases(proposed, arrays)))
    changed = chained(document, tuple(layers), proposal.widths[0], XAVIER)
    said_by_person = last and (hidden or len(proposal.layers) == 1)
    if len(old) == len(proposal.layers) or said_by_person:
        return changed
    titles = ", ".join(layer.activation.title for layer in changed.document.network.layers)
    said = f"The file does not say which activations it is for; they are {titles} now."
    return Changed(changed.document, (*changed.forced, said))


def import_weights(
    document: Document, tensors: Sequence[Tensor], proposal: Proposal, hidden: str, last: str, name: str
) -> Changed:
    """As `take_weights`; a network of other widths is another one, and is called by the file's name."""
    changed = take_weights(document, tensors, proposal, hidden, last)
    if proposal.widths == document.network.widths:
        return changed
    return Changed(set_name(changed.document, name).document, changed.forced)


def usual_activations(document: Document, depth: int) -> tuple[str, str]:
    """The names of what `take_weights` gives hidden layers and the last one of a network of that depth."""
    layers = document.network.layers
    return _like(layers, 1, depth).activation.name, _like(layers, depth, depth).activation.name


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
