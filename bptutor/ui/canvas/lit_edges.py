"""Lit edges with their arrows, and the labels of weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Phase
from bptutor.ui.canvas import boxes, marks, shown
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.labels import MOST, placed
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.places import Edge, Fold, NetworkGeometry
from bptutor.ui.canvas.rects import Point, Rect
from bptutor.ui.canvas.still import DASHES, edge_path
from bptutor.ui.canvas.symbols import symbol

THICK, THIN, MARKED = 2.8, 1.6, 1.8
FEW = 2  # labels in a wide network, where edges lie close
MANY = 150  # lit edges from which on they are thin: more would be a blot
WEIGHT_KINDS = frozenset(
    {Kind.THETA, Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.THETA_NEW, Kind.DZ_DA, Kind.DZ_DTHETA}
    | {Kind.WEIGHTED, Kind.WEIGHTED_INPUT, Kind.OVER_Z, Kind.SUM_DC_DTHETA}
    | {Kind.RATE_DC_DTHETA, Kind.RATE_DJ_DTHETA}
)


def paint_lit_edges(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """The path to C thin, the step's own edges thick with an arrow, what is pointed at or selected in ink."""
    role = view.phase.value
    if geometry.labelled:
        _heads_at_rest(painter, view, geometry, look)
    for edge in covered(geometry, view.lit.path):
        _line(painter, view, edge, look, role, THIN)
    own = list(covered(geometry, view.lit.edges))
    thick = THICK if len(own) <= MANY else 1.2
    head = 0.8 if len(own) == 1 else 0.6 if len(own) <= MANY else 0.0
    _to_folds(painter, view, geometry, look, role)
    for edge in own:
        _line(painter, view, edge, look, role, thick, head)
    for key in (weight_of(view.selected), weight_of(view.pointed)):
        marked = geometry.edge(key) if key and key.j and key.k else None
        if marked and key and not view.lit.lights_edge(key):
            _line(painter, view, marked, look, "ink", MARKED)


def _heads_at_rest(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """The way that values flow, on the edges of a chain over which nothing flows back just now."""
    for edge in geometry.routes.values():
        if not (view.lit.lights_edge(edge.key) or view.lit.lies_on_path(edge.key)):
            tip, before = look.point(edge.points[-1]), look.point(edge.points[-2])
            marks.arrow_head(painter, tip, before, look.colour("edge"), 0.55 * look.unit)


def covered(geometry: NetworkGeometry, keys: Iterable[Key]) -> Iterator[Edge]:
    """The edges in sight that θ keys name, where 0 stands for every neuron, or a keys for edges to C."""
    for key in keys:
        if key.kind is Kind.A:
            wanted = [key] if key.j else [key._replace(j=j) for j in geometry.visible(key.layer)]
        else:
            rows = [key.j] if key.j else geometry.visible(key.layer)
            columns = [key.k] if key.k else geometry.visible(key.layer - 1)
            wanted = [key._replace(j=j, k=k) for j in rows for k in columns]
        yield from (edge for one in wanted if (edge := geometry.edge(one)) is not None)


def weight_of(key: Key | None) -> Key | None:
    """The θ that a key is about: itself, its gradient, or the factor that it is."""
    if key is None or key.kind not in WEIGHT_KINDS:
        return None
    return key._replace(kind=Kind.THETA)


def labels(view: NetworkView, geometry: NetworkGeometry) -> dict[Key, Rect]:
    """The weights that are labelled just now, and where: lit, pointed at, or selected."""
    if geometry.labelled:
        return {}
    wanted = [key for key in (weight_of(view.pointed), weight_of(view.selected)) if key and key.j and key.k]
    own = [edge.key for edge in covered(geometry, view.lit.edges) if edge.key.kind is Kind.THETA]
    if len(own) <= (MOST if not geometry.compact else FEW):
        wanted += [key for key in own if key not in wanted]
    tall = frozenset(key for key in wanted if _has_pill(view, key))
    return placed(geometry, wanted, tall)


def _has_pill(view: NetworkView, key: Key) -> bool:
    single = view.lit.target.kind in (Kind.DC_DTHETA, Kind.DJ_DTHETA, Kind.THETA_NEW, Kind.DZ_DTHETA)
    asked = key in (weight_of(view.pointed), weight_of(view.selected))
    return (single or asked or view.making(shown.pill(view, key).key)) and shown.pill_is_due(view, key)


def paint_labels(
    painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look, places: dict[Key, Rect]
) -> None:
    """Values and gradients of weights: on every edge of a chain, boxed where wanted in wider networks."""
    for edge in geometry.routes.values():
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
    label = look.rect(edge.label).adjusted(0.7 * look.unit, 0, -0.7 * look.unit, 0)
    _ring(painter, view, edge.key, label, look)
    if shown.pill_is_due(view, edge.key):
        gradient, rect = shown.pill(view, edge.key), look.rect(edge.pill)
        boxes.pill(painter, look, rect, gradient, view.making(gradient.key))
        _ring(painter, view, gradient.key, rect, look)


def _boxed_label(painter: QPainter, view: NetworkView, key: Key, rect: Rect, look: Look) -> None:
    role = view.phase.value if view.lit.lights_edge(key) else "ink"
    box = look.rect(Rect(rect.x, rect.y, rect.w, m.LABEL_H))
    look.box(painter, box, look.pen(role, 1.2), look.colour("surface"), 0.4)
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
    _ring(painter, view, key, box, look)
    if rect.h > m.LABEL_H:
        gradient = shown.pill(view, key)
        below = Rect(rect.centre.x - 2.0, rect.y + m.LABEL_H + 0.1, 4.0, m.SLOT_H)
        look.box(painter, look.rect(below), None, look.colour("surface"), 0.35)
        boxes.pill(painter, look, look.rect(below), gradient, view.making(gradient.key))


def _ring(painter: QPainter, view: NetworkView, key: Key, rect: QRectF, look: Look) -> None:
    if key == view.pointed:
        boxes.ring(painter, look, rect, 0.35, selected=False)
    if key == view.selected:
        boxes.ring(painter, look, rect, 0.35, selected=True)


def _line(
    painter: QPainter,
    view: NetworkView,
    edge: Edge,
    look: Look,
    role: str,
    width: float,
    head: float = 0.0,
) -> None:
    dashes = DASHES if _is_negative(view, edge.key) else None
    painter.setPen(look.pen(role, width, dashes))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(edge.points) > 2:
        painter.drawPath(edge_path(edge, look))
    else:
        painter.drawLine(look.point(edge.start), look.point(edge.end))
    if head:
        back = view.phase is Phase.BACKWARD
        tip, before = (edge.points[0], edge.points[1]) if back else (edge.points[-1], edge.points[-2])
        marks.arrow_head(painter, look.point(tip), look.point(before), look.colour(role), head * look.unit)


def _is_negative(view: NetworkView, key: Key) -> bool:
    if key.kind is not Kind.THETA:
        return False
    return bool(view.network.layers[key.layer - 1].weights[key.j - 1, key.k - 1] < 0)


def _to_folds(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look, role: str) -> None:
    """A lit fan that goes on among the neurons folded away has a line to their box."""
    painter.setPen(look.pen(role, THIN, (2, 3)))
    for key in view.lit.edges:
        if key.kind is Kind.THETA:
            for start, end in _fold_lines(geometry, key):
                painter.drawLine(look.point(start), look.point(end))
        elif not key.j:
            for fold in geometry.folds_of(key.layer):
                painter.drawLine(look.point(fold.right), look.point(geometry.cost_arrival()))


def _fold_lines(geometry: NetworkGeometry, key: Key) -> Iterator[tuple[Point, Point]]:
    into, out = geometry.node(key.layer, key.j), geometry.node(key.layer - 1, key.k)
    if into and not key.k:
        yield from ((fold.right, into.left) for fold in geometry.folds_of(key.layer - 1))
    if out and not key.j:
        yield from ((out.right, fold.left) for fold in geometry.folds_of(key.layer))


__all__ = ["Fold", "covered", "labels", "paint_labels", "paint_lit_edges", "weight_of"]
