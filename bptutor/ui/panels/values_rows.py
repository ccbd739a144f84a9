"""How a row of the table is painted: a hairline, the tint of the present step, numbers in their colours."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QRect, QRectF
from PySide6.QtGui import QFont, QPainter, QPen, QRegion
from PySide6.QtWidgets import QTableView

from bptutor.ui.panels.values_model import GRADIENT, HEADERS, NAME, Cell, ValuesModel
from bptutor.ui.shaped import LEFT, RIGHT, Shaped, face, paint_line
from bptutor.ui.theme import Theme, ThemeManager
from bptutor.ui.widgets.tables import PADDING, RowDelegate

COLUMNS = range(len(HEADERS))
LEAST = 6  # pixels of a number that would not fit its column else


class ValueRows(RowDelegate):
    """Paints whole rows, each number from one question to the model. A delegate that Qt asks cell by cell
    spends as much on being asked."""

    def __init__(self, manager: ThemeManager, view: QTableView, model: ValuesModel) -> None:
        super().__init__(manager, view)
        self._model = model

    def paint_rows(self, painter: QPainter, region: QRegion) -> None:
        """Paint the rows that a region of the viewport meets."""
        view, around = self._view, region.boundingRect()
        first, last = view.rowAt(around.top()), view.rowAt(around.bottom())
        if first < 0:
            return
        places = [(view.columnViewportPosition(column), view.columnWidth(column)) for column in COLUMNS]
        start, wide = places[0][0], sum(width for _, width in places)
        shown = [
            (column, *place)
            for column, place in zip(COLUMNS, places, strict=True)
            if place[0] <= around.right() and place[0] + place[1] > around.left()
        ]
        chosen, theme = view.selectionModel(), self._manager.theme
        for row in range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1):
            rect = QRect(start, view.rowViewportPosition(row), wide, view.rowHeight(row))
            if not (shown and region.intersects(rect)):
                continue
            cells = [(self._model.cell(row, column), left, width) for column, left, width in shown]
            selected = chosen.hasSelection() and chosen.isRowSelected(row, QModelIndex())
            self._paint_ground(painter, rect, cells[0][0], selected)
            for cell, left, width in cells:
                self._paint_cell(painter, QRect(left, rect.top(), width, rect.height()), cell, theme)
        self._paint_focus(painter)

    def _paint_ground(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:
        theme = self._manager.theme
        if cell.current:
            painter.fillRect(rect, theme.phase_tint(cell.phase))
        elif cell.lit or selected:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        if cell.lit:
            # A mark at the row's head besides the ground, which a current row has already.
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.phase_colour(cell.phase))

    def _paint_focus(self, painter: QPainter) -> None:
        here = self._view.currentIndex()
        if self._view.hasFocus() and here.isValid():
            painter.setPen(QPen(self._manager.theme.colour("focus"), 2))
            painter.drawRect(self._view.visualRect(here).adjusted(1, 1, -1, -2))

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, theme: Theme) -> None:
        quiet = cell.quiet and cell.text != "?"
        if quiet or cell.stale:
            colour = theme.colour("muted")
        else:
            colour = theme.colour("backward" if cell.column == GRADIENT else "ink")
        pad = theme.px(PADDING)
        area = rect.adjusted(pad, 0, -pad, -1)
        strong = cell.current and cell.column != NAME and not quiet
        if cell.of:
            name = face(theme.px(12)).line(cell.of)
            painter.setPen(theme.colour("muted"))
            paint_line(painter, QRectF(area), name, LEFT)
            area.setLeft(area.left() + math.ceil(name.width) + pad)
        line = _fitting(cell, strong, quiet, theme.px(14), area.width())
        painter.setPen(colour)
        paint_line(painter, QRectF(area), line, LEFT if cell.column == NAME else RIGHT)


def _fitting(cell: Cell, strong: bool, italic: bool, pixels: int, room: int) -> Shaped:
    """The cell's text in a size in which it fits: a number that is cut would be another number."""
    weight = QFont.Weight.Bold if strong else QFont.Weight.Normal
    line = face(pixels, weight, italic).line(cell.text, cell.stale)
    # Smaller letters are not narrower in proportion: they are set on whole pixels.
    while line.width > room and pixels > LEAST:
        pixels -= 1
        line = face(pixels, weight, italic).line(cell.text, cell.stale)
    return line
