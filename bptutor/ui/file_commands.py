"""Files: opening and saving networks, and pictures of the drawing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from bptutor.study.actions import OpenDocument
from bptutor.ui.bridge import Bridge
from bptutor.ui.canvas.widget import NetworkCanvas
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

    def open_path(self, name: str) -> None:
        """Open a network file; what is wrong with it is said, and the present network stays."""
        path = Path(name)
        try:
            document = read_document(path)
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        self._bridge.do(OpenDocument(document, path))
        self._note(path)

    def ask_to_open(self) -> None:
        """Ask which network to open."""
        from bptutor.ui.dialogs.files import ask_to_open

        ask_to_open(self._window, "Open network", str(self._folder()), NETWORKS, self.open_path)

    def ask_to_save(self) -> None:
        """Ask where to save the network with the parameters of this iteration."""
        from bptutor.ui.dialogs.files import ask_to_save

        name = self._bridge.state.document.name or "network"
        suggested = self._folder() / f"{name}.bpnet"
        ask_to_save(self._window, "Save network", suggested, NETWORKS, "bpnet", self.save_to)

    def save_to(self, name: str) -> None:
        """Write the network with the parameters of this iteration."""
        state = self._bridge.state
        try:
            write_document(Path(name), replace(state.document, network=state.network))
        except TutorError as error:
            self._bridge.refused.emit(str(error))
            return
        self._note(Path(name))

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
        """Where the present file is; ready-made networks are no place to save into."""
        path = self._bridge.state.path
        return Path() if path is None or path.parent == ready_made().path.parent else path.parent
