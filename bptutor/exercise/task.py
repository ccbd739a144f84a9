"""What is asked about: one example (or all of them) shown to a network, and the right values of that pass."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from msgspec import field

from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key, Kind
from bptutor.trace.values import Values

ALTOGETHER = frozenset({Kind.J, Kind.DJ_DTHETA, Kind.DJ_DB})


class Task(Frozen, eq=False, dict=True):
    """A network with the examples of one update, and the row (from 0) that a value of one example is about.

    Not slotted: the values are kept once they are made."""

    network: Network
    examples: Examples
    learning_rate: float
    row: int = 0
    hidden: frozenset[Key] = field(default_factory=frozenset)

    @cached_property
    def values(self) -> Values:
        """The right values, from the trace."""
        return Values(self.network, self.examples, self.learning_rate)

    @cached_property
    def truths(self) -> dict[Key, float]:
        """The right values that were asked for so far."""
        return {}

    def truth(self, key: Key) -> float:
        """The right value of a key."""
        if key not in self.truths:
            with np.errstate(all="ignore"):
                self.truths[key] = self.values[key, self.row]
        return self.truths[key]


def task_of(document: Document, example: int = 1) -> Task:
    """The task that a document sets, about its example number `example` (from 1).
    Raises TutorError without data."""
    if document.examples is None:
        raise TutorError("the network has no data: add inputs and targets to be asked about it")
    return Task(document.network, document.examples, document.learning_rate, example - 1)


def alone(task: Task) -> Task:
    """The same with the asked example as the only one: for a value that the other examples
    have no part in."""
    if len(task.examples) == 1:
        return task
    rows = slice(task.row, task.row + 1)
    one = Examples(task.examples.inputs[rows], task.examples.targets[rows])
    return Task(task.network, one, task.learning_rate, 0, task.hidden)
