"""Every gradient against central differences of J.

The difference quotient is (4 D(h) − D(2h)) / 3 with D(h) = (J(θ + h) − J(θ − h)) / 2h (Richardson), so
its error is of fourth order in h; how far D(h) and D(2h) lie apart, and how many digits of J are left
after the subtraction, tell how far it can be trusted. At a kink no quotient is the derivative: where a
push carries some z over 0 and the numbers differ, the verdict is `kink` and nobody is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.nudges import SAME, Indices, Nudger
from bptutor.engine.passes import backward, forward, gather
from bptutor.foundation.frozen import Frozen

Verdict = Literal["exact", "approximate", "kink", "not"]

STEP = 1e-5  # times |θ| where that is above 1
EXACT = 1e-8  # of the gradient, or what the differences can tell apart
APPROXIMATE = 1e-4
BUDGET = 200_000_000  # values made by all pushes together: some seconds
CHUNK = 1_000_000  # values made at once
PUSHES = (1.0, -1.0, 2.0, -2.0)


class Finding(Frozen):
    """One parameter. `input` is None for a bias; layer, neuron and input count from 1."""

    layer: int
    neuron: int
    input: int | None
    gradient: float
    difference: float
    verdict: Verdict
    kink: tuple[int, int] | None = None  # layer and neuron of the z that crosses 0

    @property
    def apart(self) -> float:
        """|gradient − difference|."""
        return abs(self.gradient - self.difference)


class Check(Frozen):
    """What was found; with fewer findings than parameters they were drawn at random, always the same."""

    findings: tuple[Finding, ...]
    parameters: int

    @property
    def verdict(self) -> Verdict:
        """The worst of all; a kink only where nothing else is amiss."""
        found = {finding.verdict for finding in self.findings}
        order: tuple[Verdict, ...] = ("not", "approximate", "exact", "kink")
        return next(verdict for verdict in order if verdict in found)

    @property
    def maxdiff(self) -> float:
        """The largest |gradient − difference| away from kinks; NaN where one is not finite."""
        apart = [finding.apart for finding in self.findings if finding.verdict != "kink"]
        return float(np.max(apart)) if apart else 0.0


def check_gradients(network: Network, examples: Examples, seed: int = 0) -> Check:
    """Compare ∂J/∂θ and ∂J/∂b of every parameter with central differences.

    A network so large that this would take minutes is checked on parameters drawn from every layer with
    `seed`. Raises ShapeError where the examples do not fit."""
    slices = checked_in_slices(network, examples, seed, BUDGET, CHUNK)
    return Check(tuple(finding for part in slices for finding in part), network.parameters)


def checked_in_slices(
    network: Network, examples: Examples, seed: int, budget: int, chunk: int
) -> Iterator[list[Finding]]:
    """The findings of `check_gradients`, some at a time, for who has something else to do in between.

    Each slice makes about `chunk` values for each of PUSHES, and all of them together about `budget`."""
    ahead = forward(network, examples.inputs)
    behind = backward(network, ahead, examples.targets)
    found = gather(network, ahead, behind)
    noise = _noise(network, ahead.output, behind.da[-1])
    nudger = Nudger(network, examples)
    numbers = range(1, network.depth + 1)
    sizes = [w.size + b.size for w, b in zip(found.weights, found.biases, strict=True)]
    work = sum(size * nudger.work(number) for number, size in zip(numbers, sizes, strict=True))
    fraction = min(1.0, budget / (len(PUSHES) * work))
    rng = np.random.default_rng(seed)
    largest = max(float(np.nanmax(np.abs(g), initial=0.0)) for g in (*found.weights, *found.biases))
    for number, size in zip(numbers, sizes, strict=True):
        chosen = np.sort(rng.permutation(size)[: max(1, int(size * fraction))])
        slopes = np.column_stack([found.weights[number - 1], found.biases[number - 1]]).ravel()[chosen]
        pieces = min(len(chosen), 1 + len(chosen) * nudger.work(number) // chunk)
        for part in np.array_split(np.arange(len(chosen)), pieces):
            yield _some(nudger, number, chosen[part], slopes[part], largest, noise)


def _noise(network: Network, yhat: Array, slope: Array) -> float:
    """How far a difference quotient may be off because ŷ is rounded: where −ln(1 − ŷ) is steep, by much."""
    with np.errstate(all="ignore"):
        moved = np.abs(slope * yhat)
    total = float(np.sum(moved[np.isfinite(moved)]))
    share = 1.0 / len(yhat) if network.reduction == "mean" else 1.0
    return 16 * float(np.finfo(np.float64).eps) * share * total / STEP


def _some(
    nudger: Nudger, number: int, chosen: Indices, slopes: Array, largest: float, noise: float
) -> list[Finding]:
    """Some parameters of one layer; they count along the rows of [θ | b]."""
    layer = nudger.network.layers[number - 1]
    values = np.column_stack([layer.weights, layer.biases]).ravel()[chosen]
    j, k = np.divmod(chosen, layer.inputs + 1)
    difference, doubt, crossed = _differences(nudger, number, j, k, values)
    findings: list[Finding] = []
    for index, verdict in enumerate(_verdicts(slopes, difference, doubt, largest, noise)):
        kink = None
        if verdict != "exact" and crossed[index, 0] != SAME:
            verdict, kink = "kink", (int(crossed[index, 0]), int(crossed[index, 1]))
        column = int(k[index])
        name = number, int(j[index]) + 1, None if column == layer.inputs else column + 1
        findings.append(Finding(*name, float(slopes[index]), float(difference[index]), verdict, kink))
    return findings


def _differences(
    nudger: Nudger, number: int, neurons: Indices, inputs: Indices, values: Array
) -> tuple[Array, Array, Indices]:
    """Difference quotient, how far it may be off, and the kink that was crossed, of each parameter."""
    with np.errstate(all="ignore"):
        # θ + h is rounded: the step that is taken is the one that is divided by.
        steps = [values + push * STEP * np.maximum(1.0, np.abs(values)) - values for push in PUSHES]
        pushed = [nudger.push(number, neurons, inputs, step) for step in steps]
        near = (pushed[0].costs - pushed[1].costs) / (steps[0] - steps[1])
        far = (pushed[2].costs - pushed[3].costs) / (steps[2] - steps[3])
        rounding = 16 * np.finfo(np.float64).eps * (1.0 + np.abs(pushed[0].costs)) / steps[0]
        doubt = np.abs(near - far) / 3 + rounding
        # The wide pushes cross whatever the narrow ones cross; Richardson's step is for smooth curves only.
        crossed = np.where(pushed[2].crossed == SAME, pushed[3].crossed, pushed[2].crossed)
        whole = (4 * near - far) / 3
    return np.where(crossed[:, 0] == SAME, whole, near), doubt, crossed


def _verdicts(slopes: Array, differences: Array, doubt: Array, largest: float, noise: float) -> list[Verdict]:
    """`exact` to 8 digits or to what differences can tell, `approximate` to 4; NaN is neither.

    What differences can tell is not worth `exact` where it is a millionth of the largest gradient or more,
    but it is no reason to call a gradient wrong either. `noise` is what they can tell at best."""
    with np.errstate(all="ignore"):
        apart = np.abs(slopes - differences)
        scale = np.maximum(np.abs(slopes), np.abs(differences))
        whole = np.maximum(scale, largest)
        exact = apart <= np.maximum(EXACT * scale, np.minimum(10 * doubt, 1e-6 * whole))
        near = apart <= APPROXIMATE * scale + 10 * doubt + noise
    finite = np.isfinite(apart)
    return [
        "exact" if e and f else "approximate" if n and f else "not"
        for e, n, f in zip(exact, near, finite, strict=True)
    ]
