"""The rows that an optimiser adds to the table of values: what it remembers of each parameter before and
after the update, what it makes of that, and the new parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from bptutor.trace.keys import UPDATED, Key, Kind
from bptutor.trace.optimiser_keys import AFTER, key_of, parameter_of
from bptutor.trace.optimiser_rules import MOMENTS, ROUNDS

# What the rows follow from: the rule, and whether each layer trains its weights and its biases.
Update: TypeAlias = tuple[str, tuple[tuple[bool, bool], ...]]
MOST_WEIGHTS = 2_000  # of a layer; the rows of a larger one would be a book

# What is made on the way to a row's number lights that row.
ROWS: dict[Kind, tuple[Kind, ...]] = {
    Kind.SQUARE: (Kind.V_NEW, Kind.S_NEW),
    Kind.KEPT_VELOCITY: (Kind.V_NEW,),
    Kind.KEPT_M: (Kind.M_NEW,),
    Kind.KEPT_V: (Kind.V_NEW,),
    Kind.KEPT_S: (Kind.S_NEW,),
    Kind.ADDED_M: (Kind.M_NEW,),
    Kind.ADDED_V: (Kind.V_NEW,),
    Kind.ADDED_S: (Kind.S_NEW,),
    Kind.AHEAD_VELOCITY: (Kind.AHEAD,),
}


def optimiser_rows(widths: tuple[int, ...], update: Update) -> tuple[Key, ...]:
    """The rows of an optimiser, layer by layer."""
    rule, trained = update
    kinds: list[Kind] = []
    before = {AFTER[kind]: kind for kind in MOMENTS[rule]}
    for value in ROUNDS[rule]:
        kinds += [before[value.target]] if value.target in before else []
        kinds.append(value.target)
    rows: list[Key] = []
    for layer, (weights, biases) in enumerate(trained, 1):
        width, inputs = widths[layer], widths[layer - 1]
        parameters: list[Key] = []
        if weights and width * inputs <= MOST_WEIGHTS:
            parameters += [Key(Kind.THETA, layer, j + 1, k + 1) for j in range(width) for k in range(inputs)]
        parameters += [Key(Kind.B, layer, j + 1) for j in range(width)] if biases else []
        rows += [key_of(kind, parameter, False) for parameter in parameters for kind in kinds]
    return tuple(rows)


def optimiser_row(rows: Mapping[Key, int], key: Key) -> int | None:
    """The row that an optimiser's number stands in, or is on the way to; None for a setting."""
    if key in rows:
        return rows[key]
    parameter = parameter_of(key)
    if parameter is None:
        return None
    for kind in ROWS.get(key.kind, ()):
        if (found := rows.get(key_of(kind, parameter, False))) is not None:
            return found
    return rows.get(parameter.of_kind(UPDATED[parameter.kind]))
