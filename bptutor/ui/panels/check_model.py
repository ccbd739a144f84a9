"""The rows of the gradient check as a model: made when they are seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bptutor.foundation.numbers import short, whole
from bptutor.study.views.check_row import CheckRow
from bptutor.study.views.check_view import CheckView
from bptutor.trace.keys import Key
from bptutor.ui.theme import ThemeManager

GRADIENT, CHAIN, QUOTIENT, VERDICT, APART = range(5)
HEADERS = ("Gradient", "Chain rule", "D(h)", "Verdict", "Apart")
TIPS = (
    "",
    "the gradient as backpropagation gives it",
    "the central difference: the cost at θ + h less that at θ − h, divided by 2h",
    "what they say about each other at this h",
    "how far the two numbers are apart",
)
NUMBERS = (CHAIN, QUOTIENT, APART)
WAITING = "…"
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class CheckModel(QAbstractTableModel):
    """Rows of a CheckView."""

    def __init__(self, manager: ThemeManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: CheckView | None = None
        self._pointed: int | None = None
        self._chosen: int | None = None

    def show_view(self, view: CheckView | None) -> None:
        """Show what is known by now; the same parameters stay the same rows."""
        same = self.rowCount() == (0 if view is None else len(view.findings))
        if not same:
            self.beginResetModel()
        self._view = view
        self._chosen = None if view is None else view.row_of(view.selected)
        if not same:
            self._pointed = None
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, APART))

    def show_pointed(self, key: Key | None) -> None:
        """Light the row of a parameter that is pointed at."""
        before = self._pointed
        self._pointed = None if self._view is None else self._view.row_of(key)
        for row in {before, self._pointed} - {None}:
            assert row is not None
            self.dataChanged.emit(self.index(row, 0), self.index(row, APART))

    @property
    def chosen_row(self) -> int | None:
        """The row of the selected parameter."""
        return self._chosen

    def row(self, number: int) -> CheckRow:
        """A row's gradient, difference and verdict."""
        assert self._view is not None
        return self._view.row(number)

    def _text(self, number: int, column: int) -> str:
        row = self.row(number)
        if column == GRADIENT:
            return row.name
        if column == VERDICT:
            return row.verdict
        value = {CHAIN: row.gradient, QUOTIENT: row.quotient}.get(column, row.apart)
        return WAITING if value is None else short(value, 2 if column == APART else 4)

    def _exact(self, number: int, column: int) -> str:
        row = self.row(number)
        value = {CHAIN: row.gradient, QUOTIENT: row.quotient, APART: row.apart}.get(column)
        return self._text(number, column) if value is None else whole(value)

    # Qt's own names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.findings)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADERS[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return TIPS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(number, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._exact(number, column)
            case Qt.ItemDataRole.AccessibleTextRole if column == GRADIENT:
                return self.row(number).spoken
            case Qt.ItemDataRole.TextAlignmentRole if column in NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole if number == self._chosen and column == GRADIENT:
                return self._manager.theme.strong
            case Qt.ItemDataRole.BackgroundRole if number == self._chosen:
                return self._manager.theme.phase_tint("backward")
            case Qt.ItemDataRole.BackgroundRole if number == self._pointed:
                return self._manager.theme.colour("hover")
        return None
