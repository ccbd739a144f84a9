"""The formula of a step in pieces that can be broken into lines."""

from __future__ import annotations

import re

from bptutor.study.views.step_view import StepView
from bptutor.trace.plain import plain
from bptutor.ui.panels.chain_pieces import Piece, pieces_of

BREAK = re.compile(r" (?=[+·] )")
OPEN, CLOSE = "{([", "})]"


def lines_of(view: StepView) -> tuple[tuple[Piece, ...], ...]:
    """Target = symbols, then the numbers put in, and the value, which is strong."""
    if view.matrices:
        first, *numbers = view.matrices
        lines = [(Piece(tex=view.target_tex), *_symbols(first))]
        lines += [(Piece(text="="), *pieces_of(side)) for side in numbers[:-1]]
        lines += [(Piece(text="="), *pieces_of(side, strong=True)) for side in numbers[-1:]]
        return tuple(lines)
    texts = BREAK.split(f"= {view.substituted}") if view.substituted else []
    value = (Piece(text="="), Piece(text=view.value, strong=True))
    return (
        (Piece(tex=view.target_tex), *(_symbols(view.symbolic_tex) if view.symbolic_tex else ())),
        (*(Piece(text=text) for text in texts), *value),
    )


def _symbols(tex: str) -> tuple[Piece, ...]:
    """The right side in summands, so that a long sum can be broken: each is typeset once and for all."""
    first, *rest = summands(tex)
    return Piece(tex=f"= {first}"), *(Piece(tex=rf"+ \, {part}") for part in rest)


def summands(tex: str) -> list[str]:
    """The parts between the + signs that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(tex):
        depth += (letter in OPEN) - (letter in CLOSE)
        if depth == 0 and tex.startswith(" + ", place):
            parts.append(tex[start:place])
            start = place + 3
    return [*parts, tex[start:]]


def spoken_formula(view: StepView) -> str:
    """The formula as a line of text."""
    sides = view.matrices or ((view.symbolic_tex,) if view.symbolic_tex else ())
    numbers = () if view.matrices else (view.substituted, view.value)
    return " = ".join([plain(view.target_tex), *map(plain, sides), *(text for text in numbers if text)])
