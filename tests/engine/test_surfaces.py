"""The surface of a network over two inputs."""

import numpy as np
import pytest

from bptutor.engine.arrays import frozen
from bptutor.engine.examples import Examples
from bptutor.engine.generators import generated
from bptutor.engine.passes import forward
from bptutor.engine.surfaces import MOST_NUMBERS, Window, affordable, surface, window_of
from bptutor.foundation.errors import TutorError
from tests.engine.building import network


def test_that_each_cell_is_what_the_network_says_in_its_middle() -> None:
    net = network((2, 3, 2))
    made = surface(net, Window(-1, 3, 0, 1), 4)
    assert made.shape == (4, 4, 2)
    middle = forward(net, np.array([[-1 + 2.5, 0.125]])).output[0]
    assert np.allclose(made[0, 2], middle, rtol=1e-15)


def test_that_the_window_has_room_around_all_examples() -> None:
    window = window_of(generated("xor", 4, 0))
    assert (window.left, window.right, window.bottom, window.top) == (-0.25, 1.25, -0.25, 1.25)
    one = window_of(Examples(frozen([[2.0, 5.0]]), frozen([[1.0]])))
    assert one == Window(1, 3, 4, 6)
    far = window_of(Examples(frozen([[1e20, -1e20]]), frozen([[1.0]])))
    assert far.left < 1e20 < far.right and far.bottom < -1e20 < far.top


def test_that_other_numbers_of_inputs_are_refused() -> None:
    with pytest.raises(TutorError, match="two inputs"):
        surface(network((3, 1)), Window(0, 1, 0, 1), 2)
    with pytest.raises(TutorError, match="two inputs"):
        window_of(generated("line", 3, 0))


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
