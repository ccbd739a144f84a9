"""Cards as rectangles: in order, apart, inside, and in the shape that the room is high enough for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bptutor.ui.panels.chain_boxes import NONE, Box, Content, Laid, Measures, Size
from bptutor.ui.panels.chain_layout import in_a_row, in_rows, spread
from bptutor.ui.panels.chain_wrap import in_lines

LENGTHS = Measures(
    pad_x=7, pad_y=7, gap=4, rise=4, least=84, most=150, tall=118, joiner=19, row_gap=6, label=84
)
CARD = Content(Size(30, 42), Size(70, 20), Size(60, 16), Size(80, 14), Size(90, 16), Size(10, 17))
FIRST = Content(CARD.symbol, CARD.value, CARD.rule, CARD.numbers, CARD.caption)

sizes = st.builds(Size, st.floats(0, 200), st.floats(0, 60))
contents = st.builds(Content, sizes, sizes, sizes, sizes, sizes, sizes)


def parts(laid: Laid) -> list[tuple[Box, Box]]:
    return [
        (card.box, part)
        for card in laid.cards
        for part in (card.symbol, card.rule, card.numbers, card.value)
        if part.width
    ]


@given(st.lists(contents, min_size=1, max_size=12), st.floats(100, 2000), st.floats(40, 400))
def test_that_cards_stand_in_order_and_hold_what_is_in_them(
    cards: list[Content], width: float, height: float
) -> None:
    laid = in_a_row(cards, Size(width, height), LENGTHS)
    assert len(laid.cards) == len(cards)
    for left, right in pairwise(laid.cards):
        assert left.box.right <= right.box.x + 1e-6
    for box, part in parts(laid):
        assert box.x - 1e-6 <= part.x and part.right <= box.right + 1e-6
        assert box.y - 1e-6 <= part.y and part.bottom <= box.bottom + 1e-6
    assert laid.extent.width == pytest.approx(laid.cards[-1].box.right)
    assert all(card.box.bottom <= laid.extent.height + 1e-6 for card in laid.cards)


def test_that_five_cards_fill_the_panel_of_the_design() -> None:
    laid = in_a_row([FIRST, CARD, CARD, CARD, CARD], Size(602, 145), LENGTHS)
    assert laid.extent.width == pytest.approx(602, abs=1)
    assert laid.cards[0].numbers.y > laid.cards[0].rule.y > laid.cards[0].symbol.y
    assert laid.cards[0].box.height == pytest.approx(118)


@pytest.mark.parametrize(("count", "height", "lines"), [(5, 150, 1), (7, 150, 2), (7, 90, 1), (15, 150, 1)])
def test_that_cards_go_on_in_a_second_line_only_where_both_lines_fit(
    count: int, height: float, lines: int
) -> None:
    plain = replace(CARD, caption=NONE)
    laid = in_lines((plain,) * count, Size(602, height), LENGTHS)
    boxes = [card.box for card in laid.cards]
    assert len({box.y for box in boxes}) == lines
    if lines == 2:
        assert laid.extent.width <= 602 and laid.extent.height <= height
        for left, right in pairwise(laid.cards):
            goes_on = left.box.y == right.box.y and left.box.right <= right.joiner.x + 1e-6
            begins = left.box.bottom < right.box.y == right.joiner.y and right.joiner.x == 0
            assert goes_on or begins
        assert all(card.box.y < card.value.y and card.value.bottom < card.box.bottom for card in laid.cards)


def test_that_cards_stand_closer_before_they_go_on_in_a_second_line() -> None:
    wide = replace(CARD, caption=Size(100, 16))
    assert in_a_row([wide] * 5, Size(602, 145), LENGTHS).extent.width > 602
    laid = in_lines((wide,) * 5, Size(602, 145), LENGTHS)
    assert laid.extent.width <= 602 and len({card.box.y for card in laid.cards}) == 1


@pytest.mark.parametrize(("short_of", "at_least"), [(2, 0.8), (8, 0.65), (14, 0.5)])
def test_that_a_stack_gives_up_no_more_of_its_padding_than_the_room_is_short_of(
    short_of: float, at_least: float
) -> None:
    whole = in_a_row([FIRST, CARD], Size(700, 300), replace(LENGTHS, tall=0)).extent.height
    laid = in_a_row([FIRST, CARD], Size(700, whole - short_of), replace(LENGTHS, tall=0))
    assert laid.extent.height <= whole - short_of
    for card in laid.cards:
        assert card.symbol.y - card.box.y >= at_least * LENGTHS.pad_y
        assert card.rule.y - card.symbol.bottom >= at_least * LENGTHS.rise or not card.rule.width


def test_that_cards_lie_down_where_height_is_short() -> None:
    laid = in_a_row([FIRST, CARD], Size(700, 90), LENGTHS)
    assert laid.extent.height <= 90
    assert laid.cards[1].value.x > laid.cards[1].symbol.right


def test_that_the_rule_of_a_card_that_lies_keeps_off_the_mark_in_its_corner() -> None:
    lengths = replace(LENGTHS, mark=14)
    slope = replace(CARD, rule=Size(130, 16), caption=NONE, marked=True)
    for room in (Size(300, 60), Size(700, 60)):
        laid = in_a_row([slope, slope], room, lengths)
        for card in laid.cards:
            assert card.symbol.right < card.rule.x and card.rule.right <= card.box.right - 14 + 1e-6


def test_that_two_paths_stand_in_columns_over_their_sum() -> None:
    product = Content(Size(), Size(70, 20), joiner=Size(10, 17))
    total = Content(Size(30, 34), Size(70, 20))
    laid = in_rows(((FIRST, CARD, product),) * 2, total, Size(600, 200), LENGTHS)
    first, second = laid.cards[:3], laid.cards[3:6]
    for above, below in zip(first, second, strict=True):
        assert above.box.x == below.box.x and above.box.bottom < below.box.y
    assert laid.hairline.y >= second[0].box.bottom
    assert laid.cards[6].box.y > laid.hairline.y
    centre = laid.cards[6].value.x + laid.cards[6].value.width / 2
    assert centre == pytest.approx(first[2].box.x + first[2].box.width / 2)


@given(st.lists(st.floats(1, 300), min_size=1, max_size=20), st.floats(0, 3000))
def test_that_widths_are_never_under_what_is_wanted_nor_over_the_room_without_need(
    wanted: list[float], room: float
) -> None:
    widths = spread(wanted, room, 150)
    assert all(width >= want for width, want in zip(widths, wanted, strict=True))
    if sum(wanted) <= room:
        assert sum(widths) <= room + 1e-6
