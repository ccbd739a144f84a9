"""What edits do to a state: the document changes, the run begins anew from here, the cursor stays.

An edit starts from the network in sight: after 40 iterations, a changed weight changes the network of
iteration 40, and a new run goes on from there with the examples that were in sight. The old run is kept.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bptutor.engine.changes import Changed
from bptutor.engine.document import Document
from bptutor.engine.passes import cost
from bptutor.foundation.errors import TutorError
from bptutor.study import edit_actions as actions
from bptutor.study.edit_cursor import carried
from bptutor.study.edit_values import change_of, label_of
from bptutor.study.history import Entry, Moment, Trip, noted, redone, saved_as, undone
from bptutor.study.run_names import as_listed, free_name, set_aside
from bptutor.study.runs import Run, begun
from bptutor.study.stale import after_edit
from bptutor.study.state import State, with_fields
from bptutor.trace.keys import Key
from bptutor.trace.timeline import Timeline, timeline_of

MOST_KEPT = 100_000  # values of a layer's z or a over all examples, in a timeline that the history holds


def reduced(state: State, action: actions.EditAction) -> State:
    """The state after an edit, an undo or a redo; the same one where nothing changes. Raises TutorError."""
    match action:
        case actions.EditValue():
            changed = change_of(state, action)(document_in_sight(state))
            return edited(state, changed, label_of(state, action), action.gesture, action.live)
        case actions.Edit(change, label, gesture, live):
            return edited(state, change(document_in_sight(state)), label, gesture, live)
        case actions.Undo():
            return _travelled(state, undone(state.history, moment_of(state), state.cursor))
        case actions.Redo():
            return _travelled(state, redone(state.history, moment_of(state), state.cursor))
        case actions.RecomputeToHere():
            return state if state.stale is None else replace(state, stale=None)
        case actions.NotePath(path):
            return state if state.path == path else _of_file(state, path)


def _of_file(state: State, path: Path) -> State:
    """The state whose network is in another file now; so is the one beside it, if it was in the same."""
    pair = state.pair
    if pair is not None and pair.b.path == state.path:
        pair = replace(pair, b=replace(pair.b, path=path))
    return replace(state, path=path, pair=pair, history=saved_as(state.history, state.path, path))


def _travelled(state: State, trip: Trip | None) -> State:
    """The state after an undo or redo: an edit like others, as live as the one that it undoes or does. Who
    has not moved since is where they were before."""
    if trip is None:
        return state
    after = _at(state, trip.moment, trip.live)
    return replace(after, history=trip.history, cursor=trip.cursor or after.cursor)


def document_in_sight(state: State) -> Document:
    """The document with the network of this iteration: what an edit starts from, and what a save writes."""
    if state.network is state.document.network:
        return state.document
    return replace(state.document, network=state.network)


def edited(
    state: State, changed: Changed, label: str, gesture: str | None = None, live: bool = False
) -> State:
    """The state with a changed document, its history noted. Raises TutorError where no example is left."""
    if changed.document is document_in_sight(state) or _same(changed.document, state):
        return state
    document = changed.document
    timeline = _timeline(state, document)
    run = _run(state, document, timeline)
    after = _at(state, Moment(document, document.network, run, 0, path=state.path, kept=timeline), live)
    entry = Entry(label, moment_of(state), gesture, changed.forced, live, (state.cursor, after.cursor))
    return replace(after, history=noted(state.history, entry))


def moved_to(state: State, moment: Moment, label: str) -> State:
    """The state at another moment with that one's run, as an edit that can be undone."""
    after = _at(state, moment, live=True)
    entry = Entry(label, moment_of(state), live=True, cursors=(state.cursor, after.cursor))
    return replace(after, history=noted(state.history, entry))


def moment_of(state: State) -> Moment:
    """What undo and redo bring back."""
    timeline = state.timeline
    kept = timeline if len(timeline.rows) * sum(state.network.widths) <= MOST_KEPT else None
    at = state.iteration
    return Moment(state.document, state.network, state.run, at, timeline.moments, state.path, kept)


def _same(document: Document, state: State) -> bool:
    """Whether a change has given back what it was given, though the network is a trained one."""
    now = state.document
    return document.network is state.network and (
        document.name,
        document.examples,
        document.learning_rate,
        document.batching,
    ) == (now.name, now.examples, now.learning_rate, now.batching)


def _at(state: State, moment: Moment, live: bool = False) -> State:
    """The state at another moment: the cursor where it was, the run that is left kept beside."""
    timeline, run = moment.timeline, as_listed(state, moment.run)
    cursor = carried(state.timeline, timeline, state.cursor)
    stale = None
    if not live:
        stale = after_edit(state.stale, state.timeline, timeline, state.cursor, state.row)
    moved = replace(
        state,
        document=moment.document,
        run=run,
        path=moment.path,
        iteration=moment.iteration,
        timeline=timeline,
        cursor=cursor,
        stale=stale,
        earlier_runs=_beside(state, run),
    )
    return _pruned(moved)


def _beside(state: State, run: Run) -> tuple[Run, ...]:
    """The earlier runs, with the one that is left if it has done anything, without the one that is taken."""
    others = tuple(other for other in state.earlier_runs if other.token is not run.token)
    stays = state.run.length and state.run.token is not run.token
    return set_aside(others, state.run) if stays else others


def _timeline(state: State, document: Document) -> Timeline:
    """The first pass of a changed document, which goes on with the batch in sight."""
    if document.examples is None:
        raise TutorError("at least one example stays: a pass has to start from something")
    return timeline_of(document, _offset(state), optimiser=state.run.optimiser)


def _run(state: State, document: Document, timeline: Timeline) -> Run:
    """A new run from there."""
    examples, run = document.examples, state.run
    assert examples is not None
    if len(timeline.rows) == len(examples):
        first = timeline.values.joint_cost
    else:
        first = cost(document.network, examples.inputs, examples.targets)
    name = run.name if not run.length else free_name((*state.earlier_runs, run))
    return begun(name, document.network, first, _offset(state), document, run.optimiser)


def _offset(state: State) -> int:
    """The updates that lie before the one in sight."""
    return state.run.offset + state.iteration


def _pruned(state: State) -> State:
    """Without what is selected, pointed at or unfolded and no longer there."""
    widths = state.network.widths

    def kept(key: Key | None) -> Key | None:
        if key is None or key.layer == 0:
            return key
        there = key.layer < len(widths) and key.j <= widths[key.layer] and key.k <= widths[key.layer - 1]
        return key if there else None

    unfolded = frozenset(layer for layer in state.opened if layer < len(widths))
    return with_fields(state, selected=kept(state.selected), pointed=kept(state.pointed), opened=unfolded)
