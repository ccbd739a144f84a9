"""Two timelines in line: how far one has come when the other is at a step.

Steps are in line when they make the same value for the same example of the pass (the first, the second …),
whatever else the networks are. Where only one of them has a value, the other waits: it has done all that
comes before that place in the common order, forward layer 1, 2 …, cost, backward layer L, L − 1 …, update.
"""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.trace import making
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layout import Block, Part, Place, Segment
from bptutor.trace.moves import Cursor
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.trace.steps import Level, Phase
from bptutor.trace.symbols import SUMS
from bptutor.trace.timeline import Timeline

PHASES = tuple(Phase)
PARTS = tuple(Part)
OF_ACTIVATION = frozenset({Kind.DA_DZ, Kind.OVER_A})  # whose second neuron is of the same layer

Rank = tuple[int, int, int]


class InLine(Frozen):
    """`index` is the last step that has happened; `same` tells whether it makes the value of the other's."""

    index: int
    same: bool


def in_line(one: Timeline, cursor: Cursor, other: Timeline) -> InLine:
    """Where `other` is, at the cursor's level, when `one` is at a cursor."""
    place, level = one.layout.locate(cursor.level, cursor.index), cursor.level
    target, tail = one.step(level, cursor.index).target, place.block == len(one.rows)
    if not tail and place.block >= len(other.rows):  # no such example: all that there are have gone through
        return InLine(len(other.rows) * other.layout.block.size(level) - 1, False)
    # Rules of optimisers have letters in common, which mean something else in each.
    foreign = target.kind in OPTIMISER_KINDS and one.optimiser.rule != other.optimiser.rule
    found = None if foreign else _twin(other, level, target, place)
    if found is not None:
        return InLine(found, True)
    number = len(other.rows) if tail else place.block
    if level is Level.LAYER:
        return InLine(_layers_reached(one, place, other, number), False)
    return InLine(_values_reached(one, cursor, place, target, other, number), False)


def exists(timeline: Timeline, key: Key) -> bool:
    """Whether the network of a timeline has the layer, neurons and examples that a key speaks of."""
    widths = timeline.network.widths
    if key.kind in (Kind.Y, Kind.C_SHARE):
        return key.j <= widths[-1]
    if not 0 <= key.layer < len(widths) or (key.kind in SUMS and key.n > len(timeline.rows)):
        return False
    before = widths[key.layer] if key.kind in OF_ACTIVATION else widths[max(key.layer - 1, 0)]
    return key.j <= widths[key.layer] and key.k <= before


def _twin(other: Timeline, level: Level, target: Key, place: Place) -> int | None:
    """The step that makes the same value in the same phase."""
    if not exists(other, target):
        return None
    at = step_of(other, target, level, min(place.block, len(other.rows) - 1))
    if at is None or at < 0:
        return None
    step = other.step(level, at)
    return at if step.target == target and step.phase is place.segment.phase else None


def _block(timeline: Timeline, number: int) -> Block:
    return timeline.layout.tail if number == len(timeline.rows) else timeline.layout.block


def _layers_reached(one: Timeline, place: Place, other: Timeline, number: int) -> int:
    """The last step of block `number` that is of a layer no later than all of the layer at a place."""
    group = [part for part in _block(one, place.block).segments if part.group == place.segment.group]
    rank = _rank(group[-1])
    done = [segment for segment in _block(other, number).segments if _rank(segment) <= rank]
    if done:
        return other.layout.index(Level.LAYER, Place(number, done[-1], 0, 0))
    return number * other.layout.block.size(Level.LAYER) - 1


def _values_reached(
    one: Timeline, cursor: Cursor, place: Place, target: Key, other: Timeline, number: int
) -> int:
    """The last step of block `number` of `other` that comes no later than a target made at a place."""
    rank, layout, level = _rank(place.segment), other.layout, cursor.level
    value = making.target(one.network, place)
    row = min(number, len(other.rows) - 1)
    for segment in _block(other, number).segments:
        own = _rank(segment)
        if own < rank:
            continue
        start = layout.index(level, Place(number, segment, 0, 0))
        if own > rank:
            return start - 1
        key = _nearest(other, segment, value)
        done = step_of(other, key, level, row)
        assert done is not None  # a segment is there because its values are made
        if target.kind is key.kind or (key.j, key.k) != (value.j, value.k):
            return done
        # As many parts of the value as the other has made of its own, but never all of them.
        begun = _begun(other, Place(number, segment, 0, 0), key, level)
        parts = cursor.index + 1 - _begun(one, place, key, level)
        return begun - 1 + min(parts, done - begun)
    return number * layout.block.size(level) + _block(other, number).size(level) - 1


def _nearest(other: Timeline, segment: Segment, value: Key) -> Key:
    """The last value of a segment that comes no later than a value of the other."""
    kind, widths = making.TARGETS[segment.part], other.network.widths
    if segment.part in making.WITHOUT_INDEX:
        return Key(kind)
    j, k = min(value.j, widths[segment.layer]), 0
    if segment.part in making.WITH_TWO_INDICES:
        inputs = widths[segment.layer - 1]
        k = min(value.k, inputs) if j == value.j else inputs
    return Key(kind, segment.layer, j, k)


def _begun(timeline: Timeline, place: Place, key: Key, level: Level) -> int:
    """The first step of what makes a value of the segment at a place."""
    before = _before(timeline, key)
    if before is None:
        return timeline.layout.index(level, Place(place.block, place.segment, 0, 0))
    made = step_of(timeline, before, level, min(place.block, len(timeline.rows) - 1))
    assert made is not None  # as the value itself
    return made + 1


def _before(other: Timeline, key: Key) -> Key | None:
    """The value before one in the same segment; None for the first."""
    if key.k > 1:
        return key._replace(k=key.k - 1)
    if key.j <= 1:
        return None
    return key._replace(j=key.j - 1, k=other.network.widths[key.layer - 1] if key.k else 0)


def _rank(segment: Segment) -> Rank:
    """Where a segment stands in the order that all networks have in common."""
    phase = segment.phase
    layer = {Phase.COST: 0, Phase.BACKWARD: -segment.layer}.get(phase, segment.layer)
    return PHASES.index(phase), layer, PARTS.index(segment.part)
