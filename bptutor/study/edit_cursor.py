"""Where the cursor is after an edit: at the same value, wherever that is then."""

from __future__ import annotations

from bptutor.trace import making, moves
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key
from bptutor.trace.layout import Layout, Place
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline


def carried(before: Timeline, after: Timeline, cursor: Cursor) -> Cursor:
    """The cursor on `after` that shows what it showed on `before`.

    Where the value is there, it is at the step that makes it (at the same part of it, if it has as many
    parts); else at the first step of the same phase and layer, or of the phase; else at the same number."""
    if _same_layout(before.layout, after.layout):
        return cursor
    place = before.layout.locate(cursor.level, cursor.index)
    found = _same_value(before, after, place) or _nearby(after, place)
    if found is None:
        return moves.to(after, cursor, cursor.index)
    return Cursor(cursor.level, after.layout.index(cursor.level, found))


def _same_layout(one: Layout, other: Layout) -> bool:
    return (
        one.examples == other.examples
        and one.block.segments == other.block.segments
        and one.tail.segments == other.tail.segments
    )


def _same_value(before: Timeline, after: Timeline, place: Place) -> Place | None:
    key = making.target(before.network, place)
    if not _exists(after, key):
        return None
    at = step_of(after, key, Level.VALUE, _row(after, place))
    if at is None or at < 0:
        return None
    found = after.layout.locate(Level.VALUE, at)
    last = found.segment.terms_of(found.value) - 1
    term = place.term if place.term < place.segment.terms_of(place.value) - 1 else last
    return Place(found.block, found.segment, found.value, min(term, last))


def _row(after: Timeline, place: Place) -> int:
    return min(place.block, len(after.rows) - 1)


def _exists(timeline: Timeline, key: Key) -> bool:
    """Whether a value that a step makes is there in a timeline's network."""
    network = timeline.network
    if key.layer > network.depth:
        return False
    return key.layer == 0 or (key.j <= network.widths[key.layer] and key.k <= network.widths[key.layer - 1])


def _nearby(after: Timeline, place: Place) -> Place | None:
    """The first value of the same phase in the same layer, or else of the same phase."""
    blocks = ((_row(after, place), after.layout.block), (after.layout.examples, after.layout.tail))
    same = [
        (segment.layer == place.segment.layer, Place(number, segment, 0, 0))
        for number, block in blocks
        for segment in block.segments
        if segment.phase is place.segment.phase
    ]
    return next((found for fits, found in same if fits), same[0][1] if same else None)
