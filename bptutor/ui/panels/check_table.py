"""The table of the gradient check: pointing by pointer and keyboard, choosing by click or Enter, copying."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView

from bptutor.study.views.check_view import CheckView
from bptutor.trace.keys import Key
from bptutor.ui.panels.check_model import GRADIENT, VERDICT, CheckModel
from bptutor.ui.panels.choosing_table import ChoosingTable
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate


class CheckTable(ChoosingTable):
    """`pointed` tells the parameter of the row under the pointer or with the keyboard, None after."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        self._working = False
        self.rows = CheckModel(manager, self)
        self.setModel(self.rows)
        self._delegate = RowDelegate(manager, self)
        self.setAccessibleName("Gradient check")
        header = self.horizontalHeader()
        # Only the rows in sight are asked for their width: there may be thousands.
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # Where there is little room the words are shortened, of which the glyph says the most; no number is.
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
