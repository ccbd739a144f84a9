"""Names of values: `theta[2][1,3]`, `dC/dz[2][1]`, `dz[2][1]/da[1][3]`.

Layers, neurons and inputs are counted from 1. A key whose `j` is 0 names the whole layer: `a[2]`. Products
have names too, made of their factors' names (`theta[2][1,3]*a[1][3]`), and so do sums over the first n
examples (`sum[1..3](dC/db[1][1])`): then every number that a step mentions can be looked up.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from bptutor.foundation.errors import TutorError


class Kind(Enum):
    """What a key names; the value is how it is written, with l, j, k, n and p = l − 1, the parameter {w} that
    an optimiser's number is about, and its gradient {g}."""

    X = "x[{j}]"
    Y = "y[{j}]"
    THETA = "theta[{l}][{j},{k}]"
    B = "b[{l}][{j}]"
    Z = "z[{l}][{j}]"
    A = "a[{l}][{j}]"
    C = "C"
    C_SHARE = "C[{j}]"
    J = "J"
    RATE = "learning_rate"
    COUNT = "m"
    DA_DZ = "da[{l}][{j}]/dz[{l}][{k}]"
    DZ_DA = "dz[{l}][{j}]/da[{p}][{k}]"
    DZ_DTHETA = "dz[{l}][{j}]/dtheta[{l}][{j},{k}]"
    DZ_DB = "dz[{l}][{j}]/db[{l}][{j}]"
    DC_DA = "dC/da[{l}][{j}]"
    DC_DZ = "dC/dz[{l}][{j}]"
    DC_DTHETA = "dC/dtheta[{l}][{j},{k}]"
    DC_DB = "dC/db[{l}][{j}]"
    THETA_NEW = "theta+[{l}][{j},{k}]"
    B_NEW = "b+[{l}][{j}]"
    DJ_DTHETA = "dJ/dtheta[{l}][{j},{k}]"
    DJ_DB = "dJ/db[{l}][{j}]"
    WEIGHTED = "theta[{l}][{j},{k}]*a[{p}][{k}]"
    WEIGHTED_INPUT = "theta[{l}][{j},{k}]*x[{k}]"
    OVER_Z = "dC/dz[{l}][{j}]*dz[{l}][{j}]/da[{p}][{k}]"
    OVER_A = "dC/da[{l}][{j}]*da[{l}][{j}]/dz[{l}][{k}]"
    RATE_DC_DTHETA = "learning_rate*dC/dtheta[{l}][{j},{k}]"
    RATE_DC_DB = "learning_rate*dC/db[{l}][{j}]"
    RATE_DJ_DTHETA = "learning_rate*dJ/dtheta[{l}][{j},{k}]"
    RATE_DJ_DB = "learning_rate*dJ/db[{l}][{j}]"
    SUM_C = "sum[1..{n}](C)"
    SUM_DC_DTHETA = "sum[1..{n}](dC/dtheta[{l}][{j},{k}])"
    SUM_DC_DB = "sum[1..{n}](dC/db[{l}][{j}])"
    MOMENTUM = "momentum"
    DECAY = "decay"
    REST = "1-decay"
    BETA1 = "beta1"
    BETA2 = "beta2"
    REST1 = "1-beta1"
    REST2 = "1-beta2"
    CORRECTION1 = "1-beta1^t"
    CORRECTION2 = "1-beta2^t"
    EPSILON = "epsilon"
    M = "m({w})"
    V = "v({w})"
    S = "s({w})"
    M_NEW = "m+({w})"
    V_NEW = "v+({w})"
    S_NEW = "s+({w})"
    M_HAT = "mhat({w})"
    V_HAT = "vhat({w})"
    AHEAD = "ahead({w})"
    SQUARE = "{g}*{g}"
    KEPT_VELOCITY = "momentum*v({w})"
    AHEAD_VELOCITY = "momentum*v+({w})"
    KEPT_S = "decay*s({w})"
    ADDED_S = "(1-decay)*{g}*{g}"
    KEPT_M = "beta1*m({w})"
    ADDED_M = "(1-beta1)*{g}"
    KEPT_V = "beta2*v({w})"
    ADDED_V = "(1-beta2)*{g}*{g}"
    ROOT_S = "root(s+({w}))"
    ROOT_V = "root(vhat({w}))"
    BELOW_S = "root(s+({w}))+epsilon"
    BELOW_V = "root(vhat({w}))+epsilon"
    RATIO = "ratio({w})"
    CHANGE = "change({w})"

    # Members are unique, identity will do; Enum's own hash is written in Python, and keys are often hashed.
    __hash__ = object.__hash__


class Key(NamedTuple):
    """The name of one value. Unused places are 0; j = 0 where a layer has them names the whole layer."""

    kind: Kind
    layer: int = 0
    j: int = 0
    k: int = 0
    n: int = 0

    def of_kind(self, kind: Kind) -> Key:
        """Another value of the same place."""
        return Key(kind, self.layer, self.j, self.k, self.n)

    def __str__(self) -> str:
        form = _written_out(self.kind, self.n) if self.kind in OF_A_PARAMETER else self.kind.value
        text = form.format(l=self.layer, j=self.j, k=self.k, p=self.layer - 1, n=self.n)
        return _WHOLE.sub("", text) if self.j == 0 else text


_WHOLE = re.compile(r"\[0(,0)?\]")
C = Key(Kind.C)
J = Key(Kind.J)
RATE = Key(Kind.RATE)

PARAMETERS = frozenset({Kind.THETA, Kind.B})
GRADIENTS = {Kind.THETA: Kind.DC_DTHETA, Kind.B: Kind.DC_DB}
J_GRADIENTS = {Kind.THETA: Kind.DJ_DTHETA, Kind.B: Kind.DJ_DB}
UPDATED = {Kind.THETA: Kind.THETA_NEW, Kind.B: Kind.B_NEW}
FACTORS = frozenset({Kind.DA_DZ, Kind.DZ_DA, Kind.DZ_DTHETA, Kind.DZ_DB})

# The n of a key that an optimiser makes: what its parameter is, and what is differentiated.
OF_J, OF_BIAS = 1, 2
WITH_GRADIENT = frozenset(kind for kind in Kind if "{g}" in kind.value)
OF_A_PARAMETER = WITH_GRADIENT.union(kind for kind in Kind if "{w}" in kind.value)
SETTINGS = frozenset(
    {Kind.MOMENTUM, Kind.DECAY, Kind.REST, Kind.EPSILON, Kind.BETA1, Kind.BETA2, Kind.REST1, Kind.REST2}
    | {Kind.CORRECTION1, Kind.CORRECTION2}
)


class NameOfValueError(TutorError):
    """A text that is not the name of a value."""


def parse(text: str) -> Key:
    """The key that a text names; the inverse of `str`. Raises NameOfValueError with the nearest forms."""
    compact = text.replace(" ", "")
    for patterns in (_patterns, _patterns_of_optimisers):
        for kind, places, pattern in patterns():
            if match := pattern.fullmatch(compact):
                found = {name: int(number) for name, number in match.groupdict().items()}
                return _key(kind, places | found, text)
    raise NameOfValueError(
        f"“{text}” is not the name of a value: they look like theta[2][1,3], dC/dz[2][1] or C"
    )


def _key(kind: Kind, places: dict[str, int], text: str) -> Key:
    layer = places.get("l", 0)
    if (
        any(number < 1 for name, number in places.items() if name != "p")
        or places.get("p", layer - 1) != layer - 1
    ):
        raise NameOfValueError(f"“{text}” is not the name of a value: layers and neurons are counted from 1")
    return Key(kind, layer, places.get("j", 0), places.get("k", 0), places.get("n", 0))


@cache
def _patterns() -> list[tuple[Kind, dict[str, int], re.Pattern[str]]]:
    return [(kind, {}, _pattern(kind.value)) for kind in Kind if kind not in OF_A_PARAMETER]


@cache
def _patterns_of_optimisers() -> list[tuple[Kind, dict[str, int], re.Pattern[str]]]:
    """Apart, because hardly anybody ever asks for one of them: reading the names of values stays quick."""
    return [
        (kind, {"n": of} if of else {}, _pattern(_written_out(kind, of)))
        for kind in Kind
        if kind in OF_A_PARAMETER
        for of in ((0, OF_J, OF_BIAS, OF_J | OF_BIAS) if kind in WITH_GRADIENT else (0, OF_BIAS))
    ]


def _written_out(kind: Kind, of: int) -> str:
    """The form of a kind that is about a parameter, with the forms of that and of its gradient put in."""
    own = Kind.B if of & OF_BIAS else Kind.THETA
    gradient = (J_GRADIENTS if of & OF_J else GRADIENTS)[own]
    return kind.value.replace("{w}", own.value).replace("{g}", gradient.value)


def _pattern(form: str) -> re.Pattern[str]:
    """A form as a regular expression; a place that comes twice must be the same number twice."""
    seen: set[str] = set()

    def place(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return rf"(?P<{name}>\d{{1,7}})"

    return re.compile(re.sub(r"\\\{(\w)\\\}", place, re.escape(form)))
