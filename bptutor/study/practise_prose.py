"""Questions, hints and verdicts as words and symbols: they come as a line of text, and names of values in it
are found again, so that a panel can typeset them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from bptutor.engine.network import Network
from bptutor.study.views.step_view import SymbolView, symbol
from bptutor.trace.keys import C, J, Key, Kind
from bptutor.trace.symbols import SOURCE, Namer, Notation

Said: TypeAlias = tuple[str | SymbolView, ...]
MOST_PARAMETERS = 400  # of larger networks the names stay plain text
PER_NEURON = (Kind.Z, Kind.A, Kind.B, Kind.B_NEW, Kind.DC_DZ, Kind.DC_DA, Kind.DC_DB, Kind.DZ_DB, Kind.DJ_DB)
PER_WEIGHT = (Kind.THETA, Kind.THETA_NEW, Kind.DC_DTHETA, Kind.DZ_DTHETA, Kind.DJ_DTHETA)


class Prose:
    """Finds the names of one network's values in texts that were written in notation `written`, and gives
    their symbols in notation `shown`."""

    def __init__(self, network: Network, written: Notation = SOURCE, shown: Notation = SOURCE) -> None:
        self._namer = Namer(network, shown)
        namer = Namer(network, written)
        small = network.parameters <= MOST_PARAMETERS
        self._keys = {namer.plain(key): key for key in _keys(network)} if small else {}
        names = sorted(self._keys, key=len, reverse=True)
        # A letter of a word is no name: C in “Compare”, x in “max”.
        choice = "|".join(re.escape(name) for name in names) or "(?!)"
        self._pattern = re.compile(rf"(?<![^\W_])(?:{choice})(?![^\W_])")

    def said(self, text: str) -> Said:
        """The text as words and symbols."""
        parts: list[str | SymbolView] = []
        end = 0
        for found in self._pattern.finditer(text):
            if found.start() > end:
                parts.append(text[end : found.start()])
            parts.append(symbol(self._keys[found[0]], self._namer))
            end = found.end()
        if end < len(text):
            parts.append(text[end:])
        return tuple(parts)


@lru_cache(maxsize=8)
def prose_of(network: Network, written: Notation = SOURCE, shown: Notation = SOURCE) -> Prose:
    """The prose of a network; always the same one."""
    return Prose(network, written, shown)


def plain_text(said: Said) -> str:
    """The line again."""
    return "".join(part if isinstance(part, str) else part.plain for part in said)


def _keys(network: Network) -> Iterator[Key]:
    yield from (C, J)
    yield from (Key(Kind.X, 0, j) for j in range(1, network.widths[0] + 1))
    yield from (Key(Kind.Y, 0, j) for j in range(1, network.widths[-1] + 1))
    for layer in range(1, network.depth + 1):
        inputs = range(1, network.widths[layer - 1] + 1)
        mixes = network.layers[layer - 1].activation.mixes
        for j in range(1, network.widths[layer] + 1):
            yield from (Key(kind, layer, j) for kind in PER_NEURON)
            yield from (Key(kind, layer, j, k) for kind in PER_WEIGHT for k in inputs)
            if layer > 1:
                yield from (Key(Kind.DZ_DA, layer, j, k) for k in inputs)
            others = range(1, network.widths[layer] + 1) if mixes else (j,)
            yield from (Key(Kind.DA_DZ, layer, j, k) for k in others)
