"""The right way by those who round on it."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.exercise.ways import Way


class Rounded(Way):
    """The right way by one who rounds every number on it to some significant figures."""

    figures = 3

    def keep(self, array: Array) -> Array:
        return rounded(array, self.figures)

    def cost_slope(self) -> Array:
        return self.network.cost.slope(self.keep(self.a(self.depth)), self.task.examples.targets)


class RoundedToOne(Rounded):
    """The same to one figure."""

    figures = 1


class RoundedToTwo(Rounded):
    """The same to two figures."""

    figures = 2


class WorkedToOne(RoundedToOne):
    """What is worked out to one figure, and what is read off as it stands."""

    def keep_given(self, array: Array) -> Array:
        return array


class WorkedToTwo(RoundedToTwo):
    """The same to two figures."""

    def keep_given(self, array: Array) -> Array:
        return array


def rounded(array: Array, figures: int) -> Array:
    """Each number to so many significant figures; 0 and what is not finite stay."""
    size = np.abs(array)
    usual = np.isfinite(array) & (size > 0)
    power = 10.0 ** (figures - 1 - np.floor(np.log10(np.where(usual, size, 1.0))))
    return np.where(usual, np.round(array * power) / power, array)
