"""Where the cards of a chain stand: rectangles from sizes, without Qt.

A card is stacked (symbol, rule, numbers, value one under another), beside (symbol at the left, rule over
value at its right) where height is short, or in line (symbol = rule value) in the rows of a sum over paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


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

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)


NOWHERE = Box(0, 0, 0, 0)


class Size(NamedTuple):
    width: float = 0
    height: float = 0


NONE = Size()
BETWEEN = 3  # gaps between a symbol and what stands beside it


@dataclass(frozen=True, slots=True)
class Content:
    """The sizes of what is in a card, of the sign before it and of the caption beneath it; zero for none."""

    symbol: Size
    value: Size
    rule: Size = NONE
    numbers: Size = NONE
    caption: Size = NONE
    joiner: Size = NONE
    narrow: bool = False  # may be less wide than a card is at least


@dataclass(frozen=True, slots=True)
class Measures:
    """The lengths of the design, scaled.

    `gap` is between things side by side, `rise` between lines. `least` and `most` are widths of a card,
    `tall` is the height that a stacked card takes where it has room.
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


@dataclass(frozen=True, slots=True)
class Placed:
    """A card and what is in it, all in the coordinates of the whole."""

    box: Box
    symbol: Box = NOWHERE
    rule: Box = NOWHERE
    numbers: Box = NOWHERE
    value: Box = NOWHERE
    joiner: Box = NOWHERE
    caption: Box = NOWHERE


@dataclass(frozen=True, slots=True)
class Laid:
    """The whole. `labels` stand before rows, `hairline` over the sum."""

    cards: tuple[Placed, ...]
    extent: Size
    labels: tuple[Box, ...] = ()
    hairline: Box = NOWHERE


def card_at(laid: Laid, x: float, y: float) -> int | None:
    """The number of the card at a point."""
    return next((number for number, card in enumerate(laid.cards) if card.box.holds(x, y)), None)


def in_a_row(contents: Sequence[Content], room: Size, m: Measures) -> Laid:
    """Cards side by side: stacked, closely stacked, or beside, whichever the room is high enough for."""
    for lengths in (m, _close(m)):
        laid = _row(contents, room, lengths, stacked=True)
        if laid.extent.height <= room.height:
            return laid
    laid = _row(contents, room, m, stacked=False)
    return laid if laid.extent.height <= room.height else _row(contents, room, _close(m), stacked=False)


def _close(m: Measures) -> Measures:
    return replace(m, pad_y=m.pad_y / 2, rise=m.rise / 2, row_gap=m.row_gap / 2)


def _row(contents: Sequence[Content], room: Size, m: Measures, stacked: bool) -> Laid:
    tallest = _tallest(contents)
    beneath = m.rise + tallest.caption.height if tallest.caption.height else 0.0
    inner = _stack_height(tallest, m) if stacked else _beside_height(contents)
    height = inner + 2 * m.pad_y
    if stacked:
        height = max(height, min(m.tall, room.height - beneath))
    joiners = [max(m.joiner, c.joiner.width + m.gap) if c.joiner.width else 0.0 for c in contents]
    wanted = [_width(content, m, stacked) for content in contents]
    widths = spread(wanted, room.width - sum(joiners), m.most)
    placed: list[Placed] = []
    x = 0.0
    for content, joiner, width in zip(contents, joiners, widths, strict=True):
        sign = Box(x, 0, joiner, height)
        box = Box(x + joiner, 0, width, height)
        caption = Box(box.x, height + m.rise, width, tallest.caption.height)
        fill = _stacked(content, tallest, box, m) if stacked else _beside(content, box, m)
        placed.append(_with(fill, sign, caption))
        x = box.right
    return Laid(tuple(placed), Size(x, height + beneath))


def in_rows(rows: Sequence[Sequence[Content]], total: Content, room: Size, m: Measures) -> Laid:
    """Paths one under another, in columns: label, factors, product; beneath a hairline their sum."""
    laid = _rows(rows, total, room, m)
    tight = replace(_close(m), pad_y=m.pad_y / 3)
    return laid if laid.extent.height <= room.height else _rows(rows, total, room, tight)


def _rows(rows: Sequence[Sequence[Content]], total: Content, room: Size, m: Measures) -> Laid:
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    columns[-1].append(total)
    joiners = [max(m.joiner, *(c.joiner.width + m.gap for c in column)) for column in columns]
    joiners[0] = 0.0
    wanted = [max(_line_width(content, m) for content in column) for column in columns]
    widths = spread(wanted, room.width - m.label - sum(joiners), 1.35 * m.most)
    everything = [content for row in rows for content in row] + [total]
    height = max(max(c.symbol.height, c.rule.height, c.value.height) for c in everything) + 2 * m.pad_y
    placed: list[Placed] = []
    labels: list[Box] = []
    y = 0.0
    for row in rows:
        labels.append(Box(0, y, m.label, height))
        x = m.label
        for content, joiner, width in zip(row, joiners, widths, strict=True):
            box = Box(x + joiner, y, width, height)
            placed.append(_with(_in_line(content, box, m), Box(x, y, joiner, height), NOWHERE))
            x = box.right
        y += height + m.row_gap
    right = m.label + sum(joiners) + sum(widths)
    hairline = Box(0, y, right, 1)
    y += m.row_gap
    labels.append(Box(0, y, m.label, height))
    placed.append(_total(total, Box(0, y, right, height), widths[-1], joiners[-1], m))
    return Laid(tuple(placed), Size(right, y + height), tuple(labels), hairline)


def _total(total: Content, row: Box, column: float, joiner: float, m: Measures) -> Placed:
    """The sum: its number in the column of the products, its symbol before it."""
    value_x = row.right - column
    symbol = _centred(total.symbol, Box(value_x - joiner - total.symbol.width, row.y, total.symbol.width, 0))
    symbol = symbol._replace(y=row.y + (row.height - total.symbol.height) / 2)
    left = symbol.x - m.pad_x
    value = Box(value_x, row.y, column, row.height)
    return Placed(Box(left, row.y, row.right - left, row.height), symbol=symbol, value=value)


def spread(wanted: Sequence[float], room: float, most: float) -> list[float]:
    """Widths that fill the room as evenly as can be: none under what it wants, none grown over `most`."""
    low, high = 0.0, most
    if sum(max(width, most) for width in wanted) <= room:
        return [max(width, most) for width in wanted]
    for _ in range(20):
        middle = (low + high) / 2
        if sum(max(width, middle) for width in wanted) <= room:
            low = middle
        else:
            high = middle
    return [max(width, low) for width in wanted]


def _tallest(contents: Sequence[Content]) -> Content:
    """The height of each line of a stack, over all cards."""

    def most(name: str) -> Size:
        return Size(0, max(getattr(content, name).height for content in contents))

    return Content(most("symbol"), most("value"), most("rule"), most("numbers"), most("caption"))


def _stack_height(tallest: Content, m: Measures) -> float:
    parts = (tallest.symbol, tallest.rule, tallest.numbers, tallest.value)
    heights = [part.height for part in parts if part.height]
    return sum(heights) + m.rise * (len(heights) - 1)


def _beside_height(contents: Sequence[Content]) -> float:
    return max(max(c.symbol.height, c.rule.height + c.value.height) for c in contents)


def _width(content: Content, m: Measures, stacked: bool) -> float:
    if stacked:
        parts = (content.symbol, content.rule, content.numbers, content.value)
        inner = max(part.width for part in parts)
    else:
        inner = content.symbol.width + BETWEEN * m.gap + max(content.rule.width, content.value.width)
    least = 0 if content.narrow else m.least
    return max(least, inner + 2 * m.pad_x, content.caption.width + m.gap)


def _line_width(content: Content, m: Measures) -> float:
    rule = content.rule.width + m.gap if content.rule.width else 0
    inner = content.symbol.width + rule + content.value.width + 2 * m.gap
    return max(m.least, inner + 2 * m.pad_x)


def _stacked(content: Content, tallest: Content, box: Box, m: Measures) -> Placed:
    if not content.value.height:
        return Placed(box, _centred(content.symbol, box))
    spare = box.height - 2 * m.pad_y - _stack_height(tallest, m)
    parts = sum(1 for line in (tallest.symbol, tallest.rule, tallest.numbers, tallest.value) if line.height)
    rise = m.rise + min(spare / (parts + 1), 1.5 * m.rise)
    y = box.y + (box.height - _stack_height(tallest, m) - (rise - m.rise) * (parts - 1)) / 2
    boxes: list[Box] = []
    for own, line in (
        (content.symbol, tallest.symbol),
        (content.rule, tallest.rule),
        (content.numbers, tallest.numbers),
        (content.value, tallest.value),
    ):
        boxes.append(_centred(own, Box(box.x, y, box.width, line.height)))
        y += line.height + rise if line.height else 0
    return Placed(box, *boxes)


def _beside(content: Content, box: Box, m: Measures) -> Placed:
    column = max(content.rule.width, content.value.width)
    inner = content.symbol.width + BETWEEN * m.gap + column
    x = box.x + (box.width - inner) / 2
    symbol = _centred(content.symbol, Box(x, box.y, content.symbol.width, box.height))
    x = symbol.right + BETWEEN * m.gap
    y = box.y + (box.height - content.rule.height - content.value.height) / 2
    rule = _centred(content.rule, Box(x, y, column, content.rule.height))
    value = _centred(content.value, Box(x, y + content.rule.height, column, content.value.height))
    return Placed(box, symbol, rule, value=value)


def _in_line(content: Content, box: Box, m: Measures) -> Placed:
    rule_width = content.rule.width + m.gap if content.rule.width else 0
    symbol_gap = 2 * m.gap if content.symbol.width else 0
    inner = content.symbol.width + rule_width + symbol_gap + content.value.width
    x = box.x + (box.width - inner) / 2
    symbol = _centred(content.symbol, Box(x, box.y, content.symbol.width, box.height))
    rule = NOWHERE
    if rule_width:
        rule = _centred(content.rule, Box(symbol.right + m.gap, box.y, content.rule.width, box.height))
    x = max(symbol.right, rule.right) + symbol_gap if content.symbol.width else x
    value = _centred(content.value, Box(x, box.y, content.value.width, box.height))
    return Placed(box, symbol, rule, value=value)


def _centred(own: Size, room: Box) -> Box:
    """A box of this size in the middle of another."""
    x = room.x + (room.width - own.width) / 2
    return Box(x, room.y + (room.height - own.height) / 2, own.width, own.height)


def _with(placed: Placed, joiner: Box, caption: Box) -> Placed:
    return Placed(placed.box, placed.symbol, placed.rule, placed.numbers, placed.value, joiner, caption)
