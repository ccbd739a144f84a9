"""The numbers of an optimiser's update, from its recipes: of one parameter, or of a whole layer at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np

from bptutor.engine.optimisers import Moments, Optimiser
from bptutor.engine.passes import Gradients
from bptutor.trace.keys import SETTINGS, Key, Kind
from bptutor.trace.optimiser_keys import key_of, parameter_of
from bptutor.trace.optimiser_rules import MOMENTS, ROUNDS
from bptutor.trace.steps import Number, StepKind

Numbers = Mapping[Kind, Number]
MOST_KEPT = 256


class OptimiserValues:
    """Every number of an optimiser by key. `read` gives what is no optimiser's own: θ, its gradient, η.

    A round takes some ten operations, so that a number is had in time that does not grow with the network;
    the rounds that were asked for last are kept."""

    def __init__(
        self, optimiser: Optimiser, moments: Moments, several: bool, read: Callable[[Key], float]
    ) -> None:
        self.optimiser = optimiser
        self.moments = moments
        self._several = several
        self._read = read
        self._rounds: dict[Key, Numbers] = {}

    @property
    def update(self) -> int:
        """The number t of the update, from 1."""
        return self.moments.updates + 1

    def setting(self, kind: Kind) -> float:
        """What is the same for all parameters: β₁, 1 − β₁, ε …"""
        own, t = self.optimiser, self.update
        return {
            Kind.MOMENTUM: own.momentum,
            Kind.DECAY: own.decay,
            Kind.REST: 1 - own.decay,
            Kind.BETA1: own.beta1,
            Kind.BETA2: own.beta2,
            Kind.REST1: 1 - own.beta1,
            Kind.REST2: 1 - own.beta2,
            Kind.CORRECTION1: 1 - own.beta1**t,
            Kind.CORRECTION2: 1 - own.beta2**t,
            Kind.EPSILON: own.epsilon,
        }[kind]

    def number(self, key: Key) -> float:
        """The number of an optimiser's key, or of a parameter after the update. KeyError where the rule has
        no such number."""
        if key.kind in SETTINGS:
            return self.setting(key.kind)
        if key.kind in (Kind.THETA_NEW, Kind.B_NEW):
            weight = key.kind is Kind.THETA_NEW
            return float(self._round(key.of_kind(Kind.THETA if weight else Kind.B))[Kind.THETA_NEW])
        parameter = parameter_of(key)
        assert parameter is not None, key
        return float(self._round(parameter)[key.kind])

    def _round(self, parameter: Key) -> Numbers:
        found = self._rounds.get(parameter)
        if found is None:
            if len(self._rounds) >= MOST_KEPT:
                self._rounds.clear()
            given = {
                kind: self._read(key_of(kind, parameter, self._several))
                for kind in (Kind.THETA, Kind.DC_DTHETA, Kind.RATE)
            }
            moments = {kind: entry(part, parameter) for kind, part in self._parts()}
            found = self._rounds[parameter] = self._computed({**given, **moments})
        return found

    def layer(self, weights: bool, number: int, theta: Number, gradient: Number, rate: float) -> Numbers:
        """The numbers of all weights or all biases of a layer, shaped like them."""
        parts = {kind: (part.weights if weights else part.biases)[number - 1] for kind, part in self._parts()}
        return self._computed({Kind.THETA: theta, Kind.DC_DTHETA: gradient, Kind.RATE: rate, **parts})

    def _parts(self) -> list[tuple[Kind, Gradients]]:
        return list(zip(MOMENTS.get(self.optimiser.rule, ()), self.moments.parts, strict=True))

    def _computed(self, given: Numbers) -> Numbers:
        """All numbers of a round. What is not finite comes without a warning."""
        numbers = {**{kind: self.setting(kind) for kind in SETTINGS}, **given}
        with np.errstate(all="ignore"):
            for value in ROUNDS[self.optimiser.rule]:
                for kind, target, terms in value.recipes:
                    numbers[target] = _made(kind, [numbers[term] for term in terms])
        return numbers


def _made(kind: StepKind, terms: list[Number]) -> Number:
    """What a step makes of its terms. With NumPy's operations, for which 1 / 0 is a number."""
    how = {
        StepKind.PRODUCT: np.multiply,
        StepKind.SUM: np.add,
        StepKind.QUOTIENT: np.divide,
        StepKind.UPDATE: np.subtract,
    }
    made: Number = np.sqrt(terms[0]) if kind is StepKind.ROOT else reduce(how[kind], terms)
    return made


def entry(arrays: Gradients, parameter: Key) -> float:
    """A parameter's entry in what is shaped like the parameters."""
    if parameter.kind is Kind.THETA:
        return float(arrays.weights[parameter.layer - 1][parameter.j - 1, parameter.k - 1])
    return float(arrays.biases[parameter.layer - 1][parameter.j - 1])
