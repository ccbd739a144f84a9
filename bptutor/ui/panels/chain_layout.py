"""Where the cards of a chain stand: in a row, or in rows with a sum; rectangles from sizes, without Qt.

A card is stacked (symbol, rule, numbers, value one under another), beside (symbol at the left, rule over
value at its right) where height is short, or in line (symbol = rule value) in the rows of a sum over paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from msgspec.structs import replace

from bptutor.ui.panels.chain_boxes import NOWHERE, Box, Content, Laid, Measures, Placed, Size
from bptutor.ui.panels.chain_inside import (
    beside_height,
    beside_in,
    card_width,
    centred,
    in_line,
    line_width,
    stack_height,
    stacked_in,
    tallest_of,
    with_signs,
)

CLOSER = (0.8, 0.6, 0.45, 0.3)  # of the usual padding, where rows have little room
CLOSELY = (1.0, 0.85, 0.7, 0.6, 0.5)  # of the usual padding and rise, in a row


def in_a_row(contents: Sequence[Content], room: Size, m: Measures) -> Laid:
    """Cards side by side: stacked, closely stacked, or beside, whichever the room is high enough for."""
    tallest, beside = tallest_of(contents), beside_height(contents)
    for stacked, part in product((True, False), CLOSELY):
        close = _close(m, part)
        inner = stack_height(tallest, close) if stacked else beside
        if _height(inner, tallest, close) <= room.height:
            break
    return _row(contents, tallest, inner, room, close, stacked)


def narrowest(contents: Sequence[Content], height: float, m: Measures) -> list[float]:
    """How wide each card is with its sign where no room is to be filled, in a row of this height."""
    tallest, close = tallest_of(contents), _close(m)
    stacked = _height(stack_height(tallest, close), tallest, close) <= height
    return [_joiner(content, m) + card_width(content, m, stacked) for content in contents]


def _height(inner: float, tallest: Content, m: Measures) -> float:
    """Of a row whose lines take `inner` within the cards, with the captions beneath."""
    return inner + 2 * m.pad_y + _beneath(tallest, m)


def _beneath(tallest: Content, m: Measures) -> float:
    return m.rise + tallest.caption.height if tallest.caption.height else 0.0


def _joiner(content: Content, m: Measures) -> float:
    return max(m.joiner, content.joiner.width + m.gap) if content.joiner.width else 0.0


def _close(m: Measures, part: float = CLOSELY[-1]) -> Measures:
    return replace(m, pad_y=part * m.pad_y, rise=part * m.rise, row_gap=part * m.row_gap)


def _row(
    contents: Sequence[Content], tallest: Content, inner: float, room: Size, m: Measures, stacked: bool
) -> Laid:
    """Cards in which the lines take `inner` of the height."""
    beneath = _beneath(tallest, m)
    height = inner + 2 * m.pad_y
    if stacked:
        height = max(height, min(m.tall, room.height - beneath))
    joiners = [_joiner(content, m) for content in contents]
    wanted = [card_width(content, m, stacked) for content in contents]
    widths = spread(wanted, room.width - sum(joiners), m.most)
    placed: list[Placed] = []
    x = 0.0
    for content, joiner, width in zip(contents, joiners, widths, strict=True):
        sign = Box(x, 0, joiner, height)
        box = Box(x + joiner, 0, width, height)
        caption = Box(box.x, height + m.rise, width, tallest.caption.height)
        fill = stacked_in(content, tallest, box, m) if stacked else beside_in(content, box, m)
        placed.append(with_signs(fill, sign, caption))
        x = box.right
    return Laid(tuple(placed), Size(x, height + beneath))


@lru_cache(maxsize=256)
def in_rows(rows: tuple[tuple[Content, ...], ...], total: Content, room: Size, m: Measures) -> Laid:
    """Paths one under another, in columns: label, factors, product; beneath a hairline their sum."""
    laid = _rows(rows, total, room, m)
    for part in CLOSER:
        if laid.extent.height <= room.height:
            break
        laid = _rows(rows, total, room, replace(m, pad_y=part * m.pad_y, row_gap=part * m.row_gap))
    return laid


def _rows(rows: Sequence[Sequence[Content]], total: Content, room: Size, m: Measures) -> Laid:
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    columns[-1].append(total)
    joiners = [max(m.joiner, *(c.joiner.width + m.gap for c in column)) for column in columns]
    joiners[0] = 0.0
    wanted = [max(line_width(content, m) for content in column) for column in columns]
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
            placed.append(with_signs(in_line(content, box, m), Box(x, y, joiner, height), NOWHERE))
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
    symbol = centred(total.symbol, Box(value_x - joiner - total.symbol.width, row.y, total.symbol.width, 0))
    symbol = symbol._replace(y=row.y + (row.height - total.symbol.height) / 2)
    left = symbol.x - m.pad_x
    value = Box(value_x, row.y, column, row.height)
    return Placed(Box(left, row.y, row.right - left, row.height), symbol=symbol, value=value)


def spread(wanted: Sequence[float], room: float, most: float) -> list[float]:
    """Widths that fill the room as evenly as can be: none under what it wants, none grown over `most`."""
    growing = sorted(wanted)
    while growing:
        even = min(room / len(growing), most)
        if even >= growing[-1]:
            return [max(width, even) for width in wanted]
        room -= growing.pop()
    return list(wanted)
