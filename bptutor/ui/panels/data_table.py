"""The table “Data” itself: typing into cells, and the keys that change which examples there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bptutor.engine.examples import Examples
from bptutor.engine.tables_examples import table_text
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.data_model import NUMBER, DataModel
from bptutor.ui.panels.data_rows import DataRows
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import PADDING, room_of_columns

MEASURED = 20  # columns; of more none is measured, which would take long
USUAL = "−0.00000"  # what has room in each of those
Trigger = QAbstractItemView.EditTrigger
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class DataTable(QTableView):
    """`step_requested(example)` at a double click on a number, Space or Enter there; `add_requested` at
    Insert, `remove_requested` at Delete, `move_requested(±1)` at Alt and an arrow; `pasted(text)`."""

    step_requested = Signal(int)
    add_requested = Signal()
    remove_requested = Signal()
    move_requested = Signal(int)
    pasted = Signal(str)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.examples = DataModel(manager, self)
        self.setModel(self.examples)
        self.rows = DataRows(manager, self)
        self.setAccessibleName("Data")
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setResizeContentsPrecision(60)  # rows that count for a column's width
        self.doubleClicked.connect(self._double_clicked)
        self.examples.modelReset.connect(self._fit_columns)
        manager.changed.connect(self._fit_columns)

    def selected(self) -> list[int]:
        """The numbers of the selected examples, from the first on."""
        return sorted(index.row() + 1 for index in self.selectionModel().selectedRows())

    def select(self, numbers: list[int]) -> None:
        """Select examples, and bring the first into sight."""
        chosen, last = QItemSelection(), self.examples.columnCount() - 1
        for number in numbers:
            chosen.select(self.examples.index(number - 1, 0), self.examples.index(number - 1, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if numbers:
            column = max(self.currentIndex().column(), 1)
            self.selectionModel().setCurrentIndex(
                self.examples.index(numbers[0] - 1, column), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(self.examples.index(numbers[0] - 1, 0))

    def copy(self) -> None:
        """The selected examples, or all, as a spreadsheet takes them."""
        view = self.examples.view
        if view is not None:
            rows = [number - 1 for number in self.selected()] or list(range(len(view.examples)))
            taken = Examples(view.examples.inputs[rows], view.examples.targets[rows])
            QGuiApplication.clipboard().setText(table_text(taken, "\t"))

    def paste(self) -> None:
        """Tell what is on the clipboard."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() == NUMBER:
            self.step_requested.emit(index.row() + 1)

    def _fit_columns(self) -> None:
        """Columns share the room while there is enough for each: none cuts its numbers."""
        count = self.examples.columnCount()
        if not count:
            return
        px, header = self._manager.theme.px, self.horizontalHeader()
        first, least = px(52), px(60)
        share = max((room_of_columns(self) - first) // max(count - 1, 1), least)
        usual = self.fontMetrics().horizontalAdvance(USUAL) + 4 * px(PADDING)
        header.resizeSection(NUMBER, first)
        for column in range(1, count):
            needed = self.sizeHintForColumn(column) if count <= MEASURED else usual
            header.resizeSection(column, max(share, needed))

    def _by_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where it means nothing."""
        key, held = event.key(), event.modifiers()
        index = self.currentIndex()
        at_number = index.isValid() and index.column() == NUMBER
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_requested.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held & ALT:
            self.move_requested.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif index.isValid() and (key == Qt.Key.Key_Space or (at_number and key in ENTER)):
            self.step_requested.emit(index.row() + 1)
        else:
            return False
        return True

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        # F2 begins typing in the cell here; the window has another use for it.
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = self.state() is QAbstractItemView.State.EditingState
        if typing or not self._by_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # a QResizeEvent
        self._fit_columns()
