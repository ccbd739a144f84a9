"""Descent: update after update, with the cost before each and after the last.

The cost of a curve is always J over all examples of the document, whatever one update looks at: only so
can the points of one curve be compared. The pass that gives it is the pass that the gradient needs, so a
full batch pays nothing for it; `online` on many examples does.
"""

from __future__ import annotations

import math

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import PLAIN, Moments, Optimiser
from bptutor.engine.optimisers_memory import Memory
from bptutor.engine.workspace import Workspace
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen


class Trained(Frozen, eq=False):
    """N updates done. costs is (N + 1,): J before each update and after the last."""

    costs: Array
    network: Network


class Descent:
    """A run that goes on for as long as it is asked to.

    `updates` counts from the document's own parameters, so that a run can go on where another one
    stopped: update n looks at batch n mod (number of batches), in order. An optimiser that remembers goes
    on from `moments`, from none if that is None. Raises TutorError where the document has no examples,
    ShapeError where they do not fit."""

    def __init__(
        self,
        document: Document,
        updates: int = 0,
        optimiser: Optimiser = PLAIN,
        moments: Moments | None = None,
    ) -> None:
        if document.examples is None:
            raise TutorError("training needs examples: the document has no data")
        self.updates = updates
        self._rate = document.learning_rate
        self._batches = document.batching.batches(len(document.examples))
        self._workspace = Workspace(document.network, document.examples)
        self._memory = None if optimiser.plain else Memory(optimiser, document.network, moments)
        with np.errstate(all="ignore"):
            self.cost = self._workspace.forward()

    @property
    def network(self) -> Network:
        """The network as it is now; later updates do not change it."""
        return self._workspace.network

    @property
    def moments(self) -> Moments | None:
        """What the optimiser remembers now; None for plain gradient descent."""
        return None if self._memory is None else self._memory.moments

    def advance(self, count: int, while_finite: bool = False) -> Array:
        """Do `count` updates; J after each of them, (count,). Non-finite numbers come without a warning; with
        `while_finite` the first of them is the last, and fewer than `count` are done."""
        costs = np.empty(count)
        with np.errstate(all="ignore"):
            for index in range(count):
                batch = self._batches[(self.updates + index) % len(self._batches)]
                if self._memory is None:
                    self._workspace.update(batch, self._rate)
                else:
                    self._workspace.update_by(batch, self._rate, self._memory)
                costs[index] = self._workspace.forward()
                if while_finite and not math.isfinite(costs[index]):
                    costs = costs[: index + 1]
                    break
        self.updates += len(costs)
        self.cost = float(costs[-1]) if count else self.cost
        return frozen(costs)


def train(document: Document, steps: int, optimiser: Optimiser = PLAIN) -> Trained:
    """`steps` updates at once. Raises TutorError where the document has no examples."""
    run = Descent(document, optimiser=optimiser)
    before = run.cost
    costs = np.concatenate([[before], run.advance(steps)])
    return Trained(frozen(costs), run.network)
