"""The table of the gradient check: pointing by pointer and keyboard, choosing by click or Enter, copying."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from bptutor.trace.keys import Key
from bptutor.ui.panels.check_model import GRADIENT, HEADERS, CheckModel
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate


class CheckTable(QTableView):
    """`pointed` tells the parameter of the row under the pointer or with the keyboard, None after; `chosen`
    the one that was clicked or chosen with Enter."""

    pointed = Signal(object)
    chosen = Signal(object)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self.rows = CheckModel(manager, self)
        self.setModel(self.rows)
        self._delegate = RowDelegate(manager, self)
        self._hovered: Key | None = None
        self.setAccessibleName("Gradient check")
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
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
        self.selectionModel().currentRowChanged.connect(self._row_focused)

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

    def _row_focused(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self.hasFocus() and current.isValid():
            self.pointed.emit(self.rows.row(current.row()).key)

    def _hover(self, place: QPoint | None) -> None:
        index = self.indexAt(place) if place is not None else QModelIndex()
        key = self.rows.row(index.row()).key if index.isValid() else None
        if key != self._hovered:
            self._hovered = key
            self.pointed.emit(key)

    # Qt's own names

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._row_focused(self.currentIndex(), QModelIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._hovered is None:
            self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
