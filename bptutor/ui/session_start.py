"""What the window begins with: a file that was asked for, or what was left, where it was left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document
from bptutor.engine.limits import MAX_LINKED_UPDATES
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import FIRST, READY_MADE, ready_made
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.files import aside_told
from bptutor.study import actions
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.runs import begun, timeline_at
from bptutor.study.settings import Settings
from bptutor.study.state import Room, State
from bptutor.trace.notations import is_notation
from bptutor.trace.steps import Level
from bptutor.ui.session import Session, free_recovered, in_hand_file

if TYPE_CHECKING:
    from bptutor.study.links import Link


def first_state_of(session: Session, file: Path | None, link: Link | None = None) -> tuple[State, str]:
    """The state to begin with: a file that was asked for, opened where the link leads; an edited network that
    is in no file; what was open last. And a sentence where something could not be opened again. Raises
    TutorError as `first_state` does."""
    kept = in_hand_file()
    if not kept.exists():
        return first_state(session, file, link)
    if file is not None:
        found = first_state(session, file, link)
        try:
            aside = kept.rename(free_recovered())
        except OSError:  # a folder that is not to be written to: it stays, and is not written over
            return found
        session.note_opened(aside)
        return found[0], f"The network that was edited last and not saved is kept as {aside}."
    try:
        document = read_document(kept)
        path, origin = _origin(session.settings)
        state = _as_left(opened(document, path), session, kept)
    except TutorError as error:
        told = aside_told(kept)
        state, _ = first_state(session, file)
        return state, f"The network that was edited last cannot be read ({error}); it is {told}."
    session.restored, session.restored_from = True, origin
    return state, ""


def _origin(settings: Settings) -> tuple[Path | None, Document | None]:
    """The file that was open last, and what it says; None for what is not there."""
    name = settings.network
    if not name:
        return None, None
    path = ready_made(name).path if name in [entry.name for entry in READY_MADE] else Path(name)
    try:
        return path, read_document(path)
    except TutorError:
        return path, None


def first_state(session: Session, file: Path | None, link: Link | None = None) -> tuple[State, str]:
    """The state to begin with, and a sentence if what was open last cannot be opened again.

    A file that was asked for must open: then TutorError is raised. Anything else falls back on the source's
    network.
    """
    if file is not None:
        # The next start may be in another folder.
        state = _as_left(opened(read_document(file), file.absolute()), session)
        return replace(_at(link, state, file), room=Room.EXPLORE), ""
    names = [entry.name for entry in READY_MADE]
    name = session.settings.network or FIRST
    try:
        path = ready_made(name).path if name in names else Path(name)
        return _as_left(opened(read_document(path), path), session, path), ""
    except TutorError as error:
        path = ready_made().path
        return _as_left(opened(read_document(path), path), session), str(error)


def _as_left(state: State, session: Session, base: Path | None = None) -> State:
    """The state with the settings' notation, level and speed; with their place too where its network is the
    one that was left, which was read from `base`."""
    settings = session.settings
    rooms = [room for room in Room if room.value == settings.room]
    levels = [level for level in Level if level.word == settings.level]
    steps: list[actions.Action] = (
        [actions.SetNotation(settings.notation)] if is_notation(settings.notation) else []
    )
    steps += [actions.SetSpeed(settings.speed), actions.SetLogarithmic(settings.logarithmic)]
    steps += [actions.SetRoom(room) for room in rooms]
    if base is not None:
        state = _at_iteration(_under_optimiser(state, settings), session, base)
    steps += [actions.SetLevel(level) for level in levels]
    if base is not None:
        steps += [actions.GoTo(settings.step)]
    for action in steps:
        state = reduce(state, action)
    return state


def _at(link: Link | None, state: State, file: Path) -> State:
    """The state where a link leads. Raises FileError where that is nowhere."""
    if link is None:
        return state
    from bptutor.study.links import arrived

    try:
        return arrived(state, link)
    except TutorError as error:
        raise FileError(file, str(error)) from error


def _at_iteration(state: State, session: Session, base: Path) -> State:
    """The state at the iteration at which it was left, with its runs. Those that cannot be read are told of
    later; then, and where the file has changed since, it begins anew."""
    iteration = session.settings.iteration
    if not iteration:
        return state
    from bptutor.study.run_restore import as_left
    from bptutor.study.runs_file import runs_file

    if not runs_file().exists():  # it was left too soon after the last update, or by an earlier version
        return reduce(state, actions.GoToIteration(min(iteration, MAX_LINKED_UPDATES)))
    try:
        left = as_left(state, base)
    except TutorError:
        return state
    session.runs_read = left is not None
    return state if left is None else left


def _under_optimiser(state: State, settings: Settings) -> State:
    """The state before its first update, with the optimiser of the last time, if that is of any use."""
    if settings.optimiser is None:
        return state
    try:
        optimiser = Optimiser(*settings.optimiser)
    except TutorError:
        return state
    first = float(state.run.costs[0])
    run = begun(state.run.name, state.network, first, document=state.document, optimiser=optimiser)
    return replace(state, run=run, timeline=timeline_at(state.document, run, 0))
