"""Formulas as they fit: displayed ones on lines with their relations in one column, derivatives in a line of
prose with a slash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from bptutor.ui.maths import formula

ROOM = 14.0  # em that a displayed formula has on a page of usual width
SHRUNK = 1.16  # times as long as that may be set a little smaller instead
TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[^\\]")
OPENS, CLOSES = frozenset({"{", "(", "[", r"\begin"}), frozenset({"}", ")", "]", r"\end"})
GAPS = frozenset({r"\qquad", r"\quad"})
RELATIONS = frozenset({"=", r"\Rightarrow", r"\approx"})
CHANGE = r"\{((?:\\partial|\\Delta|d(?=[A-Za-z\\]))[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"  # ∂C, Δθ, dC, dx in braces
DERIVATIVE = re.compile(rf"\\frac{CHANGE}{CHANGE}")
OPERATORS = frozenset({r"\times", r"\cdot", "+"})
BEFORE, BEHIND = 0.28, 1.3  # em: before a relation, and from its left side to what follows it


def in_a_line(tex: str) -> str:
    """The formula for a line of prose: its one derivative as ∂C/∂θ, for a built-up one is too small there."""
    return DERIVATIVE.sub(r"\1/\2", tex) if tex.count(r"\frac") == 1 else tex


class Line(NamedTuple):
    """A line of displayed formulas; lengths are in em. It begins `shift` right of the left side of the `wide`
    room that it shares with the lines around it; one that stands alone has neither. `goes_on` is set where
    the line before it is of the same equation."""

    tex: str
    shift: float = 0.0
    wide: float = 0.0
    goes_on: bool = False


@lru_cache(maxsize=512)
def set_out(texs: tuple[str, ...], least: float = 0.0, room: float = ROOM) -> tuple[tuple[Line, ...], ...]:
    """The lines of each of some formulas that stand under each other: broken where they are too long, with
    their relations in one column, and at least so wide together."""
    parts = [(number, part) for number, tex in enumerate(texs) for part in _parted(tex, room * SHRUNK)]
    found: list[tuple[Line, ...]] = [()] * len(texs)
    for run in _runs(parts):
        for (number, _), lines in zip(
            run, _aligned([tex for _, tex in run], room * SHRUNK, least), strict=True
        ):
            found[number] += lines
    return tuple(found)


def _parted(tex: str, limit: float) -> list[str]:
    """Formulas that stand side by side, one by one where they are too long together."""
    return [tex] if _width(tex) <= limit else list(_pieces(tex, GAPS, keep=False))


def _runs(parts: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Neighbours that are equations, with a side that the next one goes on from; all others by themselves."""
    run: list[tuple[int, str]] = []
    for part, following in zip_longest(parts, parts[1:]):
        if _relates(part[1]) or (following is not None and _begins(following[1], RELATIONS)):
            run.append(part)
        else:
            yield from ([run] if run else [])
            yield [part]
            run = []
    if run:
        yield run


def _aligned(texs: Sequence[str], limit: float, least: float) -> list[tuple[Line, ...]]:
    if len(texs) == 1 and _width(texs[0]) <= limit and not least:
        return [(Line(texs[0]),)]
    axis = max(_lead(tex) for tex in texs)
    rows = [_broken(tex, axis, limit) for tex in texs]
    starts = {tex: max(min(_start(tex, axis), limit - _width(tex)), 0.0) for row in rows for tex in row}
    left = min(starts.values())
    wide = max(least, *(start - left + _width(tex) for tex, start in starts.items()))
    return [tuple(Line(tex, starts[tex] - left, wide, _goes_on(tex, rows)) for tex in row) for row in rows]


def _goes_on(tex: str, rows: Sequence[Sequence[str]]) -> bool:
    return tex != rows[0][0] and (_begins(tex, RELATIONS) or _begins(tex, OPERATORS))


def _broken(tex: str, axis: float, limit: float) -> list[str]:
    """Lines that fit where they begin: cut before relations, and if that is not enough before operators."""
    first, *others = _pieces(tex, RELATIONS)
    if others and not _begins(tex, RELATIONS):
        # What stands before the first relation is too short for a line of its own.
        first, *others = first + others[0], *others[1:]
    lines = _filled([first, *others], axis, limit)
    return [part for line in lines for part in _filled(list(_pieces(line, OPERATORS)), axis, limit)]


def _filled(pieces: list[str], axis: float, limit: float) -> list[str]:
    """Pieces joined into lines as long as they fit."""
    lines = pieces[:1]
    for piece in pieces[1:]:
        longer = lines[-1] + piece
        if _start(longer, axis) + _width(longer) <= limit:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _start(tex: str, axis: float) -> float:
    """Where a line begins whose relation is to stand at the axis, or what it goes on from does."""
    relation = axis + BEFORE if axis else 0.0
    if _begins(tex, RELATIONS):
        return relation
    return axis - _lead(tex) if _relates(tex) else relation + BEHIND


def _lead(tex: str) -> float:
    """How wide that is which stands before the first relation."""
    return _width(next(_pieces(tex, RELATIONS))) if _relates(tex) and not _begins(tex, RELATIONS) else 0.0


def _relates(tex: str) -> bool:
    return _begins(tex, RELATIONS) or len(list(_pieces(tex, RELATIONS))) > 1


def _begins(tex: str, marks: frozenset[str]) -> bool:
    found = TOKEN.match(tex.lstrip())
    return found is not None and found[0] in marks


def _width(tex: str) -> float:
    return formula(tex).width


def _pieces(tex: str, marks: frozenset[str], keep: bool = True) -> Iterator[str]:
    """The formula cut before each of some marks that stands in no bracket; `keep` leaves the mark in."""
    depth = start = 0
    for found in TOKEN.finditer(tex):
        token = found[0]
        if token in OPENS:
            depth += 1
        elif token in CLOSES:
            depth -= 1
        elif token in marks and not depth and tex[start : found.start()].strip(" -"):
            yield tex[start : found.start()]
            start = found.start() if keep else found.end()
    yield tex[start:]
