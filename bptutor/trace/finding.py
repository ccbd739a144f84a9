"""Where a value comes to be known: the inverse of the timeline."""

from __future__ import annotations

from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Part, Place
from bptutor.trace.making import PARTS, WITH_TWO_INDICES
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline

GIVEN = frozenset({Kind.X, Kind.Y, Kind.THETA, Kind.B, Kind.RATE, Kind.COUNT})


def step_of(timeline: Timeline, key: Key, level: Level, row: int = 0) -> int | None:
    """The index of the step after which `key` of example `row` (of the pass, from 0) is known.

    -1 for what is given from the start; None for what the timeline never makes (as the update of a
    parameter that is not trained).
    """
    if key.kind in GIVEN:
        return -1
    found = _place(timeline, key, row)
    if found is None:
        return None
    place, end = found
    if level is Level.TERM and end:
        place = Place(place.block, place.segment, place.value, place.segment.terms - 1)
    return timeline.layout.index(level, place)


def _place(timeline: Timeline, key: Key, row: int) -> tuple[Place, bool] | None:
    """The place of a key, and whether it is what the whole value makes (else one of its terms)."""
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
    return Place(first.block, first.segment, at, 0), True


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
        case Kind.RATE_DC_DTHETA | Kind.RATE_DJ_DTHETA:
            return Part.NEW_THETA, Key(Kind.THETA_NEW, layer, j, k), 0
        case Kind.RATE_DC_DB | Kind.RATE_DJ_DB:
            return Part.NEW_B, Key(Kind.B_NEW, layer, j), 0
        case _:
            return None
