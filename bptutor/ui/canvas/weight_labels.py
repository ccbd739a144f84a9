"""The numbers of weights: on every edge of a chain, in boxes where wanted in wider networks."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import OF_A_PARAMETER, Key, Kind
from bptutor.ui.canvas import boxes, marks, shown
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.labels import MOST, before_node, placed, width_for
from bptutor.ui.canvas.lit_edges import covered
from bptutor.ui.canvas.look import MEDIUM, Look
from bptutor.ui.canvas.places import Edge, NetworkGeometry
from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.rings import mark, mark_pill
from bptutor.ui.canvas.shown import weight_of
from bptutor.ui.canvas.symbols import symbol
from bptutor.ui.canvas.update_names import named

SINGLE = OF_A_PARAMETER | {Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.THETA_NEW, Kind.DZ_DTHETA}
FEW = 2  # labels in a wide network, where edges lie close


def labels(view: NetworkView, geometry: NetworkGeometry) -> dict[Key, Rect]:
    """The parameters that are labelled just now, and where: lit, pointed at, or selected."""
    if geometry.labelled:
        return {}
    asked = [shown.parameter_of(key) for key in (view.pointed, view.selected) if key is not None]
    biases = _biases(view, geometry, [key for key in asked if key is not None])
    wanted = [key for key in asked if key is not None and key.kind is Kind.THETA and key.j and key.k]
    lit = covered(geometry, (key for key in view.lit.edges if key.kind is Kind.THETA))
    most = FEW if geometry.compact else MOST
    own = [edge.key for edge in islice(lit, most + 1)]
    if len(own) <= most:
        wanted += [key for key in own if key not in wanted]
    wanted = [key for key in wanted if geometry.edge(key) is not None]
    tall = frozenset(key for key in wanted if _has_pill(view, key))
    gates = [node.gate for at, node in geometry.nodes.items() if wanted and at[0] and view.blocked(*at)]
    widths = {key: width_for(view.numbers(key).text) for key in wanted}
    return biases | placed(geometry, widths, tall, list(biases.values()), gates)


def _biases(view: NetworkView, geometry: NetworkGeometry, asked: list[Key]) -> dict[Key, Rect]:
    """Labels of the biases that a step, or somebody, is about, where neurons do not carry their own."""
    found: dict[Key, Rect] = {}
    if geometry.compact:
        of_step = shown.parameter_of(view.lit.owner or view.lit.target)
        for key in [*asked, *([of_step] if of_step else [])]:
            node = geometry.node(key.layer, key.j) if key.kind is Kind.B else None
            if node is not None:
                found[key] = before_node(node, shown.pill_is_due(view, key))
    return found


def _has_pill(view: NetworkView, key: Key) -> bool:
    single = view.lit.target.kind in SINGLE
    asked = key in (weight_of(view.pointed), weight_of(view.selected))
    return (single or asked or view.making(shown.pill(view, key).key)) and shown.pill_is_due(view, key)


def paint_labels(
    painter: QPainter,
    view: NetworkView,
    geometry: NetworkGeometry,
    look: Look,
    places: dict[Key, Rect],
    within: Rect | None = None,
) -> None:
    """Values and gradients of weights: on every edge of a chain, boxed where wanted in wider networks; of a
    chain those that lie in a rectangle."""
    for edge in geometry.routes.values():
        if within is None or edge.extent.meets(within):
            _chain_label(painter, view, edge, look)
    for key, rect in places.items():
        _boxed_label(painter, view, key, rect, look)


def _chain_label(painter: QPainter, view: NetworkView, edge: Edge, look: Look) -> None:
    if edge.label is None or edge.pill is None:
        return
    lit = view.lit.lights_edge(edge.key)
    role = view.phase.value
    centre = edge.label.centre.x * look.unit
    y = (edge.end.y - m.WEIGHT_VALUE_UP) * look.unit
    wide = edge.label.w * look.unit
    room = QRectF(centre - wide / 2, y - 0.7 * look.unit, wide, 1.4 * look.unit)
    number = view.numbers(edge.key)
    colour = look.colour(role) if lit else look.colour("ink")
    if lit:
        name = symbol(view.namer, edge.key)
        left = centre - name.width * look.symbol_em / 2
        baseline = (edge.end.y - m.WEIGHT_UP + 0.3) * look.unit
        name.paint(painter, QPointF(left, baseline), colour, look.symbol_em)
    if number.status is Status.HIDDEN:
        place = QRectF(centre - 0.8 * look.unit, room.top(), 1.6 * look.unit, room.height())
        look.box(painter, place, look.pen("edge", 1.2), look.colour("sunk"), 0.35)
    look.write(painter, room, number.text, colour, m.NUMBER)
    # Of one width around short numbers; a long one must not touch its ring.
    free = (wide - look.advance(number.text, m.NUMBER, MEDIUM)) / 2
    beside = min(0.7 * look.unit, max(free - 0.1 * look.unit, 0.0))
    label = look.rect(edge.label).adjusted(beside, 0, -beside, 0)
    mark(painter, view, label, look, 0.35, edge.key)
    if (gradient := shown.due_pill(view, edge.key)) is not None:
        rect = look.rect(edge.pill)
        boxes.pill(painter, look, rect, gradient, view.making(gradient.key))
        named(painter, view, look, rect, gradient.key)
        mark_pill(painter, view, rect, look, edge.key, gradient.key)


def _boxed_label(painter: QPainter, view: NetworkView, key: Key, rect: Rect, look: Look) -> None:
    lit = view.lit.lights_edge(key) or view.lit.lights_node(key)
    role = view.phase.value if lit else "ink"
    border = "line" if key == view.selected and not lit else role  # one dark frame, the ring, is enough
    box = look.rect(Rect(rect.x, rect.y, rect.w, m.LABEL_H))
    if key.kind is Kind.B:
        tip = QPointF(box.right() + m.BIAS_LABEL_AWAY * look.unit, box.center().y())
        painter.setPen(look.pen(role, 2.0))
        painter.drawLine(QPointF(box.right(), tip.y()), QPointF(tip.x() - 0.3 * look.unit, tip.y()))
        marks.arrow_head(painter, tip, box.center(), look.colour(role), 0.6 * look.unit)
    look.box(painter, box, look.pen(border, 1.2), look.colour("surface"), 0.4)
    name, number = symbol(view.namer, key), view.numbers(key)
    wide, gap = name.width * look.small_symbol_em, 0.35 * look.unit
    room = box.width() - wide - gap - 0.6 * look.unit
    text = min(look.advance(number.text, m.PILL_TEXT), room)
    left = box.center().x() - (wide + gap + text) / 2
    name.paint(
        painter,
        QPointF(left, box.center().y() + 0.28 * look.unit),
        look.colour("muted"),
        look.small_symbol_em,
    )
    place = QRectF(left + wide + gap, box.top(), max(text, 1) + 1, box.height())
    look.write(painter, place, number.text, look.colour("ink"), m.PILL_TEXT)
    mark(painter, view, box, look, 0.35, key)
    if rect.h > m.LABEL_H:
        gradient = shown.pill(view, key)
        below = Rect(rect.centre.x - 2.0, rect.y + m.LABEL_H + m.LABEL_PILL_GAP, 4.0, m.SLOT_H)
        look.box(painter, look.rect(below), None, look.colour("surface"), 0.35)
        boxes.pill(painter, look, look.rect(below), gradient, view.making(gradient.key))
        named(painter, view, look, look.rect(below), gradient.key)
        mark_pill(painter, view, look.rect(below), look, key, gradient.key)
