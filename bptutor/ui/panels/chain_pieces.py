"""Formulas in pieces: what is typeset once, and the live numbers and matrices between."""

from __future__ import annotations

import re

from bptutor.foundation.frozen import Frozen
from bptutor.trace.plain import plain

MATRIX = re.compile(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}")


class Piece(Frozen):
    """A formula (`tex`), a line of text, or the rows of a matrix."""

    tex: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    strong: bool = False

    @property
    def sign(self) -> bool:
        """Whether it is a sign between others, which a line does not end with."""
        return len(self.text) == 1


def pieces_of(tex: str, strong: bool = False) -> tuple[Piece, ...]:
    """The numbers of a formula as text and matrices, as they stand in the TeX."""
    pieces: list[Piece] = []
    for place, part in enumerate(MATRIX.split(tex)):
        if place % 2:
            rows = tuple(tuple(plain(entry) for entry in row.split("&")) for row in part.split(r"\\"))
            pieces.append(Piece(rows=rows, strong=strong))
        else:
            pieces += [Piece(text=word, strong=strong) for word in plain(part).split()]
    return tuple(pieces)
