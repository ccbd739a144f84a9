"""Where a cursor goes: next, back, into, out, over, phases, and from one level to another.

A cursor is (level, index): all steps up to and including the index have happened. A move that leads nowhere
gives back the cursor that it was given.
"""

from __future__ import annotations

from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.trace.layout import Place
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline


class Cursor(Frozen):
    """A place on a timeline: the step at `index` of `level` is the one that is shown."""

    level: Level
    index: int


def to(timeline: Timeline, cursor: Cursor, index: int) -> Cursor:
    """To step `index`, or the nearest that there is."""
    return Cursor(cursor.level, min(max(index, 0), timeline.size(cursor.level) - 1))


def numbered(timeline: Timeline, level: Level, number: int) -> Cursor:
    """The step that has this number on screen, from 1. Raises TutorError that says how many there are."""
    total = timeline.size(level)
    if not 1 <= number <= total:
        raise TutorError(f"there is no step {number}: at the level {level.word} the steps are 1 to {total:,}")
    return Cursor(level, number - 1)


def into(timeline: Timeline, cursor: Cursor) -> Cursor:
    """One level down, to the first step that the present one is made of."""
    if cursor.level is Level.TERM:
        return cursor
    finer = Level(cursor.level + 1)
    return Cursor(finer, timeline.layout.index(finer, timeline.layout.locate(cursor.level, cursor.index)))


def out(timeline: Timeline, cursor: Cursor) -> Cursor:
    """One level up, to the step that the present one is part of."""
    if cursor.level is Level.LAYER:
        return cursor
    coarser = Level(cursor.level - 1)
    return Cursor(coarser, timeline.layout.index(coarser, timeline.layout.locate(cursor.level, cursor.index)))


def over(timeline: Timeline, cursor: Cursor) -> Cursor:
    """Past the rest of what the present step is part of: a term's value, a value's layer, a layer's phase."""
    if cursor.level is Level.LAYER:
        return next_phase(timeline, cursor)
    coarser = out(timeline, cursor)
    following = Cursor(coarser.level, coarser.index + 1)
    if following.index >= timeline.size(coarser.level):
        return to(timeline, cursor, timeline.size(cursor.level) - 1)
    return into(timeline, following)


def at_level(timeline: Timeline, cursor: Cursor, level: Level) -> Cursor:
    """The same moment at another level: what has been computed stays computed."""
    while cursor.level > level:
        cursor = out(timeline, cursor)
    while cursor.level < level:
        cursor = last_child(timeline, cursor)
    return cursor


def last_child(timeline: Timeline, cursor: Cursor) -> Cursor:
    """One level down, to the last step that the present one is made of."""
    following = Cursor(cursor.level, cursor.index + 1)
    if following.index >= timeline.size(cursor.level):
        finer = Level(cursor.level + 1)
        return Cursor(finer, timeline.size(finer) - 1)
    after = into(timeline, following)
    return Cursor(after.level, after.index - 1)


def next_phase(timeline: Timeline, cursor: Cursor) -> Cursor:
    """To the first step of the next phase; in the last one, to the last step."""
    stop = _phase(timeline, cursor)[1]
    return to(timeline, cursor, stop)


def previous_phase(timeline: Timeline, cursor: Cursor) -> Cursor:
    """To the first step of this phase; from there to the first of the one before."""
    start = _phase(timeline, cursor)[0]
    if cursor.index > start or start == 0:
        return to(timeline, cursor, start)
    return to(timeline, cursor, _phase(timeline, Cursor(cursor.level, start - 1))[0])


def _phase(timeline: Timeline, cursor: Cursor) -> tuple[int, int]:
    """start and stop of the phase that the cursor is in, without going through the examples."""
    place = timeline.layout.locate(cursor.level, cursor.index)
    layout = timeline.layout
    block = layout.block if place.block < layout.examples else layout.tail
    own = [segment for segment in block.segments if segment.phase is place.segment.phase]
    start = layout.index(cursor.level, Place(place.block, own[0], 0, 0))
    following = own[-1].at + 1
    if following < len(block.segments):
        return start, layout.index(cursor.level, Place(place.block, block.segments[following], 0, 0))
    if place.block < layout.examples:
        return start, (place.block + 1) * layout.block.size(cursor.level)
    return start, timeline.size(cursor.level)
