"""The optimiser's own multiplications, one step each, between a parameter's gradient and its new number.

A rule is a row of recipes: a product of these, a sum of those, and at the end old − change. The numbers
follow from the recipes alone, which makes them a witness of the formulas in `engine.optimisers`. How many
steps a parameter takes depends on the rule only, so that a step can be found by arithmetic.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments, Optimiser
from bptutor.engine.passes import Gradients
from bptutor.trace.keys import Key, Kind
from bptutor.trace.optimiser_keys import Form, OptimiserKey, optimiser_key
from bptutor.trace.steps import StepKind


class Recipe(NamedTuple):
    """How one number is made. FACTOR is the one rule that is no product: 1 / (√first + second)."""

    kind: StepKind
    target: Form
    terms: tuple[Form, ...]


def _product(target: Form, *terms: Form) -> Recipe:
    return Recipe(StepKind.PRODUCT, target, terms)


def _sum(target: Form, *terms: Form) -> Recipe:
    return Recipe(StepKind.SUM, target, terms)


_VELOCITY = (
    _product(Form.KEPT_V, Form.MOMENTUM, Form.V),
    _sum(Form.V_NEW, Form.KEPT_V, Form.GRADIENT),
)
_END = (Recipe(StepKind.UPDATE, Form.UPDATED, (Form.PARAMETER, Form.CHANGE)),)
RECIPES: dict[str, tuple[Recipe, ...]] = {
    "gradient_descent": (_product(Form.CHANGE, Form.RATE, Form.GRADIENT), *_END),
    "momentum": (*_VELOCITY, _product(Form.CHANGE, Form.RATE, Form.V_NEW), *_END),
    "nesterov": (
        *_VELOCITY,
        _product(Form.AHEAD_V, Form.MOMENTUM, Form.V_NEW),
        _sum(Form.AHEAD, Form.GRADIENT, Form.AHEAD_V),
        _product(Form.CHANGE, Form.RATE, Form.AHEAD),
        *_END,
    ),
    "rmsprop": (
        _product(Form.KEPT_S, Form.DECAY, Form.S),
        _product(Form.SQUARE, Form.GRADIENT, Form.GRADIENT),
        _product(Form.ADDED_S, Form.REST, Form.SQUARE),
        _sum(Form.S_NEW, Form.KEPT_S, Form.ADDED_S),
        Recipe(StepKind.FACTOR, Form.SCALE, (Form.S_NEW, Form.EPSILON)),
        _product(Form.CHANGE, Form.RATE, Form.GRADIENT, Form.SCALE),
        *_END,
    ),
    "adam": (
        _product(Form.KEPT_M1, Form.BETA1, Form.M),
        _product(Form.ADDED_M1, Form.REST1, Form.GRADIENT),
        _sum(Form.M_NEW, Form.KEPT_M1, Form.ADDED_M1),
        _product(Form.KEPT_V2, Form.BETA2, Form.V),
        _product(Form.SQUARE, Form.GRADIENT, Form.GRADIENT),
        _product(Form.ADDED_V2, Form.REST2, Form.SQUARE),
        _sum(Form.V_NEW, Form.KEPT_V2, Form.ADDED_V2),
        _product(Form.M_HAT, Form.M_NEW, Form.CORRECTION1),
        _product(Form.V_HAT, Form.V_NEW, Form.CORRECTION2),
        Recipe(StepKind.FACTOR, Form.SCALE, (Form.V_HAT, Form.EPSILON)),
        _product(Form.CHANGE, Form.RATE, Form.M_HAT, Form.SCALE),
        *_END,
    ),
}
_MOMENTS = {"momentum": (Form.V,), "nesterov": (Form.V,), "rmsprop": (Form.S,), "adam": (Form.M, Form.V)}


class OptimiserTerm(NamedTuple):
    """One number that goes into a step."""

    key: OptimiserKey
    value: float


@dataclass(frozen=True, slots=True)
class OptimiserStep:
    """One step of one parameter's update: `index` counts its steps from 0."""

    index: int
    kind: StepKind
    target: OptimiserKey
    terms: tuple[OptimiserTerm, ...]
    value: float


def steps_per_parameter(optimiser: Optimiser) -> int:
    """How many steps each trained parameter's update takes."""
    return len(RECIPES[optimiser.rule])


@dataclass(frozen=True, slots=True, eq=False)
class OptimiserUpdate:
    """One update of a network: `gradients` are those of J over `examples` examples, or of C where it is one.

    Steps are made when they are asked for, in time that does not grow with the network."""

    optimiser: Optimiser
    moments: Moments
    network: Network
    gradients: Gradients
    learning_rate: float
    examples: int

    def steps(self, parameter: Key) -> tuple[OptimiserStep, ...]:
        """All steps of a trained θ or b, in order; the last one makes its new number."""
        numbers = self._given(parameter)
        made = []
        with np.errstate(all="ignore"):
            for index, (kind, target, forms) in enumerate(RECIPES[self.optimiser.rule]):
                terms = tuple(
                    OptimiserTerm(optimiser_key(form, parameter, self.examples), numbers[form])
                    for form in forms
                )
                numbers[target] = _made(kind, [term.value for term in terms])
                key = optimiser_key(target, parameter, self.examples)
                made.append(OptimiserStep(index, kind, key, terms, numbers[target]))
        return tuple(made)

    def _given(self, parameter: Key) -> dict[Form, float]:
        own, t = self.optimiser, self.moments.updates + 1
        layer = self.network.layers[parameter.layer - 1]
        held = Gradients((layer.weights,), (layer.biases,))
        moments = zip(_MOMENTS.get(own.rule, ()), self.moments.parts, strict=True)
        return {
            Form.PARAMETER: _read(held, parameter._replace(layer=1)),
            Form.GRADIENT: _read(self.gradients, parameter),
            Form.RATE: self.learning_rate,
            Form.MOMENTUM: own.momentum,
            Form.DECAY: own.decay,
            Form.REST: 1 - own.decay,
            Form.BETA1: own.beta1,
            Form.BETA2: own.beta2,
            Form.REST1: 1 - own.beta1,
            Form.REST2: 1 - own.beta2,
            Form.CORRECTION1: 1 / (1 - own.beta1**t),
            Form.CORRECTION2: 1 / (1 - own.beta2**t),
            Form.EPSILON: own.epsilon,
            **{form: _read(part, parameter) for form, part in moments},
        }


def _made(kind: StepKind, terms: list[float]) -> float:
    match kind:
        case StepKind.PRODUCT:
            return math.prod(terms)
        case StepKind.SUM:
            return terms[0] + terms[1]
        case StepKind.FACTOR:
            root = float(np.sqrt(terms[0]))
            return 1.0 / (root + terms[1])
        case _:
            return terms[0] - terms[1]


def _read(arrays: Gradients, key: Key) -> float:
    if key.kind is Kind.THETA:
        return float(arrays.weights[key.layer - 1][key.j - 1, key.k - 1])
    return float(arrays.biases[key.layer - 1][key.j - 1])
