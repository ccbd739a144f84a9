"""Pieces of formulas set in lines on common baselines, broken where they would be too wide; without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from bptutor.foundation.frozen import Frozen

T = TypeVar("T")


class Extent(NamedTuple):
    """How far a piece reaches: to the right, above and below the baseline. `sign` marks what no line ends
    with."""

    width: float
    ascent: float
    descent: float
    sign: bool = False


class Line(Frozen, Generic[T]):
    """Pieces with where each begins, before `scale`; `baseline`, `width` and `bottom` are after it."""

    pieces: tuple[tuple[T, float, Extent], ...]
    baseline: float
    width: float
    bottom: float
    scale: float


def broken(
    lines: Sequence[Sequence[tuple[T, Extent]]],
    room: float | None,
    gap: float,
    leading: float,
    smallest: float,
) -> tuple[Line[T], ...]:
    """The lines one under another, broken to fit the room; what is too wide alone shrinks, to `smallest`."""
    made: list[Line[T]] = []
    top = 0.0
    for line in lines:
        for part in _parts(line, room, gap):
            set_line = _set(part, room, gap, top, smallest)
            made.append(set_line)
            top = set_line.bottom + leading
    return tuple(made)


def _parts(line: Sequence[tuple[T, Extent]], room: float | None, gap: float) -> list[list[tuple[T, Extent]]]:
    parts: list[list[tuple[T, Extent]]] = [[]]
    x = 0.0
    for piece, extent in line:
        here = parts[-1]
        if room is not None and x + extent.width > room and not all(before.sign for _, before in here):
            # The sign before it goes along to the next line.
            moved = [here.pop()] if here[-1][1].sign else []
            parts.append(moved)
            x = sum(before.width + gap for _, before in moved)
        parts[-1].append((piece, extent))
        x += extent.width + gap
    return parts


def _set(
    part: Sequence[tuple[T, Extent]], room: float | None, gap: float, top: float, smallest: float
) -> Line[T]:
    ascent = max((extent.ascent for _, extent in part), default=0)
    descent = max((extent.descent for _, extent in part), default=0)
    width = sum(extent.width for _, extent in part) + gap * max(len(part) - 1, 0)
    scale = 1.0 if room is None or width <= room else max(room / width, smallest)
    placed: list[tuple[T, float, Extent]] = []
    x = 0.0
    for piece, extent in part:
        placed.append((piece, x, extent))
        x += extent.width + gap
    baseline = top + ascent * scale
    return Line(tuple(placed), baseline, width * scale, baseline + descent * scale, scale)
