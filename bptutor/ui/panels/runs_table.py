"""The table of the runs: a piece of its line before each name; Space hides, F2 renames, Delete removes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from bptutor.study.views.runs_view import RunRow
from bptutor.ui.panels.runs_model import DASH, NAME, SETTINGS, RunsModel
from bptutor.ui.plots_paint import DASHED
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.tables import RowDelegate, fit_rows

SAMPLE, BEFORE = 34, 24  # of a line, and what is free before it


class RunRows(RowDelegate):
    """Paints a run's row with a piece of its line, drawn as on the curve, at the right end of the name."""

    # Qt's own names

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        more = self._manager.theme.px(SAMPLE + BEFORE) if index.column() == NAME else 0
        return QSize(hint.width() + more, hint.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._manager.theme, option.rect
        row: RunRow = index.data(DASH)
        if index.column() != NAME:
            super().paint(painter, option, index)
            return
        long = theme.px(SAMPLE)
        super().paint(painter, option, index)
        pen = QPen(QColor(theme.palette.run_colour(row.dash)), theme.px(2))
        if DASHED[row.dash]:
            pen.setDashPattern(DASHED[row.dash])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        right, middle = rect.right() - theme.px(6), rect.center().y()
        if row.shown:
            painter.drawLine(QPointF(right - long, middle), QPointF(right, middle))
        painter.restore()


class RunsTable(QTableView):
    """`remove_requested` tells the number of the run whose removal is wanted; the current row is `run`."""

    remove_requested = Signal(int)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self.rows = RunsModel(manager, self)
        self.setModel(self.rows)
        self._delegate = RunRows(manager, self)
        self.setAccessibleName("Runs")
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SETTINGS, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(True)
        self._manager = manager
        header.geometriesChanged.connect(self._fit_rows)
        for changed in (self.rows.modelReset, self.rows.dataChanged, manager.changed):
            changed.connect(self._fit_rows)

    def _fit_rows(self) -> None:
        fit_rows(self, self._manager, (SETTINGS,))

    @property
    def run(self) -> RunRow | None:
        """The run of the current row."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self.rows.index(row, NAME))

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self.run
        if run is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(run.number)
        elif event.key() == Qt.Key.Key_F2:
            self.edit(self.rows.index(self.currentIndex().row(), NAME))
        elif event.key() == Qt.Key.Key_Space and not run.present:
            self.rows.shown.emit(run.number, not run.shown)
        else:
            super().keyPressEvent(event)
