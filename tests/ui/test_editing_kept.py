"""Nothing unsaved is lost: asked once, kept on the side, found again after a crash."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.document_file import read_document, write_document
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.places import data_folder
from bptutor.study.actions import GoTo, OpenDocument, SetConvention, SetRoom
from bptutor.study.edit_actions import EditValue, Undo
from bptutor.study.settings import settings_file
from bptutor.study.state import Room
from bptutor.trace.keys import parse
from bptutor.ui.session import IN_HAND
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import CONTROL, number, opened

THETA = "theta[2][1,1]"
Button = QMessageBox.StandardButton


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp)


@pytest.fixture
def file(window: MainWindow, tmp_path: Path) -> Path:
    """A file of the learner's own, which the window has open."""
    path = tmp_path / "mine.bpnet"
    write_document(path, ready_made().read())
    window.open_file(str(path))
    return path


def edit(window: MainWindow, value: float = 0.75) -> None:
    window.bridge.do(EditValue(parse(THETA), value))


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def answer(window: MainWindow, button: QMessageBox.StandardButton) -> None:
    (box,) = boxes(window)
    found = box.button(button)
    assert found is not None
    found.click()
    QApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)


def test_that_closing_asks_once_and_discard_closes(window: MainWindow) -> None:
    edit(window)
    window.close()
    assert window.isVisible()
    answer(window, Button.Discard)
    assert not window.isVisible()
    assert not (data_folder() / IN_HAND).exists()


def test_that_cancel_keeps_the_window_and_the_edit(window: MainWindow) -> None:
    edit(window)
    window.close()
    answer(window, Button.Cancel)
    assert window.isVisible() and number(window, THETA) == 0.75
    window.close()
    assert len(boxes(window)) == 1
    answer(window, Button.Cancel)


def test_that_save_writes_the_file_and_closes(window: MainWindow, file: Path) -> None:
    edit(window)
    window.close()
    answer(window, Button.Save)
    assert not window.isVisible()
    assert read_document(file).network.layers[1].weights[0, 0] == 0.75


def test_that_ctrl_s_saves_into_the_file_and_then_nothing_is_asked(
    window: MainWindow, file: Path, qtbot: QtBot
) -> None:
    edit(window)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert read_document(file).network.layers[1].weights[0, 0] == 0.75
    window.close()
    assert not window.isVisible()


def test_that_another_network_is_opened_after_the_question(window: MainWindow, file: Path) -> None:
    edit(window)
    other = ready_made("xor").path
    window.open_file(str(other))
    assert window.bridge.state.path == file
    answer(window, Button.Discard)
    assert window.bridge.state.path == other
    assert read_document(file).network.layers[1].weights[0, 0] == 0.5


@pytest.mark.parametrize(
    "undone", [lambda window: window.bridge.do(Undo()), lambda window: edit(window, 0.5)]
)
def test_that_nothing_is_asked_where_an_edit_was_taken_back(
    window: MainWindow, undone: Callable[[MainWindow], None]
) -> None:
    edit(window)
    undone(window)
    window.close()
    assert not window.isVisible()


def test_that_a_convention_of_a_ready_made_network_is_no_change_to_save(window: MainWindow) -> None:
    window.bridge.do(SetConvention("cost", "half_squared_error"))
    window.close()
    assert not window.isVisible()


def test_that_a_crash_loses_no_edit(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    edit(window)
    kept = data_folder() / IN_HAND
    qtbot.waitUntil(kept.exists, timeout=3000)
    # What a killed process leaves behind is what there is on the disk now.
    again = open_window(qapp)
    qtbot.addWidget(again)
    assert number(again, THETA) == 0.75
    assert again.bridge.state.path == ready_made().path
    assert again.commands.files.kept.unsaved
    assert again.isWindowModified() and again.windowTitle().startswith("Two hidden layers[*] ")
    again.commands.files.kept.note_saved()
    again.close()


def test_that_a_broken_kept_network_is_put_aside_and_told(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    (data_folder() / IN_HAND).write_text("{", encoding="utf-8")
    again = open_window(qapp)
    qtbot.addWidget(again)
    (box,) = [box for box in again.findChildren(QMessageBox)]
    assert "cannot be read" in box.text()
    box.close()
    again.close()
    assert list(data_folder().glob(f"{IN_HAND}.broken-*"))


def test_that_the_window_opens_where_broken_files_cannot_even_be_put_aside(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _to: Path) -> None:
        raise PermissionError(13, "Permission denied")

    broken = (data_folder() / IN_HAND, settings_file())
    for path in broken:
        path.write_text("{", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        opened_window = open_window(qapp)
    qtbot.addWidget(opened_window)
    said = {box.text() for box in opened_window.findChildren(QMessageBox)}
    assert len(said) == 2 and all(any(f"left as {path}" in text for text in said) for path in broken)
    for box in opened_window.findChildren(QMessageBox):
        box.close()
    opened_window.close()


def test_that_an_edited_network_that_something_else_replaces_is_found_among_the_recent(
    window: MainWindow,
) -> None:
    edit(window)
    entry = ready_made("xor")
    window.bridge.do(OpenDocument(entry.read(), entry.path))
    (found,) = data_folder().glob("recovered-*.bpnet")
    assert read_document(found).network.layers[1].weights[0, 0] == 0.75


def in_lessons(window: MainWindow, qtbot: QtBot) -> None:
    window.bridge.do(SetRoom(Room.LESSONS))
    qtbot.waitUntil(lambda: window.bridge.state.lesson is not None)


def test_that_a_lesson_leaves_the_learners_network_alone_and_neither_is_asked_about(
    window: MainWindow, file: Path, qtbot: QtBot
) -> None:
    edit(window)
    window.bridge.do(GoTo(5))
    in_lessons(window, qtbot)
    window.lessons.open_lesson("many-neurons")
    window.bridge.do(EditValue(parse("theta[1][1,1]"), 0.25))
    assert window.bridge.state.history.past and not boxes(window)
    window.bridge.do(SetRoom(Room.EXPLORE))
    state = window.bridge.state
    assert state.path == file and number(window, THETA) == 0.75 and state.cursor.index == 5
    window.bridge.do(Undo())
    assert number(window, THETA) == 0.5
    assert not list(data_folder().glob("recovered-*.bpnet"))


@pytest.mark.parametrize("room", [Room.LESSONS, Room.PRACTISE])
def test_that_closing_in_another_room_saves_the_learners_own_network(
    window: MainWindow, file: Path, room: Room
) -> None:
    edit(window)
    if room is Room.LESSONS:
        window.lessons.open_lesson("many-neurons")
    else:
        window.exercises.open_seed(7)
    assert window.bridge.state.room is room and window.bridge.state.path != file
    window.close()
    answer(window, Button.Save)
    assert not window.isVisible()
    assert read_document(file).network.layers[1].weights[0, 0] == 0.75


def test_that_a_lessons_network_is_played_with_and_never_asked_about(
    window: MainWindow, qtbot: QtBot
) -> None:
    in_lessons(window, qtbot)
    window.bridge.do(EditValue(parse("theta[1][1,1]"), 0.75))
    assert window.bridge.state.history.past
    assert not window.commands.files.kept.unsaved
    window.close()
    assert not window.isVisible()
    assert not list(data_folder().glob("recovered-*.bpnet"))


def test_that_a_file_that_is_asked_for_opens_and_the_kept_network_is_put_aside(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    edit(window)
    qtbot.waitUntil((data_folder() / IN_HAND).exists, timeout=3000)
    path = tmp_path / "other.bpnet"
    write_document(path, ready_made("xor").read())
    again = open_window(qapp, path)
    qtbot.addWidget(again)
    assert again.bridge.state.path == path
    (box,) = again.findChildren(QMessageBox)
    assert "is kept as" in box.text()
    box.close()
    (aside,) = data_folder().glob("recovered-*.bpnet")
    assert read_document(aside).network.layers[1].weights[0, 0] == 0.75
    again.close()
