"""The cost plots' numbers: each point of a slice against a whole pass, each slope against differences."""

from __future__ import annotations

import math

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, Network
from bptutor.engine.passes import cost
from bptutor.study.edit_actions import EditValue, Undo
from bptutor.study.opening import opened
from bptutor.study.reduce import reduce
from bptutor.study.runs import Run, begun
from bptutor.study.state import State
from bptutor.study.views.cost_slice import costs_along
from bptutor.study.views.cost_view import (
    CurveView,
    SliceView,
    curve_view,
    pushed_key,
    slice_view,
)
from bptutor.study.views.numbers import NumberReader
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import timeline_of


def layer(weights: object, biases: object, name: str) -> Layer:
    return Layer(frozen(np.array(weights)), frozen(np.array(biases)), ACTIVATIONS[name])


def source() -> Document:
    """The text's network."""
    layers = (layer([[0.8]], [0.1], "relu"), layer([[0.5]], [0.2], "relu"), layer([[1.2]], [-0.3], "sigmoid"))
    return Document(Network(layers), "source", Examples(frozen([[1.5]]), frozen([[1.0]])), 0.5)


def wide(
    widths: tuple[int, ...], names: tuple[str, ...], cost_name: str, examples: int, reduction: str = "mean"
) -> Document:
    """A network with random numbers; targets are one-hot."""
    rng = np.random.default_rng(7)
    layers = tuple(
        layer(rng.normal(size=(o, i)), rng.normal(size=o), name)
        for i, o, name in zip(widths, widths[1:], names, strict=False)
    )
    targets = np.eye(widths[-1])[rng.integers(0, widths[-1], examples)]
    network = Network(layers, COSTS[cost_name], "sum" if reduction == "sum" else "mean")
    return Document(
        network, "wide", Examples(frozen(rng.normal(size=(examples, widths[0]))), frozen(targets))
    )


def state_of(document: Document, index: int = 0, selected: str | None = None) -> State:
    assert document.examples is not None
    network, examples = document.network, document.examples
    run = begun("run 1", network, cost(network, examples.inputs, examples.targets))
    chosen = None if selected is None else parse(selected)
    return State(document, timeline_of(document), run, cursor=Cursor(Level.VALUE, index), selected=chosen)


def reader(state: State) -> NumberReader:
    return NumberReader(state, state.timeline.step(state.cursor.level, state.cursor.index))


def sliced(state: State, nudge: float | None = None, previous: SliceView | None = None) -> SliceView:
    view = slice_view(state, reader(state), Namer(state.network), nudge, previous)
    assert view is not None
    return view


def curve(state: State) -> CurveView:
    return curve_view(state, reader(state))


def with_value(network: Network, key: Key, value: float) -> Network:
    """The network with one weight or bias replaced."""
    weights = [part.weights.copy() for part in network.layers]
    biases = [part.biases.copy() for part in network.layers]
    if key.kind is Kind.THETA:
        weights[key.layer - 1][key.j - 1, key.k - 1] = value
    else:
        biases[key.layer - 1][key.j - 1] = value
    return network.with_parameters(tuple(map(frozen, weights)), tuple(map(frozen, biases)))


DOCUMENTS = [
    source(),
    wide((2, 2, 1), ("tanh", "sigmoid"), "binary_cross_entropy", 4),
    wide((3, 4, 5, 2), ("relu", "leaky_relu", "softmax"), "cross_entropy", 6),
    wide((3, 4, 2, 2), ("sigmoid", "relu", "linear"), "half_squared_error", 5, "sum"),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=["source", "xor", "softmax", "sum"])
def test_that_a_slice_is_the_cost_of_a_whole_pass_at_each_of_its_points(document: Document) -> None:
    state = state_of(document)
    assert document.examples is not None
    x, y = document.examples.inputs, document.examples.targets
    for number, part in enumerate(document.network.layers, start=1):
        for key in (Key(Kind.THETA, number, part.width, part.inputs), Key(Kind.B, number, 1)):
            view = sliced(replace(state, selected=key))
            wanted = [cost(with_value(document.network, key, float(at)), x, y) for at in view.xs]
            np.testing.assert_allclose(view.costs, wanted, rtol=1e-11, atol=1e-13)
            assert view.cost == pytest.approx(cost(document.network, x, y), rel=1e-12)
            assert view.value in view.xs


@pytest.mark.parametrize("document", DOCUMENTS, ids=["source", "xor", "softmax", "sum"])
def test_that_the_slope_is_the_central_difference_of_the_slice(document: Document) -> None:
    state = state_of(document)
    names = [f"theta[{number}][1,1]" for number in range(1, document.network.depth + 1)]
    names += [f"{kind}[{number}][1]" for number in range(1, document.network.depth + 1) for kind in "bza"]
    for name in names:
        key = parse(name)
        view = sliced(replace(state, selected=key))
        h = 1e-6
        ends = costs_along(state.timeline.values, key, np.array([view.value - h, view.value + h]))
        assert (ends[1] - ends[0]) / (2 * h) == pytest.approx(view.slope, rel=1e-5, abs=1e-8)


def test_that_a_z_or_an_a_is_pushed_in_the_example_in_sight() -> None:
    document = DOCUMENTS[1]
    start = state_of(document, selected="z[1][2]")
    second = replace(start, cursor=Cursor(Level.VALUE, start.timeline.layout.block.size(Level.VALUE)))
    assert second.row == 1
    view = sliced(second)
    assert view.letter == "C"
    assert view.value == second.timeline.values[parse("z[1][2]"), 1]
    assert view.cost == pytest.approx(float(second.timeline.values.costs[1]), rel=1e-12)


def test_that_the_slope_is_told_only_once_the_backward_pass_has_come_to_it() -> None:
    state = state_of(source(), selected="theta[2][1,1]")
    told = [sliced(replace(state, cursor=Cursor(Level.VALUE, index))) for index in range(state.total)]
    known = [view.slope_known for view in told]
    first = known.index(True)
    assert known == [index >= first for index in range(state.total)]
    assert told[first - 1].slope_text == "slope ?"
    assert told[first].slope_text == "slope −0.2249"
    assert told[first].slope == pytest.approx(-0.22493, rel=1e-4)
    assert [view.cost_known for view in told].index(True) == 6


def test_that_the_landing_is_shown_once_the_update_has_made_it() -> None:
    state = state_of(source(), selected="theta[2][1,1]")
    assert sliced(replace(state, cursor=Cursor(Level.VALUE, 15))).lands is None
    view = sliced(replace(state, cursor=Cursor(Level.VALUE, state.total - 1)))
    assert view.lands is not None
    at, there = view.lands
    assert at == pytest.approx(0.5 + 0.5 * 0.2249338, rel=1e-6)
    assert there == pytest.approx(cost(with_value(state.network, view.key, at), *_data(state)), rel=1e-12)
    assert view.lands_name == "θ₂⁺" and view.xs[0] < at < view.xs[-1]


def _data(state: State) -> tuple[Array, Array]:
    assert state.document.examples is not None
    return state.document.examples.inputs, state.document.examples.targets


def test_that_stepping_and_coming_back_makes_no_new_slice() -> None:
    state = state_of(source(), selected="b[1][1]")
    first = sliced(state)
    for index in (3, 12, 24, 0):
        again = sliced(replace(state, cursor=Cursor(Level.VALUE, index)))
        assert again.xs is first.xs and again.costs is first.costs


def test_that_the_range_stays_while_the_point_moves_within_it() -> None:
    state = state_of(source(), selected="theta[2][1,1]")
    before = sliced(state)
    moved = with_value(state.network, before.key, 0.9)
    later = replace(state, timeline=timeline_of(state.document, 1, moved))
    kept = sliced(later, previous=before)
    assert (kept.xs[0], kept.xs[-1]) == (before.xs[0], before.xs[-1]) and kept.value == 0.9
    further = with_value(state.network, before.key, 0.95)
    again = sliced(replace(state, timeline=timeline_of(state.document, 1, further)), previous=kept)
    assert again.xs is kept.xs and again.costs is kept.costs and again.value == 0.95
    assert (
        again.cost
        == costs_along(timeline_of(state.document, 1, further).values, before.key, np.array([0.95]))[0]
    )
    far = with_value(state.network, before.key, 9.0)
    gone = sliced(replace(state, timeline=timeline_of(state.document, 1, far)), previous=before)
    assert gone.xs[0] < 9.0 < gone.xs[-1]


def test_that_the_range_shows_the_kink_of_a_relu() -> None:
    # z² = 1.3 θ₂ + 0.2 changes its sign at −0.1538, left of which the cost is flat.
    view = sliced(state_of(source(), selected="theta[2][1,1]"))
    assert view.xs[0] < -0.5 and view.xs[-1] > 1.5
    assert view.costs[0] == view.costs[1] > view.costs[-1]


def test_that_the_range_of_a_flat_slice_reaches_for_where_it_moves() -> None:
    document = source()
    dead = document.network.with_parameters(
        tuple(part.weights for part in document.network.layers),
        (frozen([0.1]), frozen([-8.0]), frozen([-0.3])),
    )
    view = sliced(state_of(replace(document, network=dead), selected="b[2][1]"))
    assert view.slope == 0.0
    assert np.ptp(view.costs) > 0.01


def test_that_a_nudge_has_its_secant() -> None:
    state = state_of(source(), selected="theta[2][1,1]")
    view = sliced(state, nudge=1e-6)
    assert view.secant is not None
    assert view.secant.ratio == pytest.approx(view.slope, rel=1e-5)
    coarse = sliced(state, nudge=0.5).secant
    assert coarse is not None
    moved = cost(with_value(state.network, view.key, 1.0), *_data(state))
    assert coarse.cost == pytest.approx(moved, rel=1e-12)
    assert coarse.ratio == pytest.approx((moved - view.cost) / 0.5, rel=1e-9)
    noisy = sliced(state, nudge=1e-15).secant
    assert noisy is not None and abs(noisy.ratio - view.slope) > 1e-3


@pytest.mark.parametrize(
    ("selected", "pushed"),
    [
        ("dC/dtheta[2][1,1]", "theta[2][1,1]"),
        ("dJ/db[1][1]", "b[1][1]"),
        ("theta+[1][1,1]", "theta[1][1,1]"),
        ("dC/dz[2][1]", "z[2][1]"),
        ("a[3][1]", "a[3][1]"),
    ],
)
def test_that_a_derivative_is_sliced_along_what_it_is_by(selected: str, pushed: str) -> None:
    assert pushed_key(parse(selected)) == parse(pushed)


@pytest.mark.parametrize("selected", [None, "C", "x[1]", "y[1]", "learning_rate"])
def test_that_what_cannot_be_pushed_has_no_slice(selected: str | None) -> None:
    state = state_of(source(), selected=selected)
    assert slice_view(state, reader(state), Namer(state.network)) is None


def test_that_several_examples_have_a_joint_cost() -> None:
    state = state_of(DOCUMENTS[1], selected="b[1][1]")
    assert sliced(state).letter == "J" and curve(state).letter == "J"
    assert curve(state).cost is None
    joint = state.timeline.layout.index(
        Level.VALUE, state.timeline.layout.locate(Level.VALUE, state.total - 1)
    )
    done = replace(state, cursor=Cursor(Level.VALUE, joint))
    assert curve(done).cost == pytest.approx(float(state.run.costs[0]))


@pytest.mark.parametrize(("batching", "note"), [("batch", ""), ("online", "J is over all 5 examples here.")])
def test_that_the_curve_says_where_its_j_is_of_more_than_the_update(batching: str, note: str) -> None:
    document = replace(wide((2, 3, 2), ("tanh", "softmax"), "cross_entropy", 5), batching=Batching(batching))
    state = opened(document)
    view = curve_view(state, reader(state))
    assert view.note == note and view.sentence.endswith(note)


def test_that_online_updates_are_sliced_along_their_own_example() -> None:
    document = replace(DOCUMENTS[1], batching=Batching("online"))
    state = state_of(document, selected="b[1][1]")
    view = sliced(state)
    assert view.letter == "C" and curve(state).letter == "J"
    x, y = _data(state)
    assert view.cost == pytest.approx(cost(document.network, x[:1], y[:1]), rel=1e-12)
    assert curve(state).cost == pytest.approx(cost(document.network, x, y))


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e300, -1e12])
def test_that_a_network_that_ran_away_still_has_a_slice_and_a_sentence(value: float) -> None:
    document = source()
    lost = with_value(document.network, parse("theta[2][1,1]"), value)
    view = sliced(state_of(replace(document, network=lost), selected="theta[2][1,1]"))
    assert np.isfinite(view.xs).all() and len(view.xs) == len(view.costs)
    if not math.isfinite(value):
        assert "learning rate" in view.note
    assert view.sentence
    other = sliced(state_of(replace(document, network=lost), selected="theta[1][1,1]"))
    assert other.sentence


@pytest.mark.parametrize(("value", "said"), [(1e200, "infinite or not a number"), (math.nan, "not a number")])
def test_that_a_slice_without_a_number_says_what_its_costs_are(value: float, said: str) -> None:
    layers = (layer([[1.0]], [value], "linear"),)
    document = Document(Network(layers), "lost", Examples(frozen([[0.5]]), frozen([[1.0]])))
    view = sliced(state_of(document, selected="theta[1][1,1]"))
    assert view.note.startswith(f"C is {said} for any θ₁ in sight")


def test_that_an_infinite_cost_leaves_a_gap_and_says_so() -> None:
    layers = (layer([[1.0]], [0.0], "linear"),)
    network = Network(layers, COSTS["binary_cross_entropy"])
    document = Document(network, "log", Examples(frozen([[0.5]]), frozen([[1.0]])))
    view = sliced(state_of(document, selected="theta[1][1,1]"))
    assert not np.isfinite(view.costs).all()
    assert "gap" in view.note


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ([1.0, 0.5], ""),
        ([1.0, 3.0, math.nan], "not a number from iteration 2: the learning rate is probably too large"),
        ([1.0, math.inf, math.nan], "infinite from iteration 1: the learning rate"),
        ([math.nan], "not a number from the start"),
    ],
)
def test_that_a_run_that_goes_wrong_says_from_where(costs: list[float], said: str) -> None:
    state = state_of(source())
    view = curve(replace(state, run=Run("run 1", frozen(costs), state.run.kept)))
    assert said in view.note and bool(view.note) == bool(said)
    assert view.note in view.sentence


def test_that_the_curve_tells_the_cost_once_it_is_computed() -> None:
    state = state_of(source())
    assert curve(state).label == "0 · C = ?"
    view = curve(replace(state, cursor=Cursor(Level.VALUE, 6)))
    assert view.label == "0 · C = 0.1072"
    assert "At iteration 0 C is 0.1072" in view.sentence


def test_that_earlier_runs_come_first_and_paler() -> None:
    state = state_of(source())
    old = Run("run 1, rate 0.1", frozen([0.2, 0.1]), state.run.kept)
    view = curve(replace(state, earlier_runs=(old,)))
    assert [line.role for line in view.lines] == ["earlier", "cost"]
    assert view.present.costs is state.run.costs


def edited(state: State, key: str, value: float) -> State:
    return reduce(state, EditValue(parse(key), value, "drag", live=True))


@pytest.mark.parametrize("key", ["theta[2][1,1]", "b[1][1]", "theta[3][1,1]"])
def test_that_the_curve_along_which_a_number_is_dragged_is_found_and_right(key: str) -> None:
    state = state_of(source(), selected=key)
    view = sliced(state)
    for value in (0.45, 0.52, 0.6):
        state = edited(state, key, value)
        before, view = view, sliced(state, previous=view)
        assert view.xs is before.xs and view.costs is before.costs
        assert view.value == value
        found = costs_along(state.timeline.values, parse(key), view.xs)
        assert np.array_equal(view.costs, found)
        assert view.cost == pytest.approx(float(np.interp(value, view.xs, view.costs)), abs=2e-3)


@pytest.mark.parametrize(
    ("key", "value"), [("theta[1][1,1]", 0.7), ("b[2][1]", 0.5), ("x[1]", 2.0), ("y[1]", 0.3)]
)
def test_that_another_number_makes_another_curve(key: str, value: float) -> None:
    state = state_of(source(), selected="theta[3][1,1]")
    before = sliced(state)
    view = sliced(edited(state, key, value), previous=before)
    assert view.costs is not before.costs and not np.array_equal(view.costs, before.costs)


def test_that_an_undo_leads_back_to_the_curve_that_was_shown() -> None:
    state = state_of(source(), selected="theta[2][1,1]")
    first = sliced(state)
    after = edited(state, "theta[2][1,1]", 40.0)
    far = sliced(after, previous=first)
    assert far.xs is not first.xs
    back = sliced(reduce(after, Undo()), previous=far)
    assert back.costs is first.costs and back.value == 0.5
