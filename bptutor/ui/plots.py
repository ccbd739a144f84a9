"""What both plots are: hairline axes, quiet ticks, curves, and a reader that mouse and keys move.

The only module that imports pyqtgraph. Of it the plots use the view, the view box and the curve item;
`plots_paint` paints the rest, because the design has two hairlines where pyqtgraph has axes with grids,
menus and buttons. Lengths follow the text, colours the theme.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView

from bptutor.engine.arrays import Array
from bptutor.ui.plots_paint import BESIDE_AXIS, DASHED, NO_LINES, Paper
from bptutor.ui.plots_reader import Reader
from bptutor.ui.plots_scale import Axis
from bptutor.ui.shaped import face_in
from bptutor.ui.theme import ThemeManager, own_ground

pg.setConfigOptions(antialias=True, useOpenGL=False)


class Plot(pg.GraphicsView):  # type: ignore[misc]
    """A plot of some curves. A kind of plot chooses ranges (`lay_out`), paints its marks (`draw_marks`)
    and says what there is to read (`reading`).

    Mouse and keys move `reader`. Only Tab gives the plot the keyboard: a click leaves the arrow keys to the
    timeline."""

    def __init__(self, manager: ThemeManager, name: str) -> None:
        super().__init__(useOpenGL=False, background=None)
        self.manager = manager
        self.x, self.y = Axis(), Axis()
        self.area = QRectF()
        self.reader = Reader(self)
        self._around = QRectF()  # where the box is
        self._lines: Array | None = None  # what labels keep off, until there are other curves
        self._curves: list[pg.PlotCurveItem] = []
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._box.disableAutoRange()
        self.scene().addItem(self._box)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # pyqtgraph moves its items while they are painted, which would have Qt paint everything once more:
        # whoever changes something here asks for the painting.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        # Marks move over the axes far more often than these change; `frame` has them painted anew.
        self.setCacheMode(self.CacheModeFlag.CacheBackground)
        own_ground(self.viewport())
        self.viewport().setMouseTracking(True)
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
        return self.x.scale.low

    # What it uses

    @property
    def room(self) -> tuple[int, int]:
        """How many tick labels the axes have room for."""
        high = face_in(self.manager.theme.small).height
        size = self.viewport().size()
        return max(2, int(size.width() / (4 * high))), max(2, int(size.height() / (2.2 * high)) - 1)

    def frame(self, x: Axis, y: Axis) -> None:
        """Set the axes: their values, names and ticks; the pixels are found here."""
        small, px = face_in(self.manager.theme.small), self.manager.theme.px
        beside = max((small.width(text) for _, text in y.ticks), default=0.0)
        left, edge = max(px(16), beside + px(BESIDE_AXIS)), px(8)
        wide = self.viewport().width() - left - edge
        high = self.viewport().height() - edge - small.height - px(6)
        self.area = QRectF(left, edge, max(wide, 8.0), max(high, 8.0))
        # The curves begin under the letter at the top of the y axis.
        inner = self.area.adjusted(0, min(small.height, 0.25 * self.area.height()), 0, 0)
        self.x = x.over(inner.left(), inner.right())
        self.y = y.over(inner.bottom(), inner.top())
        # The box is higher than that, so that a line along its edge is not cut to half its width.
        around = inner.adjusted(0, -edge, 0, edge)
        if around != self._around:
            self._around, air = around, edge / inner.height()
            self._box.setGeometry(around)
            self._box.setRange(xRange=(0.0, 1.0), yRange=(-air, 1.0 + air), padding=0, disableAutoRange=True)
        self.reader.go_over(x.scale)
        self.resetCachedContent()
        self.viewport().update()

    def draw_curves(self, curves: list[tuple[Array, Array, QColor]], dashes: Sequence[int] = ()) -> None:
        """The curves, the last on top; where a number is not finite there is a gap. `dashes` are patterns of
        DASHED, one a curve; without them all lines are whole."""
        while len(self._curves) > len(curves):
            self._box.removeItem(self._curves.pop())
        while len(self._curves) < len(curves):
            curve = pg.PlotCurveItem(connect="finite")
            # Marks move over it far more often than it changes.
            curve.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
            self._box.addItem(curve, ignoreBounds=True)
            self._curves.append(curve)
        self._lines = None
        width = self.manager.theme.px(2)
        patterns = dashes or (0,) * len(curves)
        for curve, (xs, ys, colour), dash in zip(self._curves, curves, patterns, strict=True):
            pen = pg.mkPen(colour, width=width, dash=DASHED[dash] or None)
            if dash:  # a square cap would close the gaps
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            # As shares of the axes: costs that ran away are larger than pyqtgraph and Qt can reckon with.
            curve.setData(self.x.scale.shares(xs), self.y.scale.shares(ys), pen=pen)

    def restyle(self) -> None:
        """Follow the theme."""
        self.updateGeometry()
        self.lay_out()
        self.resetCachedContent()
        self.viewport().update()

    def _paint_again(self, _read: str) -> None:
        self.viewport().update()

    # Qt

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.resetTransform()  # the scene is laid out in the viewport's pixels
        paper = Paper(painter, self.manager.theme, self.area, self.x, self.y)
        paper.draw_hairlines()
        paper.draw_names()
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.resetTransform()
        paper = Paper(painter, self.manager.theme, self.area, self.x, self.y)
        paper.keep_off_name()
        if self._lines is None:
            self._lines = self.lines(paper)
        paper.lines = self._lines
        if self.reader.at is not None:
            x, y, text = self.reading(self.reader.at)
            at = paper.place(x, self.y.scale.high if y is None else y)
            paper.draw_reader(at, y is not None, text)
        self.draw_marks(paper)
        if self.hasFocus():
            paper.draw_focus(QRectF(self.viewport().rect()))
        painter.restore()

    def close(self) -> bool:
        # pyqtgraph's own takes the viewport away from under the view, which ends in a crash.
        return bool(QGraphicsView.close(self))

    def sizeHint(self) -> QSize:
        return QSize(self.manager.theme.px(250), self.manager.theme.px(132))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.manager.theme.px(100), self.manager.theme.px(92))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls this itself before the plot is made
            self.lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.reader.claims(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.reader.press(event):
            event.ignore()
        elif QAccessible.isActive() and (text := self.reader.text):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # None of the mouse's events goes to pyqtgraph, whose scene would look for items that want them.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at: QPointF = event.position()
        within = self.area.left() - 4 <= at.x() <= self.area.right() + 4
        self.reader.go_to(self.x.scale.value(at.x()) if within else None)

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
        self.reader.go_to(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.reader.go_to(None)
        self.viewport().update()
