"""Lines of text, measured and shaped once: most of what a frame writes, the one before has written too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from string import digits
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QPainter, QTextLayout

from bptutor.ui.theme_fonts import code_font, text_font

STRUCK_AT = (
    0.13  # of the letters' size above the baseline: lower than a font's own, which is where a minus is
)
LEFT, RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
MOST_KEPT = 2048  # texts of a face
OFTEN = 3  # times that a line is painted before it is shaped
ZEROS = str.maketrans("123456789", "000000000")


class Glyphs(NamedTuple):
    """A line's glyphs, in a run for each font that it needs; how far the line is over one of a taller font
    among them."""

    runs: Sequence[QGlyphRun]
    lift: float


NO_GLYPHS = Glyphs((), 0.0)


class Figures(NamedTuple):
    """The glyphs of a text, one for each letter. From those of a text whose figures are zeros follow those of
    all that differ from it in their figures."""

    run: QGlyphRun
    indices: list[int]
    lift: float


class Face:
    """A font of ours at a size, with its measures in pixels. `stroke` is how thick a line through its text
    is. The font is not to be changed.

    Figures are tabular: a number that runs through others while it is dragged is as wide as its zeros, and
    its glyphs stand where theirs do. Both are asked of Qt once."""

    def __init__(self, font: QFont) -> None:
        self.pixels = font.pixelSize()
        self.font = font
        self.metrics = QFontMetricsF(self.font)
        self.height, self.ascent = self.metrics.height(), self.metrics.ascent()
        self.stroke = max(self.metrics.lineWidth(), 1.0)
        self._widths: dict[str, float] = {}
        self._figures: dict[str, Figures | None] = {}
        self._lines: dict[tuple[str, bool], Shaped] = {}

    def width(self, text: str) -> float:
        """How wide a text is."""
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

    def shape(self, text: str) -> Glyphs:
        """The glyphs of a text, by Qt, which takes longer than to paint it twice."""
        layout = QTextLayout(text, self.font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        return Glyphs(layout.glyphRuns(), self.ascent - line.ascent())

    def number(self, text: str) -> Glyphs:
        """The glyphs of a text with numbers in it, by those of its zeros: a third of the work that it is for
        Qt. None where it has no figures but zeros, or where glyphs are not one for each letter."""
        zeros = text.translate(ZEROS)
        if zeros == text:
            return NO_GLYPHS
        if zeros not in self._figures:
            if len(self._figures) >= MOST_KEPT:
                self._figures.clear()
            self._figures[zeros] = self._figures_of(zeros)
        known = self._figures[zeros]
        if known is None:
            return NO_GLYPHS
        run, own = QGlyphRun(known.run), self._digits
        both = zip(text, known.indices, strict=True)
        run.setGlyphIndexes([own.get(letter, glyph) for letter, glyph in both])
        return Glyphs((run,), known.lift)

    def _figures_of(self, zeros: str) -> Figures | None:
        found, zero = self._one_for_each(zeros), self._digits.get("0")
        if found is None:
            return None
        both = zip(zeros, found.indices, strict=True)
        return found if all(glyph == zero for letter, glyph in both if letter == "0") else None

    @cached_property
    def _digits(self) -> dict[str, int]:
        """The glyphs of the ten figures; none if this font has not one for each."""
        found = self._one_for_each(digits)
        return {} if found is None else dict(zip(digits, found.indices, strict=True))

    def _one_for_each(self, text: str) -> Figures | None:
        """A text's glyphs, if they are of one font and one for each letter."""
        runs, lift = self.shape(text)
        indices = runs[0].glyphIndexes() if len(runs) == 1 else []
        return Figures(runs[0], indices, lift) if runs and len(indices) == len(text) else None


class Shaped:
    """A line of text with its font, and how large it is in pixels. `strike` is the top of the stroke through
    it above the baseline, and how thick it is; None where there is none.

    Words that are painted often are shaped, which halves what they take from then on; for what is seen once
    or twice that would cost more than it saves."""

    __slots__ = ("_face", "_glyphs", "_painted", "ascent", "font", "height", "strike", "text", "width")

    def __init__(self, text: str, face: Face, struck: bool) -> None:
        self.text = text
        self.font, self.height, self.ascent = face.font, face.height, face.ascent
        self.width = face.width(text)
        self.strike = (STRUCK_AT * face.pixels + face.stroke / 2, face.stroke) if struck else None
        self._face = face
        self._painted = 0  # times
        self._glyphs = NO_GLYPHS

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it with the painter's pen; x and y are those of its upper left corner. The painter may be
        moved, by whole pixels, and not scaled."""
        if self._painted == 0:
            self._glyphs = self._face.number(self.text)
        elif self._painted == OFTEN and not self._glyphs.runs:
            self._glyphs = self._face.shape(self.text)
        self._painted += 1
        if self._glyphs.runs:
            at = QPointF(x, y + self._glyphs.lift)
            for run in self._glyphs.runs:
                painter.drawGlyphRun(at, run)
        else:
            painter.setFont(self.font)
            painter.drawText(QPointF(x, y + self.ascent), self.text)
        if self.strike is not None:
            # Not by the font, whose stroke glyphs do not have.
            above, thick = self.strike
            painter.fillRect(QRectF(x, y + self.ascent - above, self.width, thick), painter.pen().color())


@cache
def face(pixels: int, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> Face:
    """The text's face of a size, made once."""
    font = text_font(pixels, weight)
    font.setItalic(italic)
    return Face(font)


@cache
def code_face(pixels: int, bold: bool = False) -> Face:
    """The face of code of a size, made once."""
    font = code_font(pixels)
    font.setBold(bold)
    return Face(font)


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
    """As `paint_at`, by a painter that is scaled: it would put some glyphs a pixel beside where it writes
    them as text."""
    painter.setFont(line.font)
    painter.drawText(at, line.text)


def paint_at(painter: QPainter, at: QPointF, line: Shaped) -> None:
    """Paint a line with the painter's pen, with the left end of its baseline at a point."""
    line.paint(painter, at.x(), at.y() - line.ascent)
