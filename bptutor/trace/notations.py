"""Notations: independent choices of how mathematics is written, which change no number.

The names `theta`, `w` and `bracket` are the source's way, that of many papers and that of many courses. Words
after a comma change one choice of them: `w,E,delta`, `bracket,rows,transposed`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import superscript


class Notation(Frozen):
    """A way of writing.

    `letters` says how weights are called: `theta`, `w` (a matrix of them is W) or `W`. `marks` says how a
    layer stands above a letter: `bare` 2, `round` (2) or `square` [2]. `cost` is the letter for the cost of
    one example. With `delta` ∂C/∂z is δ, and gradients are products with it. With `rows` vectors are rows:
    z = aWᵀ + b. With `transposed` a matrix of weights has a column a neuron, and *from* is the first index.
    """

    letters: str = "theta"
    marks: str = "bare"
    cost: str = "C"
    delta: bool = False
    rows: bool = False
    transposed: bool = False

    @property
    def name(self) -> str:
        """The name that files and commands have for it: the same notation has the same name."""
        base = next(name for name, (letters, _marks) in BASES.items() if letters == self.letters)
        words = [base, *([self.marks] if self.marks != BASES[base][1] else [])]
        words += [self.cost] if self.cost != "C" else []
        words += [word for word in ("delta", "rows", "transposed") if getattr(self, word)]
        return ",".join(words)

    @property
    def title(self) -> str:
        """What it looks like in a few letters."""
        mark = self.mark
        weight = self.weight + ("" if self.layer_below else mark)
        said = [f"{weight}, z{mark}, a{mark}"]
        said += [self.cost] if self.cost != "C" else []
        said += ["δ"] if self.delta else []
        said += [self.product] if self.rows or self.transposed else []
        return " · ".join(said)

    @property
    def mark(self) -> str:
        """How any layer l is marked: ˡ, ⁽ˡ⁾ or [l]."""
        return {"bare": "ˡ", "round": "⁽ˡ⁾", "square": "[l]"}[self.marks]

    @property
    def product(self) -> str:
        """How weights and what comes in are multiplied: Wa, aWᵀ."""
        matrix = self.matrix + ("" if self.rows == self.transposed else "ᵀ")
        return f"a{matrix}" if self.rows else f"{matrix}a"

    @property
    def layer_below(self) -> bool:
        """Whether the layer of a parameter stands below where every layer is one neuron wide."""
        return self.marks == "bare"

    @property
    def weight(self) -> str:
        """The letter of one weight."""
        return "θ" if self.letters == "theta" else self.letters

    @property
    def matrix(self) -> str:
        """The letter of a matrix of weights."""
        return "θ" if self.letters == "theta" else "W"

    def layer_tex(self, layer: int) -> str:
        """The layer's mark inside a superscript: 2, (2) or [2]."""
        left, right = BRACKETS[self.marks]
        return f"{left}{layer}{right}"

    def layer_plain(self, layer: int) -> str:
        """The layer's mark in plain text: ², ⁽²⁾ or [2]."""
        match self.marks:
            case "round":
                return f"⁽{superscript(layer)}⁾"
            case "square":
                return f"[{layer}]"
            case _:
                return superscript(layer)


BASES: Final = {"theta": ("theta", "bare"), "w": ("w", "round"), "bracket": ("W", "square")}
BRACKETS: Final = {"bare": ("", ""), "round": ("(", ")"), "square": ("[", "]")}
NOTATIONS = {name: Notation(letters, marks) for name, (letters, marks) in BASES.items()}
SOURCE = NOTATIONS["theta"]
OFFERED: Final = ("theta", "w", "bracket", "theta,delta", "w,E,delta", "bracket,L,delta,rows,transposed")

WORDS: Final[dict[str, dict[str, str | bool]]] = {
    **{name: {"letters": letters, "marks": marks} for name, (letters, marks) in BASES.items()},
    "W": {"letters": "W"},
    **{marks: {"marks": marks} for marks in BRACKETS},
    **{cost: {"cost": cost} for cost in "CEL"},
    "derivatives": {"delta": False},
    "delta": {"delta": True},
    "columns": {"rows": False},
    "rows": {"rows": True},
    "straight": {"transposed": False},
    "transposed": {"transposed": True},
}
HOW = "theta, w or bracket, and after commas any of bare, round, square, C, E, L, delta, rows, transposed"


@lru_cache(maxsize=64)
def notation_named(name: str) -> Notation:
    """The notation of that name, always the same one. Raises TutorError that lists the words."""
    found = SOURCE
    for word in name.split(","):
        if word.strip() not in WORDS:
            raise TutorError(f"there is no notation “{name}”: choose {HOW}")
        found = replace(found, **WORDS[word.strip()])
    return found


def is_notation(name: str) -> bool:
    """Whether a notation has that name."""
    return all(word.strip() in WORDS for word in name.split(","))
