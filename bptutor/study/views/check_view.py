"""The gradient check as it is shown: each gradient beside its central difference, with a verdict in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from bptutor.engine.gradient_check import Finding
from bptutor.foundation.numbers import counted, short
from bptutor.study.check_differences import EPSILON, Checking, Quotient
from bptutor.study.views.cost_view import pushed_key
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, PARAMETERS, Key, Kind
from bptutor.trace.symbols import Namer

AGREE = 1e-6  # of the gradient
TINY = 1e-7  # of the largest gradient: what rounding may leave of a gradient of 0
FEW = 6  # digits of a difference that agrees only because it is as good as 0
NOISE = 16  # roundings of J that a difference may carry


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


@dataclass(frozen=True, slots=True)
class CheckRow:
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
        said = f"{SIGNS[self.mark]} {self.mark.value}".strip()
        if self.mark is Mark.AGREES and self.digits < FEW:
            return f"{said}, both about 0"
        return f"{said}, {digits_said(self.digits)}" if self.mark in WITH_DIGITS else said


WITH_DIGITS = frozenset({Mark.AGREES, Mark.LARGE, Mark.SMALL})


@dataclass(frozen=True, slots=True, eq=False)
class CheckView:
    """What is known so far; rows are made when they are asked for. `letter` is C for one example, else J."""

    namer: Namer
    letter: str
    h: float
    cost: float
    findings: tuple[Finding, ...]
    quotients: tuple[Quotient, ...]
    parameters: int
    largest: float
    working: bool
    selected: Key | None

    def row(self, number: int) -> CheckRow:
        """Row `number`, from 0."""
        quotient = self.quotients[number] if number < len(self.quotients) else None
        return self.judged(self.findings[number], quotient)

    def row_of(self, key: Key | None) -> int | None:
        """Where a parameter stands; None where it is not among those that were drawn."""
        if key is None or key.kind not in PARAMETERS:
            return None
        place = (key.layer, key.j, key.k or None)
        found = (n for n, f in enumerate(self.findings) if (f.layer, f.neuron, f.input) == place)
        return next(found, None)

    def judged(self, finding: Finding, quotient: Quotient | None) -> CheckRow:
        """A gradient against its difference."""
        key = key_of(finding)
        gradient = gradient_key(key, self.letter)
        names = key, self.namer.plain(gradient), self.namer.spoken(gradient)
        if quotient is None:
            return CheckRow(*names, finding.gradient, None, Mark.WAITING, 0)
        kink = None if quotient.kink is None else Key(Kind.Z, *quotient.kink)
        mark = self._mark(finding, quotient)
        digits = digits_of(finding.gradient, quotient.value)
        return CheckRow(*names, finding.gradient, quotient.value, mark, digits, kink)

    def rounding(self, h: float) -> float:
        """About what rounding does to a difference: ε · J / h."""
        return EPSILON * max(abs(self.cost), EPSILON) / h

    def _mark(self, finding: Finding, quotient: Quotient) -> Mark:
        apart = abs(finding.gradient - quotient.value)
        scale = max(abs(finding.gradient), abs(quotient.value))
        noise = NOISE * (self.rounding(self.h) + EPSILON / self.h)
        if not np.isfinite(apart):
            return Mark.WRONG
        if apart <= max(AGREE * scale, min(noise, TINY * max(scale, self.largest))):
            return Mark.AGREES
        if quotient.kink is not None:
            return Mark.KINK
        if finding.verdict == "not":
            return Mark.WRONG
        return Mark.SMALL if apart <= noise else Mark.LARGE

    @property
    def counts(self) -> dict[Mark, int]:
        """How many rows have each mark."""
        found: dict[Mark, int] = {}
        for finding, quotient in zip(self.findings, self.quotients, strict=False):
            mark = self._mark(finding, quotient)
            found[mark] = found.get(mark, 0) + 1
        return found

    @property
    def worst(self) -> int | None:
        """The row whose difference is furthest from its gradient: wrong ones first, kinks last."""
        rows = [self.row(number) for number in range(len(self.quotients))]
        order = {Mark.WRONG: 2, Mark.KINK: 0}
        ranked = [(order.get(row.mark, 1), row.apart or 0.0, -n) for n, row in enumerate(rows)]
        return -max(ranked)[2] if ranked else None


def check_view(checking: Checking, namer: Namer, selected: Key | None) -> CheckView:
    """The view of a check as far as it has come. `selected` is what the window has selected, if anything."""
    letter = "C" if len(checking.examples) == 1 else "J"
    largest = max((abs(finding.gradient) for finding in checking.findings), default=0.0)
    key = pushed_key(selected)
    return CheckView(
        namer,
        letter,
        checking.h,
        checking.cost,
        tuple(checking.findings),
        tuple(checking.quotients),
        checking.network.parameters,
        largest,
        not checking.done,
        key if key is not None and key.kind in PARAMETERS else None,
    )


def key_of(finding: Finding) -> Key:
    """The parameter that a finding is about."""
    if finding.input is None:
        return Key(Kind.B, finding.layer, finding.neuron)
    return Key(Kind.THETA, finding.layer, finding.neuron, finding.input)


def gradient_key(key: Key, letter: str) -> Key:
    """∂C/∂ or ∂J/∂ of a parameter."""
    return key._replace(kind=(GRADIENTS if letter == "C" else J_GRADIENTS)[key.kind])


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
