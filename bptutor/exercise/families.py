"""Families of networks that questions are drawn from: friendly numbers, three difficulties.

1 is the source's network, one neuron a layer; 2 is two neurons wide with several examples; 3 brings softmax,
tanh and other costs. What a slip needs to show itself overrules the difficulty where the two disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Layer, Network
from bptutor.exercise.lots import Lots
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen

# Not 0.1 or 0.5: rate × gradient would be a power of ten, or the missing 2, away from the gradient.
RATES = (0.2, 0.3, 0.4, 0.6, 0.8)
OUTPUTS_OF_COST = {"binary_cross_entropy": ("sigmoid",), "cross_entropy": ("softmax",)}


class Needs(Frozen):
    """What a question must have so that what it asks can show itself; empty is
    whatever the difficulty brings."""

    hidden: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    wide: bool = False
    square: bool = False
    several: bool = False
    rates: tuple[float, ...] = RATES


class Family(Frozen):
    """What a difficulty brings."""

    widths: tuple[tuple[int, ...], ...]
    hidden: tuple[str, ...]
    heads: tuple[tuple[str, str], ...]  # output activation with cost
    examples: tuple[int, ...]


FAMILIES = {
    1: Family(((1, 1, 1, 1),), ("relu", "relu", "sigmoid"), (("sigmoid", "squared_error"),), (1,)),
    2: Family(
        ((2, 2, 1), (1, 2, 1), (2, 2, 2), (1, 2, 2, 1)),
        ("relu", "sigmoid", "leaky_relu"),
        (("sigmoid", "squared_error"), ("linear", "squared_error"), ("linear", "half_squared_error")),
        (2, 3),
    ),
    3: Family(
        ((2, 2, 2), (1, 2, 3), (2, 2, 3), (1, 2, 2, 2)),
        ("tanh", "tanh", "sigmoid"),
        (
            ("softmax", "cross_entropy"),
            ("softmax", "cross_entropy"),
            ("sigmoid", "binary_cross_entropy"),
            ("tanh", "half_squared_error"),
            ("sigmoid", "half_squared_error"),
        ),
        (1, 2),
    ),
}
# Where no shape of the difficulty's own will do.
ELSE = ((1, 1, 2), (1, 2, 2), (1, 2, 2, 1), (1, 1, 2, 1))


def family(difficulty: int) -> Family:
    """The family of a difficulty. Raises TutorError where there is none."""
    if difficulty not in FAMILIES:
        raise TutorError(f"difficulty {difficulty}: choose 1, 2 or 3")
    return FAMILIES[difficulty]


def draw(lots: Lots, difficulty: int, needs: Needs) -> Document:
    """A document with friendly numbers, and a learning rate at which an update shows."""
    own = family(difficulty)
    widths = lots.pick(_widths(own, needs))
    output, cost = lots.pick(_heads(own, needs))
    hidden = lots.pick(needs.hidden or own.hidden)
    acts = [hidden] * (len(widths) - 2) + [output]
    # One step of 0.1 a layer is short enough to type and long enough to tell slips apart.
    layers = tuple(
        Layer(
            frozen([[lots.signed(0.2, 1.6) for _ in range(n_in)] for _ in range(n_out)]),
            frozen([lots.signed(0.1, 0.8) for _ in range(n_out)]),
            ACTIVATIONS[name],
        )
        for n_in, n_out, name in zip(widths, widths[1:], acts, strict=False)
    )
    count = lots.pick(own.examples)
    if needs.several and count == 1:
        count = 2
    examples = Examples(
        frozen([[lots.signed(0.2, 2.0) for _ in range(widths[0])] for _ in range(count)]),
        frozen([_target(lots, output, cost, widths[-1]) for _ in range(count)]),
    )
    return Document(Network(layers, COSTS[cost]), "", examples, lots.pick(needs.rates))


def _widths(own: Family, needs: Needs) -> Sequence[tuple[int, ...]]:
    softmax = needs.outputs == ("softmax",)
    wanted = [widths for widths in own.widths if _fits(widths, needs, softmax)]
    return wanted or [widths for widths in ELSE if _fits(widths, needs, softmax)]


def _fits(widths: tuple[int, ...], needs: Needs, softmax: bool) -> bool:
    """Wide: some value goes two ways; square: some weights beyond the first layer are n ×
    n; softmax: two outputs."""
    square = any(i == o > 1 for i, o in pairwise(widths[1:]))
    return not (
        (needs.wide and max(widths[2:], default=1) == 1)
        or (needs.square and not square)
        or (softmax and widths[-1] == 1)
    )


def _heads(own: Family, needs: Needs) -> Sequence[tuple[str, str]]:
    heads = [
        (output, cost)
        for output, cost in own.heads
        if (not needs.costs or cost in needs.costs) and (not needs.outputs or output in needs.outputs)
    ]
    if heads:
        return heads
    costs = needs.costs or ("squared_error",)
    return [
        (output, cost)
        for cost in costs
        for output in (needs.outputs or OUTPUTS_OF_COST.get(cost, ("sigmoid",)))
        if (output == "softmax") == (cost == "cross_entropy")
    ] or [(output, "cross_entropy") for output in needs.outputs]


def _target(lots: Lots, output: str, cost: str, width: int) -> list[float]:
    if output == "softmax":
        chosen = lots.below(width)
        return [float(j == chosen) for j in range(width)]
    if output == "sigmoid":
        return [float(lots.below(2)) for _ in range(width)]
    return [lots.signed(0.2, 0.9) for _ in range(width)]
