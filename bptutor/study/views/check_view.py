"""The gradient check as it is shown: each gradient beside its central difference, with a verdict in words."""

from __future__ import annotations

import numpy as np

from bptutor.engine.gradient_check import Finding
from bptutor.foundation.frozen import Frozen
from bptutor.study.check_differences import EPSILON, Checking, Quotient
from bptutor.study.views.check_row import CheckRow, Mark, digits_of
from bptutor.study.views.cost_view import pushed_key
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, PARAMETERS, Key, Kind
from bptutor.trace.symbols import Namer

AGREE = 1e-6  # of the gradient
TINY = 1e-7  # of the largest gradient: what rounding may leave of a gradient of 0
NOISE = 16  # roundings of J that a difference may carry


class CheckView(Frozen, eq=False):
    """What is known so far; rows are made when they are asked for. `letter` is that of the cost."""

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
    letter = namer.notation.cost if len(checking.examples) == 1 else "J"
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
    return key.of_kind((J_GRADIENTS if letter == "J" else GRADIENTS)[key.kind])
