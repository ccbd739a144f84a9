"""Zoom and pan as arithmetic: which part of a drawing is in sight, and how large. No Qt.

The drawing is `width` × `height` em; the room is in pixels. `unit` is pixels per em.
"""

from __future__ import annotations

from msgspec.structs import replace

from bptutor.foundation.frozen import Frozen
from bptutor.ui.canvas.rects import Point, Rect

STEP = 1.2  # one press of "zoom in"
LEAST_PIXELS = 9.5  # fitting makes no em smaller than this,
LEAST_READABLE = 0.55  # nor than this part of the text's size: who wants large text wants it here too
SMALLEST, LARGEST = 0.3, 4.0  # of the text's size, by hand
BESIDE = 1.0  # em of a revealed thing's surroundings


def least_scale(em: float) -> float:
    """The smallest part of the text's size, `em` pixels, that a drawing is fitted at."""
    return max(LEAST_READABLE, LEAST_PIXELS / em)


class Viewport(Frozen):
    """`x`, `y` are the pixels of the room at which the drawing begins; `fitted` until zoomed by hand."""

    unit: float
    x: float
    y: float
    fitted: bool = True

    @property
    def on_whole_pixels(self) -> Viewport:
        """Where it is painted: between two pixels Qt puts a text that is shaped elsewhere than one that is
        not."""
        return replace(self, x=float(round(self.x)), y=float(round(self.y)))

    def to_drawing(self, x: float, y: float) -> Point:
        """The point of the drawing (em) at a pixel of the room."""
        return Point((x - self.x) / self.unit, (y - self.y) / self.unit)


class Room(Frozen):
    """A room of `w` × `h` pixels for a drawing of `width` × `height` em whose text is `em` pixels."""

    w: float
    h: float
    width: float
    height: float
    em: float

    def fit(self, scale: float) -> Viewport:
        """The whole drawing at a part of the text's size, but never too small to read."""
        return self.held(Viewport(self.em * max(scale, least_scale(self.em)), 0.0, 0.0))

    def zoomed(self, view: Viewport, factor: float, x: float, y: float) -> Viewport:
        """Larger or smaller, with what is at a pixel staying there."""
        unit = min(max(view.unit * factor, SMALLEST * self.em), LARGEST * self.em)
        part = unit / view.unit
        return self.held(Viewport(unit, x - (x - view.x) * part, y - (y - view.y) * part, fitted=False))

    def moved(self, view: Viewport, dx: float, dy: float) -> Viewport:
        """The drawing pushed by some pixels."""
        return self.held(replace(view, x=view.x + dx, y=view.y + dy))

    def revealed(self, view: Viewport, rect: Rect) -> Viewport:
        """Moved as little as it takes to bring a rectangle (em) into sight."""
        wanted = rect.grown(BESIDE)
        unit = view.unit
        dx = _shift(view.x + wanted.x * unit, view.x + wanted.right * unit, self.w)
        dy = _shift(view.y + wanted.y * unit, view.y + wanted.bottom * unit, self.h)
        return self.moved(view, dx, dy) if dx or dy else view

    def held(self, view: Viewport) -> Viewport:
        """Centred where the drawing is smaller than the room, else so that no empty margin shows."""
        return replace(
            view,
            x=_held(view.x, self.width * view.unit, self.w),
            y=_held(view.y, self.height * view.unit, self.h),
        )

    def scrolls(self, view: Viewport) -> bool:
        """Whether some of the drawing is out of sight."""
        return self.width * view.unit > self.w + 1 or self.height * view.unit > self.h + 1


def _held(at: float, length: float, room: float) -> float:
    if length <= room:
        return float(round((room - length) / 2))
    return float(round(min(max(at, room - length), 0.0)))


def _shift(first: float, last: float, room: float) -> float:
    """How far to push a stretch so that it lies in 0..room; its beginning if it is longer."""
    if first < 0 or last - first > room:
        return -first
    return min(room - last, 0.0)
