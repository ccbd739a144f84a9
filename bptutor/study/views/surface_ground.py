"""What of the picture of a surface hangs on the examples, and stays while the network learns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bptutor.engine.arrays import Array
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.surfaces import Window, span_of
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted, short
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer

MOST_DRAWN = 1500  # examples: more of them hide the surface
MOST_OUTPUTS = 24  # to choose from
FARTHEST = 1e100  # from here on differences and squares of numbers overflow
BY_CLASS = 0  # the choice of an output that means: the largest of all
RANGES = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0)}


class Ground(Frozen, eq=False):
    """Where the examples lie, and which are told apart.

    `inputs` is 1 or 2; `axes` are the names of x_1 and x_2, or of x and y. `output` is the number of the one
    that is shown, or BY_CLASS. `rows` are the examples drawn, `places` (n, 2) where, `groups` (n,) of which
    kind, by the place of its name in `names`; `targets` are all of theirs, (n, n_L). `middle` is the ŷ
    that parts two kinds, None where the targets are not of two kinds."""

    inputs: int
    axes: tuple[str, str]
    output_name: str
    choices: tuple[tuple[str, str], ...]
    output: int
    window: Window
    rows: NDArray[np.intp]
    places: Array
    groups: NDArray[np.intp]
    names: tuple[str, ...]
    targets: Array
    middle: float | None
    ramp: tuple[float, float] | None
    examples: Examples

    @property
    def count(self) -> int:
        """How many examples there are, drawn or not."""
        return len(self.examples)

    def place_of(self, row: int) -> int:
        """Where among the examples drawn one is, by its row in the data."""
        return int(np.searchsorted(self.rows, row))

    def holds(self, row: int) -> bool:
        """Whether an example is among those drawn."""
        at = self.place_of(row)
        return at < len(self.rows) and bool(self.rows[at] == row)


def why_none(network: Network, examples: Examples | None) -> str:
    """Why there is no picture; "" where there is one."""
    if examples is None:
        return "There are no examples to draw yet."
    if network.widths[0] > 2:
        given = counted(network.widths[0], "input")
        return f"A surface is drawn over two inputs (a curve over one), and this network has {given}."
    if max(np.max(np.abs(examples.inputs)), np.max(np.abs(examples.targets))) > FARTHEST:
        return "The examples lie too far out to be drawn."
    return ""


def ground_of(network: Network, examples: Examples, namer: Namer, output: int, lit: int) -> Ground:
    """The ground for one output (from 1), or BY_CLASS. Row `lit` is always drawn."""
    given, taken = examples.inputs.shape[1], examples.targets.shape[1]
    classes = given == 2 and taken > 1 and _are_classes(network, examples.targets)
    output = _possible(output, taken, classes)
    rows = _drawn(len(examples), lit)
    inputs, targets = examples.inputs[rows], examples.targets[rows]
    column = max(output, 1) - 1
    yhat, y = namer.plain(Key(Kind.A, network.depth, column + 1)), namer.plain(Key(Kind.Y, 0, column + 1))
    shape = network.layers[-1].activation.name
    middle = None if output == BY_CLASS else _middle(examples.targets[:, column], shape)
    if output == BY_CLASS:
        groups, names = np.argmax(targets, axis=1), tuple(f"class {k + 1}" for k in range(taken))
    elif middle is not None:
        groups = (targets[:, column] > middle).astype(np.intp)
        names = _sides(examples.targets[:, column], middle, y)
    else:
        groups, names = np.zeros(len(rows), dtype=np.intp), (y,)
    first, last = span_of(examples.inputs[:, 0])
    low, high = span_of(examples.inputs[:, 1]) if given == 2 else _around(examples.targets[:, column], shape)
    return Ground(
        given,
        (namer.plain(Key(Kind.X, 0, 1)), namer.plain(Key(Kind.X, 0, 2)) if given == 2 else y),
        "ŷ" if output == BY_CLASS else yhat,
        _choices(namer, network, taken, classes),
        output,
        Window(first, last, low, high),
        rows,
        inputs if given == 2 else np.column_stack([inputs[:, 0], targets[:, column]]),
        groups,
        names,
        targets,
        middle,
        RANGES.get(shape),
        examples,
    )


def _are_classes(network: Network, targets: Array) -> bool:
    """Whether the largest output means something: for softmax, or where one target of each example is up."""
    if network.layers[-1].activation.mixes:
        return True
    high = float(np.max(targets))
    up = targets == high
    return len(np.unique(targets)) == 2 and bool(np.all(np.sum(up, axis=1) == 1))


def _possible(output: int, taken: int, classes: bool) -> int:
    """The output itself where there is such a one."""
    if output == BY_CLASS or output > taken:
        return BY_CLASS if classes else 1
    return output


def _choices(namer: Namer, network: Network, taken: int, classes: bool) -> tuple[tuple[str, str], ...]:
    if taken == 1:
        return ()
    each = tuple(
        (str(k), namer.plain(Key(Kind.A, network.depth, k))) for k in range(1, min(taken, MOST_OUTPUTS) + 1)
    )
    return ((str(BY_CLASS), "largest ŷ"), *each) if classes else each


def _drawn(count: int, lit: int) -> NDArray[np.intp]:
    if count <= MOST_DRAWN:
        return np.arange(count)
    spread = np.linspace(0, count - 1, MOST_DRAWN).astype(np.intp)
    return np.union1d(spread, [lit]).astype(np.intp)


def _middle(targets: Array, activation: str) -> float | None:
    """Half way between two kinds of targets; of one kind alone, half way up the activation."""
    kinds = np.unique(targets)
    if len(kinds) == 2:
        return float(kinds[0] + kinds[1]) / 2
    return sum(RANGES[activation]) / 2 if len(kinds) == 1 and activation in RANGES else None


def _sides(targets: Array, middle: float, name: str) -> tuple[str, str]:
    """What the examples below and above the middle are called; "" where there are none."""
    low, high = targets[targets <= middle], targets[targets > middle]
    first, second = (f"{name} = {short(float(part[0]))}" if len(part) else "" for part in (low, high))
    return first, second


def _around(targets: Array, activation: str) -> tuple[float, float]:
    """The heights that a curve is drawn over."""
    low, high = span_of(np.concatenate([targets, RANGES.get(activation, ())]))
    if activation in RANGES:
        bottom, top = RANGES[activation]
        room = 0.06 * (top - bottom)
        return min(bottom - room, float(np.min(targets))), max(top + room, float(np.max(targets)))
    return low, high
