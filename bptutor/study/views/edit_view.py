"""What the bar under the drawing says after an edit: what is from before it, or what it has forced."""

from __future__ import annotations

from bptutor.foundation.frozen import Frozen
from bptutor.study.history import Entry
from bptutor.study.practise_scene import in_exercise
from bptutor.study.stale_words import GIVEN, summary, why
from bptutor.study.state import State
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer


class EditView(Frozen, eq=False):
    """`sentence` is "" where there is nothing to say. `stale`: numbers in sight are from before an edit.
    `entry` is the edit that has forced something besides, None where none has."""

    sentence: str
    stale: bool = False
    entry: Entry | None = None


NOTHING = EditView("")


def why_stale(state: State, namer: Namer, key: Key) -> str:
    """Why a number is from before an edit, or holds in spite of it; "" for what is given, and while all of
    them are as they are computed."""
    stale = state.stale_in_sight
    if stale is None or in_exercise(state) or key.kind in GIVEN:
        return ""
    return why(stale, key, state.row, namer)


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
