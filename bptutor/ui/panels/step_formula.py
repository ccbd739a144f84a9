"""The formula of a step in pieces that can be broken into lines."""

from __future__ import annotations

import re

from bptutor.study.views.step_view import StepView
from bptutor.trace.plain import plain
from bptutor.ui.panels.chain_matrices import Piece, pieces_of

BREAK = re.compile(r" (?=[+·] )")


def lines_of(view: StepView) -> tuple[tuple[Piece, ...], ...]:
    """Target = symbols, then the numbers put in, and the value, which is strong."""
    if view.matrices:
        first, *numbers = view.matrices
        lines: list[tuple[Piece, ...]] = [(Piece(tex=view.target_tex), Piece(tex=f"= {first}"))]
        lines += [(Piece(text="="), *pieces_of(side)) for side in numbers[:-1]]
        lines += [(Piece(text="="), *pieces_of(side, strong=True)) for side in numbers[-1:]]
        return tuple(lines)
    symbols = (Piece(tex=view.target_tex), Piece(tex=f"= {view.symbolic_tex}"))
    texts = BREAK.split(f"= {view.substituted}") if view.substituted else []
    numbers_line = [Piece(text=text) for text in texts]
    return symbols, (*numbers_line, Piece(text="="), Piece(text=view.value, strong=True))


def spoken_formula(view: StepView) -> str:
    """The formula as a line of text."""
    sides = view.matrices or (view.symbolic_tex,)
    numbers = () if view.matrices else (view.substituted, view.value)
    return " = ".join([plain(view.target_tex), *map(plain, sides), *(text for text in numbers if text)])
