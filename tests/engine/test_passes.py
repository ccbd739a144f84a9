"""Forward and backward against differences, against published numbers, and at the ends of the number line."""

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.passes import (
    backward,
    cost,
    example_costs,
    forward,
    gather,
    gradients,
    weighted_sums,
)
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import ShapeError
from tests.engine.building import all_parameters, examples, network

HIDDEN = [name for name, entry in ACTIVATIONS.items() if not entry.mixes]


def differences(net, data, step=1e-5):
    """∂J/∂ of every parameter by moving it, in the order of `all_parameters`."""
    whole = []
    for number, layer in enumerate(net.layers):
        for name in ("weights", "biases"):
            for place in np.ndindex(getattr(layer, name).shape):
                costs = []
                for sign in (1, -1):
                    moved = getattr(layer, name).copy()
                    moved[place] += sign * step
                    layers = list(net.layers)
                    layers[number] = replace(layer, **{name: moved})
                    costs.append(cost(replace(net, layers=tuple(layers)), data.inputs, data.targets))
                whole.append((costs[0] - costs[1]) / (2 * step))
    return np.array(whole)


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_that_gradients_are_the_differences_of_the_cost(name, hidden, reduction):
    net = network((3, 4, 3, 2), hidden, name, reduction=reduction)
    data = examples(net, 5)
    found = gradients(net, data.inputs, data.targets)
    flat = np.concatenate([np.append(w, b) for w, b in zip(found.weights, found.biases, strict=True)])
    np.testing.assert_allclose(flat, differences(net, data), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", ["squared_error", "half_squared_error", "binary_cross_entropy"])
def test_that_softmax_goes_with_every_cost(name):
    net = network((2, 3, 3), "tanh", name, output="softmax")
    data = examples(net, 4)
    found = gradients(net, data.inputs, data.targets)
    flat = np.concatenate([np.append(w, b) for w, b in zip(found.weights, found.biases, strict=True)])
    np.testing.assert_allclose(flat, differences(net, data), rtol=1e-6, atol=1e-8)


def test_that_softmax_with_cross_entropy_collapses_to_output_minus_target():
    net = network((2, 3, 3), "tanh", "cross_entropy")
    data = examples(net, 4)
    targets = frozen(np.eye(3)[[0, 1, 2, 0]])
    ahead = forward(net, data.inputs)
    np.testing.assert_allclose(backward(net, ahead, targets).dz[-1], ahead.output - targets, atol=1e-14)


def test_that_mazurs_published_numbers_come_out():
    document = ready_made("mazur").read()
    net, data = document.network, document.examples
    assert cost(net, data.inputs, data.targets) == pytest.approx(0.298371109, abs=5e-10)
    assert gradients(net, data.inputs, data.targets).weights[1][0, 0] == pytest.approx(0.082167041, abs=5e-10)


def test_that_the_sources_network_gives_its_numbers():
    document = ready_made("two-hidden-layers").read()
    ahead = forward(document.network, document.examples.inputs)
    np.testing.assert_allclose([z[0, 0] for z in ahead.z[1:]], [1.3, 0.85, 0.72], rtol=1e-15)
    behind = backward(document.network, ahead, document.examples.targets)
    found = gather(document.network, ahead, behind)
    expected = 2 * (ahead.output - 1) * ahead.output * (1 - ahead.output) * 1.2 * 1 * 1.3
    assert found.weights[1][0, 0] == pytest.approx(float(expected[0, 0]), rel=1e-14)


def test_that_the_mean_is_the_sum_divided_by_the_examples():
    net = network((2, 3, 1))
    data = examples(net, 7)
    mean = gradients(net, data.inputs, data.targets)
    total = gradients(replace(net, reduction="sum"), data.inputs, data.targets)
    np.testing.assert_allclose(total.weights[0], 7 * mean.weights[0], rtol=1e-14)
    costs = example_costs(net, forward(net, data.inputs), data.targets)
    assert cost(net, data.inputs, data.targets) == pytest.approx(costs.mean())


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_that_inputs_of_a_thousand_bring_no_warning(name, hidden):
    net = network((2, 3, 2), hidden, name)
    x = frozen([[1000.0, -1000.0], [-1000.0, -1000.0], [1000.0, 1000.0]])
    y = frozen([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert not np.isnan(forward(net, x).output).any()
    gradients(net, x, y)
    cost(net, x, y)


def test_that_a_diverged_network_is_carried_along_without_a_warning():
    net = network((2, 3, 1), "relu", output="linear")
    huge = net.with_parameters(
        tuple(1e200 * layer.weights for layer in net.layers), tuple(layer.biases for layer in net.layers)
    )
    data = examples(net, 2)
    assert not np.isfinite(cost(huge, data.inputs, data.targets))
    gradients(huge, data.inputs, data.targets)


def test_that_a_pass_changes_nothing_that_it_is_given():
    net = network((2, 3, 1))
    data = examples(net, 3)
    before = all_parameters(net), data.inputs.copy(), data.targets.copy()
    gradients(net, data.inputs, data.targets)
    for array, kept in zip((all_parameters(net), data.inputs, data.targets), before, strict=True):
        np.testing.assert_array_equal(array, kept)


def test_that_arrays_that_do_not_fit_are_named():
    net = network((2, 3, 1))
    with pytest.raises(ShapeError, match="2 inputs"):
        forward(net, np.zeros((1, 3)))
    with pytest.raises(ShapeError, match="targets"):
        gradients(net, np.zeros((1, 2)), np.zeros((1, 2)))


@pytest.mark.parametrize("neurons", [1, 2, 8])
@pytest.mark.parametrize("rows", [1, 4])
def test_that_products_are_rounded_one_by_one_as_by_hand(neurons, rows):
    values, weights = np.full((rows, 2), 3.0), np.array([[0.1], [-0.1]]) * np.ones(neurons)
    assert np.all(weighted_sums(values, weights) == 0)


def test_that_large_sums_are_the_same_matrix_product():
    rng = np.random.default_rng(0)
    values, weights = rng.normal(size=(30, 40)), rng.normal(size=(40, 50))
    np.testing.assert_allclose(weighted_sums(values, weights), values @ weights, rtol=1e-12)


@pytest.mark.parametrize("z", [-36.0, -20.0, 0.5, 15.0, 25.0, 36.0])
@pytest.mark.parametrize("target", [0.0, 0.5, 1.0])
def test_that_the_long_way_through_a_saturated_sigmoid_ends_at_output_less_target(z, target):
    net = network((1, 1), cost="binary_cross_entropy").with_parameters(
        (np.array([[1.0]]),), (np.array([0.0]),)
    )
    ahead = forward(net, np.array([[z]]))
    found = backward(net, ahead, np.array([[target]])).dz[1]
    assert found == pytest.approx(ahead.output - target, rel=1e-12, abs=1e-15)
