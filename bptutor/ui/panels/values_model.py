"""The table of values as a model: rows as drawn or sorted, numbers asked for when they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bptutor.foundation.numbers import full, whole
from bptutor.study.compare_textbook import textbook_line
from bptutor.study.views.edit_view import why_stale
from bptutor.study.views.numbers import NumberView, Status
from bptutor.study.views.values_view import ValuesView
from bptutor.trace.keys import J_GRADIENTS, Key, Kind
from bptutor.ui.panels.values_order import Order, drawing_order, sorted_rows

NAME, VALUE, GRADIENT = range(3)
HEADERS = ("Name", "Value", "Gradient")
NOT_YET = "not yet"
J_KINDS = frozenset(J_GRADIENTS.values())
MANY = 64  # rows that change: from there on all are told of at once
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Cell(NamedTuple):
    """What one cell shows, and how: `quiet` for what is no number, `stale` for one from before an edit,
    `current` in the step's row, `lit` where a value of the row is pointed at. `of` is "∂J" before a gradient
    over all examples, which stands among those of one."""

    text: str
    exact: str
    quiet: bool
    stale: bool
    current: bool
    lit: bool
    phase: str
    column: int
    of: str = ""


class ValuesModel(QAbstractTableModel):
    """Rows of a ValuesView. `order` maps rows of the table to rows of the view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: ValuesView | None = None
        self._current = range(0)  # the rows of the view that the step is about
        self._pointed = range(0)
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.order: Order = drawing_order(0)

    @property
    def view(self) -> ValuesView | None:
        return self._view

    def show_view(self, view: ValuesView) -> None:
        """Show another moment; tells only of rows whose numbers can be other ones."""
        before, current_before = self._view, self._current
        self._current = view.rows_of(view.current)
        if before is None or before.keys is not view.keys:
            self.beginResetModel()
            self._view = view
            self.order = sorted_rows(view, self._sorted)
            self._pointed = range(0)
            self.endResetModel()
            return
        changed = view.changed_rows(before)
        self._view = view
        if self._sorted is not None and self._sorted[0] != NAME:
            self._sort_again()
        if changed is None:
            self.dataChanged.emit(self.index(0, 0), self.index(len(view.keys) - 1, GRADIENT))
        else:
            # The ground of the present rows, and a mark at what is pointed at, have the phase's colour.
            if current_before != self._current or before.phase is not view.phase:
                whole = {*current_before, *self._current, *self._pointed}
                self._tell(whole)
                changed -= whole
            self._tell(changed, VALUE)

    def sort_by(self, column: int | None, direction: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by None in the order of the drawing."""
        self._sorted = None if column is None else (column, direction)
        if self._view is not None:
            self._sort_again()

    def show_pointed(self, rows: range) -> None:
        """Light rows of the view."""
        before, self._pointed = self._pointed, rows
        if before != rows:
            self._tell({*before, *rows})

    def key_at(self, row: int) -> Key:
        """The key of a row of the table."""
        assert self._view is not None
        return self._view.keys[self.order.rows[row]]

    def table_row(self, view_row: int) -> int:
        """Where a row of the view stands in the table."""
        return self.order.places[view_row]

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""
        view = self._view
        assert view is not None
        view_row = self.order.rows[row]
        key = view.keys[view_row]
        current, lit = view_row in self._current, view_row in self._pointed
        if column == NAME:
            name = view.namer.plain(key)
            return Cell(name, name, False, False, current, lit, view.phase.value, column)
        number = view.numbers(key) if column == VALUE else view.gradient(key)
        if number is None:
            return Cell("", "", True, False, current, lit, view.phase.value, column)
        stale = number.status is Status.STALE
        of = f"∂{view.namer.plain(Key(Kind.J))}" if number.known and number.key.kind in J_KINDS else ""
        return Cell(*_texts(number), not number.known, stale, current, lit, view.phase.value, column, of)

    def _sort_again(self) -> None:
        """Another order of the rows; selection and focus stay with their values."""
        assert self._view is not None
        order = sorted_rows(self._view, self._sorted)
        if order.rows == self.order.rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        values = [self.order.rows[index.row()] for index in before]
        self.order = order
        after = [
            self.index(order.places[value], index.column())
            for value, index in zip(values, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tip(self, row: int, column: int) -> str:
        """The whole number, what it is under another convention, and how an edit comes to it."""
        text, view, key = self.cell(row, column).exact, self._view, self.key_at(row)
        if view is None or column == NAME:
            return text
        number = view.numbers(key) if column == VALUE else view.gradient(key)
        if number is None or number.value is None:
            return text
        state = view.numbers.state
        elsewhere = textbook_line(state, number.key) if column == GRADIENT else ""
        lines = (whole(number.value), elsewhere, why_stale(state, view.namer, number.key))
        return "\n".join(filter(None, lines))

    def _tell(self, view_rows: set[int], first_column: int = NAME) -> None:
        """Tell that rows are others, or only their numbers."""
        if len(view_rows) > MANY:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, GRADIENT))
            return
        rows = sorted(self.order.places[view_row] for view_row in view_rows)
        for first, last in _stretches(rows):
            self.dataChanged.emit(self.index(first, first_column), self.index(last, GRADIENT))

    # Qt's own names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.keys)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADERS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section != NAME:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if role == Qt.ItemDataRole.ToolTipRole and section == GRADIENT:
                cost = self._view.namer.notation.cost if self._view is not None else "C"
                return f"∂{cost}/∂ of the value in this row; once J is gathered, ∂J/∂ of a parameter"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and self._view is not None:
            cell = self.cell(index.row(), index.column())
            if index.column() == NAME:
                return self._view.namer.spoken(self.key_at(index.row()))
            return f"{cell.of} {cell.text}" if cell.of else None
        return None


def _texts(number: NumberView) -> tuple[str, str]:
    """The number as it is shown, and with all its digits; or why there is none."""
    if number.value is not None:
        return number.text, full(number.value)
    text = number.text if number.status is Status.HIDDEN else NOT_YET
    return text, text


def _stretches(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of rising numbers that follow each other."""
    for place, row in enumerate(rows):
        if place == 0 or row > rows[place - 1] + 1:
            first = row
        if place + 1 == len(rows) or rows[place + 1] > row + 1:
            yield first, row
