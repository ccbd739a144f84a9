"""The cost curve: C or J against iteration, earlier runs paler, the present iteration as a point."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short, superscript
from bptutor.study.views.cost_view import CurveLine, CurveView
from bptutor.ui.palettes import mixed
from bptutor.ui.plots import Plot
from bptutor.ui.plots_scale import FINE, nice, power_ticks, span, thinned, ticks
from bptutor.ui.theme import ThemeManager

LEAST_ROOM = 10  # iterations that the axis always has
ROOM = 1.25  # more iterations that the axis has than were done
PALER = 0.5


class CostCurvePlot(Plot):
    """Shows a CurveView; a click or Enter asks for the iteration under the reader."""

    iteration_requested = Signal(int)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager, "Cost curve")
        self._view: CurveView | None = None
        self._heights: list[Array] = []
        self.x_name = "iteration"

    def show_view(self, view: CurveView) -> None:
        """Show a view; what has not changed is not drawn again."""
        old, self._view = self._view, view
        if old is not None and _face(old) == _face(view):
            return
        self.tell(view.sentence)
        if old is None or _curves(old) != _curves(view):
            self.lay_out()
        self.viewport().update()

    def lay_out(self) -> None:
        if self._view is None:
            return
        view = self._view
        self._heights = [_logarithms(line.costs) if view.logarithmic else line.costs for line in view.lines]
        longest = max(len(line.costs) for line in view.lines) - 1
        right = nice(max(ROOM * longest, LEAST_ROOM), FINE)
        low, high = span(self._heights, from_zero=not view.logarithmic)
        wide, most = self.room
        if view.logarithmic:
            low, high = (np.floor(low), np.ceil(high)) if high - low < 1 else (low, high)
            self.y_ticks = [(at, f"10{superscript(int(at))}") for at in power_ticks(low, high, most)]
        else:
            self.y_ticks = [(at, short(at)) for at in ticks(low, high, most)]
        self.x_ticks = [(at, f"{at:,.0f}") for at in ticks(0, right, wide) if at == int(at)]
        self.frame((0.0, right), (float(low), float(high)))
        self.draw_curves([self._curve(line, ys) for line, ys in zip(view.lines, self._heights, strict=True)])

    def _curve(self, line: CurveLine, ys: Array) -> tuple[Array, Array, QColor]:
        chosen = thinned(ys, max(int(self.area.width()), 1))
        return chosen.astype(float), ys[chosen], self._colour(line)

    def _colour(self, line: CurveLine) -> QColor:
        palette = self.manager.theme.palette
        return QColor(palette.cost if line.role == "cost" else mixed(palette.cost, palette.surface, PALER))

    def draw_marks(self, painter: QPainter) -> None:
        if self._view is None:
            return
        theme, view = self.manager.theme, self._view
        lines = np.concatenate(
            [self.curve_pixels(np.arange(len(ys), dtype=np.float64), ys) for ys in self._heights]
        )
        ys = self._heights[-1]
        y = float(ys[view.iteration]) if view.iteration < len(ys) else np.nan
        if np.isfinite(y):
            self.draw_point(painter, view.iteration, y, theme.colour("cost"), hollow=view.cost is None)
        if self.reader is None:
            # A cost that has no place on the axis is still told, above its iteration.
            at = QPointF(self.x.pixel(view.iteration), self.y.pixel(y) if np.isfinite(y) else self.area.top())
            brief = view.label.rsplit(" · ", 1)[-1]
            self.draw_label(painter, (view.label, brief), at, theme.colour("ink"), lines)
        if len(view.lines) > 1 and self.reader is None:
            self._name_last_run(painter, view.lines[-2], self._heights[-2], lines)

    def _name_last_run(self, painter: QPainter, line: CurveLine, ys: Array, lines: Array) -> None:
        finite = np.flatnonzero(np.isfinite(ys))
        if len(finite):
            end = int(finite[-1])
            at = QPointF(self.x.pixel(end), self.y.pixel(float(ys[end])))
            self.draw_label(painter, (line.name, ""), at, self.manager.theme.colour("muted"), lines)

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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.reader is not None:
            self._request(self.reader)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.area.contains(event.position()):
            self._request(self.x.value(event.position().x()))
        event.accept()


def _logarithms(costs: Array) -> Array:
    """Powers of ten of the costs; a cost of 0 or less has no place on the axis and leaves a gap."""
    with np.errstate(all="ignore"):
        return np.where(costs > 0, np.log10(costs), np.nan)


def _curves(view: CurveView) -> tuple[object, ...]:
    """What a new layout depends on; arrays are the same where they are the same object."""
    return view.letter, view.logarithmic, tuple((line.name, id(line.costs), line.role) for line in view.lines)


def _face(view: CurveView) -> tuple[object, ...]:
    return *_curves(view), view.iteration, view.cost, view.note
