"""Cards in two lines, where they are too many for one and two have room; rectangles, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from bptutor.ui.panels.chain_boxes import Box, Content, Laid, Measures, Placed, Size
from bptutor.ui.panels.chain_layout import in_a_row, narrowest

BETWEEN, CLOSER = ("pad_x", "gap", "joiner"), 0.6  # what shrinks before the row breaks, and to which part
WIDER = 1.4  # of the most, for fewer cards in a line


@lru_cache(maxsize=256)
def in_lines(contents: tuple[Content, ...], room: Size, m: Measures) -> Laid:
    """The cards in a row, closer to each other if need be; in two if that is too long for the room, and two
    are neither too long nor too high.

    It is broken where both lines are as short as can be. As in a formula that goes on in another line, the
    second one begins with its sign."""
    closer = replace(m, **{name: CLOSER * getattr(m, name) for name in BETWEEN})
    for lengths in (m, closer):
        if len(contents) < 2 or sum(narrowest(contents, room.height, lengths)) <= room.width:
            return in_a_row(contents, room, lengths)
    half = Size(room.width, (room.height - m.row_gap) / 2)
    widths = narrowest(contents, half.height, m)
    at = min(range(1, len(contents)), key=lambda at: max(sum(widths[:at]), sum(widths[at:])))
    broken = _broken(contents, half, replace(m, most=WIDER * m.most), at)
    fits = broken.extent.width <= room.width and broken.extent.height <= room.height
    return broken if fits else in_a_row(contents, room, m)


def _broken(contents: Sequence[Content], half: Size, m: Measures, at: int) -> Laid:
    first = in_a_row(contents[:at], half, m)
    second = in_a_row(contents[at:], half, m)
    down = first.extent.height + m.row_gap
    moved = tuple(_moved(card, down) for card in second.cards)
    width = max(first.extent.width, second.extent.width)
    return Laid((*first.cards, *moved), Size(width, down + second.extent.height))


def _moved(card: Placed, down: float) -> Placed:
    boxes = {name: getattr(card, name) for name in card.__struct_fields__}
    return replace(card, **{name: box.moved(0, down) for name, box in boxes.items() if _is_there(box)})


def _is_there(box: Box) -> bool:
    return bool(box.width or box.height)
