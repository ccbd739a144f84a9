"""The runs on the cost curve from one start to the next: one small file, written whole and read strictly.

A run is kept with all its costs and some of its networks; what lies between is trained again when somebody
goes there, to the same bits. Numbers are kept as they lie in memory. The file belongs to one network: `base`
is the fingerprint of the file that the next start opens, and the runs of any other are of no use.
"""

from __future__ import annotations

import hashlib
import stat
from functools import lru_cache
from pathlib import Path

import msgspec

from bptutor.engine.examples import Examples
from bptutor.foundation.errors import FileError
from bptutor.foundation.files import aside_told, read_bytes, write_atomically
from bptutor.foundation.places import data_folder
from bptutor.study.runs import Run
from bptutor.study.runs_saved import SavedRun, saved_run

FILE = "runs.bin"
VERSION = 1
MOST_NUMBERS = 1_000_000  # of eight bytes, in the whole file
MOST_RUNS = 50
MOST_BYTES = 20_000_000


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
    """What a file says, in short; "" for one that the next start cannot open: it has gone, or it is a
    pipe, which gives what it says only once and could be waited for without end."""
    try:
        status = path.stat()
        return _digest(path, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else ""
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return ""


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
        one, numbers = saved_run(run, examples, left)
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


def put_aside() -> str:
    """Keep a file that cannot be read out of the way; the sentence that tells it. What is wrong with it is
    for no eyes: nobody mends such a file by hand."""
    return f"The runs of the last time cannot be read, and begin anew; they are {aside_told(runs_file())}."


def read_runs(base: Path) -> SavedRuns | None:
    """The runs of the network whose file is `base`; None where there are none of it. Raises FileError."""
    path = runs_file()
    if not path.exists():
        return None
    try:
        saved = msgspec.msgpack.decode(read_bytes(path, MOST_BYTES), type=SavedRuns)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FileError(path, f"does not say which runs there were: {error}") from error
    return saved if saved.version == VERSION and saved.base == fingerprint(base) != "" else None
