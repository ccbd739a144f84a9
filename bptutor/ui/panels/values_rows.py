"""How a row of the table is painted: a hairline, the tint of the present step, numbers in their colours."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from bptutor.ui.panels.values_model import GRADIENT, NAME, Cell, ValuesModel
from bptutor.ui.shaped import LEFT, RIGHT, Shaped, paint_line, shaped
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import PADDING, RowDelegate

LEAST = 6  # pixels of a number that would not fit its column else


class ValueRows(RowDelegate):
    """Paints a cell whole, from one question to the model: a table of hundreds of cells stays fast."""

    def __init__(self, manager: ThemeManager, view: QTableView, model: ValuesModel) -> None:
        super().__init__(manager, view)
        self._model = model

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        theme = self._manager.theme
        quiet = cell.quiet and cell.text != "?"
        if quiet or cell.stale:
            colour = theme.colour("muted")
        else:
            colour = theme.colour("backward" if cell.column == GRADIENT else "ink")
        pad = theme.px(PADDING)
        area = rect.adjusted(pad, 0, -pad, -1)
        strong = cell.current and cell.column != NAME and not quiet
        if cell.of:
            name = shaped(cell.of, theme.px(12))
            painter.setPen(theme.colour("muted"))
            paint_line(painter, QRectF(area), name, LEFT)
            area.setLeft(area.left() + math.ceil(name.width) + pad)
        line = _fitting(cell, strong, quiet, theme.px(14), area.width())
        painter.setPen(colour)
        paint_line(painter, QRectF(area), line, LEFT if cell.column == NAME else RIGHT)

    # Qt's own names

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._manager.theme, option.rect
        state = option.state
        cell = self._model.cell(index.row(), index.column())
        if cell.current:
            painter.fillRect(rect, theme.phase_tint(cell.phase))
        elif cell.lit or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        if cell.lit and cell.column == NAME:
            # A mark at the row's head besides the ground, which a current row has already.
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.phase_colour(cell.phase))
        self._paint_cell(painter, rect, cell)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _fitting(cell: Cell, strong: bool, italic: bool, pixels: int, room: int) -> Shaped:
    """The cell's text in a size in which it fits: a number that is cut would be another number."""
    weight = QFont.Weight.Bold if strong else QFont.Weight.Normal
    line = shaped(cell.text, pixels, weight, italic, cell.stale)
    # Smaller letters are not narrower in proportion: they are set on whole pixels.
    while line.width > room and pixels > LEAST:
        pixels -= 1
        line = shaped(cell.text, pixels, weight, italic, cell.stale)
    return line
