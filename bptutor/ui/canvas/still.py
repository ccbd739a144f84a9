"""What stays while one steps: frames, symbols, edges at rest, the numbers of the parameters, headings."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from bptutor.foundation.numbers import short
from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import marks
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.look import PLAIN, Look
from bptutor.ui.canvas.places import Edge, NetworkGeometry, Node
from bptutor.ui.canvas.rects import Point
from bptutor.ui.canvas.symbols import symbol

MANY = 60  # edges from which on they are drawn fainter
VERY_MANY = 1500  # and without antialiasing, which costs 30 µs an edge
CORNER, INPUT_CORNER = 0.85, 0.57
DASHES = (4.5, 3.5)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def paint_still(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Everything that a step does not change."""
    _edges(painter, view, geometry, look)
    for node in geometry.nodes.values():
        _node(painter, view, node, look)
    for edge in geometry.routes.values():
        _weight_symbol(painter, view, edge, look)
    _headings(painter, view, geometry, look)
    _folds(painter, geometry, look)
    _legend(painter, geometry, look)


def edge_path(edge: Edge, look: Look) -> QPainterPath:
    """The edge's line; corners are rounded."""
    points = [look.point(point) for point in edge.points]
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before, look.unit * 0.8))
        path.quadTo(corner, _towards(corner, after, look.unit * 0.8))
    path.lineTo(points[-1])
    return path


def _towards(point: QPointF, other: QPointF, length: float) -> QPointF:
    line = QLineF(point, other)
    line.setLength(min(length, line.length() / 2))
    return line.p2()


def _edges(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    count = len(geometry.edges)
    part = 1.0 if geometry.labelled else 0.62 if count <= MANY else 0.38
    colour = look.faded("edge", part)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, count <= VERY_MANY)
    for layer in range(1, view.network.depth + 2):
        to_cost = layer > view.network.depth
        weights = None if to_cost else view.network.layers[layer - 1].weights
        largest = 1.0 if weights is None else max(float(abs(weights).max()), 1e-300)
        for edge in geometry.layer_edges(layer):
            weight = 0.0 if weights is None else float(weights[edge.key.j - 1, edge.key.k - 1])
            width = 1.1 if geometry.labelled or weights is None else 0.7 + 1.1 * min(abs(weight) / largest, 1)
            painter.setPen(look.line(colour, width, DASHES if weight < 0 else None))
            if len(edge.points) > 2:
                painter.drawPath(edge_path(edge, look))
            else:
                painter.drawLine(look.point(edge.start), look.point(edge.end))
    if geometry.compact:
        painter.setPen(look.line(colour, 1.1))
        for node in geometry.nodes.values():
            if node.layer:
                painter.drawLine(look.point(Point(node.frame.right, node.right.y)), look.point(node.right))
    painter.restore()


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
    if node.z is None and (node.layer or node.frame.w > m.INPUT_W + 1):
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


def _headings(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    for layer, rect in enumerate(geometry.headings):
        look.write(painter, look.rect(rect), heading(view, layer), look.colour("muted"), m.SMALL, PLAIN)


def heading(view: NetworkView, layer: int) -> str:
    """What stands above a column: "hidden · 32 · ReLU"."""
    width = view.network.widths[layer]
    if layer == 0:
        return f"input · {width}"
    place = "output" if layer == view.network.depth else "hidden"
    return f"{place} · {width} · {view.network.layers[layer - 1].activation.title}"


def _folds(painter: QPainter, geometry: NetworkGeometry, look: Look) -> None:
    for fold in geometry.folds:
        frame = look.rect(fold.frame)
        look.box(painter, frame, look.pen("edge", 1.0, (3, 3)), None, INPUT_CORNER)
        opened = fold.layer in geometry.shape.opened
        text = f"{fold.count} more" if fold.count else "fold"
        look.write(painter, frame, text, look.colour("muted"), m.SMALL)
        _chevron(painter, look, frame, text, fold.above or opened)


def _chevron(painter: QPainter, look: Look, frame: QRectF, text: str, up: bool) -> None:
    x = frame.center().x() - look.advance(text, m.SMALL) / 2 - 0.85 * look.unit
    y, w = frame.center().y(), 0.26 * look.unit
    h = -w / 2 if up else w / 2
    painter.setPen(look.pen("muted", 1.3))
    painter.drawPolyline([QPointF(x - w, y - h), QPointF(x, y + h), QPointF(x + w, y - h)])


def _legend(painter: QPainter, geometry: NetworkGeometry, look: Look) -> None:
    if geometry.legend is None:
        return
    rect = look.rect(geometry.legend)
    write = look.write
    write(painter, rect, "→ values flow right", look.colour("forward"), m.SMALL, flags=LEFT)
    write(painter, rect, "gradients flow left ←", look.colour("backward"), m.SMALL, flags=RIGHT)


def target_text(view: NetworkView) -> str:
    """The targets of a wide output in one line: the one that is 1, or how many there are."""
    values = [view.numbers(Key(Kind.Y, 0, j)).value for j in range(1, view.network.widths[-1] + 1)]
    hot = [j for j, value in enumerate(values, 1) if value == 1]
    if len(hot) == 1 and all(value in (0, 1) for value in values):
        return f"{view.namer.plain(Key(Kind.Y, 0, hot[0]))} = {short(1)}"
    return f"y: {len(values)} targets"
