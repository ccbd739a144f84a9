"""The panel “Data”: typed, added, removed, moved, pasted, imported, generated; always by hands."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from bptutor.engine.changes_ways import set_update
from bptutor.engine.examples import Examples
from bptutor.engine.generators import generated
from bptutor.study.actions import OpenDocument
from bptutor.study.edit_actions import Edit, Undo
from bptutor.ui.dialogs import table_reader
from bptutor.ui.dialogs.generate import GenerateWindow
from bptutor.ui.dialogs.import_table import ImportWindow
from bptutor.ui.panels.data import DataPanel
from bptutor.ui.panels.values_table import ValuesTable
from bptutor.ui.window import MainWindow
from tests.ui.canvas.drawn import random_document
from tests.ui.edit_hands import ALT, CONTROL, LEFT, opened

Ok = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp, "xor")


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> DataPanel:
    qtbot.keyClick(window, Qt.Key.Key_T, CONTROL)
    (found,) = window.findChildren(DataPanel)
    assert found.isVisible() and found.table.hasFocus()
    return found


def examples(window: MainWindow) -> Examples:
    found = window.bridge.state.document.examples
    assert found is not None
    return found


def rows(window: MainWindow) -> list[list[float]]:
    data = examples(window)
    return [[*x, *y] for x, y in zip(data.inputs.tolist(), data.targets.tolist(), strict=True)]


def cell(panel: DataPanel, row: int, column: int) -> QPoint:
    return panel.table.visualRect(panel.table.examples.index(row, column)).center()


def dialog_of(window: MainWindow, kind: type[ImportWindow]) -> ImportWindow:
    found = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_that_rows_end_where_the_line_beneath_them_does(
    window: MainWindow, panel: DataPanel, scale: float
) -> None:
    window.themes.set_scale(scale)
    QApplication.processEvents()
    table, values = panel.table, window.findChildren(ValuesTable)[0]
    for shown in (table, values):
        bar = shown.verticalScrollBar().sizeHint().width()
        assert shown.horizontalHeader().length() <= shown.maximumViewportSize().width() - bar
    more = panel.more.mapTo(panel, panel.more.rect().topRight()).x()
    end = table.mapTo(panel, QPoint(table.horizontalHeader().length(), 0)).x()
    assert abs(end - more) <= 4


@pytest.mark.parametrize("widths", [(3, 2), (1, 1), (30, 2)], ids=str)
def test_that_no_number_of_a_column_is_cut(
    window: MainWindow, panel: DataPanel, widths: tuple[int, ...]
) -> None:
    window.bridge.do(OpenDocument(random_document(widths, 1, 12)))
    for scale in (1.0, 1.5):
        window.themes.set_scale(scale)
        QApplication.processEvents()
        table = panel.table
        cells = [(row, column) for row in range(12) for column in (1, 2)]
        for row, column in cells:
            text = str(table.examples.index(row, column).data())
            assert table.columnWidth(column) > table.fontMetrics().horizontalAdvance(text) + 16 * scale, text


def test_that_a_cell_takes_an_expression(window: MainWindow, panel: DataPanel, qtbot: QtBot) -> None:
    table = panel.table
    qtbot.mouseClick(table.viewport(), LEFT, pos=cell(panel, 2, 1))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (line,) = [widget for widget in table.findChildren(QLineEdit) if widget.isVisible()]
    line.selectAll()
    qtbot.keyClicks(line, "3/4")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(examples(window).inputs[2, 0] == 0.75))
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert examples(window).inputs[2, 0] == 1.0


def test_that_what_is_no_number_is_said_in_the_panel(
    window: MainWindow, panel: DataPanel, qtbot: QtBot
) -> None:
    index = panel.table.examples.index(0, 1)
    panel.table.examples.setData(index, "two")
    assert panel.note.text().startswith("Example 1, x₁: Character")
    assert panel.note.property("kind") == "problem"
    assert not window.bridge.state.history.past


def test_that_examples_are_added_removed_and_moved_by_keys(
    window: MainWindow, panel: DataPanel, qtbot: QtBot
) -> None:
    first = rows(window)
    panel.table.select([2])
    qtbot.keyClick(panel.table, Qt.Key.Key_Insert)
    assert rows(window) == [*first[:2], [0, 0, 0], *first[2:]]
    assert panel.table.selected() == [3]
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert rows(window) == first
    panel.table.select([3])
    qtbot.keyClick(panel.table, Qt.Key.Key_Up, ALT)
    assert rows(window) == [first[0], first[2], first[1], first[3]]
    assert panel.table.selected() == [2]
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert rows(window) == first


def test_that_the_last_example_stays(window: MainWindow, panel: DataPanel, qtbot: QtBot) -> None:
    panel.table.selectAll()
    qtbot.mouseClick(panel.remove, LEFT)
    assert len(examples(window)) == 4
    assert "at least one example" in panel.note.text().lower()


def test_that_an_example_is_chosen_to_be_stepped(window: MainWindow, panel: DataPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.table.viewport(), LEFT, pos=cell(panel, 2, 0))
    qtbot.mouseDClick(panel.table.viewport(), LEFT, pos=cell(panel, 2, 0))
    assert window.bridge.state.row == 2
    assert panel.table.examples.index(2, 0).data() == "▸ 3"
    panel.table.select([2])
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert window.bridge.state.row == 1
    assert "example 2 is shown" in panel.note.text()


def test_that_an_example_of_a_later_update_is_come_to(
    window: MainWindow, panel: DataPanel, qtbot: QtBot
) -> None:
    window.bridge.do(Edit(lambda document: set_update(document, "online"), "online"))
    panel.table.select([3])
    qtbot.mouseClick(panel.step, LEFT)
    state = window.bridge.state
    assert state.iteration == 2 and state.timeline.rows == (2,)


def test_that_a_copied_table_is_pasted(window: MainWindow, panel: DataPanel, qtbot: QtBot) -> None:
    panel.table.select([2, 4])
    qtbot.keyClick(panel.table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "x1\tx2\ty1\n0\t1\t1\n1\t1\t0\n"
    QGuiApplication.clipboard().setText("0,5\t2\t1\n1,5\t3\t0\n")
    qtbot.keyClick(panel.table, Qt.Key.Key_V, CONTROL)
    dialog = dialog_of(window, ImportWindow)
    assert "decimal commas" in dialog.note.text()
    qtbot.mouseClick(dialog.buttons.button(Ok), LEFT)
    assert rows(window) == [[0.5, 2, 1], [1.5, 3, 0]]
    assert window.bridge.state.history.undo_label == "2 examples imported"


def test_that_the_window_for_a_table_is_no_higher_than_the_one_behind_it(
    window: MainWindow, panel: DataPanel, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    window.themes.set_scale(2.0)
    QGuiApplication.clipboard().setText("1,2,0\n3,4,1\n")
    panel.table.paste()
    dialog = dialog_of(window, ImportWindow)
    qtbot.waitExposed(dialog)
    assert dialog.height() <= window.height() and dialog.minimumSizeHint().height() <= window.height()
    ok = dialog.buttons.button(Ok)
    assert dialog.rect().contains(ok.rect().translated(ok.mapTo(dialog, ok.rect().topLeft())))


def test_that_a_table_comes_after_the_present_examples(
    window: MainWindow, panel: DataPanel, qtbot: QtBot
) -> None:
    first = rows(window)
    QGuiApplication.clipboard().setText("7\t8\t1\n")
    qtbot.keyClick(panel.table, Qt.Key.Key_V, CONTROL)
    dialog = dialog_of(window, ImportWindow)
    dialog.mode.setCurrentIndex(1)
    qtbot.mouseClick(dialog.buttons.button(Ok), LEFT)
    assert rows(window) == [*first, [7, 8, 1]]


def test_that_a_broken_file_is_complained_of_by_line_and_column(
    window: MainWindow, panel: DataPanel, tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("x1,x2,y\n0,1,1\n1,abc,0\n", encoding="utf-8")
    window.editing.examples.files.import_from(str(file))
    dialog = dialog_of(window, ImportWindow)
    assert dialog.note.text() == "Line 3, column 2: “abc” is not a number."
    assert not dialog.buttons.button(Ok).isEnabled()
    dialog.reject()


def large(tmp_path: Path, last: str = "1;1;1") -> str:
    """A file whose every cell has to be looked at."""
    path = tmp_path / "large.csv"
    path.write_text("".join(f"{n};0,5;1\n" for n in range(6000)) + last + "\n")
    return str(path)


def test_that_a_large_table_is_read_while_it_says_how_far_it_is(
    window: MainWindow, panel: DataPanel, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_reader, "SLICE_SECONDS", 0.0)
    window.editing.examples.files.import_from(large(tmp_path))
    dialog = dialog_of(window, ImportWindow)
    assert dialog.note.text() == "Reading the table: 11%." and not dialog.buttons.button(Ok).isEnabled()
    assert dialog.preview.rowCount() == 8 and dialog.inputs.value() == 2
    qtbot.waitUntil(dialog.buttons.button(Ok).isEnabled)
    assert dialog.note.text().startswith("6,001 rows of 3 numbers")
    dialog.buttons.accepted.emit()
    assert len(rows(window)) == 6001


def test_that_reading_is_stopped_and_what_is_wrong_far_down_is_said(
    window: MainWindow, panel: DataPanel, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_reader, "SLICE_SECONDS", 0.0)
    before = rows(window)
    window.editing.examples.files.import_from(large(tmp_path, "1;x;1"))
    dialog = dialog_of(window, ImportWindow)
    qtbot.waitUntil(lambda: not dialog.note.text().startswith("Reading"))
    assert dialog.note.text() == "Line 6001, column 2: “x” is not a number."
    assert not dialog.buttons.button(Ok).isEnabled()
    dialog.header.setCurrentIndex(2)
    dialog.header.chosen.emit("no")
    assert dialog.note.text().startswith("Reading")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert rows(window) == before


def test_that_an_exported_table_reads_back(window: MainWindow, panel: DataPanel, tmp_path: Path) -> None:
    first = rows(window)
    window.editing.examples.files.export_to(str(tmp_path / "out.csv"))
    panel.table.examples.setData(panel.table.examples.index(0, 1), "9")
    window.editing.examples.files.import_from(str(tmp_path / "out.csv"))
    dialog_of(window, ImportWindow).buttons.accepted.emit()
    assert rows(window) == first


def test_that_generated_examples_make_the_network_fit(
    window: MainWindow, panel: DataPanel, qtbot: QtBot
) -> None:
    window.editing.examples.files.ask_to_generate()
    (dialog,) = window.findChildren(GenerateWindow)
    index = dialog.kind.findData("sine")
    dialog.kind.setCurrentIndex(index)
    dialog.kind.activated.emit(index)
    assert dialog.count.value() == 40
    dialog.seed.setValue(3)
    qtbot.mouseClick(dialog.buttons.button(Ok), LEFT)
    wanted = generated("sine", 40, 3, 0.05)
    assert np.array_equal(examples(window).inputs, wanted.inputs)
    assert window.bridge.state.network.widths == (1, 2, 1)


def test_that_a_seed_shuffles_the_same_way(window: MainWindow, panel: DataPanel) -> None:
    first = rows(window)
    window.editing.examples.shuffle(5)
    once = rows(window)
    assert once != first and sorted(once) == sorted(first)
    window.bridge.do(Undo())
    assert rows(window) == first
    window.editing.examples.shuffle(5)
    assert rows(window) == once
