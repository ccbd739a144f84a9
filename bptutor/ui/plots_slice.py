"""The cost slice: C or J against one value, with the tangent, the update's landing and a nudge's secant."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPolygonF

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short
from bptutor.study.views.cost_view import DASH_OF_OTHER, Secant, SliceBeside, SliceView
from bptutor.ui.plots import Plot
from bptutor.ui.plots_paint import NO_LINES, Paper
from bptutor.ui.plots_scale import Axis, Scale, labelled, some_ticks, span
from bptutor.ui.theme import ThemeManager

TANGENT = 62  # half its length
FILLED = 0.5  # of the y axis, by a curve for which it stays
GRIP = 16  # how near a press must be to take hold of a point


class CostSlicePlot(Plot):
    """Shows a SliceView. Once `set_draggable`, the point can be dragged (or moved by Shift and an arrow):
    that asks for a value; once `set_nudging`, the end of the secant: that asks for an h."""

    value_requested = Signal(float)
    nudge_requested = Signal(float)
    released = Signal()  # what was held, or an arrow key, has been let go

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager, "Cost slice")
        self._view: SliceView | None = None
        self._draggable = self._nudging = False
        self._held = ""

    def set_draggable(self, draggable: bool) -> None:
        """Whether the point asks for a value."""
        self._draggable = draggable

    def set_nudging(self, nudging: bool) -> None:
        """Whether the secant's end asks for an h."""
        self._nudging = nudging

    def show_view(self, view: SliceView | None) -> None:
        """Show a view; what has not changed is not drawn again. None shows nothing."""
        old, self._view = self._view, view
        if view is None:
            self.draw_curves([])
            self.update()
            return
        if old is not None and _face(old) == _face(view):
            return
        self.setAccessibleDescription(view.sentence)
        if old is None or _lines(old) != _lines(view):
            if old is not None and self._holds(old, view):
                self._draw(view)
            else:
                self.lay_out()
        self.update()

    def _holds(self, old: SliceView, view: SliceView) -> bool:
        """Whether another curve along the same value still fills the axes. Then these stay: while another
        number is edited one sees the curve move, and not the numbers beside the axis."""
        named = (old.name, old.letter) == (view.name, view.letter)
        along = (old.xs[0], old.xs[-1]) == (view.xs[0], view.xs[-1])
        if not (named and along) or old.beside is not None or view.beside is not None:
            return False
        low, high, scale = float(np.min(view.costs)), float(np.max(view.costs)), self.y_axis.scale
        room = scale.high - scale.low
        return scale.low <= low and high <= scale.high and high - low >= FILLED * room

    def lay_out(self) -> None:
        if self._view is None:
            return
        view, (wide, high) = self._view, self.room
        other = view.beside
        low, top = span([view.costs, *([other.costs] if other else [])], from_zero=True)
        left, right = float(view.xs[0]), float(view.xs[-1])
        self.frame(
            Axis(Scale(left, right), view.name, labelled(some_ticks(left, right, wide))),
            Axis(Scale(low, top), view.letter, labelled(some_ticks(low, top, high))),
        )
        self._draw(view)

    def _draw(self, view: SliceView) -> None:
        other, theme = view.beside, self.manager.theme
        curves = [(view.xs, view.costs, theme.colour("cost"))]
        if other is not None:
            curves.insert(0, (view.xs, other.costs, theme.colour("ink")))
        self.draw_curves(curves, (DASH_OF_OTHER, 0)[-len(curves) :])

    def lines(self, paper: Paper) -> Array:
        view = self._view
        if view is None:
            return NO_LINES
        curves = [view.costs, *([view.beside.costs] if view.beside is not None else [])]
        return np.concatenate([paper.curve(view.xs, costs) for costs in curves])

    def draw_marks(self, paper: Paper) -> None:
        view, theme = self._view, self.manager.theme
        if view is not None and view.beside is not None:
            self._draw_other(view, view.beside, paper)
        if view is None or not (math.isfinite(view.value) and math.isfinite(view.cost)):
            return
        here = paper.place(view.value, view.cost)
        tangent = self._tangent(view, here)
        if tangent is not None:
            paper.draw_line(tangent, theme.colour("backward"), dashed=True)
        # Points before labels, and what matters most before what may find no room.
        landed = self._draw_landing(view, paper)
        nudged = self._draw_secant(view, paper, here)
        paper.draw_point(here, theme.colour("cost"))
        paper.draw_label((view.slope_text,), here, theme.colour("backward"))
        if nudged is not None and view.secant is not None:
            ratio = short(view.secant.ratio)
            paper.draw_label((f"Δ{view.letter}/h = {ratio}", ratio), nudged, theme.colour("ink"))
        if landed is not None and view.lands is not None:
            text = f"{view.lands_name} = {short(view.lands[0])}"
            paper.draw_label((text, ""), landed, theme.colour("update"))

    def _tangent(self, view: SliceView, here: QPointF) -> QLineF | None:
        """The tangent as a line on the screen, as long as it reads well."""
        if not math.isfinite(view.slope):
            return None
        x, y = self.x_axis.scale, self.y_axis.scale
        steep = (
            -view.slope * ((y.start - y.stop) / (y.high - y.low)) / ((x.stop - x.start) / (x.high - x.low))
        )
        angle = math.atan(steep)
        length = min(self.manager.theme.px(TANGENT), 0.7 * self.area.height())
        reach = QPointF(length * math.cos(angle), length * math.sin(angle))
        return QLineF(here - reach, here + reach)

    def _draw_other(self, view: SliceView, other: SliceBeside, paper: Paper) -> None:
        """The other network's point on its curve, and which line is whose."""
        theme, ink = self.manager.theme, self.manager.theme.colour("ink")
        name = other.name if other.letter == view.letter else f"{other.name}: {other.letter}"
        paper.draw_legend([("A", theme.colour("cost"), 0), (name, ink, DASH_OF_OTHER)])
        there = self.x_axis.scale.low <= other.value <= self.x_axis.scale.high
        if there and math.isfinite(other.cost):
            paper.draw_point(paper.place(other.value, other.cost), ink, hollow=True)

    def _draw_landing(self, view: SliceView, paper: Paper) -> QPointF | None:
        """Where the update lands: a ring on the curve, or an arrow towards what is out of sight."""
        colour = self.manager.theme.colour("update")
        if view.lands is None or not math.isfinite(view.lands[0]):
            return None
        x, y = view.lands
        if self.x_axis.scale.low <= x <= self.x_axis.scale.high and math.isfinite(y):
            at = paper.place(x, y)
            paper.draw_point(at, colour, hollow=True)
            return at
        right = x > self.x_axis.scale.high
        at = QPointF(self.area.right() if right else self.area.left(), self.area.center().y())
        long = self.manager.theme.px(8) * (-1 if right else 1)
        half = abs(long) / 2
        paper.painter.setPen(Qt.PenStyle.NoPen)
        paper.painter.setBrush(colour)
        paper.painter.drawPolygon(QPolygonF([at, at + QPointF(long, -half), at + QPointF(long, half)]))
        return at

    def _draw_secant(self, view: SliceView, paper: Paper, here: QPointF) -> QPointF | None:
        """The line through the point and where the nudge leads, and that place."""
        if view.secant is None or not math.isfinite(view.secant.cost):
            return None
        ink, there = self.manager.theme.colour("ink"), paper.place(*_nudged(view, view.secant))
        paper.draw_line(QLineF(here, there), ink)
        paper.draw_point(there, ink, hollow=True)
        return there

    def reading(self, at: float) -> tuple[float, float | None, str]:
        if self._view is None:
            return at, None, ""
        view = self._view
        y = float(np.interp(at, view.xs, view.costs))
        text = f"{view.name} = {short(at, 3)} · {view.letter} = {short(y)}"
        if view.beside is not None:
            other = float(np.interp(at, view.xs, view.beside.costs))
            text = f"{text}, {view.beside.name} {short(other)}"
        return at, y if math.isfinite(y) else None, text

    def reading_step(self) -> float:
        return (self.x_axis.scale.high - self.x_axis.scale.low) / 100

    def reading_start(self) -> float:
        return self._view.value if self._view is not None else 0.0

    def _under(self, at: QPointF) -> str:
        """What a press there takes hold of: "point", "nudge" or nothing."""
        view = self._view
        if view is None or not math.isfinite(view.cost):
            return ""
        grip = self.manager.theme.px(GRIP)
        secant = view.secant if self._nudging else None
        if secant is not None and self._distance(at, *_nudged(view, secant)) <= grip:
            return "nudge"
        near = self._distance(at, view.value, view.cost) <= grip
        if near and self._nudging and view.secant is None:
            return "nudge"
        return "point" if near and self._draggable else ""

    def _distance(self, at: QPointF, x: float, y: float) -> float:
        return math.hypot(self.x_axis.scale.pixel(x) - at.x(), self.y_axis.scale.pixel(y) - at.y())

    def _ask(self, held: str, value: float) -> None:
        if self._view is None:
            return
        if held == "point":
            self.value_requested.emit(value)
        elif held == "nudge":
            self.nudge_requested.emit(value - self._view.value)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not (by and shifted and self._view is not None):
            super().keyPressEvent(event)
        elif self._nudging:
            h = self._view.secant.h if self._view.secant is not None else 0.0
            self._ask("nudge", self._view.value + h + by * self.reading_step())
        elif self._draggable:
            self._ask("point", self._view.value + by * self.reading_step())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._under(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.reader.go_to(None)
            self._ask(self._held, self.x_axis.scale.value(event.position().x()))
            return
        grip = bool(self._under(event.position()))
        self.setCursor(Qt.CursorShape.SizeHorCursor if grip else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.released.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""
        self.released.emit()
        event.accept()


def _nudged(view: SliceView, secant: Secant) -> tuple[float, float]:
    """The end of the secant, in values."""
    return view.value + secant.h, secant.cost


def _face(view: SliceView) -> tuple[object, ...]:
    """All that is seen of a view; arrays are the same where they are the same object."""
    return (
        view.name, view.letter, id(view.xs), id(view.costs), view.value, view.cost_known, view.slope,
        view.slope_known, view.lands, view.secant, view.note, _of_other(view),
    )  # fmt: skip


def _lines(view: SliceView) -> tuple[object, ...]:
    """What a new layout depends on."""
    other = view.beside
    return view.name, view.letter, id(view.xs), id(view.costs), None if other is None else id(other.costs)


def _of_other(view: SliceView) -> tuple[object, ...]:
    other = view.beside
    return () if other is None else (other.letter, id(other.costs), other.value, other.cost, other.cost_known)
