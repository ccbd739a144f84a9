"""Paints a surface or a curve with its examples: ground, borders, marks, and what is lit or read."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from bptutor.engine.arrays import Array
from bptutor.study.views.surface_ground import Ground
from bptutor.study.views.surface_view import SurfaceView
from bptutor.ui.plots_paint import Paper
from bptutor.ui.plots_scale import Axis, Scale, labelled, ticks
from bptutor.ui.plots_surface_marks import draw_mark, height_colour, mark_colours, picture, shape
from bptutor.ui.theme import ThemeManager

REACH = 14  # how near to an example the pointer has to be
RADII = ((40, 5.5), (150, 4.5), (500, 3.5), (10**9, 2.5))  # of marks, by how many there are


class SurfacePicture:
    """Where everything is, and how it is painted. `spots` (n, 2) are the pixels of the examples drawn."""

    def __init__(self, manager: ThemeManager) -> None:
        self._manager = manager
        self._marks = QPixmap()
        self._size = QSize()
        self.spots: Array = np.zeros((0, 2))
        self.area = QRectF()
        self.x, self.y = Axis(), Axis()

    def lay_out(self, ground: Ground, size: QSize) -> None:
        """Find the place of everything in a room of so many pixels."""
        self._size, self._marks = size, QPixmap()
        self._frame(ground)
        xs, ys = self.x.scale.pixels(ground.places[:, 0]), self.y.scale.pixels(ground.places[:, 1])
        self.spots = np.column_stack([xs, ys])

    def nearest(self, place: QPointF) -> int | None:
        """The example next to a pixel, by its place among those drawn; None where none is near."""
        if not len(self.spots):
            return None
        apart = np.hypot(self.spots[:, 0] - place.x(), self.spots[:, 1] - place.y())
        best = int(np.argmin(apart))
        return best if apart[best] <= self._manager.theme.px(REACH) else None

    def spot(self, at: int) -> QPointF:
        """The pixel of one of the examples drawn."""
        x, y = self.spots[at].tolist()
        return QPointF(x, y)

    def paint(self, painter: QPainter, view: SurfaceView, read: int | None, ratio: float) -> Paper:
        """All of it, on a device of so many dots a pixel."""
        paper = Paper(painter, self._manager.theme, self.area, self.x, self.y)
        painter.setClipRect(self.area.adjusted(0, 0, 1, 1))
        self._draw_surface(painter, view)
        self._draw_lines(painter, view)
        painter.setClipping(False)
        paper.draw_hairlines()
        painter.drawPixmap(0, 0, self._marks_of(view, ratio))
        self._draw_over(paper, view, read)
        return paper

    def _frame(self, ground: Ground) -> None:
        """Axes with room for their numbers, and for the name of the upright one above it."""
        px = self._manager.theme.px
        window, metrics = ground.window, QFontMetricsF(self._manager.theme.small)
        high = metrics.height()
        wide_labels, high_labels = (
            int(self._size.width() / (4 * high)),
            int(self._size.height() / (2.2 * high)) - 1,
        )
        across = labelled(ticks(window.left, window.right, max(2, wide_labels)))
        up = labelled(ticks(window.bottom, window.top, max(2, high_labels)))
        beside = max((metrics.horizontalAdvance(text) for _, text in up), default=0.0)
        left, top = max(px(16), beside + px(8)), high + px(2)
        bottom = self._size.height() - high - px(6)
        right = self._size.width() - px(8)
        self.area = QRectF(left, top, max(right - left, 8.0), max(bottom - top, 8.0))
        area = self.area
        self.x = Axis(Scale(window.left, window.right, area.left(), area.right()), ground.axes[0], across)
        self.y = Axis(Scale(window.bottom, window.top, area.bottom(), area.top()), "", up)

    def _draw_surface(self, painter: QPainter, view: SurfaceView) -> None:
        if view.grid is None:
            return
        theme, size = self._manager.theme, len(view.grid)
        ramp = None if view.by_class else view.ramp
        image = picture(view.grid, ramp, theme.palette, view.ground.targets.shape[1])
        # The outermost cells have their middles on the edges.
        across, up = self.area.width() / (size - 1) / 2, self.area.height() / (size - 1) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.area.adjusted(-across, -up, across, up), image)

    def _draw_lines(self, painter: QPainter, view: SurfaceView) -> None:
        theme = self._manager.theme
        if view.curve is not None:
            self._draw_curve(painter, view)
        if not len(view.borders):
            return
        xs = self.x.scale.pixels(view.borders[:, :, 0]).tolist()
        ys = self.y.scale.pixels(view.borders[:, :, 1]).tolist()
        painter.setPen(QPen(theme.colour("ink"), max(1.5, 1.5 * theme.scale)))
        painter.drawLines([QLineF(x[0], y[0], x[1], y[1]) for x, y in zip(xs, ys, strict=True)])

    def _draw_curve(self, painter: QPainter, view: SurfaceView) -> None:
        """The curve, with a gap where it is not a number."""
        assert view.curve is not None
        theme = self._manager.theme
        painter.setPen(QPen(theme.colour("forward"), theme.px(2)))
        points = view.curve
        pixels = np.column_stack([self.x.scale.pixels(points[:, 0]), self.y.scale.pixels(points[:, 1])])
        pixels[:, 1] = np.clip(pixels[:, 1], -1e5, 1e5)
        breaks = np.flatnonzero(~np.isfinite(pixels[:, 1]))
        for part in np.split(pixels, breaks):
            part = part[np.isfinite(part[:, 1])]
            if len(part) > 1:
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in part.tolist()]))

    def _marks_of(self, view: SurfaceView, ratio: float) -> QPixmap:
        """All examples on nothing: they stay where they are while the surface changes under them."""
        if self._marks.isNull():
            self._marks = QPixmap(self._size * ratio)
            self._marks.setDevicePixelRatio(ratio)
            self._marks.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._marks)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at in range(len(self.spots)):
                self._draw_example(painter, view, at)
            painter.end()
        return self._marks

    def _draw_example(self, painter: QPainter, view: SurfaceView, at: int) -> None:
        kind = int(view.ground.groups[at])
        inside, outline = mark_colours(self._manager.theme, kind, view.by_class)
        if view.grid is not None and not view.by_class and view.ground.middle is None:
            inside = height_colour(self._manager.theme.palette, view.target(at), view.ramp)
        draw_mark(painter, self.spot(at), shape(kind, self._radius), inside, outline)

    @property
    def _radius(self) -> float:
        few = next(radius for most, radius in RADII if len(self.spots) <= most)
        return few * self._manager.theme.scale

    def _draw_lit(self, painter: QPainter, view: SurfaceView, at: int, role: str) -> None:
        """A ring around an example, which is painted once more, above its neighbours."""
        theme = self._manager.theme
        middle, radius = self.spot(at), self._radius + theme.px(4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("surface", theme.px(2) + 3), (role, theme.px(2))):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawEllipse(middle, radius, radius)
        self._draw_example(painter, view, at)

    def _draw_over(self, paper: Paper, view: SurfaceView, read: int | None) -> None:
        """What is lit and read, and the names of the axes."""
        painter, theme = paper.painter, self._manager.theme
        self._draw_lit(painter, view, view.lit, "ink")
        if read is not None:
            self._draw_lit(painter, view, read, "focus")
        paper.draw_names()
        painter.setPen(theme.colour("muted"))
        painter.drawText(QPointF(self.area.left(), paper.metrics.ascent()), view.ground.axes[1])
        if read is not None:
            text = view.told(read)
            paper.draw_label((text, text.rsplit(" · ", 1)[0]), self.spot(read), theme.colour("ink"))
