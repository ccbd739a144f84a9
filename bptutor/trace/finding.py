"""Where a value comes to be known: the inverse of the timeline."""

from __future__ import annotations

from bptutor.trace.keys import UPDATED, Key, Kind
from bptutor.trace.layout import Part, Place
from bptutor.trace.making import PARTS, WITH_TWO_INDICES
from bptutor.trace.optimiser_keys import GIVEN as GIVEN_OF_OPTIMISERS
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS, key_of, parameter_of
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline
from bptutor.trace.values import RATE_PRODUCTS

GIVEN = frozenset({Kind.X, Kind.Y, Kind.THETA, Kind.B, Kind.RATE, Kind.COUNT})


def step_of(timeline: Timeline, key: Key, level: Level, row: int = 0) -> int | None:
    """The index of the step after which `key` of example `row` (of the pass, from 0) is known.

    -1 for what is given from the start; None for what the timeline never makes (as the update of a
    parameter that is not trained).
    """
    if key.kind in GIVEN or (key.kind in GIVEN_OF_OPTIMISERS and _has(timeline, key)):
        return -1
    found = _place(timeline, key, row)
    if found is None:
        return None
    place, end = found
    if level is Level.TERM and end:
        place = Place(place.block, place.segment, place.value, place.segment.terms_of(place.value) - 1)
    return timeline.layout.index(level, place)


def _has(timeline: Timeline, key: Key) -> bool:
    """Whether the optimiser has such a setting, or remembers such a number of a parameter that is trained."""
    from bptutor.trace.optimiser_rules import MOMENTS, ROUNDS

    rule = timeline.optimiser.rule
    parameter = parameter_of(key)
    if parameter is None:
        return any(key.kind in recipe.terms for value in ROUNDS.get(rule, ()) for recipe in value.recipes)
    layer = timeline.network.layers[key.layer - 1]
    trained = layer.train_weights if parameter.kind is Kind.THETA else layer.train_biases
    return trained and key.kind in MOMENTS.get(rule, ())


def _place(timeline: Timeline, key: Key, row: int) -> tuple[Place, bool] | None:
    """The place of a key, and whether it is what the whole value makes (else one of its terms)."""
    if key.kind in OPTIMISER_KINDS:
        made = _of_optimiser(timeline, key)
        return None if made is None else (made, False)
    if key.kind in PARTS:
        return _at(timeline, PARTS[key.kind], key, row)
    inside = _inside(timeline, key)
    if inside is None:
        return None
    part, owner, term = inside
    found = _at(timeline, part, owner, row)
    if found is None:
        return None
    place = found[0]
    return Place(place.block, place.segment, place.value, term), False


def _at(timeline: Timeline, part: Part, key: Key, row: int) -> tuple[Place, bool] | None:
    layer = timeline.network.depth if part in (Part.C, Part.J) else key.layer
    first = timeline.layout.find(part, layer, row)
    if first is None:
        return None
    width = timeline.network.widths[layer - 1]
    at = (key.j - 1) * width + key.k - 1 if part in WITH_TWO_INDICES else max(key.j - 1, 0)
    # Of the values that an optimiser makes for a parameter the last is its new number.
    at = at * first.segment.round + first.segment.round - 1
    return Place(first.block, first.segment, at, 0), True


def _of_optimiser(timeline: Timeline, key: Key) -> Place | None:
    from bptutor.trace.optimiser_rules import places

    parameter, made = parameter_of(key), places(timeline.optimiser.rule).get(key.kind)
    if parameter is None or made is None:
        return None
    if key != key_of(key.kind, parameter, len(timeline.rows) > 1):
        return None
    found = _at(timeline, PARTS[UPDATED[parameter.kind]], parameter, 0)
    if found is None:
        return None
    last, (at, term) = found[0], made
    return Place(last.block, last.segment, last.value - last.segment.round + 1 + at, term)


def _inside(timeline: Timeline, key: Key) -> tuple[Part, Key, int] | None:
    """For a key that is made on the way to another: that one's part and key, and the term step."""
    layer, j, k = key.layer, key.j, key.k
    mixes = bool(layer) and timeline.network.layers[layer - 1].activation.mixes
    several = bool(layer) and timeline.network.widths[layer] > 1
    match key.kind:
        case Kind.DA_DZ:
            return Part.DZ, Key(Kind.DC_DZ, layer, k), 2 * (j - 1) if mixes and several else 0
        case Kind.OVER_A:
            return Part.DZ, Key(Kind.DC_DZ, layer, k), 2 * (j - 1) + 1
        case Kind.DZ_DA if layer > 1:
            return Part.DA, Key(Kind.DC_DA, layer - 1, k), 2 * (j - 1)
        case Kind.OVER_Z if layer > 1:
            return Part.DA, Key(Kind.DC_DA, layer - 1, k), 2 * (j - 1) + 1
        case Kind.DZ_DTHETA:
            return Part.DTHETA, Key(Kind.DC_DTHETA, layer, j, k), 0
        case Kind.DZ_DB:
            return Part.DB, Key(Kind.DC_DB, layer, j), 0
        case Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
            return Part.Z, Key(Kind.Z, layer, j), k - 1
        case Kind.C_SHARE:
            return Part.C, Key(Kind.C), j - 1
        case Kind.SUM_C:
            return Part.J, Key(Kind.J), key.n - 1
        case Kind.SUM_DC_DTHETA:
            return Part.MEAN_THETA, Key(Kind.DJ_DTHETA, layer, j, k), key.n - 1
        case Kind.SUM_DC_DB:
            return Part.MEAN_B, Key(Kind.DJ_DB, layer, j), key.n - 1
        case kind if kind in RATE_PRODUCTS and not timeline.optimiser.plain:
            return None
        case Kind.RATE_DC_DTHETA | Kind.RATE_DJ_DTHETA:
            return Part.NEW_THETA, Key(Kind.THETA_NEW, layer, j, k), 0
        case Kind.RATE_DC_DB | Kind.RATE_DJ_DB:
            return Part.NEW_B, Key(Kind.B_NEW, layer, j), 0
        case _:
            return None
