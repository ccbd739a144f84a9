"""The picture of what a network says over its inputs, with the examples, at one moment of its training."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.engine.network import Network
from bptutor.engine.passes import forward
from bptutor.engine.surfaces import affordable, surface
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted, short
from bptutor.study.views.surface_border import border
from bptutor.study.views.surface_ground import BY_CLASS, Ground

NO_LINES: Array = np.zeros((0, 2, 2))
MOST_NAMED = 4  # examples on the wrong side, one by one
QUICK, FINE = 3e6, 2e8  # products of one picture: while something moves, and when it rests
QUICK_SIZE, FINE_SIZE, LEAST_SIZE = 40, 112, 8  # cells a side
CURVE_POINTS = 400
MOST_BORDERS = 12  # classes whose borders are drawn


class SurfaceView(Frozen, eq=False):
    """`grid` (size, size) is ŷ of the output shown, or the number of the largest output (from 0); row 0 is
    the lowest x_2. `curve` (n, 2) takes its place where there is one input. `borders` are pieces of line.
    `outputs` (n,) are ŷ of the examples drawn; `lit` is the place of the one in sight among them."""

    ground: Ground
    grid: Array | None
    curve: Array | None
    borders: Array
    ramp: tuple[float, float]
    outputs: Array
    right: NDArray[np.bool_] | None
    lit: int
    fine: bool

    @property
    def by_class(self) -> bool:
        """Whether the surface shows which output is the largest."""
        return self.ground.output == BY_CLASS

    @property
    def sentence(self) -> str:
        """What one sees, in a sentence or two."""
        values = self.outputs if self.grid is None else self.grid
        if not np.all(np.isfinite(values)):
            return f"{self.ground.output_name} is not a number everywhere: the learning rate is too large."
        told = self._sides_told() if self.right is not None else self._distance_told()
        left_out = self.ground.count - len(self.ground.rows)
        more = f" {counted(left_out, 'example')} more are not drawn." if left_out else ""
        return told + more

    def _sides_told(self) -> str:
        assert self.right is not None
        wrong, count = np.flatnonzero(~self.right), len(self.right)
        if not len(wrong):
            whole = "The example is" if count == 1 else f"All {count:,} examples are"
            return f"{whole} classified correctly."
        if count == 1:
            return "The example is not classified correctly."
        told = f"{count - len(wrong):,} of {counted(count, 'example')} are classified correctly."
        if len(wrong) <= MOST_NAMED:
            numbers = ", ".join(f"{self.ground.rows[at] + 1:,}" for at in wrong)
            told += f" Wrong: {numbers}."
        return told

    def _distance_told(self) -> str:
        ground = self.ground
        column = max(ground.output, 1) - 1
        with np.errstate(all="ignore"):
            apart = np.abs(self.outputs - ground.targets[:, column])
        if len(apart) == 1:
            return (
                f"{ground.output_name} over {' and '.join(ground.axes[: ground.inputs])}, with one example."
            )
        far = int(np.argmax(apart))
        y = f"y{ground.output_name[1:]}"
        return (
            f"{ground.output_name} and {y} are at most {short(float(apart[far]))} apart, "
            f"at example {ground.rows[far] + 1:,}."
        )

    def target(self, at: int) -> float:
        """The target of one of the examples drawn, of the output shown."""
        return float(self.ground.targets[at, max(self.ground.output, 1) - 1])

    def told(self, at: int) -> str:
        """One of the examples drawn: example 3 · y = 1."""
        ground = self.ground
        number = f"example {ground.rows[at] + 1:,}"
        if ground.output == BY_CLASS:
            return f"{number} · class {int(ground.groups[at]) + 1}"
        return f"{number} · {_target_name(ground)} = {short(self.target(at))}"


def _target_name(ground: Ground) -> str:
    return f"y{ground.output_name[1:]}"


def surface_view(ground: Ground, network: Network, lit: int, quick: bool) -> SurfaceView:
    """The picture for a network. `lit` is the row of the example in sight; `quick` is for while it moves."""
    with np.errstate(all="ignore"):  # what is not a number is shown as such
        return _surface_view(ground, network, lit, quick)


def _surface_view(ground: Ground, network: Network, lit: int, quick: bool) -> SurfaceView:
    products = QUICK if quick else FINE
    outputs = _outputs(ground, network)
    right = _right(ground, outputs)
    column = max(ground.output, 1) - 1
    place = ground.place_of(lit)
    shown = outputs[:, column]
    if ground.inputs == 1:
        curve = _curve(ground, network, column, affordable(network, products, CURVE_POINTS))
        return SurfaceView(ground, None, curve, NO_LINES, (0.0, 1.0), shown, right, place, not quick)
    most = QUICK_SIZE if quick else FINE_SIZE
    size = max(LEAST_SIZE, math.isqrt(affordable(network, products, most * most)))
    whole = surface(network, ground.window.with_edges(size), size)
    if ground.output == BY_CLASS:
        grid = np.argmax(whole, axis=2).astype(np.float64)
        grid[~np.all(np.isfinite(whole), axis=2)] = np.nan
        borders = _between_classes(whole, ground)
    else:
        grid = whole[:, :, column]
        borders = NO_LINES if ground.middle is None else border(grid - ground.middle, ground.window)
    ramp = ground.ramp or _ramp(ground.targets[:, column], grid)
    return SurfaceView(ground, grid, None, borders, ramp, shown, right, place, not quick)


def _outputs(ground: Ground, network: Network) -> Array:
    """ŷ of the examples drawn, (n, n_L). What is drawn knows their inputs only where they are places."""
    inputs = ground.places if ground.inputs == 2 else ground.places[:, :1]
    return forward(network, np.ascontiguousarray(inputs)).output


def _right(ground: Ground, outputs: Array) -> NDArray[np.bool_] | None:
    """Which of the examples drawn are on the right side; None where there are no sides. On the border itself
    is on no side."""
    if ground.output == BY_CLASS:
        rows = np.arange(len(outputs))
        own = outputs[rows, ground.groups]
        others = outputs.copy()
        others[rows, ground.groups] = -np.inf
        return np.asarray(own > np.max(others, axis=1))
    if ground.middle is None or (ground.inputs == 1 and ground.count == 1):
        return None
    heights = outputs[:, ground.output - 1]
    return np.where(ground.groups == 1, heights > ground.middle, heights < ground.middle)


def _curve(ground: Ground, network: Network, column: int, count: int) -> Array:
    xs = np.linspace(ground.window.left, ground.window.right, max(count, 2))
    return np.column_stack([xs, forward(network, xs[:, None]).output[:, column]])


def _between_classes(whole: Array, ground: Ground) -> Array:
    """The borders of each class: where its output is as large as the largest of the others."""
    second, first = np.moveaxis(np.partition(whole, -2, axis=2)[:, :, -2:], 2, 0)
    pieces = [NO_LINES]
    for k in np.unique(np.argmax(whole, axis=2))[:MOST_BORDERS]:
        own = whole[:, :, k]
        pieces.append(border(own - np.where(own == first, second, first), ground.window))
    return np.concatenate(pieces)


def _ramp(targets: Array, grid: Array) -> tuple[float, float]:
    """The least and the greatest number that the colours tell: of the targets, or else of the surface."""
    low, high = float(np.min(targets)), float(np.max(targets))
    if high > low:
        return low, high
    finite = grid[np.isfinite(grid)]
    if len(finite) and np.max(finite) > np.min(finite):
        return float(np.min(finite)), float(np.max(finite))
    return low - 1.0, high + 1.0
