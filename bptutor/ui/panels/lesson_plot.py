"""A small plot in a lesson's card: some curves with a label at their ends, on even or logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.engine.arrays import Array
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short, superscript
from bptutor.ui.plots_paint import Paper
from bptutor.ui.plots_scale import Axis, Scale, dense, labelled, log_ticks, some_ticks, span
from bptutor.ui.theme import ThemeManager

HIGH = 150
DASHES: tuple[tuple[float, ...], ...] = ((), (5.0, 3.0), (1.5, 2.5), (8.0, 3.0, 1.5, 3.0))


class Line(Frozen, eq=False):
    """One curve. `dash` tells it from others of its colour; with `points` each value is a point."""

    xs: Array
    ys: Array
    label: str = ""
    role: str = "cost"
    dash: int = 0
    points: bool = False


class Picture(Frozen, eq=False):
    """What a plot shows. `here` is a point that is marked, with its label and the slope of a tangent. Curves
    that rise above `most` leave the plot there."""

    lines: tuple[Line, ...]
    x: str
    y: str
    spoken: str
    logarithmic: bool = False
    here: tuple[float, float, str] | None = None
    slope: float | None = None
    most: float = math.inf


class SmallPlot(QWidget):
    """Paints a picture; its accessible description says it in words. `ground` is the role that it lies on."""

    def __init__(self, manager: ThemeManager, name: str, ground: str = "ground") -> None:
        super().__init__()
        self._manager = manager
        self._ground = ground
        self._picture: Picture | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        manager.changed.connect(self.updateGeometry)

    def show_picture(self, picture: Picture) -> None:
        """Show another picture."""
        self._picture = picture
        self.setAccessibleDescription(picture.spoken)
        self.update()

    def _paper(self, painter: QPainter, picture: Picture) -> Paper:
        theme = self._manager.theme
        metrics = QFontMetricsF(theme.small)
        heights = [_heights(np.minimum(line.ys, picture.most), picture.logarithmic) for line in picture.lines]
        low, high = span(heights, from_zero=not picture.logarithmic)
        rows = max(int(self.height() / (3 * metrics.height())), 1)
        if picture.logarithmic:
            marks = power_labels(log_ticks(low, high, rows))
        else:
            marks = labelled(some_ticks(low, high, rows))
        gutter = max((metrics.horizontalAdvance(text) for _, text in marks), default=0) + theme.px(6)
        # The name of the upright axis stands over it: within, a curve that falls from the top would cross it.
        above = metrics.height() + theme.px(6) if picture.y else theme.px(6)
        area = QRectF(
            gutter,
            above,
            self.width() - gutter - theme.px(6),
            self.height() - theme.px(6) - above - metrics.height(),
        )
        left = min((float(line.xs[0]) for line in picture.lines), default=0.0)
        right = max((float(line.xs[-1]) for line in picture.lines), default=1.0)
        wide = max(int(area.width() / theme.px(50)), 1)
        across = Axis(Scale(left, right if right > left else left + 1), picture.x, ())
        marked = some_ticks(left, right, wide)
        if all(np.all(line.xs == np.rint(line.xs)) for line in picture.lines):
            marked = [at for at in marked if at == round(at)]  # what is counted has no halves
        across = Axis(across.scale, picture.x, labelled(marked))
        upright = Axis(Scale(low, high if high > low else low + 1), "", marks)
        return Paper(
            painter,
            theme,
            area,
            across.over(area.left(), area.right()),
            upright.over(area.bottom(), area.top()),
            self._ground,
        )

    def _paint_line(self, painter: QPainter, paper: Paper, line: Line, logarithmic: bool) -> list[QPointF]:
        """Paint a curve; its points in pixels."""
        theme = self._manager.theme
        ys = _heights(line.ys, logarithmic)
        pen = QPen(theme.colour(line.role), theme.px(2))
        if DASHES[line.dash % len(DASHES)]:
            pen.setDashPattern(list(DASHES[line.dash % len(DASHES)]))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        shown = np.isfinite(ys)
        points = [paper.place(float(x), float(y)) for x, y in zip(line.xs[shown], ys[shown], strict=True)]
        painter.save()
        painter.setClipRect(paper.area.adjusted(-1, -4, 4, 1))
        painter.drawPolyline(QPolygonF(points))
        painter.restore()
        if line.points:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(line.role))
            for point in points:
                painter.drawEllipse(point, theme.px(2.5), theme.px(2.5))
        return points

    def _paint_here(self, painter: QPainter, paper: Paper, picture: Picture) -> None:
        if picture.here is None:
            return
        x, y, label = picture.here
        theme = self._manager.theme
        at = paper.place(x, y)
        if picture.slope is not None and math.isfinite(picture.slope):
            half = (paper.x.scale.high - paper.x.scale.low) / 6
            ends = [paper.place(x + way * half, y + way * half * picture.slope) for way in (-1, 1)]
            painter.save()
            painter.setClipRect(paper.area)
            painter.setPen(QPen(theme.colour("backward"), theme.px(2), Qt.PenStyle.DashLine))
            painter.drawLine(*ends)
            painter.restore()
        paper.draw_point(at, theme.colour("forward"))
        if label:
            paper.draw_label((label,), at, theme.colour("backward"))

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(240), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None or not picture.lines:
            return
        painter = QPainter(self)
        paper = self._paper(painter, picture)
        paper.draw_hairlines()
        paper.draw_names()
        painter.drawText(QPointF(paper.area.left() + 1, paper.metrics.ascent()), picture.y)
        ends: list[tuple[str, QPointF]] = []
        for line in picture.lines:
            points = self._paint_line(painter, paper, line, picture.logarithmic)
            if points:
                paper.lines = np.concatenate([paper.lines, dense(_corners(points))])
                seen = [point for point in points if point.y() >= paper.area.top() - 1]
                ends.append((line.label, (seen or points)[-1]))
        for label, end in ends:
            if label:
                paper.draw_label((label,), end, self._manager.theme.colour("ink"))
        self._paint_here(painter, paper, picture)
        painter.end()


def _heights(ys: Array, logarithmic: bool) -> Array:
    """What is drawn of some values: their powers of ten where the axis has these, or nothing."""
    if not logarithmic:
        return np.where(np.isfinite(ys), ys, np.nan)
    with np.errstate(all="ignore"):
        powers = np.log10(np.abs(ys))
    return np.where(np.isfinite(powers), powers, np.nan)


def power_labels(logarithms: Sequence[float]) -> tuple[tuple[float, str], ...]:
    """Ticks with their text: all as 0.01, 1, 100, or all as 10⁻⁷ where one of them is far from 1."""
    if all(-4 < at < 5 for at in logarithms) or any(at != round(at) for at in logarithms):
        return tuple((at, short(10.0**at, 3)) for at in logarithms)
    return tuple((at, f"10{superscript(round(at))}") for at in logarithms)


def _corners(points: Sequence[QPointF]) -> Array:
    return np.array([(point.x(), point.y()) for point in points])
