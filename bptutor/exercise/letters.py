"""The cost's own letter in sentences that are written with C."""

from __future__ import annotations

import re

from bptutor.trace.symbols import Notation

# Neither a letter of a word nor one that the learner wrote, which is quoted.
_COST = re.compile(r"(?<![\w“])C(?!\w)")


def in_letters(text: str, notation: Notation) -> str:
    """The text with the notation's letter for the cost: ∂E/∂z, “E grows when …”."""
    return text if notation.cost == "C" else _COST.sub(notation.cost, text)
