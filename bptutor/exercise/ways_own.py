"""Numbers that the learner has given before, and their places in the arrays of a pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.exercise.task import Task
from bptutor.trace.keys import Key, Kind

Own: TypeAlias = Mapping[Key, float]
NOTHING: Own = {}


class OwnNumbers:
    """The numbers of a mapping, which belong to the asked example of a task."""

    def __init__(self, numbers: Own, task: Task) -> None:
        self.numbers = numbers
        self._row = task.row
        self._widths = task.network.widths
        self._places = {(key.kind, key.layer) for key in numbers}
        self.forward = any(kind in (Kind.Z, Kind.A) for kind, _ in self._places)  # some z or a is among them

    def put_into(self, array: Array, kind: Kind, layer: int) -> Array:
        """The array of a kind and layer with the learner's own numbers in their places."""
        if (kind, layer) not in self._places:
            return array
        changed = np.array(array)
        if kind is Kind.DZ_DTHETA:
            changed = np.array(np.broadcast_to(array, (len(array), self._widths[layer], array.shape[2])))
        part = changed if kind is Kind.DZ_DA else changed[self._row]
        for key, value in self.numbers.items():
            if (key.kind, key.layer) != (kind, layer):
                continue
            if part.ndim == 2:
                part[key.j - 1, key.k - 1] = value
            else:
                part[key.j - 1] = value
        return changed
