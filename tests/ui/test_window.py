"""The real window, driven by keys and clicks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QSlider,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.descent import train
from bptutor.engine.document_file import write_document
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import short
from bptutor.study.actions import OpenDocument, SetRoom
from bptutor.study.state import Room
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Level
from bptutor.trace.timeline import timeline_of
from bptutor.ui.panels.cost import CostCurvePanel
from bptutor.ui.window import MainWindow

BUTTONS = ("First step", "Previous phase", "Back", "Next step", "Next phase", "Last step", "Play")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = open_window(qapp)
    made.bridge.do(SetRoom(Room.EXPLORE))
    entry = ready_made()
    made.bridge.do(OpenDocument(entry.read(), entry.path))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def named(window: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The one visible widget of an accessible name."""
    found = [w for w in window.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
    assert len(found) == 1, (name, found)
    return found[0]


def table(window: MainWindow) -> dict[str, tuple[str, str]]:
    """The table of values as a reader finds it: name -> value, gradient."""
    view = named(window, "Values", QTableView)
    assert isinstance(view, QTableView)
    model = view.model()
    rows = range(model.rowCount())
    cells = [[str(model.index(r, c).data() or "") for c in range(3)] for r in rows]
    return {name: (value, gradient) for name, value, gradient in cells}


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(window, key, modifier or Qt.KeyboardModifier.NoModifier)


def check_numbers(window: MainWindow) -> None:
    """Each number in the table is the engine's, and what has not happened yet is not there."""
    state = window.bridge.state
    timeline = timeline_of(state.document, state.iteration, state.network)
    shown = table(window)
    done = {str(step.target) for step in timeline.steps(Level.VALUE, 0, state.cursor.index + 1)}
    for layer in (1, 2, 3):
        for name, key, gradient in (
            (f"z{'¹²³'[layer - 1]}", Key(Kind.Z, layer, 1), Key(Kind.DC_DZ, layer, 1)),
            (f"θ{'₁₂₃'[layer - 1]}", Key(Kind.THETA, layer, 1, 1), Key(Kind.DC_DTHETA, layer, 1, 1)),
            (f"b{'₁₂₃'[layer - 1]}", Key(Kind.B, layer, 1), Key(Kind.DC_DB, layer, 1)),
        ):
            value, slope = shown[name]
            known = key.kind is not Kind.Z or str(key) in done
            assert value == (short(timeline.values[key, 0]) if known else "not yet")
            wanted = short(timeline.values[gradient, 0]) if str(gradient) in done else "not yet"
            assert slope == wanted, (name, state.cursor.index)
    assert shown["C"][0] == (short(timeline.values[Key(Kind.C), 0]) if "C" in done else "not yet")


def test_that_keys_step_through_all_25_steps_and_back_with_the_engines_numbers(
    window: MainWindow, qtbot: QtBot
) -> None:
    summary = named(window, "Step summary", QLabel)
    assert isinstance(summary, QLabel)
    seen = []
    for number in range(1, 26):
        assert summary.text().startswith(f"Step {number} of 25, ")
        check_numbers(window)
        seen.append(table(window))
        press(qtbot, window, Qt.Key.Key_Right)
    for number in range(25, 0, -1):
        assert summary.text().startswith(f"Step {number} of 25, ")
        assert table(window) == seen[number - 1]
        press(qtbot, window, Qt.Key.Key_Left)


def test_that_the_buttons_of_the_player_do_what_they_are_called(window: MainWindow, qtbot: QtBot) -> None:
    def click(name: str) -> int:
        button = named(window, name, QAbstractButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return window.bridge.state.cursor.index

    clicks = (
        "Next step",
        "Next phase",
        "Next phase",
        "Next step",
        "Back",
        "Previous phase",
        "Last step",
        "First step",
    )
    assert [click(name) for name in clicks] == [1, 6, 7, 8, 7, 6, 24, 0]
    for name in BUTTONS:
        assert named(window, name, QAbstractButton).toolTip()


def test_that_the_scrubber_goes_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    slider = named(window, "Step", QSlider)
    assert isinstance(slider, QSlider)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert window.bridge.state.cursor.index == 24
    slider.setValue(11)
    assert window.bridge.state.cursor.index == 11


def test_that_level_speed_and_notation_are_combo_boxes(window: MainWindow, qtbot: QtBot) -> None:
    level = named(window, "Level", QComboBox)
    assert isinstance(level, QComboBox)
    qtbot.keyClick(level, Qt.Key.Key_Down)
    assert window.bridge.state.cursor.level is Level.TERM
    assert window.bridge.state.total == 45
    for name in ("Speed", "Notation"):
        assert isinstance(named(window, name, QComboBox), QComboBox)


def test_that_keys_play_faster_and_slower_where_the_speed_has_no_room(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.themes.set_scale(2.0)
    control, speeds = Qt.KeyboardModifier.ControlModifier, []
    for key in [Qt.Key.Key_Up] * 4 + [Qt.Key.Key_Down] * 7:
        press(qtbot, window, key, control)
        speeds.append(window.bridge.state.speed)
    assert speeds == [2, 4, 8, 8, 4, 2, 1, 0.5, 0.25, 0.25, 0.25]
    window.themes.set_scale(1.0)


def test_that_down_and_up_go_into_a_step_and_out_again(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_PageDown)
    press(qtbot, window, Qt.Key.Key_Up)
    assert window.bridge.state.cursor.level is Level.LAYER
    press(qtbot, window, Qt.Key.Key_Down)
    press(qtbot, window, Qt.Key.Key_Down)
    assert window.bridge.state.cursor.level is Level.TERM
    assert str(window.bridge.state.timeline.step(Level.TERM, window.bridge.state.cursor.index).target) == "C"


def test_that_iterations_are_run_one_by_one_and_gone_back_through(window: MainWindow, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    wanted = train(ready_made().read(), 5)
    for iteration in range(1, 6):
        press(qtbot, window, Qt.Key.Key_Right, control)
        assert window.bridge.state.iteration == iteration
        weight = float(window.bridge.state.network.layers[1].weights[0, 0])
        assert table(window)["θ₂"][0] == short(weight)
        check_numbers(window)
    assert weight == pytest.approx(float(wanted.network.layers[1].weights[0, 0]), rel=1e-12)
    for _ in range(5):
        press(qtbot, window, Qt.Key.Key_Left, control)
    assert window.bridge.state.iteration == 0 and table(window)["θ₂"][0] == "0.5"


def test_that_many_iterations_are_run_from_the_panel_with_the_window_alive(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: any(panel.isVisible() for panel in window.findChildren(CostCurvePanel)))
    qtbot.mouseClick(named(window, "Run iterations", QAbstractButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.bridge.state.run.length == 20, timeout=5000)
    wanted = train(ready_made().read(), 20)
    assert window.bridge.state.run.costs == pytest.approx(wanted.costs, rel=1e-12)


def test_that_playing_steps_to_the_end_and_stops(window: MainWindow, qtbot: QtBot) -> None:
    from bptutor.study.actions import GoTo, SetSpeed

    window.bridge.do(SetSpeed(8.0))
    window.bridge.do(GoTo(22))
    qtbot.mouseClick(named(window, "Play", QAbstractButton), Qt.MouseButton.LeftButton)
    assert named(window, "Pause", QAbstractButton)
    qtbot.waitUntil(lambda: not window.bridge.state.playing, timeout=5000)
    assert window.bridge.state.cursor.index == 24


def test_that_space_presses_a_focused_button_and_plays_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    button = named(window, "Next step", QAbstractButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert window.bridge.state.cursor.index == 1 and not window.bridge.state.playing
    canvas = named(window, "Network")
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert window.bridge.state.playing
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert not window.bridge.state.playing


def test_that_a_table_keeps_its_arrow_keys(window: MainWindow, qtbot: QtBot) -> None:
    view = named(window, "Values", QTableView)
    assert isinstance(view, QTableView)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert window.bridge.state.cursor.index == 0


def test_that_rooms_are_tabs(window: MainWindow, qtbot: QtBot) -> None:
    tabs = named(window, "Rooms", QTabBar)
    assert isinstance(tabs, QTabBar)
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["Lessons", "Explore", "Practise"]


def test_that_a_dropped_file_opens_and_a_broken_one_leaves_the_network(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    good, bad = tmp_path / "xor copy.bpnet", tmp_path / "bad.bpnet"
    write_document(good, ready_made("xor").read())
    bad.write_text('{"format": "bptutor-network", "version": 1, "layers": []}')

    def drop(path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        held, free = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        # Qt gives a drop to the widget that has taken the drag.
        for event in (
            QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, held, free),
            QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, held, free),
        ):
            QApplication.sendEvent(window, event)

    drop(good)
    assert window.bridge.state.network.widths == (2, 2, 1)
    drop(bad)
    assert window.bridge.state.network.widths == (2, 2, 1)
    box = QApplication.activeModalWidget() or QApplication.activeWindow()
    texts = [label.text() for label in window.findChildren(QLabel) if "bad.bpnet" in label.text()]
    assert texts and "$.layers" in texts[0]
    if box is not None and box is not window:
        box.close()


def test_that_network_step_level_and_size_are_remembered(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    entry = ready_made("mazur")
    window.bridge.do(OpenDocument(entry.read(), entry.path))
    press(qtbot, window, Qt.Key.Key_PageDown)
    press(qtbot, window, Qt.Key.Key_Down)
    window.resize(760, 700)  # within the offscreen screen
    left = window.bridge.state
    window.close()
    again = open_window(qapp)
    qtbot.addWidget(again)
    assert again.bridge.state.path == entry.path
    assert again.bridge.state.cursor == left.cursor
    assert again.size() == window.size()


@pytest.mark.parametrize("width, scale", [(1280, 1.0), (1024, 1.0), (1024, 2.0), (700, 1.0), (1600, 2.0)])
def test_that_nothing_sticks_out_of_the_window(
    window: MainWindow, qtbot: QtBot, width: int, scale: float
) -> None:
    window.themes.set_scale(scale)
    window.resize(width, 700)
    QApplication.processEvents()
    assert window.width() == width
    for name in ("Next step", "Play", "Step", "Step summary"):
        widget = named(window, name)
        right = widget.mapTo(window, widget.rect().topRight()).x()
        assert right <= width and widget.width() >= widget.minimumSizeHint().width()
    window.themes.set_scale(1.0)
