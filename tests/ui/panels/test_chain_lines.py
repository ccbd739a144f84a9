"""Pieces on lines: broken where they must be, on one baseline, smaller only where they are too wide alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bptutor.ui.panels.chain_lines import Extent, Line, broken

WORD, TALL, SIGN = Extent(50, 10, 4), Extent(40, 30, 26), Extent(8, 10, 4, sign=True)


def lay(pieces: str, room: float | None) -> tuple[Line[str], ...]:
    kinds = {"w": WORD, "t": TALL, "=": SIGN, "+": SIGN}
    return broken([[(piece, kinds[piece]) for piece in pieces]], room, 7, 8, 0.6)


def texts(lines: tuple[Line[str], ...]) -> list[str]:
    return ["".join(piece for piece, _, _ in line.pieces) for line in lines]


def test_that_nothing_is_broken_where_there_is_no_room_to_keep() -> None:
    assert texts(lay("w=w+w+w", None)) == ["w=w+w+w"]


def test_that_a_sign_goes_along_to_the_next_line() -> None:
    assert texts(lay("w=w+w+w", 140)) == ["w=w", "+w+w"]


def test_that_a_sign_alone_is_no_line() -> None:
    lines = lay("=w", 40)
    assert texts(lines) == ["=w"]
    assert lines[0].scale == pytest.approx(max(40 / 65, 0.6))


def test_that_lines_stand_under_one_another() -> None:
    lines = lay("t+w+t+w+t", 110)
    for above, below in pairwise(lines):
        assert below.baseline - below.scale * max(e.ascent for _, _, e in below.pieces) >= above.bottom
