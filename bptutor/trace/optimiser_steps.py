"""Steps of an update that an optimiser makes: a layer's, a value's, and every multiplication in it."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.engine.arrays import Array
from bptutor.trace import making
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Place
from bptutor.trace.making import Source, made, read_all
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.optimiser_rules import Recipe, round_of
from bptutor.trace.steps import Level, Number, Step, StepKind, Term


def value_step(source: Source, place: Place, index: int) -> Step:
    """The step that makes a value of a round at one go."""
    value = round_of(source.values.optimiser)[place.value % place.segment.round]
    return _step(source, place, index, Level.VALUE, value.whole)


def term_step(source: Source, place: Place, index: int) -> Step:
    """Step number `place.term` of those that a value of a round takes."""
    value = round_of(source.values.optimiser)[place.value % place.segment.round]
    return _step(source, place, index, Level.TERM, value.recipes[place.term])


def _step(source: Source, place: Place, index: int, level: Level, recipe: Recipe) -> Step:
    parameter, several = parameter_at(source, place), len(source.rows) > 1
    keys = (key_of(kind, parameter, several) for kind in recipe.terms)
    target = key_of(recipe.target, parameter, several)
    return made(source, place, index, level, recipe.kind, target, read_all(source, place, *keys))


def parameter_at(source: Source, place: Place) -> Key:
    """The weight or bias whose update a place is in."""
    last = place.value + place.segment.round - 1 - place.value % place.segment.round
    whole = Place(place.block, place.segment, last, 0)
    return making.old_of(making.target(source.network, whole))


def of_layer(
    source: Source, layer: int, gradients: tuple[Array, Array]
) -> tuple[StepKind, Key, Sequence[Term], Number]:
    """Kind, target, terms and value of the step of a whole layer: of its weights, or of its biases where
    only these are trained."""
    own, values = source.network.layers[layer - 1], source.values
    weights = own.train_weights
    old, gradient = (own.weights, gradients[0]) if weights else (own.biases, gradients[1])
    numbers = values.optimising.layer(weights, layer, old, gradient, values.learning_rate)
    parameter, several = Key(Kind.THETA if weights else Kind.B, layer), len(source.rows) > 1
    change = round_of(values.optimiser)[-1].recipes[-2]
    kinds = (Kind.THETA, *change.terms)
    terms = tuple(Term(key_of(kind, parameter, several), numbers[kind]) for kind in kinds)
    target = key_of(Kind.THETA_NEW, parameter, several)
    return StepKind.UPDATE, target, terms, numbers[Kind.THETA_NEW]
