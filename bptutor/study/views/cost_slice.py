"""The cost along one value of the network: the arithmetic of a slice.

A slice replaces one θ, b, z or a by many numbers at once. Only what lies behind it is computed again, and
a slice is kept as long as its timeline, so that stepping through an iteration costs nothing.
"""

from __future__ import annotations

from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Layer
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import PARAMETERS, UPDATED, Key, Kind
from bptutor.trace.timeline import Timeline
from bptutor.trace.values import Values

POINTS = 241  # of a slice, where that is quick
FEWEST_POINTS = 61
WORK = 400_000  # values behind the pushed one, over all points, that are quick
CHUNK = 1_000_000  # values made at once
BENT = 0.25  # of its height that a curve must leave its chord by to show what it is
HALVES = np.array([0.5, 1, 2, 5, 10, 20, 50])
OUTWARD = np.geomspace(0.02, 1.0, 32)  # where a curve is looked at first, as parts of the widest half


class Line(Frozen, eq=False):
    """A slice: xs (n,) and the cost at each; the value that is pushed, and the cost there."""

    xs: Array
    costs: Array
    value: float
    cost: float


Place: TypeAlias = tuple[Key, int, float, float]  # the value, the example's row, and the range or (0, 0)
_LINES: WeakKeyDictionary[Timeline, dict[Place, Line]] = WeakKeyDictionary()


def line_along(timeline: Timeline, key: Key, row: int, kept: tuple[float, float]) -> Line:
    """The curve of a slice, made once for each timeline, value and range. `kept` is the range (low, high) to
    stay in while the point lies well inside it; (0, 0) for none."""
    values = timeline.values
    row = 0 if key.kind in PARAMETERS else row
    value = values[key, row]
    low, high = kept
    margin = 0.1 * (high - low)
    if not low + margin < value < high - margin:
        low = high = 0.0
    lines = _LINES.setdefault(timeline, {})
    place = (key, row, low, high)
    if place not in lines:
        found = _seen(lines, place) or _same_curve(timeline, place)
        xs, costs = found or _curve(values, key, row, (low, high))
        lines[place] = Line(xs, costs, value, _cost_here(values, key, row))
    return lines[place]


def _seen(lines: dict[Place, Line], place: Place) -> tuple[Array, Array] | None:
    """For any range: the curve that was shown last, to which an undo leads back."""
    key, row, low, high = place
    if high > low:
        return None
    shown = [line for (of, at, *_), line in lines.items() if (of, at) == (key, row)]
    return (shown[-1].xs, shown[-1].costs) if shown else None


def _same_curve(timeline: Timeline, place: Place) -> tuple[Array, Array] | None:
    """The curve of a timeline that differs in nothing but the value along which it runs: that of a number
    which is dragged."""
    key, row, low, high = place
    if not high > low:
        return None  # a range that follows from the value
    for other, lines in _LINES.items():
        for (of, at, *_), line in lines.items():
            same = (of, at, line.xs[0], line.xs[-1]) == (key, row, low, high)
            if same and _differ_only_in(key, other, timeline):
                return line.xs, line.costs
    return None


def _differ_only_in(key: Key, one: Timeline, other: Timeline) -> bool:
    """Whether two timelines have the same network and examples, but for one weight or bias."""
    p, q = one.network, other.network
    same = (
        p.widths == q.widths
        and (p.cost, p.reduction, p.relu_slope_at_zero) == (q.cost, q.reduction, q.relu_slope_at_zero)
        and np.array_equal(one.examples.inputs, other.examples.inputs)
        and np.array_equal(one.examples.targets, other.examples.targets)
    )
    return same and all(
        _same_layer(p.layers[number], q.layers[number], key if key.layer == number + 1 else None)
        for number in range(p.depth)
    )


def _same_layer(one: Layer, other: Layer, but: Key | None) -> bool:
    if one.activation is not other.activation:
        return False
    weights, biases = one.weights == other.weights, one.biases == other.biases
    if but is not None and but.kind is Kind.THETA:
        weights[but.j - 1, but.k - 1] = True
    elif but is not None and but.kind is Kind.B:
        biases[but.j - 1] = True
    return bool(weights.all() and biases.all())


def _cost_here(values: Values, key: Key, row: int) -> float:
    """The cost where the value is; NaN where it has run away."""
    if not np.isfinite(values[key, row]):
        return float("nan")
    return values.joint_cost if key.kind in PARAMETERS else float(values.costs[row])


def _curve(values: Values, key: Key, row: int, bounds: tuple[float, float]) -> tuple[Array, Array]:
    """xs and the cost at each: within the bounds, or around the value where there are none."""
    low, high = bounds
    half_way = _points(values, key) // 2
    if high > low:
        xs = np.linspace(low, high, 2 * half_way + 1)
    else:
        value = values[key, row]
        centre = value if np.isfinite(value) else 0.0
        apart = _half(values, key, row, centre) / half_way
        xs = centre + apart * np.arange(-half_way, half_way + 1, dtype=np.float64)
    return frozen(xs), frozen(costs_along(values, key, xs, row))


def _points(values: Values, key: Key) -> int:
    return int(np.clip(WORK // _work(values, key), FEWEST_POINTS, POINTS)) // 2 * 2 + 1


def _half(values: Values, key: Key, row: int, centre: float) -> float:
    """Half the width of the range: the least nice one in which the curve bends, so that what it is shows."""
    halves = HALVES
    while halves[-1] < 2 * abs(centre) and np.isfinite(10 * halves[-1]):
        halves = np.append(halves, halves[-3:] * 10)
    outward = np.unique(np.concatenate([halves, halves[-1] * OUTWARD]))
    offsets = np.concatenate([-outward[::-1], [0.0], outward])
    costs = costs_along(values, key, centre + offsets, row)
    wide = halves[halves >= 0.1 * abs(centre)]
    bends = [_bend(offsets, costs, half) for half in wide]
    best = next((at for at, bend in enumerate(bends) if bend >= BENT), int(np.argmax(bends)))
    half = float(wide[best]) if bends[best] > 0.01 else float(max(2.0, wide[0]))
    # An update that lands not far away is seen to land.
    away = abs(values[key.of_kind(UPDATED[key.kind]), row] - centre) if key.kind in UPDATED else 0.0
    return next((float(w) for w in wide if w >= max(half, 1.1 * away)), half) if away <= 4 * half else half


def _bend(offsets: Array, costs: Array, half: float) -> float:
    """How far the curve within ±half leaves its chord, as a part of its height; 0 where it is flat."""
    inside = (np.abs(offsets) <= half) & np.isfinite(costs)
    x, y = offsets[inside], costs[inside]
    if len(x) < 3:
        return 0.0
    height = float(np.max(y) - np.min(y))
    if not np.isfinite(height) or height <= 1e-9 * float(np.max(np.abs(y))):
        return 0.0
    chord = y[0] + (y[-1] - y[0]) * ((x - x[0]) / (x[-1] - x[0]))
    return float(np.max(np.abs(y - chord)) / height)


def _work(values: Values, key: Key) -> int:
    """How many values one number of a slice makes."""
    widths = values.network.widths
    rows = len(values.examples) if key.kind in PARAMETERS else 1
    return rows * (1 + (sum(widths[key.layer + 1 :]) or widths[-1]))


def costs_along(values: Values, key: Key, xs: Array, row: int = 0) -> Array:
    """The cost with θ, b, z or a `key` replaced by each of xs, (n,).

    J over the examples of the pass for a parameter (with one example that is C), C of example `row` for
    a z or an a."""
    pieces = min(len(xs), 1 + len(xs) * _work(values, key) // CHUNK)
    with np.errstate(all="ignore"):
        return np.concatenate([_along(values, key, part, row) for part in np.array_split(xs, pieces)])


def _along(values: Values, key: Key, xs: Array, row: int) -> Array:
    network, ahead, number, j = values.network, values.ahead, key.layer, key.j - 1
    rows = slice(None) if key.kind in PARAMETERS else slice(row, row + 1)
    layer = network.layers[number - 1]
    moved = xs[:, None] if key.kind in (Kind.Z, Kind.A) else _moved(values, key, xs)
    if number == network.depth:
        kept = ahead.a if key.kind is Kind.A else ahead.z
        whole = np.repeat(kept[number][rows][None], len(xs), axis=0)
        whole[:, :, j] = moved
        a = whole if key.kind is Kind.A else layer.activation.value(whole)
    else:
        pushed = moved if key.kind is Kind.A else layer.activation.value(moved)
        a = ahead.a[number][rows].copy()
        a[:, j] = 0.0
        following = network.layers[number]
        z = (a @ following.weights.T + following.biases) + pushed[:, :, None] * following.weights[:, j]
        a = following.activation.value(z)
    for following in network.layers[number + 1 :]:
        a = following.activation.value(a @ following.weights.T + following.biases)
    costs = network.cost.value(a, values.examples.targets[rows])
    return np.asarray(np.sum(costs, axis=1) if network.reduction == "sum" else np.mean(costs, axis=1))


def _moved(values: Values, key: Key, xs: Array) -> Array:
    """z of the neuron that a weight or bias feeds, for each of xs and each example, (n, m)."""
    layer, below = values.network.layers[key.layer - 1], values.ahead.a[key.layer - 1]
    weights = layer.weights[key.j - 1]
    if key.kind is Kind.B:
        return np.asarray(below @ weights + xs[:, None])
    others = weights.copy()
    others[key.k - 1] = 0.0
    rest = below @ others + layer.biases[key.j - 1]
    return np.asarray(rest + xs[:, None] * below[:, key.k - 1])
