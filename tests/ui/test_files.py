"""Files by hand: dropped, saved, duplicated, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from bptutor.engine import document_file
from bptutor.engine.document_file import write_document
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.places import data_folder
from bptutor.study.actions import GoToIteration
from bptutor.study.edit_actions import EditValue, Undo
from bptutor.trace.keys import parse
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import CONTROL, SHIFT, opened


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


def drop(window: MainWindow, *urls: QUrl) -> bool:
    """Drop on the window, as Qt does; whether the drag was taken."""
    data = QMimeData()
    data.setUrls(list(urls))
    held, free = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, held, free)
    entered.ignore()
    QApplication.sendEvent(window, entered)
    if entered.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, held, free))
    return entered.isAccepted()


def local(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def close_dialogs(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.close()
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def test_that_a_dropped_table_is_shown_before_it_is_taken(window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("x1,y1\n0.5,1\n0.25,0\n")
    before = window.bridge.state
    assert drop(window, local(table))
    assert [dialog.windowTitle() for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert window.bridge.state is before
    close_dialogs(window)


def test_that_what_is_no_file_of_this_machine_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    assert not drop(window, QUrl("https://example.org/mine.bpnet"))
    path = tmp_path / "mine.bpnet"
    write_document(path, ready_made("xor").read())
    before = window.bridge.state
    assert drop(window, local(path), local(path))
    assert "2 files were dropped: drop one at a time" in texts(window)
    assert window.bridge.state is before
    close_dialogs(window)


def test_that_the_title_says_which_network_and_whether_it_is_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def title() -> tuple[str, bool]:
        return window.windowTitle().replace("[*]", ""), window.isWindowModified()

    name = "Two hidden layers — Backprop Tutor"
    assert title() == (name, False)
    window.bridge.do(EditValue(parse("b[1][1]"), 0.5))
    assert title() == (name, True)
    window.bridge.do(Undo())
    assert title() == (name, False)
    window.bridge.do(EditValue(parse("b[1][1]"), 0.5))
    window.commands.files.save_to(str(tmp_path / "mine.bpnet"))
    assert title() == (name, False)
    window.editing.network.duplicate()
    assert title() == ("Two hidden layers copy — Backprop Tutor", True)


def test_that_save_writes_what_a_person_can_read_with_the_parameters_in_sight(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.bpnet"
    window.bridge.do(GoToIteration(3))
    window.commands.files.save_to(str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    weight = float(window.bridge.state.network.layers[0].weights[0, 0])
    assert f'    {{"weights": [[{weight!r}]], "bias": [' in lines[4]
    assert window.bridge.state.path == path
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert not window.findChildren(QFileDialog)


@pytest.mark.parametrize("keys", [CONTROL, CONTROL | SHIFT])
def test_that_a_network_that_was_kept_on_the_side_is_saved_where_the_learner_says(
    window: MainWindow, qtbot: QtBot, keys: Qt.KeyboardModifier
) -> None:
    kept = data_folder() / "recovered-1.bpnet"
    write_document(kept, ready_made("xor").read())
    window.open_file(str(kept))
    qtbot.keyClick(window, Qt.Key.Key_S, keys)
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.directory().path() != str(kept.parent)
    dialog.close()


def test_that_a_file_too_large_to_be_read_again_is_not_written(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.bpnet"
    window.commands.files.save_to(str(path))
    before = path.read_bytes()
    monkeypatch.setattr(document_file, "MAX_FILE", len(before) - 1)
    window.bridge.do(EditValue(parse("b[1][1]"), 0.5))
    window.commands.files.save_to(str(path))
    assert "mine.bpnet: would be 0 MB with these numbers, more than 0 MB, which is the limit" in texts(window)
    assert path.read_bytes() == before and window.isWindowModified()
    close_dialogs(window)


def test_that_a_recent_file_that_is_gone_is_told_and_leaves_the_network(
    window: MainWindow, tmp_path: Path
) -> None:
    before = window.bridge.state
    window.open_file(str(tmp_path / "gone.bpnet"))
    assert "gone.bpnet: cannot be read: no such file or directory" in texts(window)
    assert window.bridge.state is before
    close_dialogs(window)
