"""What a textbook with another convention has for the value in sight: one short line beside the number.

A cost with or without ½, a mean or a sum only multiply what comes from the cost, and need no pass. Another
g′(0) needs one, and is asked about only where a z is exactly 0.
"""

from __future__ import annotations

import math

import numpy as np
from msgspec.structs import replace

from bptutor.foundation.numbers import short
from bptutor.study.compare_conventions import FROM_COST, OTHER_SQUARE, OVER_EXAMPLES
from bptutor.study.state import State
from bptutor.trace.keys import Key, Kind

SCALED = FROM_COST | {Kind.C_SHARE, Kind.OVER_Z, Kind.OVER_A, Kind.SUM_C, Kind.SUM_DC_DTHETA, Kind.SUM_DC_DB}
MOST_WORK = 1_000_000  # parameters times examples of a pass that is made for one line


def textbook_line(state: State, key: Key) -> str:
    """“A textbook with ½ has −0.0721.”; empty where no convention changes it, or it may not be told."""
    whole_layer = key.layer > 0 and not key.j
    if key.kind not in SCALED or whole_layer or key in state.hidden:
        return ""
    value = state.timeline.values[key, state.row]
    if not math.isfinite(value):
        return ""
    corner = _at_the_corner(state, key, value)
    if corner:
        return corner
    said = [f"with{'' if factor < 1 else 'out'} ½ has {short(factor * value)}" for factor in _half(state)]
    if key.kind in OVER_EXAMPLES and (count := len(state.timeline.rows)) > 1:
        mean = state.network.reduction == "mean"
        other, factor = ("sum", count) if mean else ("mean", 1 / count)
        said.append(f"with the {other} has {short(factor * value)}")
    if not said or value == 0:
        return ""
    return f"A textbook {'; one '.join(said)}."


def _half(state: State) -> tuple[float, ...]:
    """What the other squared error multiplies by."""
    cost = state.network.cost.name
    return () if cost not in OTHER_SQUARE else (0.5,) if cost == "squared_error" else (2.0,)


def _at_the_corner(state: State, key: Key, value: float) -> str:
    """The value with another g′(0), where an example stands exactly in the corner of a ReLU."""
    network, timeline = state.network, state.timeline
    rows = slice(None) if key.kind in OVER_EXAMPLES else slice(state.row, state.row + 1)
    in_corner = any(
        layer.activation.has_kink and not np.all(timeline.values.ahead.z[number][rows])
        for number, layer in enumerate(network.layers, 1)
    )
    if not in_corner or network.parameters * len(timeline.rows) > MOST_WORK:
        return ""
    from bptutor.exercise.task import Task, alone

    task = Task(network, timeline.examples, timeline.values.learning_rate, state.row)
    if key.kind not in OVER_EXAMPLES:
        task = alone(task)
    other, said = (0.0, "0") if network.relu_slope_at_zero else (1.0, "1")
    there = replace(task, network=replace(network, relu_slope_at_zero=other)).truth(key)
    return "" if there == value else f"A program with g′(0) = {said} has {short(there)}."
