"""A formula as an inline object of a QTextDocument, on the baseline of its line.

Qt gives an inline object no depth of its own: with AlignBaseline it reaches below the baseline by the
whole-pixel descent of its character format's font. So each object's font is chosen as the smallest that
descends at least as deep as the formula, and the formula is painted that far above the object's lower edge.
That is exact at every size."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from bptutor.ui.maths import DISPLAY, INLINE, Formula, formula
from bptutor.ui.maths_blocks import Maths
from bptutor.ui.theme_fonts import text_font

OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
TEX, IS_INLINE, EM, BESIDE, TEXT_SIZE, SHIFT, WIDE = (
    QTextFormat.Property.UserProperty.value + n for n in (1, 2, 3, 4, 5, 11, 12)
)
NARROWEST = 0.6  # a formula wider than the page shrinks to this part of its size, then is cut
BEARINGS = (0.06, 0.04)  # what an inline formula keeps from its neighbours, in em: its box is the ink's


class FormulaObject(QPyTextObject):
    """Measures and paints the formulas of a document."""

    def intrinsicSize(self, doc: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        shown, em = _shown(doc, position, form)
        height = max(math.ceil(shown.ascent * em), _ascent(form.intProperty(TEXT_SIZE)))
        own = form.doubleProperty(SHIFT) * em + _width(shown, em) + sum(_widths_beside(form))
        return QSizeF(max(own, form.doubleProperty(WIDE) * em), height + _descent_of(form))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        shown, em = _shown(doc, position, form)
        box = QRectF(rect)
        colour = form.toCharFormat().foreground().color()
        at = QPointF(box.left() + form.doubleProperty(SHIFT) * em, box.bottom() - _descent_of(form))
        before, after = form.property(BESIDE)
        painter.setPen(colour)
        painter.setFont(_font_beside(form))
        painter.drawText(at, before)
        at.setX(at.x() + _widths_beside(form)[0])
        shown.paint(painter, at + QPointF(BEARINGS[0] * em if shown.inline else 0, 0), colour, em)
        at.setX(at.x() + _width(shown, em))
        painter.drawText(at, after)


def formula_format(
    base: QTextCharFormat, part: Maths, display: bool, beside: tuple[str, str]
) -> QTextCharFormat:
    """The format of one object replacement character that shows this formula in the look of `base`.

    `beside` is the text that stands against it before and after, on the same line."""
    form = QTextCharFormat(base)
    text_size = form.font().pixelSize()
    em = text_size * (DISPLAY if display else INLINE)
    form.setObjectType(OBJECT)
    form.setProperty(TEX, part.tex)
    form.setProperty(SHIFT, part.shift)
    form.setProperty(WIDE, part.wide)
    form.setProperty(IS_INLINE, not display)
    form.setProperty(EM, em)
    form.setProperty(BESIDE, list(beside))
    form.setProperty(TEXT_SIZE, text_size)
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    deep = max(math.ceil(formula(part.tex, not display).depth * em), _descent(text_size))
    form.setFont(text_font(_pixels_descending(deep), QFont.Weight(form.fontWeight())))
    return form


def source_of(form: QTextFormat) -> str:
    """What a copy has for an object: its TeX between dollars, with the text beside it."""
    before, after = form.property(BESIDE)
    mark = "$" if form.boolProperty(IS_INLINE) else "$$"
    return f"{before}{mark}{form.stringProperty(TEX)}{mark}{after}"


def _shown(doc: QTextDocument, position: int, form: QTextFormat) -> tuple[Formula, float]:
    """The formula at a position and its em, which gives way where the page is narrower than the formula."""
    shown = formula(form.stringProperty(TEX), form.boolProperty(IS_INLINE))
    em = form.doubleProperty(EM)
    if doc.textWidth() > 0:
        block = doc.findBlock(position).blockFormat()
        room = doc.textWidth() - 2 * doc.documentMargin() - block.leftMargin() - block.rightMargin()
        wide = max(form.doubleProperty(SHIFT) + shown.width, 0.01)
        fitting = (room - sum(_widths_beside(form))) / wide
        if shared := form.doubleProperty(WIDE):
            fitting = min(fitting, room / shared)
        em = min(em, max(fitting, em * NARROWEST))
    return shown, em


def _width(shown: Formula, em: float) -> float:
    return (shown.width + (sum(BEARINGS) if shown.inline else 0)) * em


def _font_beside(form: QTextFormat) -> QFont:
    return text_font(form.intProperty(TEXT_SIZE), QFont.Weight(form.toCharFormat().fontWeight()))


def _widths_beside(form: QTextFormat) -> tuple[float, float]:
    before, after = form.property(BESIDE)
    if not before and not after:
        return 0.0, 0.0
    size, weight = form.intProperty(TEXT_SIZE), form.toCharFormat().fontWeight()
    return _advance(before, size, weight), _advance(after, size, weight)


def _descent_of(form: QTextFormat) -> int:
    return _descent(form.toCharFormat().font().pixelSize())


@lru_cache(maxsize=1024)
def _advance(text: str, pixels: int, weight: int) -> float:
    return QFontMetricsF(text_font(pixels, QFont.Weight(weight))).horizontalAdvance(text)


@cache
def _ascent(pixels: int) -> int:
    return QFontMetrics(text_font(pixels)).ascent()


@cache
def _descent(pixels: int) -> int:
    return QFontMetrics(text_font(pixels)).descent()


@cache
def _pixels_descending(depth: int) -> int:
    """The smallest text size whose descent is at least `depth` pixels."""
    pixels = 1
    while _descent(pixels) < depth:
        pixels += 1
    return pixels
