"""The boxes that numbers stand in, one look for each state of a number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath

from bptutor.study.views.numbers import NumberView, Status
from bptutor.trace.keys import UPDATED, Kind
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.ui.canvas import marks
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.look import CENTRED, DEMI, MEDIUM, Look
from bptutor.ui.theme import NO_PEN

PILL_CORNER = 0.35
PADDING, FRAMED_PADDING = 0.18, 0.3  # em between a pill's sides and its number, without and with a frame
VALUE_PADDING = 0.08
DASHED = (2.2, 2.8)
WITHIN = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
LEFT, RIGHT = int(Qt.AlignmentFlag.AlignLeft | WITHIN), int(Qt.AlignmentFlag.AlignRight | WITHIN)
MIDDLE = int(CENTRED)
NEW = OPTIMISER_KINDS.union(UPDATED.values())
LEFTWARD, RIGHTWARD = frozenset({Kind.DC_DZ}), frozenset({Kind.DC_DA, Kind.DC_DB, Kind.DJ_DB, Kind.B_NEW})


def value(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    number: NumberView,
    role: str,
    weight: QFont.Weight = MEDIUM,
    right: bool = False,
) -> None:
    """A number in a place of its own; an empty dashed box where there is none yet."""
    if number.status is Status.NOT_YET:
        empty(painter, look, _inner(rect, look, right), "edge", 1.0)
        return
    colour = look.colour(role)
    if not right:
        rect = rect.adjusted(VALUE_PADDING * look.unit, 0, -VALUE_PADDING * look.unit, 0)
    text = look.number(number, m.NUMBER, weight, rect.width())
    if number.status is Status.HIDDEN:
        inner = _inner(rect, look, right)
        look.box(painter, inner, look.pen(role, 1.2), look.tint(role), PILL_CORNER)
        look.write(painter, inner, number.text, colour, m.NUMBER, DEMI)
        return
    if number.status is Status.STALE:
        wide = min(look.advance(text, m.NUMBER, weight), rect.width())
        ground = _inner(rect, look, right, wide)
        marks.hatching(painter, look, ground)
        colour = look.colour("muted")
    look.write(painter, rect, text, colour, m.NUMBER, weight, RIGHT if right else MIDDLE)
    if number.status is Status.STALE:
        written = ground.adjusted(ground.width() - wide, 0, 0, 0) if right else ground
        marks.struck(painter, look, written, colour, wide)


def parameter(painter: QPainter, look: Look, rect: QRectF, number: NumberView, colour: QColor) -> None:
    """The number of a weight or bias, left in its place."""
    if number.status is Status.HIDDEN:
        box = QRectF(rect.left(), rect.top(), 1.4 * look.unit, rect.height())
        look.box(painter, box, look.pen("edge", 1.2), look.colour("sunk"), PILL_CORNER)
        look.write(painter, box, number.text, look.colour("ink"), m.NUMBER, DEMI)
        return
    text = look.number(number, m.NUMBER, MEDIUM, rect.width())
    look.write(painter, rect, text, colour, m.NUMBER, MEDIUM, LEFT)


def pill(
    painter: QPainter, look: Look, rect: QRectF, number: NumberView, made: bool, grows: bool = True
) -> QRectF:
    """A gradient, or a parameter after its update; where it is drawn. A long number's box `grows` away from
    the neuron's middle."""
    padding = (FRAMED_PADDING if made else PADDING) * look.unit
    if grows:
        rect = _grown(look, rect, number, padding)
    role = "update" if number.key.kind in NEW else "backward"
    if number.status is Status.NOT_YET:
        empty(painter, look, rect, role if made else "edge", 1.6 if made else 1.0)
        return rect
    hidden = number.status is Status.HIDDEN
    pen = look.pen(role, 2.0 if made else 1.2) if made or hidden else None
    look.box(painter, rect, pen, look.tint(role), PILL_CORNER)
    colour = look.colour(role)
    if number.status is Status.STALE:
        marks.hatching(painter, look, rect)
        colour = look.colour("muted")
    inner = rect.adjusted(padding, 0, -padding, 0)
    text = look.number(number, m.PILL_TEXT, DEMI, inner.width())
    look.write(painter, inner, text, colour, m.PILL_TEXT, DEMI)
    if number.status is Status.STALE:
        marks.struck(painter, look, rect, colour, rect.width() - 0.6 * look.unit)
    if number.status is Status.REUSED:
        # At the outer lower corner, where nothing else stands; not lower, where the drawing may end.
        out = -0.24 * look.unit if number.key.kind is Kind.DC_DZ else 0.24 * look.unit
        corner = rect.bottomLeft() if number.key.kind is Kind.DC_DZ else rect.bottomRight()
        marks.chain_link(painter, look, corner + QPointF(out, 0), colour)
    return rect


def _grown(look: Look, rect: QRectF, number: NumberView, padding: float) -> QRectF:
    wide = look.advance(number.text, m.PILL_TEXT, DEMI) + 2 * padding
    more = float(round(min(wide - rect.width(), m.PILL_GROWTH * look.unit) + 0.5))
    if more <= 0:
        return rect
    left = more if number.key.kind in LEFTWARD else 0.0
    return rect.adjusted(-left, 0, more if number.key.kind in RIGHTWARD else 0.0, 0)


def empty(painter: QPainter, look: Look, rect: QRectF, role: str, width: float) -> None:
    """The dashed box of a number that is not known yet."""
    look.box(painter, rect, look.pen(role, width, DASHED), None, PILL_CORNER)


def half(painter: QPainter, look: Look, rect: QRectF, role: str, left: bool, border: float) -> None:
    """One half of a neuron lit: tinted, with the neuron's own round corners on its outer side."""
    radius = 0.85 * look.unit
    inset = max(border * look.unit / 28, 1.0) if border else 1.0
    inner = rect.adjusted(inset, inset, -inset, -inset)
    path = _rounded(inner, radius - inset, left)
    painter.setPen(look.pen(role, border) if border else NO_PEN)
    painter.setBrush(look.tint(role))
    painter.drawPath(path)


def _rounded(rect: QRectF, radius: float, left: bool) -> QPainterPath:
    """A rectangle with large corners at one side and small ones at the other."""
    near, far = (radius, radius / 5) if left else (radius / 5, radius)
    x, y, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    path = QPainterPath(QPointF(x + near, y))
    path.lineTo(right - far, y)
    path.arcTo(right - 2 * far, y, 2 * far, 2 * far, 90, -90)
    path.lineTo(right, bottom - far)
    path.arcTo(right - 2 * far, bottom - 2 * far, 2 * far, 2 * far, 0, -90)
    path.lineTo(x + near, bottom)
    path.arcTo(x, bottom - 2 * near, 2 * near, 2 * near, 270, -90)
    path.lineTo(x, y + near)
    path.arcTo(x, y, 2 * near, 2 * near, 180, -90)
    path.closeSubpath()
    return path


def _inner(rect: QRectF, look: Look, right: bool, least: float = 0.0) -> QRectF:
    """The empty box of a number within its place, no narrower than `least`."""
    w, h = min(rect.width(), max(2.9 * look.unit, least)), min(rect.height(), 1.1 * look.unit)
    x = rect.right() - w if right else rect.center().x() - w / 2
    return QRectF(round(x), round(rect.center().y() - h / 2), round(w), round(h))
