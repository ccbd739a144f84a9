"""What a network file may say, and the one line about each thing that it may not."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

from bptutor.engine import document_reader, limits
from bptutor.engine.document_file import decode, read_document
from bptutor.foundation.errors import FileError

ROOT = Path(__file__).parents[2]
SOURCE = """{
  "format": "bptutor-network", "version": 1,
  "name": "Two hidden layers",
  "layers": [
    {"weights": [[0.8]], "bias": [0.1], "activation": "relu"},
    {"weights": [[0.5]], "bias": [0.2], "activation": "relu"},
    {"weights": [[1.2]], "bias": [-0.3], "activation": "sigmoid"}
  ],
  "cost": "squared_error",
  "reduction": "mean",
  "data": {"inputs": [[1.5]], "targets": [[1.0]]},
  "learning_rate": 0.5,
  "update": "batch"
}
"""


def complaint(old: str, new: str) -> str:
    """What is said about the source's document with one thing replaced, without the file's name."""
    assert old in SOURCE
    with pytest.raises(FileError) as caught:
        decode(SOURCE.replace(old, new, 1), "F.bpnet")
    said = str(caught.value)
    assert said.startswith("F.bpnet: ")
    assert "\n" not in said
    return said.removeprefix("F.bpnet: ")


def test_that_the_contracts_document_is_read_as_it_says():
    document = decode(SOURCE, "f")
    layers = document.network.layers
    assert document.name == "Two hidden layers"
    assert [layer.weights.tolist() for layer in layers] == [[[0.8]], [[0.5]], [[1.2]]]
    assert [layer.biases.tolist() for layer in layers] == [[0.1], [0.2], [-0.3]]
    assert [layer.activation.name for layer in layers] == ["relu", "relu", "sigmoid"]
    assert document.network.cost.name == "squared_error"
    assert document.examples.inputs.tolist() == [[1.5]]
    assert document.learning_rate == 0.5
    assert str(document.batching) == "batch"


def test_that_format_version_and_layers_are_enough():
    layer = {"weights": [[1, 2]], "bias": [0], "activation": "linear"}
    document = decode(json.dumps({"format": "bptutor-network", "version": 1, "layers": [layer]}), "f")
    assert document.name == ""
    assert document.examples is None
    assert (document.network.cost.name, document.network.reduction) == ("squared_error", "mean")
    assert (document.learning_rate, str(document.batching)) == (0.1, "batch")
    assert document.network.relu_slope_at_zero == 0
    assert document.network.layers[0].train_weights
    assert document.network.layers[0].train_biases


def test_that_everything_that_may_be_said_is_taken():
    text = SOURCE.replace('"bias": [0.1],', '"bias": [0.1], "train_bias": false, "train_weights": false,')
    text = text.replace('"update": "batch"', '"update": "minibatch:12", "relu_slope_at_zero": 0.5')
    document = decode(text.replace('"mean"', '"sum"'), "f")
    assert not document.network.layers[0].train_biases
    assert not document.network.layers[0].train_weights
    assert document.network.relu_slope_at_zero == 0.5
    assert document.network.reduction == "sum"
    assert (document.batching.kind, document.batching.size) == ("minibatch", 12)


def test_that_a_byte_order_mark_is_passed_over(tmp_path):
    path = tmp_path / "marked.bpnet"
    path.write_text(SOURCE, encoding="utf-8-sig")
    assert read_document(path).name == "Two hidden layers"


def test_that_arrays_are_read_only():
    document = decode(SOURCE, "f")
    for array in (
        document.network.layers[0].weights,
        document.network.layers[0].biases,
        document.examples.inputs,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_that_minus_zero_and_the_smallest_number_keep_their_bits():
    document = decode(SOURCE.replace("[0.2]", "[-0.0]").replace("0.8", "5e-324"), "f")
    assert np.signbit(document.network.layers[1].biases[0])
    assert document.network.layers[0].weights[0, 0] == 5e-324


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # numbers that are none
        ("[0.2]", "[NaN]", "$.layers[1].bias[0]: NaN is not a finite number (line 6, column 35)"),
        ("[0.2]", "[-Infinity]", "$.layers[1].bias[0]: Infinity is not a finite number (line 6, column 36)"),
        ("[0.2]", "[1e999]", "$.layers[1].bias[0]: is too large for a number"),
        ("[0.2]", f"[{'9' * 400}]", "$.layers[1].bias[0]: is too large for a number"),
        ("[0.2]", "[true]", "$.layers[1].bias[0]: must be a number, not true or false"),
        ("[0.2]", '["0.2"]', "$.layers[1].bias[0]: must be a number, not text"),
        ("[0.2]", "[null]", "$.layers[1].bias[0]: must be a number, not null"),
        ("0.5,\n", "NaN,\n", "$.learning_rate: NaN is not a finite number (line 12, column 20)"),
        # shapes
        ("[0.2]", "[0.2, 1]", "$.layers[1].bias: must have 1 number, one for a row of weights, not 2"),
        ("[0.2]", "[]", "$.layers[1].bias: is empty"),
        ("[0.2]", "0.2", "$.layers[1].bias: must be a list, not a number"),
        (
            "[[0.5]]",
            "[[0.5], [1, 2]]",
            "$.layers[1].weights[1]: must have 1 number as the rows before, not 2",
        ),
        (
            "[[0.5]]",
            "[[0.5, 1]]",
            "$.layers[1].weights[0]: must have 1 number, not 2: one for each neuron of the layer before",
        ),
        ("[[0.5]]", "[]", "$.layers[1].weights: must hold 1 to 10,000 rows, not 0"),
        ("[[0.5]]", "[0.5]", "$.layers[1].weights[0]: must be a list, not a number"),
        (
            "[[1.5]]",
            "[[1.5, 2]]",
            "$.data.inputs[0]: must have 1 number, not 2: one for each input of the network",
        ),
        (
            "[[1.0]]",
            "[[1, 2]]",
            "$.data.targets[0]: must have 1 number, not 2: one for each output of the network",
        ),
        ("[[1.5]]", "[[1.5], [2]]", "$.data.targets: must have 2 rows as the inputs, not 1"),
        # keys
        ('"bias": [0.2]', '"biases": [0.2]', '$.layers[1].biases: is not known here; did you mean "bias"?'),
        ('"bias": [0.2], ', "", "$.layers[1].bias: is missing"),
        ('"targets"', '"target"', '$.data.target: is not known here; did you mean "targets"?'),
        ('"update"', '"updates"', '$.updates: is not known here; did you mean "update"?'),
        ('"name"', '"cost"', "$.cost: is there twice; keep one of the two"),
        (
            '"bias": [0.2]',
            '"bias": [0.2], "bi\\u0061s": [0.2]',
            "$.layers[1].bias: is there twice; keep one of the two",
        ),
        ('{"inputs"', '{"inputs": [[1]], "inputs"', "$.data.inputs: is there twice; keep one of the two"),
        # head
        ('"format": "bptutor-network", ', "", "$.format: is missing"),
        ("bptutor-network", "other", '$.format: must be "bptutor-network" in a network file, not "other"'),
        (', "version": 1', "", "$.version: is missing"),
        ('"version": 1', '"version": 2', "$.version: 2 is newer than this program, which reads 1"),
        ('"version": 1', '"version": 1.5', "$.version: must be a whole number, not a number"),
        ('"version": 1', '"version": 0', "$.version: must be 1"),
        # words
        ('"relu"', '"rely"', '$.layers[0].activation: "rely" is not known; did you mean "relu"?'),
        ('"relu"', '"softmax"', "$.layers[0].activation: softmax is for the last layer only"),
        ('"squared_error"', '"squared"', '$.cost: "squared" is not known; did you mean "squared_error"?'),
        (
            '"squared_error"',
            '"cross_entropy"',
            '$.cost: cross_entropy needs softmax in the last layer; did you mean "binary_cross_entropy"?',
        ),
        ('"mean"', '"median"', '$.reduction: "median" is not known; did you mean "mean"?'),
        (
            '"batch"',
            '"minibatch:0"',
            '$.update: must be "batch", "online" or "minibatch:K" with K ≥ 1, not "minibatch:0"',
        ),
        (
            '"batch"',
            '"batch", "relu_slope_at_zero": 0.3',
            "$.relu_slope_at_zero: must be 0, 0.5 or 1",
        ),
        ("0.5,\n", "-0.5,\n", "$.learning_rate: must be 0 or more; a negative one climbs the cost"),
        ('"name": "Two', '"name": "Two\\n', "$.name: must be one line of at most 200 letters"),
        # JSON
        (SOURCE, "", "is empty"),
        (SOURCE, "[]", "$: must be an object {…}, not a list"),
        (SOURCE, "hello", "$: is not JSON: invalid character (line 1, column 1)"),
        ("[0.2]", "[.2]", "$.layers[1].bias[0]: is not JSON: invalid character (line 6, column 35)"),
        ('"batch"\n}\n', '"batch"\n', "$.update: is not JSON: it breaks off (line 14, column 1)"),
        ('"batch"\n}', '"batch"\n} and', "$: is not JSON: trailing characters (line 14, column 3)"),
        ("[[0.5]]", "[" * 100_000, "$: has lists inside lists without end"),
    ],
)
def test_that_each_mistake_is_one_line_with_its_field(old, new, said):
    assert complaint(old, new) == said


def test_that_targets_of_cross_entropies_are_between_0_and_1():
    text = SOURCE.replace("squared_error", "binary_cross_entropy").replace("[[1.0]]", "[[1.5]]")
    with pytest.raises(FileError, match=r"\$\.data\.targets\[0\]\[0\]: must be 0 to 1"):
        decode(text, "f")


def test_that_control_characters_of_a_key_never_reach_the_terminal():
    said = complaint('"name"', '"na\\u001b[2Jme"')
    assert said.startswith(r"$.na\x1b[2Jme: is not known here")


def test_that_more_lists_than_the_limit_are_refused_before_they_are_read():
    assert "more than 300,000 lists" in complaint("[[1.5]]", "[" + "[1]," * 300_000 + "[1]]")


def test_that_more_objects_than_a_document_can_have_are_refused_before_they_are_read():
    assert complaint("[[1.5]]", "[" + "{}," * 1_000 + "{}]").endswith(
        "$: has more than 1,000 objects {…}, which is the limit"
    )


def test_that_a_row_that_is_too_long_is_refused_before_it_is_read():
    assert "holds more than 10,000 numbers" in complaint("[[0.8]]", f"[[{'0,' * 10_000}0]]")


def test_that_too_many_layers_parameters_and_values_are_refused(monkeypatch):
    layer = '{"weights": [[1]], "bias": [1], "activation": "linear"}, '
    assert "must hold 1 to 100 layers, not 103" in complaint('"layers": [', '"layers": [' + layer * 100)
    monkeypatch.setattr(document_reader, "MAX_PARAMETERS", 5)
    assert "more than 5 parameters" in complaint('"layers": [', '"layers": [' + layer * 2)
    monkeypatch.setattr(document_reader, "MAX_PARAMETERS", limits.MAX_PARAMETERS)
    monkeypatch.setattr(document_reader, "MAX_VALUES", 8)
    said = complaint('[[1.5]], "targets": [[1.0]]', '[[1], [2], [3]], "targets": [[1], [2], [3]]')
    assert said == "$.data.inputs: has more than 2 rows, which is the limit for this network"


def test_that_a_file_past_the_limit_is_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "large.bpnet"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE + 1)
    with pytest.raises(FileError, match="larger than 64 MB"):
        read_document(path)


def test_that_broken_documents_are_refused_or_taken_as_they_say():
    script = runpy.run_path(str(ROOT / "scripts" / "break_documents.py"))
    outcomes = [outcome for outcome, _seconds in script["run"](150, seed=3)]
    assert [outcome for outcome in outcomes if outcome not in ("accepted", "refused")] == []
    assert set(outcomes) == {"accepted", "refused"}


def test_that_columns_count_letters_and_not_bytes():
    with pytest.raises(FileError, match=r"\(line 2, column 12\)"):
        decode('{\n"name":"θθ"!}', "a")
