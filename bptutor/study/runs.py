"""Iterations that have been done: their costs, and the networks to go back to.

A run keeps every network while that costs little memory, and then every second, every fourth … one: the
rest are trained again from the one before when somebody goes there. The last is always kept.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.engine.network import Network

MOST_KEPT_NUMBERS = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """J before each update and after the last, (n + 1,); `kept` are (iteration, network) from 0 on.

    `offset` updates were done before the first: a run that an edit begins goes on with the batch in sight."""

    name: str
    costs: Array
    kept: tuple[tuple[int, Network], ...]
    spacing: int = 1
    offset: int = 0

    @property
    def length(self) -> int:
        """Updates that have been done."""
        return len(self.costs) - 1

    def nearest(self, iteration: int) -> tuple[int, Network]:
        """The last kept (iteration, network) at or before an iteration."""
        return self.kept[bisect_right(self.kept, iteration, key=lambda entry: entry[0]) - 1]


def begun(name: str, network: Network, cost: float, offset: int = 0) -> Run:
    """A run before its first update."""
    return Run(name, frozen([cost]), ((0, network),), offset=offset)


def extended(run: Run, costs: Array, network: Network) -> Run:
    """The run with more updates: J after each of them, and the network after the last, which is kept."""
    everything = frozen(np.concatenate([run.costs, costs]))
    kept, spacing = (*run.kept, (len(everything) - 1, network)), run.spacing
    if len(kept) * network.parameters > MOST_KEPT_NUMBERS and len(kept) > 2:
        spacing *= 2
        kept = (*(entry for entry in kept[:-1] if entry[0] % spacing == 0), kept[-1])
    return replace(run, costs=everything, kept=kept, spacing=spacing)


def trained(document: Document, run: Run, count: int) -> Run:
    """The run gone on with for `count` updates from its last one. `document` is the one it began with."""
    start, network = run.kept[-1]
    descent = Descent(replace(document, network=network), run.offset + start)
    while count > 0:
        stretch = min(run.spacing, count)
        run = extended(run, descent.advance(stretch), descent.network)
        count -= stretch
    return run


def network_at(document: Document, run: Run, iteration: int) -> Network:
    """The network before update number `iteration` (from 0): a kept one, or trained again from one."""
    start, network = run.nearest(iteration)
    if start == iteration:
        return network
    descent = Descent(replace(document, network=network), run.offset + start)
    descent.advance(iteration - start)
    return descent.network
