"""What becomes of a right value in the hands of one who rounds on the way."""

from __future__ import annotations

import math

import numpy as np

from bptutor.exercise.rounded_ways import (
    Rounded,
    RoundedToOne,
    RoundedToTwo,
    WorkedToOne,
    WorkedToTwo,
    rounded,
)
from bptutor.exercise.slips import near, right_value
from bptutor.exercise.task import ALTOGETHER, Task
from bptutor.exercise.ways_own import NOTHING, Own
from bptutor.exercise.ways_read import read
from bptutor.trace.keys import Key

COARSE = (RoundedToOne, RoundedToTwo, WorkedToOne, WorkedToTwo)
ONE_FIGURE = 1.6
ONE_FIGURE_OF_A_SUM = 2.5
FINE = 1e-3  # as near as a value typed with four figures comes to the one that was meant


def to_figures(value: float, figures: int) -> float:
    """The value with so many significant figures."""
    return float(rounded(np.asarray(value), figures))


def coarse_values(task: Task, key: Key, own: Own = NOTHING) -> list[float]:
    """What rounding to one or two figures gives: at the end only, or at each step on the way."""
    right = right_value(task, key, own)
    found = [to_figures(right, 1), to_figures(right, 2)]
    for way in COARSE:
        value = read(way(task, own), key)
        found += [value, to_figures(value, way.figures)]
    return found


def is_coarse(value: float, task: Task, key: Key, own: Own = NOTHING) -> bool:
    """Whether an answer is the right value by one who rounds to one or two figures: a value that such
    rounding gives, or one figure that is as near as one figure can be after a few such steps."""
    if not math.isfinite(value):
        return False
    if as_one_figure(value, right_value(task, key, own), key):
        return True
    return any(near(value, coarse, FINE) for coarse in coarse_values(task, key, own))


def as_one_figure(value: float, right: float, key: Key) -> bool:
    """Whether a value has one figure, and is as near to the right one as one figure can be; where examples
    are added up, each with one figure, that is less near."""
    reach = ONE_FIGURE_OF_A_SUM if key.kind in ALTOGETHER else ONE_FIGURE
    return value == to_figures(value, 1) and right != 0 and 1 / reach <= value / right <= reach


def by_three_figures(task: Task, key: Key, own: Own = NOTHING) -> float:
    """The value by one who rounds each number on the way to three figures."""
    return read(Rounded(task, own), key)
