"""Each function of the tables against its own derivative, and at the ends of the number line."""

import numpy as np
import pytest

from bptutor.engine.activations import ACTIVATIONS, softmax, softmax_jacobian
from bptutor.engine.costs import COSTS

STEP = 1e-6
FAR = np.array([-1000.0, -800.0, -37.0, -0.0, 0.0, 37.0, 800.0, 1000.0])


@pytest.mark.parametrize("name", [name for name, entry in ACTIVATIONS.items() if not entry.mixes])
def test_that_each_activations_slope_is_its_derivative(name):
    entry = ACTIVATIONS[name]
    z = np.linspace(-5, 5, 100)
    difference = (entry.value(z + STEP) - entry.value(z - STEP)) / (2 * STEP)
    np.testing.assert_allclose(entry.slope(z, 0.0), difference, rtol=1e-6, atol=1e-9)


def test_that_softmax_jacobian_is_its_derivative():
    z = np.array([0.3, -1.2, 2.0])
    for j in range(3):
        push = STEP * np.eye(3)[j]
        difference = (softmax(z + push) - softmax(z - push)) / (2 * STEP)
        np.testing.assert_allclose(softmax_jacobian(softmax(z))[:, j], difference, atol=1e-9)


def test_that_softmax_adds_up_to_one_and_its_slope_is_the_diagonal():
    z = np.array([[1.0, 2.0, 3.0], [-1000.0, 0.0, 1000.0]])
    np.testing.assert_allclose(np.sum(softmax(z), axis=1), 1.0)
    np.testing.assert_allclose(
        ACTIVATIONS["softmax"].slope(z, 0.0), np.diagonal(softmax_jacobian(softmax(z)), axis1=1, axis2=2)
    )


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_that_no_activation_overflows_or_warns_at_a_thousand(name):
    entry = ACTIVATIONS[name]
    assert np.all(np.isfinite(entry.value(FAR)))
    assert np.all(np.isfinite(entry.slope(FAR, 0.5)))


@pytest.mark.parametrize("name", ["relu", "leaky_relu"])
@pytest.mark.parametrize("at_zero", [0.0, 0.5, 1.0])
def test_that_the_slope_at_the_kink_is_what_the_document_says(name, at_zero):
    left = ACTIVATIONS[name].slope(np.array([-1.0]), at_zero)[0]
    at, minus_zero, right = ACTIVATIONS[name].slope(np.array([0.0, -0.0, 1.0]), at_zero)
    assert right == 1.0
    assert at == minus_zero == pytest.approx(left + at_zero * (1 - left))


def test_that_not_a_number_stays_not_a_number_in_every_activation():
    for entry in ACTIVATIONS.values():
        assert np.isnan(entry.value(np.array([np.nan]))).all()
        if entry.name != "linear":
            assert np.isnan(entry.slope(np.array([np.nan]), 0.0)).all()


@pytest.mark.parametrize("name", COSTS)
def test_that_each_costs_slope_is_its_derivative(name):
    entry = COSTS[name]
    yhat, y = np.array([[0.2, 0.5, 0.9]]), np.array([[0.0, 0.4, 1.0]])
    for k in range(3):
        push = STEP * np.eye(3)[k]
        difference = (entry.value(yhat + push, y) - entry.value(yhat - push, y)) / (2 * STEP)
        assert entry.slope(yhat, y)[0, k] == pytest.approx(difference[0], rel=1e-7, abs=1e-9)


def test_that_zero_times_the_logarithm_of_zero_counts_nothing():
    yhat, y = np.array([[0.0, 1.0]]), np.array([[0.0, 1.0]])
    assert COSTS["cross_entropy"].value(yhat, y)[0] == 0
    assert COSTS["binary_cross_entropy"].value(yhat, y)[0] == 0
    assert np.all(np.isfinite(COSTS["binary_cross_entropy"].slope(yhat, y)))


def test_that_the_logarithm_of_zero_is_shown_for_what_it_is():
    yhat, y = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    assert COSTS["cross_entropy"].value(yhat, y)[0] == np.inf
    assert COSTS["binary_cross_entropy"].value(yhat, y)[0] == np.inf
