"""Print every step of one iteration, in order: forward, cost, backward and update.

An iteration is one update: of all examples (batch), of the first (online) or of the first K (minibatch:K).
With --example it is the part of that example; where an update looks at several, the update is left out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from bptutor.cli.documents import as_json, read_with_examples
from bptutor.cli.stepping import LEVELS, add_level, first_timeline, line, timeline_with
from bptutor.cli.trace_values import Pair, example_values, joint_values
from bptutor.foundation.errors import FileError
from bptutor.trace.formulas import formula
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
    level = LEVELS[options.level]
    if options.example is None:
        timeline = first_timeline(document, options.file)
        row = 0 if len(timeline.rows) == 1 else None
    else:
        if not 1 <= options.example <= len(examples):
            problem = f"there is no example {options.example}: it has 1 to {len(examples)}"
            raise FileError(options.file, problem, "$.data")
        timeline = timeline_with(document, options.file, options.example)
        row = timeline.rows.index(options.example - 1)
    namer = Namer(timeline.network)
    if options.json:
        _JsonWriter(timeline, level, namer).write(row)
        sys.stdout.write("\n")
    else:
        for step in timeline.steps(level, *_stretch(timeline, level, row)):
            print(line(step, timeline, namer))
    return 0


def _stretch(timeline: Timeline, level: Level, row: int | None) -> tuple[int, int]:
    """First and last + 1 step: of everything (None), or of one example in its pass."""
    if row is None or len(timeline.rows) == 1:
        return 0, timeline.size(level)
    size = timeline.layout.block.size(level)
    return row * size, (row + 1) * size


class _JsonWriter:
    """Writes one object of the contract piece by piece: nothing is kept, whatever the network's size."""

    def __init__(self, timeline: Timeline, level: Level, namer: Namer) -> None:
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
            self._write_values(joint_values(self._timeline, self._level))
            start = len(self._timeline.rows) * self._timeline.layout.block.size(self._level)
            stop = self._timeline.size(self._level)
        else:
            self._write_values(example_values(self._timeline, row, self._level))
            start, stop = _stretch(self._timeline, self._level, row)
        self._write_steps(self._timeline.steps(self._level, start, stop))
        self._out.write("}")

    def _write_examples(self) -> None:
        self._out.write(', "examples": [')
        for row in range(len(self._timeline.rows)):
            self._out.write(",\n" if row else "\n")
            self.write(row)
        self._out.write("]")

    def _write_values(self, pairs: Iterable[Pair]) -> None:
        self._out.write(',\n"values": {')
        for number, (key, value) in enumerate(pairs):
            self._out.write(f'{", " if number else ""}"{key}": {as_json(value)}')
        self._out.write("}")

    def _write_steps(self, steps: Iterable[Step]) -> None:
        self._out.write(',\n"steps": [')
        for number, step in enumerate(steps):
            self._out.write((",\n" if number else "\n") + as_json(self._step(step)))
        self._out.write("]")

    def _step(self, step: Step) -> dict[str, object]:
        terms = []
        for term in step.terms:
            said: dict[str, object] = {"key": str(term.key), "value": term.value}
            if term.example is not None:
                said["example"] = term.example
            terms.append(said)
        return {
            "index": step.index,
            "phase": step.phase.value,
            "kind": step.kind.value,
            "example": step.example,
            "target": str(step.target),
            "terms": terms,
            "value": step.value,
            "latex": formula(step, self._timeline, self._namer).latex,
            "text": narrate(step, self._timeline).text(self._namer),
        }
