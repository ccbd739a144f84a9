"""The two cost panels: the cost against one value, and against iteration with the means to run on."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bptutor.foundation.numbers import counted
from bptutor.study.views.cost_view import CurveView, SliceView
from bptutor.ui.plots_curve import CostCurvePlot
from bptutor.ui.plots_slice import CostSlicePlot
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.training import ENDLESS
from bptutor.ui.widgets.labels import paragraph

BESIDE, BENEATH = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
MOST_ITERATIONS = 100_000
USUAL_ITERATIONS = 20
COUNT_WIDTH = 98  # of the box for them: Qt would give it half of the row
QWIDGETSIZE_MAX = 16_777_215
NOTHING_CHOSEN = "Choose a weight or a bias, in the drawing or in Values, and see how the cost depends on it."


class CostSlicePanel(QWidget):
    """The cost against the selected value. `plot` says what can be dragged; its requests are passed on."""

    value_requested = Signal(float)
    nudge_requested = Signal(float)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = CostSlicePlot(manager)
        self.note = paragraph("small")
        self.empty = paragraph("muted", NOTHING_CHOSEN)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(manager.theme.px(4))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for widget, stretch in ((self.plot, 1), (self.note, 0), (self.empty, 1)):
            rows.addWidget(widget, stretch)
        self.plot.value_requested.connect(self.value_requested)
        self.plot.nudge_requested.connect(self.nudge_requested)
        self.show_view(None)

    def show_view(self, view: SliceView | None) -> None:
        """Show a slice; None where nothing is selected."""
        self.plot.setVisible(view is not None)
        self.empty.setVisible(view is None)
        self.plot.show_view(view)
        _say(self.note, "" if view is None else view.note)


class CostCurvePanel(QWidget):
    """The cost against iteration, how it is scaled, and running on.

    While iterations run (`show_progress` until done = total) Stop takes the place of Run. How far they are
    stands beneath as soon as any are told: most runs are over before that, and the curve would only jump."""

    run_requested = Signal(int)
    stop_requested = Signal()
    forget_requested = Signal()
    logarithmic_requested = Signal(bool)
    iteration_requested = Signal(int)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.manager = manager
        self.plot = CostCurvePlot(manager)
        self.note = paragraph("small")
        self.logarithmic = _button(
            "log", "chip", "Logarithmic scale", "A scale of powers of ten, or an even one"
        )
        self.logarithmic.setCheckable(True)
        self.count = QSpinBox()
        self.count.setRange(1, MOST_ITERATIONS)
        self.count.setValue(USUAL_ITERATIONS)
        self.count.setAccessibleName("Iterations to run")
        self.start = _button("Run", "", "Run iterations", "Do so many iterations at once")
        self.stop = _button("Stop", "", "Stop the run", "Stop; what is done stays done")
        self.forget = _button("Forget", "chip", "Forget earlier runs", "Keep only the present run")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the run")
        self.progress_text = paragraph("small")
        self._lay_out()
        self._connect()
        self.show_progress(0, 0)
        self.forget.hide()

    def _lay_out(self) -> None:
        px = self.manager.theme.px
        self.controls = QBoxLayout(BESIDE)
        self._running, self._looking = QBoxLayout(BESIDE), QBoxLayout(BESIDE)
        for widget in (self.count, self.start, self.stop):
            self._running.addWidget(widget)
        for widget in (self.forget, self.logarithmic):
            self._looking.addWidget(widget)
        self.controls.addLayout(self._running)
        self.controls.addStretch(1)
        self.controls.addLayout(self._looking)
        for layout in (self.controls, self._running, self._looking):
            layout.setSpacing(px(4))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        rows.addWidget(self.plot, 1)
        rows.addWidget(self.note)
        rows.addLayout(self.controls)
        rows.addWidget(self.progress)
        rows.addWidget(self.progress_text)

    def _connect(self) -> None:
        self.plot.iteration_requested.connect(self.iteration_requested)
        self.logarithmic.toggled.connect(self.logarithmic_requested)
        self.start.clicked.connect(self._ask_to_run)
        self.stop.clicked.connect(self.stop_requested)
        self.forget.clicked.connect(self.forget_requested)
        self.manager.changed.connect(self._fit)

    def show_view(self, view: CurveView) -> None:
        """Show the runs."""
        self.plot.show_view(view)
        _say(self.note, view.note)
        forgettable = any(line.role == "earlier" for line in view.lines)
        if forgettable == self.forget.isHidden():
            self.forget.setVisible(forgettable)
            self._fit()
        with QSignalBlocker(self.logarithmic):
            self.logarithmic.setChecked(view.logarithmic)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far a run is; it has ended where done = total."""
        self._show_running(done < total)
        told, endless = 0 < done < total, total == ENDLESS
        self.progress.setVisible(told)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(0 if endless else done)
        going = (
            f"{done:,} iterations, until stopped" if endless else f"{done:,} of {counted(total, 'iteration')}"
        )
        _say(self.progress_text, going if told else "")

    def _show_running(self, running: bool) -> None:
        # Whoever pressed Run can press again at once: focus goes to what stands in its place.
        focused = self.focusWidget() in (self.start, self.stop)
        self.count.setEnabled(not running)
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        if focused:
            (self.stop if running else self.start).setFocus()

    def _ask_to_run(self) -> None:
        self.count.interpretText()
        self.run_requested.emit(self.count.value())

    def _fit(self) -> None:
        """What stands side by side goes into two lines where there is no room, and into one each."""
        self.count.setMaximumWidth(self.manager.theme.px(COUNT_WIDTH))
        running = self._wide(self.count, self.start, self.stop)
        looking = self._wide(self.forget, self.logarithmic)
        beside = running + self.controls.spacing() + looking <= self.width()
        in_lines = max(running, looking) <= self.width()
        self.controls.setDirection(BESIDE if beside else BENEATH)
        for layout in (self._running, self._looking):
            layout.setDirection(BESIDE if beside or in_lines else BENEATH)
        if not beside:
            self.count.setMaximumWidth(QWIDGETSIZE_MAX)

    def _wide(self, *widgets: QWidget) -> int:
        """The width of those in sight beside each other."""
        shown = [min(w.sizeHint().width(), w.maximumWidth()) for w in widgets if not w.isHidden()]
        return sum(shown) + self.controls.spacing() * (len(shown) - 1)

    # Qt

    def minimumSizeHint(self) -> QSize:
        # What stands side by side goes under each other where it is narrower than this.
        return QSize(self.manager.theme.px(110), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _button(text: str, kind: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    if kind:
        set_kind(button, kind)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    return button


def _say(label: QLabel, text: str) -> None:
    """Set a label that takes no room while it is empty."""
    if label.text() != text:
        label.setText(text)
    label.setVisible(bool(text))
