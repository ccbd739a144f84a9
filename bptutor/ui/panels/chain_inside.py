"""Where things stand inside a card: stacked, beside each other, or in one line; without Qt."""

from __future__ import annotations

from collections.abc import Sequence

from bptutor.ui.panels.chain_boxes import NOWHERE, Box, Content, Measures, Placed, Size

BETWEEN = 3  # gaps between a symbol and what stands beside it


def tallest_of(contents: Sequence[Content]) -> Content:
    """The height of each line of a stack, over all cards."""

    def most(name: str) -> Size:
        return Size(0, max(getattr(content, name).height for content in contents))

    return Content(most("symbol"), most("value"), most("rule"), most("numbers"), most("caption"))


def stack_height(tallest: Content, m: Measures) -> float:
    parts = (tallest.symbol, tallest.rule, tallest.numbers, tallest.value)
    heights = [part.height for part in parts if part.height]
    return sum(heights) + m.rise * (len(heights) - 1)


def beside_height(contents: Sequence[Content]) -> float:
    return max(max(c.symbol.height, c.rule.height + c.value.height) for c in contents)


def card_width(content: Content, m: Measures, stacked: bool) -> float:
    if stacked:
        parts = (content.symbol, content.rule, content.numbers, content.value)
        inner, right = max(part.width for part in parts), m.pad_x
    else:
        inner = content.symbol.width + BETWEEN * m.gap + max(content.rule.width, content.value.width)
        right = _beside_mark(content, m)
    least = 0 if content.narrow else m.least
    return max(least, m.pad_x + inner + right, content.caption.width + m.gap)


def _beside_mark(content: Content, m: Measures) -> float:
    """What stays free at the right of a card that lies, whose rule is as high up as its mark."""
    return max(m.pad_x, m.mark) if content.marked else m.pad_x


def line_width(content: Content, m: Measures) -> float:
    rule = content.rule.width + m.gap if content.rule.width else 0
    inner = content.symbol.width + rule + content.value.width + 2 * m.gap
    return max(m.least, inner + 2 * m.pad_x)


def stacked_in(content: Content, tallest: Content, box: Box, m: Measures) -> Placed:
    if not content.value.height:
        return Placed(box, centred(content.symbol, box))
    spare = box.height - 2 * m.pad_y - stack_height(tallest, m)
    parts = sum(1 for line in (tallest.symbol, tallest.rule, tallest.numbers, tallest.value) if line.height)
    rise = m.rise + min(spare / (parts + 1), 1.5 * m.rise)
    y = box.y + (box.height - stack_height(tallest, m) - (rise - m.rise) * (parts - 1)) / 2
    boxes: list[Box] = []
    for own, line in (
        (content.symbol, tallest.symbol),
        (content.rule, tallest.rule),
        (content.numbers, tallest.numbers),
        (content.value, tallest.value),
    ):
        boxes.append(centred(own, Box(box.x, y, box.width, line.height)))
        y += line.height + rise if line.height else 0
    return Placed(box, *boxes)


def beside_in(content: Content, box: Box, m: Measures) -> Placed:
    column = max(content.rule.width, content.value.width)
    inner = content.symbol.width + BETWEEN * m.gap + column
    x = min(box.x + (box.width - inner) / 2, box.right - _beside_mark(content, m) - inner)
    symbol = centred(content.symbol, Box(x, box.y, content.symbol.width, box.height))
    x = symbol.right + BETWEEN * m.gap
    y = box.y + (box.height - content.rule.height - content.value.height) / 2
    rule = centred(content.rule, Box(x, y, column, content.rule.height))
    value = centred(content.value, Box(x, y + content.rule.height, column, content.value.height))
    return Placed(box, symbol, rule, value=value)


def in_line(content: Content, box: Box, m: Measures) -> Placed:
    rule_width = content.rule.width + m.gap if content.rule.width else 0
    symbol_gap = 2 * m.gap if content.symbol.width else 0
    inner = content.symbol.width + rule_width + symbol_gap + content.value.width
    x = box.x + (box.width - inner) / 2
    symbol = centred(content.symbol, Box(x, box.y, content.symbol.width, box.height))
    rule = NOWHERE
    if rule_width:
        rule = centred(content.rule, Box(symbol.right + m.gap, box.y, content.rule.width, box.height))
    x = max(symbol.right, rule.right) + symbol_gap if content.symbol.width else x
    value = centred(content.value, Box(x, box.y, content.value.width, box.height))
    return Placed(box, symbol, rule, value=value)


def centred(own: Size, room: Box) -> Box:
    """A box of this size in the middle of another."""
    x = room.x + (room.width - own.width) / 2
    return Box(x, room.y + (room.height - own.height) / 2, own.width, own.height)


def with_signs(placed: Placed, joiner: Box, caption: Box) -> Placed:
    return Placed(placed.box, placed.symbol, placed.rule, placed.numbers, placed.value, joiner, caption)
