"""What a person can do to the document in sight, as data. `edit_reduce` says what each does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from bptutor.engine.changes import Changed
from bptutor.engine.document import Document
from bptutor.foundation.frozen import Frozen
from bptutor.trace.keys import Key

Change: TypeAlias = Callable[[Document], Changed]


class EditValue(Frozen):
    """One number: a θ, b, x, y or the learning rate.

    x and y are of `example` (its number in the document's data), or of the one in sight. Edits of one
    `gesture` (a drag, a held arrow key) are undone as one. `live`: all that is in sight is computed anew at
    once; otherwise what was made with the old number stays in sight as stale."""

    key: Key
    value: float
    gesture: str | None = None
    example: int | None = None
    live: bool = False


class Edit(Frozen):
    """Any change of engine.changes and its neighbours, as `partial(set_activation, layer=1, name="tanh")`.
    `label` is what undo calls it."""

    change: Change
    label: str
    gesture: str | None = None
    live: bool = False


class Undo(Frozen):
    """Back to before the last edit."""


class Redo(Frozen):
    """The last undone edit again."""


class RecomputeToHere(Frozen):
    """What is stale is computed anew; the cursor stays."""


class NotePath(Frozen):
    """The document has been written to a file, which is the one it belongs to from now on."""

    path: Path


EditAction: TypeAlias = EditValue | Edit | Undo | Redo | RecomputeToHere | NotePath
