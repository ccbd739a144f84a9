"""The arithmetic of a plot without Qt: ranges, ticks, thinning of long curves, and where a label fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


class Scale(Frozen):
    """One axis: values low..high laid over pixels start..stop (stop may be the smaller)."""

    low: float
    high: float
    start: float = 0.0
    stop: float = 1.0

    def pixel(self, value: float) -> float:
        """Where a value lies; held within what a painter can take."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, -1e4), 1e4) * (self.stop - self.start)

    def pixels(self, values: Array) -> Array:
        """Where many values lie, non-finite ones nowhere."""
        return self.start + self.shares(values) * (self.stop - self.start)

    def shares(self, values: Array) -> Array:
        """How far along the axis many values lie, from 0 to 1; non-finite ones nowhere."""
        return (values - self.low) / (self.high - self.low)

    def value(self, pixel: float) -> float:
        """What lies at a pixel, held within the axis."""
        share = (pixel - self.start) / ((self.stop - self.start) or 1.0)
        return self.low + min(max(share, 0.0), 1.0) * (self.high - self.low)


COARSE = (1.0, 2.0, 5.0, 10.0)


class Axis(Frozen):
    """A scale with its name and the values that have a label."""

    scale: Scale = Scale(0.0, 1.0)
    name: str = ""
    ticks: tuple[tuple[float, str], ...] = ()

    def over(self, start: float, stop: float) -> Axis:
        """The same axis over other pixels."""
        return replace(self, scale=replace(self.scale, start=start, stop=stop))


LEAST = 1e-305  # of what is not as good as 0: smaller numbers have fewer digits
RANK = 0.3  # what each place further down the list of wishes is worth less
COVERED = 1000.0  # worse than covering any line
FINE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def nice(least: float, numbers: Sequence[float] = COARSE) -> float:
    """The first of 1, 2, 5, 10, 20 … (and 0.5, 0.2 …) that is not less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(number * power for number in numbers if number * power >= least * (1 - 1e-9))


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers within low..high, `most` at most, with 0 among them if it is in sight."""
    if most < 1 or not math.isfinite(high - low) or high <= low:
        return []
    step = nice((high - low) / most)
    while True:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [number * step for number in range(first, last + 1)]
        step = nice(step * 1.5)


def some_ticks(low: float, high: float, most: int) -> list[float]:
    """As `ticks`, but a few more where fewer than two would say nothing about how far the axis goes."""
    tries = (ticks(low, high, most + more) for more in range(4))
    return next((found for found in tries if len(found) > 1), ticks(low, high, most))


def labelled(values: Sequence[float]) -> tuple[tuple[float, str], ...]:
    """Round values with their text, in as many figures as tell them apart."""
    step = min(np.diff(values), default=0.0)
    if not step > 0:
        return tuple((value, short(value)) for value in values)
    place = math.floor(math.log10(step * 1.001))
    figures = [math.floor(math.log10(abs(v))) - place + 1 if abs(v) >= step else 1 for v in values]
    return tuple((v, short(v, max(1, count))) for v, count in zip(values, figures, strict=True))


def power_ticks(low: float, high: float, most: int) -> list[float]:
    """Whole powers of ten within low..high (which are logarithms), every second or third if too many."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    stride = max(1, math.ceil((last - first + 1) / max(most, 1)))
    return [float(power) for power in range(first, last + 1, stride)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """As `power_ticks`; where fewer than two powers are in sight also 2 and 5 times one, at last the ends."""
    powers = power_ticks(low, high, most)
    if len(powers) > 1:
        return powers
    decades = range(math.floor(low), math.ceil(high) + 1)
    finer = [decade + math.log10(number) for decade in decades for number in (1, 2, 5)]
    shown = [at for at in finer if low - 1e-9 <= at <= high + 1e-9]
    return shown[:: math.ceil(len(shown) / max(most, 2))] if len(shown) > 1 else [low, high]


def span(values: Sequence[Array], from_zero: bool) -> tuple[float, float]:
    """The range that shows all finite values: from 0 where that is near."""
    finite = [part[np.isfinite(part)] for part in values]
    whole = np.concatenate([part for part in finite if len(part)] or [np.zeros(1)])
    low, high = float(np.min(whole)), float(np.max(whole))
    if from_zero and 0 <= low <= 0.4 * high:
        low = 0.0
    height = high - low
    if not height > max(1e-9 * max(abs(low), abs(high)), LEAST):
        height = abs(high) if abs(high) > LEAST else 1.0
        flat = low if from_zero and low > 0 else 0.5 * height
        low, high = (low - flat, high + 0.5 * height) if low else (0.0, height)
    return (low if low == 0.0 and from_zero else low - 0.06 * height), high


def thinned(ys: Array, columns: int) -> NDArray[np.intp]:
    """Indices to draw of a curve with many points a pixel: the first, lowest and highest of each column."""
    count = len(ys)
    if count <= 4 * columns:
        return np.arange(count)
    size = math.ceil(count / columns)
    filled = np.pad(ys, (0, -count % size), constant_values=np.nan).reshape(-1, size)
    starts = np.arange(len(filled)) * size
    lowest = np.argmin(np.where(np.isnan(filled), np.inf, filled), axis=1)
    highest = np.argmax(np.where(np.isnan(filled), -np.inf, filled), axis=1)
    chosen = np.concatenate([starts, starts + lowest, starts + highest, [count - 1]])
    return np.asarray(np.unique(chosen[chosen < count]), dtype=np.intp)


def lengths_along(points: Array) -> Array:
    """How long a line is up to each of its corners, (n,) of (n, 2); across a gap it grows no longer."""
    with np.errstate(invalid="ignore"):
        lengths = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(np.nan_to_num(lengths, posinf=0.0))])


def dense(points: Array, apart: float = 3.0) -> Array:
    """The corners of a line, (n, 2) in pixels with rising x, with more points wherever they lie far apart."""
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) < 2:
        return points
    along = lengths_along(points)
    at = np.linspace(0.0, along[-1], int(min(along[-1] / apart, 4000)) + 2)
    return np.column_stack([np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])])


def best_place(
    size: tuple[float, float], at: tuple[float, float], inside: Box, lines: Array, taken: Sequence[Box]
) -> tuple[Box, bool]:
    """The box of a label near a point, held within `inside`, that covers least of some lines, (n, 2).

    Right above is preferred. Also whether it keeps off the boxes that are taken and the point itself."""
    wide, high = size
    gap = 0.6 * high
    point = (at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5)
    xs, ys = lines[:, 0], lines[:, 1]
    boxes = (*taken, point)
    best: tuple[float, Box] | None = None
    for rank, (across, down) in enumerate(product((1.0, 0.0, -1.0), (-1.0, 1.0, 0.0, -2.2, 2.2, -3.4, 3.4))):
        if best is not None and best[0] <= RANK * rank:
            break  # no place from here on can be worth less
        left = at[0] + across * (wide / 2 + gap) - wide / 2
        top = at[1] + down * (high / 2 + 0.7 * gap) - high / 2
        left = min(max(left, inside[0]), max(inside[0], inside[2] - wide))
        top = min(max(top, inside[1]), max(inside[1], inside[3] - high))
        box = (left, top, left + wide, top + high)
        away = math.hypot(left + wide / 2 - at[0], top + high / 2 - at[1])
        worth = RANK * rank + 0.02 * away
        worth += COVERED * sum(_meet(box, other) for other in boxes)
        if best is not None and best[0] <= worth:
            continue
        covered = (xs > left - 3) & (xs < left + wide + 3) & (ys > top) & (ys < top + high)
        worth += float(np.count_nonzero(covered))
        if best is None or worth < best[0]:
            best = (worth, box)
    assert best is not None
    return best[1], best[0] < COVERED


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    beside = one[2] <= other[0] or other[2] <= one[0]
    return not (beside or one[3] <= other[1] or other[3] <= one[1])
