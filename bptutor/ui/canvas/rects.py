"""Points and rectangles in em, without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import NamedTuple


class Point(NamedTuple):
    """A point; y grows downwards."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def centre(self) -> Point:
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def contains(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies inside, or outside by no more than a margin."""
        return (
            self.x - margin <= point.x <= self.right + margin
            and self.y - margin <= point.y <= self.bottom + margin
        )

    def meets(self, other: Rect) -> bool:
        """Whether the two share more than a border."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def grown(self, dx: float, dy: float | None = None) -> Rect:
        """Larger by dx at left and right and dy (or dx) above and below."""
        dy = dx if dy is None else dy
        return Rect(self.x - dx, self.y - dy, self.w + 2 * dx, self.h + 2 * dy)

    def moved(self, dx: float, dy: float) -> Rect:
        """The same size elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)


def around(point: Point, w: float, h: float) -> Rect:
    """The rectangle of a size with a point in its middle."""
    return Rect(point.x - w / 2, point.y - h / 2, w, h)


def union(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around some. Raises ValueError if there are none."""
    every = list(rects)
    left, top = min(r.x for r in every), min(r.y for r in every)
    return Rect(left, top, max(r.right for r in every) - left, max(r.bottom for r in every) - top)


def along(start: Point, end: Point, part: float) -> Point:
    """The point at a part (0..1) of the way."""
    return Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the nearest point of a stretch."""
    dx, dy = end.x - start.x, end.y - start.y
    length = dx * dx + dy * dy
    part = 0.0 if length == 0 else ((point.x - start.x) * dx + (point.y - start.y) * dy) / length
    near = along(start, end, min(max(part, 0.0), 1.0))
    return hypot(point.x - near.x, point.y - near.y)
