"""The activations and costs of the tables once more, for training: in place, and no call too many.

On a small network a pass costs what its NumPy calls cost to start, some microseconds each, not its
arithmetic. So here a slope is made from the activation that is there already, and output layers whose
long chain collapses (sigmoid with binary cross-entropy, softmax with cross-entropy: ∂C/∂z = ŷ − y) take
the short way, which also stays finite where the long one divides by ŷ = 0. What has no entry here takes
its way through the tables: a new activation trains without touching this file.

Arrays are features × examples, (n_l, m): a layer is one contiguous block whatever its width.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.network import Layer, Network
from bptutor.foundation.frozen import Frozen

CostOf = Callable[
    [Array, Array], float
]  # ŷ, room: Σ C over the examples; the squared ones leave ŷ − y in room

Activate = Callable[[Array, Array], None]  # z, a: write g(z) into a; may spoil z unless its slope needs it
TimesSlope = Callable[[Array, Array, Array, Array], None]  # ∂C/∂a, z, a, room: turns ∂C/∂a into ∂C/∂z


class Kernel(Frozen):
    """g in place beside g′ in place."""

    activate: Activate
    times_slope: TimesSlope


def _linear(z: Array, a: Array) -> None:
    np.copyto(a, z)


def _times_one(da: Array, z: Array, a: Array, room: Array) -> None:
    pass


def _sigmoid(z: Array, a: Array) -> None:
    """1 / (1 + e^−z): where e^−z overflows to ∞ the quotient is the 0 that it should be."""
    np.negative(z, z)
    np.exp(z, z)
    np.add(z, 1.0, z)
    np.divide(1.0, z, a)


def _times_sigmoid_slope(da: Array, z: Array, a: Array, room: Array) -> None:
    np.multiply(da, a, da)
    np.subtract(1.0, a, room)
    np.multiply(da, room, da)


def _tanh(z: Array, a: Array) -> None:
    np.tanh(z, a)


def _times_tanh_slope(da: Array, z: Array, a: Array, room: Array) -> None:
    np.multiply(a, a, room)
    np.subtract(1.0, room, room)
    np.multiply(da, room, da)


def _relu(z: Array, a: Array) -> None:
    np.maximum(z, 0.0, a)


def _times_relu_slope(da: Array, z: Array, a: Array, room: Array) -> None:
    np.multiply(da, a > 0.0, da)


def _softmax(z: Array, a: Array) -> None:
    np.subtract(z, np.maximum.reduce(z, axis=0), z)
    np.exp(z, z)
    np.divide(z, np.add.reduce(z, axis=0), a)


def _times_softmax_slope(da: Array, z: Array, a: Array, room: Array) -> None:
    """a_j (∂C/∂a_j − Σ_i ∂C/∂a_i a_i): the sum over the cross derivatives without writing them out."""
    np.multiply(da, a, room)
    np.subtract(da, np.add.reduce(room, axis=0), da)
    np.multiply(da, a, da)


KERNELS = {
    "linear": Kernel(_linear, _times_one),
    "sigmoid": Kernel(_sigmoid, _times_sigmoid_slope),
    "tanh": Kernel(_tanh, _times_tanh_slope),
    "relu": Kernel(_relu, _times_relu_slope),
    "softmax": Kernel(_softmax, _times_softmax_slope),
}


def kernel(layer: Layer, slope_at_zero: float) -> Kernel:
    """The layer's activation in place; through the table where there is no short way."""
    entry = layer.activation
    short = KERNELS.get(entry.name)
    # With g′(0) ≠ 0 a = 0 does not tell z = 0 from z < 0.
    if short is not None and not (entry.has_kink and slope_at_zero):
        return short

    def activate(z: Array, a: Array) -> None:
        a[...] = entry.value(z)

    def times_slope(da: Array, z: Array, a: Array, room: Array) -> None:
        np.multiply(da, entry.slope(z, slope_at_zero), da)

    return Kernel(activate, times_slope)


def collapses(network: Network) -> bool:
    """Whether ∂C/∂z of the output layer is ŷ Σy − y (with sigmoid: ŷ − y), by its pair of g and C."""
    pair = (network.layers[-1].activation.name, network.cost.name)
    return pair in (("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy"))


def cost_sum(network: Network, y: Array) -> CostOf:
    """Σ C over the examples with targets y, (n_L, m), as a function of ŷ."""
    name = network.cost.name
    if name in ("squared_error", "half_squared_error"):
        front = 1.0 if name == "squared_error" else 0.5
        return lambda yhat, room: front * _squares(np.subtract(yhat, y, room))
    if name == "cross_entropy":
        # 0 · ln ŷ counts nothing: of one-hot targets one logarithm an example is left.
        places = np.flatnonzero(y)
        shares = y.ravel()[places]
        return lambda yhat, room: 0.0 - float(np.log(yhat.ravel()[places]).dot(shares))
    if name == "binary_cross_entropy" and np.all((y == 0) | (y == 1)):
        # y ln ŷ + (1 − y) ln(1 − ŷ) is the logarithm of |ŷ − (1 − y)| where y is 0 or 1.
        other = 1.0 - y
        return lambda yhat, room: 0.0 - _logarithms(np.subtract(yhat, other, room))
    return lambda yhat, room: float(np.sum(network.cost.summands(yhat, y)))


def _squares(difference: Array) -> float:
    flat = difference.ravel()
    return float(flat.dot(flat))


def _logarithms(signed: Array) -> float:
    np.abs(signed, signed)
    np.log(signed, signed)
    return float(np.add.reduce(signed, axis=None))
