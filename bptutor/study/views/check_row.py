"""One row of the gradient check: a gradient, its difference, and what they say about each other."""

from __future__ import annotations

from enum import Enum

import numpy as np

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted, short
from bptutor.trace.keys import Key

FEW = 6  # digits of a difference that agrees only because it is as good as 0


class Mark(Enum):
    """What a gradient and its difference at one h say about each other."""

    WAITING = ""
    AGREES = "agrees"
    LARGE = "h too large"
    SMALL = "h too small"
    KINK = "at a kink"
    WRONG = "differs"


SIGNS = {
    Mark.WAITING: "…",
    Mark.AGREES: "✓",
    Mark.LARGE: "→",
    Mark.SMALL: "←",
    Mark.KINK: "∧",
    Mark.WRONG: "✗",
}


class CheckRow(Frozen):
    """One parameter. `quotient` is None while it is not made; `digits` are those that agree."""

    key: Key
    name: str
    spoken: str
    gradient: float
    quotient: float | None
    mark: Mark
    digits: int
    kink: Key | None = None

    @property
    def apart(self) -> float | None:
        """|gradient − difference|; None while there is no difference."""
        return None if self.quotient is None else abs(self.gradient - self.quotient)

    @property
    def verdict(self) -> str:
        """The mark, and what it means in words: ✓ agrees, 10 digits."""
        said = self._said(self.mark.value)
        if self.mark is Mark.AGREES and self.digits < FEW:
            return f"{said}, both about 0"
        return f"{said}, {digits_said(self.digits)}" if self.mark in WITH_DIGITS else said

    @property
    def verdicts(self) -> tuple[str, str, str]:
        """The verdict in ever fewer words: ← h too small, 5 digits; ← h too small; ← small."""
        words = self.mark.value
        return self.verdict, self._said(words), self._said(words.split(" ")[-1])

    def _said(self, words: str) -> str:
        return f"{SIGNS[self.mark]} {words}".strip()


WITH_DIGITS = frozenset({Mark.AGREES, Mark.LARGE, Mark.SMALL})


def digits_of(one: float, other: float) -> int:
    """How many leading digits two numbers share: 0 to 15."""
    scale = max(abs(one), abs(other))
    if one == other:
        return 15
    if not np.isfinite(one - other):
        return 0
    return int(np.clip(np.floor(-np.log10(abs(one - other) / scale)), 0, 15))


def digits_said(digits: int) -> str:
    """“10 digits”; no two doubles of a sum are told apart further than 15."""
    return counted(digits, "digit") if digits < 15 else "all digits"


def step_said(h: float) -> str:
    """A step size as it is written: 10⁻⁵, 2×10⁻⁵, 0.05."""
    return short(h).removeprefix("1×")
