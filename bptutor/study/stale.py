"""Edits in the middle of a pass: which of the numbers in sight are from before the edit, and why.

A pass that was half done when a number was edited has values of two kinds: those that were made with the
old number (stale) and those that do not depend on it (they hold). `Stale` keeps the old timeline beside the
new one, and the moment up to which values were made when the edit came. Going back un-makes values, and
what is made again is made of the new numbers; going further on computes everything anew. A second edit
keeps the oldest timeline: what is stale then is whatever differs from it, so that an edit taken back leaves
nothing stale.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from bptutor.foundation.frozen import Frozen
from bptutor.study.stale_differences import Differences, Truths, differences, same_shape
from bptutor.study.stale_masks import Masks
from bptutor.trace import moves
from bptutor.trace.finding import GIVEN, step_of
from bptutor.trace.keys import Key
from bptutor.trace.layout import Block, Part, Segment
from bptutor.trace.moves import Cursor
from bptutor.trace.optimiser_keys import GIVEN as GIVEN_OF_OPTIMISERS
from bptutor.trace.steps import Level
from bptutor.trace.timeline import Timeline


class Stale(Frozen, eq=False, dict=True):
    """Values made before an edit. `before` and `after` are timelines of one shape; `reach` is the last term
    step of `before` that had happened, and has not been un-made since.

    Not slotted: the arrays are kept once they are made."""

    before: Timeline
    after: Timeline
    reach: int

    @cached_property
    def changed(self) -> Differences:
        """What the edits have changed."""
        return differences(self.before, self.after)

    @cached_property
    def marks(self) -> Masks:
        """Which values are stale."""
        return Masks(self.after, self.changed)

    def __call__(self, key: Key, row: int) -> bool:
        """Whether a value that is in sight is from before the edit; then `value` has its number."""
        if key.kind in GIVEN or key.kind in GIVEN_OF_OPTIMISERS or not self.marks(key, row):
            return False
        at = step_of(self.before, key, Level.TERM, row)
        return at is not None and at <= self.reach

    def value(self, key: Key, row: int) -> float:
        """The number that a stale value had."""
        return self.before.values[key, row]


def after_edit(
    stale: Stale | None, before: Timeline, after: Timeline, cursor: Cursor, row: int
) -> Stale | None:
    """What is stale after an edit that made `after` of `before` at a cursor; None where nothing in sight is.

    Where the edit has changed the shape of the pass nothing is: then everything in sight is made anew."""
    oldest, reach = before, moves.at_level(before, cursor, Level.TERM).index
    if stale is not None and stale.after is before:
        oldest, reach = stale.before, min(stale.reach, reach)
    if not same_shape(oldest, after):
        return None
    found = Stale(oldest, after, reach)
    return found if found.changed.any and tally(found, row).stale else None


def after_move(stale: Stale | None, timeline: Timeline, cursor: Cursor, row: int) -> Stale | None:
    """What is still stale at a cursor: back un-makes values, further on makes all of them anew."""
    if stale is None or stale.after is not timeline:
        return None
    at = moves.at_level(timeline, cursor, Level.TERM).index
    if at == stale.reach:
        return stale
    if at > stale.reach:
        return None
    lowered = Stale(stale.before, timeline, at)
    return lowered if tally(lowered, row).stale else None


class Tally(Frozen):
    """How many of the values of the example in sight are stale, and how many hold."""

    stale: int
    holding: int


def tally(stale: Stale, row: int) -> Tally:
    """The values made so far for an example (a row of the timeline), and for all of them together."""
    layout, marks = stale.before.layout, stale.marks
    size = layout.block.size(Level.TERM)
    found = [
        (_marks_of(marks, segment, row), done)
        for block, start in ((layout.block, row * size), (layout.tail, len(stale.before.rows) * size))
        for segment, done in _done(block, stale.reach + 1 - start)
    ]
    old = sum(int(np.count_nonzero(array.ravel()[:done])) for array, done in found)
    return Tally(old, sum(done for _, done in found) - old)


def _done(block: Block, steps: int) -> list[tuple[Segment, int]]:
    """Each segment with how many of its values are made after so many term steps of the block."""
    rows = []
    for start, segment in zip(block.terms, block.segments, strict=False):
        done = segment.find(min(max(steps - start, 0), segment.steps))[0]
        if done:
            rows.append((segment, done))
    return rows


def _marks_of(marks: Masks, segment: Segment, row: int) -> Truths:
    """The truths of a segment's values, in their order."""
    layer = segment.layer
    match segment.part:
        case Part.Z | Part.A:
            return np.asarray(marks.ahead[segment.part is Part.A][layer][row])
        case Part.C:
            return np.asarray(marks.costs[row : row + 1])
        case Part.DA | Part.DZ | Part.DB:
            return np.asarray(marks.behind[segment.part is not Part.DA][layer][row])
        case Part.DTHETA:
            return marks.gradient(layer, row)
        case Part.J:
            return np.asarray(np.any(marks.costs, keepdims=True))
        case Part.MEAN_THETA | Part.MEAN_B:
            return marks.joint(layer)[segment.part is Part.MEAN_B]
        case Part.NEW_THETA | Part.NEW_B if segment.cuts:
            return marks.of_optimiser.round(segment)
        case Part.NEW_THETA | Part.NEW_B:
            return marks.updated(layer)[segment.part is Part.NEW_B]
