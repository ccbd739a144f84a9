"""What becomes of a right value in the hands of one who rounds on the way."""

from __future__ import annotations

import math

import numpy as np

from bptutor.exercise.slips import near, right_value
from bptutor.exercise.task import Task
from bptutor.exercise.ways import NOTHING, Own, Rounded, RoundedToOne, RoundedToTwo, rounded
from bptutor.trace.keys import Key

FINE = 1e-3  # as near as a value typed with four figures comes to the one that was meant


def to_figures(value: float, figures: int) -> float:
    """The value with so many significant figures."""
    return float(rounded(np.asarray(value), figures))


def coarse_values(task: Task, key: Key, own: Own = NOTHING) -> list[float]:
    """What rounding to one or two figures gives: at the end only, or at each step on the way."""
    right = right_value(task, key, own)
    ends = [to_figures(right, 1), to_figures(right, 2)]
    return ends + [way(task, own).read(key) for way in (RoundedToOne, RoundedToTwo)]


def is_coarse(value: float, task: Task, key: Key, own: Own = NOTHING) -> bool:
    """Whether an answer is the right value by one who rounds to one or two figures."""
    return math.isfinite(value) and any(near(value, coarse, FINE) for coarse in coarse_values(task, key, own))


def by_three_figures(task: Task, key: Key, own: Own = NOTHING) -> float:
    """The value by one who rounds each number on the way to three figures."""
    return Rounded(task, own).read(key)
