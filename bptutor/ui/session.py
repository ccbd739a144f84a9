"""What a window remembers: it is written a moment after each change, so that a crash loses nothing."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QObject, QTimer, Signal

from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.limits import MAX_LINKED_UPDATES
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import FIRST, READY_MADE, ready_made
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.files import keep_aside
from bptutor.foundation.places import data_folder
from bptutor.study import actions
from bptutor.study.reduce import opened, reduce
from bptutor.study.runs import begun, timeline_at
from bptutor.study.settings import Settings, load_settings, save_settings
from bptutor.study.state import Room, State
from bptutor.trace.notations import is_notation
from bptutor.trace.steps import Level

if TYPE_CHECKING:
    from bptutor.study.links import Link

DELAY_MS = 800
IN_HAND = "in-hand.bpnet"  # the edited network that is in no file of the learner's yet


class Session(QObject):
    """The settings in force. `note` and the changes of a state are written after DELAY_MS, and by `write`.

    `failed(sentence)` where the settings cannot be written; it is said once."""

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.settings, self.complaint = load_settings()
        self.restored = False  # whether the window begins with an edited network that is in no file
        self.restored_from: Document | None = None  # what that network was before it was edited
        self._in_hand: Document | None = None
        self._in_hand_written = True
        self._said = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.write)

    def note(self, **changes: object) -> None:
        """Remember some settings, soon on disk."""
        changed = msgspec.structs.replace(self.settings, **changes)
        if changed != self.settings:
            self.settings = changed
            self._timer.start()

    def note_state(self, state: State) -> None:
        """Remember where the learner is."""
        self.note(
            network=_network_name(state),
            iteration=state.iteration,
            optimiser=_optimiser_said(state.run.optimiser),
            level=state.cursor.level.word,
            step=state.cursor.index,
            notation=state.notation,
            speed=state.speed,
            room=state.room.value,
            logarithmic=state.logarithmic,
        )

    def note_opened(self, path: Path) -> None:
        """Remember a file among the recent ones."""
        if path.parent != ready_made().path.parent:
            self.note(recent=self.settings.with_recent(path).recent)

    def keep(self, document: Document | None) -> None:
        """Keep an edited network, soon on disk; None where nothing is to be kept any more."""
        if document is not self._in_hand or self.restored:
            self.restored = False
            self._in_hand, self._in_hand_written = document, False
            self._timer.start()

    def keep_for_later(self, document: Document) -> None:
        """Write an edited network that is left for another one where it is found again: among the recent."""
        try:
            path = _recovered()
            write_document(path, document)
        except TutorError as error:
            self.failed.emit(str(error))
            return
        self.note(recent=self.settings.with_recent(path).recent)

    def write(self) -> None:
        """Write the settings and the network in hand now, if they changed since."""
        self._timer.stop()
        try:
            self._write_in_hand()
            save_settings(self.settings)
        except TutorError as error:
            if not self._said:
                self._said = True
                self.failed.emit(str(error))

    def _write_in_hand(self) -> None:
        if self._in_hand_written:
            return
        self._in_hand_written = True
        if self._in_hand is not None:
            write_document(_in_hand_file(), self._in_hand)
            return
        try:
            _in_hand_file().unlink(missing_ok=True)
        except OSError as error:
            raise FileError(_in_hand_file(), f"cannot be removed: {error.strerror}") from error


def first_state_of(session: Session, file: Path | None, link: Link | None = None) -> tuple[State, str]:
    """The state to begin with: a file that was asked for, opened where the link leads; an edited network that
    is in no file; what was open last. And a sentence where something could not be opened again. Raises
    TutorError as `first_state` does."""
    kept = _in_hand_file()
    if not kept.exists():
        return first_state(session.settings, file, link)
    if file is not None:
        found = first_state(session.settings, file, link)
        aside = kept.rename(_recovered())
        session.note_opened(aside)
        return found[0], f"The network that was edited last and not saved is kept as {aside}."
    try:
        document = read_document(kept)
        path, origin = _origin(session.settings)
        state = _as_left(opened(document, path), session.settings, same=True)
    except TutorError as error:
        aside = keep_aside(kept)
        state, _ = first_state(session.settings, file)
        return state, f"The network that was edited last cannot be read ({error}); it is kept as {aside}."
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


def _in_hand_file() -> Path:
    return data_folder() / IN_HAND


def _recovered() -> Path:
    """A name that is free."""
    number = 1
    while (path := data_folder() / f"recovered-{number}.bpnet").exists():
        number += 1
    return path


def first_state(settings: Settings, file: Path | None, link: Link | None = None) -> tuple[State, str]:
    """The state to begin with, and a sentence if what was open last cannot be opened again.

    A file that was asked for must open: then TutorError is raised. Anything else falls back on the source's
    network.
    """
    if file is not None:
        # The next start may be in another folder.
        state = _as_left(opened(read_document(file), file.absolute()), settings, same=False)
        return replace(_at(link, state, file), room=Room.EXPLORE), ""
    names = [entry.name for entry in READY_MADE]
    name = settings.network or FIRST
    try:
        path = ready_made(name).path if name in names else Path(name)
        return _as_left(opened(read_document(path), path), settings, same=True), ""
    except TutorError as error:
        path = ready_made().path
        return _as_left(opened(read_document(path), path), settings, same=False), str(error)


def _as_left(state: State, settings: Settings, same: bool) -> State:
    """The state with the settings' notation, level and speed, and for the same network their place."""
    rooms = [room for room in Room if room.value == settings.room]
    levels = [level for level in Level if level.word == settings.level]
    steps: list[actions.Action] = (
        [actions.SetNotation(settings.notation)] if is_notation(settings.notation) else []
    )
    steps += [actions.SetSpeed(settings.speed), actions.SetLogarithmic(settings.logarithmic)]
    steps += [actions.SetRoom(room) for room in rooms]
    if same:
        state = _under_optimiser(state, settings)
        steps += [actions.GoToIteration(min(settings.iteration, MAX_LINKED_UPDATES))]
    steps += [actions.SetLevel(level) for level in levels]
    if same:
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


def _optimiser_said(optimiser: Optimiser) -> tuple[str, float, float, float, float] | None:
    if optimiser.plain:
        return None
    return (optimiser.rule, optimiser.momentum, optimiser.decay, optimiser.beta1, optimiser.beta2)


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


def _network_name(state: State) -> str:
    """A ready-made network by its name, so that it is found after an update of the program."""
    if state.path is None:
        return ""
    for entry in READY_MADE:
        if entry.path == state.path:
            return entry.name
    return str(state.path)


def to_text(data: QByteArray) -> str:
    """Qt's bytes as text for the settings."""
    return base64.b64encode(data.data()).decode("ascii")


def from_text(text: str) -> QByteArray:
    """The inverse of `to_text`; empty where the text is none of ours."""
    try:
        return QByteArray(base64.b64decode(text, validate=True))
    except ValueError:
        return QByteArray()
