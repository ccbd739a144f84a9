"""The history of answers: every exercise that was begun, and what was answered in the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bptutor.study.views.practise_start_view import ResultView
from bptutor.ui.panels.lesson_card import EnterButton
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.tables import RowDelegate, fit_rows

HEADS = ("Exercise", "Result", "When")


class HistoryPage(QWidget):
    """`again_requested(n)`: the exercise of row n once more; `back_requested`: to the start page."""

    again_requested = Signal(int)
    back_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._rows: tuple[ResultView, ...] = ()
        self.title = QLabel("History of answers")
        set_kind(self.title, "title")
        self.table = QTableWidget(0, len(HEADS))
        self.table.setAccessibleName("History")
        self.table.setHorizontalHeaderLabels(HEADS)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self._delegate = RowDelegate(manager, self.table)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.setWordWrap(True)
        # sectionResized comes while the table still has the width before.
        header.geometriesChanged.connect(self._fit_rows)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setAccessibleName("Answers")
        set_kind(self.detail, "muted")
        self.again = EnterButton("Same again")
        self.back = EnterButton("‹ Back", "quiet", "Back to the start page")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.title, self.table, self.detail, self.again):
            self._column.addWidget(widget, 1 if widget is self.table else 0)
        self.table.itemSelectionChanged.connect(self._show_detail)
        self.table.itemActivated.connect(self._ask_again)
        self.again.clicked.connect(self._ask_again)
        self.back.clicked.connect(self.back_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()
        self._show_detail()

    def show_rows(self, rows: Sequence[ResultView]) -> None:
        """Show these, the newest first."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(rows))
            for number, view in enumerate(rows):
                for column, text in enumerate((view.title, view.outcome, view.when)):
                    item = QTableWidgetItem(text)
                    item.setToolTip(view.detail)
                    self.table.setItem(number, column, item)
        self._fit_rows()
        self._show_detail()

    def take_focus(self) -> None:
        """The keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_rows(self) -> None:
        fit_rows(self.table, self._manager, (0, 1))

    def _chosen(self) -> int | None:
        row = self.table.currentRow()
        chosen = self.table.selectionModel().hasSelection() and 0 <= row < len(self._rows)
        return row if chosen else None

    def _show_detail(self) -> None:
        row = self._chosen()
        self.again.setEnabled(row is not None)
        if row is None:
            self.detail.setText("Choose an exercise to see what you answered.")
            return
        view = self._rows[row]
        answers = f"Answered: {view.recipe_text}" if view.recipe_text else "Nothing was answered."
        self.detail.setText(f"{view.detail}\n{answers}")

    def _ask_again(self) -> None:
        row = self._chosen()
        if row is not None:
            self.again_requested.emit(row)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(20), px(16), px(20), px(12))
        self._column.setSpacing(px(10))
        self._fit_rows()
