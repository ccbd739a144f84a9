"""Print every step of one sweep over the examples, in order: forward, cost, backward and update.

A sweep has one update (batch), one for each example (online) or one for each K examples (minibatch:K), and
each begins with the parameters that the one before has left. With --example it is the part of that example,
with the file's own parameters; where an update looks at several examples, the update is left out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from msgspec.structs import replace

from bptutor.cli.documents import as_json, read_with_examples
from bptutor.cli.stepping import LEVELS, add_level, first_timeline, line, sweep, timeline_with
from bptutor.cli.trace_values import Pair, example_values, joint_values, sweep_values
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.foundation.errors import FileError
from bptutor.trace.formulas import formula
from bptutor.trace.layer_steps import updated_network
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Level, Step
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a network with examples, NAME.bpnet")
    add_level(parser)
    parser.add_argument("--example", metavar="I", type=int, help="only this example, counted from 1")
    parser.add_argument("--json", action="store_true", help="one JSON object: all values, and the steps")


def run(options: argparse.Namespace) -> int:
    """Print the steps as they are made; none is kept."""
    document, examples = read_with_examples(options.file)
    level, namer = LEVELS[options.level], Namer(document.network)
    if options.example is None and len(document.batching.batches(len(examples))) > 1:
        (_write_sweep if options.json else _print_sweep)(document, examples, level, namer)
        return 0
    if options.example is None:
        timeline = first_timeline(document, options.file)
        row = 0 if len(timeline.rows) == 1 else None
    else:
        if not 1 <= options.example <= len(examples):
            problem = f"there is no example {options.example}: it has 1 to {len(examples)}"
            raise FileError(options.file, problem, "$.data")
        timeline = timeline_with(document, options.file, options.example)
        row = timeline.rows.index(options.example - 1)
    if options.json:
        _JsonWriter(timeline, level, namer).write(row)
        sys.stdout.write("\n")
    else:
        for step in timeline.steps(level, *_stretch(timeline, level, row)):
            print(line(step, timeline, namer))
    return 0


def _print_sweep(document: Document, examples: Examples, level: Level, namer: Namer) -> None:
    for timeline, offset in sweep(document, level):
        for step in timeline.steps(level):
            print(line(replace(step, index=step.index + offset), timeline, namer, several=True))


def _write_sweep(document: Document, examples: Examples, level: Level, namer: Namer) -> None:
    """All examples of the sweep; on top what is about all of them, and the steps between them."""
    out, after = sys.stdout, document.network
    out.write(as_json({"format": "bptutor-trace", "version": 1, "level": level.word})[:-1])
    out.write(', "examples": [')
    for number, (timeline, offset) in enumerate(sweep(document, level)):
        writer = _JsonWriter(timeline, level, namer, offset)
        for row in range(len(timeline.rows)):
            out.write(",\n" if number or row else "\n")
            writer.write(row)
        after = updated_network(timeline)
    out.write("]")
    whole = Timeline(document.network, examples, document.learning_rate, range(len(examples)))
    _JsonWriter(whole, level, namer).write_values(sweep_values(whole, after))
    out.write(',\n"steps": [')
    first = True
    for timeline, offset in sweep(document, level):
        writer = _JsonWriter(timeline, level, namer, offset)
        for step in timeline.steps(level, *_joint_stretch(timeline, level)):
            out.write(("\n" if first else ",\n") + writer.step_text(step))
            first = False
    out.write("]}\n")


def _joint_stretch(timeline: Timeline, level: Level) -> tuple[int, int]:
    """The steps after the examples; none where the update belongs to the only one."""
    size, count = timeline.size(level), len(timeline.rows)
    return (size, size) if count == 1 else (count * timeline.layout.block.size(level), size)


def _stretch(timeline: Timeline, level: Level, row: int | None) -> tuple[int, int]:
    """First and last + 1 step: of everything (None), or of one example in its pass."""
    if row is None or len(timeline.rows) == 1:
        return 0, timeline.size(level)
    size = timeline.layout.block.size(level)
    return row * size, (row + 1) * size


class _JsonWriter:
    """Writes one object of the contract piece by piece: nothing is kept, whatever the network's size."""

    def __init__(self, timeline: Timeline, level: Level, namer: Namer, offset: int = 0) -> None:
        self._offset = offset
        self._timeline = timeline
        self._level = level
        self._namer = namer
        self._out = sys.stdout

    def write(self, row: int | None) -> None:
        """The object of one example, `row` from 0; None for all of them together."""
        head = {"format": "bptutor-trace", "version": 1, "level": self._level.word}
        self._out.write(as_json(head)[:-1])
        if row is None:
            self._write_examples()
            self.write_values(joint_values(self._timeline, self._level))
            start, stop = _joint_stretch(self._timeline, self._level)
        else:
            self.write_values(example_values(self._timeline, row, self._level))
            start, stop = _stretch(self._timeline, self._level, row)
        self._write_steps(self._timeline.steps(self._level, start, stop))
        self._out.write("}")

    def _write_examples(self) -> None:
        self._out.write(', "examples": [')
        for row in range(len(self._timeline.rows)):
            self._out.write(",\n" if row else "\n")
            self.write(row)
        self._out.write("]")

    def write_values(self, pairs: Iterable[Pair]) -> None:
        """The values, each under its key."""
        self._out.write(',\n"values": {')
        for number, (key, value) in enumerate(pairs):
            self._out.write(f'{", " if number else ""}"{key}": {as_json(value)}')
        self._out.write("}")

    def _write_steps(self, steps: Iterable[Step]) -> None:
        self._out.write(',\n"steps": [')
        for number, step in enumerate(steps):
            self._out.write((",\n" if number else "\n") + self.step_text(step))
        self._out.write("]")

    def step_text(self, step: Step) -> str:
        """One STEP of the contract, as JSON."""
        terms = []
        for term in step.terms:
            said: dict[str, object] = {"key": str(term.key), "value": term.value}
            if term.example is not None:
                said["example"] = term.example
            terms.append(said)
        said_step = {
            "index": step.index + self._offset,
            "phase": step.phase.value,
            "kind": step.kind.value,
            "example": step.example,
            "target": str(step.target),
            "terms": terms,
            "value": step.value,
            "latex": formula(step, self._timeline, self._namer).latex,
            "text": narrate(step, self._timeline).text(self._namer),
        }
        return as_json(said_step)
