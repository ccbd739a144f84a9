"""What the two cost plots show: the cost against iteration, and against one value of the network.

A slice replaces one θ, b, z or a by many numbers at once. Only what lies behind it is computed again, and
a slice is kept as long as its timeline, so that stepping through an iteration costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.foundation.numbers import short
from bptutor.study.runs import Run
from bptutor.study.state import State
from bptutor.study.views.numbers import Numbers
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, PARAMETERS, UPDATED, Key, Kind
from bptutor.trace.symbols import DERIVATIVES, Namer, derivative_parts
from bptutor.trace.timeline import Timeline
from bptutor.trace.values import Values

Role = Literal["cost", "earlier"]
DASHES = 4  # patterns besides the whole line, after which they come again
POINTS = 241  # of a slice, where that is quick
FEWEST_POINTS = 61
WORK = 400_000  # values behind the pushed one, over all points, that are quick
CHUNK = 1_000_000  # values made at once
BENT = 0.25  # of its height that a curve must leave its chord by to show what it is
HALVES = np.array([0.5, 1, 2, 5, 10, 20, 50])
OUTWARD = np.geomspace(0.02, 1.0, 32)  # where a curve is looked at first, as parts of the widest half


@dataclass(frozen=True, slots=True, eq=False)
class CurveLine:
    """One run: its cost before each update and after the last. `role` says which colour it has, `dash` which
    pattern: 0 is a whole line."""

    name: str
    costs: Array
    role: Role
    dash: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class CurveView:
    """The runs, earlier ones first, and where the learner is; `letter` is C for one example, else J.

    `cost` is None while the timeline has not come to it (or it is asked for): then `label` says ?."""

    lines: tuple[CurveLine, ...]
    letter: str
    iteration: int
    cost: float | None
    logarithmic: bool
    note: str

    @property
    def present(self) -> CurveLine:
        """The run that the learner is in."""
        return self.lines[-1]

    @property
    def label(self) -> str:
        """13 · C = 0.071."""
        return f"{self.iteration:,} · {self.letter} = {'?' if self.cost is None else short(self.cost)}"

    @property
    def sentence(self) -> str:
        """The plot in words, for those who hear it."""
        costs = self.present.costs
        told = f"{self.letter} against iteration, {len(costs) - 1} done."
        if len(costs) > 1:
            told += f" From {short(float(costs[0]))} to {short(float(costs[-1]))}."
        now = "is not known yet" if self.cost is None else f"is {short(self.cost)}"
        return f"{told} At iteration {self.iteration} {self.letter} {now}. {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class Secant:
    """A nudge by h: the cost at value + h, and ΔC/h as the numbers give it, rounding and all."""

    h: float
    cost: float
    ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class SliceView:
    """C (or J) against one value, `costs` at `xs` (n,), with the point where the network is.

    The tangent is drawn by `slope` also before the backward pass has come to it; its number is shown only
    where `slope_known`. `lands` is where the update lands and its cost, once that is known."""

    key: Key
    name: str
    spoken: str
    letter: str
    xs: Array
    costs: Array
    value: float
    cost: float
    cost_known: bool
    slope: float
    slope_known: bool
    lands: tuple[float, float] | None
    lands_name: str
    secant: Secant | None
    note: str

    @property
    def slope_text(self) -> str:
        """slope −0.4882, or slope ?."""
        return f"slope {short(self.slope) if self.slope_known else '?'}"

    @property
    def sentence(self) -> str:
        """The plot in words, for those who hear it."""
        low, high = short(float(self.xs[0])), short(float(self.xs[-1]))
        told = f"{self.letter} against {self.spoken} from {low} to {high}. "
        there = (
            f"{self.letter} is {short(self.cost)}" if self.cost_known else f"{self.letter} is not known yet"
        )
        told += f"At {self.spoken} = {short(self.value)} {there}, "
        told += f"its slope {f'is {short(self.slope)}' if self.slope_known else 'is not known yet'}."
        if self.lands is not None:
            told += (
                f" The update lands at {short(self.lands[0])}, where {self.letter} is {short(self.lands[1])}."
            )
        if self.secant is not None:
            told += f" A nudge by {short(self.secant.h)} gives the ratio {short(self.secant.ratio)}."
        return f"{told} {self.note}".rstrip()


def curve_view(state: State, numbers: Numbers) -> CurveView:
    """The cost curve of a state. A cost that the timeline makes is known from the step that makes it."""
    several = state.document.examples is not None and len(state.document.examples) > 1
    kind = Kind.J if several else Kind.C
    # The J of an online or minibatch run is over all examples: no step of the timeline makes it.
    whole = state.document.examples is None or len(state.timeline.rows) == len(state.document.examples)
    shown = state.iteration <= state.run.length and (not whole or numbers(Key(kind)).known)
    cost = float(state.run.costs[state.iteration]) if shown else None
    count = len(state.earlier_runs) + 1
    lines = tuple(
        CurveLine(run.name, run.costs, "earlier", dash_of(number, count))
        for number, run in enumerate(state.earlier_runs)
        if run.shown
    )
    lines += (CurveLine(state.run.name, state.run.costs, "cost"),)
    return CurveView(lines, kind.value, state.iteration, cost, state.logarithmic, _curve_note(state.run))


def dash_of(number: int, count: int) -> int:
    """The pattern of run `number` of `count`: a whole line for the last, which is the present one."""
    return 0 if number == count - 1 else 1 + number % DASHES


def _curve_note(run: Run) -> str:
    """What there is to say about a run whose costs are not all finite."""
    wrong = np.flatnonzero(~np.isfinite(run.costs))
    if not len(wrong):
        return ""
    first = int(wrong[0])
    what = "not a number" if np.isnan(run.costs[first]) else "infinite"
    if first == 0:
        return f"The cost is {what} from the start."
    return f"The cost is {what} from iteration {first}: the learning rate is probably too large."


def slice_view(
    state: State,
    numbers: Numbers,
    namer: Namer,
    nudge: float | None = None,
    previous: SliceView | None = None,
) -> SliceView | None:
    """The slice along the selected value; None where nothing is selected that can be pushed.

    `previous` keeps its range while the point stays well inside it: then the point moves, not the curve."""
    key = pushed_key(state.selected)
    if key is None:
        return None
    values, row = state.timeline.values, state.row
    kept = previous if previous is not None and previous.key == key else None
    line = _line(state.timeline, key, row, kept)
    joint = key.kind in PARAMETERS and len(state.timeline.rows) > 1
    letter = "J" if joint else "C"
    gradient = _gradient_key(key, joint)
    known = numbers(gradient).known
    return SliceView(
        key,
        namer.plain(key),
        namer.spoken(key),
        letter,
        line.xs,
        line.costs,
        line.value,
        line.cost,
        numbers(Key(Kind.J if joint else Kind.C)).known,
        values[gradient, row],
        known,
        # What another rule than gradient descent makes of the slope is not on the timeline.
        _lands(values, key, row, numbers) if state.run.optimiser.plain else None,
        namer.plain(key._replace(kind=UPDATED.get(key.kind, key.kind))),
        None if not nudge else _secant(values, key, row, nudge),
        _slice_note(line, namer.plain(key), letter),
    )


def pushed_key(selected: Key | None) -> Key | None:
    """The θ, b, z or a that a selected value is about; of a derivative what is differentiated by."""
    if selected is None:
        return None
    if selected.kind in DERIVATIVES:
        selected = derivative_parts(selected)[1]
    selected = selected._replace(kind=OLD.get(selected.kind, selected.kind))
    pushable = selected.kind in PARAMETERS or selected.kind in (Kind.Z, Kind.A)
    return selected if pushable and selected.layer and selected.j else None


OLD = {new: old for old, new in UPDATED.items()}


def _gradient_key(key: Key, joint: bool) -> Key:
    kinds = {**(J_GRADIENTS if joint else GRADIENTS), Kind.Z: Kind.DC_DZ, Kind.A: Kind.DC_DA}
    return key._replace(kind=kinds[key.kind])


def _lands(values: Values, key: Key, row: int, numbers: Numbers) -> tuple[float, float] | None:
    if key.kind not in PARAMETERS:
        return None
    new = numbers(key._replace(kind=UPDATED[key.kind])).value
    return None if new is None else (new, float(costs_along(values, key, np.array([new]), row)[0]))


def _secant(values: Values, key: Key, row: int, h: float) -> Secant:
    value = values[key, row]
    here, there = costs_along(values, key, np.array([value, value + h]), row)
    with np.errstate(all="ignore"):
        return Secant(h, float(there), float((there - here) / h))


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    xs: Array
    costs: Array
    value: float
    cost: float


_LINES: WeakKeyDictionary[Timeline, dict[tuple[Key, int, float, float], _Line]] = WeakKeyDictionary()


def _line(timeline: Timeline, key: Key, row: int, kept: SliceView | None) -> _Line:
    """The curve of a slice, made once for each timeline, value and range."""
    values = timeline.values
    row = 0 if key.kind in PARAMETERS else row
    value = values[key, row]
    low, high = (float(kept.xs[0]), float(kept.xs[-1])) if kept is not None else (0.0, 0.0)
    margin = 0.1 * (high - low)
    if not low + margin < value < high - margin:
        low = high = 0.0
    lines = _LINES.setdefault(timeline, {})
    place = (key, row, low, high)
    if place not in lines:
        lines[place] = _made(values, key, row, (low, high) if high > low else None)
    return lines[place]


def _made(values: Values, key: Key, row: int, bounds: tuple[float, float] | None) -> _Line:
    value = values[key, row]
    centre = value if np.isfinite(value) else 0.0
    steps = np.arange(-(_points(values, key) // 2), _points(values, key) // 2 + 1)
    if bounds is None:
        half = _half(values, key, row, centre)
        xs = centre + half / steps[-1] * steps
    else:
        xs = np.linspace(*bounds, len(steps))
        xs = np.insert(xs, np.searchsorted(xs, centre), centre)
    costs = costs_along(values, key, xs, row)
    cost = float(costs[np.searchsorted(xs, centre)]) if np.isfinite(value) else float("nan")
    return _Line(frozen(xs), frozen(costs), value, cost)


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
    away = abs(values[key._replace(kind=UPDATED[key.kind]), row] - centre) if key.kind in UPDATED else 0.0
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


def _slice_note(line: _Line, name: str, letter: str) -> str:
    if not np.isfinite(line.value):
        return f"{name} is {short(line.value)}: the learning rate is probably too large."
    finite = np.isfinite(line.costs)
    if finite.all():
        return ""
    if not finite.any():
        return f"{letter} is not a number for any {name} in sight: the learning rate is probably too large."
    return f"Where {letter} is infinite or not a number the curve has a gap."


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
