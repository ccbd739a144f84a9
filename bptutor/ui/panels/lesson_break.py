"""Formulas as they fit: long ones on several lines, derivatives in a line of prose with a slash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

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


def in_a_line(tex: str) -> str:
    """The formula for a line of prose: its one derivative as ∂C/∂θ, for a built-up one is too small there."""
    return DERIVATIVE.sub(r"\1/\2", tex) if tex.count(r"\frac") == 1 else tex


@lru_cache(maxsize=1024)
def broken(tex: str, room: float = ROOM) -> tuple[str, ...]:
    """The formula's lines; it alone where it fits. A line that cannot be broken stays too long."""
    if _fits((tex,), room):
        return (tex,)
    parts = list(_pieces(tex, GAPS, keep=False))
    if len(parts) > 1:
        return tuple(line for part in parts for line in broken(part, room))
    first, *others = _pieces(tex, RELATIONS)
    # What stands before the first relation is too short for a line of its own.
    units = [first + others[0], *others[1:]] if others else [first]
    lines = _filled(units, room)
    return tuple(part for line in lines for part in _filled(list(_pieces(line, OPERATORS)), room))


def _filled(pieces: list[str], room: float) -> list[str]:
    """Pieces joined into lines as long as they fit. One that would be left alone gets the one before it."""
    lines = [pieces[:1]]
    for piece in pieces[1:]:
        if _fits((*lines[-1], piece), room):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 1:
        pair = [lines[-2][-1], *lines[-1]]
        if _fits(pair, room):
            lines[-2:] = [lines[-2][:-1], pair]
    return ["".join(line) for line in lines]


def _fits(pieces: Sequence[str], room: float) -> bool:
    return formula("".join(pieces)).width <= room * SHRUNK


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
