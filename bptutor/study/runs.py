"""Iterations that have been done: their costs, and the networks to go back to.

A run keeps every network while that costs little memory, and then every second, every fourth … one: the
rest are trained again from the one before when somebody goes there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network

MOST_KEPT_NUMBERS = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """J before each update and after the last, (n + 1,); `kept` are (iteration, network) from 0 on."""

    name: str
    costs: Array
    kept: tuple[tuple[int, Network], ...]
    spacing: int = 1

    @property
    def length(self) -> int:
        """Updates that have been done."""
        return len(self.costs) - 1

    def nearest(self, iteration: int) -> tuple[int, Network]:
        """The last kept (iteration, network) at or before an iteration."""
        return self.kept[bisect_right(self.kept, iteration, key=lambda entry: entry[0]) - 1]


def begun(name: str, network: Network, cost: float) -> Run:
    """A run before its first update."""
    return Run(name, frozen([cost]), ((0, network),))


def extended(run: Run, steps: Iterable[tuple[Network, float]]) -> Run:
    """The run with more updates: the network after each, and J of it."""
    costs, kept, spacing = list(run.costs), list(run.kept), run.spacing
    for network, cost in steps:
        costs.append(cost)
        iteration = len(costs) - 1
        if iteration % spacing == 0:
            kept.append((iteration, network))
        if len(kept) * network.parameters > MOST_KEPT_NUMBERS and len(kept) > 2:
            spacing *= 2
            kept = [entry for entry in kept if entry[0] % spacing == 0]
    return replace(run, costs=frozen(np.array(costs)), kept=tuple(kept), spacing=spacing)
