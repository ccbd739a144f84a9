"""Optimisers against their published formulas, written once more here with plain floats, and PyTorch."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.arrays import frozen
from bptutor.engine.descent import Descent, train
from bptutor.engine.document import Document
from bptutor.engine.examples import Batching
from bptutor.engine.network import Network, same_numbers
from bptutor.engine.optimisers import PLAIN, Moments, Optimiser, no_moments, step
from bptutor.engine.passes import Gradients, gradients
from bptutor.foundation.errors import TutorError
from tests.engine.building import all_parameters, document, network

OPTIMISERS = [
    Optimiser(),
    Optimiser("momentum", momentum=0.8),
    Optimiser("nesterov", momentum=0.7),
    Optimiser("rmsprop", decay=0.9, epsilon=1e-6),
    Optimiser("adam", beta1=0.85, beta2=0.98, epsilon=1e-7),
]


def published(o: Optimiser, theta: float, slopes: list[float], rate: float) -> float:
    """θ after as many updates as there are gradients, as the papers write it."""
    m = v = s = 0.0
    for t, g in enumerate(slopes, 1):
        match o.rule:
            case "gradient_descent":
                theta -= rate * g
            case "momentum":
                v = o.momentum * v + g
                theta -= rate * v
            case "nesterov":
                v = o.momentum * v + g
                theta -= rate * (g + o.momentum * v)
            case "rmsprop":
                s = o.decay * s + (1 - o.decay) * g**2
                theta -= rate * g / (math.sqrt(s) + o.epsilon)
            case "adam":
                m = o.beta1 * m + (1 - o.beta1) * g
                v = o.beta2 * v + (1 - o.beta2) * g**2
                root = math.sqrt(v / (1 - o.beta2**t))
                theta -= rate * (m / (1 - o.beta1**t)) / (root + o.epsilon)
    return theta


def walked(o: Optimiser, start: Document, updates: int) -> Iterator[tuple[Network, Moments, Gradients]]:
    """Network, moments and gradients before each update."""
    net, moments, data = start.network, no_moments(o, start.network), start.examples
    assert data is not None
    for _ in range(updates):
        slopes = gradients(net, data.inputs, data.targets)
        yield net, moments, slopes
        net, moments = step(o, moments, net, slopes, start.learning_rate)


@pytest.mark.parametrize("o", OPTIMISERS, ids=lambda o: o.rule)
def test_that_updates_are_those_of_the_published_formulas(o: Optimiser) -> None:
    start = document(network((2, 3, 1)), 4)
    rows = list(walked(o, start, 13))
    slopes = [gradient.weights[0][2, 1] for _, _, gradient in rows[:12]]
    expected = published(o, float(start.network.layers[0].weights[2, 1]), slopes, start.learning_rate)
    assert rows[12][0].layers[0].weights[2, 1] == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("o", OPTIMISERS, ids=lambda o: o.rule)
def test_that_a_run_is_the_pure_steps_one_after_the_other(o: Optimiser) -> None:
    start = document(network((2, 3, 1), cost="binary_cross_entropy"), 4)
    *_, (net, moments, _) = walked(o, start, 9)
    run = Descent(start, optimiser=o)
    run.advance(8)
    assert np.allclose(all_parameters(run.network), all_parameters(net), rtol=1e-11)
    if run.moments is not None:
        assert run.moments.updates == moments.updates == 8
        for one, other in zip(run.moments.parts, moments.parts, strict=True):
            assert np.allclose(one.weights[0], other.weights[0], rtol=1e-9)
            assert np.allclose(one.biases[1], other.biases[1], rtol=1e-9)


@pytest.mark.parametrize("o", OPTIMISERS, ids=lambda o: o.rule)
def test_that_a_run_goes_on_from_its_moments_to_the_same_bits(o: Optimiser) -> None:
    start = document(network((2, 3, 1)), 5, batching=Batching("minibatch", 2))
    first = Descent(start, optimiser=o)
    first.advance(7)
    again = Descent(replace(start, network=first.network), 7, o, first.moments)
    first.advance(6)
    again.advance(6)
    assert same_numbers(first.network, again.network)


def test_that_what_is_not_trained_keeps_its_number_and_has_no_moments() -> None:
    start = document(network((2, 3, 1)), 4)
    fixed = replace(start.network.layers[0], train_weights=False)
    start = replace(start, network=replace(start.network, layers=(fixed, start.network.layers[1])))
    for o in OPTIMISERS:
        run = Descent(start, optimiser=o)
        run.advance(5)
        *_, (net, moments, _) = walked(o, start, 6)
        for after in (run.network, net):
            assert after.layers[0].weights.tobytes() == fixed.weights.tobytes()
            assert after.layers[0].biases.tobytes() != fixed.biases.tobytes()
        assert not any(np.any(part.weights[0]) for part in moments.parts)


def test_that_every_optimiser_learns_xor_with_a_rate_that_suits_it() -> None:
    from bptutor.engine.ready_made import ready_made

    xor = ready_made("xor").read()
    for o, rate in zip(OPTIMISERS, (1.0, 0.3, 0.3, 0.02, 0.05), strict=True):
        assert train(replace(xor, learning_rate=rate), 3000, o).costs[-1] < 0.02, o.rule


def test_that_settings_that_are_no_use_are_refused() -> None:
    for wrong in ({"rule": "sgd"}, {"momentum": 1.0}, {"beta2": -0.1}, {"epsilon": 0.0}, {"decay": math.nan}):
        with pytest.raises(TutorError):
            Optimiser(**wrong)  # type: ignore[arg-type]
    assert str(Optimiser("adam")) == "Adam, β₁ = 0.9, β₂ = 0.999, ε = 1e-08"
    assert PLAIN.plain and str(PLAIN) == "gradient descent"


@pytest.mark.parametrize("o", OPTIMISERS, ids=lambda o: o.rule)
def test_that_updates_are_those_of_pytorch(o: Optimiser) -> None:
    torch = pytest.importorskip("torch")
    start, rate = document(network((2, 3, 1)), 4), 0.05
    theta = torch.tensor(np.array(start.network.layers[0].weights), requires_grad=True)
    make = {
        "gradient_descent": lambda: torch.optim.SGD([theta], lr=rate),
        "momentum": lambda: torch.optim.SGD([theta], lr=rate, momentum=o.momentum),
        "nesterov": lambda: torch.optim.SGD([theta], lr=rate, momentum=o.momentum, nesterov=True),
        "rmsprop": lambda: torch.optim.RMSprop([theta], lr=rate, alpha=o.decay, eps=o.epsilon),
        "adam": lambda: torch.optim.Adam([theta], lr=rate, betas=(o.beta1, o.beta2), eps=o.epsilon),
    }
    theirs = make[o.rule]()
    for net, _, slopes in walked(o, replace(start, learning_rate=rate), 20):
        assert np.allclose(net.layers[0].weights, theta.detach().numpy(), rtol=1e-12, atol=1e-14)
        theta.grad = torch.tensor(np.array(slopes.weights[0]))
        theirs.step()


def test_that_moments_do_not_change_once_they_are_made() -> None:
    o, start = Optimiser("adam"), document(network((2, 2)), 2)
    *_, (_, moments, _) = walked(o, start, 3)
    assert not any(array.flags.writeable for part in moments.parts for array in (*part.weights, *part.biases))
    assert frozen(moments.parts[0].weights[0]) is moments.parts[0].weights[0]
