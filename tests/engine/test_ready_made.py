"""The networks that come with the program."""

import numpy as np
import pytest

from bptutor.engine.descent import train
from bptutor.engine.document_file import decode, encode
from bptutor.engine.passes import cost, forward
from bptutor.engine.ready_made import FIRST, READY_MADE, ready_made
from tests.clock import seconds_of_work


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.name)
def test_that_each_is_called_what_the_menu_calls_it_and_is_written_as_we_write(ready):
    document = ready.read()
    assert document.name == ready.title
    assert document.examples is not None
    assert encode(document, "f") == ready.path.read_text("utf-8")


def test_that_the_first_is_the_sources():
    document = ready_made().read()
    assert FIRST == "two-hidden-layers"
    assert document.network.widths == (1, 1, 1, 1)
    assert [layer.activation.name for layer in document.network.layers] == ["relu", "relu", "sigmoid"]


def test_that_the_dead_relu_is_dead():
    document = ready_made("dead-relu").read()
    assert forward(document.network, document.examples.inputs).z[2][0, 0] < 0


def test_that_xor_learns_xor():
    document = ready_made("xor").read()
    trained = train(document, 500)
    assert trained.costs[0] > 0.2
    assert trained.costs[-1] < 0.01
    answers = forward(trained.network, document.examples.inputs).output.ravel()
    np.testing.assert_array_equal(answers > 0.5, [False, True, True, False])


def test_that_the_classifier_has_the_numbers_of_its_picture():
    document = ready_made("classifier-2-3-2").read()
    ahead = forward(document.network, document.examples.inputs)
    np.testing.assert_allclose(ahead.z[1][0], [-0.1, 1.7, 0.6], rtol=1e-15)
    np.testing.assert_allclose(ahead.z[2][0], [0.2034, 0.5156], atol=5e-5)
    assert cost(document.network, document.examples.inputs, document.examples.targets) == pytest.approx(
        0.8613, abs=5e-5
    )


def test_that_the_digits_are_half_known_and_are_learnt():
    document = ready_made("digits-64-32-10").read()
    x, y = document.examples.inputs, document.examples.targets
    assert x.min() == 0
    assert x.max() == 1
    np.testing.assert_array_equal(y.sum(axis=1), 1)

    def known(network):
        return np.mean(forward(network, x).output.argmax(axis=1) == y.argmax(axis=1))

    assert 0.3 < known(document.network) < 0.8
    assert known(train(document, 100).network) > 0.9


def test_that_the_digits_are_read_in_no_time():
    text = ready_made("digits-64-32-10").path.read_text("utf-8")
    best = min(seconds_of_work(lambda: decode(text, "f")) for _ in range(5))
    assert best < 0.05
