"""The cost of one example and its slope as TeX."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.engine.costs import Cost
from bptutor.engine.network import Network
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Term
from bptutor.trace.symbols import Namer
from bptutor.trace.tex_pieces import MOST_SUMMANDS, inner, put


def cost_sides(terms: Sequence[Term], network: Network, namer: Namer) -> tuple[str, str]:
    """A share of the cost, or the whole as the sum of shares; the terms are ŷ, y of each output in turn."""
    pattern, front = network.cost.tex_summand, network.cost.tex_front
    pairs = [(terms[i], terms[i + 1]) for i in range(0, min(len(terms), 2 * MOST_SUMMANDS), 2)]
    several, all_here = len(pairs) > 1, 2 * len(pairs) == len(terms)
    if several:
        shares = [put(pattern, YHAT=inner(a.value), Y=inner(y.value)) for a, y in pairs] + (
            [] if all_here else [r"\cdots"]
        )
        joined = " + ".join(shares)
        return _summed(network.cost), f"{front}({joined})" if front else joined
    (a, y) = pairs[0]
    return (
        front + put(pattern, YHAT=namer.tex(a.key), Y=namer.tex(y.key)),
        front + put(pattern, YHAT=inner(a.value), Y=inner(y.value)),
    )


def cost_rule(network: Network, namer: Namer) -> str:
    """The cost of one example by its outputs and targets."""
    cost = network.cost
    if network.widths[-1] > 1:
        return _summed(cost)
    return cost.tex_front + _filled(cost.tex_summand, network, namer, 1)


def slope_rule(network: Network, namer: Namer, output: int) -> str:
    """∂C/∂ŷ of an output, counted from 1."""
    return _filled(network.cost.tex_slope, network, namer, output)


def _filled(pattern: str, network: Network, namer: Namer, output: int) -> str:
    yhat, y = Key(Kind.A, network.depth, output), Key(Kind.Y, 0, output)
    return put(pattern, YHAT=namer.tex(yhat), Y=namer.tex(y))


def _summed(cost: Cost) -> str:
    bare = put(cost.tex_summand, YHAT=r"\hat{y}_k", Y="y_k")
    return rf"{cost.tex_front}\sum_k {bare}"
