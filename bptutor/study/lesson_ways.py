"""A way from C that is clicked place by place: which places come next, and which factor each step is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bptutor.engine.network import Network
from bptutor.exercise.paths import ends
from bptutor.lesson.answers import ways
from bptutor.lesson.chains import Chain
from bptutor.trace.keys import GRADIENTS, J_GRADIENTS, UPDATED, C, Key, Kind

PLACES = {
    Kind.DC_DA: Kind.A,
    Kind.DC_DZ: Kind.Z,
    Kind.J: Kind.C,
    Kind.C_SHARE: Kind.C,
    **{gradient: kind for kind, gradient in GRADIENTS.items()},
    **{gradient: kind for kind, gradient in J_GRADIENTS.items()},
    **{new: old for old, new in UPDATED.items()},
}


def place_of(key: Key) -> Key:
    """The place in the drawing that a value stands at: z² for ∂C/∂z²."""
    kind = PLACES.get(key.kind, key.kind)
    return C if kind is Kind.C else key._replace(kind=kind, n=0)


def reached(way: Sequence[Key]) -> Key:
    """Where a way of factors has led to; C where it has not begun."""
    return ends(way[-1])[1] if way else C


def places_along(way: Sequence[Key]) -> tuple[Key, ...]:
    """C and every place that a way has come through."""
    return tuple(reached(way[:count]) for count in range(len(way) + 1))


def lit_along(way: Sequence[Key]) -> tuple[Key, ...]:
    """What a way lights: the places that it has come through, and the weights that it went over."""
    over = (factor.of_kind(Kind.THETA) for factor in way if factor.kind is Kind.DZ_DA)
    return (*places_along(way), *over)


def following(network: Network, way: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    """(place, factor) of every place that can be reached in one step."""
    here = reached(way)
    layer, j = here.layer, here.j
    match here.kind:
        case Kind.C:
            last = network.depth
            for i in range(1, network.widths[last] + 1):
                yield Key(Kind.A, last, i), Key(Kind.DC_DA, last, i)
        case Kind.A if layer:
            mixes = network.layers[layer - 1].activation.mixes
            for k in range(1, network.widths[layer] + 1) if mixes else (j,):
                yield Key(Kind.Z, layer, k), Key(Kind.DA_DZ, layer, j, k)
        case Kind.Z:
            inputs = range(1, network.widths[layer - 1] + 1)
            if layer > 1:
                for k in inputs:
                    yield Key(Kind.A, layer - 1, k), Key(Kind.DZ_DA, layer, j, k)
            for k in inputs:
                yield Key(Kind.THETA, layer, j, k), Key(Kind.DZ_DTHETA, layer, j, k)
            yield Key(Kind.B, layer, j), Key(Kind.DZ_DB, layer, j)
        case _:
            return


def step_to(network: Network, way: Sequence[Key], place: Key) -> Key | None:
    """The factor of the step to a place; None where it is not the next on any way."""
    return next((factor for there, factor in following(network, way) if there == place), None)


def leads_on(network: Network, way: Chain, to: str, found: Collection[Chain] = ()) -> bool:
    """Whether a way is the beginning of one to a value that has not been found yet."""
    return any(each[: len(way)] == way and each not in found for each in ways(network, to))
