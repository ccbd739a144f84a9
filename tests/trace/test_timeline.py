"""The timeline against itself, against the engine, and against central differences."""

import itertools
import math

import numpy as np
import pytest
from msgspec.structs import replace

from bptutor.engine.arrays import frozen
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Network
from bptutor.engine.passes import cost, gradients
from bptutor.engine.ready_made import READY_MADE, ready_made
from bptutor.trace.finding import step_of
from bptutor.trace.keys import Key, Kind
from bptutor.trace.steps import Level, Step, StepKind
from bptutor.trace.timeline import Timeline, timeline_of
from tests.trace.networks import random_document

SEEDS = range(1000)
FORWARD = [f"{letter}[{layer}][1]" for layer in (1, 2, 3) for letter in "za"] + ["C"]
BACKWARD = [
    f"dC/{below}"
    for layer in (3, 2, 1)
    for below in (f"da[{layer}][1]", f"dz[{layer}][1]", f"dtheta[{layer}][1,1]", f"db[{layer}][1]")
]
UPDATE = [name for layer in (1, 2, 3) for name in (f"theta+[{layer}][1,1]", f"b+[{layer}][1]")]
MULTIPLIED = (StepKind.PRODUCT, StepKind.CHAIN)
ADDED = (StepKind.SUM, StepKind.ACCUMULATE)


@pytest.fixture(scope="module")
def source() -> Timeline:
    return timeline_of(ready_made("two-hidden-layers").read())


def close(one: float, other: float) -> bool:
    """Equal to 1e-12, or both not a number."""
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12) or (math.isnan(one) and math.isnan(other))


def test_that_the_source_has_25_value_steps_in_its_own_order(source: Timeline) -> None:
    targets = [str(step.target) for step in source.steps(Level.VALUE)]
    assert targets == [*FORWARD, *BACKWARD, *UPDATE]
    phases = [step.phase.value for step in source.steps(Level.VALUE)]
    assert [phases.count(name) for name in ("forward", "cost", "backward", "update")] == [6, 1, 12, 6]


def test_that_the_gradient_of_the_second_weight_is_the_product_of_its_five_factors(source: Timeline) -> None:
    factors = [
        "dC/da[3][1]",
        "da[3][1]/dz[3][1]",
        "dz[3][1]/da[2][1]",
        "da[2][1]/dz[2][1]",
        "dz[2][1]/dtheta[2][1,1]",
    ]
    values = {str(step.target): float(step.value) for step in source.steps(Level.TERM)}
    assert close(math.prod(values[name] for name in factors), values["dC/dtheta[2][1,1]"])
    assert values["dC/dtheta[2][1,1]"] == pytest.approx(-0.2249338007136041, rel=1e-14)


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def recomputed(step: Step) -> float | None:
    """The value of a step from nothing but its terms, where its kind says how."""
    numbers = [float(term.value) for term in step.terms]
    if step.kind in MULTIPLIED:
        return math.prod(numbers)
    if step.kind in ADDED:
        return sum(numbers)
    if step.kind is StepKind.MEAN:
        halves = len(numbers) == 2 and step.terms[1].key.kind is Kind.COUNT
        return numbers[0] / numbers[1] if halves else sum(numbers) / len(numbers)
    if step.kind is StepKind.UPDATE:
        return numbers[0] - math.prod(numbers[1:])
    return None


def check_steps(timeline: Timeline, level: Level) -> None:
    """Each step follows from its terms, and its key has its value and leads back to it."""
    for step in timeline.steps(level):
        value = float(step.value)
        again = recomputed(step)
        assert again is None or close(again, value), (str(step.target), value, again)
        row = timeline.rows.index(step.example - 1) if step.example is not None else 0
        assert same(timeline.values[step.target, row], value)
        assert step_of(timeline, step.target, level, row) == step.index, str(step.target)
        for term in step.terms:
            own = row if term.example is None else timeline.rows.index(term.example - 1)
            assert same(timeline.values[term.key, own], float(term.value))


def check_engine(timeline: Timeline) -> None:
    """What the timeline says of J and its gradients is what the engine computes at once."""
    data, network = timeline.examples, timeline.network
    whole = gradients(network, data.inputs, data.targets)
    assert close(timeline.values.joint_cost, cost(network, data.inputs, data.targets))
    single = len(timeline.rows) == 1
    for number, (weights, biases) in enumerate(zip(whole.weights, whole.biases, strict=True), 1):
        for (j, k), value in np.ndenumerate(weights):
            kind = Kind.DC_DTHETA if single else Kind.DJ_DTHETA
            assert close(timeline.values[Key(kind, number, j + 1, k + 1), 0], value)
        for (j,), value in np.ndenumerate(biases):
            kind = Kind.DC_DB if single else Kind.DJ_DB
            assert close(timeline.values[Key(kind, number, j + 1), 0], value)


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_that_a_thousand_random_networks_agree_with_the_engine_step_by_step(start: int) -> None:
    for seed in SEEDS[start : start + 100]:
        timeline = timeline_of(random_document(seed), iteration=seed % 3)
        check_engine(timeline)
        check_steps(timeline, Level.VALUE)
        if seed % 4 == 0:
            check_steps(timeline, Level.TERM)


@pytest.mark.parametrize("name", [entry.name for entry in READY_MADE])
def test_that_every_ready_made_network_agrees_with_the_engine(name: str) -> None:
    document = ready_made(name).read()
    timeline = timeline_of(document)
    check_engine(timeline)
    if timeline.size(Level.TERM) < 5_000:
        check_steps(timeline, Level.VALUE)
        check_steps(timeline, Level.TERM)


def nudged(network: Network, key: Key, h: float) -> Network:
    layer = network.layers[key.layer - 1]
    weights, biases = layer.weights.copy(), layer.biases.copy()
    if key.kind is Kind.DC_DTHETA:
        weights[key.j - 1, key.k - 1] += h
    else:
        biases[key.j - 1] += h
    layers = list(network.layers)
    layers[key.layer - 1] = replace(layer, weights=frozen(weights), biases=frozen(biases))
    return replace(network, layers=tuple(layers))


def smooth(document: Document) -> bool:
    return not any(layer.activation.has_kink for layer in document.network.layers)


def test_that_the_timelines_gradients_are_the_central_differences_of_its_costs() -> None:
    h = 1e-5
    for seed in (s for s in range(200) if smooth(random_document(s))):
        timeline = timeline_of(random_document(seed))
        data = Examples(timeline.examples.inputs[:1], timeline.examples.targets[:1])
        for step in timeline.steps(Level.VALUE, 0, timeline.layout.block.size(Level.VALUE)):
            if step.target.kind in (Kind.DC_DTHETA, Kind.DC_DB):
                up, down = (
                    Timeline(nudged(timeline.network, step.target, s * h), data, 1.0, [0]) for s in (1, -1)
                )
                difference = (up.values.costs[0] - down.values.costs[0]) / (2 * h)
                assert math.isclose(difference, float(step.value), rel_tol=1e-5, abs_tol=1e-7)


def test_that_stretches_cover_every_step_once_and_in_order() -> None:
    for seed in range(60):
        timeline = timeline_of(random_document(seed))
        for level in Level:
            stretches = list(timeline.stretches(level))
            bounds = [(part.start, part.stop) for part in stretches]
            assert bounds[0][0] == 0 and bounds[-1][1] == timeline.size(level)
            assert all(one[1] == other[0] for one, other in itertools.pairwise(bounds))
            for part in stretches:
                for index in (part.start, part.stop - 1):
                    assert timeline.step(level, index).phase is part.phase


def large_document(examples: int) -> Document:
    """784-128-10 with random numbers."""
    from bptutor.engine.activations import ACTIVATIONS
    from bptutor.engine.costs import COSTS
    from bptutor.engine.network import Layer

    rng = np.random.default_rng(1)
    layers = (
        Layer(frozen(rng.normal(size=(128, 784)) / 28), frozen(np.zeros(128)), ACTIVATIONS["relu"]),
        Layer(frozen(rng.normal(size=(10, 128)) / 11), frozen(np.zeros(10)), ACTIVATIONS["softmax"]),
    )
    inputs = frozen(rng.random((examples, 784)))
    targets = frozen(np.eye(10)[rng.integers(10, size=examples)])
    return Document(Network(layers, COSTS["cross_entropy"]), "large", Examples(inputs, targets))


def test_that_a_step_of_a_large_network_is_found_without_going_through_the_others() -> None:
    timeline = timeline_of(large_document(1000))
    total = timeline.size(Level.TERM)
    assert total > 100_000_000
    for index in (0, total // 3, total // 2, total - 1):
        step = timeline.step(Level.TERM, index)
        assert len(step.terms[:4]) <= 4
        row = timeline.rows.index(step.example - 1) if step.example is not None else 0
        assert step_of(timeline, step.target, Level.TERM, row) == index


def test_that_a_step_out_of_range_is_an_index_error(source: Timeline) -> None:
    for index in (-1, source.size(Level.VALUE)):
        with pytest.raises(IndexError):
            source.step(Level.VALUE, index)
