"""The table of examples as a model: a row each, its number, its inputs, its targets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bptutor.foundation.numbers import full, short, whole
from bptutor.study.views.data_view import DataView
from bptutor.ui.theme import ThemeManager

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NUMBER = 0  # the column of the examples' numbers
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Role = Qt.ItemDataRole


class DataModel(QAbstractTableModel):
    """Shows a DataView. `typed(example, key, text)`: a cell has been given another text; the model itself
    changes nothing."""

    typed = Signal(int, object, str)

    def __init__(self, manager: ThemeManager, parent: QObject) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: DataView | None = None

    @property
    def view(self) -> DataView | None:
        return self._view

    def show_view(self, view: DataView | None) -> None:
        """Show a view; the selection stays where the table keeps its shape."""
        before, self._view = self._view, view
        if before is None or view is None or _shape(before) != _shape(view):
            self.beginResetModel()
            self.endResetModel()
            return
        if (
            before.examples is not view.examples
            or before.stepped != view.stepped
            or before.taken != view.taken
        ):
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _number(self, row: int, column: int) -> float:
        assert self._view is not None
        place, given = column - 1, self._view.inputs
        examples = self._view.examples
        return float(examples.inputs[row, place] if place < given else examples.targets[row, place - given])

    def _spoken(self, row: int, column: int) -> str:
        assert self._view is not None
        if column == NUMBER:
            here = ", in sight" if row + 1 == self._view.stepped else ""
            return f"example {row + 1:,}{here}"
        return f"{self._view.names[column - 1]} of example {row + 1:,} is {short(self._number(row, column))}"

    # Qt's own names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.examples)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._view is None else 1 + len(self._view.names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or self._view is None:
            return None
        if role == Role.DisplayRole:
            return "#" if section == NUMBER else self._view.names[section - 1]
        return RIGHT if role == Role.TextAlignmentRole and section != NUMBER else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._view is None or not self._view.enabled or index.column() == NUMBER:
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        view, row, column = self._view, index.row(), index.column()
        if view is None:
            return None
        match role:
            case Role.DisplayRole if column == NUMBER:
                return f"▸ {row + 1}" if row + 1 == view.stepped else str(row + 1)
            case Role.DisplayRole:
                return short(self._number(row, column))
            case Role.EditRole if column != NUMBER:
                return full(self._number(row, column))
            case Role.ToolTipRole if column != NUMBER:
                return whole(self._number(row, column))
            case Role.TextAlignmentRole if column != NUMBER:
                return RIGHT
            case Role.FontRole if row + 1 == view.stepped:
                return self._manager.theme.strong
            case Role.ForegroundRole if row + 1 not in view.taken:
                return self._manager.theme.colour("muted")
            case Role.AccessibleTextRole:
                return self._spoken(row, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or self._view is None or index.column() == NUMBER:
            return False
        if str(value).strip() != self.data(index, Role.EditRole):
            self.typed.emit(index.row() + 1, self._view.key(index.column() - 1), str(value))
        return True


def _shape(view: DataView) -> tuple[int, int, tuple[str, ...]]:
    return len(view.examples), view.inputs, view.names
