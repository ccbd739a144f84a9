"""One table of activations: each function beside its derivative, its formula and its line of code.

The engine, the drawing, the formulas and the code export all read this table, so a new activation is
one entry here. TeX and code are written for `Z` (the weighted input) and `A` (the activation): the
reader replaces these two letters by its own names.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen

LEAK = 0.01


class Activation(Frozen):
    """g with g′. `value(z)` is elementwise unless `mixes`, then it is over the last axis.

    `slope(z, at_zero)` is g′(z), where at_zero says what a kink at 0 counts as. For an activation that
    mixes, the slope is only the diagonal ∂a_j/∂z_j; `jacobian` has the whole.
    """

    name: str
    title: str
    value: Callable[[Array], Array]
    slope: Callable[[Array, float], Array]
    tex_symbol: str
    tex_value: str
    tex_slope: str
    code_value: str
    code_slope: str
    has_kink: bool = False
    mixes: bool = False


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^−z) without overflow: the exponent is never positive."""
    e = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, e) / (1.0 + e))


def softmax(z: Array) -> Array:
    """e^{z_j} / Σ e^{z_k} over the last axis, shifted by the largest z so that nothing overflows."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.asarray(e / np.sum(e, axis=-1, keepdims=True))


def softmax_jacobian(a: Array) -> Array:
    """∂a_i/∂z_j = a_i (1[i = j] − a_j): (..., n) -> (..., n, n), first index i."""
    return np.asarray(a[..., :, None] * (np.eye(a.shape[-1]) - a[..., None, :]))


def _linear(z: Array) -> Array:
    return z


def _linear_slope(z: Array, at_zero: float) -> Array:
    return np.ones_like(z)


def _relu(z: Array) -> Array:
    return np.maximum(z, 0.0)


def _relu_slope(z: Array, at_zero: float) -> Array:
    return _kinked(z, 0.0, at_zero)


def _leaky_relu(z: Array) -> Array:
    return np.where(z > 0, z, LEAK * z)


def _leaky_relu_slope(z: Array, at_zero: float) -> Array:
    return _kinked(z, LEAK, LEAK + at_zero * (1.0 - LEAK))


def _kinked(z: Array, left: float, at_zero: float) -> Array:
    """left for z < 0, at_zero at 0, 1 for z > 0, and NaN where z is NaN."""
    slope = np.where(z > 0, 1.0, np.where(z < 0, left, at_zero))
    return np.where(np.isnan(z), np.nan, slope)


def _sigmoid_slope(z: Array, at_zero: float) -> Array:
    """σ(1 − σ) of the σ that is there, as rounded as it is.

    σ(z)·σ(−z) would keep its digits where σ is next to 1, but cross-entropy divides by that rounded 1 − σ:
    only equal roundings cancel, and ∂C/∂z = ŷ − y would be off by 4 % at z = 36."""
    a = sigmoid(z)
    return np.asarray(a * (1.0 - a))


def _tanh_slope(z: Array, at_zero: float) -> Array:
    """1 − tanh² as 4σ(2z)σ(−2z), which keeps its digits in the flat parts."""
    e = np.exp(-2.0 * np.abs(z))
    return np.asarray(4.0 * e / (1.0 + e) ** 2)


def _softmax_slope(z: Array, at_zero: float) -> Array:
    a = softmax(z)
    return np.asarray(a * (1.0 - a))


ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation("linear", "linear", _linear, _linear_slope, "g", "Z", "1", "A = Z", "np.ones_like(Z)"),
        Activation(
            "relu",
            "ReLU",
            _relu,
            _relu_slope,
            "g",
            r"\max(0, Z)",
            r"[Z > 0]",
            "A = np.maximum(Z, 0)",
            "(Z > 0) + ZERO * (Z == 0)",
            has_kink=True,
        ),
        Activation(
            "leaky_relu",
            "leaky ReLU",
            _leaky_relu,
            _leaky_relu_slope,
            "g",
            r"\max(0.01\,Z, Z)",
            r"1 \text{ or } 0.01",
            "A = np.where(Z > 0, Z, 0.01 * Z)",
            "np.where(Z > 0, 1, np.where(Z < 0, 0.01, 0.01 + 0.99 * ZERO))",
            has_kink=True,
        ),
        Activation(
            "sigmoid",
            "sigmoid",
            sigmoid,
            _sigmoid_slope,
            r"\sigma",
            r"\frac{1}{1 + e^{-Z}}",
            r"\sigma(Z)(1 - \sigma(Z))",
            "A = 1 / (1 + np.exp(-Z))",
            "A * (1 - A)",
        ),
        Activation(
            "tanh",
            "tanh",
            np.tanh,
            _tanh_slope,
            r"\tanh",
            r"\tanh(Z)",
            r"1 - \tanh^2(Z)",
            "A = np.tanh(Z)",
            "1 - A ** 2",
        ),
        Activation(
            "softmax",
            "softmax",
            softmax,
            _softmax_slope,
            r"\operatorname{softmax}",
            r"\frac{e^{Z}}{\sum_k e^{Z_k}}",
            r"A(1 - A)",
            "A = softmax(Z)",
            "A * (1 - A)",
            mixes=True,
        ),
    )
}
