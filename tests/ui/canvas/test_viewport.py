"""Zoom and pan as numbers."""

from __future__ import annotations

import pytest

from bptutor.ui.canvas.overflow import bars
from bptutor.ui.canvas.rects import Point, Rect
from bptutor.ui.canvas.viewport import LARGEST, LEAST_PIXELS, LEAST_READABLE, SMALLEST, Room, Viewport

ROOM = Room(600.0, 400.0, 50.0, 30.0, 14.0)


def test_that_a_fitted_drawing_is_in_the_middle() -> None:
    view = ROOM.fit(0.8)
    assert view.unit == pytest.approx(11.2) and view.fitted
    assert view.x == round((600 - 50 * 11.2) / 2) and view.y == round((400 - 30 * 11.2) / 2)


@pytest.mark.parametrize(("em", "least"), [(14.0, LEAST_PIXELS), (28.0, 28.0 * LEAST_READABLE)])
def test_that_fitting_stops_where_it_could_not_be_read(em: float, least: float) -> None:
    assert Room(600.0, 400.0, 50.0, 30.0, em).fit(0.01).unit == pytest.approx(least)


def test_that_zooming_keeps_a_point_in_its_place_and_has_limits() -> None:
    view = ROOM.zoomed(ROOM.fit(0.8), 2.0, 300.0, 200.0)
    assert not view.fitted
    before, after = ROOM.fit(0.8).to_drawing(300.0, 200.0), view.to_drawing(300.0, 200.0)
    assert after.x == pytest.approx(before.x, abs=0.1) and after.y == pytest.approx(before.y, abs=0.1)
    assert ROOM.zoomed(view, 1000.0, 0, 0).unit == LARGEST * 14
    assert ROOM.zoomed(view, 0.0001, 0, 0).unit == SMALLEST * 14


def test_that_panning_never_shows_an_empty_margin() -> None:
    view = ROOM.zoomed(ROOM.fit(0.8), 3.0, 300.0, 200.0)
    far = ROOM.moved(view, 5000.0, 5000.0)
    assert (far.x, far.y) == (0.0, 0.0)
    far = ROOM.moved(view, -5000.0, -5000.0)
    assert far.to_drawing(600.0, 400.0).x == pytest.approx(50.0, abs=0.1)


def test_that_what_is_revealed_comes_into_sight_by_the_shortest_way() -> None:
    view = ROOM.moved(ROOM.zoomed(ROOM.fit(0.8), 3.0, 300.0, 200.0), 5000.0, 5000.0)
    assert ROOM.revealed(view, Rect(2.0, 2.0, 4.0, 4.0)) == view
    shown = ROOM.revealed(view, Rect(44.0, 24.0, 4.0, 4.0))
    low, high = shown.to_drawing(0.0, 0.0), shown.to_drawing(600.0, 400.0)
    assert low.x < 44.0 and high.x >= 48.0 and high.y >= 28.0
    assert isinstance(low, Point)


def test_that_bars_say_where_in_the_whole_one_is_and_only_where_something_is_out_of_sight() -> None:
    room = Room(200, 100, 40, 8, 10)  # twice as wide as the room
    assert bars(room, Viewport(5, 0, 30)) == []
    (begun,) = bars(room, Viewport(10, 0, 10))
    (ended,) = bars(room, room.moved(Viewport(10, 0, 10), -1000, 0))
    assert begun.w == ended.w == 100
    assert (begun.x, ended.right) == (0, 200)
    across, down = bars(room, Viewport(20, -300, -30))
    assert across.centre.x == pytest.approx(100) and down.centre.y == pytest.approx(50)
    assert down.right < 200 and across.bottom < 100
