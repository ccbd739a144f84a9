"""Steps at the term level: every product, every local derivative, every sum."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.trace import making
from bptutor.trace.chain import splits
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.trace.layout import Part, Place
from bptutor.trace.making import Source, made, read, read_all
from bptutor.trace.steps import Level, Step, StepKind, Term, Terms
from bptutor.trace.value_steps import value_step
from bptutor.trace.values import rate_product

Recipe = tuple[StepKind, Key, Sequence[Term]]


def term_step(source: Source, place: Place, index: int) -> Step:
    """Term step number `place.term` of the value at a place."""
    if place.segment.cuts:
        from bptutor.trace import optimiser_steps

        return optimiser_steps.term_step(source, place, index)
    key = making.target(source.network, place)
    recipe = _recipe(source, place, key)
    if recipe is None:
        whole = value_step(source, place, index)
        recipe = whole.kind, whole.target, whole.terms
    return made(source, place, index, Level.TERM, *recipe)


def _recipe(source: Source, place: Place, key: Key) -> Recipe | None:
    """Kind, target and terms; None for the step that makes the value itself, as at the value level."""
    last = place.term == place.segment.terms - 1
    match place.segment.part:
        case Part.Z:
            return None if last else _product(source, place, key)
        case Part.C:
            return _cost(source, place, key, last)
        case Part.DA if place.segment.layer == source.network.depth:
            return None
        case Part.DA | Part.DZ:
            return _path(source, place, key, last)
        case Part.DTHETA | Part.DB:
            return None if last else _factor(source, place, making.branch_factors(key)[1])
        case Part.J | Part.MEAN_THETA | Part.MEAN_B:
            return _accumulate(source, place, key)
        case Part.NEW_THETA | Part.NEW_B:
            return _update(source, place, key, last)
        case _:
            return None


def _product(source: Source, place: Place, key: Key) -> Recipe:
    layer, k = key.layer, place.term + 1
    factors = Key(Kind.THETA, layer, key.j, k), making.activation_key(layer - 1, k)
    return StepKind.PRODUCT, making.weighted_key(layer, key.j, k), read_all(source, place, *factors)


def _cost(source: Source, place: Place, key: Key, last: bool) -> Recipe | None:
    """With one output its C; with several each output's share of C, and their sum."""
    outputs = source.network.widths[-1]
    if outputs == 1:
        return None
    if last:
        shares = Terms(outputs, lambda i: read(source, place, Key(Kind.C_SHARE, 0, i + 1)))
        return StepKind.SUM, key, shares
    j = place.term + 1
    terms = read_all(source, place, Key(Kind.A, source.network.depth, j), Key(Kind.Y, 0, j))
    return StepKind.COST, Key(Kind.C_SHARE, 0, j), terms


def _path(source: Source, place: Place, key: Key, last: bool) -> Recipe | None:
    """A local derivative and the multiplication by it, for each path; then their sum if there are several."""
    several = splits(source, key)
    if last:
        return None
    path, multiplies = divmod(place.term, 2)
    number = path + 1 if several or key.kind is Kind.DC_DA else key.j
    known, local = making.path_factors(key, number)
    if not multiplies:
        return _factor(source, place, local)
    summand = Key(Kind.OVER_Z if key.kind is Kind.DC_DA else Kind.OVER_A, known.layer, number, key.j)
    return StepKind.CHAIN, summand, read_all(source, place, known, local)


def _factor(source: Source, place: Place, local: Key) -> Recipe:
    """A local derivative, with the value that its rule reads."""
    return StepKind.FACTOR, local, read_all(source, place, *rule_keys(source, local))


def rule_keys(source: Source, local: Key) -> tuple[Key, ...]:
    """What a local derivative is read from: θ for ∂z/∂a, a for ∂z/∂θ, z for ∂a/∂z, nothing for ∂z/∂b."""
    match local.kind:
        case Kind.DZ_DA:
            return (Key(Kind.THETA, local.layer, local.j, local.k),)
        case Kind.DZ_DTHETA:
            return (making.activation_key(local.layer - 1, local.k),)
        case Kind.DA_DZ if source.network.layers[local.layer - 1].activation.mixes:
            one, other = Key(Kind.A, local.layer, local.j), Key(Kind.A, local.layer, local.k)
            return (one,) if one == other else (one, other)
        case Kind.DA_DZ:
            return (Key(Kind.Z, local.layer, local.j),)
        case _:
            return ()


SUMS = {Kind.J: Kind.SUM_C, Kind.DJ_DTHETA: Kind.SUM_DC_DTHETA, Kind.DJ_DB: Kind.SUM_DC_DB}


def _accumulate(source: Source, place: Place, key: Key) -> Recipe:
    """Example number n adds its share to the sum of those before it; a mean ends with the division."""
    count, done = len(source.rows), place.term
    partial = key.of_kind(SUMS[key.kind])
    if done == count:
        return StepKind.MEAN, key, read_all(source, place, partial._replace(n=count), Key(Kind.COUNT))
    share = making.example_terms(source, key)[done]
    whole = done + 1 == count and source.network.reduction == "sum"
    before = read_all(source, place, partial._replace(n=done)) if done else ()
    return StepKind.ACCUMULATE, key if whole else partial._replace(n=done + 1), (*before, share)


def _update(source: Source, place: Place, key: Key, last: bool) -> Recipe:
    weight = key.kind is Kind.THETA_NEW
    product = key.of_kind(rate_product(weight, len(source.rows)))
    if not last:
        return (
            StepKind.PRODUCT,
            product,
            read_all(source, place, RATE, making.gradient_of_update(source, key)),
        )
    return StepKind.UPDATE, key, read_all(source, place, making.old_of(key), product)
