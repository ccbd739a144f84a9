"""The start page of the Practise room in the real window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from bptutor.exercise.model import ExerciseKind
from bptutor.study.actions import SetRoom
from bptutor.study.state import Room
from bptutor.study.views.practise_start_view import ResultView, start_view
from bptutor.ui.widgets.tables import PADDING
from bptutor.ui.window import MainWindow
from tests.ui.shown import shown


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = shown(qtbot, qapp)
    made.bridge.do(SetRoom(Room.PRACTISE))
    yield made
    made.close()


def assert_whole(table: QTableWidget, columns: Sequence[int]) -> None:
    """No text of these columns is cut: each has its width, in as many lines as the row has room for."""
    space = 2 * PADDING  # the delegate's, of which Qt keeps a part beside a text
    for row in range(table.rowCount()):
        for column in columns:
            cell, page = table.visualRect(table.model().index(row, column)), QTextDocument()
            page.setDefaultFont(table.font())
            page.setDocumentMargin(0)
            page.setPlainText(table.item(row, column).text())
            page.setTextWidth(cell.width() - space)
            size = page.size()
            assert size.width() <= cell.width() - space + 1, (page.toPlainText(), cell.width())
            assert size.height() <= cell.height(), (page.toPlainText(), cell.height())


LOOKS = [(1280, 1.0), (1024, 1.0), (1600, 1.25)]


@pytest.mark.parametrize(("width", "scale"), LOOKS)
@pytest.mark.parametrize("mastery", ["new", "1 of 3", "mastered"])
def test_that_no_skills_name_is_cut_however_it_stands(
    window: MainWindow, qtbot: QtBot, width: int, scale: float, mastery: str
) -> None:
    window.themes.set_scale(scale)
    window.resize(width, 800)
    table = window.practise.start.skills
    qtbot.waitUntil(table.isVisible)
    views = start_view(window.bridge.state, window.exercises.learner).skills
    table.show_skills([replace(view, mastery=mastery, is_due=mastery != "new") for view in views])
    for _ in range(5):
        QApplication.processEvents()
    assert_whole(table, (0, 1))
    assert table.height() >= table.verticalHeader().length()


@pytest.mark.parametrize(("width", "scale"), LOOKS)
def test_that_no_word_of_the_history_is_cut(
    window: MainWindow, qtbot: QtBot, width: int, scale: float
) -> None:
    window.themes.set_scale(scale)
    window.resize(width, 800)
    window.exercises.show_history()
    page = window.practise.history
    qtbot.waitUntil(page.table.isVisible)
    kinds = [kind.title for kind in ExerciseKind]
    page.show_rows([ResultView(kind, "", "at the first try", "30 days ago", "") for kind in kinds])
    for _ in range(5):
        QApplication.processEvents()
    assert_whole(page.table, (0, 1, 2))
