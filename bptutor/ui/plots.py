"""What all live plots are: hairline axes, quiet ticks, curves, and a reader that mouse and keys move.

The only module that imports pyqtgraph, which makes a path of the many points of a curve and leaves a gap
where one is no number; `plots_paint` paints the rest, because the design has two hairlines where pyqtgraph
has axes with grids, menus and buttons. Lengths follow the text, colours the theme.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.engine.arrays import Array
from bptutor.foundation.recent import Recent
from bptutor.ui.plots_paint import BESIDE_AXIS, DASHED, NO_LINES, Paper
from bptutor.ui.plots_reader import Reader
from bptutor.ui.plots_scale import Axis, lengths_along
from bptutor.ui.shaped import face_in
from bptutor.ui.theme import NO_BRUSH, ThemeManager

Stroke = tuple[QPen, QPainterPath | list[QLineF]]
# A curve this many times as long as the plot is wide and high goes up and down so often that Qt would take
# seconds to stroke it whole. It is drawn line by line, or in pieces of so many corners where it has dashes.
ROUGH, PIECE = 4, 16


class Plot(QWidget):
    """A plot of some curves. A kind of plot chooses ranges (`lay_out`), paints its marks (`draw_marks`)
    and says what there is to read (`reading`).

    Mouse and keys move `reader`. Only Tab gives the plot the keyboard: a click leaves the arrow keys to the
    timeline."""

    def __init__(self, manager: ThemeManager, name: str) -> None:
        super().__init__()
        self.manager = manager
        self.x_axis, self.y_axis = Axis(), Axis()
        self.area = QRectF()
        self.reader = Reader(self)
        self._around = QRectF()  # where curves are
        self._lines: Array | None = None  # what labels keep off, until there are other curves
        self._strokes: list[Stroke] = []
        self._axes: Recent[QPixmap] = Recent()  # by all that is seen of them but the theme
        self._sheet: QPixmap | None = None  # axes and curves, over which marks move far more often
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.reader.changed.connect(self._paint_again)
        manager.changed.connect(self.restyle)

    # What a kind of plot says

    def lay_out(self) -> None:
        """Choose axes for the view and the room there is, and give them to `frame`."""

    def lines(self, paper: Paper) -> Array:
        """What labels keep off, (n, 2) in pixels."""
        return NO_LINES

    def draw_marks(self, paper: Paper) -> None:
        """Paint points and labels over the curves."""

    def reading(self, at: float) -> tuple[float, float | None, str]:
        """What there is at a value of the x axis: the nearest x, its height (None for none), and words."""
        return at, None, ""

    def reading_step(self) -> float:
        """How far an arrow key moves the reader."""
        return 1.0

    def reading_start(self) -> float:
        """Where the reader starts."""
        return self.x_axis.scale.low

    # What it uses

    @property
    def room(self) -> tuple[int, int]:
        """How many tick labels the axes have room for."""
        high = face_in(self.manager.theme.small).height
        return max(2, int(self.width() / (4 * high))), max(2, int(self.height() / (2.2 * high)) - 1)

    def frame(self, x: Axis, y: Axis) -> None:
        """Set the axes: their values, names and ticks; the pixels are found here."""
        small, px = face_in(self.manager.theme.small), self.manager.theme.px
        beside = max((small.width(text) for _, text in y.ticks), default=0.0)
        left, edge = max(px(16), beside + px(BESIDE_AXIS)), px(8)
        wide = self.width() - left - edge
        high = self.height() - edge - small.height - px(6)
        self.area = QRectF(left, edge, max(wide, 8.0), max(high, 8.0))
        # The curves begin under the letter at the top of the y axis.
        inner = self.area.adjusted(0, min(small.height, 0.25 * self.area.height()), 0, 0)
        self.x_axis = x.over(inner.left(), inner.right())
        self.y_axis = y.over(inner.bottom(), inner.top())
        # Curves have more room than that, so that a line along an edge is not cut to half its width.
        self._around = inner.adjusted(0, -edge, 0, edge)
        self.reader.go_over(x.scale)
        self._paint_anew()

    def draw_curves(self, curves: list[tuple[Array, Array, QColor]], dashes: Sequence[int] = ()) -> None:
        """The curves, the last on top; where a number is not finite there is a gap. `dashes` are patterns of
        DASHED, one a curve; without them all lines are whole."""
        self._strokes = [
            stroke
            for curve, dash in zip(curves, dashes or (0,) * len(curves), strict=True)
            for stroke in self._strokes_of(*curve, DASHED[dash])
        ]
        self._lines = None
        self._paint_anew()

    def restyle(self) -> None:
        """Follow the theme."""
        self.updateGeometry()
        self._axes.clear()
        self.lay_out()
        self._paint_anew()

    def _strokes_of(self, xs: Array, ys: Array, colour: QColor, dash: Sequence[float]) -> Iterator[Stroke]:
        """The strokes of a curve of the pattern `dash`."""
        pen = QPen(colour, self.manager.theme.px(2))
        if dash:
            pen.setDashPattern(dash)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # a square one would close the gaps
        corners = np.column_stack([self.x_axis.scale.pixels(xs), self.y_axis.scale.pixels(ys)])
        along = lengths_along(corners)
        if along[-1] <= ROUGH * (self.width() + self.height()):
            yield pen, _path(corners)
        elif not dash:
            both = np.hstack([corners[:-1], corners[1:]])
            yield pen, [QLineF(*ends) for ends in both[np.isfinite(both).all(axis=1)].tolist()]
        else:
            for start in range(0, len(corners) - 1, PIECE):
                piece = QPen(pen)
                piece.setDashOffset(along[start] / pen.widthF())
                yield piece, _path(corners[start : start + PIECE + 1])

    def _paint_anew(self) -> None:
        self._sheet = None
        self.update()

    def _paint_again(self, _read: str) -> None:
        self.update()

    def _paper(self, painter: QPainter) -> Paper:
        return Paper(painter, self.manager.theme, self.area, self.x_axis, self.y_axis)

    def _picture_of_axes(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        # Rounded up, or on a screen of 125 % a line of nobody's pixels could stay at an edge.
        picture = QPixmap(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.manager.theme.colour("surface"))
        painter = QPainter(picture)
        paper = self._paper(painter)
        paper.draw_hairlines()
        paper.draw_names()
        painter.end()
        return picture

    def _axes_and_curves(self) -> QPixmap:
        key = self.x_axis, self.y_axis, self.size().toTuple(), self.devicePixelRatioF()
        axes = self._axes.of(key, self._picture_of_axes)
        if not self._strokes:
            return axes
        both = axes.copy()
        painter = QPainter(both)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._around)
        painter.setBrush(NO_BRUSH)
        for pen, stroke in self._strokes:
            painter.setPen(pen)
            if isinstance(stroke, QPainterPath):
                painter.drawPath(stroke)
            else:
                painter.drawLines(stroke)
        painter.end()
        return both

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None or self._sheet.devicePixelRatio() != self.devicePixelRatioF():
            self._sheet = self._axes_and_curves()
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, 0), self._sheet)
        paper = self._paper(painter)
        paper.keep_off_name()
        if self._lines is None:
            self._lines = self.lines(paper)
        paper.lines = self._lines
        if self.reader.at is not None:
            x, y, text = self.reading(self.reader.at)
            at = paper.place(x, self.y_axis.scale.high if y is None else y)
            paper.draw_reader(at, y is not None, text)
        self.draw_marks(paper)
        if self.hasFocus():
            paper.draw_focus(QRectF(self.rect()))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(self.manager.theme.px(250), self.manager.theme.px(132))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.manager.theme.px(100), self.manager.theme.px(92))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_anew()
        self.lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.reader.claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.reader.press(event):
            event.ignore()
        elif QAccessible.isActive() and (text := self.reader.text):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at: QPointF = event.position()
        within = self.area.left() - 4 <= at.x() <= self.area.right() + 4
        self.reader.go_to(self.x_axis.scale.value(at.x()) if within else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.reader.go_to(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.reader.go_to(None)
        self.update()


def _path(corners: Array) -> QPainterPath:
    """A line through corners, (n, 2) in pixels."""
    path: QPainterPath = pg.arrayToQPath(*corners.T, connect="finite")
    return path
