"""Networks and moments as vectors of numbers, θ and b of each layer side by side, and back again."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.engine.passes import Gradients
from bptutor.engine.workspace import joined, split


def as_vector(network: Network) -> Array:
    """All parameters, (p,)."""
    return joined([(layer.weights, layer.biases) for layer in network.layers])


def as_network(vector: Array, network: Network) -> Network:
    """The network with the parameters of a vector, (p,)."""
    return network.with_parameters(*_parts(vector, network))


def as_vectors(moments: Moments) -> Array:
    """What an optimiser remembers, (moments, p)."""
    return np.array([joined(list(zip(part.weights, part.biases, strict=True))) for part in moments.parts])


def as_moments(vectors: Array, network: Network, updates: int) -> Moments:
    """What an optimiser remembers after so many updates, from (moments, p)."""
    return Moments(updates, tuple(Gradients(*_parts(vector, network)) for vector in vectors))


def _parts(vector: Array, network: Network) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    layers = split(vector, network)
    weights = tuple(frozen(np.ascontiguousarray(layer[:, :-1])) for layer in layers)
    return weights, tuple(frozen(layer[:, -1].copy()) for layer in layers)
