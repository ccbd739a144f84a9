"""What of a drawing is in sight, where not all of it has room."""

from __future__ import annotations

import pytest

from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas.arranging import Arrangement
from tests.ui.canvas.drawn import random_document, view_at

DEEP = random_document((3,) * 11)


def arrangement(view: NetworkView, w: float = 600.0, h: float = 390.0) -> Arrangement:
    found = Arrangement()
    found.resized(w, h, 14.0, None)
    found.follow(view)
    assert found.scrolls()
    return found


def in_sight(shown: Arrangement, layer: int, j: int) -> bool:
    assert shown.geometry is not None
    port, frame = shown.port, shown.geometry.nodes[layer, j].frame
    left, right = (port.x + at * port.unit for at in (frame.x, frame.right))
    top, bottom = (port.y + at * port.unit for at in (frame.y, frame.bottom))
    return left >= 0 and right <= shown.w and top >= 0 and bottom <= shown.h


@pytest.mark.parametrize(
    ("key", "nodes"),
    [
        ("dC/da[4][2]", [(4, 2), (5, 1), (5, 2), (5, 3)]),
        ("z[7][1]", [(7, 1), (6, 1), (6, 2), (6, 3)]),
        ("dC/dtheta[3][1,2]", [(3, 1), (2, 2)]),
    ],
)
def test_that_what_goes_into_a_step_is_in_sight_with_what_it_makes(
    key: str, nodes: list[tuple[int, int]]
) -> None:
    shown = arrangement(view_at(DEEP, key))
    assert all(in_sight(shown, *node) for node in nodes)


def test_that_what_a_step_makes_is_in_sight_where_both_have_no_room() -> None:
    shown = arrangement(view_at(DEEP, "dC/da[4][2]"), 130.0, 120.0)
    assert in_sight(shown, 4, 2)
