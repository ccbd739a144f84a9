"""Functions that a lesson makes up, one inside the other: a(b(c(x))), the chain rule before any network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bptutor.engine.document import Document
from bptutor.lesson.composition import Shell
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import Function

# The slope that a lesson gives is held against the middle difference with this step: there neither
# rounding nor curvature reaches the tolerance.
STEP = 1e-5
TOLERANCE = 1e-5


def shells_of_functions(
    document: Document, functions: Sequence[Function], variable: str, at: float
) -> tuple[Shell, ...]:
    """Shells, outermost first, evaluated from the inside out at variable = at."""
    numbers, inside, value = Numbers(document), variable, at
    shells = [Shell(variable, "", at)]
    for function in reversed(functions):
        scope: Mapping[str, float] = {inside: value}
        slope, value = numbers.of(function.slope, scope), numbers.of(function.rule, scope)
        over = rf"\frac{{d{function.name}}}{{d{inside}}}"
        shells.append(Shell(function.name, function.tex, value, slope, over))
        inside = function.name
    return tuple(reversed(shells))


def wrong_slope(document: Document, function: Function, inside: str, at: float) -> float | None:
    """The slope that the rule really has at a place, if the given one is another; None if they agree."""
    numbers = Numbers(document)
    left, right = (numbers.of(function.rule, {inside: at + step}) for step in (-STEP, STEP))
    really, said = (right - left) / (2 * STEP), numbers.of(function.slope, {inside: at})
    return None if abs(really - said) <= TOLERANCE * max(1.0, abs(really)) else really
