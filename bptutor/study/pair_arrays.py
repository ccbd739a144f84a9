"""The numbers of one kind and layer of a pass as an array, and the steps that make them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layer_steps import gradient_arrays
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline

Numbers = NDArray[np.int64]
NEVER = 1 << 62  # beyond the last step of any timeline
JOINT = (Kind.DJ_DTHETA, Kind.DJ_DB)
WEIGHTS = frozenset({Kind.THETA, Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.THETA_NEW})


def shape_of(timeline: Timeline, kind: Kind, layer: int) -> tuple[int, int]:
    """How many rows and columns of a kind a pass has in a layer; (0, 0) where it has none."""
    widths = timeline.network.widths
    if kind in (Kind.C, Kind.J):
        return (1, 1) if kind is Kind.C or len(timeline.rows) > 1 else (0, 0)
    if kind in (Kind.X, Kind.Y):
        return (widths[0] if kind is Kind.X else widths[-1]), 1
    if layer >= len(widths) or (kind in JOINT and len(timeline.rows) == 1):
        return 0, 0
    return widths[layer], widths[layer - 1] if kind in WEIGHTS else 1


def key_at(kind: Kind, layer: int, j: int, k: int) -> Key:
    """The key of one value of a kind and layer, of neuron j and, where it has two, of input k."""
    if kind in (Kind.C, Kind.J):
        return Key(kind)
    return Key(kind, layer, j, k if kind in WEIGHTS else 0)


def values_of(timeline: Timeline, kind: Kind, layer: int, row: int) -> Array | float:
    """The numbers of a kind and layer that the pass has, of one example where that matters."""
    values, network = timeline.values, timeline.network
    match kind:
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
            return gradient_arrays(timeline, layer)[kind is Kind.DJ_DB]
        case _:
            return _updated(timeline, layer, kind is Kind.B_NEW)


def _updated(timeline: Timeline, layer: int, bias: bool) -> Array:
    """θ⁺ or b⁺ of a layer that is trained, as the optimiser makes it."""
    own, values = timeline.network.layers[layer - 1], timeline.values
    old, gradient = own.biases if bias else own.weights, gradient_arrays(timeline, layer)[bias]
    if not timeline.optimiser.plain:
        made = values.optimising.layer(not bias, layer, old, gradient, values.learning_rate)
        return np.asarray(made[Kind.THETA_NEW])
    with np.errstate(all="ignore"):
        return np.asarray(old - values.learning_rate * gradient)


def made_at(timeline: Timeline, kind: Kind, layer: int, level: Level, row: int) -> Numbers | int:
    """The step after which each value of a kind and layer is known, one after the other or for all."""
    rows, columns = shape_of(timeline, kind, layer)
    first = step_of(timeline, key_at(kind, layer, 1, 1), level, row)
    if first is None:
        return NEVER
    if rows * columns == 1:
        return first
    second = step_of(timeline, key_at(kind, layer, *((1, 2) if columns > 1 else (2, 1))), level, row)
    assert second is not None  # they are all made, or none is
    return first + np.arange(rows * columns) * (second - first)
