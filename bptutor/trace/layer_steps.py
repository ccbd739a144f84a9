"""Steps at the layer level: one a layer and phase, in matrices.

A key without an index names the whole layer. The target is the array that the step is about (a^l, C,
∂C/∂z^l, θ+^l); the terms are the arrays that it is made of. Of one example, vectors are flat.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from bptutor.engine.activations import softmax_jacobian
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.network import Network
from bptutor.trace.keys import RATE, C, J, Key, Kind
from bptutor.trace.layout import Part, Place
from bptutor.trace.making import Source, example_terms
from bptutor.trace.steps import Level, Number, Step, StepKind, Term, Terms


def layer_step(source: Source, place: Place, index: int) -> Step:
    """The step of a whole layer that a place is in."""
    kind, key, terms, value = _recipe(source, place)
    example = source.example(place)
    return Step(index, Level.LAYER, place.segment.phase, kind, example, key, terms, value)


def _recipe(source: Source, place: Place) -> tuple[StepKind, Key, Sequence[Term], Number]:
    layer = place.segment.layer
    match place.segment.part:
        case Part.Z:
            return _forward(source, place, layer)
        case Part.C:
            row, values = source.row(place), source.values
            terms = (
                Term(Key(Kind.A, layer), values.ahead.output[row]),
                Term(Key(Kind.Y), values.examples.targets[row]),
            )
            return StepKind.COST, C, terms, float(values.costs[row])
        case Part.DA:
            return _backward(source, place, layer)
        case Part.J:
            kind = StepKind.MEAN if source.network.reduction == "mean" else StepKind.ACCUMULATE
            return kind, J, example_terms(source, J), source.values.joint_cost
        case Part.MEAN_THETA:
            return _joint(source, layer)
        case _:
            return _update(source, layer)


def _forward(source: Source, place: Place, layer: int) -> tuple[StepKind, Key, Sequence[Term], Number]:
    row, ahead, own = source.row(place), source.values.ahead, source.network.layers[layer - 1]
    terms = (
        Term(Key(Kind.THETA, layer), own.weights),
        Term(Key(Kind.A, layer - 1) if layer > 1 else Key(Kind.X), ahead.a[layer - 1][row]),
        Term(Key(Kind.B, layer), own.biases),
        Term(Key(Kind.Z, layer), ahead.z[layer][row]),
    )
    return StepKind.ACTIVATION, Key(Kind.A, layer), terms, ahead.a[layer][row]


def _backward(source: Source, place: Place, layer: int) -> tuple[StepKind, Key, Sequence[Term], Number]:
    row, behind = source.row(place), source.values.behind
    terms = (
        Term(Key(Kind.DC_DA, layer), behind.da[layer][row]),
        Term(Key(Kind.DA_DZ, layer), slopes(source, layer, row)),
    )
    return StepKind.CHAIN, Key(Kind.DC_DZ, layer), terms, behind.dz[layer][row]


def slopes(source: Source, layer: int, row: int) -> Array:
    """g′(z) of a layer, (n,), or softmax's Jacobian ∂a_i/∂z_j, (n, n)."""
    own, ahead = source.network.layers[layer - 1], source.values.ahead
    with np.errstate(all="ignore"):
        if own.activation.mixes:
            return softmax_jacobian(ahead.a[layer][row])
        return own.activation.slope(ahead.z[layer][row], source.network.relu_slope_at_zero)


def gradient_arrays(source: Source, layer: int) -> tuple[Array, Array]:
    """The update's gradients of a layer's weights and biases: of C for one example, of J for several."""
    values = source.values
    dz, a = values.behind.dz[layer], values.ahead.a[layer - 1]
    share = 1.0 / len(dz) if source.network.reduction == "mean" else 1.0
    with np.errstate(all="ignore"):
        return share * (dz.T @ a), share * np.sum(dz, axis=0)


def _joint(source: Source, layer: int) -> tuple[StepKind, Key, Sequence[Term], Number]:
    """∂J/∂θ of a layer, from each example's ∂C/∂θ."""
    kind = StepKind.MEAN if source.network.reduction == "mean" else StepKind.ACCUMULATE
    own, dz, a = Key(Kind.DC_DTHETA, layer), source.values.behind.dz[layer], source.values.ahead.a[layer - 1]

    def make(row: int) -> Term:
        with np.errstate(all="ignore"):
            return Term(own, np.outer(dz[row], a[row]), source.rows[row] + 1)

    return kind, Key(Kind.DJ_DTHETA, layer), Terms(len(dz), make), gradient_arrays(source, layer)[0]


def _update(source: Source, layer: int) -> tuple[StepKind, Key, Sequence[Term], Number]:
    if not source.values.optimiser.plain:
        from bptutor.trace import optimiser_steps

        return optimiser_steps.of_layer(source, layer, gradient_arrays(source, layer))
    own = source.network.layers[layer - 1]
    weights, biases = gradient_arrays(source, layer)
    several = len(source.rows) > 1
    rate = source.values.learning_rate
    if own.train_weights:
        gradient = Term(Key(Kind.DJ_DTHETA if several else Kind.DC_DTHETA, layer), weights)
        terms = (Term(Key(Kind.THETA, layer), own.weights), Term(RATE, rate), gradient)
        return StepKind.UPDATE, Key(Kind.THETA_NEW, layer), terms, _lowered(own.weights, rate, weights)
    gradient = Term(Key(Kind.DJ_DB if several else Kind.DC_DB, layer), biases)
    terms = (Term(Key(Kind.B, layer), own.biases), Term(RATE, rate), gradient)
    return StepKind.UPDATE, Key(Kind.B_NEW, layer), terms, _lowered(own.biases, rate, biases)


def _lowered(old: Array, rate: float, gradient: Array) -> Array:
    """θ − η ∂J/∂θ; what is not finite comes without a warning."""
    with np.errstate(all="ignore"):
        return old - rate * gradient


def updated_network(source: Source) -> Network:
    """The network after gradient descent's update, as the timeline makes it; what is not trained stays."""
    layers, rate = [], source.values.learning_rate
    for number, layer in enumerate(source.network.layers, 1):
        weights, biases = gradient_arrays(source, number)
        with np.errstate(all="ignore"):
            new_weights = layer.weights - rate * weights if layer.train_weights else layer.weights
            new_biases = layer.biases - rate * biases if layer.train_biases else layer.biases
        layers.append(replace(layer, weights=frozen(new_weights), biases=frozen(new_biases)))
    return replace(source.network, layers=tuple(layers))
