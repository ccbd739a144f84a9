"""The table's header: a click sorts up, another down, a third goes back to the order of the drawing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from bptutor.ui.panels.values_model import NAME
from bptutor.ui.theme import ThemeManager


class ValuesHeader(QHeaderView):
    """`sort_requested` tells column and direction, or −1 for the drawing's order.

    It paints its own arrow: the style's lies on the text of a column that is flush right."""

    sort_requested = Signal(int, Qt.SortOrder)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._manager = manager
        self._column = -1
        self._direction = Qt.SortOrder.AscendingOrder
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionClicked.connect(self._turn)

    def _turn(self, column: int) -> None:
        if column != self._column:
            self._column, self._direction = column, Qt.SortOrder.AscendingOrder
        elif self._direction is Qt.SortOrder.AscendingOrder:
            self._direction = Qt.SortOrder.DescendingOrder
        else:
            self._column = -1
        self.viewport().update()
        self.sort_requested.emit(self._column, self._direction)

    # Qt's own names

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex != self._column:
            return
        theme = self._manager.theme
        text = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        width = QFontMetrics(theme.heading).horizontalAdvance(text) + theme.px(6)
        half, gap = theme.px(4), theme.px(5)
        x = rect.left() + width + gap + half if logicalIndex == NAME else rect.right() - width - gap - half
        y, up = rect.center().y(), -1 if self._direction is Qt.SortOrder.AscendingOrder else 1
        arrow = QPolygonF(
            [
                QPointF(x - half, y - up * half / 2),
                QPointF(x + half, y - up * half / 2),
                QPointF(x, y + up * half / 2),
            ]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("muted"))
        painter.drawPolygon(arrow)
