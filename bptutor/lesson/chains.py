"""The ways home: every chain of factors from C to one value, in the order in which they are multiplied.

A chain is a tuple of keys that starts with ∂C/∂ŷ and ends with the local derivative by the value itself.
In a network of one neuron a layer there is one chain; in wider ones the gradient is the sum over them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bptutor.engine.network import Network
from bptutor.foundation.errors import TutorError
from bptutor.trace.keys import Key, Kind

Chain = tuple[Key, ...]
LAST = {Kind.THETA: Kind.DZ_DTHETA, Kind.B: Kind.DZ_DB}


def chains(network: Network, value: Key) -> Iterator[Chain]:
    """Every chain from C to a weight, bias, z or a; lazily, for there may be more than memory holds.

    Raises TutorError for a value that C does not depend on by a chain."""
    match value.kind:
        case Kind.A:
            yield from _to_a(network, value.layer, value.j)
        case Kind.Z:
            yield from _to_z(network, value.layer, value.j)
        case Kind.THETA | Kind.B:
            end = value.of_kind(LAST[value.kind])
            for chain in _to_z(network, value.layer, value.j):
                yield (*chain, end)
        case _:
            raise TutorError(f"there is no chain from C to {value}: choose a weight, a bias, a z or an a")


def _to_a(network: Network, layer: int, j: int) -> Iterator[Chain]:
    if layer == network.depth:
        yield (Key(Kind.DC_DA, layer, j),)
        return
    for i in range(1, network.widths[layer + 1] + 1):
        for chain in _to_z(network, layer + 1, i):
            yield (*chain, Key(Kind.DZ_DA, layer + 1, i, j))


def _to_z(network: Network, layer: int, j: int) -> Iterator[Chain]:
    mixes = network.layers[layer - 1].activation.mixes
    for i in range(1, network.widths[layer] + 1) if mixes else (j,):
        for chain in _to_a(network, layer, i):
            yield (*chain, Key(Kind.DA_DZ, layer, i, j))


def parameters(network: Network) -> Iterator[Key]:
    """Every weight and bias, layer by layer: a neuron's weights and then its bias."""
    for number, layer in enumerate(network.layers, 1):
        for j in range(1, layer.width + 1):
            yield from (Key(Kind.THETA, number, j, k) for k in range(1, layer.inputs + 1))
            yield Key(Kind.B, number, j)
