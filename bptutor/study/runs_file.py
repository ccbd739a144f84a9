"""The runs on the cost curve from one start to the next: one small file, written whole and read strictly.

A run is kept with all its costs and some of its networks; what lies between is trained again when somebody
goes there, to the same bits. Numbers are kept as they lie in memory. The file belongs to one network: `base`
is the fingerprint of the file that the next start opens, and the runs of any other are of no use.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

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
from bptutor.foundation.files import keep_aside, read_bytes, write_atomically
from bptutor.foundation.places import data_folder
from bptutor.study.runs import Run

FILE = "runs.bin"
VERSION = 1
MOST_NUMBERS = 1_000_000  # of eight bytes, in the whole file
MOST_RUNS = 50
MOST_NETWORKS = 32  # of one run
MOST_BYTES = 20_000_000


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


class SavedRuns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The earlier runs, and the present one (None where it did not fit) with the iteration in sight."""

    version: int
    base: str
    iteration: int
    present: SavedRun | None
    earlier: tuple[SavedRun, ...]


def runs_file() -> Path:
    """Where the runs are."""
    return data_folder() / FILE


def fingerprint(path: Path) -> str:
    """What a file says, in short. Raises FileError."""
    try:
        status = path.stat()
        return _digest(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror}") from error


@lru_cache(maxsize=4)
def _digest(path: Path, size: int, written: int) -> str:
    """Found once for each version of a file: it may be large, and runs are written often."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_runs(
    base: Path, present: Run, iteration: int, earlier: tuple[Run, ...], examples: Examples | None
) -> None:
    """Keep the runs of a network whose file is `base` and has these examples; as many as fit, the latest
    first. Raises FileError."""
    left, saved = MOST_NUMBERS, []
    for run in (present, *reversed(earlier[-MOST_RUNS:])):
        one, numbers = _saved(run, examples, left)
        left -= numbers
        saved.append(one)
    kept = tuple(one for one in reversed(saved[1:]) if one is not None)
    runs = SavedRuns(VERSION, fingerprint(base), iteration, saved[0], kept)
    write_atomically(runs_file(), msgspec.msgpack.encode(runs))


def forget_runs(base: Path | None) -> None:
    """Keep no runs; where the network was given up too, the next start is at the beginning of what it opens.
    Raises FileError."""
    path = runs_file()
    if base is None:
        write_atomically(path, msgspec.msgpack.encode(SavedRuns(VERSION, "", 0, None, ())))
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(path, f"cannot be removed: {error.strerror}") from error


def put_aside(error: TutorError) -> str:
    """Keep a file that cannot be read out of the way; the sentence that tells it. Raises FileError."""
    return f"The runs of the last time cannot be read ({error}); they are kept as {keep_aside(runs_file())}."


def read_runs(base: Path) -> SavedRuns | None:
    """The runs of the network whose file is `base`; None where there are none of it. Raises FileError."""
    path = runs_file()
    if not path.exists():
        return None
    try:
        saved = msgspec.msgpack.decode(read_bytes(path, MOST_BYTES), type=SavedRuns)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FileError(path, f"does not say which runs there were: {error}") from error
    return saved if saved.version == VERSION and saved.base == fingerprint(base) else None


def _saved(run: Run, examples: Examples | None, room: int) -> tuple[SavedRun | None, int]:
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
    )
