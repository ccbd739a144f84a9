"""All values of A and B as rows: which are shown, in which order, and what stands in each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted
from bptutor.study.pair_values import Beside
from bptutor.study.state import State
from bptutor.study.views.numbers import Numbers, NumberView, Status
from bptutor.trace.keys import Key
from bptutor.trace.steps import Phase
from bptutor.trace.symbols import Namer

NAME, OF_A, OF_B, APART = range(4)
Places = NDArray[np.intp]


class PairRow(Frozen):
    """One value: its number in A and B, None where that network lacks it, and B − A once both are known."""

    key: Key
    name: str
    a: NumberView | None
    b: NumberView | None
    apart: float | None
    differs: bool


class PairTable(Frozen, eq=False):
    """`known` are the values that both have come to, `differing` those of them that differ; (n,) each.
    `current` is what the step makes."""

    beside: Beside
    known: NDArray[np.bool_]
    differing: NDArray[np.bool_]
    numbers_a: Numbers
    numbers_b: Numbers
    namers: tuple[Namer, Namer]
    current: Key
    phase: Phase

    @property
    def size(self) -> int:
        """How many values there are, in either network."""
        return self.beside.size

    @property
    def summary(self) -> str:
        """“4 of 12 known values differ”, and what only one of them has."""
        known, differing = int(self.known.sum()), int(self.differing.sum())
        if differing:
            told = f"{differing:,} of {counted(known, 'known value')} differ"
        elif self.beside.differs.any() or not self.beside.both.all():
            told = f"none of {counted(known, 'known value')} differs yet"
        else:
            told = "nothing differs: change a number of A, or choose another B"
        for name, only in (("A", self.beside.has_a), ("B", self.beside.has_b)):
            alone = int((only & ~self.beside.both).sum())
            if alone:
                told += f" · {alone:,} only in {name}"
        return told

    def row(self, number: int) -> PairRow:
        """Value `number` in the order of the pass."""
        key = self.beside.key(number)
        a = self.numbers_a(key) if self.beside.has_a[number] else None
        b = self.numbers_b(key) if self.beside.has_b[number] else None
        apart = None
        if a is not None and b is not None and a.value is not None and b.value is not None:
            apart = None if a.status is Status.STALE else b.value - a.value
        return PairRow(key, self._name(number), a, b, apart, bool(self.differing[number]))

    def spoken(self, number: int) -> str:
        """A value's name as it is read aloud, and whether it differs."""
        name = self._namer(number).spoken(self.beside.key(number))
        return f"{name}, differs" if self.differing[number] else name

    def _name(self, number: int) -> str:
        """What A calls a value, and B where that has another name for it."""
        key, there = self.beside.key(number), (self.beside.has_a[number], self.beside.has_b[number])
        own, *other = dict.fromkeys(
            namer.plain(key) for namer, has in zip(self.namers, there, strict=True) if has
        )
        return f"{own} (B: {other[0]})" if other else own

    def _namer(self, number: int) -> Namer:
        """A names what it has."""
        return self.namers[0 if self.beside.has_a[number] else 1]

    def number(self, key: Key) -> int | None:
        """The place of a value; None where it has no row."""
        return self.beside.number(key)

    def order(self, only_differing: bool, column: int, descending: bool) -> Places:
        """The values to show, in the order of a column; what has no number there stands last."""
        shown = np.flatnonzero(self.differing) if only_differing else np.arange(self.size)
        if column <= NAME:
            return shown[::-1] if descending and column == NAME else shown
        numbers = self._sorted_by(column)[shown]
        keys = np.where(np.isnan(numbers), np.inf, -numbers if descending else numbers)
        return shown[np.argsort(keys, kind="stable")]

    def _sorted_by(self, column: int) -> Array:
        beside = self.beside
        if column == APART:
            with np.errstate(all="ignore"):
                return np.where(self.known, np.abs(beside.b - beside.a), np.nan)
        return beside.a if column == OF_A else beside.b


def differing_of(state: State, beside: Beside, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The known values that differ; what is from before an edit is not compared."""
    differing = np.asarray(beside.differs & known)
    stale = state.stale_in_sight
    if stale is not None:
        differing = differing.copy()
        for number in np.flatnonzero(differing):
            differing[number] = not stale(beside.key(int(number)), state.row)
    return differing
