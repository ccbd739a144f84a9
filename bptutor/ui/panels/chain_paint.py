"""How one card of the chain is painted: frame, symbol, rule, numbers, value and a mark in the corner."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from bptutor.foundation.frozen import Frozen
from bptutor.study.views.chain_view import CardView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Kind
from bptutor.trace.plain import plain
from bptutor.ui.panels.chain_boxes import Box, Placed
from bptutor.ui.panels.chain_measures import EQUALS, CardMeasures, Shape, is_small, value_text
from bptutor.ui.raised import paint_raised, raised
from bptutor.ui.shaped import Face, paint_line
from bptutor.ui.theme import NO_BRUSH, NO_PEN

ROUND, EDGE = 8, 4  # at 100 %: the corners' radius, and more than the border is wide
MARK = 18  # at 100 %: how far down the mark in the corner reaches
BEYOND = 2.0  # pixels that a symbol may reach over its box
Lines = tuple[float, float]  # a top and a bottom, in the coordinates of the whole chain


class Look(Frozen):
    """A card with everything that its picture depends on, apart from the pointer and the focus."""

    card: CardView
    placed: Placed
    shape: Shape
    phase: str
    measures: CardMeasures


def changed_lines(before: Look, after: Look) -> Lines | None:
    """From where to where down the chain two looks of a card differ, (0, 0) where they do not; None where
    they may differ all over. While a number is dragged the cards' own numbers change, and little else."""
    was, now = before.card, after.card
    same = (
        (before.placed is after.placed or before.placed == after.placed)
        and before.measures is after.measures
        and (before.shape, before.phase) == (after.shape, after.phase)
        and (was.symbol, was.label, was.rule) == (now.symbol, now.label, now.rule)
        and (was.current, was.more, was.framed) == (now.current, now.more, now.framed)
        and was.value.status is now.value.status
        and is_closed(was) == is_closed(now)
    )
    if not same:
        return None
    numbers, value = after.placed.numbers, after.placed.value
    if was.numbers == now.numbers or not numbers.width:
        return (0.0, 0.0) if was.value.text == now.value.text else (value.y, value.bottom)
    pixels = after.measures.numbers.pixels
    risen = max(raised(card.numbers, pixels).risen for card in (was, now))
    return numbers.y - risen, max(numbers.bottom, value.bottom)


def paint_frame(painter: QPainter, look: Look, box: QRectF, lit: bool, ring: bool, part: QRectF) -> None:
    """Ground and border, as far as they are in a part of the card: tinted and strong for the present step,
    dashed for what is not known yet."""
    theme, card = look.measures.theme, look.card
    radius = theme.px(ROUND)
    stale = card.value.status is Status.STALE
    if not stale and box.adjusted(theme.px(EDGE), radius, -theme.px(EDGE), -radius).contains(part):
        if card.current or lit:
            painter.fillRect(part, theme.phase_tint(look.phase) if card.current else theme.colour("hover"))
        return
    if ring:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)
    pending = card.more > 0 or card.value.status is Status.NOT_YET
    width, fill = max(1.0, theme.scale), None
    if card.current:
        # Pointed at, the present card can only get a stronger border.
        width, fill = (3.0 if lit else 2.0) * width, theme.phase_tint(look.phase)
    elif lit:
        fill = theme.colour("hover")
    elif not card.framed:
        return
    pen = QPen(
        theme.phase_colour(look.phase) if fill else theme.colour("faint" if pending else "line"), width
    )
    if pending and not fill:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(fill or NO_BRUSH)
    inset = width / 2
    inner = box.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, radius, radius)
    if stale:
        painter.setPen(NO_PEN)
        painter.setBrush(QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(inner, radius, radius)


def paint_parts(painter: QPainter, look: Look, top: float = -math.inf) -> None:
    """What is in the card, in the coordinates of the whole chain; what ends above `top` may be left out."""
    measures, card, placed = look.measures, look.card, look.placed
    ink, quiet = _colours(look)
    if placed.symbol.bottom + BEYOND >= top:
        _paint_symbol(painter, look, ink, quiet)
    if placed.rule.bottom + BEYOND >= top:
        _paint_rule(painter, look, quiet)
    if placed.numbers.width:
        pixels = measures.numbers.pixels
        painter.setPen(measures.theme.colour("muted"))
        paint_raised(painter, QRectF(*placed.numbers), raised(card.numbers, pixels), pixels)
    stale = card.value.status is Status.STALE
    _text(painter, measures.value, value_text(card), placed.value, ink, stale)


def _paint_symbol(painter: QPainter, look: Look, ink: QColor, quiet: QColor) -> None:
    measures, card, place = look.measures, look.card, look.placed.symbol
    if card.label and look.shape != "row":
        _text(painter, measures.small, card.label, place, quiet)
    elif place.width:
        em = measures.symbol_em(look.shape)
        _formula(painter, measures, card.symbol, look.shape == "summand", place, ink, em)


def _paint_rule(painter: QPainter, look: Look, quiet: QColor) -> None:
    measures, card, place = look.measures, look.card, look.placed.rule
    if not (card.rule and place.width):
        return
    if look.shape == "row":
        sign = measures.text(measures.joiner, EQUALS).width
        muted = measures.theme.colour("muted")
        _text(painter, measures.joiner, EQUALS, place._replace(width=sign), muted)
        place = place.moved(sign, 0)._replace(width=place.width - sign)
    _formula(painter, measures, card.rule, is_small(card.rule), place, quiet, measures.rule(card)[1])


def paint_mark(painter: QPainter, look: Look, top: float = -math.inf) -> None:
    """In the corner: a closed gate on a slope of 0, a link on a number that is used again. Left out where it
    ends above `top`."""
    theme, box = look.measures.theme, look.placed.box
    if box.y + theme.px(MARK) < top:
        return
    unit = theme.px(3)
    painter.translate(box.right - theme.px(9), box.y + theme.px(9))
    painter.setBrush(NO_BRUSH)
    if is_closed(look.card):
        painter.setPen(QPen(theme.colour("edge"), 0.8 * unit))
        for x in (-0.7 * unit, 0.9 * unit):
            painter.drawLine(QPointF(x, -1.6 * unit), QPointF(x, 1.6 * unit))
    elif look.card.value.status is Status.REUSED:
        painter.setPen(QPen(theme.colour("edge"), 0.45 * unit))
        painter.rotate(-45)
        for x in (-2.1 * unit, -0.3 * unit):
            painter.drawRoundedRect(QRectF(x, -0.75 * unit, 2.4 * unit, 1.5 * unit), unit, unit)


def is_closed(card: CardView) -> bool:
    """Whether the card is a slope through which nothing passes."""
    return card.key.kind is Kind.DA_DZ and card.value.value == 0


def _colours(look: Look) -> tuple[QColor, QColor]:
    """The colour of symbol and value, and of what stands back."""
    theme, card = look.measures.theme, look.card
    if card.current:
        colour = theme.phase_colour(look.phase)
        return colour, colour
    pending = card.more > 0 or card.value.status in (Status.NOT_YET, Status.STALE)
    return theme.colour("muted" if pending else "ink"), theme.colour("muted")


def _formula(
    painter: QPainter, measures: CardMeasures, tex: str, inline: bool, box: Box, colour: QColor, em: float
) -> None:
    """A formula in the middle of a box; in words until it is typeset."""
    found = measures.formulas.get(tex, inline)
    if found is None:
        _text(painter, measures.small, plain(tex), box, colour)
        return
    baseline = box.y + (box.height + found.height * em) / 2 - found.depth * em
    left = box.x + (box.width - found.width * em) / 2
    found.paint(painter, QPointF(left, baseline), colour, em)


def _text(painter: QPainter, face: Face, text: str, box: Box, colour: QColor, struck: bool = False) -> None:
    """A line of text in the middle of a box, which it may overflow."""
    if text:
        painter.setPen(colour)
        paint_line(painter, QRectF(*box), face.line(text, struck))
