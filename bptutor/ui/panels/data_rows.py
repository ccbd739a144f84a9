"""How a cell of the table “Data” is painted, and what it is typed into."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from bptutor.ui.editing_line import LONGEST
from bptutor.ui.widgets.tables import RowDelegate

Index = QModelIndex | QPersistentModelIndex


class DataRows(RowDelegate):
    """A row as of other tables, with a ring around the cell that keys are about."""

    # Qt's own names

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, focused = option.rect, bool(option.state & QStyle.StateFlag.State_HasFocus)
        super().paint(painter, option, index)
        if focused:
            painter.save()
            painter.setPen(QPen(self._manager.theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setMaxLength(LONGEST)
        line.setFont(self._manager.theme.number)
        name = index.data(Qt.ItemDataRole.AccessibleTextRole)
        line.setAccessibleName(f"New value: {name}")
        return line
