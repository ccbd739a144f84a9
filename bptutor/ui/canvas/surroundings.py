"""What stands around the neurons: headings of columns, fold boxes, the legend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.look import INPUT_CORNER, PLAIN, Look
from bptutor.ui.canvas.places import NetworkGeometry

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def paint_surroundings(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Headings, fold boxes and legend, none of which a step changes."""
    _headings(painter, view, geometry, look)
    _folds(painter, geometry, look)
    _legend(painter, geometry, look)


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
    """Dashed boxes that say how many neurons are out of sight, or that a layer can be folded again."""
    for fold in geometry.folds:
        frame = look.rect(fold.frame)
        look.box(painter, frame, look.pen("edge", 1.0, (3, 3)), None, INPUT_CORNER)
        text = f"{fold.count} more" if fold.count else "fold"
        shift = 0.45 * look.unit  # so that chevron and text are centred together
        look.write(painter, frame.translated(shift, 0), text, look.colour("muted"), m.SMALL, PLAIN)
        x = frame.center().x() + shift - look.advance(text, m.SMALL) / 2 - 0.75 * look.unit
        up = fold.above or fold.layer in geometry.shape.opened
        _chevron(painter, look, QPointF(x, frame.center().y()), up)


def _chevron(painter: QPainter, look: Look, centre: QPointF, up: bool) -> None:
    w = 0.26 * look.unit
    h = -w / 2 if up else w / 2
    x, y = centre.x(), centre.y()
    painter.setPen(look.pen("muted", 1.3))
    painter.drawPolyline([QPointF(x - w, y - h), QPointF(x, y + h), QPointF(x + w, y - h)])


def _legend(painter: QPainter, geometry: NetworkGeometry, look: Look) -> None:
    if geometry.legend is None:
        return
    rect = look.rect(geometry.legend)
    write = look.write
    write(painter, rect, "→ values flow right", look.colour("forward"), m.SMALL, flags=LEFT)
    write(painter, rect, "gradients flow left ←", look.colour("backward"), m.SMALL, flags=RIGHT)
