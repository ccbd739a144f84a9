"""Small marks that say a state: arrow heads, the closed gate, the chain link, hatching for what is stale."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from bptutor.ui.canvas.look import Look
from bptutor.ui.theme import NO_BRUSH, NO_PEN

HATCHED = 0.5  # how strong the slanted lines are
STRUCK_DOWN = 0.18  # em from the middle of a number to the line through it


def arrow_head(painter: QPainter, tip: QPointF, back: QPointF, colour: QColor, length: float) -> None:
    """A filled head whose tip is at a point, coming from another."""
    dx, dy = tip.x() - back.x(), tip.y() - back.y()
    far = hypot(dx, dy) or 1.0
    ux, uy = dx / far * length, dy / far * length
    base = QPointF(tip.x() - ux, tip.y() - uy)
    half = 0.46
    painter.setPen(NO_PEN)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF(
            [
                tip,
                QPointF(base.x() - uy * half, base.y() + ux * half),
                QPointF(base.x() + uy * half, base.y() - ux * half),
            ]
        )
    )


def gate(painter: QPainter, look: Look, place: QRectF) -> None:
    """Two bars across an edge: nothing comes through."""
    beside = 0.16 * look.unit
    painter.fillRect(place.adjusted(-beside, 0, beside, 0), look.colour("surface"))
    pen = QPen(look.colour("muted"), max(0.16 * look.unit, 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half = pen.widthF() / 2
    bars = place.adjusted(half, half, -half, -half)
    for x in (bars.left(), bars.right()):
        painter.drawLine(QLineF(x, bars.top(), x, bars.bottom()))


def chain_link(painter: QPainter, look: Look, centre: QPointF, colour: QColor) -> None:
    """Two links of a chain on a round ground: this number was there already."""
    radius = 0.44 * look.unit
    painter.save()
    painter.translate(centre)
    painter.setPen(QPen(colour, max(0.05 * look.unit, 0.8)))
    painter.setBrush(look.colour("surface"))
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    painter.rotate(-45)
    painter.setBrush(NO_BRUSH)
    painter.setPen(QPen(colour, max(0.095 * look.unit, 1.0)))
    long, tall = 0.38 * look.unit, 0.22 * look.unit
    for x in (-0.12 * look.unit - long / 2, 0.12 * look.unit - long / 2):
        painter.drawRoundedRect(QRectF(x, -tall / 2, long, tall), tall / 2, tall / 2)
    painter.restore()


def hatching(painter: QPainter, look: Look, rect: QRectF) -> None:
    """Slanted lines: what stands here was computed before an edit. They are pale, for it is still read."""
    painter.setPen(NO_PEN)
    colour = QColor(look.colour("faint"))
    colour.setAlphaF(HATCHED)
    painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
    corner = 0.3 * look.unit
    painter.drawRoundedRect(rect, corner, corner)


def struck(painter: QPainter, look: Look, rect: QRectF, colour: QColor, wide: float) -> None:
    """A line through a number, so wide; below its middle, where a minus is."""
    painter.setPen(QPen(colour, max(0.07 * look.unit, 1.0)))
    middle = rect.center()
    y = middle.y() + STRUCK_DOWN * look.unit
    painter.drawLine(QLineF(middle.x() - wide / 2, y, middle.x() + wide / 2, y))
