"""All values of two passes beside each other: which there are, when each comes to be known, which differ.

Arrays, because a network has thousands and each step asks how many differ. The numbers that are shown are
read one by one, by key.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.study.pair_arrays import (
    JOINT,
    NEVER,
    Numbers,
    key_at,
    made_at,
    shape_of,
    values_of,
)
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.optimiser_rules import MOMENTS, ROUNDS
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline

Truths = NDArray[np.bool_]
EXACT = 1e-12  # what two ways to one number may differ by, as a part of it
WEIGHTS = frozenset({Kind.THETA, Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.THETA_NEW})
MOST_WEIGHTS = 20_000  # a layer with more has no rows for them, as in the table of values
AHEAD = (Kind.THETA, Kind.B, Kind.Z, Kind.A)
BEHIND = (Kind.DC_DA, Kind.DC_DZ, Kind.DC_DTHETA, Kind.DC_DB)
NEW = (Kind.THETA_NEW, Kind.B_NEW)


def apart(one: float, other: float) -> bool:
    """Whether two numbers differ by more than rounding."""
    return bool(all_apart(np.float64(one), np.float64(other)))


def all_apart(one: Array | np.float64, other: Array | np.float64) -> Truths:
    """Where two arrays of one shape differ by more than rounding."""
    with np.errstate(all="ignore"):
        gap = np.abs(one - other)
        far = gap > EXACT * np.maximum(np.abs(one), np.abs(other))
        same = (one == other) | (np.isnan(one) & np.isnan(other))
        return np.asarray(~same & (far | ~np.isfinite(gap)))


class Group(Frozen):
    """Values of one kind and layer, in both networks together: `rows` × `columns`, from `start` on."""

    first: Key
    rows: int
    columns: int
    start: int

    @property
    def size(self) -> int:
        """How many there are."""
        return self.rows * self.columns

    def key(self, at: int) -> Key:
        """The key of value number `at` of the group."""
        j, k = divmod(at, self.columns)
        return key_at(self.first, j + 1, k + 1)


class Beside:
    """Two passes, each at one example (a row of its arrays), cut at one level.

    All arrays are (n,), one entry a value: `a` and `b` with NaN where a network lacks it, `has_a`, `has_b`,
    the step after which each is known (`made_a`, `made_b`), and `differs` where both have it."""

    def __init__(self, one: Timeline, other: Timeline, level: Level, row: int, other_row: int) -> None:
        self.groups = _groups(one, other)
        self.size = self.groups[-1].start + self.groups[-1].size
        self.a, self.has_a, self.made_a = _side(one, self.groups, level, row)
        self.b, self.has_b, self.made_b = _side(other, self.groups, level, other_row)
        self.both = self.has_a & self.has_b
        self.differs = self.both & all_apart(self.a, self.b)

    def key(self, number: int) -> Key:
        """The key of value `number`."""
        at = int(np.searchsorted(self._starts, number, side="right")) - 1
        return self.groups[at].key(number - self.groups[at].start)

    def number(self, key: Key) -> int | None:
        """The place of a key; None where it has none."""
        for group in self.groups:
            first = group.first
            if first.kind is key.kind and first.layer == key.layer and first.n == key.n:
                at = 0 if key.j == 0 else (key.j - 1) * group.columns + max(key.k - 1, 0)
                inside = key.j <= group.rows and key.k <= group.columns and at < group.size
                return group.start + at if inside else None
        return None

    @cached_property
    def _starts(self) -> Numbers:
        return np.array([group.start for group in self.groups])

    def known(self, index: int, other_index: int) -> Truths:
        """Which values both have come to, at step `index` and `other_index`."""
        return self.both & (self.made_a <= index) & (self.made_b <= other_index)


@lru_cache(maxsize=2)
def beside(one: Timeline, other: Timeline, level: Level, row: int, other_row: int) -> Beside:
    """Two passes beside each other, made once for each pair of timelines, level and example."""
    return Beside(one, other, level, row, other_row)


def _groups(one: Timeline, other: Timeline) -> tuple[Group, ...]:
    groups: list[Group] = []
    for first in _order(one, other):
        shapes = [shape_of(timeline, first) for timeline in (one, other)]
        rows, columns = (max(sizes) for sizes in zip(*shapes, strict=True))
        if not first.k or rows * columns <= MOST_WEIGHTS:
            start = groups[-1].start + groups[-1].size if groups else 0
            groups.append(Group(first, rows, columns, start))
    return tuple(groups)


def _order(one: Timeline, other: Timeline) -> Iterator[Key]:
    """Kinds and layers as a pass makes them, each by its first key. What optimisers make on the way to θ⁺ is
    compared only where both have the same: their letters mean something else in each."""
    depth = max(one.network.depth, other.network.depth)
    yield Key(Kind.X, 0, 1)
    for layer in range(1, depth + 1):
        yield from (_first(kind, layer) for kind in AHEAD)
    yield from (Key(Kind.Y, 0, 1), Key(Kind.C))
    for layer in range(depth, 0, -1):
        yield from (_first(kind, layer) for kind in BEHIND)
    if max(len(one.rows), len(other.rows)) > 1:
        yield Key(Kind.J)
        for layer in range(depth, 0, -1):
            yield from (_first(kind, layer) for kind in JOINT)
    yield RATE
    rule = one.optimiser.rule if one.optimiser.rule == other.optimiser.rule else ""
    kinds = (*MOMENTS.get(rule, ()), *(value.target for value in ROUNDS.get(rule, ())[:-1]))
    for layer in range(1, depth + 1):
        for kind, new in zip((Kind.THETA, Kind.B), NEW, strict=True):
            yield from (key_of(made, _first(kind, layer), False) for made in kinds)
            yield _first(new, layer)


def _first(kind: Kind, layer: int) -> Key:
    return Key(kind, layer, 1, 1 if kind in WEIGHTS else 0)


def _side(
    timeline: Timeline, groups: tuple[Group, ...], level: Level, row: int
) -> tuple[Array, Truths, Numbers]:
    """Values, whether there is one, and the step that makes it, of one of the two."""
    size = groups[-1].start + groups[-1].size
    values, has, made = np.full(size, np.nan), np.zeros(size, np.bool_), np.full(size, NEVER)
    for group in groups:
        rows, columns = shape_of(timeline, group.first)
        if not rows * columns:
            continue
        part = slice(group.start, group.start + group.size)
        for array, own in (
            (values, values_of(timeline, group.first, row)),
            (has, np.True_),
            (made, made_at(timeline, group.first, level, row)),
        ):
            # A view: what is written into it is written into the whole.
            window = array[part].reshape(group.rows, group.columns)[:rows, :columns]
            window[...] = np.reshape(own, (rows, columns)) if np.ndim(own) else own
    return values, has, made
