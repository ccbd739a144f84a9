"""A table whose rows are values that can be chosen, by click or Enter, and copied with every digit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bptutor.ui.keys import ENTER
from bptutor.ui.panels.pointing_table import PointingTable


class ChoosingTable(PointingTable):
    """`chosen` tells the key of the row that was clicked or chosen with Enter. Its model's tool tips are the
    cells with all their digits."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        copy = QAction("Copy the whole table", self)
        copy.triggered.connect(self.copy_all)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.clicked.connect(self._choose)

    def bring(self, row: int) -> None:
        """Scroll to a row, but only where it is not wholly in sight."""
        index = self.model().index(row, 0)
        place, sight = self.visualRect(index), self.viewport().rect()
        if place.top() < sight.top() or place.bottom() > sight.bottom():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def copy_all(self) -> None:
        """Lines of tab-separated cells under the headers, with every digit."""
        model = self.model()
        columns = range(model.columnCount())
        lines = [[str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        for row in range(model.rowCount()):
            cells = (model.index(row, column) for column in columns)
            lines.append([str(cell.data(Qt.ItemDataRole.ToolTipRole)) for cell in cells])
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines) + "\n")

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.key_of_row(index.row()))

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        elif event.key() in ENTER:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
