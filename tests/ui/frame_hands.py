"""What tests of the window's frame share: the real window in the Explore room, and eyes for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.ready_made import ready_made
from bptutor.study.actions import OpenDocument, SetRoom
from bptutor.study.state import Room
from bptutor.ui.window import MainWindow


def opened(qtbot: QtBot, app: QApplication) -> Iterator[MainWindow]:
    """The window with the source's network."""
    made = open_window(app)
    made.bridge.do(SetRoom(Room.EXPLORE))
    open_ready_made(made, "two-hidden-layers")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def open_ready_made(window: MainWindow, name: str) -> None:
    entry = ready_made(name)
    window.bridge.do(OpenDocument(entry.read(), entry.path))


def shown(window: QWidget, name: str) -> list[QWidget]:
    """What is in sight with an accessible name."""
    return [w for w in window.findChildren(QWidget) if w.accessibleName() == name and w.isVisible()]
