"""The numbers of one kind and layer of a pass as an array, and the steps that make them.

They are named by the first of them: `dC/dtheta[2][1,1]` stands for the whole layer's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.trace.finding import step_of
from bptutor.trace.keys import OF_BIAS, Key, Kind
from bptutor.trace.layer_steps import gradient_arrays
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline

Numbers = NDArray[np.int64]
NEVER = 1 << 62  # beyond the last step of any timeline
JOINT = (Kind.DJ_DTHETA, Kind.DJ_DB)


def shape_of(timeline: Timeline, first: Key) -> tuple[int, int]:
    """How many rows and columns a pass has of a kind in a layer; (0, 0) where it has none."""
    widths, kind = timeline.network.widths, first.kind
    if not first.j:
        return (1, 1) if kind is not Kind.J or len(timeline.rows) > 1 else (0, 0)
    if kind in (Kind.X, Kind.Y):
        return (widths[0] if kind is Kind.X else widths[-1]), 1
    if first.layer >= len(widths) or (kind in JOINT and len(timeline.rows) == 1):
        return 0, 0
    return widths[first.layer], widths[first.layer - 1] if first.k else 1


def key_at(first: Key, j: int, k: int) -> Key:
    """The key in row j and, where there are two, column k, from 1."""
    if not first.j:
        return first
    return first._replace(j=j, k=k if first.k else 0)


def values_of(timeline: Timeline, first: Key, row: int) -> Array | float:
    """The numbers that the pass has, of one example where that matters."""
    values, network, layer = timeline.values, timeline.network, first.layer
    match first.kind:
        case Kind.X:
            return np.asarray(timeline.examples.inputs[row])
        case Kind.Y:
            return np.asarray(timeline.examples.targets[row])
        case Kind.THETA:
            return network.layers[layer - 1].weights
        case Kind.B:
            return network.layers[layer - 1].biases
        case Kind.Z:
            return np.asarray(values.ahead.z[layer][row])
        case Kind.A:
            return np.asarray(values.ahead.a[layer][row])
        case Kind.RATE:
            return values.learning_rate
        case Kind.C:
            return float(values.costs[row])
        case Kind.J:
            return values.joint_cost
        case Kind.DC_DA:
            return np.asarray(values.behind.da[layer][row])
        case Kind.DC_DZ | Kind.DC_DB:
            return np.asarray(values.behind.dz[layer][row])
        case Kind.DC_DTHETA:
            with np.errstate(all="ignore"):
                return np.outer(values.behind.dz[layer][row], values.ahead.a[layer - 1][row])
        case Kind.DJ_DTHETA | Kind.DJ_DB:
            return gradient_arrays(timeline, layer)[first.kind is Kind.DJ_DB]
        case _:
            return _of_update(timeline, first)


def _of_update(timeline: Timeline, first: Key) -> Array:
    """θ⁺ or b⁺ of a layer, or what an optimiser makes for them on the way."""
    own, values = timeline.network.layers[first.layer - 1], timeline.values
    bias = first.kind is Kind.B_NEW or bool(first.n & OF_BIAS)
    old, gradient = own.biases if bias else own.weights, gradient_arrays(timeline, first.layer)[bias]
    if not timeline.optimiser.plain:
        made = values.optimising.layer(not bias, first.layer, old, gradient, values.learning_rate)
        return np.asarray(made[first.kind if first.kind in OPTIMISER_KINDS else Kind.THETA_NEW])
    with np.errstate(all="ignore"):
        return np.asarray(old - values.learning_rate * gradient)


def made_at(timeline: Timeline, first: Key, level: Level, row: int) -> Numbers | int:
    """The step after which each value is known, one after the other or for all."""
    rows, columns = shape_of(timeline, first)
    made = step_of(timeline, first, level, row)
    if made is None:
        return NEVER
    if rows * columns == 1:
        return made
    second = step_of(timeline, key_at(first, *((1, 2) if columns > 1 else (2, 1))), level, row)
    assert second is not None  # they are all made, or none is
    return made + np.arange(rows * columns) * (second - made)
