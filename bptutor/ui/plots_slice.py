"""The cost slice: C or J against one value, with the tangent, the update's landing and a nudge's secant."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF

from bptutor.engine.arrays import Array
from bptutor.foundation.numbers import short
from bptutor.study.views.cost_view import SliceView
from bptutor.ui.plots import Plot
from bptutor.ui.plots_scale import span, ticks
from bptutor.ui.theme import ThemeManager

TANGENT = 62  # half its length
GRIP = 16  # how near a press must be to take hold of a point


class CostSlicePlot(Plot):
    """Shows a SliceView. Once `set_draggable`, the point can be dragged (or moved by Shift and an arrow):
    that asks for a value; once `set_nudging`, the end of the secant: that asks for an h."""

    value_requested = Signal(float)
    nudge_requested = Signal(float)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager, "Cost slice")
        self._view: SliceView | None = None
        self._lines: Array = np.zeros((0, 2))
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
            self.viewport().update()
            return
        if old is not None and _face(old) == _face(view):
            return
        self.tell(view.sentence)
        if old is None or old.xs is not view.xs or old.costs is not view.costs or old.name != view.name:
            self.lay_out()
        self.viewport().update()

    def lay_out(self) -> None:
        if self._view is None:
            return
        view = self._view
        self.x_name, self.y_name = view.name, view.letter
        low, high = span([view.costs], from_zero=True)
        wide, most = self.room
        self.y_ticks = [(at, short(at)) for at in ticks(low, high, most)]
        across = (float(view.xs[0]), float(view.xs[-1]))
        self.x_ticks = [(at, short(at)) for at in ticks(*across, wide)]
        self.frame(across, (low, high))
        self.draw_curves([(view.xs, view.costs, self.manager.theme.colour("cost"))])
        self._lines = self.curve_pixels(view.xs, view.costs)

    def draw_marks(self, painter: QPainter) -> None:
        view, theme = self._view, self.manager.theme
        if view is None or not (math.isfinite(view.value) and math.isfinite(view.cost)):
            return
        here = self._place(view.value, view.cost)
        lines = self._lines
        tangent = self._tangent(here)
        if tangent is not None:
            self._draw_line(painter, tangent, theme.colour("backward"), dashed=True)
            lines = np.concatenate([lines, _along(tangent)])
        # Points before labels, and what matters most before what may find no room.
        landed = self._draw_landing(painter)
        nudged = self._draw_secant(painter, here)
        self.draw_point(painter, view.value, view.cost, theme.colour("cost"))
        if self.reader is not None:
            return
        if nudged is not None:
            lines = np.concatenate([lines, _along(QLineF(here, nudged))])
        self.draw_label(painter, (view.slope_text,), here, theme.colour("backward"), lines)
        if nudged is not None and view.secant is not None:
            ratio = short(view.secant.ratio)
            texts = f"Δ{view.letter}/h = {ratio}", ratio
            self.draw_label(painter, texts, nudged, theme.colour("ink"), lines)
        if landed is not None and view.lands is not None:
            texts = f"{view.lands_name} = {short(view.lands[0])}", ""
            self.draw_label(painter, texts, landed, theme.colour("update"), lines)

    def _place(self, x: float, y: float) -> QPointF:
        return QPointF(self.x.pixel(x), self.y.pixel(y))

    def _tangent(self, here: QPointF) -> QLineF | None:
        """The tangent as a line on the screen, as long as it reads well."""
        assert self._view is not None
        if not math.isfinite(self._view.slope):
            return None
        per_x = self.area.width() / (self.x.high - self.x.low)
        per_y = self.area.height() / (self.y.high - self.y.low)
        angle = math.atan2(-self._view.slope * per_y, per_x)
        length = min(self.manager.theme.px(TANGENT), 0.7 * self.area.height())
        reach = QPointF(length * math.cos(angle), length * math.sin(angle))
        return QLineF(here - reach, here + reach)

    def _draw_line(self, painter: QPainter, line: QLineF, colour: QColor, dashed: bool = False) -> None:
        pen = QPen(colour, self.manager.theme.px(2))
        if dashed:
            pen.setDashPattern([3, 2.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setClipRect(self.area)
        painter.drawLine(line)
        painter.setClipping(False)

    def _draw_landing(self, painter: QPainter) -> QPointF | None:
        """Where the update lands: a ring on the curve, or an arrow towards what is out of sight."""
        view, colour = self._view, self.manager.theme.colour("update")
        if view is None or view.lands is None or not math.isfinite(view.lands[0]):
            return None
        x, y = view.lands
        if self.x.low <= x <= self.x.high and math.isfinite(y):
            self.draw_point(painter, x, y, colour, hollow=True)
            return self._place(x, y)
        right = x > self.x.high
        at = QPointF(self.area.right() if right else self.area.left(), self.area.center().y())
        long = self.manager.theme.px(8) * (-1 if right else 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        half = abs(long) / 2
        painter.drawPolygon(QPolygonF([at, at + QPointF(long, -half), at + QPointF(long, half)]))
        return at

    def _draw_secant(self, painter: QPainter, here: QPointF) -> QPointF | None:
        """The line through the point and where the nudge leads, and that place."""
        view, ink = self._view, self.manager.theme.colour("ink")
        if view is None or view.secant is None or not math.isfinite(view.secant.cost):
            return None
        there = self._place(view.value + view.secant.h, view.secant.cost)
        self._draw_line(painter, QLineF(here, there), ink)
        self.draw_point(painter, view.value + view.secant.h, view.secant.cost, ink, hollow=True)
        return there

    def reading(self, at: float) -> tuple[float, float | None, str]:
        if self._view is None:
            return at, None, ""
        view = self._view
        y = float(np.interp(at, view.xs, view.costs))
        return (
            at,
            y if math.isfinite(y) else None,
            f"{view.name} = {short(at, 3)} · {view.letter} = {short(y)}",
        )

    def reading_step(self) -> float:
        return (self.x.high - self.x.low) / 100

    def reading_start(self) -> float:
        return self._view.value if self._view is not None else 0.0

    def _under(self, at: QPointF) -> str:
        """What a press there takes hold of: "point", "nudge" or nothing."""
        view = self._view
        if view is None or not math.isfinite(view.cost):
            return ""
        grip = self.manager.theme.px(GRIP)
        if self._nudging and view.secant is not None:
            end = self._place(view.value + view.secant.h, view.secant.cost)
            if QLineF(at, end).length() <= grip:
                return "nudge"
        near = QLineF(at, self._place(view.value, view.cost)).length() <= grip
        if near and self._nudging and view.secant is None:
            return "nudge"
        return "point" if near and self._draggable else ""

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
            self.read_at(None)
            self._ask(self._held, self.x.value(event.position().x()))
            return
        grip = bool(self._under(event.position()))
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if grip else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""
        event.accept()


def _along(line: QLineF) -> Array:
    """Points on a line, for labels to keep off."""
    return np.array([[p.x(), p.y()] for p in (line.pointAt(t / 24) for t in range(25))])


def _face(view: SliceView) -> tuple[object, ...]:
    """All that is seen of a view; arrays are the same where they are the same object."""
    return (
        view.name, view.letter, id(view.xs), id(view.costs), view.value, view.cost_known, view.slope,
        view.slope_known, view.lands, view.secant, view.note,
    )  # fmt: skip
