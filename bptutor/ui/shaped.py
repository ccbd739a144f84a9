"""Lines of text that are shaped once: most of what a frame writes, the one before has written too."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from bptutor.ui.theme_fonts import text_font

STRUCK_AT = (
    0.13  # of the letters' size above the baseline: lower than a font's own, which is where a minus is
)
LEFT, RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)


class Shaped(NamedTuple):
    """A line of text with its font, and how large it is in pixels. `strike` is the top of the stroke through
    it above the baseline, and how thick it is; None where there is none."""

    text: QStaticText
    font: QFont
    width: float
    height: float
    ascent: float
    strike: tuple[float, float] | None


@lru_cache(maxsize=8192)
def shaped(
    text: str,
    pixels: int,
    weight: QFont.Weight = QFont.Weight.Normal,
    italic: bool = False,
    struck: bool = False,
) -> Shaped:
    """A line in the text's font. The font is not to be changed."""
    font = text_font(pixels, weight)
    font.setItalic(italic)
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.prepare(QTransform(), font)
    metrics = QFontMetricsF(font)
    thick = max(metrics.lineWidth(), 1.0)
    strike = (STRUCK_AT * pixels + thick / 2, thick) if struck else None
    return Shaped(line, font, metrics.horizontalAdvance(text), metrics.height(), metrics.ascent(), strike)


def shaped_in(text: str, font: QFont) -> Shaped:
    """A line in a font that `text_font` has made, upright or italic, struck or not."""
    return shaped(text, font.pixelSize(), font.weight(), font.italic(), font.strikeOut())


@lru_cache(maxsize=2048)
def _wrapped(text: str, pixels: int, weight: QFont.Weight, width: float) -> tuple[Shaped, ...]:
    whole = shaped(text, pixels, weight)
    if whole.width <= width or " " not in text:
        return (whole,)
    metrics = QFontMetricsF(whole.font)
    first, *words = text.split(" ")
    lines = [first]
    for word in words:
        longer = f"{lines[-1]} {word}"
        if metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(shaped(line, pixels, weight) for line in lines)


def wrapped_in(text: str, font: QFont, width: float) -> tuple[Shaped, ...]:
    """A text in an upright font that `text_font` has made, in lines no wider than a width; broken at spaces
    only, so a word that is wider stands out."""
    return _wrapped(text, font.pixelSize(), font.weight(), width)


def paint_line(painter: QPainter, rect: QRectF, line: Shaped, side: int = 0) -> None:
    """Paint a line with the painter's pen, at half the height of a rectangle: at its left or right side, or
    in its middle. It may reach beyond it."""
    if side & LEFT:
        x = rect.x()
    elif side & RIGHT:
        x = rect.x() + rect.width() - line.width
    else:
        x = rect.x() + (rect.width() - line.width) / 2
    _paint(painter, x, rect.y() + (rect.height() - line.height) / 2, line)


def paint_at(painter: QPainter, at: QPointF, line: Shaped) -> None:
    """Paint a line with the painter's pen, with the left end of its baseline at a point."""
    _paint(painter, at.x(), at.y() - line.ascent, line)


def _paint(painter: QPainter, x: float, y: float, line: Shaped) -> None:
    painter.setFont(line.font)
    painter.drawStaticText(QPointF(x, y), line.text)
    if line.strike is not None:
        # Not by the font: a painter that is moved puts the stroke of a QStaticText elsewhere (Qt 6.10).
        above, thick = line.strike
        painter.fillRect(QRectF(x, y + line.ascent - above, line.width, thick), painter.pen().color())
