"""Lit edges with their arrows: the step's own, the path on to C, what is pointed at or selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Phase
from bptutor.ui.canvas import marks
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.places import Edge, NetworkGeometry
from bptutor.ui.canvas.rects import Point
from bptutor.ui.canvas.rest_edges import DASHES, edge_path
from bptutor.ui.canvas.shown import weight_of
from bptutor.ui.theme import NO_BRUSH

THICK, THIN, MARKED = 2.8, 1.6, 1.8
FEW = 2  # labels in a wide network, where edges lie close
MANY = 150  # lit edges from which on they are thin: more would be a blot


def paint_lit_edges(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """The path to C thin, also that of a parameter that is pointed at; the step's own edges thick with an
    arrow; what is pointed at or selected in ink."""
    role = view.phase.value
    if geometry.labelled:
        _heads_at_rest(painter, view, geometry, look)
    _lines(painter, view, covered(geometry, view.lit.path), look, role, THIN)
    if view.influence is not None:
        _lines(painter, view, covered(geometry, view.influence.path), look, "backward", THIN)
    _to_folds(painter, view, geometry, look, role)
    own = list(covered(geometry, view.lit.edges))
    _lines(painter, view, own, look, role, THICK, 0.8 if len(own) == 1 else 0.6)
    for key in (weight_of(view.selected), weight_of(view.pointed)):
        marked = geometry.edge(key) if key and key.j and key.k else None
        if marked and key and not view.lit.lights_edge(key):
            _line(painter, view, marked, look, "ink", MARKED)


def _lines(
    painter: QPainter,
    view: NetworkView,
    edges: Iterable[Edge],
    look: Look,
    role: str,
    width: float,
    head: float = 0.0,
) -> None:
    """Some edges, each as it is; of very many only where they run."""
    lit = list(edges)
    if len(lit) <= MANY:
        for edge in lit:
            _line(painter, view, edge, look, role, width, head)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(look.pen(role, 1.0))
    painter.drawLines([QLineF(look.point(edge.start), look.point(edge.end)) for edge in lit])
    painter.restore()


def _heads_at_rest(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """The way that values flow, on the edges of a chain over which nothing flows back just now."""
    marked = (weight_of(view.selected), weight_of(view.pointed))
    for edge in geometry.routes.values():
        if not (view.lit.lights_edge(edge.key) or view.lit.lies_on_path(edge.key)):
            tip, before = look.point(edge.points[-1]), look.point(edge.points[-2])
            colour = look.colour("ink" if edge.key in marked else "edge")
            marks.arrow_head(painter, tip, before, colour, 0.55 * look.unit)


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
    painter.setBrush(NO_BRUSH)
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
