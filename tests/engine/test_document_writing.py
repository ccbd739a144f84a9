"""What is written reads back bit for bit, and a person can read it too."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from msgspec.structs import replace

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.document_file import decode, encode, read_document, write_document
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.network import Layer, Network
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.errors import FileError

FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def documents(draw):
    widths = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    hidden = [name for name in ACTIVATIONS if name != "softmax"]
    layers = tuple(
        Layer(
            frozen(draw(arrays(float, (width, inputs), elements=FLOATS))),
            frozen(draw(arrays(float, width, elements=FLOATS))),
            ACTIVATIONS[draw(st.sampled_from(hidden))],
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for inputs, width in pairwise(widths)
    )
    cost = draw(st.sampled_from(["squared_error", "half_squared_error"]))
    reduction = draw(st.sampled_from(["mean", "sum"]))
    network = Network(layers, COSTS[cost], reduction, draw(st.sampled_from([0.0, 0.5, 1.0])))
    count = draw(st.integers(0, 3))
    examples = Examples(
        frozen(draw(arrays(float, (count, widths[0]), elements=FLOATS))),
        frozen(draw(arrays(float, (count, widths[-1]), elements=FLOATS))),
    )
    name = draw(st.text(max_size=20).filter(str.isprintable))
    batching = draw(st.sampled_from([Batching(), Batching("online"), Batching("minibatch", 7)]))
    rate = draw(st.floats(0, allow_infinity=False))
    return Document(network, name, examples if count else None, rate, batching)


def bits(document):
    """Everything that a document says, numbers as bytes."""
    network, examples = document.network, document.examples
    layers = [
        (p.weights.tobytes(), p.biases.tobytes(), p.activation.name, p.train_weights, p.train_biases)
        for p in network.layers
    ]
    data = examples and (examples.inputs.tobytes(), examples.targets.tobytes(), len(examples))
    words = (network.cost.name, network.reduction, network.relu_slope_at_zero, document.name)
    return network.widths, layers, data, words, document.learning_rate, document.batching


@given(documents())
def test_that_what_is_written_reads_back_bit_for_bit(document):
    text = encode(document, "f")
    assert bits(decode(text, "f")) == bits(document)
    assert encode(decode(text, "f"), "f") == text


def test_that_a_matrix_has_a_row_a_line_and_a_single_neuron_one_line():
    text = ready_made("classifier-2-3-2").path.read_text("utf-8")
    assert "\n        [0.5, -0.4],\n        [0.3, 0.6],\n        [-0.3, 0.4]\n" in text
    single = encode(ready_made().read(), "f")
    assert '\n    {"weights": [[0.8]], "bias": [0.1], "activation": "relu"},\n' in single


def test_that_a_number_that_is_not_finite_is_refused_and_the_old_file_stays(tmp_path):
    path = tmp_path / "net.bpnet"
    document = ready_made().read()
    write_document(path, document)
    before = path.read_bytes()
    layer = replace(document.network.layers[1], biases=frozen([np.nan]))
    layers = (document.network.layers[0], layer, document.network.layers[2])
    broken = replace(document, network=replace(document.network, layers=layers))
    with pytest.raises(FileError, match=r"\$\.layers\[1\]\.bias: is not finite any more"):
        write_document(path, broken)
    assert path.read_bytes() == before
    assert bits(read_document(path)) == bits(document)
