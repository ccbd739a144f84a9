"""What stays while one steps: frames, symbols, edges at rest, the numbers of the parameters, headings."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import marks
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.look import CORNER, INPUT_CORNER, PLAIN, Look
from bptutor.ui.canvas.places import Edge, NetworkGeometry, Node
from bptutor.ui.canvas.rest_edges import paint_edges_at_rest
from bptutor.ui.canvas.surroundings import paint_surroundings
from bptutor.ui.canvas.symbols import symbol


def paint_still(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Everything that a step does not change."""
    paint_edges_at_rest(painter, view, geometry, look)
    for node in geometry.nodes.values():
        _node(painter, view, node, look)
    for edge in geometry.routes.values():
        _weight_symbol(painter, view, edge, look)
    paint_surroundings(painter, view, geometry, look)


def _node(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    frame = look.rect(node.frame)
    if node.layer == 0:
        look.box(painter, frame, look.pen("line"), look.colour("sunk"), INPUT_CORNER)
        symbol_in(painter, view, node, Key(Kind.X, 0, node.j), look, look.colour("muted"))
        return
    corner = CORNER if node.z is not None else INPUT_CORNER
    look.box(painter, frame, look.pen("edge", 1.15), look.colour("surface"), corner)
    if node.z is None:
        return  # its symbol may change with a step
    top, bottom = frame.top() + 0.55 * look.unit, frame.bottom() - 0.55 * look.unit
    middle = look.rect(node.a).left() + 0.5
    painter.setPen(look.pen("line"))
    painter.drawLine(QLineF(middle, top, middle, bottom))
    for kind in (Kind.Z, Kind.A):
        symbol_in(painter, view, node, Key(kind, node.layer, node.j), look, look.colour("muted"))
    _bias(painter, view, node, look)
    if node.caption is not None:
        title = view.network.layers[node.layer - 1].activation.title
        look.write(painter, look.rect(node.caption), title, look.colour("muted"), m.SMALL, PLAIN)


def symbol_in(painter: QPainter, view: NetworkView, node: Node, key: Key, look: Look, colour: QColor) -> None:
    """The symbol of a value in its half, or at the left of a compact node."""
    shown = symbol(view.namer, key)
    if not node.stacked:
        frame = look.rect(node.frame)
        room = QRectF(
            frame.left() + 0.3 * look.unit, frame.top(), m.COMPACT_SYMBOL_W * look.unit, frame.height()
        )
        shown.paint_centred(painter, room, colour, look.symbol_em)
        return
    half = look.rect(node.z if key.kind is Kind.Z and node.z else node.a)
    at = m.SYMBOL_AT if node.layer else 0.77
    baseline = half.top() + (at + 0.27) * look.unit
    wide = shown.width * look.symbol_em
    shown.paint(painter, QPointF(half.center().x() - wide / 2, baseline), colour, look.symbol_em)


def _bias(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    if node.bias is None or node.bias_arrow is None:
        return
    start, end = (look.point(point) for point in node.bias_arrow)
    painter.setPen(look.pen("edge", 1.1))
    painter.drawLine(start, end)
    marks.arrow_head(painter, end, start, look.colour("edge"), 0.5 * look.unit)


def _weight_symbol(painter: QPainter, view: NetworkView, edge: Edge, look: Look) -> None:
    if edge.label is None:
        return
    shown = symbol(view.namer, edge.key)
    centre = edge.label.centre.x * look.unit
    baseline = (edge.end.y - m.WEIGHT_UP + 0.3) * look.unit
    wide = shown.width * look.symbol_em
    shown.paint(painter, QPointF(centre - wide / 2, baseline), look.colour("muted"), look.symbol_em)
