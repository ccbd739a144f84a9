"""The picture of a surface: where its border runs, who is on the right side of it, and what is said."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.examples import Examples
from bptutor.engine.generators import generated
from bptutor.engine.network import Layer, Network
from bptutor.engine.passes import forward
from bptutor.engine.ready_made import ready_made
from bptutor.engine.surfaces import Window
from bptutor.study.opening import opened
from bptutor.study.runs import trained
from bptutor.study.views.surface_border import border
from bptutor.study.views.surface_ground import BY_CLASS, MOST_DRAWN, Ground, ground_of, why_none
from bptutor.study.views.surface_view import surface_view
from bptutor.trace.symbols import Namer


def layer(weights: list[list[float]], biases: list[float], activation: str) -> Layer:
    return Layer(frozen(weights), frozen(biases), ACTIVATIONS[activation])


def ground(network: Network, examples: Examples, output: int = BY_CLASS, lit: int = 0) -> Ground:
    return ground_of(network, examples, Namer(network), output, lit)


def nodes(size: int) -> tuple[Array, Array]:
    line = np.linspace(-1.0, 1.0, size)
    x, y = np.meshgrid(line, line)
    return x, y


def test_that_a_plane_is_cut_along_a_straight_line() -> None:
    x, y = nodes(9)
    pieces = border(x + 2 * y - 0.3, Window(-1, 1, -1, 1))
    assert np.allclose(pieces[:, :, 0] + 2 * pieces[:, :, 1], 0.3, atol=1e-12)
    lengths = np.hypot(*np.diff(pieces, axis=1)[:, 0].T)
    assert np.sum(lengths) == pytest.approx(np.hypot(2.0, 1.0))


def test_that_a_circle_closes_and_has_its_length() -> None:
    x, y = nodes(81)
    pieces = border(0.2603 - x**2 - y**2, Window(-1, 1, -1, 1))
    assert np.allclose(np.hypot(pieces[:, :, 0], pieces[:, :, 1]), np.sqrt(0.2603), atol=1e-3)
    assert np.sum(np.hypot(*np.diff(pieces, axis=1)[:, 0].T)) == pytest.approx(
        2 * np.pi * np.sqrt(0.2603), rel=1e-3
    )
    ends = np.round(pieces.reshape(-1, 2), 9)
    _, counts = np.unique(ends, axis=0, return_counts=True)
    assert set(counts.tolist()) == {2}


def test_that_a_border_stops_where_the_surface_is_not_a_number() -> None:
    x, y = nodes(9)
    heights = x.copy()
    heights[y > 0] = np.nan
    assert np.all(border(heights, Window(-1, 1, -1, 1))[:, :, 1] <= 0)
    assert len(border(np.full((4, 4), np.nan), Window(0, 1, 0, 1))) == 0


def test_that_training_brings_the_examples_of_xor_to_their_side() -> None:
    document = ready_made("xor").read()
    assert document.examples is not None
    state = opened(document)
    before = surface_view(ground(state.network, document.examples), state.network, 0, quick=False)
    assert before.right is not None and before.grid is not None
    wrong = ", ".join(str(row + 1) for row in np.flatnonzero(~before.right))
    assert wrong and before.sentence.endswith(f"are classified correctly. Wrong: {wrong}.")
    end = trained(document, state.run, 1500).kept[-1][1]
    after = surface_view(before.ground, end, 0, quick=True)
    assert after.sentence == "All 4 examples are classified correctly."
    predicted = forward(end, document.examples.inputs).output[:, 0]
    assert np.array_equal(predicted > 0.5, document.examples.targets[:, 0] == 1)
    assert len(after.borders) and before.ground.names == ("y = 0", "y = 1")


def test_that_an_output_on_the_border_is_on_no_side() -> None:
    flat = Network((layer([[0.0, 0.0]], [0.0], "sigmoid"),))
    view = surface_view(ground(flat, generated("xor", 4, 0)), flat, 0, quick=False)
    assert view.sentence == "0 of 4 examples are classified correctly. Wrong: 1, 2, 3, 4."


def test_that_the_largest_output_has_the_place_and_one_output_can_be_looked_at() -> None:
    net = Network((layer([[1.0, 0.0], [-1.0, 0.0], [0.0, 4.0]], [0.0, 0.0, -4.0], "softmax"),))
    inputs = frozen([[1.0, 0.0], [-1.0, 0.0], [0.0, 2.0], [1.0, 0.1]])
    examples = Examples(inputs, frozen(np.eye(3)[[0, 1, 2, 1]]))
    view = surface_view(ground(net, examples), net, 3, quick=False)
    assert view.grid is not None and view.by_class and set(np.unique(view.grid)) == {0.0, 1.0, 2.0}
    assert view.sentence == "3 of 4 examples are classified correctly. Wrong: 4." and view.lit == 3
    assert [text for _, text in view.ground.choices] == ["largest ŷ", "ŷ₁", "ŷ₂", "ŷ₃"]
    third = surface_view(ground(net, examples, 3), net, 0, quick=False)
    assert third.grid is not None and third.ground.names == ("y₃ = 0", "y₃ = 1")
    predicted = forward(net, inputs).output[:, 2]
    assert third.right is not None
    assert np.array_equal(third.right, (predicted > 0.5) == (examples.targets[:, 2] == 1))
    assert third.told(2) == "example 3 · y₃ = 1"


def test_that_numbers_of_many_kinds_have_no_sides_and_the_farthest_is_named() -> None:
    net = Network((layer([[1.0, 1.0]], [0.0], "linear"),))
    inputs = frozen([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    view = surface_view(ground(net, Examples(inputs, frozen([[0.0], [1.25], [2.0]]))), net, 0, quick=False)
    assert view.right is None and not len(view.borders) and view.ramp == (0.0, 2.0)
    assert view.sentence == "ŷ and y are at most 0.25 apart, at example 2."


def test_that_the_largest_of_outputs_that_are_no_classes_is_not_offered() -> None:
    net = Network((layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "linear"),))
    inputs = frozen([[1.0, 0.0], [0.5, 2.0], [3.0, 3.0]])
    targets = frozen([[1.0, 0.5], [0.25, 2.0], [3.0, 1.0]])
    view = surface_view(ground(net, Examples(inputs, targets)), net, 0, quick=False)
    assert view.ground.output == 1 and [text for _, text in view.ground.choices] == ["ŷ₁", "ŷ₂"]
    assert view.sentence == "ŷ₁ and y₁ are at most 0.25 apart, at example 2."
    mazur = ready_made("mazur").read()
    assert mazur.examples is not None
    assert ground(mazur.network, mazur.examples).output == BY_CLASS


def test_that_one_input_gives_a_curve() -> None:
    net = Network((layer([[2.0]], [-1.0], "linear"),))
    view = surface_view(ground(net, generated("line", 5, 0)), net, 2, quick=True)
    assert view.grid is None and view.curve is not None and view.ground.axes == ("x", "y")
    assert np.allclose(view.curve[:, 1], 2 * view.curve[:, 0] - 1)
    assert view.sentence == "ŷ and y are at most 0 apart, at example 1."


def test_that_other_networks_are_told_in_one_sentence() -> None:
    digits = ready_made("digits-64-32-10").read()
    assert why_none(digits.network, digits.examples).endswith("this network has 64 inputs.")
    xor = ready_made("xor").read()
    assert why_none(xor.network, None) == "There are no examples to draw yet."
    assert why_none(xor.network, xor.examples) == ""
    far = Examples(frozen([[1e200, 0.0]]), frozen([[1.0]]))
    assert why_none(xor.network, far) == "The examples lie too far out to be drawn."


def test_that_of_very_many_examples_some_are_drawn_and_the_one_in_sight_is() -> None:
    net = Network((layer([[1.0, 1.0]], [-1.0], "sigmoid"),))
    examples = generated("circle", 5000, 1, 0.0)
    made = ground(net, examples, lit=4321)
    assert MOST_DRAWN <= len(made.rows) <= MOST_DRAWN + 1 and made.holds(4321)
    view = surface_view(made, net, 4321, quick=True)
    assert view.ground.rows[view.lit] == 4321
    assert view.sentence.endswith(f"{5000 - len(made.rows):,} examples more are not drawn.")


@pytest.mark.filterwarnings("error")
def test_that_a_network_that_ran_away_is_said_to_have() -> None:
    xor = ready_made("xor").read()
    assert xor.examples is not None
    broken = replace(xor.network.layers[1], weights=frozen([[np.inf, np.nan]]))
    net = Network((xor.network.layers[0], broken))
    view = surface_view(ground(net, xor.examples), net, 0, quick=False)
    assert "not a number" in view.sentence and view.right is not None and not view.right.any()
