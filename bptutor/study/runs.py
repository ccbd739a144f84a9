"""Iterations that have been done: their costs, and the networks to go back to.

A run keeps every network while that costs little memory, and then every second, every fourth … one: the
rest are trained again from the one before when somebody goes there. The last is always kept.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from msgspec import field
from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.descent import Descent
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import PLAIN, Moments, Optimiser
from bptutor.foundation.frozen import Frozen
from bptutor.trace.timeline import Timeline, timeline_of

MOST_KEPT_NUMBERS = 4_000_000


class Run(Frozen, eq=False):
    """J before each update and after the last, (n + 1,); `kept` are (iteration, network) from 0 on.

    `offset` updates were done before the first: a run that an edit begins goes on with the batch in sight.
    `document` is what it began with. `moments` are what the optimiser remembers at each kept iteration (empty
    for gradient descent, which remembers nothing). `dash` is its pattern among the earlier runs on the
    curve, and 0 until it is one. `token` is the same object in all versions of one run: longer ones, renamed
    ones, hidden ones."""

    name: str
    costs: Array
    kept: tuple[tuple[int, Network], ...]
    spacing: int = 1
    offset: int = 0
    document: Document | None = None
    optimiser: Optimiser = PLAIN
    moments: tuple[Moments | None, ...] = ()
    shown: bool = True
    dash: int = 0
    token: object = field(default_factory=object)

    @property
    def length(self) -> int:
        """Updates that have been done."""
        return len(self.costs) - 1

    def nearest(self, iteration: int) -> tuple[int, Network]:
        """The last kept (iteration, network) at or before an iteration."""
        return self.kept[self._place(iteration)]

    def moments_at(self, iteration: int) -> Moments | None:
        """What the optimiser remembers at the last kept iteration at or before an iteration."""
        return self.moments[self._place(iteration)] if self.moments else None

    def _place(self, iteration: int) -> int:
        return bisect_right(self.kept, iteration, key=_iteration) - 1


def _iteration(entry: tuple[int, Network]) -> int:
    return entry[0]


def begun(
    name: str,
    network: Network,
    cost: float,
    offset: int = 0,
    document: Document | None = None,
    optimiser: Optimiser = PLAIN,
) -> Run:
    """A run before its first update."""
    moments = () if optimiser.plain else (None,)
    start = ((0, network),)
    return Run(name, frozen([cost]), start, 1, offset, document, optimiser, moments)


def extended(run: Run, costs: Array, network: Network, moments: Moments | None = None) -> Run:
    """The run with more updates: J after each of them, and the network after the last, which is kept with
    what the optimiser remembers."""
    everything = frozen(np.concatenate([run.costs, costs]))
    kept, spacing = (*run.kept, (len(everything) - 1, network)), run.spacing
    remembered = () if run.optimiser.plain else (*run.moments, moments)
    numbers = network.parameters * (1 + (0 if moments is None else len(moments.parts)))
    if len(kept) * numbers > MOST_KEPT_NUMBERS and len(kept) > 2:
        spacing *= 2
        stay = [at for at, entry in enumerate(kept) if entry[0] % spacing == 0 or at == len(kept) - 1]
        kept = tuple(kept[at] for at in stay)
        remembered = tuple(remembered[at] for at in stay) if remembered else ()
    return replace(run, costs=everything, kept=kept, spacing=spacing, moments=remembered)


def going_on(document: Document, run: Run, iteration: int) -> Descent:
    """The descent from the last kept iteration at or before an iteration, with the run's own optimiser."""
    start, network = run.nearest(iteration)
    begun_with = replace(document, network=network)
    return Descent(begun_with, run.offset + start, run.optimiser, run.moments_at(iteration))


def trained(document: Document, run: Run, count: int) -> Run:
    """The run gone on with for `count` updates from its last one. `document` is the one it began with."""
    descent = going_on(document, run, run.length)
    while count > 0:
        stretch = min(run.spacing, count)
        costs = descent.advance(stretch)
        run = extended(run, costs, descent.network, descent.moments)
        count -= stretch
    return run


def network_at(document: Document, run: Run, iteration: int) -> Network:
    """The network before update number `iteration` (from 0): a kept one, or trained again from one."""
    return before_update(document, run, iteration)[0]


def before_update(document: Document, run: Run, iteration: int) -> tuple[Network, Moments | None]:
    """The network before update number `iteration`, and what the optimiser remembers then."""
    start, network = run.nearest(iteration)
    if start == iteration:
        return network, run.moments_at(iteration)
    descent = going_on(document, run, iteration)
    descent.advance(iteration - start)
    return descent.network, descent.moments


def timeline_at(document: Document, run: Run, iteration: int) -> Timeline:
    """The timeline of an iteration of a run, whose update is that of its optimiser."""
    network, moments = before_update(document, run, iteration)
    return timeline_of(document, run.offset + iteration, network, run.optimiser, moments)
