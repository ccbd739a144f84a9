"""Central differences at a step h that somebody chooses: of every parameter in slices, of one at every h.

D(h) = (J(θ + h) − J(θ − h)) / 2h. Its error has two causes. For a large h the curve bends within ±h, and the
error shrinks with h² (truncation). For a small h the two costs agree in nearly all of their figures, and what
is left after the subtraction is divided by h: the error grows with 1/h (rounding).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.examples import Examples
from bptutor.engine.gradient_check import PUSHES, Finding, checked_in_slices
from bptutor.engine.network import Network
from bptutor.engine.nudges import SAME, Nudger
from bptutor.engine.passes import cost
from bptutor.foundation.frozen import Frozen

STEPS = tuple(
    float(f"{digit}e-{power}") for power in range(12, 0, -1) for digit in ((1, 2, 5) if power > 1 else (1,))
)
USUAL_STEP = 1e-5
BUDGET = 40_000_000  # values made by one check of all parameters
MOST = 5_000  # parameters in one check
CHUNK = 15_000  # values made in one slice
SEED = 0
EPSILON = float(np.finfo(np.float64).eps)


class Quotient(Frozen):
    """D(h) of one parameter; `kink` is the layer and neuron of the z that the push carries over 0."""

    value: float
    kink: tuple[int, int] | None = None


class Sweep(Frozen, eq=False):
    """D(h) of one parameter for rising h, (n,), and the z carried over 0, (n, 2), or SAME."""

    hs: Array
    quotients: Array
    crossed: NDArray[np.intp]


class Checking:
    """One network on some examples, checked slice by slice: `work` does a slice while there are any.

    First come the verdicts that do not depend on h (`findings`), then D(h) of each of them (`quotients`).
    Another h begins the quotients anew."""

    def __init__(self, network: Network, examples: Examples, h: float = USUAL_STEP) -> None:
        self.network = network
        self.examples = examples
        self.h = h
        self.cost = cost(network, examples.inputs, examples.targets)
        self.findings: list[Finding] = []
        self.quotients: list[Quotient] = []
        self._nudger = Nudger(network, examples)
        self._judging = checked_in_slices(network, examples, SEED, self._budget(), CHUNK)
        self._judged = False
        self._differing: Iterator[list[Quotient]] = iter(())

    def _budget(self) -> int:
        """BUDGET, or less where it would be enough for more than MOST parameters."""
        network, work = self.network, self._nudger.work
        sizes = [layer.width * (layer.inputs + 1) for layer in network.layers]
        whole = len(PUSHES) * sum(size * work(number) for number, size in enumerate(sizes, 1))
        return int(min(BUDGET, max(whole * MOST / network.parameters, 1)))

    @property
    def done(self) -> bool:
        """Whether every parameter has its verdict and its difference."""
        return self._judged and len(self.quotients) == len(self.findings)

    def set_step(self, h: float) -> None:
        """Another step size."""
        if h != self.h:
            self.h = h
            self.quotients = []
            self._differing = self._differences()

    def work(self) -> bool:
        """Do one slice; whether there is another one."""
        if not self._judged:
            part = next(self._judging, None)
            if part is None:
                self._judged = True
                self._differing = self._differences()
            else:
                self.findings += part
        elif not self.done:
            self.quotients += next(self._differing)
        return not self.done

    def sweep(self, finding: Finding) -> Sweep:
        """The difference of one parameter for every h, the slider's among them."""
        steps, work = np.array(STEPS), self._nudger.work(finding.layer)
        between = np.sqrt(steps[1:] * steps[:-1])
        hs = steps if 2 * len(steps) * work > BUDGET else np.sort(np.concatenate([steps, between]))
        pieces = np.array_split(hs, min(len(hs), 1 + len(hs) * work // CHUNK))
        made = [_pushed(self._nudger, [finding] * len(part), part) for part in pieces]
        values = np.concatenate([value for value, _ in made])
        return Sweep(frozen(hs), frozen(values), np.concatenate([crossed for _, crossed in made]))

    def _differences(self) -> Iterator[list[Quotient]]:
        for layer, group in groupby(self.findings, key=_layer):
            found = list(group)
            size = max(CHUNK // self._nudger.work(layer), 1)
            for start in range(0, len(found), size):
                part = found[start : start + size]
                values, crossed = _pushed(self._nudger, part, np.full(len(part), self.h))
                yield [_quotient(value, pair) for value, pair in zip(values, crossed, strict=True)]


def finding_of(layer: int, neuron: int, column: int | None, gradient: float) -> Finding:
    """A parameter that is not among those drawn, to be swept."""
    return Finding(layer, neuron, column, gradient, float("nan"), "approximate")


def nearest(h: float) -> float:
    """The step of the slider that is nearest, in powers of ten."""
    return min(STEPS, key=lambda step: abs(math.log10(step / h)))


def _layer(finding: Finding) -> int:
    return finding.layer


def _quotient(value: float, pair: NDArray[np.intp]) -> Quotient:
    return Quotient(float(value), None if pair[0] == SAME else (int(pair[0]), int(pair[1])))


def _pushed(nudger: Nudger, findings: list[Finding], hs: Array) -> tuple[Array, NDArray[np.intp]]:
    """D(h) of parameters of one layer, each with its own h, and the kink that each push crosses."""
    number = findings[0].layer
    layer = nudger.network.layers[number - 1]
    j = np.array([finding.neuron - 1 for finding in findings])
    k = np.array([layer.inputs if f.input is None else f.input - 1 for f in findings])
    values = np.column_stack([layer.weights, layer.biases])[j, k]
    with np.errstate(all="ignore"):
        # θ + h is rounded: the step that is taken is the one that is divided by.
        up, down = (values + hs) - values, (values - hs) - values
        above, below = nudger.push(number, j, k, up), nudger.push(number, j, k, down)
        quotient = (above.costs - below.costs) / (up - down)
    crossed = np.where(above.crossed == SAME, below.crossed, above.crossed)
    return quotient, crossed
