"""Files: opening and saving networks, and pictures of the drawing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip, QWidget

from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.foundation.places import data_folder
from bptutor.study.actions import OpenDocument, SetRoom
from bptutor.study.edit_actions import NotePath
from bptutor.study.edit_reduce import document_in_sight
from bptutor.study.practise_scene import is_own
from bptutor.study.state import Room
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.editing_kept import Kept
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.runs_keeper import RunsKeeper
from bptutor.ui.session import Session

NETWORKS = "Networks (*.bpnet)"
PICTURES = "SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"


class FileCommands(QObject):
    """`recent_changed` after a file has been opened or written."""

    recent_changed = Signal()

    def __init__(self, window: QWidget, bridge: Bridge, session: Session, canvas: NetworkCanvas) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._session = session
        self._canvas = canvas
        self.kept = Kept(bridge, session, window)
        self.kept.save_requested.connect(self._save_own)
        self.runs = RunsKeeper(bridge, session, self.kept)

    def open_path(self, name: str) -> None:
        """Open a network file; what is wrong with it is said, and the present network stays."""
        path = Path(name)
        try:
            document = read_document(path)
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        self.take(document, path)

    def take(self, document: Document, path: Path | None = None) -> None:
        """Go on with another network. What is unsaved of the present one is asked about first."""
        if self.kept.may_go(partial(self.take, document, path)):
            self._bridge.do(OpenDocument(document, path))
            if path is not None:
                self._note(path)

    def ask_to_open(self) -> None:
        """Ask which network to open."""
        from bptutor.ui.dialogs.files import ask_to_open

        ask_to_open(self._window, "Open network", str(self._folder()), NETWORKS, self.open_path)

    def save(self) -> None:
        """Save into the file that the network came from; ask where if there is none. An exercise's or a
        lesson's network never goes into the learner's own file."""
        state = self._bridge.state
        path = state.path
        if path is None or not is_own(state) or not _is_learners(path):
            self.ask_to_save()
        else:
            self.save_to(str(path))

    def ask_to_save(self) -> None:
        """Ask where to save the network with the parameters of this iteration."""
        from bptutor.ui.dialogs.files import ask_to_save

        name = self._bridge.state.document.name or "network"
        suggested = self._folder() / f"{name}.bpnet"
        dialog = ask_to_save(self._window, "Save network", suggested, NETWORKS, "bpnet", self.save_to)
        dialog.rejected.connect(self.kept.forget_question)

    def save_to(self, name: str) -> None:
        """Write the network with the parameters of this iteration."""
        state = self._bridge.state
        try:
            write_document(Path(name), document_in_sight(state))
        except TutorError as error:
            self.kept.forget_question()
            self._bridge.refused.emit(str(error))
            return
        self._note(Path(name))
        if is_own(state):
            self._bridge.do(NotePath(Path(name)))
            self.kept.note_saved()

    def _save_own(self) -> None:
        """Show the learner's own network, which was asked about, and save it."""
        if not is_own(self._bridge.state):
            self._bridge.do(SetRoom(Room.EXPLORE))
        self.save()

    def copy_link(self) -> None:
        """Put the command on the clipboard that opens the window at the step in sight."""
        from bptutor.study.links import command_line, link_words

        try:
            line = command_line(link_words(self._bridge.state))
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        QGuiApplication.clipboard().setText(line)
        middle = self._canvas.mapToGlobal(self._canvas.rect().center())
        QToolTip.showText(middle, f"Copied: {line}", self._canvas)
        announce(self._canvas, f"Copied: {line}")

    def ask_to_export(self) -> None:
        """Ask where to put a picture of the drawing."""
        from bptutor.ui.dialogs.files import ask_to_save

        suggested = self._folder() / "network.svg"
        ask_to_save(self._window, "Export picture", suggested, PICTURES, "svg", self.export_to)

    def export_to(self, name: str) -> None:
        """Write a picture; its ending says which kind."""
        try:
            self._canvas.export_to(Path(name))
        except TutorError as error:
            self._bridge.refused.emit(str(error))

    def _note(self, path: Path) -> None:
        self._session.note_opened(path)
        self.recent_changed.emit()

    def _folder(self) -> Path:
        """Where the present file is, if that is a place of the learner's own."""
        path = self._bridge.state.path
        return path.parent if path is not None and _is_learners(path) else Path()


def _is_learners(path: Path) -> bool:
    """Whether a file is the learner's own, and not a ready-made one or one that was kept on the side."""
    return path.parent not in (ready_made().path.parent, data_folder())
