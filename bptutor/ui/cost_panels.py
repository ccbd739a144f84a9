"""The two cost panels, made after the window is first painted.

pyqtgraph takes as long to import as half of everything else. So the window opens without it, and the plots
are there a moment later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from bptutor.study.state import State
from bptutor.study.views.numbers import Numbers
from bptutor.trace.symbols import Namer
from bptutor.ui.theme import ThemeManager

if TYPE_CHECKING:
    from bptutor.study.views.cost_view import SliceView
    from bptutor.ui.panels.cost import CostCurvePanel, CostSlicePanel


SOON_MS = 30  # for the first picture to reach the screen before the import holds the window up


class CostPanels(QObject):
    """Holds the places of both panels, and makes the panels when `make_soon` is due.

    Their signals are passed on from here, so that they can be connected before the panels exist."""

    run_requested = Signal(int)
    forget_requested = Signal()
    stop_requested = Signal()
    logarithmic_requested = Signal(bool)
    iteration_requested = Signal(int)
    value_requested = Signal(float)
    nudge_requested = Signal(float)
    released = Signal()
    made = Signal()

    def __init__(self, themes: ThemeManager, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes
        self.slice_place, self.curve_place = _place(), _place()
        self._slice: CostSlicePanel | None = None
        self._curve: CostCurvePanel | None = None
        self._cut: SliceView | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.make)

    def make_soon(self) -> None:
        """Make the panels when the window has been painted."""
        if self._slice is None:
            self._soon.start(SOON_MS)

    def make(self) -> None:
        """Make the panels now, if they are not there."""
        if self._slice is not None:
            return
        from bptutor.ui.panels.cost import CostCurvePanel, CostSlicePanel

        self._slice, self._curve = CostSlicePanel(self._themes), CostCurvePanel(self._themes)
        for place, panel in ((self.slice_place, self._slice), (self.curve_place, self._curve)):
            layout = place.layout()
            assert layout is not None
            layout.addWidget(panel)
        self._slice.value_requested.connect(self.value_requested)
        self._slice.nudge_requested.connect(self.nudge_requested)
        self._slice.plot.released.connect(self.released)
        self._curve.run_requested.connect(self.run_requested)
        self._curve.stop_requested.connect(self.stop_requested)
        self._curve.forget_requested.connect(self.forget_requested)
        self._curve.logarithmic_requested.connect(self.logarithmic_requested)
        self._curve.iteration_requested.connect(self.iteration_requested)
        self.made.emit()

    def show_state(self, state: State, numbers: Numbers, namer: Namer, nudge: float | None = None) -> None:
        """Show the curve and the slice of a state, if the panels are there."""
        if self._slice is None or self._curve is None:
            return
        from bptutor.study.views.cost_view import curve_view, slice_view

        self._cut = slice_view(state, numbers, namer, nudge, self._cut)
        cut, curve = self._cut, curve_view(state, numbers)
        if state.pair is not None:
            from bptutor.study.views.pair_cost import curve_beside, slice_beside

            cut = None if cut is None else slice_beside(state, cut)
            curve = curve_beside(state, curve)
        self._slice.show_view(cut)
        self._curve.show_view(curve)

    def set_hold(self, draggable: bool, nudging: bool) -> None:
        """Whether the slice's point, and the end of its secant, can be dragged."""
        if self._slice is not None:
            self._slice.plot.set_draggable(draggable)
            self._slice.plot.set_nudging(nudging)

    def forget_range(self) -> None:
        """Another document: both take ranges of their own again."""
        self._cut = None
        if self._curve is not None:
            self._curve.plot.forget_axes()

    def show_progress(self, done: int, total: int) -> None:
        """How far a run is."""
        if self._curve is not None:
            self._curve.show_progress(done, total)


def _place() -> QFrame:
    place = QFrame()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    return place
