"""One given number pushed a little: the same forward pass from there on.

What lies before the push is shared with the pass that it starts from. Nothing in here knows a derivative.
"""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.network import Network
from bptutor.engine.passes import Forward, weighted_sums


def pushed_weight(network: Network, ahead: Forward, layer: int, j: int, k: int, h: float) -> Forward:
    """The pass with θ[layer][j,k] + h, or with b[layer][j] + h where k is 0. All are counted from 1."""
    z = ahead.z[layer].copy()
    with np.errstate(all="ignore"):
        z[:, j - 1] += h * ahead.a[layer - 1][:, k - 1] if k else h
        a = network.layers[layer - 1].activation.value(z)
    return _followed(network, (*ahead.z[:layer], z), (*ahead.a[:layer], a))


def pushed_input(network: Network, ahead: Forward, j: int, h: float) -> Forward:
    """The pass with x[j] + h in every example."""
    x = ahead.a[0].copy()
    x[:, j - 1] += h
    return _followed(network, ahead.z[:1], (x,))


def _followed(network: Network, z: tuple[Array, ...], a: tuple[Array, ...]) -> Forward:
    """The layers after those that are there."""
    with np.errstate(all="ignore"):
        for layer in network.layers[len(a) - 1 :]:
            z = (*z, weighted_sums(a[-1], layer.weights.T) + layer.biases)
            a = (*a, layer.activation.value(z[-1]))
    return Forward(z, a)
