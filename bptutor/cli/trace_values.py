"""All values of a pass by their keys, one after the other: what `trace --json` writes under "values"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bptutor.engine.network import Network
from bptutor.trace.keys import C, J, Key, Kind
from bptutor.trace.timeline import Timeline

Pair = tuple[Key, float]


def example_values(timeline: Timeline, row: int) -> Iterator[Pair]:
    """Everything about one example of the pass, `row` from 0; its update only where it is the only one."""
    network = timeline.network
    keys = [*_given(network), *_forward(network)]
    for key in keys:
        yield key, timeline.values[key, row]
    yield C, timeline.values[C, row]
    for key in _backward(network):
        yield key, timeline.values[key, row]
    if len(timeline.rows) == 1:
        yield from _updated(timeline)


def joint_values(timeline: Timeline) -> Iterator[Pair]:
    """What is about all examples together: parameters, J, its gradients, and the update."""
    for key in _parameters(timeline.network, Kind.THETA, Kind.B):
        yield key, timeline.values[key, 0]
    yield J, timeline.values[J, 0]
    for key in _parameters(timeline.network, Kind.DJ_DTHETA, Kind.DJ_DB):
        yield key, timeline.values[key, 0]
    yield from _updated(timeline)


def _updated(timeline: Timeline) -> Iterator[Pair]:
    for key in _parameters(timeline.network, Kind.THETA_NEW, Kind.B_NEW):
        yield key, timeline.values[key, 0]


def _parameters(network: Network, weight: Kind, bias: Kind) -> Iterator[Key]:
    """A kind of value that each parameter has, layer by layer."""
    for number, layer in enumerate(network.layers, 1):
        for j, k in _pairs(layer.width, layer.inputs):
            yield Key(weight, number, j, k)
        for j in _count(layer.width):
            yield Key(bias, number, j)


def _given(network: Network) -> Iterator[Key]:
    for k in _count(network.widths[0]):
        yield Key(Kind.X, 0, k)
    for k in _count(network.widths[-1]):
        yield Key(Kind.Y, 0, k)
    yield from _parameters(network, Kind.THETA, Kind.B)


def _forward(network: Network) -> Iterator[Key]:
    for number, width in enumerate(network.widths[1:], 1):
        for kind in (Kind.Z, Kind.A):
            for j in _count(width):
                yield Key(kind, number, j)


def _backward(network: Network) -> Iterator[Key]:
    """Local derivatives and derivatives of C, from the output back."""
    for number in range(network.depth, 0, -1):
        layer = network.layers[number - 1]
        for j in _count(layer.width):
            yield Key(Kind.DC_DA, number, j)
        if layer.activation.mixes:
            for i, j in _pairs(layer.width, layer.width):
                yield Key(Kind.DA_DZ, number, i, j)
        else:
            for j in _count(layer.width):
                yield Key(Kind.DA_DZ, number, j, j)
        for j in _count(layer.width):
            yield Key(Kind.DC_DZ, number, j)
        for j, k in _pairs(layer.width, layer.inputs):
            yield Key(Kind.DZ_DTHETA, number, j, k)
            yield Key(Kind.DC_DTHETA, number, j, k)
        for j in _count(layer.width):
            yield Key(Kind.DZ_DB, number, j)
            yield Key(Kind.DC_DB, number, j)
        if number > 1:
            for j, k in _pairs(layer.width, layer.inputs):
                yield Key(Kind.DZ_DA, number, j, k)


def _count(width: int) -> range:
    return range(1, width + 1)


def _pairs(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    return product(_count(rows), _count(columns))
