"""Forward beside backward, whole layers and all examples at once (Rumelhart, Hinton & Williams 1986).

Every function returns new arrays. Non-finite numbers are carried along without a warning: they are part
of what a learner is shown.
"""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.network import Layer, Network
from bptutor.foundation.errors import ShapeError
from bptutor.foundation.frozen import Frozen


class Forward(Frozen, eq=False):
    """z[l] and a[l] of each layer, (m, n_l); z[0] is empty, a[0] is the input."""

    z: tuple[Array, ...]
    a: tuple[Array, ...]

    @property
    def output(self) -> Array:
        """ŷ, (m, n_L)."""
        return self.a[-1]


class Backward(Frozen, eq=False):
    """∂C/∂a[l] and ∂C/∂z[l] of each example and layer, (m, n_l); index 0 is empty."""

    da: tuple[Array, ...]
    dz: tuple[Array, ...]


class Gradients(Frozen, eq=False):
    """∂J/∂θ and ∂J/∂b, one array a layer (first is layer 1), shaped like the parameters."""

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]


EMPTY = np.zeros((0, 0))
BY_HAND = 10_000  # products: a network that one follows with the eye


def forward(network: Network, x: Array) -> Forward:
    """z^l = a^(l-1) θᵀ + b and a^l = g(z^l) for all layers. x is (m, n_0); raises ShapeError."""
    if x.ndim != 2 or x.shape[1] != network.widths[0]:
        raise ShapeError(f"the network takes {network.widths[0]} inputs, not an array of shape {x.shape}")
    z, a = [EMPTY], [x]
    with np.errstate(all="ignore"):
        for layer in network.layers:
            z.append(weighted_sums(a[-1], layer.weights.T) + layer.biases)
            a.append(layer.activation.value(z[-1]))
    return Forward(tuple(z), tuple(a))


def backward(network: Network, ahead: Forward, y: Array) -> Backward:
    """∂C/∂a and ∂C/∂z of every layer, by the chain rule from C back to layer 1. y is (m, n_L)."""
    if y.shape != ahead.output.shape:
        raise ShapeError(f"targets of shape {y.shape} do not fit outputs of shape {ahead.output.shape}")
    da, dz = [EMPTY] * (network.depth + 1), [EMPTY] * (network.depth + 1)
    with np.errstate(all="ignore"):
        da[-1] = network.cost.slope(ahead.output, y)
        for number in range(network.depth, 0, -1):
            layer = network.layers[number - 1]
            dz[number] = through_activation(network, layer, da[number], ahead.z[number])
            if number > 1:
                da[number - 1] = weighted_sums(dz[number], layer.weights)
    return Backward(tuple(da), tuple(dz))


def weighted_sums(values: Array, weights: Array) -> Array:
    """Σ_k values_ik weights_kj: (m, n), (n, p) -> (m, p), with each product rounded where they are few.

    A matrix product multiplies and adds in one go and rounds once: 0.1 · 3 − 0.1 · 3 is then 3e-17, and
    opens a ReLU that by hand, product by product, is at its kink."""
    if len(values) * weights.size > BY_HAND:
        return values @ weights
    return np.asarray(np.sum(values[:, None, :] * weights.T, axis=2))


def through_activation(network: Network, layer: Layer, da: Array, z: Array) -> Array:
    """∂C/∂z of a layer from its ∂C/∂a: times g′(z), or the sum over its cross derivatives for softmax."""
    if layer.activation.mixes:
        a = layer.activation.value(z)
        # Σ_i ∂C/∂a_i a_i (1[i = j] − a_j) without writing the m n² derivatives out.
        return np.asarray(a * (da - np.sum(da * a, axis=1, keepdims=True)))
    return np.asarray(da * layer.activation.slope(z, network.relu_slope_at_zero))


def example_costs(network: Network, ahead: Forward, y: Array) -> Array:
    """C of each example, (m,)."""
    with np.errstate(all="ignore"):
        return network.cost.value(ahead.output, y)


def cost(network: Network, x: Array, y: Array) -> float:
    """J: the mean (or sum) of C over the examples."""
    return reduced_cost(network, example_costs(network, forward(network, x), y))


def reduced_cost(network: Network, costs: Array) -> float:
    """J from the examples' C, by the network's reduction."""
    with np.errstate(all="ignore"):
        return float(np.mean(costs) if network.reduction == "mean" else np.sum(costs))


def gradients(network: Network, x: Array, y: Array) -> Gradients:
    """∂J/∂θ and ∂J/∂b of every layer (Rumelhart et al. 1986, eq. 6-8).

    x is (m, n_0), y is (m, n_L). Raises ShapeError if they do not fit the network."""
    ahead = forward(network, x)
    return gather(network, ahead, backward(network, ahead, y))


def gather(network: Network, ahead: Forward, behind: Backward) -> Gradients:
    """Each parameter's gradient over the examples: ∂C/∂z times a^(l-1) for a weight, times 1 for a bias."""
    share = 1.0 / len(ahead.output) if network.reduction == "mean" else 1.0
    with np.errstate(all="ignore"):
        return Gradients(
            tuple(share * (dz.T @ a) for dz, a in zip(behind.dz[1:], ahead.a[:-1], strict=True)),
            tuple(share * np.sum(dz, axis=0) for dz in behind.dz[1:]),
        )
