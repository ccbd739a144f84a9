"""Training in place against the passes that make new arrays, update by update."""

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.descent import Descent, train
from bptutor.engine.document import Document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, same_numbers
from bptutor.engine.passes import cost, forward, gradients
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import TutorError
from tests.engine.building import all_parameters, document, examples, network

HIDDEN = [name for name, entry in ACTIVATIONS.items() if not entry.mixes]
WAYS = [Batching(), Batching("online"), Batching("minibatch", 2), Batching("minibatch", 99)]


def plainly(document, steps):
    """The same training by the book: costs and the last network."""
    net, data = document.network, document.examples
    costs = [cost(net, data.inputs, data.targets)]
    batches = document.batching.batches(len(data))
    for number in range(steps):
        rows = list(batches[number % len(batches)])
        found = gradients(net, data.inputs[rows], data.targets[rows])
        rate = document.learning_rate
        net = net.with_parameters(
            tuple(
                layer.weights - rate * slope if layer.train_weights else layer.weights
                for layer, slope in zip(net.layers, found.weights, strict=True)
            ),
            tuple(
                layer.biases - rate * slope if layer.train_biases else layer.biases
                for layer, slope in zip(net.layers, found.biases, strict=True)
            ),
        )
        costs.append(cost(net, data.inputs, data.targets))
    return np.array(costs), net


def assert_same(document, steps=7):
    costs, net = plainly(document, steps)
    trained = train(document, steps)
    np.testing.assert_allclose(trained.costs, costs, rtol=1e-12)
    np.testing.assert_allclose(all_parameters(trained.network), all_parameters(net), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("batching", WAYS, ids=str)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_that_each_update_looks_at_its_batch_and_each_cost_at_all_examples(batching, reduction):
    assert_same(document(network((3, 4, 2), reduction=reduction), 5, 0.1, batching))


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("at_zero", [0.0, 0.5])
def test_that_every_activation_and_cost_trains_as_its_table_says(name, hidden, at_zero):
    assert_same(document(network((3, 4, 3, 2), hidden, name, relu_slope_at_zero=at_zero), 4, 0.05))


@pytest.mark.parametrize("name", ["squared_error", "half_squared_error", "binary_cross_entropy"])
@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
def test_that_outputs_train_with_costs_that_do_not_collapse(name, output):
    assert_same(document(network((2, 3, 3), "tanh", name, output=output), 4, 0.1))


@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
def test_that_targets_of_zero_and_one_train_the_same(name):
    net = network((2, 3, 3), "relu", name)
    data = Examples(examples(net, 6).inputs, frozen(np.eye(3)[[0, 1, 2, 2, 1, 0]]))
    assert_same(Document(net, "", data, 0.2, Batching("minibatch", 4)))


def test_that_a_zero_from_relu_takes_the_slope_that_the_document_says():
    net = network((1, 2, 1), "relu", relu_slope_at_zero=1.0)
    net = net.with_parameters(
        (np.zeros((2, 1)), net.layers[1].weights), (np.zeros(2), net.layers[1].biases)
    )  # every z¹ is exactly 0
    assert_same(document(net, 3, 0.1), steps=1)


@pytest.mark.parametrize("hidden", ["relu", "leaky_relu"])
def test_that_sums_that_cancel_by_hand_leave_a_relu_at_its_kink(hidden):
    # 0.6 · 0.1 − 0.6 · 0.1 is 0, and 3e-18 where multiplying and adding round once.
    weights, biases = frozen([[0.5, 1.1], [-0.6, 0.6]]), frozen([-0.6, 0.0])
    layer = Layer(weights, biases, ACTIVATIONS[hidden])
    net = network((2, 2, 1), hidden, output="linear")
    net = replace(net, layers=(layer, net.layers[1]))
    data = Examples(frozen([[2.0, -1.0], [1.0, 1.0], [0.1, 0.1], [2.0, 2.0]]), frozen(np.ones((4, 1))))
    assert np.all(forward(net, data.inputs).z[1][1:, 1] == 0)
    assert_same(Document(net, "", data, 0.5, Batching()), steps=1)


def test_that_what_is_not_trained_stays_bit_for_bit_even_when_the_rest_diverges():
    net = network((2, 3, 1), "linear", output="linear")
    first = replace(net.layers[0], train_weights=False)
    second = replace(net.layers[1], train_biases=False)
    net = replace(net, layers=(first, second))
    assert_same(document(net, 4, 0.1))
    wild = train(document(net, 4, 1e300), 5)
    assert np.isnan(wild.costs[-1])
    np.testing.assert_array_equal(wild.network.layers[0].weights, first.weights)
    np.testing.assert_array_equal(wild.network.layers[1].biases, second.biases)


def test_that_mazurs_network_reaches_his_cost_after_one_update():
    trained = train(ready_made("mazur").read(), 1)
    assert trained.costs[1] == pytest.approx(0.291027774, abs=5e-10)
    assert trained.network.layers[0].weights[0, 0] == pytest.approx(0.149780716, abs=5e-10)
    np.testing.assert_array_equal(trained.network.layers[0].biases, [0.35, 0.35])


def test_that_pieces_of_a_run_give_the_run():
    whole = document(network((3, 4, 2)), 5, 0.1, Batching("minibatch", 2))
    once = train(whole, 10)
    run = Descent(whole)
    pieces = [(run.advance(count), run.updates, run.network) for count in (3, 3, 3, 1)]
    assert [updates for _, updates, _ in pieces] == [3, 6, 9, 10]
    np.testing.assert_array_equal(np.concatenate([costs for costs, _, _ in pieces]), once.costs[1:])
    assert same_numbers(pieces[-1][2], once.network)
    again = Descent(replace(whole, network=pieces[1][2]), updates=6)
    again.advance(4)
    assert same_numbers(again.network, once.network)


def test_that_a_run_ends_with_its_first_cost_that_is_no_number_where_it_is_asked_to():
    wild = document(network((2, 3, 1), "linear", output="linear"), 4, 50.0)
    whole, asked = Descent(wild), Descent(wild)
    costs = whole.advance(400)
    first = int(np.flatnonzero(~np.isfinite(costs))[0])
    np.testing.assert_array_equal(asked.advance(400, while_finite=True), costs[: first + 1])
    assert asked.updates == first + 1
    stopped = Descent(wild)
    stopped.advance(first + 1)
    np.testing.assert_array_equal(all_parameters(asked.network), all_parameters(stopped.network))


def test_that_a_network_that_was_handed_out_does_not_change():
    run = Descent(document(network((2, 3, 1)), 4))
    early = run.network
    kept = all_parameters(early)
    run.advance(5)
    np.testing.assert_array_equal(all_parameters(early), kept)
    assert not early.layers[0].weights.flags.writeable
    assert not np.array_equal(all_parameters(run.network), kept)


def test_that_no_steps_give_one_cost_and_the_same_network():
    whole = document(network((2, 3, 1)), 4)
    trained = train(whole, 0)
    assert len(trained.costs) == 1
    assert same_numbers(trained.network, whole.network)


def test_that_inputs_of_a_thousand_train_without_a_warning():
    for name in COSTS:
        for hidden in HIDDEN:
            net = network((2, 3, 2), hidden, name)
            data = Examples(frozen([[1000.0, -1000.0], [-1000.0, 1000.0]]), frozen([[1.0, 0.0], [0.0, 1.0]]))
            train(Document(net, "", data, 0.1), 3)


def test_that_training_without_examples_is_refused_with_a_sentence():
    with pytest.raises(TutorError, match="needs examples"):
        train(Document(network((2, 3, 1))), 1)
