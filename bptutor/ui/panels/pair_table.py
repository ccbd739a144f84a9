"""The table of the values of two networks: sorting, pointing, choosing, copying."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from bptutor.study.views.pair_table import NAME, PairTable
from bptutor.trace.keys import Key
from bptutor.ui.panels.choosing_table import ChoosingTable
from bptutor.ui.panels.pair_model import PairModel
from bptutor.ui.panels.values_header import ValuesHeader
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate

NAME_SHARE = 0.34  # of the table's width


class PairTableView(ChoosingTable):
    """`pointed` tells the value of the row under the pointer or with the keyboard, None after."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self.rows = PairModel(manager, self)
        self.setModel(self.rows)
        header = ValuesHeader(manager, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Fixed)
        header.sort_requested.connect(self.rows.sort_by)
        self._delegate = RowDelegate(manager, self)
        self.setAccessibleName("Values of both networks")
        self.follow_rows()

    def show_table(self, table: PairTable) -> None:
        """Show another moment, with the step's row in sight."""
        self.rows.show_table(table)
        row = self.rows.current_row
        if row is not None:
            self.bring(row)

    def key_of_row(self, row: int) -> Key:
        """The key that a row is about."""
        return self.rows.row(row).key

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(NAME, round(NAME_SHARE * self.viewport().width()))
