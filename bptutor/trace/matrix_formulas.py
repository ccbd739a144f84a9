"""Steps of the layer level as TeX: in matrices, with their numbers where these are few.

Columns or rows, and weights with a row or a column a neuron, are the notation's choice: z = Wa + b, Wᵀa + b,
aWᵀ + b or aW + b. What stands in the file is always a row a neuron.
"""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.trace.cost_formulas import cost_rule, cost_sides
from bptutor.trace.keys import C, Key, Kind
from bptutor.trace.making import Source
from bptutor.trace.steps import Number, Step, StepKind, Term
from bptutor.trace.symbols import Namer
from bptutor.trace.tex_pieces import MOST_SUMMANDS, inner, number

MOST_ROWS = 5
MOST_COLUMNS = 5
OF_WEIGHTS = frozenset({Kind.THETA, Kind.THETA_NEW, Kind.DC_DTHETA, Kind.DJ_DTHETA})


def matrix_formula(step: Step, source: Source, namer: Namer) -> tuple[str, str, str, str]:
    """target, symbolic, substituted and value of a layer step."""
    target = namer.tex(step.target)
    value = written(step.target, step.value, namer).strip("()")
    match step.kind:
        case StepKind.ACTIVATION:
            return target, *_forward(step, source, namer), value
        case StepKind.COST:
            return target, *_cost(step, source, namer), value
        case StepKind.CHAIN:
            return target, *_backward(step, source, namer), value
        case StepKind.UPDATE:
            old, rate, gradient = step.terms
            symbolic = rf"{namer.tex(old.key)} - {namer.tex(rate.key)} \, {namer.tex(gradient.key)}"
            before, slope = (written(term.key, term.value, namer) for term in (old, gradient))
            substituted = _whole(before, f"- {matrix(rate.value)} \\cdot", slope)
            return target, symbolic, substituted, value
        case _:
            return target, _joint(step, source, namer), "", value


def _cost(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    """The cost by its outputs and targets, with their numbers where these are few."""
    yhat, y = (np.ravel(term.value) for term in step.terms)
    if len(y) > MOST_SUMMANDS:
        return cost_rule(source.network, namer), ""
    keys = (Key(Kind.A, source.network.depth), Key(Kind.Y))
    terms = [
        Term(key._replace(j=output), float(value))
        for output, pair in enumerate(zip(yhat, y, strict=True), 1)
        for key, value in zip(keys, pair, strict=True)
    ]
    return cost_sides(terms, source.network, namer)


def _forward(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    _weights, inputs, biases, _z = step.terms
    own = source.network.layers[step.target.layer - 1]
    product = _times(namer, weights_tex(namer, step.target.layer), namer.tex(inputs.key))
    symbolic = rf"{own.activation.tex_symbol}({product} + {namer.tex(biases.key)})"
    a, b = written(inputs.key, inputs.value, namer), written(biases.key, biases.value, namer)
    shown = matrix(own.weights.T if namer.notation.rows else own.weights)
    substituted = _whole(_times(namer, shown, a, r" \cdot ") if shown and a else "", "+", b)
    return symbolic, rf"{own.activation.tex_symbol}\left({substituted}\right)" if substituted else ""


def _backward(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    """(θᵀ ∂C/∂z of the layer after) ⊙ g′(z); at the output ∂C/∂ŷ ⊙ σ′(z), or the Jacobian of softmax."""
    layer = step.target.layer
    arrives, slopes = step.terms
    own = source.network.layers[layer - 1].activation
    after = namer.tex(arrives.key)
    if layer < source.network.depth:
        after = _times(namer, weights_tex(namer, layer + 1, back=True), namer.tex(Key(Kind.DC_DZ, layer + 1)))
    z, first = namer.tex(Key(Kind.Z, layer)), written(arrives.key, arrives.value, namer)
    if own.mixes:
        jacobian = rf"\left({namer.tex(slopes.key)}\right)^T"
        shown = matrix(np.transpose(slopes.value))
        if namer.notation.rows:
            jacobian, shown = namer.tex(slopes.key), matrix(slopes.value)
        numbers_in = _times(namer, shown, first, r" \cdot ") if shown and first else ""
        return _times(namer, jacobian, after), numbers_in
    if namer.notation.delta and layer < source.network.depth:
        after = rf"\left({after}\right)"
    symbolic = rf"{after} \odot {own.tex_symbol}'({z})"
    return symbolic, _whole(first, r"\odot", written(slopes.key, slopes.value, namer))


def _joint(step: Step, source: Source, namer: Namer) -> str:
    front = rf"\frac{{1}}{{{len(source.rows)}}} " if step.kind is StepKind.MEAN else ""
    sum_over = rf"{front}\sum_{{i=1}}^{{{len(source.rows)}}}"
    if step.target.kind is Kind.J:
        return f"{sum_over} {namer.tex(C)}"
    layer = step.target.layer
    below = Key(Kind.A, layer - 1) if layer > 1 else Key(Kind.X)
    dz, a = namer.tex(Key(Kind.DC_DZ, layer)), namer.tex(below)
    one, other = (a, dz) if namer.notation.transposed else (dz, a)
    if namer.notation.rows:
        return rf"{sum_over} \left({one}\right)^T {other}"
    return rf"{sum_over} {one} \left({other}\right)^T"


def weights_tex(namer: Namer, layer: int, back: bool = False) -> str:
    """A layer's matrix of weights as it is multiplied on the way forward, or back: with ᵀ where it has to be
    turned."""
    tex, notation = namer.tex(Key(Kind.THETA, layer)), namer.notation
    turned = (notation.rows != notation.transposed) != back
    return rf"\left({tex}\right)^T" if turned else tex


def _times(namer: Namer, weights: str, vector: str, sign: str = " ") -> str:
    """A matrix before a column, or after a row."""
    return f"{vector}{sign}{weights}" if namer.notation.rows else f"{weights}{sign}{vector}"


def laid_out(key: Key, value: Number, namer: Namer) -> Number:
    """Numbers as they are written down: a column or a row, weights with a row or a column a neuron."""
    if not isinstance(value, np.ndarray):
        return value
    if value.ndim == 1:
        return np.reshape(value, (1, -1) if namer.notation.rows else (-1, 1))
    return value.T if namer.notation.transposed and key.kind in OF_WEIGHTS else value


def written(key: Key, value: Number, namer: Namer) -> str:
    """Numbers as TeX, laid out as they are written down; empty where they are too many to read."""
    return matrix(laid_out(key, value, namer))


def _whole(*parts: str) -> str:
    """The parts in a row, or nothing where one of them is too large to show."""
    return " ".join(parts) if all(parts) else ""


def matrix(value: Number) -> str:
    """A number, a column or a matrix as TeX; empty where it is too large to read."""
    if not isinstance(value, np.ndarray):
        return number(value)
    rows: Array = np.atleast_2d(value) if value.ndim == 2 else np.reshape(value, (-1, 1))
    if rows.shape == (1, 1):
        return inner(rows[0, 0])
    if rows.shape[0] > MOST_ROWS or rows.shape[1] > MOST_COLUMNS:
        return ""
    lines = r" \\ ".join(" & ".join(number(entry) for entry in row) for row in rows)
    return rf"\begin{{bmatrix}} {lines} \end{{bmatrix}}"
