"""Chance from a seed, the same on every machine and with every version of NumPy.

Only the raw stream of PCG64 is used, which NumPy promises to keep; what is made of it is made here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from bptutor.engine.arrays import Array

Item = TypeVar("Item")


class Lots:
    """A stream of choices that follows from the words it is made from."""

    def __init__(self, *words: object) -> None:
        digest = hashlib.sha256("/".join(str(word) for word in words).encode()).digest()
        self._rng = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))

    def below(self, count: int) -> int:
        """A whole number, 0 <= n < count."""
        return int(self._rng.bit_generator.random_raw()) % count

    def pick(self, items: Sequence[Item]) -> Item:
        """One of several."""
        return items[self.below(len(items))]

    def unit(self) -> float:
        """A number, 0 <= u < 1."""
        return (int(self._rng.bit_generator.random_raw()) >> 11) * 2.0**-53

    def units(self, count: int) -> Array:
        """So many numbers, 0 <= u < 1."""
        raw = np.asarray(self._rng.bit_generator.random_raw(count), dtype=np.uint64)
        return np.asarray(raw >> np.uint64(11), dtype=np.float64) * 2.0**-53

    def chance(self, share: float) -> bool:
        """True that often."""
        return self.unit() < share

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All of them in another order."""
        rest, order = list(items), []
        while rest:
            order.append(rest.pop(self.below(len(rest))))
        return order

    def decimal(self, low: float, high: float, step: float = 0.1) -> float:
        """A short decimal between two others, in steps of 0.1, 0.05 or the like."""
        count = round((high - low) / step)
        return round(low + step * self.below(count + 1), 6)

    def signed(self, low: float, high: float, step: float = 0.1) -> float:
        """A short decimal of either sign."""
        value = self.decimal(low, high, step)
        return -value if self.below(2) else value
