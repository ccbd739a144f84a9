"""What tests of editing share: the real window on the source's network, and hands for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bptutor.app import open_window
from bptutor.engine.ready_made import ready_made
from bptutor.study.actions import GoToKey, OpenDocument, SelectParameter, SetRoom
from bptutor.study.state import Room
from bptutor.trace.keys import Key, parse
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.editing_line import EditLine
from bptutor.ui.panels.values_table import ValuesTable
from bptutor.ui.window import MainWindow

NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def opened(qtbot: QtBot, app: QApplication, network: str = "two-hidden-layers") -> Iterator[MainWindow]:
    """The window with a ready-made network; at the end it closes without a question."""
    window = open_window(app)
    window.bridge.do(SetRoom(Room.EXPLORE))
    entry = ready_made(network)
    window.bridge.do(OpenDocument(entry.read(), entry.path))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    if window.isVisible():
        window.commands.files.kept.note_saved()
    window.close()


def at(window: MainWindow, key: str, select: str = "") -> None:
    """Step to a value, with a parameter selected."""
    window.bridge.do(SelectParameter(parse(select) if select else None))
    window.bridge.do(GoToKey(parse(key)))


def canvas_of(window: MainWindow) -> NetworkCanvas:
    return window.findChildren(NetworkCanvas)[0]


def table_of(window: MainWindow) -> ValuesTable:
    return window.findChildren(ValuesTable)[0]


def place(canvas: NetworkCanvas, key: str | Key) -> QPoint:
    """The middle of a number in the drawing."""
    rect = canvas.finder.place_of(parse(key) if isinstance(key, str) else key)
    assert rect is not None
    return rect.center().toPoint()


def number(window: MainWindow, key: str) -> float:
    """The number that a value has now."""
    state = window.bridge.state
    return float(state.timeline.values[parse(key), state.row])


def line(window: MainWindow) -> QLineEdit:
    """The one open editor."""
    (found,) = [widget for widget in window.findChildren(EditLine) if widget.isVisible()]
    return found


def no_line(window: MainWindow) -> bool:
    return not any(widget.isVisible() for widget in window.findChildren(EditLine))


def drag(widget: QWidget, start: QPoint, moves: list[int], held: Qt.KeyboardModifier = NONE) -> None:
    """Press, move sideways by so many pixels in turn, let go."""
    where = QPointF(start)
    button, no_button = LEFT, Qt.MouseButton.NoButton
    _send(widget, QEvent.Type.MouseButtonPress, where, button, button, held)
    for dx in moves:
        where += QPointF(dx, 0)
        _send(widget, QEvent.Type.MouseMove, where, no_button, button, held)
    _send(widget, QEvent.Type.MouseButtonRelease, where, button, no_button, held)


def _send(
    widget: QWidget,
    kind: QEvent.Type,
    where: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    held: Qt.KeyboardModifier,
) -> None:
    event = QMouseEvent(kind, where, QPointF(widget.mapToGlobal(where)), button, buttons, held)
    QApplication.sendEvent(widget, event)


def named(tool: QWidget, name: str, kind: type[QWidget] = QPushButton) -> QWidget:
    """The one widget of an accessible name in a window."""
    found = [w for w in tool.findChildren(kind) if w.accessibleName() == name]
    assert len(found) == 1, (name, found)
    return found[0]
