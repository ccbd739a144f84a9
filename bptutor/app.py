"""Wires the layers together and opens the window."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

import bptutor.ui  # noqa: F401 - before Qt, as it says there

# isort: split
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from bptutor.foundation.places import data_folder, places_or_passing
from bptutor.study.settings import settings_file
from bptutor.study.state import Room
from bptutor.ui.guides import is_pack
from bptutor.ui.keys import KeyKeeper
from bptutor.ui.last_resort import LastResort
from bptutor.ui.session import Session
from bptutor.ui.session_start import first_state_of
from bptutor.ui.theme import Mode, ThemeManager
from bptutor.ui.window import MainWindow

if TYPE_CHECKING:
    from bptutor.study.links import Link
    from bptutor.study.practise_learner import Learner

# Objects made before Python looks for garbage among them: what the start makes stays, and to look through all
# of it takes a tenth of the start, and later 30 ms of a frame.
GARBAGE = 50_000


def main(file: Path | None = None, lesson: str = "", link: Link | None = None) -> int:
    """Open the window, with a file (where a link leads), a lesson or what was open last; the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    QGuiApplication.setDesktopFileName("bptutor")
    app.setApplicationName("Backprop Tutor")
    window = open_window(app, file, lesson, link)
    window.show()
    return app.exec()


def open_window(
    app: QApplication, file: Path | None = None, lesson: str = "", link: Link | None = None
) -> MainWindow:
    """The window, not yet shown. Raises TutorError where the file cannot be opened, or a link leads nowhere.

    The first start ever is in the Lessons room. Where no lesson was asked for, the window opens the one that
    was left, or the first, when it has been painted."""
    gc.set_threshold(GARBAGE)
    homeless = places_or_passing()
    first = not settings_file().exists()
    session = Session()
    settings = session.settings
    themes = ThemeManager(app, cast(Mode, settings.theme), settings.scale)
    pack = file if file is not None and is_pack(file) else None
    state, complaint = first_state_of(session, None if pack is not None else file, link)
    if first and file is None and not lesson:
        state = replace(state, room=Room.LESSONS)
    if file is not None and pack is None:
        session.note_opened(file.absolute())
        session.note_state(state)
    KeyKeeper(app)
    window = MainWindow(state, themes, session, _learner)
    LastResort(session, window)
    window.restore_layout()
    if pack is not None:
        window.lessons.open_file(str(pack))
    if lesson:
        window.lessons.open_lesson(lesson)
    for sentence in (homeless, session.complaint, complaint):
        if sentence:
            window.say(sentence)
    return window


def _learner() -> Learner:
    """The learner with their history; the window asks once it is painted."""
    from bptutor.study.practise_learner import Learner
    from bptutor.study.progress import FILE, Progress

    return Learner(Progress(data_folder() / FILE))
