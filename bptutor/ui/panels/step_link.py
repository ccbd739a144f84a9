"""Words that lead to a step."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bptutor.ui.shaped import face_in, paint_line, shaped_in
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.painted_button import PaintedButton


class StepLink(PaintedButton):
    """Words that go to a step, as a link does. `focused` follows the keyboard."""

    focused = Signal(bool)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        width = math.ceil(face_in(theme.small).width(self.text()))
        return QSize(width + 2 * theme.px(6), theme.hit)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 4, -1, -4), theme.px(6), theme.px(6))
        here, line = self.underMouse(), shaped_in(self.text(), theme.small)
        colour = theme.colour("ink" if here else "muted")
        painter.setPen(colour)
        paint_line(painter, QRectF(self.rect()), line)
        if here:
            left, baseline = (self.width() - line.width) / 2, (self.height() - line.height) / 2 + line.ascent
            painter.fillRect(QRectF(left, round(baseline) + theme.px(1), line.width, theme.px(1)), colour)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
