"""The table itself: pointing by pointer and focus, choosing, copying, sorting by its headers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from bptutor.trace.keys import PARAMETERS, Key
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.pointing_table import PointingTable
from bptutor.ui.panels.values_header import ValuesHeader
from bptutor.ui.panels.values_model import GRADIENT, HEADERS, NAME, VALUE, ValuesModel
from bptutor.ui.panels.values_rows import ValueRows
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import room_of_columns

NAME_SHARE = 0.2  # of the table's width


class ValuesTable(PointingTable):
    """The table “Values”.

    `pointed` tells the key of the row under the pointer or with the focus, None after; `chosen` the key of
    a parameter's row at a double click or Enter. A header sorts up, then down, then back to the order of the
    drawing.
    """

    chosen = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.values = ValuesModel(self)
        self.setModel(self.values)
        self._set_up_header()
        self.rows = ValueRows(manager, self, self.values)
        # By whole rows, for which its panel gives it room.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setAccessibleName("Values")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, slot in (
            ("Copy with all digits", self.copy_selected),
            ("Copy the whole table", self.copy_all),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.addAction(action)
        self.doubleClicked.connect(self._choose)
        self.follow_rows()

    def _set_up_header(self) -> None:
        header = ValuesHeader(self._manager, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.sort_requested.connect(self._sort)

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard; all of them if none is."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        self._copy(rows or range(self.values.rowCount()))

    def copy_all(self) -> None:
        self._copy(range(self.values.rowCount()))

    def _copy(self, rows: list[int] | range) -> None:
        """Lines of tab-separated cells under the headers, with every digit."""
        lines = ["\t".join(HEADERS)]
        for row in rows:
            lines.append("\t".join(self.values.cell(row, column).exact for column in range(len(HEADERS))))
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def _sort(self, column: int, direction: Qt.SortOrder) -> None:
        self.values.sort_by(None if column < 0 else column, direction)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and (key := self.values.key_at(index.row())).kind in PARAMETERS:
            self.chosen.emit(key)

    def key_of_row(self, row: int) -> Key:
        """The key that a row is about."""
        return self.values.key_at(row)

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        self.rows.paint_rows(QPainter(self.viewport()), event.region())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Names are short; a number that is cut would be another number.
        room, header = room_of_columns(self), self.horizontalHeader()
        name = max(round(NAME_SHARE * room), header.minimumSectionSize())
        for column, width in ((NAME, name), (VALUE, (room - name) // 2), (GRADIENT, (room - name + 1) // 2)):
            header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() in ENTER:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
