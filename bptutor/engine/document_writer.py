"""From a Document to text that a person can read: one row of numbers a line.

Every number is written with the fewest digits that give it back bit for bit.
"""

from __future__ import annotations

import json
import re

import msgspec
import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.document_schema import FORMAT, VERSION
from bptutor.engine.network import Layer
from bptutor.foundation.errors import FileError

WHOLE = re.compile(r"(?<!-0)\.0(?=[,\]])")  # the end of a whole number in a list, but not of −0


def encode(document: Document, path: str) -> str:
    """The text of the document's file.

    Raises FileError where a number is not finite: the format has none, and no reader would take it."""
    network = document.network
    refuse_non_finite(document, path)
    lines = [
        f'"format": "{FORMAT}", "version": {VERSION}',
        f'"name": {json.dumps(document.name, ensure_ascii=False)}',
        '"layers": [\n' + ",\n".join(_layer(layer) for layer in network.layers) + "\n  ]",
        f'"cost": "{network.cost.name}"',
        f'"reduction": "{network.reduction}"',
    ]
    if network.relu_slope_at_zero:
        lines.append(f'"relu_slope_at_zero": {_number(network.relu_slope_at_zero)}')
    if document.examples is not None:
        inputs, targets = (_rows(a, 4) for a in (document.examples.inputs, document.examples.targets))
        joined = f'"inputs": {inputs}, "targets": {targets}'
        if len(document.examples) > 1:
            joined = f'\n    "inputs": {inputs},\n    "targets": {targets}\n  '
        lines.append(f'"data": {{{joined}}}')
    lines.append(f'"learning_rate": {_number(document.learning_rate)}')
    lines.append(f'"update": "{document.batching}"')
    return "{\n  " + ",\n  ".join(lines) + "\n}\n"


def refuse_non_finite(document: Document, path: str) -> None:
    """Raises FileError that names the first field with a NaN or an infinity in it."""
    fields = {"$.learning_rate": np.asarray(document.learning_rate)}
    for index, layer in enumerate(document.network.layers):
        fields[f"$.layers[{index}].weights"] = layer.weights
        fields[f"$.layers[{index}].bias"] = layer.biases
    if document.examples is not None:
        fields["$.data.inputs"] = document.examples.inputs
        fields["$.data.targets"] = document.examples.targets
    for field, numbers in fields.items():
        if not np.all(np.isfinite(numbers)):
            raise FileError(path, "is not finite any more; nothing was written", field)


def _layer(layer: Layer) -> str:
    """On one line if the layer has one neuron, otherwise a row of weights a line."""
    parts = [
        f'"weights": {_rows(layer.weights, 6)}',
        f'"bias": {_row(layer.biases)}',
        f'"activation": "{layer.activation.name}"',
    ]
    if not layer.train_weights:
        parts.append('"train_weights": false')
    if not layer.train_biases:
        parts.append('"train_bias": false')
    if layer.width == 1:
        return "    {" + ", ".join(parts) + "}"
    return "    {\n      " + ",\n      ".join(parts) + "\n    }"


def _rows(array: Array, indent: int) -> str:
    """A matrix; `indent` is where its closing bracket stands."""
    rows = [_row(row) for row in array]
    if len(rows) == 1:
        return f"[{rows[0]}]"
    space = "\n" + " " * indent
    return f"[{space}  " + f",{space}  ".join(rows) + f"{space}]"


def _row(row: Array) -> str:
    # Ten times as quickly as by `repr`: a network of a million numbers is written after each of its edits.
    return WHOLE.sub("", msgspec.json.encode(row.tolist()).decode()).replace(",", ", ")


def _number(value: float) -> str:
    """The shortest text that gives the same bits back; −0 keeps its sign, which an integer has not."""
    text = repr(float(value))
    return text if text == "-0.0" else text.removesuffix(".0")
