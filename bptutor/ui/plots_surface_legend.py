"""What the marks and colours of the surface mean, in a line or more under it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import short
from bptutor.study.views.surface_view import SurfaceView
from bptutor.ui.plots_surface_marks import draw_mark, draw_ramp, mark_colours, shape
from bptutor.ui.theme import ThemeManager

RADIUS, RAMP = 4.5, 56
MOST_NAMED = 12  # kinds of examples


class Entry(Frozen):
    """A mark with its name; `kind` is None for the row of colours, whose ends are the names."""

    kind: int | None
    names: tuple[str, ...]


class SurfaceLegend(QWidget):
    """As high as its lines; the plot's description says the same to those who hear it."""

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._entries: tuple[Entry, ...] = ()
        self._by_class = False
        manager.changed.connect(self._fit)

    def show_view(self, view: SurfaceView) -> None:
        """Show the kinds that there are, and the range of the colours."""
        names = view.ground.names[:MOST_NAMED]
        entries = [Entry(kind, (name,)) for kind, name in enumerate(names) if name]
        if view.grid is not None and not view.by_class:
            low, high = view.ramp
            entries.append(Entry(None, (f"{view.ground.output_name} {short(low, 3)}", short(high, 3))))
        if (tuple(entries), view.by_class) != (self._entries, self._by_class):
            self._entries, self._by_class = tuple(entries), view.by_class
            self._fit()

    def _fit(self) -> None:
        lines = 1 + max((line for line, _ in self._places()), default=0)
        self.setFixedHeight(lines * self._line_height())
        self.update()

    def _line_height(self) -> int:
        return round(QFontMetricsF(self._manager.theme.small).height()) + self._manager.theme.px(4)

    def _places(self) -> list[tuple[int, float]]:
        """The line and the left edge of each entry."""
        px, places = self._manager.theme.px, []
        line, left = 0, 0.0
        for entry in self._entries:
            wide = self._width(entry)
            if left and left + wide > self.width():
                line, left = line + 1, 0.0
            places.append((line, left))
            left += wide + px(14)
        return places

    def _width(self, entry: Entry) -> float:
        px, metrics = self._manager.theme.px, QFontMetricsF(self._manager.theme.small)
        texts = sum(metrics.horizontalAdvance(name) for name in entry.names)
        return texts + (px(RAMP) + 2 * px(5) if entry.kind is None else px(2 * RADIUS) + px(6))

    def _draw(self, painter: QPainter, entry: Entry, left: float, line: int) -> None:
        theme, metrics = self._manager.theme, QFontMetricsF(self._manager.theme.small)
        high = self._line_height()
        middle = (line + 0.5) * high
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        if entry.kind is None:
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(left, base), entry.names[0])
            left += metrics.horizontalAdvance(entry.names[0]) + theme.px(5)
            bar = QRectF(left, round(middle - theme.px(5)) + 0.5, theme.px(RAMP), theme.px(10))
            draw_ramp(painter, bar, theme.palette, theme.colour("edge"))
            left = bar.right() + theme.px(5)
        else:
            radius = RADIUS * theme.scale
            inside, outline = mark_colours(theme, entry.kind, self._by_class)
            draw_mark(painter, QPointF(left + radius + 1, middle), shape(entry.kind, radius), inside, outline)
            left += 2 * radius + theme.px(6)
        painter.setPen(theme.colour("muted"))
        painter.drawText(QPointF(left, base), entry.names[-1])

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._manager.theme.small)
        for entry, (line, left) in zip(self._entries, self._places(), strict=True):
            self._draw(painter, entry, left, line)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(60), self._line_height())
