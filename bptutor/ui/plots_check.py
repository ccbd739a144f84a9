"""The error of a difference quotient against its step h, in powers of ten: a V with its sides named."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short, superscript
from bptutor.study.views.check_curve import ErrorCurve
from bptutor.study.views.check_row import step_said
from bptutor.ui.keys import ENTER
from bptutor.ui.plots import Plot
from bptutor.ui.plots_paint import NO_LINES, Paper
from bptutor.ui.plots_scale import Axis, Scale, power_ticks
from bptutor.ui.theme import ThemeManager

Label = tuple[tuple[str, ...], QPointF]  # texts of which the first that finds room is drawn, and where
LEAST = 1e-18  # no error is drawn lower


class ErrorCurvePlot(Plot):
    """Shows an ErrorCurve; a click or Enter asks for the h under the reader."""

    step_requested = Signal(float)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager, "Error against h")
        self._view: ErrorCurve | None = None
        self._logs: Array = np.zeros(0)
        self._heights: Array = np.zeros(0)

    def show_view(self, view: ErrorCurve | None) -> None:
        """Show a curve; None shows nothing."""
        self._view = view
        if view is None:
            self.draw_curves([])
        else:
            self.setAccessibleDescription(view.sentence)
            self.lay_out()
        self.update()

    def lay_out(self) -> None:
        view = self._view
        if view is None:
            return
        wide, high = self.room
        self._logs, self._heights = np.log10(view.hs), _logs(view.errors)
        finite = self._heights[np.isfinite(self._heights)]
        low, top = (float(np.min(finite)), float(np.max(finite))) if len(finite) else (-12.0, 0.0)
        low, top = math.floor(low), math.ceil(top + 0.2)
        low, top = (low, top) if top - low >= 2 else (low - 1, top + 1)
        left, right = float(self._logs[0]) - 0.3, float(self._logs[-1]) + 0.3
        self.frame(
            Axis(Scale(left, right), "h", _powers(left, right, max(2, wide - 1))),
            Axis(Scale(low, top), "error", _powers(low, top, high)),
        )
        self.draw_curves([(self._logs, self._heights, self.manager.theme.colour("backward"))])

    def lines(self, paper: Paper) -> Array:
        return NO_LINES if self._view is None else paper.curve(self._logs, self._heights)

    def draw_marks(self, paper: Paper) -> None:
        view, theme = self._view, self.manager.theme
        if view is None:
            return
        # Lines and the point before labels, which keep off them.
        named = [self._draw_guide(paper, view.rounding, "rounding", -10.5)]
        if view.truncation is not None:
            named.append(self._draw_guide(paper, view.truncation, "truncation", -1.6))
        if view.kink_from is not None:
            top = self._draw_upright(paper, view.kink_from, "muted", dashed=True)
            named.append(((f"kink of {view.kink_name} →", "kink →"), top))
        self._draw_upright(paper, view.h, "edge")
        self._draw_here(paper, view)
        for texts, place in named:
            paper.draw_label(texts, place, theme.colour("ink"))

    def _draw_here(self, paper: Paper, view: ErrorCurve) -> None:
        """The error at the slider's h; one that has no place on the axis is told beside the line."""
        theme, height = self.manager.theme, self._height(view)
        middle = (self.y_axis.scale.low + self.y_axis.scale.high) / 2
        at = paper.place(math.log10(view.h), height if math.isfinite(height) else middle)
        text = f"h = {step_said(view.h)}"
        if math.isfinite(height):
            paper.draw_point(at, theme.colour("backward"))
        else:
            text += f" · error {short(view.error, 2)}"
        paper.draw_label((text, step_said(view.h)), at, theme.colour("ink"))

    def _draw_upright(self, paper: Paper, h: float, role: str, dashed: bool = False) -> QPointF:
        """A line over the whole height at an h, and where its name stands."""
        x = paper.place(math.log10(h), self.y_axis.scale.low).x()
        line = QLineF(x, self.area.top(), x, self.area.bottom())
        paper.draw_line(line, self.manager.theme.colour(role), dashed)
        return QPointF(x, self.area.top() + self.manager.theme.px(10))

    def _draw_guide(self, paper: Paper, heights: Array, name: str, where: float) -> Label:
        """A dashed straight line that one side of the V follows; its name, which stands nearest `where`."""
        ys = np.log10(np.maximum(heights, 1e-300))
        inside = np.flatnonzero((ys >= self.y_axis.scale.low) & (ys <= self.y_axis.scale.high))
        if len(inside) < 2:
            return ("",), self.area.center()
        first, last = int(inside[0]), int(inside[-1])
        ends = [paper.place(float(self._logs[n]), float(ys[n])) for n in (first, last)]
        paper.draw_line(QLineF(*ends), self.manager.theme.colour("muted"), dashed=True)
        at = min(max(where, float(self._logs[first])), float(self._logs[last]))
        return (name,), paper.place(at, float(np.interp(at, self._logs, ys)))

    def _height(self, view: ErrorCurve) -> float:
        """How high the curve is at the slider's h; NaN where it has a gap."""
        return float(self._heights[int(np.argmin(np.abs(self._logs - math.log10(view.h))))])

    def reading(self, at: float) -> tuple[float, float | None, str]:
        """The nearest h that was tried."""
        view = self._view
        if view is None:
            return at, None, ""
        nearest = int(np.argmin(np.abs(self._logs - at)))
        error = float(view.errors[nearest])
        text = f"h = {step_said(float(f'{view.hs[nearest]:.1e}'))} · error {short(error, 2)}"
        height = float(self._heights[nearest])
        return float(self._logs[nearest]), height if math.isfinite(height) else None, text

    def reading_step(self) -> float:
        return float(self._logs[1] - self._logs[0]) * 1.2 if len(self._logs) > 1 else 1.0

    def reading_start(self) -> float:
        return math.log10(self._view.h) if self._view is not None else 0.0

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.reader.at is not None:
            self.step_requested.emit(10.0**self.reader.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.area.contains(event.position()):
            self.step_requested.emit(10.0 ** self.x_axis.scale.value(event.position().x()))
        event.accept()


def _logs(errors: Array) -> Array:
    """Powers of ten. An error of exactly 0 among others lies as low as the least of them; where all are 0,
    and for one that is no number, there is no place on the axis."""
    with np.errstate(all="ignore"):
        if not np.any(errors > 0):
            return np.full_like(errors, np.nan)
        floor = max(float(np.min(errors[errors > 0])), LEAST)
        return np.where(np.isfinite(errors), np.log10(np.maximum(errors, floor)), np.nan)


def _powers(low: float, high: float, most: int) -> tuple[tuple[float, str], ...]:
    return tuple((at, f"10{superscript(int(at))}") for at in power_ticks(low, high, most))
