"""The digits 0 to 9 as 8 × 8 pixels, drawn here: 5 × 6 inside, with an empty edge to be moved in."""

from __future__ import annotations

import numpy as np

from bptutor.engine.arrays import Array, frozen

_DRAWN = """
.###. ..#.. .###. ####. ...#. ##### .###. ##### .###. .###.
#...# .##.. #...# ....# ..##. #.... #.... ....# #...# #...#
#...# ..#.. ...#. ..##. .#.#. ####. ####. ...#. .###. .####
#...# ..#.. ..#.. ....# ##### ....# #...# ..#.. #...# ....#
#...# ..#.. .#... #...# ...#. #...# #...# ..#.. #...# ....#
.###. .###. ##### .###. ...#. .###. .###. ..#.. .###. .###.
"""


def _read(drawn: str) -> Array:
    """(10, 8, 8), 1 where there is ink."""
    glyphs = np.zeros((10, 8, 8))
    for row, line in enumerate(drawn.split("\n")[1:-1]):
        for digit, marks in enumerate(line.split()):
            glyphs[digit, row + 1, 1:6] = [mark == "#" for mark in marks]
    return frozen(glyphs)


GLYPHS = _read(_DRAWN)
