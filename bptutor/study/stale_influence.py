"""What a given number has an influence on: the values that read it, and by how much they move.

The same rules that say what is stale after an edit say what an edit would reach.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bptutor.engine import changes
from bptutor.engine.document import Document
from bptutor.foundation.errors import TutorError
from bptutor.study.stale_differences import differences
from bptutor.study.stale_masks import Masks
from bptutor.study.state import State
from bptutor.trace.keys import C, Key, Kind
from bptutor.trace.timeline import Timeline

NUDGE = 0.01
MOST_REACHED = 2_000


@dataclass(frozen=True, slots=True)
class Reached:
    """A forward value that reads the number, and its change for the nudge. 0 where something blocks it."""

    key: Key
    change: float


def influence(state: State, key: Key, nudge: float = NUDGE) -> tuple[Reached, ...]:
    """Every z, a and C of the example in sight that reads a θ, b or x, in the order in which they are made,
    the first MOST_REACHED of them. Raises TutorError for a value that is not given."""
    before, row = state.timeline, state.row
    after = _nudged(before, key, row, nudge)
    marks, widths = Masks(after, differences(before, after)), before.network.widths
    keys = [
        Key(kind, layer, j + 1)
        for layer in range(1, len(widths))
        for kind, place in ((Kind.Z, 0), (Kind.A, 1))
        for j in np.flatnonzero(marks.ahead[place][layer][row]).tolist()
    ]
    keys = [*keys[: MOST_REACHED - 1], *([C] if marks.costs[row] else [])]
    with np.errstate(all="ignore"):
        return tuple(Reached(k, after.values[k, row] - before.values[k, row]) for k in keys)


def _nudged(timeline: Timeline, key: Key, row: int, nudge: float) -> Timeline:
    """The same pass of the example in sight with one number a little larger."""
    document = Document(timeline.network, "", timeline.examples, timeline.values.learning_rate)
    value = timeline.values[key, row] + nudge
    match key.kind:
        case Kind.THETA if key.j:
            made = changes.set_weight(document, key.layer, key.j, key.k, value).document
        case Kind.B if key.j:
            made = changes.set_bias(document, key.layer, key.j, value).document
        case Kind.X if key.j:
            made = changes.set_input(document, row + 1, key.j, value).document
        case _:
            raise TutorError(f"{key} is not given: ask for a weight, a bias or an input")
    examples = made.examples or timeline.examples
    return Timeline(made.network, examples, made.learning_rate, range(len(timeline.rows)))
