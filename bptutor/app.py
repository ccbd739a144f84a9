"""Wires the layers together and opens the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from bptutor.ui.keys import KeyKeeper
from bptutor.ui.last_resort import LastResort
from bptutor.ui.session import Session, first_state
from bptutor.ui.theme import Mode, ThemeManager
from bptutor.ui.window import MainWindow


def main(file: Path | None = None) -> int:
    """Open the window, with a file or with what was open last; the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    QGuiApplication.setDesktopFileName("bptutor")
    app.setApplicationName("Backprop Tutor")
    window = open_window(app, file)
    window.show()
    return app.exec()


def open_window(app: QApplication, file: Path | None = None) -> MainWindow:
    """The window, not yet shown. Raises TutorError where the file cannot be opened."""
    session = Session()
    settings = session.settings
    themes = ThemeManager(app, cast(Mode, settings.theme), settings.scale)
    state, complaint = first_state(settings, file)
    KeyKeeper(app)
    window = MainWindow(state, themes, session)
    LastResort(session, window)
    window.restore_layout()
    for sentence in (session.complaint, complaint):
        if sentence:
            window.say(sentence)
    return window
