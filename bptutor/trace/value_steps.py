"""Steps at the value level: one a value, with all that it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.trace import making
from bptutor.trace.chain import splits
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.layout import Part, Place
from bptutor.trace.making import Source, made, read, read_all
from bptutor.trace.steps import Level, Step, StepKind, Term


def value_step(source: Source, place: Place, index: int) -> Step:
    """The step that makes the value at a place."""
    if place.segment.cuts:
        from bptutor.trace import optimiser_steps

        return optimiser_steps.value_step(source, place, index)
    key = making.target(source.network, place)
    kind, terms = _recipe(source, place, key)
    return made(source, place, index, Level.VALUE, kind, key, terms)


def _recipe(source: Source, place: Place, key: Key) -> tuple[StepKind, Sequence[Term]]:
    network, layer = source.network, place.segment.layer
    match place.segment.part:
        case Part.Z:
            return StepKind.SUM, making.weighted_terms(source, place, key)
        case Part.A:
            return StepKind.ACTIVATION, making.activation_terms(source, place, key)
        case Part.C:
            return StepKind.COST, making.cost_terms(source, place)
        case Part.DA if layer == network.depth:
            return StepKind.FACTOR, read_all(source, place, Key(Kind.A, layer, key.j), Key(Kind.Y, 0, key.j))
        case Part.DA | Part.DZ:
            return _over_paths(source, place, key)
        case Part.DTHETA | Part.DB:
            return StepKind.CHAIN, read_all(source, place, *making.branch_factors(key))
        case Part.J | Part.MEAN_THETA | Part.MEAN_B:
            kind = StepKind.MEAN if network.reduction == "mean" else StepKind.ACCUMULATE
            return kind, making.example_terms(source, key)
        case _:
            old, gradient = making.old_of(key), making.gradient_of_update(source, key)
            return StepKind.UPDATE, read_all(source, place, old, RATE, gradient)


def _over_paths(source: Source, place: Place, key: Key) -> tuple[StepKind, Sequence[Term]]:
    """One path is one multiplication; several are a sum of them."""
    if not splits(source, key):
        only = 1 if key.kind is Kind.DC_DA else key.j
        return StepKind.CHAIN, tuple(read(source, place, factor) for factor in making.path_factors(key, only))
    return StepKind.SUM, making.path_terms(source, place, key)
