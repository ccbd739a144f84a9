"""Steps of the layer level as TeX: in matrices, with their numbers where these are few."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.foundation import numbers
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source
from bptutor.trace.steps import Number, Step, StepKind
from bptutor.trace.symbols import Namer

MOST_ROWS = 5
MOST_COLUMNS = 5


def matrix_formula(step: Step, source: Source, namer: Namer) -> tuple[str, str, str, str]:
    """target, symbolic, substituted and value of a layer step."""
    target = namer.tex(step.target)
    value = matrix(step.value).strip("()")
    match step.kind:
        case StepKind.ACTIVATION:
            return target, *_forward(step, source, namer), value
        case StepKind.COST:
            pattern = rf"C({namer.tex(step.terms[0].key)}, {namer.tex(step.terms[1].key)})"
            return target, pattern, "", value
        case StepKind.CHAIN:
            return target, *_backward(step, source, namer), value
        case StepKind.UPDATE:
            old, rate, gradient = step.terms
            symbolic = rf"{namer.tex(old.key)} - {namer.tex(rate.key)} \, {namer.tex(gradient.key)}"
            substituted = _whole(matrix(old.value), f"- {matrix(rate.value)} \\cdot", matrix(gradient.value))
            return target, symbolic, substituted, value
        case _:
            return target, _joint(step, source, namer), "", value


def _forward(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    weights, inputs, biases, _z = step.terms
    own = source.network.layers[step.target.layer - 1].activation
    symbolic = (
        rf"{own.tex_symbol}({namer.tex(weights.key)} {namer.tex(inputs.key)} + {namer.tex(biases.key)})"
    )
    substituted = _whole(matrix(weights.value), r"\cdot", matrix(inputs.value), "+", matrix(biases.value))
    return symbolic, rf"{own.tex_symbol}\left({substituted}\right)" if substituted else ""


def _backward(step: Step, source: Source, namer: Namer) -> tuple[str, str]:
    """(θᵀ ∂C/∂z of the layer after) ⊙ g′(z); at the output ∂C/∂ŷ ⊙ σ′(z), or the Jacobian of softmax."""
    layer = step.target.layer
    arrives, slopes = step.terms
    own = source.network.layers[layer - 1].activation
    after = namer.tex(arrives.key)
    if layer < source.network.depth:
        weights = namer.tex(Key(Kind.THETA, layer + 1))
        after = rf"\left({weights}\right)^T {namer.tex(Key(Kind.DC_DZ, layer + 1))}"
    z = namer.tex(Key(Kind.Z, layer))
    if own.mixes:
        return (
            rf"\left({namer.tex(slopes.key)}\right)^T {after}",
            _whole(matrix(np.transpose(slopes.value)), r"\cdot", matrix(arrives.value)),
        )
    symbolic = rf"{after} \odot {own.tex_symbol}'({z})"
    return symbolic, _whole(matrix(arrives.value), r"\odot", matrix(slopes.value))


def _joint(step: Step, source: Source, namer: Namer) -> str:
    front = rf"\frac{{1}}{{{len(source.rows)}}} " if step.kind is StepKind.MEAN else ""
    if step.target.kind is Kind.J:
        return rf"{front}\sum_{{i=1}}^{{{len(source.rows)}}} C"
    dz, a = step.terms
    return (
        rf"{front}\sum_{{i=1}}^{{{len(source.rows)}}} {namer.tex(dz.key)} \left({namer.tex(a.key)}\right)^T"
    )


def _whole(*parts: str) -> str:
    """The parts in a row, or nothing where one of them is too large to show."""
    return " ".join(parts) if all(parts) else ""


def matrix(value: Number) -> str:
    """A number, a column or a matrix as TeX; empty where it is too large to read."""
    if not isinstance(value, np.ndarray):
        return numbers.tex(float(value))
    rows: Array = np.atleast_2d(value) if value.ndim == 2 else np.reshape(value, (-1, 1))
    if rows.shape == (1, 1):
        text = numbers.tex(float(rows[0, 0]))
        return f"({text})" if text.startswith("-") else text
    if rows.shape[0] > MOST_ROWS or rows.shape[1] > MOST_COLUMNS:
        return ""
    lines = r" \\ ".join(" & ".join(numbers.tex(float(entry)) for entry in row) for row in rows)
    return rf"\begin{{bmatrix}} {lines} \end{{bmatrix}}"
