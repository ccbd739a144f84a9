"""Lines of a chain: what is given, done, asked and still to do; and the steps of a solution, to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bptutor.study.views.practise_lines import LineView, Standing
from bptutor.ui.maths import INLINE, formula
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.painted_button import PaintedButton

MARKS: dict[Standing, str] = {
    "given": "",
    "right": "✓",
    "left": "≈",
    "shown": "i",
    "asked": "→",
    "later": "",
    "slip": "≠",
}
SAID: dict[Standing, str] = {
    "given": "",
    "right": ", right",
    "left": ", your number",
    "shown": ", shown",
    "asked": ", asked",
    "later": ", later",
    "slip": ", the wrong line",
}
PAD, MARK, BOX = 10, 18, 84


class LineRow(PaintedButton):
    """One line: mark, symbol, number; a step of a solution can be pressed and says how its number comes."""

    def __init__(self, manager: ThemeManager, number: int, pressable: bool) -> None:
        super().__init__()
        self.number = number
        self._manager = manager
        self._view: LineView | None = None
        self._pressable = pressable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_line(self, view: LineView) -> None:
        """Show another line."""
        if view != self._view:
            self._view = view
            number = view.number if view.number not in ("", "?") else "not yet"
            words = f"{view.symbol.spoken} equals {number}{SAID[view.standing]}"
            self.setText(f"{view.symbol.plain} = {view.number}")
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def _paint_number(self, painter: QPainter, view: LineView, area: QRectF) -> None:
        theme = self._manager.theme
        if view.standing in ("asked", "later"):
            asked = view.standing == "asked"
            pen = QPen(theme.colour("backward" if asked else "edge"), 2 if asked else 1)
            if not asked:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(theme.colour("backward_tint") if asked else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.px(6), theme.px(6))
        painter.setFont(theme.strong)
        painter.setPen(theme.colour("backward" if view.standing != "later" else "muted"))
        inner = area.adjusted(theme.px(6), 0, -theme.px(6), 0)
        side = Qt.AlignmentFlag.AlignHCenter if view.standing == "asked" else Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, view.number)

    # Qt's own names

    def sizeHint(self) -> QSize:
        theme = self._manager.theme
        worked = self._view is not None and bool(self._view.worked)
        return QSize(theme.px(220), theme.hit + (theme.px(14) if worked else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, view = self._manager.theme, self._view
        if view is None:
            return
        px, area = theme.px, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.current and self._pressable:
            painter.setPen(QPen(theme.colour("backward"), 1))
            painter.setBrush(theme.colour("backward_tint"))
            painter.drawRoundedRect(area, px(8), px(8))
        elif self._pressable and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(area, px(8), px(8))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, px(8), px(8))
        line = QRectF(px(PAD), 0, self.width() - 2 * px(PAD), theme.hit)
        painter.setFont(theme.strong)
        painter.setPen(theme.colour("update" if view.standing == "right" else "muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, MARKS[view.standing])
        shown = formula(view.symbol.tex, True)
        em, left = px(14) * INLINE, line.left() + (0 if self._pressable else px(MARK))
        baseline = line.center().y() + QFontMetrics(theme.text).xHeight() / 2
        role = "muted" if view.standing == "later" else "ink"
        shown.paint(painter, QRectF(left, baseline, 0, 0).topLeft(), theme.colour(role), em)
        box = QRectF(line.right() - px(BOX), px(4), px(BOX), theme.hit - px(8))
        self._paint_number(painter, view, box)
        if view.worked:
            painter.setFont(theme.small)
            painter.setPen(theme.colour("muted"))
            beneath = QRectF(line.left(), theme.hit - px(8), line.width(), px(18))
            metrics = painter.fontMetrics()
            text = metrics.elidedText(f"= {view.worked}", Qt.TextElideMode.ElideRight, int(beneath.width()))
            painter.drawText(beneath, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class LineList(QWidget):
    """Lines under each other. `pressed` tells the number (from 0) of one that can be pressed."""

    pressed = Signal(int)

    def __init__(self, manager: ThemeManager, name: str, pressable: bool = False) -> None:
        super().__init__()
        self._manager = manager
        self._pressable = pressable
        self.rows: list[LineRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[LineView]) -> None:
        """Show these; none take no room."""
        while len(self.rows) < len(lines):
            row = LineRow(self._manager, len(self.rows), self._pressable)
            row.clicked.connect(self._press)
            self.rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                row.show_line(lines[number])
        self.setVisible(bool(lines))

    def _press(self) -> None:
        row = self.sender()
        assert isinstance(row, LineRow)
        self.pressed.emit(row.number)
