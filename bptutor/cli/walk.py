"""Step through one iteration of a network in the terminal.

Enter or n goes on, b goes back, a number goes to that step, q ends. Where input or output is not a
terminal, all steps from --step on are printed. Without FILE it is the network with two hidden layers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bptutor.cli.notation import add_notation
from bptutor.cli.stepping import LEVELS, add_level, add_place, first_timeline
from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document
from bptutor.engine.ready_made import ready_made
from bptutor.foundation.numbers import counted, short
from bptutor.trace.code_lines import code_line
from bptutor.trace.moves import numbered
from bptutor.trace.narration import narrate
from bptutor.trace.steps import Level
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import Timeline

PROMPT = "Enter next · b back · number jump · q quit > "


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="a network with examples, NAME.bpnet")
    add_level(parser)
    add_place(parser)
    add_notation(parser)


def run(options: argparse.Namespace) -> int:
    """Walk, or print everything."""
    path = options.file if options.file is not None else str(ready_made().path)
    document = read_document(path)
    timeline = first_timeline(document, path)
    if options.iteration:
        from bptutor.study.links import timeline_at

        timeline = timeline_at(document, options.iteration)
    namer = Namer(timeline.network, options.notation)
    level = LEVELS[options.level]
    total, start = timeline.size(level), 0
    if options.step is not None:
        start = numbered(timeline, level, options.step).index
    print(heading(document, timeline))

    def show(index: int) -> None:
        print("\n" + page(timeline, level, index, namer))

    if sys.stdin.isatty() and sys.stdout.isatty():
        walk(total, show, lambda: input(PROMPT), start)
    else:
        for index in range(start, total):
            show(index)
    return 0


def walk(total: int, show: Callable[[int], None], ask: Callable[[], str], start: int = 0) -> None:
    """From step to step as the answers say, until q or the end of input."""
    index = start
    show(index)
    while True:
        try:
            answer = ask().strip().lower()
        except EOFError:
            return
        if answer in ("q", "quit"):
            return
        wanted = _target(answer, index)
        if wanted is None:
            print("Enter or n: next step; b: back; a number: that step; q: quit.")
        elif not 0 <= wanted < total:
            print(f"The steps are 1 to {total}; this is step {index + 1}.")
        else:
            index = wanted
            show(index)


def _target(answer: str, index: int) -> int | None:
    """The step that an answer asks for, from 0; None if it asks for none."""
    if answer in ("", "n", "next"):
        return index + 1
    if answer in ("b", "back"):
        return index - 1
    if answer.isascii() and answer.isdigit() and len(answer) < 16:
        return int(answer) - 1
    return None


def heading(document: Document, timeline: Timeline) -> str:
    """What is walked through: the network's name, its widths, the examples of this update."""
    widths = "-".join(map(str, timeline.network.widths))
    return f"{document.name or 'Network'} · {widths} · {_examples(document, timeline)}"


def _examples(document: Document, timeline: Timeline) -> str:
    """“4 examples”, or of an online or minibatch update which ones they are: “example 2 of 4”."""
    total, numbers = len(document.examples or ()), [row + 1 for row in timeline.rows]
    if len(numbers) == total:
        return counted(total, "example")
    if len(numbers) == 1:
        return f"example {numbers[0]:,} of {total:,}"
    return f"{len(numbers):,} examples, {numbers[0]:,} to {numbers[-1]:,} of {total:,}"


def page(timeline: Timeline, level: Level, index: int, namer: Namer) -> str:
    """One step: where it is and what it gives, the sentence, the line of NumPy."""
    step = timeline.step(level, index)
    where = f"Step {index + 1} of {timeline.size(level)} · {step.phase.value}"
    if len(timeline.rows) > 1 and step.example is not None:
        where += f" · example {step.example}"
    value = f" = {short(step.value)}" if isinstance(step.value, float) else ""
    code = code_line(step, timeline, namer.notation).line.replace("\n", "\n" + " " * len("  In NumPy: "))
    return (
        f"{where} · {namer.plain(step.target)}{value}\n"
        f"  {narrate(step, timeline, namer=namer).text(namer)}\n"
        f"  In NumPy: {code}"
    )
