"""Changes of the data: examples come, go and change places, or are replaced altogether."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec.structs import replace

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.beginnings import Beginning
from bptutor.engine.changes import Changed, examples_of, refuse_too_large
from bptutor.engine.changes_layers import XAVIER, resize_layer
from bptutor.engine.changes_ways import refuse_targets
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import counted


def add_example(
    document: Document,
    x: Sequence[float] | None = None,
    y: Sequence[float] | None = None,
    at: int | None = None,
) -> Changed:
    """One example more, zero where nothing is given; it becomes number `at`, the last if that is None."""
    widths = document.network.widths
    new = Examples(_row(x, widths[0], "x"), _row(y, widths[-1], "y"))
    old = document.examples
    if old is None:
        refuse_targets(document.network.cost.name, new)
        return Changed(replace(document, examples=new))
    at = len(old) + 1 if at is None else at
    if not 1 <= at <= len(old) + 1:
        raise TutorError(f"a new example can become number 1 to {len(old) + 1}, not {at}")
    refuse_too_large(widths, len(old) + 1)
    refuse_targets(document.network.cost.name, new)
    return _with(
        document,
        np.insert(old.inputs, at - 1, new.inputs[0], axis=0),
        np.insert(old.targets, at - 1, new.targets[0], axis=0),
    )


def remove_examples(document: Document, numbers: Iterable[int]) -> Changed:
    """Without these examples; at least one stays."""
    data = examples_of(document)
    gone = {_checked(data, number) for number in numbers}
    if not gone:
        return Changed(document)
    if len(gone) == len(data):
        raise TutorError("at least one example stays: a pass has to start from something")
    return _taken(document, [row for row in range(len(data)) if row not in gone])


def reorder_examples(document: Document, order: Sequence[int]) -> Changed:
    """The examples in this order of their numbers, each once."""
    data = examples_of(document)
    if sorted(order) != list(range(1, len(data) + 1)):
        raise TutorError(f"an order names each of the {len(data)} examples once")
    return _taken(document, [number - 1 for number in order])


def shuffle_examples(document: Document, seed: int) -> Changed:
    """In an order that follows from the seed."""
    if seed < 0:
        raise TutorError("a seed is a whole number from 0 on")
    count = len(examples_of(document))
    return _taken(document, [int(row) for row in np.random.default_rng(seed).permutation(count)])


def replace_examples(document: Document, examples: Examples, beginning: Beginning = XAVIER) -> Changed:
    """Other data altogether, as from a generator or a table. Where it has other numbers of inputs or outputs,
    the first and the last layer are made to fit. Raises TutorError past the limits."""
    given, taken = examples.inputs.shape[1], examples.targets.shape[1]
    widths = document.network.widths
    refuse_too_large((given, *widths[1:-1], taken), len(examples))
    refuse_targets(document.network.cost.name, examples)
    bare = replace(document, examples=None)
    forced: list[str] = []
    if given != widths[0]:
        bare = resize_layer(bare, 0, given, beginning).document
        forced.append(f"The network takes {counted(given, 'input')} now, as the examples have.")
    if taken != widths[-1]:
        bare = resize_layer(bare, bare.network.depth, taken, beginning).document
        forced.append(f"The last layer has {counted(taken, 'neuron')} now, one for each target.")
    return Changed(replace(bare, examples=examples), tuple(forced))


def _row(numbers: Sequence[float] | None, width: int, name: str) -> Array:
    if numbers is None:
        return frozen(np.zeros((1, width)))
    if len(numbers) != width:
        raise TutorError(f"{name} must have {counted(width, 'number')}, not {len(numbers)}")
    row = np.array([numbers], dtype=np.float64)
    if not np.all(np.isfinite(row)):
        raise TutorError(f"{name} must be finite numbers")
    return frozen(row)


def _checked(data: Examples, number: int) -> int:
    """The row of example `number`. Raises TutorError."""
    if not 1 <= number <= len(data):
        raise TutorError(f"there is no example {number}: they are numbered 1 to {len(data)}")
    return number - 1


def _taken(document: Document, order: list[int]) -> Changed:
    data = examples_of(document)
    if order == list(range(len(data))):
        return Changed(document)
    return _with(document, data.inputs[order], data.targets[order])


def _with(document: Document, inputs: Array, targets: Array) -> Changed:
    # Made here and known to nobody else, so that they need not be copied once more to be read-only.
    inputs.flags.writeable = targets.flags.writeable = False
    return Changed(replace(document, examples=Examples(inputs, targets)))
