"""Lines of numbers with powers: e^(−0.3775) with its exponent small and raised, shaped once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from bptutor.ui.shaped import LEFT, Shaped, face, paint_line

POWER = re.compile(r"\^(?:\(([^()]*)\)|([−\w.]+))")
SMALLER, HIGHER = 0.82, 0.4  # an exponent's size, and how far it is raised in its line's size


class Raised(NamedTuple):
    """Pieces of one line, each with where it begins and whether it is an exponent."""

    pieces: tuple[tuple[Shaped, float, bool], ...]
    width: float
    height: float
    risen: float  # how far its exponents may reach above it


@lru_cache(maxsize=2048)
def raised(text: str, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> Raised:
    """A line in the text's font, its exponents raised and without the brackets that a caret needs."""
    small = round(SMALLER * pixels)
    pieces: list[tuple[Shaped, float, bool]] = []
    x, end = 0.0, 0
    for found in (*POWER.finditer(text), None):
        plain = text[end : found.start() if found else None]
        power = (found[1] or found[2]) if found else ""
        for part, is_power in ((plain, False), (power, True)):
            if part:
                line = face(small if is_power else pixels, weight).line(part)
                pieces.append((line, x, is_power))
                x += line.width
        end = found.end() if found else end
    risen = HIGHER * pixels if any(is_power for _, _, is_power in pieces) else 0.0
    return Raised(tuple(pieces), x, face(pixels, weight).height, risen)


def paint_raised(painter: QPainter, rect: QRectF, line: Raised, pixels: int) -> None:
    """Paint in the middle of a rectangle, which it may overflow."""
    left = rect.x() + (rect.width() - line.width) / 2
    for piece, x, is_power in line.pieces:
        up = HIGHER * pixels if is_power else 0.0
        paint_line(painter, QRectF(left + x, rect.y() - up, piece.width, rect.height()), piece, LEFT)
