"""The scrubber: all steps of a timeline on one line, in the colours of their phases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QSlider, QWidget

from bptutor.foundation.recent import Recent
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.scrub_track import BENEATH, KNOB, Segment, Track, segment_colour, track

HIGH = 8  # the track
RING = 4  # what the focus ring needs outside the knob
FINEST = 2**31 - 2  # of QSlider's positions: longer timelines share them


class ScrubSlider(QSlider):
    """A slider from `first` to `last` of any size, which a screen reader knows as one.

    `moved` tells each position that the person chose, never one that `show_position` set. What has passed is
    in full colour. Left and Right move by one, Page Down and Page Up by phases, Home and End to the ends."""

    moved = Signal(object)  # an int, which may be longer than Qt's

    def __init__(self, manager: ThemeManager, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._manager = manager
        self._first = 0
        self._last = 0
        self._at = 0
        self._segments: tuple[Segment, ...] = ()
        self._tracks: Recent[Track] = Recent()  # by all that they follow from but the theme
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._tell)
        manager.changed.connect(self._follow_theme)

    @property
    def position(self) -> int:
        return self._at

    def show_timeline(self, first: int, last: int, segments: Sequence[Segment]) -> None:
        """Another timeline; segments in order, at most some hundreds (join what is narrower than a pixel)."""
        self._first, self._last, self._segments = first, max(first, last), tuple(segments)
        self._at = self._within(self._at)
        with QSignalBlocker(self):
            self.setRange(0, min(self._last - self._first, FINEST))
            self.setValue(self._to_value(self._at))
        self.setAccessibleDescription("")
        self.update()

    def show_position(self, position: int, spoken: str = "") -> None:
        """Move the knob without telling; `spoken` is read with the slider, as "Step 7 of 31, backward"."""
        self.setAccessibleDescription(spoken)
        before, self._at = self._at, self._within(position)
        if before == self._at:
            return
        with QSignalBlocker(self):
            self.setValue(self._to_value(self._at))
        self.update(self._way(before, self._at))

    def _tell(self, value: int) -> None:
        # Someone, perhaps a screen reader, has set Qt's value.
        self._go(self._first + round(value * self._grain()))

    def _go(self, position: int) -> None:
        position = self._within(position)
        if position != self._at:
            self.show_position(position, self.accessibleDescription())
            self.moved.emit(position)

    def _within(self, position: int) -> int:
        return min(max(position, self._first), self._last)

    def _grain(self) -> float:
        """Positions a value of Qt's slider; 1 unless the timeline is longer than Qt's numbers."""
        return max((self._last - self._first) / FINEST, 1.0)

    def _to_value(self, position: int) -> int:
        return min(round((position - self._first) / self._grain()), self.maximum())

    def _follow_theme(self) -> None:
        self._tracks.clear()
        self.updateGeometry()
        self.update()

    def _phase(self) -> Segment | None:
        return next((part for part in self._segments if part.first <= self._at <= part.last), None)

    def _line(self) -> QRectF:
        """The track: as wide as the slider less the knob's half at each end."""
        px = self._manager.theme.px
        inset = px(KNOB) + RING
        top = self._middle() - px(HIGH) / 2
        return QRectF(inset, top, max(self.width() - 2 * inset, 1), px(HIGH))

    def _middle(self) -> float:
        return self.height() / 2

    def _x(self, position: float) -> float:
        return self._place(self._line())(position)

    def _place(self, line: QRectF) -> Callable[[float], float]:
        """From positions to pixels along the track."""
        left, first, step = line.left(), self._first, line.width() / max(self._last - self._first, 1)
        return lambda position: left + step * (position - first)

    def _track(self) -> Track:
        """The track of this timeline at this size."""
        line = self._line()
        return track(self._manager.theme, self._segments, line, self._place(line), self.size())

    def _way(self, start: int, end: int) -> QRect:
        """What looks different when the knob moves: where it was and is, and all between."""
        reach = self._manager.theme.px(KNOB) + RING
        left, right = sorted((self._x(start), self._x(end)))
        return QRectF(left - reach, 0, right - left + 2 * reach, self.height()).toAlignedRect()

    def _position_at(self, x: float) -> int:
        line = self._line()
        return self._first + round((x - line.left()) / line.width() * (self._last - self._first))

    def _paint_knob(self, painter: QPainter) -> None:
        theme = self._manager.theme
        at, radius = QPointF(self._x(self._at), self._middle()), theme.px(KNOB) - 1.5
        phase = self._phase()
        colour = segment_colour(phase, theme) if phase else theme.colour("ink")
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.drawEllipse(at, radius + 2, radius + 2)
        painter.setPen(QPen(colour, 3))
        painter.drawEllipse(at, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawEllipse(at, radius + 4, radius + 4)

    def _next_phase(self) -> int:
        return next((part.first for part in self._segments if part.first > self._at), self._last)

    def _previous_phase(self) -> int:
        starts = [part.first for part in self._segments if part.first < self._at]
        return starts[-1] if starts else self._first

    # Qt's own names

    def sizeHint(self) -> QSize:
        # The track stays in the middle, so that it is level with the buttons beside it.
        theme = self._manager.theme
        beneath = theme.px(KNOB) + theme.px(BENEATH) + round(QFontMetricsF(theme.small).height())
        return QSize(theme.px(240), 2 * max(theme.hit // 2, beneath))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(80), self._manager.theme.hit)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        key = self._first, self._last, self._segments, self.size().toTuple()
        self._tracks.of(key, self._track).paint(painter, self._x(self._at), QRectF(event.rect()))
        self._paint_knob(painter)

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        # For another value Qt would have all painted; `show_position` asks for what differs.
        if change != QAbstractSlider.SliderChange.SliderValueChange:
            super().sliderChange(change)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(self._position_at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(self._position_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or -event.angleDelta().x()
        if turned:
            self._go(self._at + (1 if turned < 0 else -1))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Right:
                self._go(self._at + 1)
            case Qt.Key.Key_Left:
                self._go(self._at - 1)
            case Qt.Key.Key_PageDown:
                self._go(self._next_phase())
            case Qt.Key.Key_PageUp:
                self._go(self._previous_phase())
            case Qt.Key.Key_Home:
                self._go(self._first)
            case Qt.Key.Key_End:
                self._go(self._last)
            case _:
                event.ignore()
