"""How things look at one zoom: fonts, colours and pens, and em turned into pixels."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from bptutor.foundation.numbers import FIGURES, short
from bptutor.study.views.numbers import NumberView
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.rects import Point, Rect
from bptutor.ui.palettes import mixed
from bptutor.ui.shaped import face, paint_line
from bptutor.ui.theme import NO_BRUSH, NO_PEN, Theme

LEAST_PIXELS = 6
MOST_KEPT = 2000  # sizes and rectangles, before they are found anew
CORNER, INPUT_CORNER = 0.85, 0.57  # em
SHRUNK = 0.66  # a long text is made smaller down to this part, to fit its place
LEGIBLE = 0.68  # a number smaller than this is written with fewer figures; with a power of ten, at once
FEWEST = 2  # figures
CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
DEMI, MEDIUM, PLAIN = QFont.Weight.DemiBold, QFont.Weight.Medium, QFont.Weight.Normal


class Look:
    """One theme at one zoom: `unit` is the pixels of one em of the drawing."""

    def __init__(self, theme: Theme, unit: float, outlines: bool = False) -> None:
        self.theme = theme
        self._outlines = outlines  # for who opens a file and may lack the font, or its tabular figures
        self.unit = unit
        self._colours: dict[str, QColor] = {}
        self._pens: dict[tuple[str, float, tuple[float, float] | None], QPen] = {}
        self._rects: dict[Rect, QRectF] = {}
        self._pixels: dict[tuple[float, QFont.Weight, str, float], int] = {}
        self._texts: dict[tuple[str, float, QFont.Weight, float], str] = {}
        self.symbol_em = m.SYMBOL * unit
        self.small_symbol_em = 0.95 * unit

    def colour(self, role: str) -> QColor:
        """A colour of the palette by its role."""
        if role not in self._colours:
            self._colours[role] = self.theme.colour(role)
        return self._colours[role]

    def faded(self, role: str, part: float) -> QColor:
        """A colour laid over the surface with an opacity."""
        name = f"{role} {part}"
        if name not in self._colours:
            palette = self.theme.palette
            self._colours[name] = QColor(mixed(getattr(palette, role), palette.surface, part))
        return self._colours[name]

    def veil(self) -> QColor:
        """Ink so thin that what is under it can be read."""
        colour = QColor(self.theme.colour("ink"))
        colour.setAlphaF(0.07)
        return colour

    def tint(self, role: str) -> QColor:
        """The background that belongs to a phase's colour."""
        return self.colour(f"{role}_tint")

    def pen(self, role: str, width: float = 1.0, dashes: tuple[float, float] | None = None) -> QPen:
        """A pen of a width in pixels at 100 %; dashes are lengths in the same pixels. Not to be changed."""
        key = (role, width, dashes)
        if key not in self._pens:
            self._pens[key] = self.line(self.colour(role), width, dashes)
        return self._pens[key]

    def line(self, colour: QColor, width: float = 1.0, dashes: tuple[float, float] | None = None) -> QPen:
        """A pen of a colour; see `pen`."""
        scale = self.unit / 14
        pen = QPen(colour, max(width * scale, min(width, 1.0)))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashes:
            # Qt counts dashes in widths of the pen.
            pen.setDashPattern([max(part * scale, 1.5) / pen.widthF() for part in dashes])
        return pen

    def rect(self, rect: Rect) -> QRectF:
        """A rectangle in pixels, its sides on whole ones. Not to be changed."""
        found = self._rects.get(rect)
        if found is None:
            if len(self._rects) > MOST_KEPT:
                self._rects.clear()
            unit = self.unit
            left, top = round(rect.x * unit), round(rect.y * unit)
            found = QRectF(left, top, round(rect.right * unit) - left, round(rect.bottom * unit) - top)
            self._rects[rect] = found
        return found

    def point(self, point: Point) -> QPointF:
        return QPointF(point.x * self.unit, point.y * self.unit)

    def pixels(self, part: float, weight: QFont.Weight, text: str = "", room: float = 0) -> int:
        """The size of text of a part of the em; smaller where `text` would not fit into a room (pixels)."""
        key = (part, weight, text, room) if room else (part, weight, "", 0.0)
        if key not in self._pixels:
            if len(self._pixels) > MOST_KEPT:
                self._pixels.clear()
            self._pixels[key] = self._fitting(part, weight, text, room)
        return self._pixels[key]

    def _fitting(self, part: float, weight: QFont.Weight, text: str, room: float) -> int:
        pixels = max(round(part * self.unit), LEAST_PIXELS)
        wide = self.advance(text, part, weight) if room else 0.0
        if wide > room:
            return max(int(pixels * max(room / wide, SHRUNK)), LEAST_PIXELS)
        return pixels

    def advance(self, text: str, part: float, weight: QFont.Weight = QFont.Weight.Normal) -> float:
        """How wide a text is, in pixels."""
        return face(self.pixels(part, weight), weight).width(text)

    def fitted(self, text: str, part: float, weight: QFont.Weight, room: float) -> float:
        """How wide a text is that was made smaller to fit into a room, as far as it can be; in pixels."""
        return face(self.pixels(part, weight, text, room), weight).width(text)

    def number(self, number: NumberView, part: float, weight: QFont.Weight, room: float) -> str:
        """A number for a room (pixels), with fewer figures where all of them would be too small to read: the
        table and the tool-tip have the others. Its sign and its power of ten stay."""
        key = (number.text, part, weight, room)
        if key not in self._texts:
            if len(self._texts) > MOST_KEPT:
                self._texts.clear()
            self._texts[key] = self._legible(number, part, weight, room)
        return self._texts[key]

    def _legible(self, number: NumberView, part: float, weight: QFont.Weight, room: float) -> str:
        if number.value is None:
            return number.text
        text = number.text
        for figures in range(FIGURES, FEWEST - 1, -1):
            text = short(number.value, figures)
            if self.advance(text, part, weight) * (1.0 if "×" in text else LEGIBLE) <= room:
                break
        return text

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        colour: QColor,
        part: float = m.NUMBER,
        weight: QFont.Weight = MEDIUM,
        flags: int = int(CENTRED),
    ) -> None:
        """A text in a rectangle, smaller where it would not fit."""
        line = face(self.pixels(part, weight, text, rect.width()), weight).line(text)
        if self._outlines:
            painter.fillPath(_outlined(rect, text, line.font, flags), colour)
            return
        painter.setPen(colour)
        paint_line(painter, rect, line, flags)

    def box(
        self, painter: QPainter, rect: QRectF, pen: QPen | None, fill: QColor | None, radius: float
    ) -> None:
        """A rounded rectangle whose border lies inside; the radius is in em."""
        painter.setPen(NO_PEN if pen is None else pen)
        painter.setBrush(NO_BRUSH if fill is None else fill)
        inset = pen.widthF() / 2 if pen is not None else 0.0
        corner = radius * self.unit
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner, corner)


def _outlined(rect: QRectF, text: str, font: QFont, flags: int) -> QPainterPath:
    """A line of text as its outline, where drawText would put it."""
    metrics = QFontMetricsF(font)
    spare = rect.width() - metrics.horizontalAdvance(text)
    left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
    part = 0.0 if flags & left else 1.0 if flags & right else 0.5
    baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    path = QPainterPath()
    path.addText(QPointF(rect.left() + spare * part, baseline), font, text)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


@lru_cache(maxsize=8)
def look(theme: Theme, unit: float) -> Look:
    """The look of a theme at a zoom, made once."""
    return Look(theme, unit)
