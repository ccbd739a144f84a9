"""What both plots are: hairline axes, quiet ticks, a curve, and a reader that mouse and keys move.

The only module that imports pyqtgraph. Of it the plots use the view, the view box and the curve item;
axes, points and labels are painted here, because the design has two hairlines where pyqtgraph has axes
with grids, menus and buttons. Lengths follow the text, colours the theme.
"""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)

from bptutor.engine.arrays import Array
from bptutor.ui.plots_scale import Box, Scale, best_place, dense
from bptutor.ui.theme import ThemeManager

pg.setConfigOptions(antialias=True, useOpenGL=False)

READING_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_Home: -math.inf,
    Qt.Key.Key_End: math.inf,
}
OWN_KEYS = (*READING_KEYS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class Plot(pg.GraphicsView):  # type: ignore[misc]
    """A plot of one or more curves. A kind of plot says what its marks are (`draw_marks`), what the reader
    reads (`reading`), and what a press, a drag and Enter mean there.

    `x` and `y` map values to pixels. The reader is at `reader` in values, None when it is away."""

    reading_changed = Signal(str)

    def __init__(self, manager: ThemeManager, name: str) -> None:
        super().__init__(useOpenGL=False, background=None)
        self.manager = manager
        self.x, self.y = Scale(0.0, 1.0), Scale(0.0, 1.0)
        self.x_name, self.y_name = "", ""
        self.x_ticks: list[tuple[float, str]] = []
        self.y_ticks: list[tuple[float, str]] = []
        self.reader: float | None = None
        self.area = QRectF()
        self._curves: list[pg.PlotCurveItem] = []
        self._taken: list[Box] = []
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._box.disableAutoRange()
        self.scene().addItem(self._box)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        manager.changed.connect(self.restyle)

    # What a kind of plot says

    def lay_out(self) -> None:
        """Choose ranges and ticks for the view and the room there is; then `frame`."""

    def draw_marks(self, painter: QPainter) -> None:
        """Paint points and labels over the curves."""

    def reading(self, at: float) -> tuple[float, float | None, str]:
        """What there is at a value of the x axis: the nearest x, its y (None for none), and words."""
        return at, None, ""

    def reading_step(self) -> float:
        """How far an arrow key moves the reader."""
        return 1.0

    def reading_start(self) -> float:
        """Where the reader starts."""
        return self.x.low

    # What they use

    @property
    def line_height(self) -> float:
        """The height of a small label."""
        return QFontMetricsF(self.manager.theme.small).height()

    @property
    def room(self) -> tuple[int, int]:
        """How many tick labels the axes have room for."""
        wide, high = self.viewport().width(), self.viewport().height()
        return max(2, int(wide / (4 * self.line_height))), max(2, int(high / (2.2 * self.line_height)) - 1)

    def frame(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Set the ranges, after the ticks: these say how wide the margin beside the y axis must be."""
        metrics = QFontMetricsF(self.manager.theme.small)
        beside = max((metrics.horizontalAdvance(text) for _, text in self.y_ticks), default=0.0)
        left = max(self.manager.theme.px(16), beside + self.manager.theme.px(6))
        edge = self.manager.theme.px(8)
        bottom = self.line_height + self.manager.theme.px(6)
        whole = self.viewport().rect()
        self.area = QRectF(
            left, edge, max(whole.width() - left - edge, 8.0), max(whole.height() - edge - bottom, 8.0)
        )
        self.x = Scale(*x, self.area.left(), self.area.right())
        # The curves begin under the letter at the top of the y axis.
        inner = self.area.adjusted(0, min(self.line_height, 0.25 * self.area.height()), 0, 0)
        self.y = Scale(*y, inner.bottom(), inner.top())
        air = edge * (y[1] - y[0]) / inner.height()
        self._box.setGeometry(inner.adjusted(0, -edge, 0, 0))
        self._box.setRange(xRange=x, yRange=(y[0], y[1] + air), padding=0, disableAutoRange=True)
        self.viewport().update()

    def draw_curves(self, curves: list[tuple[Array, Array, QColor]]) -> None:
        """The curves, the last on top; where a number is not finite there is a gap."""
        while len(self._curves) > len(curves):
            self._box.removeItem(self._curves.pop())
        while len(self._curves) < len(curves):
            curve = pg.PlotCurveItem(connect="finite", skipFiniteCheck=False)
            self._box.addItem(curve, ignoreBounds=True)
            self._curves.append(curve)
        width = self.manager.theme.px(2)
        for curve, (xs, ys, colour) in zip(self._curves, curves, strict=True):
            curve.setData(xs, ys, pen=pg.mkPen(colour, width=width))

    def draw_point(self, painter: QPainter, x: float, y: float, colour: QColor, hollow: bool = False) -> None:
        """A point of a curve."""
        radius = self.manager.theme.px(5) - (1 if hollow else 0.5)
        painter.setPen(QPen(colour, 2) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(self.manager.theme.colour("surface") if hollow else colour)
        at = QPointF(self.x.pixel(x), self.y.pixel(y))
        painter.drawEllipse(at, radius, radius)
        self._taken.append((at.x() - radius, at.y() - radius, at.x() + radius, at.y() + radius))

    def draw_label(
        self, painter: QPainter, texts: tuple[str, ...], at: QPointF, colour: QColor, lines: Array
    ) -> None:
        """A small label near a place, where it covers least of the lines, (n, 2) in pixels.

        The first of the texts that finds room is drawn; "" draws none, the last is drawn in any case."""
        metrics = QFontMetricsF(self.manager.theme.small)
        bounds = (self.area.left() + 2, 2.0, self.viewport().width() - 2.0, self.area.bottom() - 2)
        for text in texts:
            wide = metrics.horizontalAdvance(text) + 4
            box, free = best_place(wide, metrics.height(), (at.x(), at.y()), bounds, lines, self._taken)
            if not text or (free and wide <= bounds[2] - bounds[0]) or text == texts[-1]:
                break
        if not text:
            return
        self._taken.append(box)
        rect = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
        veil = self.manager.theme.colour("surface")
        veil.setAlphaF(0.8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def curve_pixels(self, xs: Array, ys: Array) -> Array:
        """A curve as pixels, (n, 2), for labels to keep off."""
        return dense(np.column_stack([self.x.pixels(xs), self.y.pixels(ys)]))

    def read_at(self, at: float | None) -> None:
        """Move the reader; None takes it away. What it reads is told by `reading_changed`."""
        if at is None and self.reader is None:
            return
        self.reader = None if at is None else self.reading(min(max(at, self.x.low), self.x.high))[0]
        self.reading_changed.emit("" if self.reader is None else self.reading(self.reader)[2])
        self.viewport().update()

    def tell(self, sentence: str) -> None:
        """Give the plot in words to who hears it."""
        if sentence != self.accessibleDescription():
            self.setAccessibleDescription(sentence)

    def restyle(self) -> None:
        """Follow the theme."""
        self.updateGeometry()
        self.lay_out()

    # Painting

    def _draw_axes(self, painter: QPainter) -> None:
        theme, area = self.manager.theme, self.area
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLine(area.topLeft(), area.bottomLeft())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("muted"))
        metrics = QFontMetricsF(theme.small)
        high = metrics.height()
        below = area.bottom() + theme.px(3)
        name_left = area.right() - metrics.horizontalAdvance(self.x_name)
        painter.drawText(QPointF(name_left, below + metrics.ascent()), self.x_name)
        letter = QRectF(
            area.left() + theme.px(6), area.top() - 2, metrics.horizontalAdvance(self.y_name), high
        )
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, self.y_name)
        self._taken.append((letter.left(), letter.top(), letter.right(), letter.bottom()))
        for value, text in self.x_ticks:
            wide = metrics.horizontalAdvance(text)
            left = max(self.x.pixel(value) - wide / 2, 0.0)
            if left + wide < name_left - theme.px(6):
                painter.drawText(QPointF(left, below + metrics.ascent()), text)
        for value, text in self.y_ticks:
            top = min(max(self.y.pixel(value) - high / 2, 0.0), area.bottom() - high * 0.6)
            rect = QRectF(0, top, area.left() - theme.px(4), high)
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_reader(self, painter: QPainter) -> None:
        if self.reader is None:
            return
        theme = self.manager.theme
        x, y, text = self.reading(self.reader)
        across = self.x.pixel(x)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(QPointF(across, self.area.top()), QPointF(across, self.area.bottom()))
        height = self.area.top()
        if y is not None:
            height = self.y.pixel(y)
            self.draw_point(painter, x, y, theme.colour("ink"), hollow=True)
        at = QPointF(across, max(height, self.area.top()))
        brief = text.rsplit(" · ", 1)[-1]
        self.draw_label(painter, (text, brief), at, theme.colour("ink"), np.zeros((0, 2)))

    # Qt

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        # The scene is laid out in the viewport's pixels.
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.manager.theme.small)
        self._taken.clear()
        self._draw_axes(painter)
        self.draw_marks(painter)
        self._draw_reader(painter)
        if self.hasFocus():
            painter.setPen(QPen(self.manager.theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(self.manager.theme.px(250), self.manager.theme.px(132))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.manager.theme.px(100), self.manager.theme.px(92))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls this itself before the plot is made
            self.lay_out()

    def event(self, event: QEvent) -> bool:
        # The arrow keys step through the timeline everywhere but here, where they move the reader.
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return bool(super().event(event))

    def _is_own(self, event: QEvent) -> bool:
        plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        return isinstance(event, QKeyEvent) and event.key() in OWN_KEYS and not event.modifiers() & ~plain

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in READING_KEYS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            at = self.reading_start() if self.reader is None else self.reader
            moved = at + READING_KEYS[key] * self.reading_step() if self.reader is not None else at
            self.read_at(
                self.x.low if key == Qt.Key.Key_Home else self.x.high if key == Qt.Key.Key_End else moved
            )
            self._announce()
        elif key == Qt.Key.Key_Escape and self.reader is not None:
            self.read_at(None)
        else:
            event.ignore()

    def _announce(self) -> None:
        if self.reader is not None and QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self, self.reading(self.reader)[2])
            QAccessible.updateAccessibility(said)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # pyqtgraph's own scene would look for hovered items here, which these plots have none of.
        at = event.position().x()
        self.read_at(self.x.value(at) if self.area.left() - 4 <= at <= self.area.right() + 4 else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls

    def contextMenuEvent(self, event: QEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        self.read_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.read_at(None)
        self.viewport().update()
