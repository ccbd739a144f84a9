"""The table of every value that the drawing shows: what a screen reader reads and what a copy carries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from bptutor.foundation.frozen import Frozen
from bptutor.study.state import State
from bptutor.study.views.numbers import NumberReader, NumberView
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, RATE, Key, Kind
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.trace.steps import Phase, Step
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline

if TYPE_CHECKING:
    from bptutor.study.views.values_optimiser import Update


class ValuesView(Frozen, eq=False):
    """`keys` are the rows in the order of the drawing, then what an optimiser makes; `rows` are their places.
    Numbers are asked for by key.

    A row's gradient is ∂C/∂(its value), for parameters, z and a. The weights of a layer with more than
    MOST_WEIGHTS of them are left out.
    """

    keys: tuple[Key, ...]
    rows: Mapping[Key, int]
    namer: Namer
    numbers: NumberReader
    current: Key
    phase: Phase
    pointed: Key | None

    @property
    def joint(self) -> bool:
        """Whether the examples are behind: then a parameter's gradient is that of J."""
        return self.numbers.joint

    def gradient(self, key: Key) -> NumberView | None:
        """∂C/∂ of a row's value, or ∂J/∂ of a parameter once J is gathered; None where there is none."""
        found = gradient_key(key, self.joint)
        return None if found is None else self.numbers(found)

    def changed_rows(self, before: ValuesView | None) -> set[int] | None:
        """The rows whose numbers can differ from those of an earlier view; None where any may."""
        if before is None or before.keys is not self.keys:
            return None
        if before.joint != self.joint or before.namer.notation != self.namer.notation:
            return None
        changed = self.numbers.changed_since(before.numbers)
        if changed is None:
            return None
        return {row for key in changed if (row := self.row_of(key)) is not None}

    def row_of(self, key: Key) -> int | None:
        """The row that a value or its gradient stands in."""
        if key in self.rows:
            return self.rows[key]
        if key.kind in OPTIMISER_KINDS:
            from bptutor.study.views.values_optimiser import optimiser_row

            return optimiser_row(self.rows, key)
        return self.rows.get(row_key(key))

    def rows_of(self, key: Key) -> range:
        """The rows that a value or its gradient stands in: of a whole layer's all of them, of another one."""
        if key.j == 0 and (own := row_key(key)).kind in WHOLE:
            widths, layer = self.numbers.state.network.widths, own.layer
            of_weights = own.kind is Kind.THETA
            first = self.rows.get(own._replace(j=1, k=int(of_weights)))
            count = widths[layer] * (widths[layer - 1] if of_weights else 1)
            return range(0) if first is None else range(first, first + count)
        row = self.row_of(key)
        return range(0) if row is None else range(row, row + 1)


def values_view(state: State, step: Step, numbers: NumberReader, namer: Namer) -> ValuesView:
    """The table's view of a state at a step."""
    widths, update = state.network.widths, _update_of(state.timeline)
    keys, rows = value_keys(widths, update), _row_numbers(widths, update)
    return ValuesView(keys, rows, namer, numbers, step.target, step.phase, state.pointed)


@lru_cache(maxsize=4)
def value_keys(widths: tuple[int, ...], update: Update | None = None) -> tuple[Key, ...]:
    """x, then θ, b, z, a of each layer, then y, C and the learning rate, and an optimiser's rows."""
    keys = [Key(Kind.X, 0, k + 1) for k in range(widths[0])]
    for layer in range(1, len(widths)):
        width, inputs = widths[layer], widths[layer - 1]
        if width * inputs <= MOST_WEIGHTS:
            keys += [Key(Kind.THETA, layer, j + 1, k + 1) for j in range(width) for k in range(inputs)]
        keys += [Key(kind, layer, j + 1) for kind in (Kind.B, Kind.Z, Kind.A) for j in range(width)]
    keys += [Key(Kind.Y, 0, j + 1) for j in range(widths[-1])]
    keys += [Key(Kind.C), RATE]
    if update is None:
        return tuple(keys)
    from bptutor.study.views.values_optimiser import optimiser_rows

    return (*keys, *optimiser_rows(widths, update))


def _update_of(timeline: Timeline) -> Update | None:
    """What an optimiser's rows follow from; None for gradient descent, which has none of its own."""
    if timeline.optimiser.plain:
        return None
    layers = timeline.network.layers
    return timeline.optimiser.rule, tuple((layer.train_weights, layer.train_biases) for layer in layers)


MOST_WEIGHTS = 20_000
WHOLE = frozenset({Kind.THETA, Kind.B, Kind.Z, Kind.A})  # of which a key can name a layer


@lru_cache(maxsize=4)
def _row_numbers(widths: tuple[int, ...], update: Update | None) -> Mapping[Key, int]:
    return MappingProxyType({key: row for row, key in enumerate(value_keys(widths, update))})


def gradient_key(key: Key, joint: bool = False) -> Key | None:
    """∂C/∂ of a row's value, of a parameter ∂J/∂ if `joint`; None for inputs, targets and the cost itself."""
    match key.kind:
        case Kind.THETA | Kind.B:
            return key.of_kind((J_GRADIENTS if joint else GRADIENTS)[key.kind])
        case Kind.Z:
            return key.of_kind(Kind.DC_DZ)
        case Kind.A:
            return key.of_kind(Kind.DC_DA)
        case _:
            return None


VALUE_OF = {
    Kind.DC_DZ: Kind.Z,
    Kind.DC_DA: Kind.A,
    Kind.DC_DTHETA: Kind.THETA,
    Kind.DC_DB: Kind.B,
    Kind.DJ_DTHETA: Kind.THETA,
    Kind.DJ_DB: Kind.B,
    Kind.THETA_NEW: Kind.THETA,
    Kind.B_NEW: Kind.B,
    Kind.RATE_DC_DTHETA: Kind.THETA,
    Kind.RATE_DJ_DTHETA: Kind.THETA,
    Kind.RATE_DC_DB: Kind.B,
    Kind.RATE_DJ_DB: Kind.B,
    Kind.DZ_DTHETA: Kind.THETA,
    Kind.DZ_DB: Kind.B,
    Kind.SUM_DC_DTHETA: Kind.THETA,
    Kind.SUM_DC_DB: Kind.B,
}


def row_key(key: Key) -> Key:
    """The value in whose row a key's number stands."""
    if key.kind in VALUE_OF:
        return key._replace(kind=VALUE_OF[key.kind], n=0)
    match key.kind:
        case Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
            return Key(Kind.Z, key.layer, key.j)
        case Kind.DZ_DA | Kind.OVER_Z:
            return Key(Kind.A, key.layer - 1, key.k)
        case Kind.DA_DZ | Kind.OVER_A:
            return Key(Kind.Z, key.layer, key.k)
        case Kind.C_SHARE | Kind.J | Kind.SUM_C:
            return Key(Kind.C)
        case _:
            return key
