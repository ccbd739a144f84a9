"""Makes resources/networks/digits-64-32-10.bpnet from the UCI handwritten digits.

    .venv/bin/python scripts/make_digits.py digits.csv.gz

The input is the test set of "Optical Recognition of Handwritten Digits" as scikit-learn ships it: a line
for each image, 64 counts 0..16 and the digit. The first 320 are taken (five batches of 64) and scaled to
0..1. The network has seen them for some sweeps, so that the learner meets one that is half right. The same
input gives the same file. resources/licences/DATA.md names authors and licence.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import Array, frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.descent import train
from bptutor.engine.document import Document
from bptutor.engine.document_file import write_document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, Network
from bptutor.foundation.resources import resource

SEED = 8
WIDTHS = (64, 32, 10)
EXAMPLES = 320
UPDATES = 15


def main() -> None:
    """Read, scale, train a little, round, write."""
    table = np.loadtxt(sys.argv[1], delimiter=",", max_rows=EXAMPLES)
    examples = Examples(frozen(table[:, :-1] / 16), frozen(np.eye(10)[table[:, -1].astype(int)]))
    rng = np.random.default_rng(SEED)
    # He et al. 2015: with ReLU a spread of √(2 / inputs) keeps the size of the activations.
    layers = tuple(
        Layer(
            frozen(rng.normal(0, np.sqrt(2 / inputs), (width, inputs))),
            frozen(np.zeros(width)),
            ACTIVATIONS[name],
        )
        for inputs, width, name in zip(WIDTHS, WIDTHS[1:], ("relu", "softmax"), strict=False)
    )
    document = Document(
        Network(layers, COSTS["cross_entropy"]),
        "Handwritten digits 64-32-10",
        examples,
        0.2,
        Batching("minibatch", 64),
    )
    network = train(document, UPDATES).network
    document = replace(document, network=rounded(network))
    write_document(Path(resource("networks", "digits-64-32-10.bpnet")), document)


def rounded(network: Network) -> Network:
    """Four decimals: what can be read from the file, and enough for a start."""

    def four(array: Array) -> Array:
        return frozen(np.round(array, 4) + 0.0)

    weights = tuple(four(layer.weights) for layer in network.layers)
    return network.with_parameters(weights, tuple(four(layer.biases) for layer in network.layers))


if __name__ == "__main__":
    main()
