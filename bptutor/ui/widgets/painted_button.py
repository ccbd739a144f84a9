"""A button that paints itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from bptutor.ui.keys import ENTER, bare


class PaintedButton(QAbstractButton):
    """Its class says what it looks like; it is painted anew where the pointer comes or goes. Enter presses it
    as Space does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and bare(event):
            self.click()
        else:
            super().keyPressEvent(event)
