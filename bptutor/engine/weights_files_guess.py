"""What the arrays of a file mean: which are weights, which biases, in which order, which way round.

Names are guessed from the ways in which other programs write them (PyTorch `fc1.weight` and scikit-learn
`coefs_0`, Keras `dense/kernel:0`, hand-made `W1`), shapes decide where names do not. The guess is a
`Proposal`: it is shown, can be changed, and only then taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bptutor.engine.arrays import Array
from bptutor.engine.changes import by
from bptutor.engine.limits import MAX_LAYERS
from bptutor.engine.weights_files import Tensor
from bptutor.engine.weights_files_order import Piece, arranged
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted

WEIGHTS = {"weight", "weights", "w", "kernel", "kernels", "theta", "coef", "coefs"}
BIASES = {"bias", "biases", "b", "beta", "intercept", "intercepts"}
IN_OUT = {"kernel", "kernels", "coef", "coefs", "vars"}  # written (inputs, outputs)
OUT_IN = {"weight"}  # PyTorch's nn.Linear: (outputs, inputs)


class Proposed(Frozen):
    """One layer: the names of its arrays, and whether the weights are taken transposed.

    `outputs` and `inputs` are those of the layer; `sure` says that the shapes leave no other way round."""

    weights: str
    bias: str | None
    transposed: bool
    outputs: int
    inputs: int
    sure: bool

    @property
    def said(self) -> str:
        """The layer in a line of the proposal."""
        way = "transposed, " if self.transposed else ""
        bias = f"bias from {self.bias}" if self.bias else "biases of 0"
        doubt = "" if self.sure else "; it would fit the other way round too"
        return (
            f"{self.weights} ({way}{self.outputs} neurons of {counted(self.inputs, 'input')}), {bias}{doubt}"
        )


class Proposal(Frozen):
    """Layers from first to last, and the names of arrays that are left over."""

    layers: tuple[Proposed, ...]
    unused: tuple[str, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """(n_0, n_1, ..., n_L)."""
        return (self.layers[0].inputs, *(layer.outputs for layer in self.layers))


class Named(Frozen):
    """What a name tells: the role (`weights`, `bias` or ""), what it is paired by, and the way round."""

    role: str
    stem: tuple[str, ...]
    transposed: bool | None


def read_name(name: str) -> Named:
    """What an array's name tells about it."""
    tokens = [token for token in re.split(r"[^0-9A-Za-z]+", name) if token]
    for at in sorted(range(len(tokens)), key=lambda i: (not tokens[i].isdigit(), i), reverse=True):
        word = tokens[at].rstrip("0123456789")
        digits, word = tokens[at][len(word) :], word.lower()
        stem = (*tokens[:at], *([digits] if digits else []), *tokens[at + 1 :])
        if word in WEIGHTS:
            return Named("weights", stem, word in IN_OUT if word in IN_OUT | OUT_IN else None)
        if word in BIASES:
            return Named("bias", stem, None)
        if word == "vars" and tokens[at + 1 :] in (["0"], ["1"]):  # Keras 3: vars/0 is the kernel
            role = "weights" if tokens[at + 1] == "0" else "bias"
            return Named(role, tuple(tokens[:at]), True if role == "weights" else None)
    return Named("", tuple(tokens), None)


def propose(tensors: Sequence[Tensor]) -> Proposal:
    """The likeliest network that the arrays can be. Raises TutorError where they make none."""
    pieces = _paired(tensors)
    if not pieces:
        shapes = ", ".join(f"{t.name} ({by(t.array.shape) or 'one number'})" for t in tensors[:4])
        raise TutorError(f"there are no matrices of weights in it, only {shapes}")
    if len(pieces) > MAX_LAYERS:  # before they are arranged, which takes time
        raise TutorError(f"it has {len(pieces):,} matrices of weights, and a network has {MAX_LAYERS} layers")
    found = arranged(pieces)
    if found is None:
        shapes = ", ".join(f"{piece.name} ({by(piece.shape)})" for piece in pieces[:6])
        raise TutorError(f"these matrices do not make one network after another: {shapes}")
    layers = tuple(
        Proposed(piece.name, piece.bias, turned, *_turned(piece.shape, turned), sure)
        for piece, turned, sure in found
    )
    used = {name for layer in layers for name in (layer.weights, layer.bias)}
    return Proposal(layers, tuple(tensor.name for tensor in tensors if tensor.name not in used))


def problems(proposal: Proposal, tensors: Sequence[Tensor]) -> tuple[str, ...]:
    """Why a proposal cannot be taken, a sentence each; empty where it can."""
    sizes = {tensor.name: tensor.array.size for tensor in tensors}
    found = []
    for number, layer in enumerate(proposal.layers, 1):
        before = proposal.layers[number - 2].outputs if number > 1 else layer.inputs
        if layer.inputs != before:
            takes = counted(layer.inputs, "number")
            found.append(f"{layer.weights} takes {takes}, and the layer before gives {before:,}.")
        if layer.bias is not None and sizes[layer.bias] != layer.outputs:
            has = counted(sizes[layer.bias], "number")
            found.append(f"{layer.bias} has {has} for {counted(layer.outputs, 'neuron')}.")
    return tuple(found)


def _paired(tensors: Sequence[Tensor]) -> list[Piece]:
    """Each matrix of weights with its bias: by name, else the next vector that fits."""
    names = [read_name(tensor.name) for tensor in tensors]
    spare = {i for i, tensor in enumerate(tensors) if _may_be_bias(tensor.array, names[i])}
    pieces = []
    for i, (tensor, name) in enumerate(zip(tensors, names, strict=True)):
        if tensor.array.ndim != 2 or not tensor.array.size or i in spare or name.role == "bias":
            continue
        same = [j for j in spare if names[j].stem == name.stem and names[j].role == "bias"]
        following = [j for j in spare if j == i + 1 and not names[j].role]
        bias = next((j for j in (*same, *following) if tensors[j].array.size in tensor.array.shape), None)
        spare.discard(bias if bias is not None else -1)
        size = tensors[bias].array.size if bias is not None else None
        owner = tensors[bias].name if bias is not None else None
        pieces.append(Piece(tensor.name, owner, _pair(tensor.array), size, name.transposed))
    return pieces


def _may_be_bias(array: Array, name: Named) -> bool:
    """A vector; or a matrix of one row or column whose name says so."""
    return array.ndim == 1 or (name.role == "bias" and array.ndim == 2 and 1 in array.shape)


def _pair(array: Array) -> tuple[int, int]:
    return int(array.shape[0]), int(array.shape[1])


def _turned(shape: tuple[int, int], turned: bool) -> tuple[int, int]:
    return (shape[1], shape[0]) if turned else shape
