"""What the two cost plots show: the cost against iteration, and against one value of the network."""

from __future__ import annotations

from typing import Literal

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.optimisers import RULES
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.runs import Run
from bptutor.study.state import State
from bptutor.study.views.cost_slice import Line, costs_along, line_along
from bptutor.study.views.numbers import Numbers
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, PARAMETERS, UPDATED, Key, Kind
from bptutor.trace.symbols import DERIVATIVES, Namer, derivative_parts, notation_named
from bptutor.trace.values import Values

Role = Literal["cost", "earlier", "other"]
DASH_OF_OTHER = 5  # of the network that this one is compared with


class CurveLine(Frozen, eq=False):
    """One run: its cost before each update and after the last. `role` says which colour it has, `dash` which
    pattern: 0 is a whole line. “other” is the network compared with; its costs are NaN where it has none."""

    name: str
    costs: Array
    role: Role
    dash: int = 0


class CurveView(Frozen, eq=False):
    """The runs, earlier ones first, and where the learner is; `letter` is that of C for one example, else J.

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
        told = f"{self.letter} against iteration, {len(costs) - 1:,} done."
        if len(costs) > 1:
            told += f" From {short(float(costs[0]))} to {short(float(costs[-1]))}."
        for line in self.lines:
            if line.role == "other":
                told += f" Dashed is {line.name}, which ends at {short(float(line.costs[-1]))}."
        now = "is not known yet" if self.cost is None else f"is {short(self.cost)}"
        return f"{told} At iteration {self.iteration:,} {self.letter} {now}. {self.note}".rstrip()


class SliceBeside(Frozen, eq=False):
    """The other network's C (or J) at the same xs, (n,), with the point where that network is."""

    name: str
    letter: str
    costs: Array
    value: float
    cost: float
    cost_known: bool


class Secant(Frozen):
    """A nudge by h: the cost at value + h, and ΔC/h as the numbers give it, rounding and all."""

    h: float
    cost: float
    ratio: float


class SliceView(Frozen, eq=False):
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
    beside: SliceBeside | None = None

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
        if self.beside is not None:
            told += _other_told(self.beside, self.spoken)
        return f"{told} {self.note}".rstrip()


def _other_told(other: SliceBeside, spoken: str) -> str:
    cost = short(other.cost) if other.cost_known else "not known yet"
    return (
        f" Dashed is {other.name}: at {spoken} = {short(other.value)}, where it is, {other.letter} is {cost}."
    )


def curve_view(state: State, numbers: Numbers) -> CurveView:
    """The cost curve of a state. A cost that the timeline makes is known from the step that makes it."""
    count = len(state.document.examples or ())
    several, kind = count > 1, Kind.J if count > 1 else Kind.C
    # The J of an online or minibatch run is over all examples: no step of the timeline makes it.
    whole = not count or len(state.timeline.rows) == count
    shown = state.iteration <= state.run.length and (not whole or numbers(Key(kind)).known)
    cost = float(state.run.costs[state.iteration]) if shown else None
    lines = tuple(
        CurveLine(run.name, run.costs, "earlier", run.dash) for run in state.earlier_runs if run.shown
    )
    lines += (CurveLine(state.run.name, state.run.costs, "cost"),)
    letter = kind.value if several else notation_named(state.notation).cost
    over = "" if whole else f"J is over all {count:,} examples here."
    note = f"{_run_note(state.run)} {over}".strip()
    return CurveView(lines, letter, state.iteration, cost, state.logarithmic, note)


def _run_note(run: Run) -> str:
    """What there is to say about a run whose costs are not all finite, or whose optimiser is no plain one."""
    wrong = np.flatnonzero(~np.isfinite(run.costs))
    if not len(wrong):
        return "" if run.optimiser.plain else f"Updates by {RULES[run.optimiser.rule].title}."
    first = int(wrong[0])
    what = "not a number" if np.isnan(run.costs[first]) else "infinite"
    if first == 0:
        return f"The cost is {what} from the start."
    return f"The cost is {what} from iteration {first:,}: the learning rate is probably too large."


def slice_view(
    state: State,
    numbers: Numbers,
    namer: Namer,
    nudge: float | None = None,
    previous: SliceView | None = None,
) -> SliceView | None:
    """The slice along the selected value; None where nothing is selected that can be pushed.

    `previous` keeps its range while the point stays well inside it: then the point moves, not the curve,
    whose arrays are the same objects."""
    key = pushed_key(state.selected)
    if key is None:
        return None
    values, row = state.timeline.values, state.row
    kept = (0.0, 0.0)
    if previous is not None and previous.key == key:
        kept = float(previous.xs[0]), float(previous.xs[-1])
    line = line_along(state.timeline, key, row, kept)
    xs, costs = line.xs, line.costs
    if previous is not None and previous.xs is not xs:
        same = np.array_equal(previous.xs, xs) and np.array_equal(previous.costs, costs, True)
        xs, costs = (previous.xs, previous.costs) if same else (xs, costs)
    joint = key.kind in PARAMETERS and len(state.timeline.rows) > 1
    letter = "J" if joint else namer.notation.cost
    gradient = _gradient_key(key, joint)
    known = numbers(gradient).known
    return SliceView(
        key,
        namer.plain(key),
        namer.spoken(key),
        letter,
        xs,
        costs,
        line.value,
        line.cost,
        numbers(Key(Kind.J if joint else Kind.C)).known,
        values[gradient, row],
        known,
        _lands(values, key, row, numbers),
        namer.plain(key.of_kind(UPDATED.get(key.kind, key.kind))),
        None if not nudge else _secant(values, key, row, nudge),
        _slice_note(line, namer.plain(key), letter),
    )


def pushed_key(selected: Key | None) -> Key | None:
    """The θ, b, z or a that a selected value is about; of a derivative what is differentiated by."""
    if selected is None:
        return None
    if selected.kind in DERIVATIVES:
        selected = derivative_parts(selected)[1]
    selected = selected.of_kind(OLD.get(selected.kind, selected.kind))
    pushable = selected.kind in PARAMETERS or selected.kind in (Kind.Z, Kind.A)
    return selected if pushable and selected.layer and selected.j else None


OLD = {new: old for old, new in UPDATED.items()}


def _gradient_key(key: Key, joint: bool) -> Key:
    kinds = {**(J_GRADIENTS if joint else GRADIENTS), Kind.Z: Kind.DC_DZ, Kind.A: Kind.DC_DA}
    return key.of_kind(kinds[key.kind])


def _lands(values: Values, key: Key, row: int, numbers: Numbers) -> tuple[float, float] | None:
    if key.kind not in PARAMETERS:
        return None
    new = numbers(key.of_kind(UPDATED[key.kind])).value
    return None if new is None else (new, float(costs_along(values, key, np.array([new]), row)[0]))


def _secant(values: Values, key: Key, row: int, h: float) -> Secant:
    value = values[key, row]
    here, there = costs_along(values, key, np.array([value, value + h]), row)
    with np.errstate(all="ignore"):
        return Secant(h, float(there), float((there - here) / h))


def _slice_note(line: Line, name: str, letter: str) -> str:
    if not np.isfinite(line.value):
        return f"{name} is {short(line.value)}: the learning rate is probably too large."
    finite = np.isfinite(line.costs)
    if finite.all():
        return ""
    if not finite.any():
        what = "not a number" if np.isnan(line.costs).all() else "infinite or not a number"
        return f"{letter} is {what} for any {name} in sight: the learning rate is probably too large."
    return f"Where {letter} is infinite or not a number the curve has a gap."
