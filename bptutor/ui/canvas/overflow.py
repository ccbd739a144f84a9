"""Where in a drawing the part in sight lies: bars along the edges, as arithmetic without Qt."""

from __future__ import annotations

from bptutor.ui.canvas.rects import Rect
from bptutor.ui.canvas.viewport import Room, Viewport

THICK, AWAY, SHORTEST = 4.0, 2.0, 16.0  # pixels: of a bar, its distance from the edge, its least length


def bars(room: Room, view: Viewport) -> list[Rect]:
    """A bar at the bottom and one at the right, each only where something is out of sight that way."""
    found = []
    across = _stretch(view.x, room.width * view.unit, room.w)
    if across is not None:
        found.append(Rect(across[0], room.h - AWAY - THICK, across[1], THICK))
    down = _stretch(view.y, room.height * view.unit, room.h)
    if down is not None:
        found.append(Rect(room.w - AWAY - THICK, down[0], THICK, down[1]))
    return found


def _stretch(at: float, length: float, room: float) -> tuple[float, float] | None:
    """Where a bar begins and how long it is, for a drawing that begins at a pixel of a room."""
    if length <= room + 1:
        return None
    long = max(room * room / length, min(SHORTEST, room))
    return -at / (length - room) * (room - long), long
