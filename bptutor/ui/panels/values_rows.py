"""How a row of the table is painted: a hairline, the tint of the present step, numbers in their colours."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from bptutor.ui.panels.values_model import CELL, GRADIENT, NAME, Cell
from bptutor.ui.shaped import LEFT, RIGHT, paint_line, shaped_in
from bptutor.ui.theme import ThemeManager
from bptutor.ui.theme_fonts import text_font
from bptutor.ui.widgets.tables import PADDING, RowDelegate

SHORT = 8  # letters that fit into any column


class ValueRows(RowDelegate):
    """Paints a cell whole, from one question to the model: a table of hundreds of cells stays fast."""

    def __init__(self, manager: ThemeManager, view: QTableView) -> None:
        self._plain = self._bold = self._italic = QFont()
        super().__init__(manager, view)

    def _follow_theme(self) -> None:
        super()._follow_theme()
        theme = self._manager.theme
        self._plain = theme.text
        self._bold = text_font(theme.px(14), QFont.Weight.Bold)
        self._italic = theme.text
        self._italic.setItalic(True)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        theme = self._manager.theme
        if cell.quiet and cell.text != "?":
            font, colour = self._italic, theme.colour("muted")
        else:
            font = self._bold if cell.current and cell.column != NAME else self._plain
            role = "backward" if cell.column == GRADIENT else "ink"
            colour = theme.colour("muted" if cell.stale else role)
        if cell.stale:
            font = QFont(font)
            font.setStrikeOut(True)
        pad = theme.px(PADDING)
        area = rect.adjusted(pad, 0, -pad, -1)
        if len(cell.text) > SHORT:
            font = _fitting(font, cell.text, area.width())
        painter.setPen(colour)
        paint_line(painter, QRectF(area), shaped_in(cell.text, font), LEFT if cell.column == NAME else RIGHT)

    # Qt's own names

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._manager.theme, option.rect
        cell: Cell = index.data(CELL)
        painter.save()
        if cell.current:
            painter.fillRect(rect, theme.phase_tint(cell.phase))
        elif cell.lit or option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        if cell.lit and cell.column == NAME:
            # A mark at the row's head besides the ground, which a current row has already.
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.phase_colour(cell.phase))
        self._paint_cell(painter, rect, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


def _fitting(font: QFont, text: str, room: int) -> QFont:
    """A font in which a text fits: a number that is cut would be another number."""
    if QFontMetrics(font).horizontalAdvance(text) <= room:
        return font
    smaller = QFont(font)
    # Smaller letters are not narrower in proportion: they are set on whole pixels.
    for size in range(font.pixelSize() - 1, 5, -1):
        smaller.setPixelSize(size)
        if QFontMetrics(smaller).horizontalAdvance(text) <= room:
            break
    return smaller
