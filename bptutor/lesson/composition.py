"""A network, or any functions, as one function inside another: opened from the outside in, with numbers.

Shell 0 is the outermost function, the last shell is the variable inside. Opening shell n shows what it is
a function of. `slope` is the derivative of a shell by the one inside it: the chain rule multiplies them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.ledger import is_thin
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import Namer
from bptutor.trace.tex_pieces import put
from bptutor.trace.timeline import Timeline


class Shell(Frozen, eq=False):
    """One function: its name, what it does to what is inside (`rule`), its value and its slope by the inside.

    Names and rules are TeX. Of a whole layer the value is an array and there is no single slope."""

    name: str
    rule: str
    value: float | Array
    slope: float | None = None
    slope_name: str = ""
    key: Key | None = None
    factor: Key | None = None


def shells_of_network(timeline: Timeline, namer: Namer, row: int = 0) -> tuple[Shell, ...]:
    """C(ŷ(z³(a²(…(x))))) of one example; in wide networks each shell is a whole layer."""
    return _thin(timeline, namer, row) if is_thin(timeline.network) else _wide(timeline, namer, row)


def _thin(timeline: Timeline, namer: Namer, row: int) -> tuple[Shell, ...]:
    values, depth = timeline.values, timeline.network.depth
    order = [Key(Kind.C)]
    slopes = [Key(Kind.DC_DA, depth, 1)]
    for layer in range(depth, 0, -1):
        order += [Key(Kind.A, layer, 1), Key(Kind.Z, layer, 1)]
        slopes += [Key(Kind.DA_DZ, layer, 1, 1), Key(Kind.DZ_DA, layer, 1, 1)]
    shells = [
        Shell(
            namer.tex(key),
            _rule(timeline, namer, key),
            values[key, row],
            values[slope, row],
            namer.tex(slope),
            key,
            slope,
        )
        for key, slope in zip(order, slopes, strict=True)
    ]
    inside = Key(Kind.X, 0, 1)
    return (*shells, Shell(namer.tex(inside), "", values[inside, row], key=inside))


def _rule(timeline: Timeline, namer: Namer, key: Key) -> str:
    """What a shell does, as TeX: θ₃a² + b₃, σ(z³), (ŷ − y)²."""
    network = timeline.network
    if key.kind is Kind.C:
        yhat, y = namer.tex(Key(Kind.A, network.depth, 1)), namer.tex(Key(Kind.Y, 0, 1))
        return network.cost.tex_front + put(network.cost.tex_summand, YHAT=yhat, Y=y)
    if key.kind is Kind.A:
        symbol = network.layers[key.layer - 1].activation.tex_symbol
        return rf"{symbol}({namer.tex(key.of_kind(Kind.Z))})"
    inside = Key(Kind.A, key.layer - 1, 1) if key.layer > 1 else Key(Kind.X, 0, 1)
    weight, bias = Key(Kind.THETA, key.layer, 1, 1), Key(Kind.B, key.layer, 1)
    return f"{namer.tex(weight)} {namer.tex(inside)} + {namer.tex(bias)}"


def _wide(timeline: Timeline, namer: Namer, row: int) -> tuple[Shell, ...]:
    ahead, depth = timeline.values.ahead, timeline.network.depth
    rows = [Shell(namer.tex(Key(Kind.C)), "", timeline.values[Key(Kind.C), row], key=Key(Kind.C))]
    for layer in range(depth, 0, -1):
        symbol = timeline.network.layers[layer - 1].activation.tex_symbol
        a, z = Key(Kind.A, layer), Key(Kind.Z, layer)
        inside = namer.tex(Key(Kind.A, layer - 1) if layer > 1 else Key(Kind.X))
        weights, biases = namer.tex(Key(Kind.THETA, layer)), namer.tex(Key(Kind.B, layer))
        rows.append(Shell(namer.tex(a), f"{symbol}({namer.tex(z)})", ahead.a[layer][row], key=a))
        rows.append(Shell(namer.tex(z), f"{weights} {inside} + {biases}", ahead.z[layer][row], key=z))
    return (*rows, Shell(namer.tex(Key(Kind.X)), "", ahead.a[0][row], key=Key(Kind.X)))


def brackets(shells: Sequence[Shell], opened: int) -> str:
    """The composition as TeX with its outer `opened` brackets open: 0 gives C, 2 gives C(ŷ(z³))."""
    shown = shells[: min(max(opened, 0), len(shells) - 1) + 1]
    return "(".join(shell.name for shell in shown) + ")" * (len(shown) - 1)


def product(shells: Sequence[Shell], opened: int) -> float | None:
    """The slopes of the outer `opened` shells multiplied: the derivative of the whole by what is inside them.

    None where a shell is a whole layer, whose derivatives are a matrix."""
    running = 1.0
    for shell in shells[: min(opened, len(shells) - 1)]:
        if shell.slope is None:
            return None
        with np.errstate(all="ignore"):
            running *= shell.slope
    return running
