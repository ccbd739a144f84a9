"""A slider that keeps its own keys."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider

from bptutor.ui.keys import bare

KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


_numbers = count(1)


def new_gesture() -> str:
    """A name under which drags in a lab are one edit, unlike any before."""
    return f"lab {next(_numbers)}"


class LabSlider(QSlider):
    """A horizontal slider; while it has the focus the arrows move it and not the timeline. `gesture` is a new
    one with each press of the mouse or of a key, however long it is held."""

    def __init__(self, name: str, last: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setRange(0, last)
        self.setPageStep(max(last // 10, 1))
        self.gesture = new_gesture()

    # Qt's own names

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gesture = new_gesture()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.gesture = new_gesture()
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in KEYS and bare(event):
                event.accept()
                return True
        return super().event(event)
