"""What is painted over a plot's curves: axes, points, lines, and labels that keep off each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bptutor.engine.arrays import Array
from bptutor.ui.plots_scale import Axis, Box, best_place, dense
from bptutor.ui.shaped import RIGHT, Shaped, face_in, paint_at, paint_line
from bptutor.ui.theme import NO_BRUSH, NO_PEN, Theme

ALONG: Array = np.linspace(0.0, 1.0, 25)[:, None]  # parts of a line that labels keep off
NO_LINES: Array = np.zeros((0, 2))
# Dash, gap, … in line widths: the pattern of each run on the cost curve, and beside its name.
DASHED: tuple[tuple[float, ...], ...] = (
    (),
    (5.0, 2.5),
    (1.5, 2.0),
    (6.0, 2.0, 1.5, 2.0),
    (2.5, 1.5),
    (7.0, 2.0),  # of the network that is compared with
)
POINT, BESIDE_AXIS = 5, 6  # a point's radius, and the ticks' distance from the axis, where points may lie


class Paper:
    """One painting of a plot: `area` within the axes, `x` and `y` from values to pixels, `ground` what the
    plot lies on, a role.

    Made anew for each painting; labels keep off `lines`, (n, 2) in pixels, and off what points and labels
    have taken. While something is being
    `read`, other labels are left out where they find no room."""

    def __init__(
        self, painter: QPainter, theme: Theme, area: QRectF, x: Axis, y: Axis, ground: str = "surface"
    ) -> None:
        self.painter, self.theme, self.area, self.x, self.y = painter, theme, area, x, y
        self.ground = theme.colour(ground)
        self._face = face_in(theme.small)
        self.metrics = self._face.metrics
        self.reading = False
        self.lines = NO_LINES
        self._taken: list[Box] = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._face.font)

    def place(self, x: float, y: float) -> QPointF:
        """Where a point of values lies."""
        return QPointF(self.x.scale.pixel(x), self.y.scale.pixel(y))

    def draw_hairlines(self) -> None:
        """The two axes, which lie under the curves."""
        self.painter.setPen(QPen(self.theme.colour("line"), 1))
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.painter.drawLine(self.area.topLeft(), self.area.bottomLeft())
        self.painter.drawLine(self.area.bottomLeft(), self.area.bottomRight())
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw_names(self) -> None:
        """The axes' names, and the ticks that find room."""
        area, painter, px = self.area, self.painter, self.theme.px
        painter.setPen(self.theme.colour("muted"))
        high, base = self.metrics.height(), area.bottom() + px(3) + self.metrics.ascent()
        name = self._line(self.x.name)
        name_left = area.right() - name.width
        paint_at(painter, QPointF(name_left, base), name)
        for left, text in self.ticks_below(name_left):
            paint_at(painter, QPointF(left, base), self._line(text))
        for value, text in self.y.ticks:
            top = min(max(self.y.scale.pixel(value) - high / 2, 0.0), area.bottom() - high * 0.6)
            room = QRectF(0, top, area.left() - px(BESIDE_AXIS), high)
            paint_line(painter, room, self._line(text), RIGHT)
        if self.y.name:
            self._draw_text(self._name_box(), self.y.name)

    def keep_off_name(self) -> None:
        """Where the upright axis has its name already, no label is to stand."""
        if self.y.name:
            self._take(self._name_box())

    def _name_box(self) -> QRectF:
        wide = self._line(self.y.name).width
        return QRectF(self.area.left() + self.theme.px(6), self.area.top() - 2, wide, self.metrics.height())

    def ticks_below(self, name_left: float) -> Iterator[tuple[float, str]]:
        """The x axis' ticks that find room between each other and before its name, and where each begins."""
        free, apart = 0.0, self.theme.px(6)
        for value, text in self.x.ticks:
            wide = self._line(text).width
            left = max(self.x.scale.pixel(value) - wide / 2, 0.0)
            if free <= left and left + wide < name_left - apart:
                yield left, text
                free = left + wide + apart

    def draw_point(self, at: QPointF, colour: QColor, hollow: bool = False) -> None:
        """A point of a curve."""
        radius = self.theme.px(POINT) - (1 if hollow else 0.5)
        self.painter.setPen(QPen(colour, 2) if hollow else NO_PEN)
        self.painter.setBrush(self.ground if hollow else colour)
        self.painter.drawEllipse(at, radius, radius)
        self._taken.append((at.x() - radius, at.y() - radius, at.x() + radius, at.y() + radius))

    def draw_line(self, line: QLineF, colour: QColor, dashed: bool = False) -> None:
        """A line that ends at the axes."""
        pen = QPen(colour, self.theme.px(2))
        if dashed:
            pen.setDashPattern([3, 2.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.setClipRect(self.area)
        self.painter.drawLine(line)
        self.painter.setClipping(False)
        start = np.array((line.x1(), line.y1()))
        self.lines = np.concatenate([self.lines, start + ALONG * (line.dx(), line.dy())])

    def draw_label(self, texts: tuple[str, ...], at: QPointF, colour: QColor) -> None:
        """A small label near a place, where it covers least of the lines.

        The first of the texts that finds room is drawn; "" draws none, the last is drawn in any case."""
        edge = self.theme.px(8) - 2
        bounds = (self.area.left() + 2, 2.0, self.area.right() + edge, self.area.bottom() - 2)
        for text in (*texts, "") if self.reading else texts:
            wide = self._line(text).width + 4
            box, free = best_place(
                (wide, self.metrics.height()), (at.x(), at.y()), bounds, self.lines, self._taken
            )
            if not text or (free and wide <= bounds[2] - bounds[0]):
                break
        if not text:
            return
        rect = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
        veil = QColor(self.ground)
        veil.setAlphaF(0.8)
        self.painter.setPen(NO_PEN)
        self.painter.setBrush(veil)
        self.painter.drawRoundedRect(rect, 3, 3)
        self.painter.setPen(colour)
        self._draw_text(rect, text)

    def draw_legend(self, entries: Sequence[tuple[str, QColor, int]]) -> None:
        """Names with a piece of their line, at the upper right: (name, colour, pattern of DASHED)."""
        px, high = self.theme.px, self.metrics.height()
        long, gap = px(30), px(6)
        widths = [long + gap + self._line(name).width + 2 for name, _, _ in entries]
        left = self.area.right() - sum(widths) - px(12) * (len(widths) - 1)
        top = max(self.area.top() - px(4), 0.0)
        for (name, colour, dash), wide in zip(entries, widths, strict=True):
            pen = QPen(colour, px(2))
            if DASHED[dash]:
                pen.setDashPattern(DASHED[dash])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self.painter.setPen(pen)
            self.painter.drawLine(QLineF(left, top + high / 2, left + long, top + high / 2))
            self.painter.setPen(self.theme.colour("ink"))
            self._draw_text(QRectF(left + long + gap, top, wide - long - gap, high), name)
            self._taken.append((left, top, left + wide, top + high))
            left += wide + px(12)

    def draw_reader(self, at: QPointF, on_curve: bool, text: str) -> None:
        """A hairline through what is read, its point, and its label, which comes before all others."""
        ink = self.theme.colour("ink")
        self.painter.setPen(QPen(self.theme.colour("edge"), 1))
        across = at.x()
        self.painter.drawLine(QPointF(across, self.area.top()), QPointF(across, self.area.bottom()))
        if on_curve:
            self.draw_point(at, ink, hollow=True)
        self.draw_label((text, text.rsplit(" · ", 1)[-1]), at, ink)
        self.reading = True

    def draw_focus(self, around: QRectF) -> None:
        """The keyboard's ring."""
        self.painter.setPen(QPen(self.theme.colour("focus"), 2))
        self.painter.setBrush(NO_BRUSH)
        self.painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), 6, 6)

    def curve(self, xs: Array, ys: Array) -> Array:
        """A curve as pixels, (n, 2), for labels to keep off."""
        return dense(np.column_stack([self.x.scale.pixels(xs), self.y.scale.pixels(ys)]))

    def _line(self, text: str) -> Shaped:
        return self._face.line(text)

    def _draw_text(self, rect: QRectF, text: str) -> None:
        paint_line(self.painter, rect, self._line(text))
        self._take(rect)

    def _take(self, rect: QRectF) -> None:
        self._taken.append((rect.left(), rect.top(), rect.right(), rect.bottom()))
