"""Numbers edited while the timeline goes on: what is changed is what one began with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bptutor.study.actions import GoTo, MoveCursor
from bptutor.ui.window import MainWindow
from tests.ui.edit_hands import LEFT, NONE, canvas_of, line, opened, place


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    yield from opened(qtbot, qapp, "xor")


def go_on_to_the_next_example(window: MainWindow) -> None:
    state = window.bridge.state
    window.bridge.do(GoTo(state.timeline.layout.block.size(state.cursor.level)))
    assert window.bridge.state.row == 1


def inputs(window: MainWindow) -> list[list[float]]:
    examples = window.bridge.state.document.examples
    assert examples is not None
    return examples.inputs.tolist()


@pytest.mark.parametrize("arrow", [False, True])
def test_that_what_is_typed_is_of_the_example_that_was_in_sight_when_one_began(
    window: MainWindow, qtbot: QtBot, arrow: bool
) -> None:
    before = inputs(window)
    canvas = canvas_of(window)
    qtbot.mouseDClick(canvas, LEFT, pos=place(canvas, "x[2]"))
    qtbot.keyClicks(line(window), "7")
    go_on_to_the_next_example(window)
    qtbot.keyClick(line(window), Qt.Key.Key_Up if arrow else Qt.Key.Key_Return)
    changed = 7.1 if arrow else 7.0
    assert inputs(window) == [[before[0][0], changed], *before[1:]]
    assert window.bridge.state.history.undo_label == f"x₂ of example 1 = {changed:g}"


def test_that_a_drag_pulls_the_number_of_the_example_that_it_took_hold_of(window: MainWindow) -> None:
    before = inputs(window)
    canvas = canvas_of(window)
    where = place(canvas, "x[1]")
    _mouse(window, QEvent.Type.MouseButtonPress, where)
    _mouse(window, QEvent.Type.MouseMove, where + QPoint(30, 0))
    go_on_to_the_next_example(window)
    window.bridge.do(MoveCursor("next"))
    _mouse(window, QEvent.Type.MouseMove, where + QPoint(50, 0))
    _mouse(window, QEvent.Type.MouseButtonRelease, where + QPoint(50, 0))
    assert inputs(window)[0][0] == pytest.approx(before[0][0] + 0.5) and inputs(window)[1:] == before[1:]


def _mouse(window: MainWindow, kind: QEvent.Type, where: QPoint) -> None:
    canvas, at = canvas_of(window), QPointF(where)
    button = LEFT if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, QPointF(canvas.mapToGlobal(at)), button, LEFT, NONE))
