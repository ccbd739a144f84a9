"""All values of a pass by their keys, one after the other: what `trace --json` writes under "values".

Whatever a step names is there, the products and partial sums of its level too; of whole layers only their
entries, so that a value is always a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bptutor.engine.network import Network
from bptutor.trace import making
from bptutor.trace.keys import RATE, C, J, Key, Kind
from bptutor.trace.steps import Level
from bptutor.trace.term_steps import SUMS
from bptutor.trace.timeline import Timeline
from bptutor.trace.values import rate_product

Pair = tuple[Key, float]


def example_values(timeline: Timeline, row: int, level: Level) -> Iterator[Pair]:
    """Everything about one example of the pass, `row` from 0; its update only where it is the only one."""
    network = timeline.network
    for key in (*_given(network), *_forward(network, level), *_cost(network, level)):
        yield key, timeline.values[key, row]
    for key in _backward(network, level):
        yield key, timeline.values[key, row]
    if len(timeline.rows) == 1:
        yield from _updated(timeline, level)


def joint_values(timeline: Timeline, level: Level) -> Iterator[Pair]:
    """What is about all examples together: parameters, J, its gradients, and the update."""
    for key in _parameters(timeline.network, Kind.THETA, Kind.B):
        yield key, timeline.values[key, 0]
    if level is Level.TERM and timeline.network.reduction == "mean":
        count = Key(Kind.COUNT)
        yield count, timeline.values[count, 0]
    for key in (J, *_parameters(timeline.network, Kind.DJ_DTHETA, Kind.DJ_DB)):
        if level is Level.TERM:
            for partial in _partial_sums(timeline, key):
                yield partial, timeline.values[partial, 0]
        yield key, timeline.values[key, 0]
    yield from _updated(timeline, level)


def sweep_values(timeline: Timeline, after: Network) -> Iterator[Pair]:
    """What is about all examples of a sweep with several updates: parameters, J and its gradients before
    the first update, and the parameters after the last."""
    for key in _parameters(timeline.network, Kind.THETA, Kind.B):
        yield key, timeline.values[key, 0]
    for key in (J, *_parameters(timeline.network, Kind.DJ_DTHETA, Kind.DJ_DB)):
        yield key, timeline.values[key, 0]
    yield RATE, timeline.values[RATE, 0]
    for number, layer in enumerate(after.layers, 1):
        for j, k in _pairs(layer.width, layer.inputs):
            yield Key(Kind.THETA_NEW, number, j, k), float(layer.weights[j - 1, k - 1])
        for j in _count(layer.width):
            yield Key(Kind.B_NEW, number, j), float(layer.biases[j - 1])


def _partial_sums(timeline: Timeline, key: Key) -> Iterator[Key]:
    """The sums over the first examples on the way to J or a gradient of it; a sum over all may be it."""
    partial = len(timeline.rows) - (timeline.network.reduction == "sum")
    for n in _count(partial):
        yield key._replace(kind=SUMS[key.kind], n=n)


def _updated(timeline: Timeline, level: Level) -> Iterator[Pair]:
    yield RATE, timeline.values[RATE, 0]
    for key in _parameters(timeline.network, Kind.THETA_NEW, Kind.B_NEW):
        weight = key.kind is Kind.THETA_NEW
        layer = timeline.network.layers[key.layer - 1]
        if level is Level.TERM and (layer.train_weights if weight else layer.train_biases):
            change = key.of_kind(rate_product(weight, len(timeline.rows)))
            yield change, timeline.values[change, 0]
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


def _forward(network: Network, level: Level) -> Iterator[Key]:
    for number, layer in enumerate(network.layers, 1):
        if level is not Level.LAYER:
            for j, k in _pairs(layer.width, layer.inputs):
                yield making.weighted_key(number, j, k)
        for kind in (Kind.Z, Kind.A):
            for j in _count(layer.width):
                yield Key(kind, number, j)


def _cost(network: Network, level: Level) -> Iterator[Key]:
    outputs = network.widths[-1]
    if level is Level.TERM and outputs > 1:
        for j in _count(outputs):
            yield Key(Kind.C_SHARE, 0, j)
    yield C


def _backward(network: Network, level: Level) -> Iterator[Key]:
    """Local derivatives and derivatives of C, from the output back."""
    for number in range(network.depth, 0, -1):
        layer = network.layers[number - 1]
        several = level is not Level.LAYER and layer.width > 1
        for j in _count(layer.width):
            yield Key(Kind.DC_DA, number, j)
        if layer.activation.mixes:
            for i, j in _pairs(layer.width, layer.width):
                yield Key(Kind.DA_DZ, number, i, j)
                if several:
                    yield Key(Kind.OVER_A, number, i, j)
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
                if several:
                    yield Key(Kind.OVER_Z, number, j, k)


def _count(width: int) -> range:
    return range(1, width + 1)


def _pairs(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    return product(_count(rows), _count(columns))
