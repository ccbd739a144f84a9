"""Nodes with one field: inputs, and the neurons of wide networks, which show a (or z before it) and one
gradient."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Key, Kind
from bptutor.ui.canvas import boxes, shown
from bptutor.ui.canvas import measures as m
from bptutor.ui.canvas.cost_node import lower_part
from bptutor.ui.canvas.look import DEMI, INPUT_CORNER, MEDIUM, Look
from bptutor.ui.canvas.places import Node
from bptutor.ui.canvas.rings import mark
from bptutor.ui.canvas.still import symbol_in


def paint_field(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    """What such a node shows now."""
    number = shown.field(view, node)
    frame, role = look.rect(node.frame), view.phase.value
    made, lit = _is_made(view, node), _is_lit(view, node)
    if made:
        look.box(painter, frame, look.pen(role, 2.0), look.tint(role), INPUT_CORNER)
    elif lit:
        pen = look.pen("edge", 1.15) if node.layer else look.pen("line")
        look.box(painter, frame, pen, look.tint(role), INPUT_CORNER)
    if node.layer or lit:
        colour = look.colour(role if made or lit else "muted")
        symbol_in(painter, view, node, number.key, look, colour)
    if node.stacked:
        room = lower_part(frame, look)
    else:
        left = (m.COMPACT_SYMBOL_W + 0.2) * look.unit
        room = frame.adjusted(left, 0, -0.35 * look.unit, 0)
    weight = DEMI if view.making(number.key) else MEDIUM
    boxes.value(painter, look, room, number, "forward", weight, right=not node.stacked)
    mark(painter, view, frame, look, INPUT_CORNER, *_stands_for(node))
    _slot(painter, view, node, look)


def _slot(painter: QPainter, view: NetworkView, node: Node, look: Look) -> None:
    """The gradient beside the node, the first one under its name; nothing while there is none, for a column
    of empty boxes says little."""
    if node.da is None:
        return
    number, rect = shown.slot(view, node), look.rect(node.da)
    made = view.making(number.key)
    if number.status is Status.NOT_YET and not made:
        return
    if node.slots_name is not None:
        name = view.namer.plain(shown.slots_name(view, node.layer))
        look.write(painter, look.rect(node.slots_name), name, look.colour("backward"), m.SMALL)
    painter.fillRect(rect, look.colour("surface"))
    boxes.pill(painter, look, rect, number, made, grows=False)
    keys = (Key(kind, node.layer, node.j) for kind in (Kind.DC_DA, Kind.DC_DZ))
    mark(painter, view, rect, look, 0.35, *keys)


def _stands_for(node: Node) -> tuple[Key, ...]:
    """The values that have no other place than the node."""
    if node.layer == 0:
        return (Key(Kind.X, 0, node.j),)
    return Key(Kind.Z, node.layer, node.j), Key(Kind.A, node.layer, node.j)


def _is_made(view: NetworkView, node: Node) -> bool:
    """Whether the step is about one of the neuron's own values or gradients."""
    kinds = (Kind.Z, Kind.A, Kind.DC_DA, Kind.DC_DZ)
    return bool(node.layer) and any(view.making(Key(kind, node.layer, node.j)) for kind in kinds)


def _is_lit(view: NetworkView, node: Node) -> bool:
    """Whether one of the node's values goes into the step."""
    return any(view.lit.lights_node(key) for key in _stands_for(node))
