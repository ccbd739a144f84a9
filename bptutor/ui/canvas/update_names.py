"""The names of an optimiser's numbers in the drawing: m_t under the pill that shows it just now.

A pill shows a gradient or a new parameter, which its colour tells; what an optimiser makes between the two
is told by its symbol."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import Key
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.symbols import symbol

GAP = 0.12  # of a unit, between a pill and the name beneath it
PADDING = 0.15
WIDEST = 1.1  # of a pill; a longer name is set smaller


def named(painter: QPainter, view: NetworkView, look: Look, pill: QRectF, key: Key) -> None:
    """Write the symbol of an optimiser's number under its pill; nothing for any other number."""
    if key.kind not in OPTIMISER_KINDS:
        return
    name = symbol(view.namer, key)
    em = min(look.small_symbol_em, WIDEST * pill.width() / max(name.width, 0.1))
    wide, tall = name.width * em, name.height * em
    left, top = pill.center().x() - wide / 2, pill.bottom() + GAP * look.unit
    room = QRectF(left, top, wide, tall).adjusted(-PADDING * look.unit, 0, PADDING * look.unit, 0)
    look.box(painter, room, None, look.colour("surface"), 0.2)
    name.paint(painter, QPointF(left, top + name.ascent * em), look.colour("update"), em)
