"""From the text of a `.bpnet` file to a Document: nothing is guessed, nothing is passed over.

Every complaint is a FileError of one line that names file and field. Sizes are checked before the
numbers are read, so that no file takes more memory than the limits say.
"""

from __future__ import annotations

import re

import msgspec
import numpy as np

from bptutor.engine.activations import ACTIVATIONS
from bptutor.engine.arrays import frozen
from bptutor.engine.costs import COSTS
from bptutor.engine.document import Document
from bptutor.engine.document_numbers import Sizes, matrix, row
from bptutor.engine.document_schema import (
    FORMAT,
    NOTHING,
    VERSION,
    DataSaid,
    FileSaid,
    HeadSaid,
    LayerSaid,
    did_you_mean,
    parse,
    plain,
    refuse_repeated_keys,
)
from bptutor.engine.examples import Batching, Examples
from bptutor.engine.limits import (
    MAX_EXAMPLES,
    MAX_LAYERS,
    MAX_LISTS,
    MAX_NAME,
    MAX_OBJECTS,
    MAX_PARAMETERS,
    MAX_VALUES,
    MAX_WIDTH,
)
from bptutor.engine.network import Layer, Network, Reduction
from bptutor.foundation.errors import FileError
from bptutor.foundation.numbers import counted


def decode(text: str, path: str) -> Document:
    """The document that the text says. Raises FileError; `path` is only for its sentence."""
    return _Reader(path).document(text.removeprefix("\ufeff"))


class _Reader:
    """Checks one file; knows its name for the sentences."""

    def __init__(self, path: str) -> None:
        self.path = path

    def document(self, text: str) -> Document:
        """Head, then keys, then numbers, then what only makes sense together."""
        if text.count("[") > MAX_LISTS:
            raise self.error("$", f"has more than {MAX_LISTS:,} lists, which is the limit")
        if text.count("{") > MAX_OBJECTS:
            raise self.error("$", f"has more than {MAX_OBJECTS:,} objects {{…}}, which is the limit")
        data = text.encode(errors="replace")
        self.check_head(parse(self.path, data, HeadSaid))
        said = parse(self.path, data, FileSaid)
        refuse_repeated_keys(self.path, text)
        if len(said.name) > MAX_NAME or not said.name.isprintable():
            raise self.error("$.name", f"must be one line of at most {MAX_NAME} letters")
        network = self.network(said)
        examples = None if said.data is msgspec.UNSET else self.examples(said.data, network)
        if not said.learning_rate >= 0:
            raise self.error("$.learning_rate", "must be 0 or more; a negative one climbs the cost")
        return Document(network, said.name, examples, said.learning_rate, self.batching(said.update))

    def error(self, field: str, problem: str) -> FileError:
        return FileError(self.path, problem, field)

    def check_head(self, head: HeadSaid) -> None:
        """Whether this is a network file at all, of a version that is known here."""
        if head.format is NOTHING or head.version is NOTHING:
            raise self.error("$.format" if head.format is NOTHING else "$.version", "is missing")
        name = parse(self.path, head.format, str, "$.format")
        if name != FORMAT:
            raise self.error("$.format", f'must be "{FORMAT}" in a network file, not {plain(name)}')
        version = parse(self.path, head.version, int, "$.version")
        if version > VERSION:
            raise self.error("$.version", f"{version} is newer than this program, which reads {VERSION}")
        if version < VERSION:
            raise self.error("$.version", f"must be {VERSION}")

    def network(self, said: FileSaid) -> Network:
        """Layers that chain, with a cost that fits the last one."""
        if not 0 < len(said.layers) <= MAX_LAYERS:
            raise self.error("$.layers", f"must hold 1 to {MAX_LAYERS} layers, not {len(said.layers)}")
        layers: list[Layer] = []
        for index, layer in enumerate(said.layers):
            layers.append(self.layer(f"$.layers[{index}]", layer, layers))
        for index, layer in enumerate(said.layers[:-1]):
            if layer.activation == "softmax":
                raise self.error(f"$.layers[{index}].activation", "softmax is for the last layer only")
        cost = self.one_of("$.cost", said.cost, tuple(COSTS))
        if cost == "cross_entropy" and said.layers[-1].activation != "softmax":
            raise self.error(
                "$.cost",
                'cross_entropy needs softmax in the last layer; did you mean "binary_cross_entropy"?',
            )
        self.one_of("$.reduction", said.reduction, ("mean", "sum"))
        if said.relu_slope_at_zero not in (0, 0.5, 1):
            raise self.error("$.relu_slope_at_zero", "must be 0, 0.5 or 1")
        reduction: Reduction = "sum" if said.reduction == "sum" else "mean"
        return Network(tuple(layers), COSTS[cost], reduction, said.relu_slope_at_zero)

    def layer(self, field: str, said: LayerSaid, before: list[Layer]) -> Layer:
        """One layer, whose weights take as many numbers as the layer before gives."""
        activation = self.one_of(f"{field}.activation", said.activation, tuple(ACTIVATIONS))
        weights = matrix(
            self.path,
            f"{field}.weights",
            said.weights,
            Sizes(
                rows=MAX_WIDTH,
                numbers=MAX_PARAMETERS - sum(layer.weights.size + layer.biases.size for layer in before),
                too_many=f"the network has more than {MAX_PARAMETERS:,} parameters, which is the limit",
                width=before[-1].width if before else None,
                why="one for each neuron of the layer before",
            ),
        )
        biases = row(self.path, f"{field}.bias", said.bias)
        if len(biases) != len(weights):
            raise self.error(
                f"{field}.bias",
                f"must have {counted(len(weights), 'number')}, one for a row of weights, not {len(biases)}",
            )
        return Layer(weights, frozen(biases), ACTIVATIONS[activation], said.train_weights, said.train_bias)

    def examples(self, said: DataSaid, network: Network) -> Examples:
        """As many targets as inputs, each as wide as the network."""
        most = min(MAX_EXAMPLES, MAX_VALUES // sum(network.widths))
        too_many = f"has more than {most:,} rows, which is the limit for this network"
        taken, given = network.widths[0], network.widths[-1]
        inputs = matrix(
            self.path,
            "$.data.inputs",
            said.inputs,
            Sizes(MAX_EXAMPLES, most * taken, too_many, taken, "one for each input of the network"),
        )
        targets = matrix(
            self.path,
            "$.data.targets",
            said.targets,
            Sizes(MAX_EXAMPLES, most * given, too_many, given, "one for each output of the network"),
        )
        if len(inputs) != len(targets):
            raise self.error(
                "$.data.targets", f"must have {counted(len(inputs), 'row')} as the inputs, not {len(targets)}"
            )
        if "cross_entropy" in network.cost.name and not np.all((targets >= 0) & (targets <= 1)):
            line, column = np.argwhere((targets < 0) | (targets > 1))[0]
            raise self.error(f"$.data.targets[{line}][{column}]", f"must be 0 to 1 for {network.cost.name}")
        return Examples(inputs, targets)

    def batching(self, said: str) -> Batching:
        """`batch`, `online` or `minibatch:K`."""
        if said in ("batch", "online"):
            return Batching(said)
        if found := re.fullmatch(r"minibatch:([1-9][0-9]{0,8})", said):
            return Batching("minibatch", int(found[1]))
        raise self.error(
            "$.update", f'must be "batch", "online" or "minibatch:K" with K ≥ 1, not {plain(said)}'
        )

    def one_of(self, field: str, word: str, known: tuple[str, ...]) -> str:
        """A word that is known here."""
        if word not in known:
            raise self.error(field, f"{plain(word)} is not known; {did_you_mean(word, known)}")
        return word
