r"""The optimisers as recipes: which numbers lie between a parameter's gradient and its new number.

A rule is a round of values that each parameter's update goes through, and a value a row of recipes, one a
step of the finest level: a product of these, a sum of those, a root, a quotient, and at the end old − change.
The numbers follow from the recipes alone, which makes them a witness of the formulas in `engine.optimisers`.
How many steps a parameter takes depends on the rule only, so that a step is found by arithmetic.

In a recipe θ stands for the parameter, ∂C/∂θ for its gradient and θ⁺ for its new number, whether it is a
weight or a bias, and whether the gradient is of C or of J.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bptutor.engine.optimisers import Optimiser
from bptutor.trace.keys import Kind
from bptutor.trace.steps import StepKind


class Recipe(NamedTuple):
    """How one number is made of others."""

    kind: StepKind
    target: Kind
    terms: tuple[Kind, ...]


class Value(NamedTuple):
    """One value of a round: its recipes, of which the last makes it, and how it is made at one go."""

    recipes: tuple[Recipe, ...]
    whole: Recipe

    @property
    def target(self) -> Kind:
        """What the value is."""
        return self.whole.target


def _product(target: Kind, *terms: Kind) -> Recipe:
    return Recipe(StepKind.PRODUCT, target, terms)


def _value(*recipes: Recipe, whole: Recipe | None = None) -> Value:
    return Value(recipes, whole or recipes[-1])


def _update(*recipes: Recipe, of: tuple[Kind, ...]) -> Value:
    """The last value of a round: the parameter less what the recipes make."""
    last = Recipe(StepKind.UPDATE, Kind.THETA_NEW, (Kind.THETA, Kind.CHANGE))
    whole = Recipe(StepKind.UPDATE, Kind.THETA_NEW, (Kind.THETA, Kind.RATE, *of))
    return Value((*recipes, last), whole)


def _mixed(new: Kind, kept: Recipe, added: Recipe, *first: Recipe) -> Value:
    """A moment as a part of the old one and a part of what is new, which may have to be made `first`."""
    total = Recipe(StepKind.SUM, new, (kept.target, added.target))
    return _value(*first, kept, added, total)


def _scaled(above: Kind, below: Kind, root: Kind, divisor: Kind) -> Value:
    """The parameter less η above / (√below + ε)."""
    return _update(
        Recipe(StepKind.ROOT, root, (below,)),
        Recipe(StepKind.SUM, divisor, (root, Kind.EPSILON)),
        Recipe(StepKind.QUOTIENT, Kind.RATIO, (above, divisor)),
        _product(Kind.CHANGE, Kind.RATE, Kind.RATIO),
        of=(above, below, Kind.EPSILON),
    )


G = Kind.DC_DTHETA
_SQUARE = _product(Kind.SQUARE, G, G)
_VELOCITY = _value(
    _product(Kind.KEPT_VELOCITY, Kind.MOMENTUM, Kind.V),
    Recipe(StepKind.SUM, Kind.V_NEW, (Kind.KEPT_VELOCITY, G)),
)
ROUNDS: dict[str, tuple[Value, ...]] = {
    "momentum": (_VELOCITY, _update(_product(Kind.CHANGE, Kind.RATE, Kind.V_NEW), of=(Kind.V_NEW,))),
    "nesterov": (
        _VELOCITY,
        _value(
            _product(Kind.AHEAD_VELOCITY, Kind.MOMENTUM, Kind.V_NEW),
            Recipe(StepKind.SUM, Kind.AHEAD, (G, Kind.AHEAD_VELOCITY)),
        ),
        _update(_product(Kind.CHANGE, Kind.RATE, Kind.AHEAD), of=(Kind.AHEAD,)),
    ),
    "rmsprop": (
        _mixed(
            Kind.S_NEW,
            _product(Kind.KEPT_S, Kind.DECAY, Kind.S),
            _product(Kind.ADDED_S, Kind.REST, Kind.SQUARE),
            _SQUARE,
        ),
        _scaled(G, Kind.S_NEW, Kind.ROOT_S, Kind.BELOW_S),
    ),
    "adam": (
        _mixed(
            Kind.M_NEW,
            _product(Kind.KEPT_M, Kind.BETA1, Kind.M),
            _product(Kind.ADDED_M, Kind.REST1, G),
        ),
        _mixed(
            Kind.V_NEW,
            _product(Kind.KEPT_V, Kind.BETA2, Kind.V),
            _product(Kind.ADDED_V, Kind.REST2, Kind.SQUARE),
            _SQUARE,
        ),
        _value(Recipe(StepKind.QUOTIENT, Kind.M_HAT, (Kind.M_NEW, Kind.CORRECTION1))),
        _value(Recipe(StepKind.QUOTIENT, Kind.V_HAT, (Kind.V_NEW, Kind.CORRECTION2))),
        _scaled(Kind.M_HAT, Kind.V_HAT, Kind.ROOT_V, Kind.BELOW_V),
    ),
}
MOMENTS = {"momentum": (Kind.V,), "nesterov": (Kind.V,), "rmsprop": (Kind.S,), "adam": (Kind.M, Kind.V)}


def round_of(optimiser: Optimiser) -> tuple[Value, ...]:
    """What each parameter's update goes through. Raises KeyError for gradient descent, whose update is not
    made by recipes."""
    return ROUNDS[optimiser.rule]


def cuts_of(optimiser: Optimiser) -> tuple[tuple[Kind, int], ...]:
    """The values of a round, each with its number of term steps."""
    return tuple((value.target, len(value.recipes)) for value in ROUNDS[optimiser.rule])


@cache
def places(rule: str) -> Mapping[Kind, tuple[int, int]]:
    """Where each number is made: the value of the round and the recipe of the value, both from 0."""
    return {
        recipe.target: (at, term)
        for at, value in enumerate(ROUNDS.get(rule, ()))
        for term, recipe in enumerate(value.recipes)
    }
