"""Ways home in a network: paths as values in order, the factors along them, and every value on the way."""

from __future__ import annotations

from itertools import pairwise

from bptutor.engine.network import Network
from bptutor.exercise.lots import Lots
from bptutor.trace.keys import C, Key, Kind


def random_path(lots: Lots, network: Network, target: Key) -> tuple[Key, ...]:
    """One path from C to a parameter: C, ŷ, z^L, a^(L-1), … , z^l, the parameter."""
    layer, j = target.layer, target.j
    steps = [target, Key(Kind.Z, layer, j), Key(Kind.A, layer, j)]
    while layer < network.depth:
        layer, j = layer + 1, lots.below(network.widths[layer + 1]) + 1
        steps += [Key(Kind.Z, layer, j), Key(Kind.A, layer, j)]
    return (C, *reversed(steps))


def factors_of(path: tuple[Key, ...]) -> tuple[Key, ...]:
    """The local derivatives along a path, from C on; the first is ∂C/∂ŷ."""
    return tuple(local(above, below) for above, below in pairwise(path))


def local(above: Key, below: Key) -> Key:
    """The derivative of one value by the next on a path."""
    match above.kind, below.kind:
        case Kind.C, _:
            return Key(Kind.DC_DA, below.layer, below.j)
        case Kind.A, _:
            return Key(Kind.DA_DZ, above.layer, above.j, below.j)
        case _, Kind.A:
            return Key(Kind.DZ_DA, above.layer, above.j, below.j)
        case _, Kind.THETA:
            return Key(Kind.DZ_DTHETA, above.layer, above.j, below.k)
    return Key(Kind.DZ_DB, above.layer, above.j)


def ends(factor: Key) -> tuple[Key, Key]:
    """What a factor differentiates, and by what."""
    layer, j, k = factor.layer, factor.j, factor.k
    match factor.kind:
        case Kind.DC_DA:
            return C, Key(Kind.A, layer, j)
        case Kind.DA_DZ:
            return Key(Kind.A, layer, j), Key(Kind.Z, layer, k)
        case Kind.DZ_DA:
            return Key(Kind.Z, layer, j), Key(Kind.A, layer - 1, k)
        case Kind.DZ_DTHETA:
            return Key(Kind.Z, layer, j), Key(Kind.THETA, layer, j, k)
    return Key(Kind.Z, layer, j), Key(Kind.B, layer, j)


def joins(network: Network, path: tuple[Key, ...], target: Key) -> bool:
    """Whether values in order are a path from C to a parameter: each is made of the next."""
    if len(path) < 2 or path[0] != C or path[-1] != target:
        return False
    return all(made_of(network, above, below) for above, below in pairwise(path))


def made_of(network: Network, above: Key, below: Key) -> bool:
    """Whether one value is computed directly from another."""
    match above.kind, below.kind:
        case Kind.C, Kind.A:
            return below.layer == network.depth
        case Kind.A, Kind.Z:
            mixes = network.layers[above.layer - 1].activation.mixes
            return above.layer == below.layer and (mixes or above.j == below.j)
        case Kind.Z, Kind.A:
            return above.layer == below.layer + 1
        case Kind.Z, Kind.THETA | Kind.B:
            return (above.layer, above.j) == (below.layer, below.j)
    return False


def passed(network: Network, layer: int, j: int) -> Key:
    """What is said of a path that passes a neuron: its a, but its z where every a of the layer is made of
    every z, so that a path may leave the neuron by the a of another."""
    mixes = network.layers[layer - 1].activation.mixes
    return Key(Kind.Z if mixes else Kind.A, layer, j)


def way_to(network: Network, target: Key) -> tuple[Key, ...]:
    """Every running product on the way to a gradient, in the order in which it can be worked out."""
    way: list[Key] = []
    for layer in range(network.depth, target.layer - 1, -1):
        neurons = range(1, network.widths[layer] + 1) if layer > target.layer else (target.j,)
        mixes = network.layers[layer - 1].activation.mixes
        everyone = range(1, network.widths[layer] + 1) if mixes else neurons
        way += [Key(Kind.DC_DA, layer, j) for j in everyone]
        way += [Key(Kind.DC_DZ, layer, j) for j in neurons]
    return (*way, target)
