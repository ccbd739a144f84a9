"""The cost with its number, the targets beneath it, and the learning rate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bptutor.foundation.numbers import short
from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import RATE, Key, Kind
from bptutor.ui.canvas import boxes, shown
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.look import DEMI, INPUT_CORNER, MEDIUM, PLAIN, Look
from bptutor.ui.canvas.places import NetworkGeometry
from bptutor.ui.canvas.rings import mark
from bptutor.ui.canvas.symbols import symbol

PADDING = 0.2  # em between the frame and a long number


def paint_cost(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """C (or J) with its number, the targets, and the learning rate."""
    number = shown.cost(view)
    frame = look.rect(geometry.cost)
    made = view.making(number.key)
    pen = look.pen("cost", 2.0 if made or view.pointed == number.key else 1.0)
    look.box(painter, frame, pen, look.tint("cost"), INPUT_CORNER)
    name = symbol(view.namer, number.key)
    wide = name.width * look.symbol_em
    baseline = frame.top() + 1.04 * look.unit
    colour = look.colour("cost")
    name.paint(painter, QPointF(frame.center().x() - wide / 2, baseline), colour, look.symbol_em)
    lower = lower_part(frame, look)
    boxes.value(painter, look, lower, number, "cost", DEMI if made else MEDIUM)
    outputs = view.network.widths[-1]
    for j, rect in enumerate(geometry.targets, 1):
        if len(geometry.targets) == outputs:
            key = Key(Kind.Y, 0, j)
            text = f"{view.namer.plain(key)} = {view.numbers(key).text}"
        else:
            text = target_text(view)
        look.write(painter, look.rect(rect), text, look.colour("muted"), m.NUMBER, PLAIN)
    _rate(painter, view, geometry, look)


def _rate(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """The learning rate, which is a number like others: pointed at, typed over, dragged."""
    room, number = look.rect(geometry.rate), view.numbers(RATE)
    text = f"{view.namer.plain(RATE)} = {number.text}"
    look.write(painter, room, text, look.colour("muted"), m.NUMBER, PLAIN)
    wide = look.advance(text, m.NUMBER, PLAIN) + 0.4 * look.unit
    ring = QRectF(room.center().x() - wide / 2, room.top(), wide, room.height())
    mark(painter, view, ring, look, 0.35, RATE)


def lower_part(frame: QRectF, look: Look) -> QRectF:
    """Where the number of an input or of C stands."""
    inner = frame.adjusted(PADDING * look.unit, 0, -PADDING * look.unit, 0)
    return QRectF(inner.left(), frame.top() + 1.26 * look.unit, inner.width(), 1.35 * look.unit)


def target_text(view: NetworkView) -> str:
    """The targets of a wide output in one line: the one that is 1, or how many there are."""
    values = [view.numbers(Key(Kind.Y, 0, j)).value for j in range(1, view.network.widths[-1] + 1)]
    hot = [j for j, value in enumerate(values, 1) if value == 1]
    if len(hot) == 1 and all(value in (0, 1) for value in values):
        return f"{view.namer.plain(Key(Kind.Y, 0, hot[0]))} = {short(1)}"
    return f"y: {len(values)} targets"
