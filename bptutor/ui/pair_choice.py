"""The menu of what B can be: this study at another moment or convention, a ready-made network, a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from bptutor.engine.document_file import read_document
from bptutor.engine.ready_made import READY_MADE
from bptutor.foundation.errors import TutorError
from bptutor.study.pair_actions import OfDocument, Rival
from bptutor.study.views.pair_words import Offers
from bptutor.ui.bridge import Bridge
from bptutor.ui.dialogs.files import ask_to_open
from bptutor.ui.file_commands import NETWORKS


class RivalMenu(QObject):
    """`chosen` tells a Rival; `refused` a sentence about a file that cannot be read."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self.menu = QMenu("Choose B", window)
        self.menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer what there is just now."""
        from bptutor.study.views.pair_words import offers

        self.menu.clear()
        for heading, entries in offers(self._bridge.state):
            if entries:
                self._add(self.menu.addMenu(heading) if heading else self.menu, entries)
        ready = self.menu.addMenu("A ready-made network")
        for network in READY_MADE:
            action = ready.addAction(network.title.replace("&", "&&"))
            action.setData(network.path)
            action.triggered.connect(self._choose_file)
        self.menu.addAction("A file…").triggered.connect(self._ask)

    def _add(self, menu: QMenu, entries: Offers) -> None:
        for text, rival in entries:
            action = menu.addAction(text.replace("&", "&&"))
            action.setData(rival)
            action.triggered.connect(self._choose)

    def _choose(self) -> None:
        rival: Rival = self.sender().data()  # type: ignore[attr-defined]  # an action of this menu
        self.chosen.emit(rival)

    def _choose_file(self) -> None:
        self.open_path(str(self.sender().data()))  # type: ignore[attr-defined]  # an action of this menu

    def _ask(self) -> None:
        path = self._bridge.state.path
        folder = "" if path is None else str(path.parent)
        ask_to_open(self._window, "Compare with", folder, NETWORKS, self.open_path)

    def open_path(self, name: str) -> None:
        """Compare with the network of a file; what is wrong with it is said."""
        path = Path(name)
        try:
            document = read_document(path)
        except TutorError as error:
            self.refused.emit(str(error))
            return
        self.chosen.emit(OfDocument(document, path))
