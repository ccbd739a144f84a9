"""Undo and redo: moments of a study that edits have left, with labels.

A moment holds frozen values only. What an edit leaves alone is shared between the moments, so that a long
history costs little more than the numbers that were changed, and there is no limit on its length.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bptutor.engine.document import Document
from bptutor.engine.network import Network
from bptutor.engine.optimisers import Moments
from bptutor.foundation.frozen import Frozen
from bptutor.study.runs import Run
from bptutor.trace.moves import Cursor
from bptutor.trace.timeline import Timeline, timeline_of

KEPT = 4  # moments before the last edits, and as many after the last undone ones, to which one comes at once


class Moment(Frozen, eq=False):
    """What an edit changes: the document with its run, where in the run one was, what the optimiser
    remembered there (None before its first update), and the file that the network is of. `kept` is the
    timeline with all that was computed on it, of the latest moments only."""

    document: Document
    network: Network
    run: Run
    iteration: int
    moments: Moments | None = None
    path: Path | None = None
    kept: Timeline | None = None

    @property
    def timeline(self) -> Timeline:
        """The timeline of the moment."""
        at, optimiser = self.run.offset + self.iteration, self.run.optimiser
        return self.kept or timeline_of(self.document, at, self.network, optimiser, self.moments)


class Entry(Frozen, eq=False):
    """One edit. `moment` is where undoing it leads (in the future: where redoing it leads); `forced` says
    what the edit has changed besides; edits with the same `gesture` are one. Of a `live` edit nothing in
    sight is from before it. `cursors`: where one was at the moment, and where the edit has led one."""

    label: str
    moment: Moment
    gesture: str | None = None
    forced: tuple[str, ...] = ()
    live: bool = False
    cursors: tuple[Cursor, Cursor] | None = None


class History(Frozen, eq=False):
    """Edits done, the last one last, and edits undone, the last undone last."""

    past: tuple[Entry, ...] = ()
    future: tuple[Entry, ...] = ()

    @property
    def undo_label(self) -> str | None:
        """What an undo would undo; None where there is nothing."""
        return self.past[-1].label if self.past else None

    @property
    def redo_label(self) -> str | None:
        """What a redo would do again; None where there is nothing."""
        return self.future[-1].label if self.future else None

    @property
    def forced(self) -> tuple[str, ...]:
        """What the last edit has changed besides, a sentence each."""
        return self.past[-1].forced if self.past else ()


def noted(history: History, entry: Entry) -> History:
    """The history with one edit more, which ends what could be redone. An edit of the gesture that is going
    on joins it: undoing leads to where the gesture began."""
    last = history.past[-1] if history.past else None
    goes_on = last is not None and entry.gesture is not None and last.gesture == entry.gesture
    if last is not None and goes_on and not history.future:
        cursors = (last.cursors[0], entry.cursors[1]) if last.cursors and entry.cursors else None
        return History((*history.past[:-1], replace(entry, moment=last.moment, cursors=cursors)))
    return History(_with(history.past, entry))


def _with(edits: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """One edit more; an older one lets go of what was computed before it."""
    at = len(edits) - KEPT
    if at >= 0:
        lean = replace(edits[at], moment=replace(edits[at].moment, kept=None))
        edits = (*edits[:at], lean, *edits[at + 1 :])
    return (*edits, entry)


def saved_as(history: History, old: Path | None, new: Path) -> History:
    """The history of a network that is in another file from now on, which no undo changes."""

    def entries(edits: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            replace(entry, moment=replace(entry.moment, path=new)) if entry.moment.path == old else entry
            for entry in edits
        )

    return History(entries(history.past), entries(history.future))


class Trip(Frozen, eq=False):
    """An undo or redo: the history after it, the moment it leads to, and whether the edit was a live one.
    `cursor` is where one was at that moment, for who has not moved since the edit; else None."""

    history: History
    moment: Moment
    live: bool
    cursor: Cursor | None


def undone(history: History, now: Moment, cursor: Cursor) -> Trip | None:
    """One edit back; None where there is nothing to undo.

    `now` is kept for the redo: what was trained since the edit comes back with it."""
    if not history.past:
        return None
    entry = history.past[-1]
    kept, to = _turned(entry, now, cursor)
    trip = History(history.past[:-1], _with(history.future, replace(kept, gesture=None)))
    return Trip(trip, entry.moment, entry.live, to)


def redone(history: History, now: Moment, cursor: Cursor) -> Trip | None:
    """One undone edit forth again; None where there is nothing to redo."""
    if not history.future:
        return None
    entry = history.future[-1]
    kept, to = _turned(entry, now, cursor)
    return Trip(History(_with(history.past, kept), history.future[:-1]), entry.moment, entry.live, to)


def _turned(entry: Entry, now: Moment, cursor: Cursor) -> tuple[Entry, Cursor | None]:
    """The way back of an edit that is undone or done again, and where that leads the cursor; see Trip."""
    to = entry.cursors[0] if entry.cursors is not None and entry.cursors[1] == cursor else None
    return replace(entry, moment=now, cursors=(cursor, to) if to is not None else None), to
