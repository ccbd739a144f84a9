"""The surface of a network over two inputs."""

import numpy as np
import pytest

from bptutor.engine.generators import generated
from bptutor.engine.passes import forward
from bptutor.engine.surfaces import MOST_NUMBERS, Window, affordable, span_of, surface
from bptutor.foundation.errors import TutorError
from tests.engine.building import network


def test_that_each_cell_is_what_the_network_says_in_its_middle() -> None:
    net = network((2, 3, 2))
    made = surface(net, Window(-1, 3, 0, 1), 4)
    assert made.shape == (4, 4, 2)
    middle = forward(net, np.array([[-1 + 2.5, 0.125]])).output[0]
    assert np.allclose(made[0, 2], middle, rtol=1e-15)


def test_that_a_range_has_room_around_all_values() -> None:
    assert span_of(generated("xor", 4, 0).inputs[:, 0]) == (-0.25, 1.25)
    assert span_of(np.array([2.0])) == (1.0, 3.0)
    low, high = span_of(np.array([1e20]))
    assert low < 1e20 < high


def test_that_other_numbers_of_inputs_are_refused() -> None:
    with pytest.raises(TutorError, match="two inputs"):
        surface(network((3, 1)), Window(0, 1, 0, 1), 2)


def test_that_the_outermost_cells_can_have_their_middles_on_the_edges() -> None:
    net, window = network((2, 3, 2)), Window(-1, 3, 0, 1)
    made = surface(net, window.with_edges(5), 5)
    corners = forward(net, np.array([[-1.0, 0.0], [3.0, 0.0], [-1.0, 1.0], [3.0, 1.0]])).output
    assert np.allclose([made[0, 0], made[0, -1], made[-1, 0], made[-1, -1]], corners, rtol=1e-12)


def test_that_a_large_network_is_asked_at_fewer_points() -> None:
    small, large = network((2, 3, 2)), network((2, 400, 400, 1))
    assert affordable(small, 1e6, 2500) == 2500
    assert affordable(large, 1e7, 2500) == int(1e7 / large.parameters) < 100
    assert affordable(large, 1e12, 10**9) == MOST_NUMBERS // (2 + 400 + 400 + 1)
