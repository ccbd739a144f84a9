"""What an optimiser remembers during a run: its moments in vectors that lie like a workspace's parameters."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network
from bptutor.engine.optimisers import RULES, Moments, Optimiser, Parts
from bptutor.engine.passes import Gradients
from bptutor.engine.workspace import joined, split


class Memory:
    """The moments of a run, updated with every step. Nothing of them is handed out but copies."""

    def __init__(self, optimiser: Optimiser, network: Network, moments: Moments | None) -> None:
        self._optimiser = optimiser
        self._network = network
        self._updates = 0 if moments is None else moments.updates
        parts = () if moments is None else moments.parts
        self._parts: Parts = tuple(
            joined(list(zip(part.weights, part.biases, strict=True))) for part in parts
        ) or (np.zeros(network.parameters),) * len(RULES[optimiser.rule].moments)

    def step(self, parameters: Array, gradient: Array, rate: float) -> Array:
        """The next parameters; the moments go one update on."""
        self._updates += 1
        take = RULES[self._optimiser.rule].step
        after, self._parts = take(self._optimiser, parameters, gradient, self._parts, self._updates, rate)
        return after

    @property
    def moments(self) -> Moments:
        """A copy of the moments, shaped like the parameters."""
        parts = []
        for vector in self._parts:
            layers = split(vector, self._network)
            weights = tuple(frozen(np.ascontiguousarray(layer[:, :-1])) for layer in layers)
            parts.append(Gradients(weights, tuple(frozen(layer[:, -1].copy()) for layer in layers)))
        return Moments(self._updates, tuple(parts))
