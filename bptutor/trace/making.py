"""What the makers of steps share: keys from a place, and terms that read their number when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bptutor.engine.network import Network
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Part, Place
from bptutor.trace.optimiser_keys import key_of
from bptutor.trace.steps import Level, Phase, Step, StepKind, Term, Terms
from bptutor.trace.values import Values

TARGETS = {
    Part.Z: Kind.Z,
    Part.A: Kind.A,
    Part.C: Kind.C,
    Part.DA: Kind.DC_DA,
    Part.DZ: Kind.DC_DZ,
    Part.DTHETA: Kind.DC_DTHETA,
    Part.DB: Kind.DC_DB,
    Part.J: Kind.J,
    Part.MEAN_THETA: Kind.DJ_DTHETA,
    Part.MEAN_B: Kind.DJ_DB,
    Part.NEW_THETA: Kind.THETA_NEW,
    Part.NEW_B: Kind.B_NEW,
}
PARTS = {kind: part for part, kind in TARGETS.items()}
WITH_TWO_INDICES = frozenset({Part.DTHETA, Part.MEAN_THETA, Part.NEW_THETA})
WITHOUT_INDEX = frozenset({Part.C, Part.J})


class Source(Protocol):
    """What a maker needs to know of the timeline that it makes a step for."""

    network: Network
    values: Values
    rows: tuple[int, ...]

    def example(self, place: Place) -> int | None: ...

    def row(self, place: Place) -> int: ...


def target(network: Network, place: Place) -> Key:
    """The key of the value that a place is in."""
    part, layer = place.segment.part, place.segment.layer
    if part in WITHOUT_INDEX:
        return Key(TARGETS[part])
    number, at = divmod(place.value, place.segment.round)
    key = Key(TARGETS[part], layer, number + 1)
    if part in WITH_TWO_INDICES:
        j, k = divmod(number, network.widths[layer - 1])
        key = Key(TARGETS[part], layer, j + 1, k + 1)
    if at + 1 < place.segment.round:
        # One of the values that an optimiser makes before the parameter's own; none is named by a gradient.
        return key_of(place.segment.cuts[at][0], old_of(key), several=False)
    return key


def read(source: Source, place: Place, key: Key) -> Term:
    """A term with the value that its key has at a place."""
    return Term(key, source.values[key, source.row(place)])


def read_all(source: Source, place: Place, *keys: Key) -> Sequence[Term]:
    """Terms for a few keys."""
    return tuple(read(source, place, key) for key in keys)


def made(
    source: Source, place: Place, index: int, level: Level, kind: StepKind, key: Key, terms: Sequence[Term]
) -> Step:
    """The step that makes `key` from `terms` at a place."""
    value = source.values[key, source.row(place)]
    return Step(index, level, place.segment.phase, kind, source.example(place), key, terms, value)


def activation_key(layer: int, j: int) -> Key:
    """a^l_j; of layer 0 it is the input x_j."""
    return Key(Kind.A, layer, j) if layer else Key(Kind.X, 0, j)


def weighted_key(layer: int, j: int, k: int) -> Key:
    """θ^l_jk a^(l−1)_k."""
    return Key(Kind.WEIGHTED if layer > 1 else Kind.WEIGHTED_INPUT, layer, j, k)


def weighted_terms(source: Source, place: Place, key: Key) -> Sequence[Term]:
    """The summands of z^l_j: a product for each input, and the bias."""
    inputs = source.network.widths[key.layer - 1]

    def make(i: int) -> Term:
        last = i == inputs
        return read(
            source, place, Key(Kind.B, key.layer, key.j) if last else weighted_key(key.layer, key.j, i + 1)
        )

    return Terms(inputs + 1, make)


def activation_terms(source: Source, place: Place, key: Key) -> Sequence[Term]:
    """What a^l_j is a function of: its z, or every z of the layer where the activation mixes."""
    if not source.network.layers[key.layer - 1].activation.mixes:
        return read_all(source, place, Key(Kind.Z, key.layer, key.j))
    width = source.network.widths[key.layer]
    return Terms(width, lambda i: read(source, place, Key(Kind.Z, key.layer, i + 1)))


def cost_terms(source: Source, place: Place) -> Sequence[Term]:
    """Output and target, output and target, ..."""
    depth = source.network.depth

    def make(i: int) -> Term:
        j = i // 2 + 1
        return read(source, place, Key(Kind.Y, 0, j) if i % 2 else Key(Kind.A, depth, j))

    return Terms(2 * source.network.widths[-1], make)


def path_terms(source: Source, place: Place, key: Key) -> Sequence[Term]:
    """The summands of a sum over paths: one product for each neuron that the value feeds."""
    if key.kind is Kind.DC_DA:
        count, kind, layer = source.network.widths[key.layer + 1], Kind.OVER_Z, key.layer + 1
    else:
        count, kind, layer = source.network.widths[key.layer], Kind.OVER_A, key.layer
    return Terms(count, lambda i: read(source, place, Key(kind, layer, i + 1, key.j)))


def path_factors(key: Key, path: int) -> tuple[Key, Key]:
    """The factors of the summand over path `path` (from 1): what is known, and the local derivative."""
    if key.kind is Kind.DC_DA:
        return Key(Kind.DC_DZ, key.layer + 1, path), Key(Kind.DZ_DA, key.layer + 1, path, key.j)
    return Key(Kind.DC_DA, key.layer, path), Key(Kind.DA_DZ, key.layer, path, key.j)


def branch_factors(key: Key) -> tuple[Key, Key]:
    """∂C/∂z and the local derivative whose product is the gradient of a parameter."""
    local = Kind.DZ_DTHETA if key.kind is Kind.DC_DTHETA else Kind.DZ_DB
    return Key(Kind.DC_DZ, key.layer, key.j), Key(local, key.layer, key.j, key.k)


def example_terms(source: Source, key: Key) -> Sequence[Term]:
    """One example's C or gradient after the other: what J or its gradient is gathered from."""
    share = {Kind.J: Kind.C, Kind.DJ_DTHETA: Kind.DC_DTHETA, Kind.DJ_DB: Kind.DC_DB}[key.kind]
    own = key.of_kind(share)
    return Terms(len(source.rows), lambda i: Term(own, source.values[own, i], source.rows[i] + 1))


def is_of_optimiser(step: Step, source: Source) -> bool:
    """Whether a step is one of an update that is not gradient descent's."""
    return step.phase is Phase.UPDATE and not source.values.optimiser.plain


def old_of(key: Key) -> Key:
    """The parameter before the update."""
    return key.of_kind(Kind.THETA if key.kind is Kind.THETA_NEW else Kind.B)


def gradient_of_update(source: Source, key: Key) -> Key:
    """The gradient that an updated parameter was made with: of C for one example, of J for several."""
    weight = key.kind is Kind.THETA_NEW
    if len(source.rows) == 1:
        return key.of_kind(Kind.DC_DTHETA if weight else Kind.DC_DB)
    return key.of_kind(Kind.DJ_DTHETA if weight else Kind.DJ_DB)
