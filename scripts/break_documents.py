"""Breaks network files at random and looks at what the program makes of them.

    .venv/bin/python scripts/break_documents.py [--count 1000] [--seed 1]

Each document is a ready-made one with one to three things done to it, to its letters or to its values; one
seed gives one set of documents. Each goes through `bptutor train --json`, as a file, and must end in one of
two ways: one line that begins with the file's name and exit code 2, or accepted, and then another JSON
reader must find exactly the numbers in the file that were taken from it. Nothing may take a second.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bptutor.cli import main as command_line
from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document
from bptutor.engine.ready_made import READY_MADE

SLOW = 1.0
WORDS = ("null", "true", "[]", "{}", '""', '"relu"', '"\\ud800"', '"\\u0000"', "[[1]]", "[1, 2]")
NUMBERS = (
    "0",
    "-1",
    "-0.0",
    "0.1",
    "1.5",
    "2",
    "0.30000000000000004",
    "2.5e-3",
    "123456789012345678",
    "1E+2",
)
EXTREMES = ("1e999", "-1e999", "1e-999", "5e-324", "1e308", "-1e308", "1" + "0" * 23, "9" * 400)
NO_NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "01",
    "1.",
    "+1",
    "0x10",
    "1_000",
    "１",
    "[" * 2000,
    '{"a":' * 2000,
)
JUNK = WORDS + NUMBERS + EXTREMES + NO_NUMBERS
LETTERS = '{}[]",:.-+eE0123456789 \n\t\\abNI\x00\x7féθ\ufeff\u2028'


def main() -> int:
    """Break, run, judge; 1 if any document was not handled as it should be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for outcome, seconds in run(options.count, options.seed):
        outcomes[outcome.split(":")[0]] += 1
        slowest = max(slowest, seconds)
        if outcome.startswith("WRONG"):
            print(outcome)
    print(", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items())))
    print(f"slowest: {slowest * 1000:.0f} ms")
    return 1 if outcomes["WRONG"] else 0


def run(count: int, seed: int) -> list[tuple[str, float]]:
    """What became of each document, and how long it took."""
    texts = [ready.path.read_text("utf-8") for ready in READY_MADE]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "broken.bpnet")
        return [_try(path, broken(texts, random.Random(f"{seed}/{number}"))) for number in range(count)]


def broken(texts: list[str], rng: random.Random) -> str:
    """One of the texts with something done to it."""
    # The digits are a hundred times as long as the others, and break no differently.
    text = rng.choice(texts if rng.random() < 0.05 else [text for text in texts if len(text) < 10_000])
    for _ in range(rng.randint(1, 3)):
        text = rng.choice(WAYS)(text, rng)
    return text


def _try(path: Path, text: str) -> tuple[str, float]:
    path.write_text(text, "utf-8", errors="surrogatepass", newline="")
    out, complaint = io.StringIO(), io.StringIO()
    start = time.perf_counter()
    with warnings.catch_warnings(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaint):
        warnings.simplefilter("error")
        code = command_line(["train", str(path), "--steps", "1", "--json"])
    seconds = time.perf_counter() - start
    return _judge(path, text, code, complaint.getvalue(), seconds), seconds


def _judge(path: Path, text: str, code: int, complaint: str, seconds: float) -> str:
    if seconds > SLOW:
        return f"WRONG: took {seconds:.1f} s: {text[:200]!r}"
    if code == 2 and complaint.startswith(f"{path}: ") and complaint.count("\n") == 1:
        return "refused"
    if code != 0 or complaint:
        return f"WRONG: exit code {code}, {complaint!r}: {text[:200]!r}"
    try:
        said = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_no_key_twice, parse_constant=float)
    except ValueError as error:
        return f"WRONG: accepted, but {error}: {text[:200]!r}"
    if numbers_said(said) != numbers_taken(read_document(path)):
        return f"WRONG: accepted with other numbers: {text[:200]!r}"
    return "accepted"


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("it says one key twice")
    return dict(pairs)


def numbers_said(said: dict[str, Any]) -> list[Any]:
    """Every number and word of a network file, as another reader finds them."""
    layers = [
        [
            [[float(number) for number in row] for row in layer["weights"]],
            [float(number) for number in layer["bias"]],
            layer["activation"],
            layer.get("train_weights", True),
            layer.get("train_bias", True),
        ]
        for layer in said["layers"]
    ]
    data = said["data"]
    rows = [[float(number) for number in row] for name in ("inputs", "targets") for row in data[name]]
    words = [said.get("cost", "squared_error"), said.get("reduction", "mean"), said.get("update", "batch")]
    rates = [float(said.get("learning_rate", 0.1)), float(said.get("relu_slope_at_zero", 0))]
    return [layers, rows, words, rates, said.get("name", "")]


def numbers_taken(document: Document) -> list[Any]:
    """The same of a document that was read."""
    network, examples = document.network, document.examples
    layers = [
        [
            layer.weights.tolist(),
            layer.biases.tolist(),
            layer.activation.name,
            layer.train_weights,
            layer.train_biases,
        ]
        for layer in network.layers
    ]
    rows = [] if examples is None else examples.inputs.tolist() + examples.targets.tolist()
    words = [network.cost.name, network.reduction, str(document.batching)]
    return [layers, rows, words, [document.learning_rate, network.relu_slope_at_zero], document.name]


Way = Callable[[str, random.Random], str]


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _drop_letters(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[:start] + text[start + rng.randint(1, 8) :]


def _put_letter(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[:start] + rng.choice(LETTERS) + text[start + rng.randint(0, 1) :]


def _say_twice(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    piece = text[start : start + rng.choice((1, 10, 100))]
    return text[:start] + piece + text[start:]


def _swap_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return "\n".join(lines)


def _replace_value(text: str, rng: random.Random) -> str:
    """Junk in the place of one value; of a text that is no JSON any more, a letter."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return _put_letter(text, rng)
    places = list(_places(said))
    if not places:
        return _put_letter(text, rng)
    holder, key = rng.choice(places)
    what = rng.randrange(4)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, dict):
        holder[rng.choice(("biases", "Weights", "learning-rate", "", "θ", key + "\n"))] = holder.pop(key)
    elif what == 2 and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = "@"
    return json.dumps(said).replace('"@"', rng.choice(JUNK))


def _places(value: Any) -> Any:
    """Every (holder, key) inside a JSON value."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


WAYS: tuple[Way, ...] = (_cut, _drop_letters, _put_letter, _say_twice, _swap_lines, *(_replace_value,) * 5)


if __name__ == "__main__":
    sys.exit(main())
