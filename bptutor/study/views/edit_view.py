"""What the bar under the drawing says after an edit: what is from before it, or what it has forced."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.study.history import Entry
from bptutor.study.practise_scene import in_exercise
from bptutor.study.stale_words import summary
from bptutor.study.state import State
from bptutor.trace.symbols import Namer


class EditView(Frozen, eq=False):
    """`sentence` is "" where there is nothing to say. `stale`: numbers in sight are from before an edit.
    `entry` is the edit that has forced something besides, None where none has."""

    sentence: str
    stale: bool = False
    entry: Entry | None = None


NOTHING = EditView("")


def edit_view(state: State, namer: Namer) -> EditView:
    """The bar's view of a state."""
    if in_exercise(state):
        return NOTHING
    past = state.history.past
    entry = past[-1] if past and past[-1].forced else None
    forced = " ".join(entry.forced) if entry is not None else ""
    stale = state.stale_in_sight
    if stale is not None:
        said = summary(stale, state.row, namer)
        return EditView(f"{said} {forced}".strip(), stale=True, entry=entry)
    return EditView(forced, entry=entry) if entry is not None else NOTHING
