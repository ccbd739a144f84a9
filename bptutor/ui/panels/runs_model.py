"""The runs as a model: a box that shows or hides, a name to change, settings, how far, at what cost."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bptutor.study.views.runs_view import RunRow, RunsView
from bptutor.ui.theme import ThemeManager

NAME, SETTINGS, ITERATIONS, COST = range(4)
HEADERS = ("Run", "Settings", "Iterations", "Last cost")
NUMBERS = (ITERATIONS, COST)
DASH = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Flag = Qt.ItemFlag


class RunsModel(QAbstractTableModel):
    """Rows of a RunsView, the present run first. `renamed(number, name)` and `shown(number, whether)` ask."""

    renamed = Signal(int, str)
    shown = Signal(int, bool)

    def __init__(self, manager: ThemeManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._rows: tuple[RunRow, ...] = ()

    def show_view(self, view: RunsView) -> None:
        """Show the runs; as many as before stay the same rows."""
        same = len(view.rows) == len(self._rows)
        if not same:
            self.beginResetModel()
        self._rows = view.rows[::-1]
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, COST))
        else:
            self.endResetModel()

    def row(self, number: int) -> RunRow:
        """The run in a row of the table."""
        return self._rows[number]

    # Qt's own names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADERS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        if index.column() == NAME:
            flags |= Flag.ItemIsEditable
            if not self.row(index.row()).present:
                flags |= Flag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.row(index.row()), index.column()
        texts = (row.name, row.settings, f"{row.iterations:,}", row.end)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return texts[column]
            case Qt.ItemDataRole.ToolTipRole:
                return row.details if column == SETTINGS else texts[column]
            case Qt.ItemDataRole.CheckStateRole if column == NAME and not row.present:
                return Qt.CheckState.Checked if row.shown else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole if column == NAME:
                state = "the present run" if row.present else "drawn" if row.shown else "not drawn"
                return f"{row.name}, {state}"
            case Qt.ItemDataRole.TextAlignmentRole if column in NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole if row.present:
                return self._manager.theme.strong
        return row if role == DASH else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        number = self.row(index.row()).number
        if role == Qt.ItemDataRole.CheckStateRole:
            self.shown.emit(number, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole:
            self.renamed.emit(number, str(value))
        else:
            return False
        return True
