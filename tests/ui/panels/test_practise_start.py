"""The start page of the Practise room in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.study.actions import SetRoom
from bptutor.study.state import Room
from bptutor.ui.panels.practise_skills import SkillTable
from bptutor.ui.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = open_window(qapp)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.bridge.do(SetRoom(Room.PRACTISE))
    yield made
    made.close()


@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (1024, 1.0), (1600, 1.25)])
def test_that_no_skills_name_is_cut(window: MainWindow, qtbot: QtBot, width: int, scale: float) -> None:
    window.themes.set_scale(scale)
    window.resize(width, 800)
    qtbot.waitUntil(lambda: window.findChild(SkillTable) is not None)
    table = window.findChild(SkillTable)
    assert isinstance(table, SkillTable)
    qtbot.waitUntil(table.isVisible)
    for row in range(table.rowCount()):
        item = table.item(row, 0)
        room = table.visualRect(table.model().index(row, 0)).width()
        shown = QFontMetrics(table.font()).elidedText(item.text(), Qt.TextElideMode.ElideRight, room - 8)
        assert shown == item.text(), (room, item.text())
