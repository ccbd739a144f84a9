"""What a window remembers: it is written a moment after each change, so that a crash loses nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QObject, QTimer, Signal

from bptutor.engine.document import Document
from bptutor.engine.document_file import write_document
from bptutor.engine.optimisers import Optimiser
from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.places import data_folder
from bptutor.study.settings import Settings, load_settings, save_settings
from bptutor.study.state import State

DELAY_MS = 800
IN_HAND = "in-hand.bpnet"  # the edited network that is in no file of the learner's yet


class Session(QObject):
    """The settings in force. `note` and the changes of a state are written after DELAY_MS, and by `write`.

    `failed(sentence)` where the settings cannot be written; it is said once."""

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._settings, self.complaint = load_settings()
        self._state: State | None = None  # newer than what the settings know
        self.restored = False  # whether the window begins with an edited network that is in no file
        self.restored_from: Document | None = None  # what that network was before it was edited
        self.runs_read = False  # whether the runs of the last time came with the first state
        self._also: list[Callable[[], None]] = []
        self._in_hand: Document | None = None
        self._in_hand_written = True
        self._said = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.write)

    @property
    def settings(self) -> Settings:
        """What is remembered now."""
        if self._state is not None:
            self._settings, self._state = _with_state(self._settings, self._state), None
        return self._settings

    def note(self, **changes: object) -> None:
        """Remember some settings, soon on disk."""
        changed = msgspec.structs.replace(self.settings, **changes)
        if changed != self._settings:
            self._settings = changed
            self._timer.start()

    def note_state(self, state: State) -> None:
        """Remember where the learner is; what that means for the settings is worked out after a rest."""
        self._state = state
        self._timer.start()

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

    def soon(self) -> None:
        """Something that is kept has changed: write a moment later."""
        self._timer.start()

    def add(self, write: Callable[[], None]) -> None:
        """Have something else written with the session, after it. It may raise TutorError."""
        self._also.append(write)

    def file_of(self, document: Document) -> Path | None:
        """The file on the side in which an edited network is kept; None for one that is not."""
        return in_hand_file() if self.restored or document is self._in_hand else None

    def keep_for_later(self, document: Document) -> None:
        """Write an edited network that is left for another one where it is found again: among the recent."""
        try:
            path = free_recovered()
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
            for write in self._also:
                write()
        except TutorError as error:
            if not self._said:
                self._said = True
                self.failed.emit(str(error))

    def _write_in_hand(self) -> None:
        if self._in_hand_written:
            return
        self._in_hand_written = True
        if self._in_hand is not None:
            write_document(in_hand_file(), self._in_hand)
            return
        try:
            in_hand_file().unlink(missing_ok=True)
        except OSError as error:
            raise FileError(in_hand_file(), f"cannot be removed: {error.strerror}") from error


def in_hand_file() -> Path:
    """Where an edited network is kept that is in no file of the learner's."""
    return data_folder() / IN_HAND


def free_recovered() -> Path:
    """A name that is free, for an edited network that is left for another one."""
    number = 1
    while (path := data_folder() / f"recovered-{number}.bpnet").exists():
        number += 1
    return path


def _with_state(settings: Settings, state: State) -> Settings:
    return msgspec.structs.replace(
        settings,
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


def _optimiser_said(optimiser: Optimiser) -> tuple[str, float, float, float, float] | None:
    if optimiser.plain:
        return None
    return (optimiser.rule, optimiser.momentum, optimiser.decay, optimiser.beta1, optimiser.beta2)


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
