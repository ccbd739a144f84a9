"""A machine on which the tutor may keep nothing, as in a class room: it opens, says so once, and works."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.foundation.places import HOME, data_folder
from bptutor.study.actions import SetRoom
from bptutor.study.state import Room


def test_that_the_window_opens_where_no_folder_can_be_made(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setenv(HOME, str(in_the_way / "home"))
    said: list[str] = []
    monkeypatch.setattr("bptutor.ui.window.MainWindow.say", lambda self, sentence: said.append(sentence))
    window = open_window(qapp)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    (sentence,) = said
    assert str(in_the_way / "home" / "settings") in sentence and "kept for this time only" in sentence
    window.bridge.do(SetRoom(Room.EXPLORE))
    before = window.bridge.state.cursor.index
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert window.bridge.state.cursor.index == before + 1
    window.close()
    assert in_the_way.read_text() == "" and data_folder().is_dir()
    assert not [box for box in qapp.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
