"""Small tables in a lesson: as high as their rows, with formulas' plain text in the cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.tables import RowDelegate

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SmallTable(QTableWidget):
    """Rows of texts on the ground of their card. The first column stands left, numbers right; one row may be
    marked.

    Where the columns are wider than the page the text is smaller, and the last one goes if it may."""

    def __init__(
        self, manager: ThemeManager, name: str, heads: Sequence[str], last_may_go: bool = False
    ) -> None:
        super().__init__(0, len(heads))
        self._last_may_go = last_may_go
        self._manager = manager
        self._rows: list[tuple[str, ...]] = []
        self._marked: int | None = None
        self._muted: frozenset[int] = frozenset()
        self._delegate = RowDelegate(manager, self)
        self.setAccessibleName(name)
        set_kind(self, "clear")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(min(len(heads) - 1, 1), QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(1)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.set_heads(heads)
        manager.changed.connect(self._follow_theme)

    def set_heads(self, heads: Sequence[str]) -> None:
        """Other names of the columns."""
        for column, text in enumerate(heads):
            item = self.horizontalHeaderItem(column)
            if item is None or item.text() != text:
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT if column else LEFT)
                self.setHorizontalHeaderItem(column, item)

    def show_rows(
        self, rows: Sequence[tuple[str, ...]], marked: int | None = None, muted: frozenset[int] = frozenset()
    ) -> None:
        """Show these rows. The marked one is tinted, muted ones are quiet."""
        if list(rows) == self._rows and (marked, muted) == (self._marked, self._muted):
            return
        self._rows, self._marked, self._muted = list(rows), marked, muted
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT if column else LEFT)
                self.setItem(number, column, item)
        self._follow_theme()

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        for number in range(self.rowCount()):
            for column in range(self.columnCount()):
                item = self.item(number, column)
                if item is None:
                    continue
                role = "muted" if number in self._muted else "ink"
                item.setForeground(QBrush(theme.colour(role)))
                tint = QBrush(theme.colour("backward_tint")) if number == self._marked else QBrush()
                item.setBackground(tint)
        self._fit()
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())

    def _fit(self) -> None:
        theme, last = self._manager.theme, self.columnCount() - 1
        for font, shown in ((theme.text, True), (theme.small, True), (theme.small, not self._last_may_go)):
            self.setFont(font)
            self.setColumnHidden(last, not shown)
            columns = range(last + 1 if shown else last)
            if sum(self.sizeHintForColumn(column) for column in columns) <= self.viewport().width():
                break

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        row = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        return QSize(self._manager.theme.px(240), head + row * self.rowCount() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(120), self.sizeHint().height())
