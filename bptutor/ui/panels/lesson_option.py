"""Buttons whose words may hold formulas: answers to choose, cards to order, titles of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.ui.icons import paint_icon
from bptutor.ui.maths_blocks import Block
from bptutor.ui.panels.lesson_lines import Lines
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.painted_button import PaintedButton

Mark = Literal["", "box", "dot"]
PAD, SIDE, RADIUS, BOX = 7, 14, 8, 18
SPENT = 0.68  # the opacity of an answer that was not chosen: it can still be read, at 4.5 to 1
PHASES = ("forward", "backward", "cost", "update")


class OptionButton(PaintedButton):
    """A bordered button of words and formulas, tinted while it is checked. With a `mark` of "box" it looks
    like a check box. Enter presses it as Space does; `colour` is the role of its tint."""

    def __init__(self, manager: ThemeManager, mark: Mark = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._mark = mark
        self._lines = Lines(manager, self)
        self._colour = "forward"
        self._lit = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        manager.changed.connect(self.updateGeometry)

    def show_blocks(self, blocks: Sequence[Block], name: str = "") -> None:
        """Show these words; `name` is what a screen reader says, by default the words."""
        if self._lines.put(blocks):
            self.setText(self._lines.words)
            self.updateGeometry()
            self.update()
        self.setAccessibleName(name or self._lines.words)

    def set_tint(self, role: str, lit: bool = False) -> None:
        """The phase or role in whose colours it stands when it is checked, or always if `lit`."""
        if (role, lit) != (self._colour, self._lit):
            self._colour, self._lit = role, lit
            self.update()

    def _sides(self) -> tuple[int, int]:
        """What stands left and right of the words."""
        px = self._manager.theme.px
        return px(SIDE) + (px(BOX) + px(8) if self._mark else 0), px(SIDE)

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self._manager.theme
        return max(self._lines.high(width - sum(self._sides())) + 2 * theme.px(PAD), theme.hit)

    def sizeHint(self) -> QSize:
        width = max(self._lines.wide() + sum(self._sides()), self._manager.theme.px(38))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = min(self.sizeHint().width(), self._manager.theme.px(90))
        return QSize(width, self._manager.theme.hit)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tinted = self._lit or self.isChecked()
        focused = self.hasFocus()
        thick = 2.0 if focused else 1.0
        role = "focus" if focused else self._colour if tinted else "line"
        if self.isDown():
            ground = "pressed"
        elif tinted and self._colour in PHASES:
            ground = f"{self._colour}_tint"
        else:
            ground = "hover" if self.underMouse() and self.isEnabled() else "surface"
        area = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour(role), thick))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
        left, right = self._sides()
        if self._mark:
            self._paint_mark(painter)
        width = self.width() - left - right
        high = self._lines.high(width)
        # In a row each button is as wide as its words; in a column their left edges stand in line.
        in_column = self._mark or self.width() > self.sizeHint().width() + 2
        spare = 0.0 if in_column else max(width - self._lines.wide(), 0) / 2
        top = (self.height() - high) / 2
        painter.setOpacity(1.0 if self.isEnabled() or tinted else SPENT)
        self._lines.paint(painter, QRectF(left + spare, top, width - spare, high))
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        theme = self._manager.theme
        side = theme.px(BOX)
        box = QRectF(theme.px(SIDE), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.colour(self._colour if self.isChecked() else "edge"), 1))
        painter.setBrush(theme.colour(self._colour if self.isChecked() else "surface"))
        radius = side / 2 if self._mark == "dot" else theme.px(4)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.isChecked():
            paint_icon(painter, "check", theme.palette.on_accent, box.adjusted(2, 2, -2, -2))


class TitleButton(PaintedButton):
    """The title of another page of the lesson, on the line that joins them. Seen ones have a tick."""

    def __init__(self, manager: ThemeManager, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._manager = manager
        self._lines = Lines(manager, self)
        # The dots of the foot lead to the same pages by keyboard: Tab need not go through both.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        manager.changed.connect(self.updateGeometry)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show a title."""
        if self._lines.put(blocks):
            self.setText(self._lines.words)
            self.setAccessibleName(self._lines.words)
            self.updateGeometry()
            self.update()

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = self._manager.theme.px
        return self._lines.high(width - px(15) - px(4)) + px(12)

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        width = self._lines.wide() + px(20)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(60), self._manager.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        bar = theme.px(3)
        painter.fillRect(0, 0, bar, self.height(), theme.colour("line"))
        if self.underMouse():
            painter.fillRect(bar, 0, self.width() - bar, self.height(), theme.colour("hover"))
        left = theme.px(15)
        self._lines.paint(
            painter, QRectF(left, theme.px(6), self.width() - left - theme.px(4), self.height())
        )
        painter.end()
