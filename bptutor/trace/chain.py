"""The chain from C to one value: its factors in order, and the running product after each.

With several neurons a value has several ways home. Then its chain is short: over each path what is known
(∂C/∂z of the neuron it feeds) times one local derivative, and the sum.
"""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.trace import making
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import Source


class Link(Frozen):
    """One factor of a chain, and the running product that it leads to."""

    factor: Key
    running: Key


class Chain(Frozen):
    """∂C/∂(something) as links from C on. `start` is where a chain begins that takes up a known running
    product because several paths meet there; None where it begins at C itself."""

    target: Key
    links: tuple[Link, ...]
    start: Key | None = None


def chain_to(source: Source, target: Key) -> Chain:
    """The chain to a ∂C/∂a, ∂C/∂z, ∂C/∂θ or ∂C/∂b."""
    links: list[Link] = []
    key = target
    while True:
        if key.kind in (Kind.DC_DTHETA, Kind.DC_DB):
            known, local = making.branch_factors(key)
        elif key.kind is Kind.DC_DA and key.layer == source.network.depth:
            links.append(Link(key, key))
            return Chain(target, tuple(reversed(links)))
        elif splits(source, key):
            return Chain(target, tuple(reversed(links)), key)
        else:
            known, local = making.path_factors(key, 1 if key.kind is Kind.DC_DA else key.j)
        links.append(Link(local, key))
        key = known


def splits(source: Source, key: Key) -> bool:
    """Whether a ∂C/∂a or ∂C/∂z is a sum over several paths."""
    network = source.network
    if key.kind is Kind.DC_DA:
        return key.layer < network.depth and network.widths[key.layer + 1] > 1
    if key.kind is not Kind.DC_DZ:
        return False
    return network.layers[key.layer - 1].activation.mixes and network.widths[key.layer] > 1
