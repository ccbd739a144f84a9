"""The line that a scrubber's knob runs on: stretches in the colours of their phases, named beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from bptutor.foundation.frozen import Frozen
from bptutor.ui.palettes import mixed
from bptutor.ui.shaped import Shaped, shaped_in
from bptutor.ui.theme import Theme

KNOB, GAP = 10, 1.5
BENEATH = 2  # the labels, under the knob
ASIDE = 20  # how far a label may stand from the middle of its stretch
PALE = {False: 0.4, True: 0.42}  # opacity of what is ahead, light and dark
CORNER = 2  # pixels
MANY = 60  # segments, between which there are no gaps


class Segment(Frozen):
    """Positions first..last, both within, of one phase ("" for several); `label` stands beneath, or none."""

    phase: str
    first: int
    last: int
    label: str = ""


class Stretch(Frozen, eq=False):
    """A segment as it is drawn: full up to the knob, pale ahead of it."""

    area: QRectF
    full: QColor
    pale: QColor


class Track(Frozen, eq=False):
    """All that stays while the knob moves: worked out once, painted often."""

    stretches: tuple[Stretch, ...]
    labels: tuple[tuple[QPointF, Shaped], ...]
    ink: QColor

    def paint(self, painter: QPainter, x: float, within: QRectF) -> None:
        """Paint the line with all in full colour that lies before x. What lies outside of `within` may be
        left out."""
        painter.setPen(Qt.PenStyle.NoPen)
        for stretch in self.stretches:
            area = stretch.area
            if not area.intersects(within):
                continue
            corner = min(area.height() / 2, CORNER)
            if x < area.right():
                painter.setBrush(stretch.pale)
                painter.drawRoundedRect(area, corner, corner)
            if x > area.left():
                done = QRectF(area.left(), area.top(), min(area.right(), x) - area.left(), area.height())
                painter.setBrush(stretch.full)
                painter.drawRoundedRect(done, corner, corner)
        painter.setPen(self.ink)
        for at, label in self.labels:
            if QRectF(at.x(), at.y(), label.width, label.height).intersects(within):
                label.paint(painter, at.x(), at.y())


def track(
    theme: Theme, segments: Sequence[Segment], line: QRectF, place: Callable[[float], float], room: QSize
) -> Track:
    """The track on a line; `place` tells the x of a position, and `room` is what the slider has in all."""
    gap = GAP if len(segments) < MANY else 0.0
    stretches: list[Stretch] = []
    for number, part in enumerate(segments):
        # A segment reaches half-way to its neighbours, so that each position lies in its own colour.
        left = line.left() if number == 0 else place(part.first - 0.5) + gap / 2
        last = number == len(segments) - 1
        right = line.right() if last else place(part.last + 0.5) - gap / 2
        full = segment_colour(part, theme)
        pale = QColor(mixed(full.name(), theme.palette.surface, PALE[theme.dark]))
        stretches.append(Stretch(QRectF(left, line.top(), max(right - left, 1), line.height()), full, pale))
    return Track(tuple(stretches), _labels(theme, segments, line, place, room), theme.colour("muted"))


def _labels(
    theme: Theme, segments: Sequence[Segment], line: QRectF, place: Callable[[float], float], room: QSize
) -> tuple[tuple[QPointF, Shaped], ...]:
    """Names of segments, where there is room for them."""
    metrics = QFontMetricsF(theme.small)
    top = line.center().y() + theme.px(KNOB) + theme.px(BENEATH)
    if top + metrics.height() > room.height() + 1:
        return ()  # a low window's slider
    labels: list[tuple[QPointF, Shaped]] = []
    free = 0.0
    for part in segments:
        label = shaped_in(part.label, theme.small)
        middle = (place(part.first) + place(part.last)) / 2
        left = min(max(middle - label.width / 2, free), line.right() - label.width)
        # A label that has to stand aside of its stretch would name another.
        aside = abs(left + label.width / 2 - middle) > theme.px(ASIDE)
        if part.label and left >= free and not aside:
            labels.append((QPointF(left, top), label))
            free = left + label.width + theme.px(8)
    return tuple(labels)


def segment_colour(segment: Segment, theme: Theme) -> QColor:
    """The phase's colour; where several phases are joined it is that of an edge."""
    return theme.phase_colour(segment.phase) if segment.phase else theme.colour("edge")
