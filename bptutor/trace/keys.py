"""Names of values: `theta[2][1,3]`, `dC/dz[2][1]`, `dz[2][1]/da[1][3]`.

Layers, neurons and inputs are counted from 1. A key whose `j` is 0 names the whole layer: `a[2]`. Products
have names too, made of their factors' names (`theta[2][1,3]*a[1][3]`), and so do sums over the first n
examples (`sum[1..3](dC/db[1][1])`): then every number that a step mentions can be looked up.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from bptutor.foundation.errors import TutorError


class Kind(Enum):
    """What a key names; the value is how it is written, with l, j, k, n and p = l − 1."""

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

    # Members are unique, identity will do; Enum's own hash is written in Python, and keys are often hashed.
    __hash__ = object.__hash__


class Key(NamedTuple):
    """The name of one value. Unused places are 0; j = 0 where a layer has them names the whole layer."""

    kind: Kind
    layer: int = 0
    j: int = 0
    k: int = 0
    n: int = 0

    def __str__(self) -> str:
        text = self.kind.value.format(l=self.layer, j=self.j, k=self.k, p=self.layer - 1, n=self.n)
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


class NameOfValueError(TutorError):
    """A text that is not the name of a value."""


def parse(text: str) -> Key:
    """The key that a text names; the inverse of `str`. Raises NameOfValueError with the nearest forms."""
    compact = text.replace(" ", "")
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(compact):
            return _key(kind, {name: int(number) for name, number in match.groupdict().items()}, text)
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


def _pattern(kind: Kind) -> re.Pattern[str]:
    """The kind's form as a regular expression; a place that comes twice must be the same number twice."""
    seen: set[str] = set()

    def place(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return rf"(?P<{name}>\d{{1,7}})"

    return re.compile(re.sub(r"\\\{(\w)\\\}", place, re.escape(kind.value)))


_PATTERNS = [(kind, _pattern(kind)) for kind in Kind]
