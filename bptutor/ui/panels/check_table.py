"""The table of the gradient check: pointing by pointer and keyboard, choosing by click or Enter, copying."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from bptutor.trace.keys import Key
from bptutor.ui.panels.check_model import GRADIENT, HEADERS, CheckModel
from bptutor.ui.panels.pointing_table import PointingTable
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate


class CheckTable(PointingTable):
    """`pointed` tells the parameter of the row under the pointer or with the keyboard, None after; `chosen`
    the one that was clicked or chosen with Enter."""

    chosen = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self.rows = CheckModel(manager, self)
        self.setModel(self.rows)
        self._delegate = RowDelegate(manager, self)
        self.setAccessibleName("Gradient check")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        # Only the rows in sight are asked for their width: there may be thousands.
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        manager.changed.connect(self._follow_theme)
        copy = QAction("Copy the whole table", self)
        copy.triggered.connect(self.copy_all)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._follow_theme()
        self.clicked.connect(self._choose)
        self.follow_rows()

    def _follow_theme(self) -> None:
        # The last column, which fills what is left, is never so narrow that its number is cut.
        self.horizontalHeader().setMinimumSectionSize(self._manager.theme.px(84))

    def copy_all(self) -> None:
        """Lines of tab-separated cells under the headers, with every digit."""
        cells = [
            [
                str(self.rows.index(row, column).data(Qt.ItemDataRole.ToolTipRole))
                for column in range(len(HEADERS))
            ]
            for row in range(self.rows.rowCount())
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [HEADERS, *cells]) + "\n")

    def go_to(self, row: int) -> None:
        """Bring a row into sight and under the keyboard."""
        self.setCurrentIndex(self.rows.index(row, GRADIENT))
        self.scrollTo(self.rows.index(row, GRADIENT))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.row(index.row()).key)

    def key_of_row(self, row: int) -> Key:
        """The key that a row is about."""
        return self.rows.row(row).key

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
