"""One table of costs: C of one example beside ∂C/∂ŷ, with formula and line of code.

`summands(yhat, y)` are the outputs' shares of C, shaped like yhat; C is their sum over the outputs.
0 · ln 0 counts as 0, as in information theory; any other ln 0 stays the −∞ that it is.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen


class Cost(Frozen):
    """C with ∂C/∂ŷ. In TeX and code `YHAT` and `Y` stand for output and target."""

    name: str
    title: str
    summands: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    tex_summand: str
    tex_slope: str
    tex_front: str
    code_value: str
    code_slope: str

    def value(self, yhat: Array, y: Array) -> Array:
        """C of each example: (m, n_L), (m, n_L) -> (m,)."""
        return np.asarray(np.sum(self.summands(yhat, y), axis=-1))


def _times_log(factor: Array, value: Array) -> Array:
    """factor · ln value, where 0 · ln 0 is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(factor == 0, 0.0 * value, factor * np.log(value))


def _quotient(numerator: Array, denominator: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(numerator == 0, 0.0 * denominator, numerator / denominator)


def _squared(yhat: Array, y: Array) -> Array:
    return np.asarray((yhat - y) ** 2)


def _squared_slope(yhat: Array, y: Array) -> Array:
    return 2.0 * (yhat - y)


def _half_squared(yhat: Array, y: Array) -> Array:
    return np.asarray(0.5 * (yhat - y) ** 2)


def _half_squared_slope(yhat: Array, y: Array) -> Array:
    return yhat - y


def _binary_cross_entropy(yhat: Array, y: Array) -> Array:
    return -(_times_log(y, yhat) + _times_log(1.0 - y, 1.0 - yhat)) + 0.0


def _binary_cross_entropy_slope(yhat: Array, y: Array) -> Array:
    return np.asarray(_quotient(1.0 - y, 1.0 - yhat) - _quotient(y, yhat))


def _cross_entropy(yhat: Array, y: Array) -> Array:
    return -_times_log(y, yhat) + 0.0


def _cross_entropy_slope(yhat: Array, y: Array) -> Array:
    return -_quotient(y, yhat) + 0.0


COSTS: dict[str, Cost] = {
    entry.name: entry
    for entry in (
        Cost(
            "squared_error",
            "squared error",
            _squared,
            _squared_slope,
            r"(YHAT - Y)^2",
            r"2(YHAT - Y)",
            "",
            "C = np.sum((YHAT - Y) ** 2)",
            "2 * (YHAT - Y)",
        ),
        Cost(
            "half_squared_error",
            "half squared error",
            _half_squared,
            _half_squared_slope,
            r"\frac{1}{2}(YHAT - Y)^2",
            r"YHAT - Y",
            "",
            "C = np.sum((YHAT - Y) ** 2) / 2",
            "YHAT - Y",
        ),
        Cost(
            "binary_cross_entropy",
            "binary cross-entropy",
            _binary_cross_entropy,
            _binary_cross_entropy_slope,
            r"[Y \ln YHAT + (1 - Y)\ln(1 - YHAT)]",
            r"\frac{1 - Y}{1 - YHAT} - \frac{Y}{YHAT}",
            "-",
            "C = -np.sum(Y * np.log(YHAT) + (1 - Y) * np.log(1 - YHAT))",
            "(1 - Y) / (1 - YHAT) - Y / YHAT",
        ),
        Cost(
            "cross_entropy",
            "cross-entropy",
            _cross_entropy,
            _cross_entropy_slope,
            r"Y \ln YHAT",
            r"-\frac{Y}{YHAT}",
            "-",
            "C = -np.sum(Y * np.log(YHAT))",
            "-Y / YHAT",
        ),
    )
}
