"""Rectangles and sizes of a chain: what its layout is worked out from and what it comes to, without Qt."""

from __future__ import annotations

from typing import NamedTuple

from bptutor.foundation.frozen import Frozen


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)


NOWHERE = Box(0, 0, 0, 0)


class Size(NamedTuple):
    width: float = 0
    height: float = 0


NONE = Size()


class Content(Frozen):
    """The sizes of what is in a card, of the sign before it and of the caption beneath it; zero for none."""

    symbol: Size
    value: Size
    rule: Size = NONE
    numbers: Size = NONE
    caption: Size = NONE
    joiner: Size = NONE
    narrow: bool = False  # may be less wide than a card is at least
    marked: bool = False  # may have a mark in its upper right corner


class Measures(Frozen):
    """The lengths of the design, scaled.

    `gap` is between things side by side, `rise` between lines. `least` and `most` are widths of a card,
    `tall` is the height that a stacked card takes where it has room. `mark` is how far from the right edge
    a mark in the corner begins.
    """

    pad_x: float
    pad_y: float
    gap: float
    rise: float
    least: float
    most: float
    tall: float
    joiner: float
    row_gap: float
    label: float
    mark: float = 0


class Placed(Frozen):
    """A card and what is in it, all in the coordinates of the whole."""

    box: Box
    symbol: Box = NOWHERE
    rule: Box = NOWHERE
    numbers: Box = NOWHERE
    value: Box = NOWHERE
    joiner: Box = NOWHERE
    caption: Box = NOWHERE


class Laid(Frozen):
    """The whole. `labels` stand before rows, `hairline` over the sum."""

    cards: tuple[Placed, ...]
    extent: Size
    labels: tuple[Box, ...] = ()
    hairline: Box = NOWHERE
