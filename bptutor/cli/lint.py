"""Check lessons, packs and network files: everything that is wrong with each, with its line and column.

A lesson is a .md file, a pack a folder or a .zip of lessons, a network a .bpnet file. Besides the form,
the check finds formulas that do not typeset, names of values that the page's network has not, wrong answers
that cannot be told from the right one, and pages that cannot be reached. The exit code is 1 if there is an
error; warnings alone leave it at 0."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import frozen
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.exercise.skills import SKILLS
from bptutor.exercise.slips import SLIPS, wrong_values
from bptutor.exercise.task import task_of
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.numbers import counted
from bptutor.lesson.faults import Fault, did_you_mean
from bptutor.lesson.lint import Checks, contents, lint_path
from bptutor.trace.keys import Key

SEEDS = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a lesson, a pack or a network file")


def run(options: argparse.Namespace) -> int:
    """Check and print; 1 if anything is wrong. What cannot be read comes last and hides nothing."""
    faults: list[Fault] = []
    lessons = networks = 0
    unread: list[str] = []
    for path in options.paths:
        try:
            faults += lint_path(Path(path), shipped_checks())
            found = contents(Path(path))
            lessons, networks = lessons + found[0], networks + found[1]
        except FileError as error:
            unread.append(str(error))
    for fault in faults:
        print(fault)
    if unread:
        raise TutorError("; ".join(unread))
    errors = sum(not fault.warning for fault in faults)
    if not errors:
        mild = f"{counted(len(faults), 'warning')}, no error" if faults else "nothing is wrong"
        held = ((lessons, "lesson"), (networks, "network"))
        told = " and ".join(counted(number, noun) for number, noun in held if number)
        print(f"{counted(len(options.paths), 'path')} checked, {told}: {mild}")
    return 1 if errors else 0


def shipped_checks() -> Checks:
    """The checks with the tutor's own slips and skills."""
    return Checks(probe_check=probe_problems, skills=tuple(SKILLS))


def probe_problems(document: Document, key: Key, probes: tuple[str, ...], example: int) -> Iterator[str]:
    """Unknown slips, and those that give the right value in each of 50 draws of the network's numbers."""
    known = [probe for probe in probes if probe in SLIPS]
    for probe in probes:
        if probe not in SLIPS:
            yield f"there is no slip “{probe}”{did_you_mean(probe, SLIPS)}"
    separated: set[str] = set()
    for seed in range(SEEDS):
        task = task_of(document if seed == 0 else drawn(document, seed), example)
        separated |= {wrong.slip.id for wrong in wrong_values(task, key, slips=known)} if known else set()
    for probe in known:
        if probe not in separated:
            yield f"the probe “{probe}” never gives another value than the right one here: leave it out"


def drawn(document: Document, seed: int) -> Document:
    """The document with other parameters and inputs, of everyday size; its targets stay."""
    rng = np.random.default_rng(seed)
    network = document.network
    weights = tuple(frozen(rng.normal(0.0, 1.0, layer.weights.shape)) for layer in network.layers)
    biases = tuple(frozen(rng.normal(0.0, 0.5, layer.biases.shape)) for layer in network.layers)
    examples = document.examples
    if examples is not None:
        examples = Examples(frozen(rng.normal(0.0, 1.0, examples.inputs.shape)), examples.targets)
    return replace(document, network=network.with_parameters(weights, biases), examples=examples)
