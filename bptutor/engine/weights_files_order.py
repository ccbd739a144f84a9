"""In which order and which way round matrices chain into one network.

For a given order the best way round of all of them is found at once: what does not chain, or does not fit
its bias, is impossible; then what the names say counts most, then that neighbours lie the same way, then
(outputs, inputs), which is how this program writes weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bptutor.foundation.frozen import Frozen

MOST_TRIED = 20_000
LONGEST_SEARCHED = 12


class Piece(Frozen):
    """A matrix with its bias's name and size; `hint` is whether its name says (inputs, outputs)."""

    name: str
    bias: str | None
    shape: tuple[int, int]
    bias_size: int | None
    hint: bool | None

    def turned(self, turned: bool) -> tuple[int, int]:
        """(outputs, inputs)."""
        return (self.shape[1], self.shape[0]) if turned else self.shape

    def worth(self, turned: bool) -> int | None:
        """How well a way round suits it; None where the bias forbids it."""
        if self.bias_size is not None and self.turned(turned)[0] != self.bias_size:
            return None
        return (10 if self.hint is turned else 0) + (1 if not turned else 0)


Arranged = list[tuple[Piece, bool, bool]]


def arranged(pieces: Sequence[Piece]) -> Arranged | None:
    """The pieces from first layer to last, each with whether it is turned and whether that is sure."""
    by_name = sorted(pieces, key=lambda piece: natural(piece.name))
    for order in (by_name, list(pieces), *_by_shape(by_name)):
        ways = _ways(order)
        if ways is None:
            continue
        sure = [_ways(order, (at, not turned)) is None for at, turned in enumerate(ways)]
        return list(zip(order, ways, sure, strict=True))
    return None


def natural(name: str) -> list[tuple[bool, int, str]]:
    """A key that sorts fc2 before fc10."""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+|[0-9]+", name)
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def _ways(order: Sequence[Piece], forced: tuple[int, bool] | None = None) -> list[bool] | None:
    """The best ways round of pieces in an order (Viterbi 1967, over two states); None where there is none."""
    best: dict[bool, tuple[int, list[bool]]] = {}
    for at, piece in enumerate(order):
        following: dict[bool, tuple[int, list[bool]]] = {}
        for turned in (False, True):
            worth = piece.worth(turned)
            if worth is None or (forced is not None and forced == (at, not turned)):
                continue
            if at == 0:
                following[turned] = worth, [turned]
                continue
            fitting = [
                (score + worth + 3 * (before == turned), way)
                for before, (score, way) in best.items()
                if order[at - 1].turned(before)[0] == piece.turned(turned)[1]
            ]
            if fitting:
                score, way = max(fitting, key=lambda found: found[0])
                following[turned] = score, [*way, turned]
        best = following
    return max(best.values(), key=lambda found: found[0])[1] if best else None


def _by_shape(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Orders in which each takes what the one before gives, where neither names nor the file tell it."""
    if not 1 < len(pieces) <= LONGEST_SEARCHED:
        return
    tried = 0
    open_ends: list[list[int]] = [[first] for first in reversed(range(len(pieces)))]
    while open_ends and tried < MOST_TRIED:
        chain = open_ends.pop()
        tried += 1
        if len(chain) == len(pieces):
            yield [pieces[i] for i in chain]
            continue
        ends = set(pieces[chain[-1]].shape)
        rest = [i for i in range(len(pieces)) if i not in chain and ends & set(pieces[i].shape)]
        open_ends += [[*chain, i] for i in reversed(rest)]
