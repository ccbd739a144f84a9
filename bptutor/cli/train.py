"""Update the parameters N times; print the cost before each update and after the last.

The cost is J over all examples of the file, whatever one update looks at. An update looks at all of them
(batch), at the next one (online) or at the next K (minibatch:K), as the file says."""

from __future__ import annotations

import argparse
import sys

from msgspec.structs import replace

from bptutor.cli.documents import as_json, read_with_examples, refuse_what_cannot_be_written
from bptutor.engine.descent import Descent
from bptutor.engine.document_file import write_document
from bptutor.engine.network import Network
from bptutor.foundation.numbers import full

EVERY = 100
MOST_UPDATES = 1_000_000_000
MOST_PARAMETERS = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a network with examples, NAME.bpnet")
    parser.add_argument("--steps", metavar="N", type=_steps, required=True, help="how many updates")
    parser.add_argument("--json", action="store_true", help="one JSON object: all costs, and the layers")
    parser.add_argument("--output", metavar="OUT.bpnet", help="where to write the trained network")


def run(options: argparse.Namespace) -> int:
    """Train, printing as it goes."""
    document, _examples = read_with_examples(options.file)
    if options.output is not None:
        refuse_what_cannot_be_written(options.output, "--output")
    run = Descent(document)
    out = sys.stdout
    out.write(f'{{"costs": [{as_json(run.cost)}' if options.json else f"0\t{full(run.cost)}\n")
    while run.updates < options.steps:
        first = run.updates + 1
        costs = run.advance(min(EVERY, options.steps - run.updates)).tolist()
        if options.json:
            out.write("".join(f", {as_json(cost)}" for cost in costs))
        else:
            out.write("".join(f"{number}\t{full(cost)}\n" for number, cost in enumerate(costs, first)))
    network = run.network
    out.write(f'], "layers": {as_json(_layers(network))}}}\n' if options.json else _parameters(network))
    if options.output is not None:
        write_document(options.output, replace(document, network=network))
    return 0


def _steps(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= MOST_UPDATES:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of updates, 0 to {MOST_UPDATES:,}")
    return number


def _layers(network: Network) -> list[dict[str, object]]:
    return [{"weights": layer.weights, "bias": layer.biases} for layer in network.layers]


def _parameters(network: Network) -> str:
    """The trained parameters by their keys, of a network that is small enough to read."""
    if network.parameters > MOST_PARAMETERS:
        return ""
    lines = []
    for number, layer in enumerate(network.layers, 1):
        for j, row in enumerate(layer.weights.tolist(), 1):
            lines += [f"theta[{number}][{j},{k}]\t{full(weight)}\n" for k, weight in enumerate(row, 1)]
        lines += [f"b[{number}][{j}]\t{full(bias)}\n" for j, bias in enumerate(layer.biases.tolist(), 1)]
    return "".join(lines)
