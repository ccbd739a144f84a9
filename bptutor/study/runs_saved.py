"""One run as it stands in a file: its costs, and some of its networks with what the optimiser remembers."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
from msgspec.structs import astuple, replace

from bptutor.engine.arrays import frozen
from bptutor.engine.document import Document
from bptutor.engine.document_file import decode, encode
from bptutor.engine.examples import Examples
from bptutor.engine.optimisers import RULES, Moments, Optimiser
from bptutor.engine.vectors import as_moments, as_network, as_vector, as_vectors
from bptutor.foundation.errors import FileError, TutorError
from bptutor.study.run_names import DASHES
from bptutor.study.runs import Run

MOST_NETWORKS = 32  # of one run


class SavedRun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`document` is the text of a `.bpnet` file, without its examples where they are those of the base.
    `costs`, `parameters` and `moments` are float64; there is one network, and one set of moments (for an
    optimiser that remembers), for each iteration of `kept`. `updates` are −1 where nothing is remembered."""

    name: str
    document: str
    costs: bytes
    kept: tuple[int, ...]
    parameters: bytes
    spacing: int
    offset: int
    optimiser: tuple[str, float, float, float, float, float]
    moments: bytes = b""
    updates: tuple[int, ...] = ()
    shown: bool = True
    dash: int = 0


def saved_run(run: Run, examples: Examples | None, room: int) -> tuple[SavedRun | None, int]:
    """A run for the file and how many numbers it takes; None and 0 where there is no room, or where it began
    with numbers that no file can hold."""
    document = run.document
    if document is None or document.examples is None:
        return None, 0
    own = document.examples is not examples
    network, parts = document.network, len(RULES[run.optimiser.rule].moments)
    each = network.parameters * (1 + parts)
    data = document.examples.inputs.size + document.examples.targets.size if own else 0
    fixed = len(run.costs) + 3 * (network.parameters + data)  # a written number takes three
    most = min((room - fixed) // each, MOST_NETWORKS)
    if most < 2:
        return None, 0
    places = _spread(len(run.kept), int(most))
    try:
        text = encode(document if own else replace(document, examples=None), run.name)
    except FileError:
        return None, 0
    chosen = [run.moments[at] for at in places] if run.moments else []
    nothing = bytes(8 * parts * network.parameters)
    saved = SavedRun(
        run.name,
        text,
        run.costs.tobytes(),
        tuple(run.kept[at][0] for at in places),
        b"".join(as_vector(run.kept[at][1]).tobytes() for at in places),
        run.spacing,
        run.offset,
        astuple(run.optimiser),
        b"".join(nothing if m is None else as_vectors(m).tobytes() for m in chosen),
        tuple(-1 if m is None else m.updates for m in chosen),
        run.shown,
        run.dash,
    )
    return saved, fixed + len(places) * each


def _spread(count: int, most: int) -> list[int]:
    """At most so many of the places 0..count−1, evenly, with the first and the last."""
    if count <= most:
        return list(range(count))
    return sorted({round(at * (count - 1) / (most - 1)) for at in range(most)})


def run_of(saved: SavedRun, base: Document) -> Run:
    """A run as it was. Raises TutorError where its parts do not fit together."""
    document = decode(saved.document, saved.name)
    if document.examples is None:
        document = replace(document, examples=base.examples)
    try:
        return _fitted(saved, document, Optimiser(*saved.optimiser))
    except ValueError as error:  # a length, or a shape
        raise TutorError(f"{saved.name} does not fit together: {error}") from error


def _fitted(saved: SavedRun, document: Document, optimiser: Optimiser) -> Run:
    """The run from its parts. Raises ValueError."""
    network, costs, count = document.network, np.frombuffer(saved.costs), len(saved.kept)
    rising = all(earlier < later for earlier, later in pairwise(saved.kept))
    if not rising or saved.kept[:1] != (0,) or saved.kept[-1] != len(costs) - 1:
        raise ValueError("iterations")
    if saved.spacing < 1 or saved.offset < 0:
        raise ValueError("spacing")
    if not 0 <= saved.dash <= DASHES:
        raise ValueError("pattern")
    vectors = np.frombuffer(saved.parameters).reshape(count, network.parameters)
    kept = [(at, as_network(vector, network)) for at, vector in zip(saved.kept, vectors, strict=True)]
    kept[0] = (0, network)
    moments: list[Moments | None] = []
    if not optimiser.plain:
        rows = np.frombuffer(saved.moments).reshape(count, -1, network.parameters)
        pairs = zip(rows, saved.updates, strict=True)
        moments = [as_moments(row, network, n) if n >= 0 else None for row, n in pairs]
        if rows.shape[1] != len(RULES[optimiser.rule].moments):
            raise ValueError("moments")
    return Run(
        saved.name,
        frozen(costs),
        tuple(kept),
        saved.spacing,
        saved.offset,
        document,
        optimiser,
        tuple(moments),
        saved.shown,
        saved.dash,
    )
