"""The table of the values of two networks: sorting, pointing, choosing, copying."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from bptutor.study.views.pair_table import NAME, PairTable
from bptutor.trace.keys import Key
from bptutor.ui.panels.pair_model import HEADERS, PairModel
from bptutor.ui.panels.pointing_table import PointingTable
from bptutor.ui.panels.values_header import ValuesHeader
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate

NAME_SHARE = 0.28  # of the table's width


class PairTableView(PointingTable):
    """`pointed` tells the value of the row under the pointer or with the keyboard, None after; `chosen` the
    one that was clicked or chosen with Enter."""

    chosen = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self.rows = PairModel(manager, self)
        self.setModel(self.rows)
        header = ValuesHeader(manager, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Fixed)
        header.sort_requested.connect(self.rows.sort_by)
        self._delegate = RowDelegate(manager, self)
        self.setAccessibleName("Values of both networks")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        copy = QAction("Copy the whole table", self)
        copy.triggered.connect(self.copy_all)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.clicked.connect(self._choose)
        self.follow_rows()

    def show_table(self, table: PairTable) -> None:
        """Show another moment, with the step's row in sight."""
        self.rows.show_table(table)
        row = self.rows.current_row
        if row is None:
            return
        index = self.rows.index(row, NAME)
        place, sight = self.visualRect(index), self.viewport().rect()
        if place.top() < sight.top() or place.bottom() > sight.bottom():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def copy_all(self) -> None:
        """Lines of tab-separated cells under the headers, with every digit."""
        lines = ["\t".join(HEADERS)]
        for row in range(self.rows.rowCount()):
            cells = (self.rows.index(row, column) for column in range(len(HEADERS)))
            lines.append("\t".join(str(cell.data(Qt.ItemDataRole.ToolTipRole)) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def key_of_row(self, row: int) -> Key:
        """The key that a row is about."""
        return self.rows.row(row).key

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.key_of_row(index.row()))

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(NAME, round(NAME_SHARE * self.viewport().width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
