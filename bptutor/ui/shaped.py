"""Lines of text, measured and shaped once: most of what a frame writes, the one before has written too."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QPainter, QTextLayout

from bptutor.ui.theme_fonts import text_font

STRUCK_AT = (
    0.13  # of the letters' size above the baseline: lower than a font's own, which is where a minus is
)
LEFT, RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
MOST_KEPT = 2048  # texts of a face
OFTEN = 3  # times that a line is painted before it is shaped
ZEROS = str.maketrans("123456789", "000000000")


class Face:
    """The text's font at a size, with its measures in pixels. `stroke` is how thick a line through its text
    is. The font is not to be changed."""

    def __init__(self, pixels: int, weight: QFont.Weight, italic: bool) -> None:
        self.pixels = pixels
        self.font = text_font(pixels, weight)
        self.font.setItalic(italic)
        self.metrics = QFontMetricsF(self.font)
        self.height, self.ascent = self.metrics.height(), self.metrics.ascent()
        self.stroke = max(self.metrics.lineWidth(), 1.0)
        self._widths: dict[str, float] = {}
        self._lines: dict[tuple[str, bool], Shaped] = {}

    def width(self, text: str) -> float:
        """How wide a text is. Figures are tabular: a number that runs through others while it is dragged is
        as wide as its zeros, which are measured once."""
        zeros = text.translate(ZEROS)
        wide = self._widths.get(zeros)
        if wide is None:
            if len(self._widths) >= MOST_KEPT:
                self._widths.clear()
            wide = self._widths[zeros] = self.metrics.horizontalAdvance(zeros)
        return wide

    def line(self, text: str, struck: bool = False) -> Shaped:
        """A line of text, with a stroke through it or without."""
        line = self._lines.get((text, struck))
        if line is None:
            if len(self._lines) >= MOST_KEPT:
                self._lines.clear()
            line = self._lines[text, struck] = Shaped(text, self, struck)
        return line


class Shaped:
    """A line of text with its font, and how large it is in pixels. `strike` is the top of the stroke through
    it above the baseline, and how thick it is; None where there is none.

    A line that is painted often is shaped, which halves what it takes from then on; for one that is seen
    once or twice, as most numbers are while one is dragged and undone, that would cost more than it saves."""

    __slots__ = ("_glyphs", "_lift", "_painted", "ascent", "font", "height", "strike", "text", "width")

    def __init__(self, text: str, face: Face, struck: bool) -> None:
        self.text = text
        self.font, self.height, self.ascent = face.font, face.height, face.ascent
        self.width = face.width(text)
        self.strike = (STRUCK_AT * face.pixels + face.stroke / 2, face.stroke) if struck else None
        self._painted = 0  # times
        self._glyphs: list[QGlyphRun] = []  # one run for each font that it needs, once it is shaped
        self._lift = 0.0  # of the line, over glyphs of a taller font among them

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it with the painter's pen; x and y are those of its upper left corner. The painter may be
        moved, by whole pixels, and not scaled."""
        if self._glyphs:
            at = QPointF(x, y + self._lift)
            for run in self._glyphs:
                painter.drawGlyphRun(at, run)
        else:
            painter.setFont(self.font)
            painter.drawText(QPointF(x, y + self.ascent), self.text)
            self._painted += 1
            if self._painted == OFTEN:
                self._shape()
        if self.strike is not None:
            # Not by the font, whose stroke glyphs do not have.
            above, thick = self.strike
            painter.fillRect(QRectF(x, y + self.ascent - above, self.width, thick), painter.pen().color())

    def _shape(self) -> None:
        layout = QTextLayout(self.text, self.font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        self._glyphs = layout.glyphRuns()
        self._lift = self.ascent - line.ascent()


@cache
def face(pixels: int, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> Face:
    """The face of a size, made once."""
    return Face(pixels, weight, italic)


def face_in(font: QFont) -> Face:
    """The face of a font that `text_font` has made."""
    return face(font.pixelSize(), font.weight(), font.italic())


def shaped_in(text: str, font: QFont) -> Shaped:
    """A line in a font that `text_font` has made, upright or italic, struck or not."""
    return face_in(font).line(text, font.strikeOut())


@lru_cache(maxsize=2048)
def _wrapped(text: str, face: Face, width: float) -> tuple[Shaped, ...]:
    if face.width(text) <= width or " " not in text:
        return (face.line(text),)
    first, *words = text.split(" ")
    lines = [first]
    for word in words:
        longer = f"{lines[-1]} {word}"
        if face.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(face.line(line) for line in lines)


def wrapped_in(text: str, font: QFont, width: float) -> tuple[Shaped, ...]:
    """A text in an upright font that `text_font` has made, in lines no wider than a width; broken at spaces
    only, so a word that is wider stands out."""
    return _wrapped(text, face_in(font), width)


def paint_line(painter: QPainter, rect: QRectF, line: Shaped, side: int = 0) -> None:
    """Paint a line with the painter's pen, at half the height of a rectangle: at its left or right side, or
    in its middle. It may reach beyond it."""
    # One question instead of four, for a frame writes a hundred lines.
    box: tuple[float, float, float, float] = rect.getRect()  # type: ignore[assignment]  # the stubs say object
    x, y, wide, high = box
    if not side & LEFT:
        x += wide - line.width if side & RIGHT else (wide - line.width) / 2
    line.paint(painter, x, y + (high - line.height) / 2)


def paint_scaled(painter: QPainter, at: QPointF, line: Shaped) -> None:
    """As `paint_at`, by a painter that is scaled: Qt would shape the line anew each time, and put it
    elsewhere than one that is not shaped."""
    painter.setFont(line.font)
    painter.drawText(at, line.text)


def paint_at(painter: QPainter, at: QPointF, line: Shaped) -> None:
    """Paint a line with the painter's pen, with the left end of its baseline at a point."""
    line.paint(painter, at.x(), at.y() - line.ascent)
