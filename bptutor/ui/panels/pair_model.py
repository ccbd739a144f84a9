"""The values of two networks as a model: rows are made when they are seen."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bptutor.foundation.numbers import short
from bptutor.foundation.numbers import whole as exact
from bptutor.study.views.numbers import NumberView, Status
from bptutor.study.views.pair_table import APART, NAME, OF_A, OF_B, PairRow, PairTable
from bptutor.trace.keys import Key
from bptutor.ui.theme import ThemeManager

HEADERS = ("Value", "A", "B", "B − A")
NUMBERS = (OF_A, OF_B, APART)
NOT_YET, LACKING = "not yet", "—"
UNSORTED = -1
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PairModel(QAbstractTableModel):
    """Rows of a PairTable: all, or only those that differ; as the pass makes them, or sorted."""

    def __init__(self, manager: ThemeManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._table: PairTable | None = None
        self._order = np.zeros(0, np.intp)
        self._only = False
        self._sorted = (UNSORTED, False)
        self._current: int | None = None
        self._pointed: Key | None = None
        self._rows: dict[int, PairRow] = {}  # that have been seen of this moment: painting asks often

    def show_table(self, table: PairTable) -> None:
        """Show another moment; where the same values stand in the same order, only their numbers change."""
        self._table = table
        self._current = table.number(table.current)
        self._arrange()

    def show_only(self, only_differing: bool) -> None:
        """Leave out what does not differ."""
        self._only = only_differing
        self._arrange()

    def sort_by(self, column: int, direction: Qt.SortOrder) -> None:
        """Sort by a column; by UNSORTED in the order of the pass."""
        self._sorted = (column, direction is Qt.SortOrder.DescendingOrder)
        self._arrange()

    def show_pointed(self, key: Key | None) -> None:
        """Light the row of what is pointed at elsewhere."""
        self._pointed = key
        self._tell()

    def row(self, place: int) -> PairRow:
        """What stands in a row of the table."""
        found = self._rows.get(place)
        if found is None:
            assert self._table is not None
            found = self._rows[place] = self._table.row(int(self._order[place]))
        return found

    @property
    def current_row(self) -> int | None:
        """Where the step's value stands; None where it is not shown."""
        if self._current is None:
            return None
        found = np.flatnonzero(self._order == self._current)
        return int(found[0]) if len(found) else None

    def _arrange(self) -> None:
        if self._table is None:
            return
        self._rows.clear()
        order = self._table.order(self._only, *self._sorted)
        if np.array_equal(order, self._order):
            self._tell()
            return
        self.beginResetModel()
        self._order = order
        self.endResetModel()

    def _tell(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, APART))

    def _text(self, row: PairRow, column: int, whole: bool) -> str:
        match column:
            case 0:
                return f"{row.name} ≠" if row.differs else row.name
            case 1 | 2:
                return _number(row.a if column == OF_A else row.b, whole)
            case _:
                if row.apart is None:
                    return ""
                if not row.differs:
                    return "="
                return exact(row.apart) if whole else short(row.apart)

    # Qt's own names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return HEADERS[section]
            if role == Role.TextAlignmentRole and section in NUMBERS:
                return AT_RIGHT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        theme, column = self._manager.theme, index.column()
        if role == Role.TextAlignmentRole:
            return AT_RIGHT if column in NUMBERS else None
        row = self.row(index.row())
        match role:
            case Role.DisplayRole:
                return self._text(row, column, whole=False)
            case Role.ToolTipRole:
                return self._text(row, column, whole=True)
            case Role.AccessibleTextRole if column == NAME and self._table:
                return self._table.spoken(int(self._order[index.row()]))
            case Role.FontRole if row.differs and column in (NAME, APART):
                return theme.strong
            case Role.ForegroundRole if _quiet(row, column):
                return theme.colour("muted")
            case Role.BackgroundRole if self._table and self._order[index.row()] == self._current:
                return theme.phase_tint(self._table.phase.value)
            case Role.BackgroundRole if row.key == self._pointed:
                return theme.colour("hover")
            case Role.BackgroundRole if row.differs:
                return theme.colour("sunk")
        return None


def _number(number: NumberView | None, whole: bool) -> str:
    if number is None:
        return LACKING
    if number.value is None:
        return NOT_YET
    return exact(number.value) if whole else number.text


def _quiet(row: PairRow, column: int) -> bool:
    """Whether a cell has no number, an old one, or nothing to say."""
    if column == APART:
        return not row.differs
    number = {OF_A: row.a, OF_B: row.b}.get(column)
    if column == NAME:
        return False
    return number is None or number.value is None or number.status is Status.STALE
