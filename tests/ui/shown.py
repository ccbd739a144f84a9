"""The real window for a test that drives it, shown as a start of the program shows it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.ui.window import MainWindow

USUAL = 1280, 800


def shown(
    qtbot: QtBot, app: QApplication, file: Path | None = None, size: tuple[int, int] | None = None
) -> MainWindow:
    """The window, of its own size unless one is given; who asked for it closes it."""
    window = open_window(app, file)
    qtbot.addWidget(window)
    if size is not None:
        window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    return window


def active(qtbot: QtBot, app: QApplication) -> MainWindow:
    """The window at its usual size, with the keyboard."""
    window = shown(qtbot, app, size=USUAL)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
