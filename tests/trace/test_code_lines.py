"""The lines of NumPy that steps show are run, and give the engine's numbers."""

import numpy as np
import pytest

from bptutor.engine.activations import softmax
from bptutor.engine.ready_made import ready_made
from bptutor.trace.code_lines import code_line
from bptutor.trace.keys import Key, Kind
from bptutor.trace.layer_steps import updated_network
from bptutor.trace.steps import Level, Phase
from bptutor.trace.timeline import Timeline, timeline_of
from tests.trace.networks import random_document

NAMES = ("two-hidden-layers", "dead-relu", "mazur", "classifier-2-3-2")


def start_of(timeline: Timeline) -> dict[str, object]:
    """The names that the lines begin with: np, softmax, x, y, eta, W1, b1, …"""
    known: dict[str, object] = {"np": np, "softmax": softmax, "eta": timeline.values.learning_rate}
    known |= {"x": timeline.examples.inputs[0], "y": timeline.examples.targets[0]}
    for number, layer in enumerate(timeline.network.layers, 1):
        known |= {f"W{number}": layer.weights.copy(), f"b{number}": layer.biases.copy()}
    return known


def run(timeline: Timeline) -> None:
    """Run each line when it is first met; each entry then has its step's value."""
    known, before = start_of(timeline), ""
    for step in timeline.steps(Level.VALUE):
        made = code_line(step, timeline)
        if made.line != before:
            exec(made.line, known)
            before = made.line
        entry = eval(made.entry, known)
        assert entry == pytest.approx(float(step.value), rel=1e-9, abs=1e-12, nan_ok=True), made


@pytest.mark.parametrize("name", NAMES)
def test_that_the_lines_of_a_ready_made_network_compute_it(name: str) -> None:
    run(timeline_of(ready_made(name).read()))


def test_that_the_lines_of_random_networks_compute_them() -> None:
    for seed in range(150):
        document = random_document(seed)
        timeline = Timeline(document.network, document.examples, 0.1, [0])  # type: ignore[arg-type]
        with np.errstate(all="ignore"):
            run(timeline)


def test_that_the_lines_of_whole_layers_gather_the_examples_and_update() -> None:
    timeline = timeline_of(ready_made("xor").read())
    known = start_of(timeline) | {"m": 4, "sum_C": 0.0}
    known |= {f"sum_d{each}{number}": 0.0 for each in "Wb" for number in (1, 2)}
    for step in timeline.steps(Level.LAYER):
        if step.phase is Phase.FORWARD and step.example is not None:
            row = step.example - 1
            known |= {"x": timeline.examples.inputs[row], "y": timeline.examples.targets[row]}
        exec(code_line(step, timeline).line, known)
        if step.target == Key(Kind.DC_DZ, 1):  # the last of an example
            exec("sum_C += C", known)
            for number in (1, 2):
                exec(f"sum_dW{number} += dC_dW{number}; sum_db{number} += dC_db{number}", known)
    after = updated_network(timeline)
    for number, layer in enumerate(after.layers, 1):
        np.testing.assert_allclose(known[f"W{number}"], layer.weights, rtol=0, atol=1e-12)
        np.testing.assert_allclose(known[f"b{number}"], layer.biases, rtol=0, atol=1e-12)


def test_that_a_term_is_shown_as_the_product_that_it_is() -> None:
    timeline = timeline_of(ready_made("classifier-2-3-2").read())
    entries = {str(step.target): code_line(step, timeline).entry for step in timeline.steps(Level.TERM)}
    assert entries["theta[1][2,1]*x[1]"] == "W1[1,0] * x[0]"
    assert entries["dC/dz[2][1]*dz[2][1]/da[1][3]"] == "dC_dz2[0] * W2[0,2]"
