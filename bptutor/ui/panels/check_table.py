"""The table of the gradient check: pointing by pointer and keyboard, choosing by click or Enter, copying."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from bptutor.study.views.check_view import CheckView
from bptutor.trace.keys import Key
from bptutor.ui.panels.check_model import GRADIENT, VERDICT, CheckModel
from bptutor.ui.panels.choosing_table import ChoosingTable
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate, beside_text


class CheckRows(RowDelegate):
    """Says a verdict in as many words as there is room for. Tool-tip and screen reader have them all."""

    def __init__(self, manager: ThemeManager, view: CheckTable) -> None:
        super().__init__(manager, view)
        self._table = view

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.column() == VERDICT:
            texts = self._table.rows.row(index.row()).verdicts
            room = option.rect.width() - 2 * beside_text(self._table)
            wide = option.fontMetrics.horizontalAdvance
            option.text = next((text for text in texts if wide(text) <= room), texts[-1])


class CheckTable(ChoosingTable):
    """`pointed` tells the parameter of the row under the pointer or with the keyboard, None after."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._working = False
        self.rows = CheckModel(manager, self)
        self.setModel(self.rows)
        self._delegate = CheckRows(manager, self)
        self.setAccessibleName("Gradient check")
        header = self.horizontalHeader()
        # Only the rows in sight are asked for their width: there may be thousands.
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # Where there is little room its words become fewer, of which the glyph says the most.
        header.setSectionResizeMode(VERDICT, QHeaderView.ResizeMode.Stretch)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()
        self.follow_rows()

    def _follow_theme(self) -> None:
        # Not even the words, which have what is left, become so narrow that nothing is read of them.
        self.horizontalHeader().setMinimumSectionSize(self._manager.theme.px(64))

    def show_view(self, view: CheckView | None) -> None:
        """Show what is known by now. The selected parameter's row comes into sight, and stays there while
        rows are still being made and laid out."""
        before, moving = self.rows.chosen_row, self._working
        self.rows.show_view(view)
        self._working = view is not None and view.working
        chosen = self.rows.chosen_row
        if chosen is not None and (chosen != before or moving or self._working):
            self.bring(chosen)

    def go_to(self, row: int) -> None:
        """Bring a row into sight and under the keyboard."""
        self.setCurrentIndex(self.rows.index(row, GRADIENT))
        self.scrollTo(self.rows.index(row, GRADIENT))

    def key_of_row(self, row: int) -> Key:
        """The key that a row is about."""
        return self.rows.row(row).key
