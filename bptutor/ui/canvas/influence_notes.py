"""The influence of what is pointed at: what a nudge of it adds to a value, small beneath the number."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.influence_view import InfluenceView
from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas import shown
from bptutor.ui.canvas.boxes import RIGHT
from bptutor.ui.canvas.look import CENTRED, DEMI, Look
from bptutor.ui.canvas.places import NetworkGeometry, Node

UNTOUCHED = frozenset({Status.HIDDEN, Status.STALE})


def paint_notes(painter: QPainter, view: NetworkView, geometry: NetworkGeometry, look: Look) -> None:
    """Beneath z and a of every node in sight and above C, what the nudge adds to it."""
    influence = view.influence
    if influence is None:
        return
    for node in geometry.nodes.values():
        if node.layer == 0:
            continue
        if node.z is None:
            _compact_note(painter, view, influence, node, look)
        else:
            for kind, half in ((Kind.Z, node.z), (Kind.A, node.a)):
                place = look.rect(half)
                room = QRectF(place.left(), place.top() + m.NOTE_AT * look.unit, place.width(), 0)
                _note(painter, view, influence, Key(kind, node.layer, node.j), room, look)
    cost = look.rect(geometry.cost)
    above = QRectF(cost.left(), cost.top() - m.NOTE_ABOVE * look.unit, cost.width(), 0)
    _note(painter, view, influence, shown.cost(view).key, above, look, "cost")


def _compact_note(
    painter: QPainter, view: NetworkView, influence: InfluenceView, node: Node, look: Look
) -> None:
    frame = look.rect(node.frame)
    left = m.COMPACT_NOTE_LEFT * look.unit
    at = frame.bottom() - m.COMPACT_NOTE_UP * look.unit
    room = QRectF(frame.left() + left, at, frame.width() - left - 0.25 * look.unit, 0)
    _note(painter, view, influence, shown.field(view, node).key, room, look, flags=RIGHT)


def _note(
    painter: QPainter,
    view: NetworkView,
    influence: InfluenceView,
    key: Key,
    line: QRectF,
    look: Look,
    role: str = "forward",
    flags: int = int(CENTRED),
) -> None:
    """The note in the middle of a line; nothing at a number that is hidden or from before an edit."""
    text = influence.note(key)
    if not text or view.numbers(key).status in UNTOUCHED:
        return
    half = 0.5 * look.unit
    rect = line.adjusted(0.2 * look.unit, -half, -0.2 * look.unit, half)
    look.write(painter, rect, text, look.colour(role), m.NOTE, DEMI, flags)
