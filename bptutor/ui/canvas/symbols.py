"""Symbols of values, put together from signs that are typeset once.

A network of 100,000 weights has 100,000 symbols, and typesetting one takes tens of milliseconds. So the
letter and the signs of its indices are typeset (some thirty in all) and set beside each other the way the
typesetter does it: indices at 0.7 of the size, raised or lowered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtGui import QPainterPath, QTransform

from bptutor.foundation.typeset import Typeset
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer
from bptutor.ui.maths import Formula, formula

FORM = re.compile(r"(?P<letter>[^\^_]+)(?:\^\{(?P<above>[^{}]*)\})?(?:_\{(?P<below>[^{}]*)\})?")
BRACKETED = re.compile(r"[(\[]")
SCRIPT = 0.7
RAISED, LOWERED = 0.4, 0.22
ASCENDER = 0.21  # a superscript's baseline is this far below the top of a tall letter
BRACKETS = 0.09  # brackets around the layer push both a little farther
HAT = 0.14  # a hat sticks out over its letter
DIGIT = 0.5  # digits are equally wide
GAP = 0.05

LETTERS = ("x", "y", "z", "a", "b", "C", "E", "L", "J", "W", "w", r"\theta", r"\delta", r"\hat{y}")
OF_UPDATES = ("m", "v", "s", "d", r"\hat{m}", r"\hat{v}")  # what an optimiser remembers, and makes of it
# All that a drawing needs: to be shipped ready-made.
SIGNS = (*LETTERS, *OF_UPDATES, *"0123456789,+-()[]t")


class Symbol(Formula):
    """A formula that was put together; it measures and paints like a typeset one."""

    def __init__(self, tex: str, path: QPainterPath) -> None:
        # Not super().__init__: that would typeset.
        self.tex = tex
        self.inline = True
        self.problem = ""
        self._path = path
        box = path.boundingRect()
        depth = max(box.bottom(), 0.0)
        self._typeset = Typeset(b"", box.right(), depth - box.top(), depth)


def symbol(namer: Namer, key: Key) -> Formula:
    """The symbol of a value, the same one each time."""
    return symbol_of(namer.tex(key))


@lru_cache(maxsize=4096)
def symbol_of(tex: str) -> Formula:
    """The symbol that a short TeX text like \\theta^{2}_{12} names; any other is typeset whole."""
    found = FORM.fullmatch(tex)
    if found is None:
        return formula(tex)
    letter = formula(found["letter"].strip())
    path = QPainterPath(letter.path())
    path.setFillRule(path.fillRule().WindingFill)
    right = path.boundingRect().right() + GAP - (HAT if "hat" in letter.tex else 0.0)
    apart = BRACKETS if BRACKETED.match(found["above"] or "") else 0.0
    if above := found["above"]:
        _set_beside(path, above, right, -max(RAISED, letter.ascent - ASCENDER) - apart)
    if below := found["below"]:
        _set_beside(path, below, right - 0.04, LOWERED + apart)
    return Symbol(tex, path)


def _set_beside(path: QPainterPath, signs: str, x: float, y: float) -> None:
    """Add small signs with their baseline beginning at a point."""
    for sign in signs:
        outline = formula(sign).path()
        box = outline.boundingRect()
        advance = DIGIT if sign.isdigit() else box.width() + 2 * GAP
        shift = x + (advance - box.width()) / 2 * SCRIPT
        place = QTransform.fromTranslate(shift, y).scale(SCRIPT, SCRIPT).translate(-box.left(), 0)
        path.addPath(place.map(outline))
        x += advance * SCRIPT
