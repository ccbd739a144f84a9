"""Every value that the drawing shows, in a table that can be read aloud, sorted and copied."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from bptutor.study.views.values_view import ValuesView
from bptutor.trace.keys import Key
from bptutor.ui.panels.values_table import ValuesTable
from bptutor.ui.theme import ThemeManager, own_ground


class ValuesPanel(QWidget):
    """Shows name, value and gradient of everything drawn.

    `pointed` tells the key of a row under the pointer or with the focus, None after; `selected` the key of a
    parameter at a double click or Enter."""

    pointed = Signal(object)
    selected = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        own_ground(self)
        self.table = ValuesTable(manager)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.table)
        manager.changed.connect(self._fit_rows)
        self.table.pointed.connect(self.pointed)
        self.table.chosen.connect(self.selected)

    def show_view(self, view: ValuesView) -> None:
        """Show the numbers of a moment, with the step's row in sight."""
        with QSignalBlocker(self):
            self.table.values.show_view(view)
            self._bring_into_sight(view.rows_of(view.current))

    def show_pointed(self, key: Key | None) -> None:
        """Light the rows of a value, or of a layer's, that is pointed at elsewhere; None for none."""
        view = self.table.values.view
        if view is not None:
            with QSignalBlocker(self):
                self.table.values.show_pointed(range(0) if key is None else view.rows_of(key))

    def _fit_rows(self) -> None:
        """Leave the table room for whole rows: scrolled to its end it would begin with a part of one, whose
        numbers look struck under the header."""
        row = self.table.verticalHeader().defaultSectionSize()
        above = self.table.horizontalHeader().sizeHint().height()
        room = self.height() - above - 2 * self.table.frameWidth()
        self._column.setContentsMargins(0, 0, 0, max(room, 0) % row)

    def _bring_into_sight(self, view_rows: range) -> None:
        """Scroll to the first of some rows of the view, but only if it is out of sight: a table that moves
        cannot be read."""
        if not view_rows:
            return
        index = self.table.values.index(self.table.values.table_row(view_rows[0]), 0)
        place, sight = self.table.visualRect(index), self.table.viewport().rect()
        if place.top() < sight.top() or place.bottom() > sight.bottom():
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _bring_current_into_sight(self) -> None:
        view = self.table.values.view
        if view is not None:
            self._bring_into_sight(view.rows_of(view.current))

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(284), px(320))

    def minimumSizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(180), px(100))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring_current_into_sight()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()
        self._bring_current_into_sight()
