"""The examples that a network is shown: one (x, y) pair a row."""

from __future__ import annotations

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen


class Examples(Frozen, eq=False):
    """inputs (m, n_0) and targets (m, n_L), read-only."""

    inputs: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.inputs)


class Batching(Frozen):
    """Which examples one update looks at: `batch` all, `online` one at a time, `minibatch:K` K of them."""

    kind: str = "batch"
    size: int = 0

    def batches(self, count: int) -> tuple[range, ...]:
        """The rows of each update of one sweep over `count` examples, in order."""
        size = {"batch": count, "online": 1}.get(self.kind, self.size)
        return tuple(range(start, min(start + size, count)) for start in range(0, count, max(size, 1)))

    def __str__(self) -> str:
        return f"minibatch:{self.size}" if self.kind == "minibatch" else self.kind
