"""Wires the layers together and opens the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import bptutor.ui  # noqa: F401 - before Qt, as it says there

# isort: split
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from bptutor.foundation.places import data_folder
from bptutor.study.practise_learner import Learner
from bptutor.study.progress import FILE, Progress
from bptutor.study.settings import settings_file
from bptutor.study.state import Room
from bptutor.ui.keys import KeyKeeper
from bptutor.ui.last_resort import LastResort
from bptutor.ui.lesson_room import is_pack
from bptutor.ui.session import Session, first_state_of
from bptutor.ui.theme import Mode, ThemeManager
from bptutor.ui.window import MainWindow


def main(file: Path | None = None, lesson: str = "") -> int:
    """Open the window, with a file or a lesson or with what was open last; the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    QGuiApplication.setDesktopFileName("bptutor")
    app.setApplicationName("Backprop Tutor")
    window = open_window(app, file, lesson)
    window.show()
    return app.exec()


def open_window(app: QApplication, file: Path | None = None, lesson: str = "") -> MainWindow:
    """The window, not yet shown. Raises TutorError where the file cannot be opened."""
    first = not settings_file().exists()
    session = Session()
    settings = session.settings
    themes = ThemeManager(app, cast(Mode, settings.theme), settings.scale)
    pack = file if file is not None and is_pack(file) else None
    state, complaint = first_state_of(session, None if pack is not None else file)
    KeyKeeper(app)
    progress = Progress(data_folder() / FILE)
    window = MainWindow(state, themes, session, Learner(progress))
    LastResort(session, window)
    window.restore_layout()
    _open_lessons(window, pack, lesson, first and file is None)
    for sentence in (session.complaint, complaint, window.lessons.complaint, progress.complaint):
        if sentence:
            window.say(sentence)
    return window


def _open_lessons(window: MainWindow, pack: Path | None, lesson: str, first: bool) -> None:
    """The lesson that was asked for; at the first start ever the first one, later the one that was left."""
    if pack is not None:
        window.lessons.open_file(str(pack))
    if lesson:
        window.lessons.open_lesson(lesson)
    elif pack is None and (first or window.bridge.state.room is Room.LESSONS):
        window.lessons.resume()
