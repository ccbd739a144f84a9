"""The gradient check: a verdict, every parameter's row, the error against h, and the slider of h."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bptutor.study.views.check_curve import ErrorCurve
from bptutor.study.views.check_view import CheckView
from bptutor.study.views.check_words import about, summary
from bptutor.trace.keys import Key
from bptutor.ui.panels.check_step import StepSlider
from bptutor.ui.panels.check_table import CheckTable
from bptutor.ui.plots_check import ErrorCurvePlot
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.cards import SectionTitle
from bptutor.ui.widgets.labels import paragraph

SIDE_BY_SIDE = 820  # from this width on, at 100 % text
TABLE, PLOT = 190, 190  # heights


class CheckPanel(QWidget):
    """`pointed` and `selected` tell a parameter, `step_requested` another h."""

    pointed = Signal(object)
    selected = Signal(object)
    step_requested = Signal(float)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: CheckView | None = None
        self.summary = paragraph("strong", selectable=True)
        self.about = paragraph("small", selectable=True)
        self.sentence = paragraph(selectable=True)
        self.summary.setAccessibleName("Verdict of the check")
        self.sentence.setAccessibleName("The error in words")
        self.table = CheckTable(manager)
        self.worst = QPushButton("Largest difference")
        self.worst.setAccessibleName("Go to the largest difference")
        self.worst.setAutoDefault(False)
        set_kind(self.worst, "chip")
        self.heading = SectionTitle("")
        self.plot = ErrorCurvePlot(manager)
        self.step = StepSlider(manager)
        self._lay_out()
        self._connect()
        self._follow_theme()

    def _lay_out(self) -> None:
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        for label in (self.summary, self.about):
            self._whole.addWidget(label)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(self.table, 1)
        self._left.addWidget(self.worst, 0, Qt.AlignmentFlag.AlignLeft)
        self._right.addWidget(self.heading)
        self._right.addWidget(self.plot, 1)
        self._right.addWidget(self.step)
        self._right.addWidget(self.sentence)
        self._parts.addLayout(self._left, 1)
        self._parts.addLayout(self._right, 1)
        self._whole.addLayout(self._parts, 1)

    def _connect(self) -> None:
        self.table.pointed.connect(self.pointed)
        self.table.chosen.connect(self.selected)
        self.plot.step_requested.connect(self.step_requested)
        self.step.step_requested.connect(self.step_requested)
        self.worst.clicked.connect(self._go_to_worst)
        self._manager.changed.connect(self._follow_theme)

    def show_view(self, view: CheckView, curve: ErrorCurve | None, iteration: int) -> None:
        """Show what is known by now."""
        self._view = view
        _say(self.summary, summary(view))
        _say(self.about, about(view, iteration))
        self.table.show_view(view)
        self.step.show_step(view.h)
        self.worst.setEnabled(bool(view.quotients))
        self.plot.show_view(curve)
        self.heading.setText("" if curve is None else f"Error of D(h) for {curve.row.name}, against h")
        _say(self.sentence, "" if curve is None else curve.sentence)

    def show_pointed(self, key: Key | None) -> None:
        """Light the row of what is pointed at elsewhere."""
        self.table.rows.show_pointed(key)

    def _go_to_worst(self) -> None:
        row = None if self._view is None else self._view.worst
        if row is not None:
            self.table.go_to(row)
            self.selected.emit(self.table.rows.row(row).key)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.table.setMinimumHeight(px(TABLE))
        self.plot.setMinimumHeight(px(PLOT))
        for layout in (self._whole, self._parts, self._left, self._right):
            layout.setSpacing(px(8))
        self._parts.setSpacing(px(12))
        self._fit()

    def _fit(self) -> None:
        """Table and plot beside each other where there is room."""
        wide = self.width() >= self._manager.theme.px(SIDE_BY_SIDE)
        beside, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(beside if wide else beneath)

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(220), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _say(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
