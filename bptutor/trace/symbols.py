"""How a value is written: as TeX, as plain text, and spoken; in one of several notations.

In the source's notation the layer is a superscript on z and a and a subscript on θ and b, as long as every
layer is one neuron wide; wider networks add neuron indices (z²_j, θ²_jk), and only where they say something.
"""

from __future__ import annotations

from collections.abc import Callable

from bptutor.engine.network import Network
from bptutor.foundation.numbers import subscript, superscript
from bptutor.trace.keys import Key, Kind
from bptutor.trace.notations import NOTATIONS, SOURCE, Notation, notation_named
from bptutor.trace.optimiser_keys import OPTIMISER_KINDS

__all__ = ["DERIVATIVES", "NOTATIONS", "PRODUCTS", "SOURCE", "Namer", "Notation", "notation_named"]

DERIVATIVES: dict[Kind, tuple[Kind, Kind]] = {
    Kind.DC_DA: (Kind.C, Kind.A),
    Kind.DC_DZ: (Kind.C, Kind.Z),
    Kind.DC_DTHETA: (Kind.C, Kind.THETA),
    Kind.DC_DB: (Kind.C, Kind.B),
    Kind.DJ_DTHETA: (Kind.J, Kind.THETA),
    Kind.DJ_DB: (Kind.J, Kind.B),
    Kind.DA_DZ: (Kind.A, Kind.Z),
    Kind.DZ_DA: (Kind.Z, Kind.A),
    Kind.DZ_DTHETA: (Kind.Z, Kind.THETA),
    Kind.DZ_DB: (Kind.Z, Kind.B),
}

PRODUCTS: dict[Kind, tuple[Kind, Kind]] = {
    Kind.WEIGHTED: (Kind.THETA, Kind.A),
    Kind.WEIGHTED_INPUT: (Kind.THETA, Kind.X),
    Kind.OVER_Z: (Kind.DC_DZ, Kind.DZ_DA),
    Kind.OVER_A: (Kind.DC_DA, Kind.DA_DZ),
    Kind.RATE_DC_DTHETA: (Kind.RATE, Kind.DC_DTHETA),
    Kind.RATE_DC_DB: (Kind.RATE, Kind.DC_DB),
    Kind.RATE_DJ_DTHETA: (Kind.RATE, Kind.DJ_DTHETA),
    Kind.RATE_DJ_DB: (Kind.RATE, Kind.DJ_DB),
}

SUMS: dict[Kind, Kind] = {
    Kind.SUM_C: Kind.C,
    Kind.SUM_DC_DTHETA: Kind.DC_DTHETA,
    Kind.SUM_DC_DB: Kind.DC_DB,
}


def derivative_parts(key: Key) -> tuple[Key, Key]:
    """What is differentiated, and by what: ∂z²_1/∂a¹_3 -> z²_1, a¹_3."""
    above, below = DERIVATIVES[key.kind]
    match key.kind:
        case Kind.DA_DZ:
            return Key(above, key.layer, key.j), Key(below, key.layer, key.k)
        case Kind.DZ_DA:
            return Key(above, key.layer, key.j), Key(below, key.layer - 1, key.k)
        case Kind.DZ_DTHETA | Kind.DZ_DB:
            return Key(above, key.layer, key.j), Key(below, key.layer, key.j, key.k)
        case _:
            return Key(above), Key(below, key.layer, key.j, key.k)


def product_parts(key: Key) -> tuple[Key, Key]:
    """The two factors of a key that names a product."""
    left, right = PRODUCTS[key.kind]
    match key.kind:
        case Kind.WEIGHTED | Kind.WEIGHTED_INPUT:
            layer = key.layer - 1 if key.kind is Kind.WEIGHTED else 0
            return Key(left, key.layer, key.j, key.k), Key(right, layer, key.k)
        case Kind.OVER_Z | Kind.OVER_A:
            return Key(left, key.layer, key.j), Key(right, key.layer, key.j, key.k)
        case _:
            return Key(left), key.of_kind(right)


MOST_KEPT = 20_000  # names of one kind, before they are written anew
MOST_NAMERS = 8


class Namer:
    """Writes keys of one network in one notation. Names are kept: a step writes the same forty again."""

    def __init__(self, network: Network, notation: Notation = SOURCE) -> None:
        self.notation = notation
        self._activations = tuple(layer.activation for layer in network.layers)
        self.widths = network.widths
        self.depth = network.depth
        self.thin = all(width == 1 for width in network.widths)
        self._names: dict[str, dict[Key, str]] = {"tex": {}, "plain": {}, "spoken": {}}

    def tex(self, key: Key) -> str:
        """The key as TeX: \\frac{\\partial C}{\\partial z^{3}}."""
        return self._kept("tex", key, self._tex)

    def plain(self, key: Key) -> str:
        """The key in a line of text: ∂C/∂z³, θ²₁₂, ŷ₁."""
        return self._kept("plain", key, self._plain)

    def spoken(self, key: Key) -> str:
        """The key as it is read aloud: dC by dz3, theta2 row 1 column 2."""
        return self._kept("spoken", key, self._spoken)

    def _kept(self, kind: str, key: Key, write: Callable[[Key], str]) -> str:
        names = self._names[kind]
        if key not in names:
            if len(names) >= MOST_KEPT:
                names.clear()
            names[key] = write(key)
        return names[key]

    def _tex(self, key: Key) -> str:
        if key.kind in OPTIMISER_KINDS:
            from bptutor.trace import optimiser_symbols

            return optimiser_symbols.tex(key)
        if self.is_quotient(key):
            above, below = derivative_parts(key)
            return rf"\frac{{\partial {self.tex(above)}}}{{\partial {self.tex(below)}}}"
        if key.kind in PRODUCTS:
            return r" \, ".join(self.factor_tex(part) for part in product_parts(key))
        if key.kind in SUMS:
            summand = self.tex(key._replace(kind=SUMS[key.kind], n=0))
            return rf"\sum_{{i=1}}^{{{key.n}}} {summand}"
        letter, layer, indices = self._parts(key, tex=True)
        return letter + (f"^{{{layer}}}" if layer else "") + (f"_{{{indices}}}" if indices else "")

    def inline_tex(self, key: Key) -> str:
        """The key as TeX in a line of text: with a slash, since a fraction is too small to read there."""
        if not self.is_quotient(key):
            return self.tex(key)
        above, below = derivative_parts(key)
        return rf"\partial {self.tex(above)} / \partial {self.tex(below)}"

    def is_quotient(self, key: Key) -> bool:
        """Whether the key is written as a derivative, ∂ by ∂."""
        return key.kind in DERIVATIVES and not (self.notation.delta and key.kind is Kind.DC_DZ)

    def as_factor(self, key: Key) -> Key:
        """What a factor is called where it is multiplied: in the δ form ∂z/∂θ is the a that it is, ∂z/∂a
        the θ."""
        if not self.notation.delta:
            return key
        match key.kind:
            case Kind.DZ_DA:
                return Key(Kind.THETA, key.layer, key.j, key.k)
            case Kind.DZ_DTHETA:
                return Key(Kind.A if key.layer > 1 else Kind.X, key.layer - 1, key.k)
            case _:
                return key

    def factor_tex(self, key: Key) -> str:
        """A factor as TeX where it is multiplied; in the δ form ∂a/∂z is g′(z)."""
        if self.notation.delta and key.kind is Kind.DA_DZ:
            own = self._activations[key.layer - 1]
            if not own.mixes:
                return rf"{own.tex_symbol}'({self.tex(Key(Kind.Z, key.layer, key.j))})"
        return self.tex(self.as_factor(key))

    def _plain(self, key: Key) -> str:
        if key.kind in OPTIMISER_KINDS:
            from bptutor.trace import optimiser_symbols

            return optimiser_symbols.plain(key, self.plain)
        if self.is_quotient(key):
            above, below = derivative_parts(key)
            return f"∂{self.plain(above)}/∂{self.plain(below)}"
        if key.kind in PRODUCTS:
            return " · ".join(self.plain(self.as_factor(part)) for part in product_parts(key))
        if key.kind in SUMS:
            return f"Σ{superscript(key.n)} {self.plain(key._replace(kind=SUMS[key.kind], n=0))}"
        return "".join(self._parts(key, tex=False))

    def _spoken(self, key: Key) -> str:
        if key.kind in OPTIMISER_KINDS:
            from bptutor.trace import optimiser_symbols

            return optimiser_symbols.spoken(key, self.spoken)
        if self.is_quotient(key):
            above, below = derivative_parts(key)
            return f"d{self.spoken(above)} by d{self.spoken(below)}"
        if key.kind in PRODUCTS:
            return " times ".join(self.spoken(self.as_factor(part)) for part in product_parts(key))
        if key.kind in SUMS:
            return f"the sum of {key.n} times {self.spoken(key._replace(kind=SUMS[key.kind], n=0))}"
        letter = self._letter(key, spoken=True)
        layer = str(key.layer) if self._has_layer(key) else ""
        indices = self._indices(key, lambda numbers: " " + " ".join(map(str, numbers)))
        return f"{letter}{layer}{indices}{' plus' if key.kind in NEW else ''}"

    def _parts(self, key: Key, tex: bool) -> tuple[str, str, str]:
        """Letter, superscript and subscript."""
        letter = self._letter(key, tex=tex)
        mark = self.notation.layer_tex if tex else self.notation.layer_plain
        layer = mark(key.layer) if self._has_layer(key) else ""
        join: Callable[[list[int]], str] = _index_tex if tex else _index_plain
        below = self._indices(key, join)
        if self.thin and self.notation.layer_below and key.kind in ON_PARAMETERS:
            layer, below = "", str(key.layer) if tex else subscript(key.layer)
        if key.kind in NEW:
            layer, below = (layer + "+", below) if tex else (layer, below + "⁺")
        return letter, layer, below

    def _letter(self, key: Key, tex: bool = False, spoken: bool = False) -> str:
        if key.kind in WEIGHTS:
            letter = self.notation.matrix if key.j == 0 else self.notation.weight
            if letter == "θ":
                return r"\theta" if tex else "theta" if spoken else letter
            return "w" if spoken else letter
        if key.kind is Kind.DC_DZ:
            return r"\delta" if tex else "delta" if spoken else "δ"
        if key.kind is Kind.A and key.layer == self.depth:
            return r"\hat{y}" if tex else "yhat" if spoken else "ŷ"
        if key.kind is Kind.A and key.layer == 0:
            return "x"
        if key.kind is Kind.RATE:
            return r"\eta" if tex else "learning rate" if spoken else "η"
        return self.notation.cost if key.kind in COST else LETTERS[key.kind]

    def _has_layer(self, key: Key) -> bool:
        return key.layer > 0 and not (key.kind is Kind.A and key.layer == self.depth)

    def _indices(self, key: Key, join: Callable[[list[int]], str]) -> str:
        if key.j == 0:
            return ""
        if key.kind in WEIGHTS:
            order = [key.k, key.j] if self.notation.transposed else [key.j, key.k]
            return "" if self.thin else join(order)
        return join([key.j]) if self._width(key) > 1 else ""

    def _width(self, key: Key) -> int:
        match key.kind:
            case Kind.X:
                return self.widths[0]
            case Kind.Y | Kind.C_SHARE:
                return self.widths[-1]
            case _:
                return self.widths[key.layer]


_namers: dict[tuple[object, ...], Namer] = {}


def namer_of(network: Network, notation: Notation) -> Namer:
    """The namer of a network with the names that it has written, which are the same for all networks that
    differ in their numbers only."""
    shape = network.widths, tuple(layer.activation.name for layer in network.layers), notation
    if shape not in _namers:
        if len(_namers) >= MOST_NAMERS:
            _namers.clear()
        _namers[shape] = Namer(network, notation)
    return _namers[shape]


WEIGHTS = frozenset({Kind.THETA, Kind.THETA_NEW})
NEW = frozenset({Kind.THETA_NEW, Kind.B_NEW})
COST = frozenset({Kind.C, Kind.C_SHARE})
ON_PARAMETERS = frozenset({Kind.THETA, Kind.THETA_NEW, Kind.B, Kind.B_NEW})
LETTERS = {
    Kind.X: "x",
    Kind.Y: "y",
    Kind.B: "b",
    Kind.B_NEW: "b",
    Kind.Z: "z",
    Kind.A: "a",
    Kind.J: "J",
    Kind.COUNT: "m",
}


def _index_tex(numbers: list[int]) -> str:
    return _joined(numbers)


def _index_plain(numbers: list[int]) -> str:
    return "".join(subscript(int(part)) if part.isdigit() else part for part in _pieces(numbers))


def _joined(numbers: list[int]) -> str:
    """12 for (1, 2), but 10,2 for (10, 2)."""
    return "".join(_pieces(numbers))


def _pieces(numbers: list[int]) -> list[str]:
    comma = any(number > 9 for number in numbers)
    pieces: list[str] = []
    for place, number in enumerate(numbers):
        if comma and place:
            pieces.append(",")
        pieces.append(str(number))
    return pieces
