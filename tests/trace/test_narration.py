"""Sentences of steps that say what is true, also of numbers out of the ordinary."""

import math

import pytest

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.examples import Examples
from bptutor.engine.network import Layer, Network
from bptutor.trace.formulas import formula
from bptutor.trace.keys import parse
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline


def one_neuron(weight: float, x: float, y: float = 0.0, name: str = "linear", rate: float = 0.5) -> Timeline:
    """1-1 without a bias, squared error, one example."""
    layer = Layer(frozen([[weight]]), frozen([0.0]), ACTIVATIONS[name])
    return Timeline(Network((layer,)), Examples(frozen([[x]]), frozen([[y]])), rate, [0])


def step_for(timeline, key, level=Level.VALUE):
    return next(step for step in timeline.steps(level) if step.target == parse(key))


def sentence(timeline: Timeline, key: str, level: Level = Level.VALUE) -> str:
    return narrate(step_for(timeline, key, level), timeline).text(Namer(timeline.network))


@pytest.mark.parametrize("level", [Level.VALUE, Level.TERM])
@pytest.mark.parametrize(
    ("target", "rate", "said"),
    [
        (2.0, 0.5, "The gradient is negative, so θ₁ goes up from 1 to 2."),
        (0.5, 0.5, "The gradient is positive, so θ₁ goes down from 1 to 0.5."),
        (1.0, 0.5, "The learning rate times the gradient is 0: θ₁ stays at 1."),
        (3.0, 0.0, "The learning rate times the gradient is 0: θ₁ stays at 1."),
    ],
)
def test_that_an_update_says_which_way_the_parameter_goes(target, rate, said, level):
    assert sentence(one_neuron(1.0, 1.0, target, rate=rate), "theta+[1][1,1]", level) == said


@pytest.mark.parametrize("name", ["linear", "relu", "leaky_relu", "sigmoid", "tanh"])
def test_that_not_a_number_is_told_with_its_reason_and_never_called_positive(name):
    timeline = one_neuron(1e200, 1e200)
    assert sentence(timeline, "theta[1][1,1]*x[1]", Level.TERM).endswith("is ∞.")
    layers = (
        Layer(frozen([[1e200], [1e200]]), frozen([0.0, 0.0]), ACTIVATIONS["linear"]),
        Layer(frozen([[1.0, -1.0]]), frozen([0.0]), ACTIVATIONS[name]),
    )
    timeline = Timeline(Network(layers), Examples(frozen([[1e200]]), frozen([[0.0]])), 0.1, [0])
    assert sentence(timeline, "z[2][1]") == "∞ and −∞ have no sum: z² is NaN, not a number."
    assert sentence(timeline, "a[2][1]") == "ŷ is NaN, not a number, because z² already is."
    for step in timeline.steps(Level.TERM):
        if math.isnan(step.value):
            said = narrate(step, timeline).text(Namer(timeline.network))
            assert "positive" not in said
            assert "gate" not in said


def test_that_zero_times_infinity_is_not_called_a_closed_gate():
    timeline = one_neuron(1e200, -1e200, 1.0, "relu")
    layers = (Layer(frozen([[-1.0]]), frozen([0.0]), ACTIVATIONS["relu"]), timeline.network.layers[0])
    wide = Network((layers[0], Layer(frozen([[1e300]]), frozen([1e300]), ACTIVATIONS["linear"])))
    timeline = Timeline(wide, Examples(frozen([[1.0]]), frozen([[0.0]])), 0.1, [0])
    assert sentence(timeline, "dC/dz[1][1]") == (
        "∂C/∂a¹ = ∞ times ∂a¹/∂z¹ = 0 has no value: ∂C/∂z¹ is NaN, not a number."
    )


def test_that_a_linear_step_reads_as_a_sentence():
    timeline = one_neuron(2.0, 3.0)
    assert sentence(timeline, "a[1][1]") == "Linear passes z¹ on as it is: ŷ = 6."
    assert (
        sentence(timeline, "da[1][1]/dz[1][1]", Level.TERM)
        == "Linear passes every change on as it is: ∂ŷ/∂z¹ = 1."
    )


def test_that_a_leaky_slope_times_a_negative_z_does_not_read_as_a_difference():
    timeline = one_neuron(-2.0, 3.0, name="leaky_relu")
    found = formula(step_for(timeline, "a[1][1]"), timeline, Namer(timeline.network))
    assert found.substituted == r"\max(0.01\,(-6), (-6))"
