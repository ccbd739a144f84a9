"""The arrays of a file as the rows of a table: name, shape, what each is taken for, and which way round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bptutor.engine.weights_files import Tensor
from bptutor.engine.weights_files_plan import Plan, Use, depth_of, shape_said, uses

ARRAY, SHAPE, USE, TRANSPOSED = range(4)
HEADERS = ("Array", "Shape", "Used as", "Transposed")
TIPS = (
    "the name that the file has for it",
    "rows × columns",
    "what it becomes in the network",
    "rows become columns: for files that write a row for each input",
)
LEFT_OVER = "nothing"
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole


class WeightsModel(QAbstractTableModel):
    """Rows in the order of the first plan, what is left over last. `use_requested(name, Use or None)`."""

    use_requested = Signal(str, object)

    def __init__(self, tensors: Sequence[Tensor], plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._tensors = sorted(tensors, key=self._rank)

    def _rank(self, tensor: Tensor) -> tuple[int, bool]:
        use = self._plan.get(tensor.name)
        return (10**9, False) if use is None else (use.layer, use.part == "biases")

    def show_plan(self, plan: Plan) -> None:
        """Show another plan for the same arrays."""
        self._plan = plan
        self.dataChanged.emit(self.index(0, USE), self.index(self.rowCount() - 1, TRANSPOSED))

    def options(self, row: int) -> tuple[tuple[Use | None, str], ...]:
        """What the array of a row can be taken for."""
        found = uses(self._tensors[row].array, depth_of(self._plan))
        return tuple((use, LEFT_OVER if use is None else use.said) for use in found)

    def use(self, row: int) -> Use | None:
        """What the array of a row is taken for."""
        return self._plan.get(self._tensors[row].name)

    def ask(self, row: int, use: Use | None) -> None:
        """Ask for another use of a row's array; weights keep their way round."""
        before = self.use(row)
        turned = before is not None and before.transposed
        if use is not None and use.part == "weights":
            use = replace(use, transposed=turned)
        self.use_requested.emit(self._tensors[row].name, use)

    def _has_way(self, row: int) -> bool:
        use = self.use(row)
        return use is not None and use.part == "weights"

    # Qt's own names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._tensors)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Horizontal and role in (Role.DisplayRole, Role.ToolTipRole):
            return (HEADERS if role == Role.DisplayRole else TIPS)[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == USE:
            return flags | Qt.ItemFlag.ItemIsEditable
        if index.column() == TRANSPOSED and self._has_way(index.row()):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        tensor, use = self._tensors[row], self.use(row)
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                said = LEFT_OVER if use is None else use.said
                return (tensor.name, shape_said(tensor.array), said, "")[column]
            case Role.CheckStateRole if column == TRANSPOSED and self._has_way(row):
                turned = use is not None and use.transposed
                return Qt.CheckState.Checked if turned else Qt.CheckState.Unchecked
            case Role.AccessibleTextRole if column == TRANSPOSED and self._has_way(row):
                return "transposed" if use is not None and use.transposed else "not transposed"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        use = self.use(index.row())
        if role != Role.CheckStateRole or index.column() != TRANSPOSED or use is None:
            return False
        self.use_requested.emit(self._tensors[index.row()].name, replace(use, transposed=not use.transposed))
        return True
