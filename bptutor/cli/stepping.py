"""What walk and trace share: the timeline of a file, and a step as a line of text."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np

from bptutor.cli.documents import examples_of
from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.engine.limits import MAX_LINKED_UPDATES
from bptutor.foundation.numbers import full
from bptutor.trace.layer_steps import updated_network
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Level, Step
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline, timeline_of

LEVELS = {level.word: level for level in Level}
MOST_NUMBERS = 12
MOST_DIGITS = 16


def add_level(parser: argparse.ArgumentParser) -> None:
    """Add --level."""
    parser.add_argument(
        "--level", choices=LEVELS, default=Level.VALUE.word, help="how finely to step (default: value)"
    )


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add --step and --iteration."""
    parser.add_argument(
        "--step", metavar="N", type=_step, help="begin at this step, as it is counted on screen"
    )
    parser.add_argument(
        "--iteration", metavar="N", type=_iteration, default=0, help="after this many updates (default: 0)"
    )


def _step(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"“{text}” is not the number of a step: the first is 1")
    return int(text)


def _iteration(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS else -1
    if not 0 <= number <= MAX_LINKED_UPDATES:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of updates, 0 to {MAX_LINKED_UPDATES:,}")
    return number


def first_timeline(document: Document, path: str) -> Timeline:
    """The first iteration of a document: of all its examples, or of the first batch.

    Raises FileError where it has no examples."""
    examples_of(document, path)
    return timeline_of(document)


def timeline_with(document: Document, path: str, example: int) -> Timeline:
    """The iteration of the batch that holds an example (from 1), with the document's own parameters."""
    count = len(examples_of(document, path))
    for iteration, rows in enumerate(document.batching.batches(count)):
        if example - 1 in rows:
            return timeline_of(document, iteration)
    raise IndexError(example)


def sweep(document: Document, level: Level) -> Iterator[tuple[Timeline, int]]:
    """The iterations of one sweep over the examples, each with how many steps were before it.

    Each begins with the parameters that the one before has left."""
    assert document.examples is not None
    network, offset = document.network, 0
    for iteration in range(len(document.batching.batches(len(document.examples)))):
        timeline = timeline_of(document, iteration, network)
        yield timeline, offset
        network, offset = updated_network(timeline), offset + timeline.size(level)


def line(step: Step, timeline: Timeline, namer: Namer, several: bool = False) -> str:
    """Number, phase, example where there are several, key and full value, and the sentence."""
    named = step.example and (several or len(timeline.rows) > 1)
    example = f"  example {step.example}" if named else ""
    sentence = narrate(step, timeline).text(namer)
    return (
        f"{step.index + 1}  {step.phase.value}{example}  {step.target} = {value_text(step.value)}  {sentence}"
    )


def value_text(value: float | Array) -> str:
    """A number with all its digits; a large array only by its shape."""
    if not isinstance(value, np.ndarray):
        return full(value)
    if value.size > MOST_NUMBERS:
        return f"[{' × '.join(map(str, value.shape))} numbers]"
    if value.ndim == 0:
        return full(float(value))
    return "[" + ", ".join(value_text(part) for part in value) + "]"
