"""The cost curve: C or J against iteration, each run in a colour and a pattern, the present point marked."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short, superscript
from bptutor.study.views.cost_view import CurveLine, CurveView
from bptutor.ui.keys import ENTER
from bptutor.ui.plots import Plot
from bptutor.ui.plots_paint import NO_LINES, Paper
from bptutor.ui.plots_scale import (
    FINE,
    Axis,
    Scale,
    labelled,
    nice,
    power_ticks,
    some_ticks,
    span,
    thinned,
    ticks,
)
from bptutor.ui.theme import ThemeManager

LEAST_ROOM = 10  # iterations that the axis always has
ROOM = 1.25  # more iterations that the axis has than were done
MARGIN = 0.08  # of the y axis, at both ends, that a point which moves keeps off
MOST_NAMED = 4  # earlier runs whose name stands at their end, the latest first, where there is room


class CostCurvePlot(Plot):
    """Shows a CurveView; a click or Enter asks for the iteration under the reader."""

    iteration_requested = Signal(int)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager, "Cost curve")
        self._view: CurveView | None = None
        self._heights: list[Array] = []

    def show_view(self, view: CurveView) -> None:
        """Show a view; what has not changed is not drawn again."""
        old, self._view = self._view, view
        if old is not None and _face(old) == _face(view):
            return
        self.setAccessibleDescription(view.sentence)
        if old is None or _curves(old) != _curves(view):
            heights = _heights(view)
            if old is not None and _alike(old) == _alike(view) and self._holds(heights):
                self._draw(view, heights)
            else:
                self.lay_out()
        self.update()

    def forget_axes(self) -> None:
        """Another document: its costs have axes of their own."""
        self._view = None

    def _holds(self, heights: Sequence[Array]) -> bool:
        """Whether points that have moved are still well within the axes. Then these stay: while a weight is
        dragged one sees the point move, and not the numbers beside the axis."""
        scale = self.y_axis.scale
        margin = MARGIN * (scale.high - scale.low)
        return all(
            bool(np.all((ys >= scale.low + margin) & (ys <= scale.high - margin)))
            for ys, before in zip(heights, self._heights, strict=True)
            if ys is not before
        )

    def lay_out(self) -> None:
        if self._view is None:
            return
        view, (wide, high) = self._view, self.room
        heights = _heights(view)
        longest = max(len(line.costs) for line in view.lines) - 1
        right = nice(max(ROOM * longest, LEAST_ROOM), FINE)
        counts = tuple((at, f"{at:,.0f}") for at in ticks(0, right, wide) if at == int(at))
        low, top = span(heights, from_zero=not view.logarithmic)
        if view.logarithmic:
            low, top = (float(np.floor(low)), float(np.ceil(top))) if top - low < 1 else (low, top)
            marks = tuple((at, f"10{superscript(int(at))}") for at in power_ticks(low, top, high))
        else:
            marks = labelled(some_ticks(low, top, high))
        self.frame(Axis(Scale(0.0, right), "iteration", counts), Axis(Scale(low, top), "", marks))
        self._draw(view, heights)

    def _draw(self, view: CurveView, heights: list[Array]) -> None:
        self._heights = heights
        both = zip(view.lines, heights, strict=True)
        shown = [(line, ys) for line, ys in both if len(ys) > 1]  # one point is no line
        self.draw_curves([self._curve(*one) for one in shown], [line.dash for line, _ in shown])

    def _curve(self, line: CurveLine, ys: Array) -> tuple[Array, Array, QColor]:
        chosen = thinned(ys, max(int(self.area.width()), 1))
        return chosen.astype(float), ys[chosen], self._colour(line)

    def _colour(self, line: CurveLine) -> QColor:
        palette = self.manager.theme.palette
        if line.role == "other":
            return QColor(palette.ink)
        return QColor(palette.run_colour(line.dash))

    def lines(self, paper: Paper) -> Array:
        heights = [ys for ys in self._heights if len(ys) > 1]
        curves = [paper.curve(np.arange(len(ys), dtype=np.float64), ys) for ys in heights]
        return np.concatenate([NO_LINES, *curves])

    def draw_marks(self, paper: Paper) -> None:
        if self._view is None:
            return
        view, theme, ys = self._view, self.manager.theme, self._heights[-1]
        y = float(ys[view.iteration]) if view.iteration < len(ys) else math.nan
        # A cost that has no place on the axis is still told, above its iteration.
        at = paper.place(view.iteration, y if math.isfinite(y) else self.y_axis.scale.high)
        if math.isfinite(y):
            paper.draw_point(at, theme.colour("cost"), hollow=view.cost is None)
        other = next((line for line in view.lines if line.role == "other"), None)
        if other is not None:
            entries = [("A", self._colour(view.present), 0), (other.name, self._colour(other), other.dash)]
            paper.draw_legend(entries)
        brief = view.label.rsplit(" · ", 1)[-1]
        paper.draw_label((view.label, brief), at, theme.colour("ink"))
        both = zip(view.lines, self._heights, strict=True)
        named = [(line, ys) for line, ys in both if line.role == "earlier"]
        for line, ys in named[: -MOST_NAMED - 1 : -1]:
            finite = np.flatnonzero(np.isfinite(ys))
            if len(finite):
                end = paper.place(float(finite[-1]), float(ys[finite[-1]]))
                paper.draw_label((line.name, ""), end, self._colour(line))

    def reading(self, at: float) -> tuple[float, float | None, str]:
        """The iteration nearest by, in the present run or, past its end, in the longest."""
        if self._view is None:
            return at, None, ""
        view = self._view
        which = len(view.lines) - 1
        if round(at) >= len(self._heights[which]):
            which = max(range(len(view.lines)), key=lambda number: len(self._heights[number]))
        costs = view.lines[which].costs
        iteration = min(max(round(at), 0), len(costs) - 1)
        y = float(self._heights[which][iteration])
        text = f"{iteration:,} · {view.letter} = {short(float(costs[iteration]))}"
        if which < len(view.lines) - 1:
            text = f"{view.lines[which].name} · {text}"
        return float(iteration), y if np.isfinite(y) else None, text

    def reading_start(self) -> float:
        return float(self._view.iteration) if self._view is not None else 0.0

    def _request(self, at: float) -> None:
        if self._view is not None:
            self.iteration_requested.emit(min(max(round(at), 0), len(self._view.present.costs) - 1))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.reader.at is not None:
            self._request(self.reader.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.area.contains(event.position()):
            self._request(self.x_axis.scale.value(event.position().x()))
        event.accept()


def _heights(view: CurveView) -> list[Array]:
    """What is drawn of each run's costs."""
    return [_logarithms(line.costs) if view.logarithmic else line.costs for line in view.lines]


def _logarithms(costs: Array) -> Array:
    """Powers of ten of the costs; a cost of 0 or less has no place on the axis and leaves a gap."""
    with np.errstate(all="ignore"):
        return np.where(costs > 0, np.log10(costs), np.nan)


def _curves(view: CurveView) -> tuple[object, ...]:
    """What a new layout depends on; arrays are the same where they are the same object."""
    return view.letter, view.logarithmic, tuple(map(_drawn, view.lines))


def _alike(view: CurveView) -> tuple[object, ...]:
    """What two views have in common where only points have moved."""
    lines = tuple((line.name, line.role, line.dash, len(line.costs)) for line in view.lines)
    return view.letter, view.logarithmic, lines


def _drawn(line: CurveLine) -> tuple[object, ...]:
    return line.name, id(line.costs), line.role, line.dash


def _face(view: CurveView) -> tuple[object, ...]:
    return *_curves(view), view.iteration, view.cost, view.note
