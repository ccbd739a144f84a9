"""The check says exact to what is right, not to what is wrong, and names kinks instead of blaming."""

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine import gradient_check
from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.examples import Examples
from bptutor.engine.gradient_check import check_gradients
from bptutor.engine.ready_made import READY_MADE, ready_made
from tests.engine.building import examples, network

HIDDEN = [name for name, entry in ACTIVATIONS.items() if not entry.mixes]


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_that_right_gradients_are_exact(name, hidden):
    net = network((3, 4, 3, 2), hidden, name)
    check = check_gradients(net, examples(net, 5))
    assert check.verdict == "exact"
    assert len(check.findings) == net.parameters
    assert check.maxdiff < 1e-8


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.name)
def test_that_every_ready_made_network_is_exact(ready):
    document = ready.read()
    assert check_gradients(document.network, document.examples).verdict == "exact"


@pytest.mark.parametrize("factor", [0.0, 0.5, -1.0, 1.001])
def test_that_a_wrong_slope_is_found_and_where(factor):
    right = ACTIVATIONS["tanh"]
    wrong = replace(right, slope=lambda z, at_zero: factor * right.slope(z, at_zero))
    net = network((2, 3, 1))
    net = replace(net, layers=(replace(net.layers[0], activation=wrong), net.layers[1]))
    check = check_gradients(net, examples(net, 3))
    assert check.verdict == "not"
    assert {finding.layer for finding in check.findings if finding.verdict == "not"} == {1}
    assert {finding.verdict for finding in check.findings if finding.layer == 2} == {"exact"}


def test_that_a_gradient_that_is_nearly_right_is_approximate():
    right = ACTIVATIONS["sigmoid"]
    near = replace(right, slope=lambda z, at_zero: 1.00001 * right.slope(z, at_zero))
    net = network((2, 1))
    net = replace(net, layers=(replace(net.layers[0], activation=near),))
    assert check_gradients(net, examples(net, 3)).verdict == "approximate"


def test_that_a_kink_is_named_and_nobody_is_blamed():
    document = ready_made("two-hidden-layers").read()
    net = document.network
    # z² is exactly 0: θ₂ a¹ + b₂ with b₂ = 0 and θ₂ = 0.
    middle = replace(net.layers[1], weights=frozen([[0.0]]), biases=frozen([0.0]))
    net = replace(net, layers=(net.layers[0], middle, net.layers[2]))
    check = check_gradients(net, document.examples)
    kinks = {(f.layer, f.input is None): f.kink for f in check.findings if f.verdict == "kink"}
    assert kinks == {(2, False): (2, 1), (2, True): (2, 1)}
    assert check.verdict == "exact"


def test_that_a_dead_relu_is_exactly_zero():
    document = ready_made("dead-relu").read()
    check = check_gradients(document.network, document.examples)
    dead = [finding for finding in check.findings if finding.layer < 3]
    assert {finding.gradient for finding in dead} == {0.0}
    assert {finding.verdict for finding in dead} == {"exact"}


def test_that_a_gradient_that_is_not_finite_is_not_right():
    net = network((1, 1), output="linear")
    net = net.with_parameters((frozen([[1e200]]),), (frozen([0.0]),))
    check = check_gradients(net, Examples(frozen([[1e200]]), frozen([[0.0]])))
    assert check.verdict == "not"
    assert np.isnan(check.maxdiff)


def test_that_gradients_below_what_differences_can_tell_are_not_called_wrong():
    net = network((1, 1, 1), "sigmoid")
    net = net.with_parameters((frozen([[1.0]]), frozen([[28.0]])), (frozen([2.0]), frozen([3.0])))
    check = check_gradients(net, Examples(frozen([[0.5]]), frozen([[0.0]])))
    assert 0 < max(abs(finding.gradient) for finding in check.findings) < 1e-11
    assert check.verdict == "approximate"


def test_that_a_large_network_is_checked_on_the_same_selection_each_time(monkeypatch):
    monkeypatch.setattr(gradient_check, "BUDGET", 20_000)
    net = network((20, 30, 5), "relu", "cross_entropy")
    data = examples(net, 10)
    one, other = check_gradients(net, data), check_gradients(net, data)
    assert 0 < len(one.findings) < net.parameters == one.parameters
    assert one.findings == other.findings
    assert {finding.layer for finding in one.findings} == {1, 2}
    assert one.verdict == "exact"


@pytest.mark.parametrize("z", [15.0, 30.0, 36.0])
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_that_a_gradient_is_not_called_wrong_where_the_cost_is_too_steep_for_differences(z, target):
    net = network((1, 1), cost="binary_cross_entropy").with_parameters(
        (np.array([[1.0]]),), (np.array([0.0]),)
    )
    data = Examples(np.array([[z]]), np.array([[target]]))
    assert check_gradients(net, data).verdict in ("exact", "approximate")


def test_that_a_diverged_network_is_checked_without_a_warning():
    net = network((2, 3, 1), "relu", output="linear")
    huge = net.with_parameters(
        tuple(1e200 * layer.weights for layer in net.layers), tuple(layer.biases for layer in net.layers)
    )
    assert check_gradients(huge, examples(net, 2)).verdict == "not"
