"""Single numbers read off a way: the value of a key."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bptutor.exercise.ways import Way
from bptutor.trace.keys import Key, Kind
from bptutor.trace.making import old_of
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.values import RATE_PRODUCTS


def read(way: Way, key: Key) -> float:
    """The value of a key on a way: the learner's own, else what the rules lead to. Of a key that no rule
    leads to it is the right one."""
    if key in way.own.numbers:
        return way.own.numbers[key]
    reader = _READERS.get(key.kind)
    if reader is None:
        return way.task.truth(key)
    with np.errstate(all="ignore"):
        return float(reader(way, key))


def _z(way: Way, key: Key) -> float:
    return float(way.z(key.layer)[way.task.row, key.j - 1])


def _a(way: Way, key: Key) -> float:
    return float(way.a(key.layer)[way.task.row, key.j - 1])


def _cost(way: Way, key: Key) -> float:
    costs = way.network.cost.value(way.a(way.depth), way.task.examples.targets)
    return float(way.joined(costs) if key.kind is Kind.J else costs[way.task.row])


def _slope(way: Way, key: Key) -> float:
    if way.network.layers[key.layer - 1].activation.mixes:
        return float(way.jacobian(key.layer)[way.task.row, key.j - 1, key.k - 1])
    return float(way.slope(key.layer)[way.task.row, key.j - 1]) if key.j == key.k else 0.0


def _back_weight(way: Way, key: Key) -> float:
    return float(way.back_weights(key.layer)[key.j - 1, key.k - 1])


def _weight_factor(way: Way, key: Key) -> float:
    factor = way.weight_factor(key.layer)[way.task.row]
    return float(factor[min(key.j, len(factor)) - 1, key.k - 1])


def _bias_factor(way: Way, key: Key) -> float:
    return float(way.bias_factor(key.layer)[way.task.row, key.j - 1])


def _da(way: Way, key: Key) -> float:
    return float(way.da(key.layer)[way.task.row, key.j - 1])


def _dz(way: Way, key: Key) -> float:
    return float(way.dz(key.layer)[way.task.row, key.j - 1])


def _gradient(way: Way, key: Key) -> float:
    return way.given_gradient(key)


def _over_z(way: Way, key: Key) -> float:
    """One path's summand of ∂C/∂a."""
    return _dz(way, key) * _back_weight(way, key)


def _over_a(way: Way, key: Key) -> float:
    """One path's summand of ∂C/∂z."""
    return _da(way, key) * _slope(way, key)


def _rate_product(way: Way, key: Key) -> float:
    return way.task.learning_rate * way.gradient(key.of_kind(RATE_PRODUCTS[key.kind]))


def _updated(way: Way, key: Key) -> float:
    weight = key.kind is Kind.THETA_NEW
    layer = way.network.layers[key.layer - 1]
    if not (layer.train_weights if weight else layer.train_biases):
        return way.task.truth(key)
    old, own = old_of(key), way.own.numbers
    gradient = key_of(Kind.DC_DTHETA, old, len(way.task.examples) > 1)
    slope = own[gradient] if gradient in own else way.gradient(gradient)
    return way.task.truth(old) - way.task.learning_rate * slope


_READERS: dict[Kind, Callable[[Way, Key], float]] = {
    Kind.Z: _z,
    Kind.A: _a,
    Kind.C: _cost,
    Kind.J: _cost,
    Kind.DA_DZ: _slope,
    Kind.DZ_DA: _back_weight,
    Kind.DZ_DTHETA: _weight_factor,
    Kind.DZ_DB: _bias_factor,
    Kind.DC_DA: _da,
    Kind.DC_DZ: _dz,
    Kind.DC_DTHETA: _gradient,
    Kind.DC_DB: _gradient,
    Kind.DJ_DTHETA: _gradient,
    Kind.DJ_DB: _gradient,
    Kind.THETA_NEW: _updated,
    Kind.B_NEW: _updated,
    Kind.OVER_Z: _over_z,
    Kind.OVER_A: _over_a,
    **dict.fromkeys(RATE_PRODUCTS, _rate_product),
}
