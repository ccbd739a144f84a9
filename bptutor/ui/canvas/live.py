"""What a step changes: lit edges, numbers, gradients, gates, and what is pointed at or selected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import boxes, marks, shown
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.compact import paint_field
from bptutor.ui.canvas.look import CORNER, DEMI, MEDIUM, Look
from bptutor.ui.canvas.places import NetworkGeometry, Node
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.rings import mark, mark_pill
from bptutor.ui.canvas.still import symbol_in
from bptutor.ui.canvas.symbols import symbol
from bptutor.ui.canvas.update_names import named

AWAY = 0.15  # em between a bias and its gradient


def paint_nodes(
    painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look, within: Rect | None = None
) -> None:
    """Numbers of every node in sight, with their gradients and gates; of those that lie in a rectangle."""
    for at, node in geometry.nodes.items():
        if within is not None and not geometry.node_extents[at].meets(within):
            continue
        if node.z is None:
            paint_field(painter, view, node, look)
        else:
            halves = (Key(Kind.Z, node.layer, node.j), node.z), (Key(Kind.A, node.layer, node.j), node.a)
            for key, half in halves:
                _half(painter, view, node, key, half, look)
            for key, half in halves:  # only now: a ring goes a little over the other half
                mark(painter, view, look.rect(half), look, CORNER, key)
            _bias(painter, view, node, look)
            _slots(painter, view, node, look)
        if node.layer and view.blocked(node.layer, node.j):
            marks.gate(painter, look, look.rect(node.gate))


def _half(painter: QPainter, view: NetworkView, node: Node, key: Key, half: Rect, look: Look) -> None:
    number = view.numbers(key)
    rect = look.rect(half)
    role = view.phase.value
    made, lit = view.making(key), view.lit.lights_node(key)
    if made or lit:
        boxes.half(painter, look, rect, role, key.kind is Kind.Z, 2.0 if made else 0.0)
        symbol_in(painter, view, node, key, look, look.colour(role))
    room = QRectF(rect.left(), rect.top() + (m.VALUE_AT - 0.75) * look.unit, rect.width(), 1.5 * look.unit)
    boxes.value(
        painter,
        look,
        room.adjusted(0.15 * look.unit, 0, -0.15 * look.unit, 0),
        number,
        "forward",
        DEMI if made else MEDIUM,
    )


def _bias(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    key = Key(Kind.B, node.layer, node.j)
    if node.bias is None or node.bias_pill is None:
        return
    lit = view.lit.lights_node(key)
    rect = look.rect(node.bias)
    role = view.phase.value
    name, number = symbol(view.namer, key), view.numbers(key)
    wide = name.width * look.symbol_em
    gap = 0.32 * look.unit
    advance = look.advance(number.text, m.NUMBER, MEDIUM)
    left = max(rect.left(), look.rect(node.z).center().x() - (wide + gap + advance) / 2 if node.z else 0)
    colour = look.colour(role) if lit else look.colour("muted")
    # A number that is as small as can be and still too long begins further left: at its right stands a
    # gradient, which would hide its exponent.
    right = rect.right() - AWAY * look.unit
    fitted = look.fitted(number.text, m.NUMBER, MEDIUM, right - left - wide - gap)
    left -= max(left + wide + gap + fitted - right, 0.0)
    name.paint(painter, QPointF(left, rect.center().y() + 0.3 * look.unit), colour, look.symbol_em)
    room = QRectF(left + wide + gap, rect.top(), right - left - wide - gap, rect.height())
    boxes.parameter(painter, look, room, number, look.colour(role) if lit else look.colour("ink"))
    if lit and node.bias_arrow:
        start, end = (look.point(point) for point in node.bias_arrow)
        painter.setPen(look.pen(role, 2.5))
        painter.drawLine(start, QPointF(end.x(), end.y() - 0.3 * look.unit))
        marks.arrow_head(painter, end, start, look.colour(role), 0.65 * look.unit)
    label = QRectF(left, rect.top(), wide + gap + min(advance, room.width()), rect.height()).adjusted(
        -4, 0, 4, 0
    )
    mark(painter, view, label, look, 0.35, key)
    if (gradient := shown.due_pill(view, key)) is not None:
        pill = boxes.pill(
            painter, look, look.rect(node.bias_pill), gradient, view.making(gradient.key), _may_grow(view)
        )
        named(painter, view, look, pill, gradient.key)
        mark_pill(painter, view, pill, look, key, gradient.key)


def _slots(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    if node.dz is None or node.da is None:
        return
    for kind, place in ((Kind.DC_DZ, node.dz), (Kind.DC_DA, node.da)):
        number, rect = view.numbers(Key(kind, node.layer, node.j)), look.rect(place)
        pill = boxes.pill(painter, look, rect, number, view.making(number.key), _may_grow(view))
        mark(painter, view, pill, look, 0.35, number.key)


def _may_grow(view: NetworkView) -> bool:
    """Whether pills may be wider than their places; beside them stand the signs of what differs."""
    return view.beside is None
