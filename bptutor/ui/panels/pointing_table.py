"""A table whose rows are values: pointing at a row, by pointer or by keyboard, tells its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from bptutor.trace.keys import Key


class PointingTable(QTableView):
    """`pointed` tells the key of the row under the pointer or with the keyboard, None after.

    A table gives its keys by `key_of_row`, and calls `follow_rows` once it has its model."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered: Key | None = None
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def key_of_row(self, row: int) -> Key:
        """The key that a row is about."""
        raise TypeError(f"{type(self).__name__} gives no keys")

    def follow_rows(self) -> None:
        """Tell of rows that the keyboard comes to."""
        self.selectionModel().currentRowChanged.connect(self._row_focused)

    def _row_focused(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self.hasFocus() and current.isValid():
            self.pointed.emit(self.key_of_row(current.row()))

    def _hover(self, place: QPoint | None) -> None:
        index = self.indexAt(place) if place is not None else QModelIndex()
        key = self.key_of_row(index.row()) if index.isValid() else None
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
