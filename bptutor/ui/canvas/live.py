"""What a step changes: lit edges, numbers, gradients, gates, and what is pointed at or selected."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import NumberView, Status
from bptutor.trace.keys import FACTORS, Key, Kind
from bptutor.trace.symbols import derivative_parts
from bptutor.ui.canvas import boxes, marks, shown
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.cost_node import lower_part
from bptutor.ui.canvas.look import CORNER, DEMI, INPUT_CORNER, MEDIUM, Look
from bptutor.ui.canvas.places import NetworkGeometry, Node
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.still import symbol_in
from bptutor.ui.canvas.symbols import symbol


def paint_nodes(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Numbers of every node in sight, with their gradients and gates."""
    for node in geometry.nodes.values():
        if node.z is None:
            _field(painter, view, node, look)
        else:
            _half(painter, view, node, Key(Kind.Z, node.layer, node.j), node.z, look)
            _half(painter, view, node, Key(Kind.A, node.layer, node.j), node.a, look)
            _bias(painter, view, node, look)
        _slots(painter, view, node, look)
        if node.layer and view.blocked(node.layer, node.j):
            right = look.point(node.right)
            marks.gate(painter, look, QPointF(right.x() + m.GATE_AWAY * 1.4 * look.unit, right.y()))


def _field(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    """An input, or a compact neuron, which shows one value."""
    number = shown.field(view, node)
    frame = look.rect(node.frame)
    role = view.phase.value if view.making(number.key) or _slot_is_made(view, node) else None
    if role is None and view.lit.lights_node(number.key):
        role = view.phase.value
        look.box(painter, frame, look.pen("edge" if node.layer else "line"), look.tint(role), INPUT_CORNER)
    elif role is not None and node.layer:
        look.box(painter, frame, look.pen(role, 2.0), look.tint(role), INPUT_CORNER)
    colour = look.colour(role) if role else look.colour("muted")
    if node.layer or role:
        symbol_in(painter, view, node, number.key, look, colour)
    if node.layer == 0 and node.frame.w < m.COMPACT_INPUT_W:
        room = lower_part(frame, look)
    else:
        left = (m.COMPACT_SYMBOL_W + 0.2) * look.unit
        room = frame.adjusted(left, 0, -0.35 * look.unit, 0)
    made = view.making(number.key)
    boxes.value(
        painter,
        look,
        room,
        number,
        "forward",
        DEMI if made else MEDIUM,
        right=bool(node.z is None and node.frame.w >= m.COMPACT_INPUT_W),
    )
    _ring(painter, view, number.key, frame, look, INPUT_CORNER)


def _slot_is_made(view: NetworkView, node: Node) -> bool:
    return bool(node.layer) and any(
        view.making(Key(kind, node.layer, node.j)) for kind in (Kind.DC_DA, Kind.DC_DZ)
    )


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
    _ring(painter, view, key, rect, look, CORNER)


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
    name.paint(painter, QPointF(left, rect.center().y() + 0.3 * look.unit), colour, look.symbol_em)
    room = QRectF(left + wide + gap, rect.top(), rect.right() - left - wide - gap, rect.height())
    boxes.parameter(painter, look, room, number, look.colour(role) if lit else look.colour("ink"))
    if lit and node.bias_arrow:
        start, end = (look.point(point) for point in node.bias_arrow)
        painter.setPen(look.pen(role, 2.5))
        painter.drawLine(start, QPointF(end.x(), end.y() - 0.3 * look.unit))
        marks.arrow_head(painter, end, start, look.colour(role), 0.65 * look.unit)
    label = QRectF(left, rect.top(), wide + gap + advance, rect.height()).adjusted(-4, 0, 4, 0)
    _ring(painter, view, key, label, look, 0.35)
    if shown.pill_is_due(view, key):
        gradient = shown.pill(view, key)
        boxes.pill(painter, look, look.rect(node.bias_pill), gradient, view.making(gradient.key))
        _ring(painter, view, gradient.key, look.rect(node.bias_pill), look, 0.35)


def _slots(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    for number, place in _gradients(view, node):
        rect = look.rect(place)
        if node.z is None and number.status is Status.NOT_YET and not view.making(number.key):
            continue  # a column of empty boxes would say little
        if node.z is None:
            painter.fillRect(rect, look.colour("surface"))
        boxes.pill(painter, look, rect, number, view.making(number.key))
        _ring(painter, view, number.key, rect, look, 0.35)


def _gradients(view: NetworkView, node: Node) -> Iterator[tuple[NumberView, Rect]]:
    if node.da is None:
        return
    if node.dz is None:
        yield shown.slot(view, node), node.da
        return
    yield view.numbers(Key(Kind.DC_DZ, node.layer, node.j)), node.dz
    yield view.numbers(Key(Kind.DC_DA, node.layer, node.j)), node.da


def _is_end_of(factor: Key | None, key: Key) -> bool:
    """Whether a factor is a derivative of, or by, a value."""
    return factor is not None and factor.kind in FACTORS and key in derivative_parts(factor)


def _ring(painter: QPainter, view: NetworkView, key: Key, rect: QRectF, look: Look, corner: float) -> None:
    """What is pointed at anywhere in the window has a ring, what is selected a thicker one. A factor is not
    drawn itself: then the two values that it leads between have rings."""
    if key == view.pointed or _is_end_of(view.pointed, key):
        boxes.ring(painter, look, rect, corner, selected=False)
    if key == view.selected:
        boxes.ring(painter, look, rect, corner, selected=True)
