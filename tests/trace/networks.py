"""Random documents for the timeline's tests, the same for a seed on every machine."""

import itertools

import numpy as np

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, Network
from bptutor.engine.optimisers import RULES, Optimiser
from bptutor.trace.timeline import Timeline, timeline_of

HIDDEN = ("linear", "relu", "leaky_relu", "sigmoid", "tanh")
BATCHINGS = (Batching("batch"), Batching("online"), Batching("minibatch", 2))


def random_timeline(seed: int) -> Timeline:
    """One update of such a document, by any optimiser before its first one."""
    rule = list(RULES)[seed % len(RULES)]
    return timeline_of(random_document(seed), optimiser=Optimiser(rule))


def random_document(seed: int) -> Document:
    """1-4 layers of 1-4 neurons, any activation, cost, reduction and update, 1-3 examples."""
    rng = np.random.default_rng(seed)
    widths = [int(n) for n in rng.integers(1, 5, size=rng.integers(2, 6))]
    cost = str(rng.choice(list(COSTS)))
    last = {"cross_entropy": "softmax", "binary_cross_entropy": "sigmoid"}.get(cost, "")
    layers = []
    for number, (inputs, width) in enumerate(itertools.pairwise(widths), 1):
        name = last if last and number == len(widths) - 1 else str(rng.choice(HIDDEN))
        layers.append(
            Layer(
                frozen(rng.normal(size=(width, inputs)).round(2)),
                frozen(rng.normal(size=width).round(2)),
                ACTIVATIONS[name],
                bool(rng.random() < 0.85),
                bool(rng.random() < 0.85),
            )
        )
    examples = int(rng.integers(1, 4))
    data = Examples(
        frozen(rng.normal(size=(examples, widths[0])).round(2)),
        frozen((rng.random((examples, widths[-1])) < 0.5).astype(float)),
    )
    network = Network(
        tuple(layers), COSTS[cost], "sum" if rng.random() < 0.5 else "mean", float(rng.choice([0, 0.5, 1]))
    )
    return Document(network, f"random {seed}", data, 0.1, BATCHINGS[int(rng.integers(3))])
