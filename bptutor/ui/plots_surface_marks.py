"""Marks and colours of the surface: a shape for each kind of example, and from a number to a colour.

Colour alone tells nothing: kinds have shapes, and where they meet there is a line.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from bptutor.engine.arrays import Array
from bptutor.ui.palettes import Palette, mixed
from bptutor.ui.theme import Theme

DEEPEST = 0.72  # of the forward colour where ŷ is at its greatest
CLASS_TINT = 0.30
STEPS = 256
# Kinds beyond two have colours of their own, apart from those of the phases (after Paul Tol's “bright”).
CLASS_COLOURS = ("#4477AA", "#CCBB44", "#AA3377", "#66CCEE", "#EE6677", "#228833", "#8C8C8C", "#AA7744")
CORNERS = ((0, 0.0), (4, 0.25), (3, 0.0), (4, 0.0), (5, 0.0), (3, 0.5), (6, 0.0), (8, 0.0))
FULL = 1.13  # a square looks as large as a circle with a little more radius


def shape(kind: int, radius: float) -> QPainterPath:
    """The mark of a kind of examples around (0, 0): circle, square, triangle, diamond, and so on."""
    corners, turn = CORNERS[kind % len(CORNERS)]
    path = QPainterPath()
    if not corners:
        path.addEllipse(QPointF(0, 0), radius, radius)
        return path
    radius *= FULL if corners > 3 else 1.3
    for number in range(corners):
        angle = 2 * math.pi * ((number + (0.5 if turn == 0.25 else turn)) / corners) - math.pi / 2
        place = QPointF(radius * math.cos(angle), radius * math.sin(angle))
        if number:
            path.lineTo(place)
        else:
            path.moveTo(place)
    path.closeSubpath()
    return path


def class_colour(kind: int) -> QColor:
    """The full colour of a class, on its marks."""
    return QColor(CLASS_COLOURS[kind % len(CLASS_COLOURS)])


def mark_colours(theme: Theme, kind: int, by_class: bool) -> tuple[QColor, QColor]:
    """The inside and the outline of a kind's mark."""
    if by_class:
        return class_colour(kind), theme.colour("ink")
    return theme.colour("forward" if kind else "surface"), theme.colour("ink")


def draw_mark(painter: QPainter, at: QPointF, path: QPainterPath, inside: QColor, outline: QColor) -> None:
    """One mark, which stands out from any ground."""
    painter.setPen(QPen(outline, 1.4))
    painter.setBrush(inside)
    painter.drawPath(path.translated(at))


def colours(palette: Palette, by_class: bool, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint32]]:
    """The colours of a surface, as Qt's 0xAARRGGBB: of STEPS heights, or of each class."""
    if by_class:
        names = [
            mixed(CLASS_COLOURS[k % len(CLASS_COLOURS)], palette.surface, CLASS_TINT) for k in range(count)
        ]
    else:
        parts = np.linspace(0.0, DEEPEST, STEPS)
        names = [mixed(palette.forward, palette.surface, float(part)) for part in parts]
    return np.array([0xFF000000 | int(name[1:], 16) for name in names], dtype=np.uint32)


def picture(grid: Array, ramp: tuple[float, float] | None, palette: Palette, count: int) -> QImage:
    """A surface as an image, its highest row first; nothing where it is not a number. `ramp` are the numbers
    of the first and the last colour; None where the grid holds classes."""
    table = colours(palette, ramp is None, count)
    if ramp is None:
        heights = grid
    else:
        with np.errstate(all="ignore"):
            heights = (grid - ramp[0]) / (ramp[1] - ramp[0]) * (STEPS - 1)
    known = np.isfinite(heights)
    index = np.clip(np.rint(np.where(known, heights, 0.0)), 0, len(table) - 1).astype(np.intp)
    pixels = np.where(known, table[index], np.uint32(0))[::-1]
    high, wide = pixels.shape
    data = np.ascontiguousarray(pixels, dtype=np.uint32).tobytes()
    return QImage(data, wide, high, 4 * wide, QImage.Format.Format_ARGB32_Premultiplied).copy()


def height_colour(palette: Palette, height: float, ramp: tuple[float, float]) -> QColor:
    """The colour of one height."""
    share = min(max((height - ramp[0]) / (ramp[1] - ramp[0]), 0.0), 1.0)
    return QColor(mixed(palette.forward, palette.surface, DEEPEST * share))


def draw_ramp(painter: QPainter, place: QRectF, palette: Palette, outline: QColor) -> None:
    """All colours of the heights, from the least at the left to the greatest."""
    table = np.arange(STEPS, dtype=np.float64)[None, :]
    painter.drawImage(place, picture(table, (0.0, STEPS - 1.0), palette, STEPS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(outline, 1))
    painter.drawRect(place)
