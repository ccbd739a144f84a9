"""Arrays of weights from other programs' files: `.npz`, `.safetensors`, CSV.

Sizes are looked at before the numbers are read, so that no file takes more memory than the limits say, and
nothing in a file is ever run: pickles are refused. What the arrays mean is for `weights_files_guess`.
"""

from __future__ import annotations

import math
import warnings
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.limits import MAX_FILE, MAX_LAYERS, MAX_PARAMETERS
from bptutor.engine.tables import PREVIEWED, Reading, read_table
from bptutor.foundation.errors import FileError, TutorError, one_line
from bptutor.foundation.files import read_text
from bptutor.foundation.frozen import Frozen

MOST_TENSORS = 20 * MAX_LAYERS
LONGEST_NAME = 1_000  # letters: names are taken to pieces, and all pieces are compared
FORMAT: Any = np.lib.format  # documented, but without types
KINDS = "fiu"  # NumPy's letters for floats and integers
INSTALL = "reading .safetensors needs one more package: pip install 'bptutor[weights]'"
REFUSED = {
    ".pt": "PyTorch’s own files can run programs when they are opened",
    ".pth": "PyTorch’s own files can run programs when they are opened",
    ".pkl": "pickles can run programs when they are opened",
    ".pickle": "pickles can run programs when they are opened",
    ".h5": "Keras files are not read here",
    ".keras": "Keras files are not read here",
}


class Tensor(Frozen, eq=False):
    """A named array of 0 to any number of dimensions, finite, read-only float64."""

    name: str
    array: Array


def read_weights(path: Path | str) -> tuple[Tensor, ...]:
    """The arrays of a file, in its order. Raises FileError: one line that names the file and the array."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in REFUSED:
        way = "save the weights as .safetensors, or with numpy.savez as .npz"
        raise FileError(path, f"{REFUSED[suffix]}; {way}")
    readers: dict[str, Callable[[Path], Iterator[Tensor]]] = {
        ".npz": _npz,
        ".safetensors": _safetensors,
        ".csv": _csv,
        ".tsv": _csv,
        ".txt": _csv,
    }
    if suffix not in readers:
        raise FileError(path, f"is of no known kind: weights are read from {', '.join(readers)}")
    tensors = tuple(readers[suffix](path))
    if not tensors:
        raise FileError(path, "holds no arrays")
    return tensors


class Allowance:
    """How many arrays and numbers a file may still bring. Raises FileError before they are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.numbers = MAX_PARAMETERS
        self.tensors = MOST_TENSORS

    def take(self, name: str, shape: tuple[int, ...]) -> None:
        """One array more."""
        if len(name) > LONGEST_NAME:
            problem = f"has an array with a name of {len(name):,} letters, and {LONGEST_NAME:,} are the limit"
            raise FileError(self.path, problem)
        self.tensors -= 1
        self.numbers -= math.prod(shape)
        if self.tensors < 0:
            raise FileError(self.path, f"holds more than {MOST_TENSORS:,} arrays, which is the limit")
        if self.numbers < 0 or any(size < 0 for size in shape):
            problem = f"with it there are more than {MAX_PARAMETERS:,} numbers, which is the limit"
            raise FileError(self.path, problem, one_line(name))

    def tensor(self, name: str, array: np.ndarray[Any, Any]) -> Tensor:
        """The array as a tensor, if all of it is finite."""
        # A long double or an int64 may not fit, and then it is not finite here.
        with np.errstate(all="ignore"):
            numbers = np.array(array, dtype=np.float64)
        if not np.all(np.isfinite(numbers)):
            raise FileError(self.path, "has numbers that are not finite", one_line(name))
        return Tensor(one_line(name), frozen(numbers))


def _npz(path: Path) -> Iterator[Tensor]:
    """NumPy's zip of arrays: each head is looked at before its numbers."""
    _refuse_large(path)
    allowance = Allowance(path)
    try:
        with zipfile.ZipFile(path) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an old file's header is read all the same
            for entry in archive.infolist():
                if entry.filename.endswith(".npy"):
                    yield _npy(archive, entry, allowance)
    except TutorError:
        raise
    except Exception as error:  # what zipfile, zlib and NumPy raise on damaged bytes has no common base
        raise FileError(path, f"is no .npz file, or a damaged one ({_said(error)})") from error


def _npy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> Tensor:
    name = entry.filename.removesuffix(".npy")
    with archive.open(entry) as file:
        first = FORMAT.read_magic(file) == (1, 0)
        read_head = FORMAT.read_array_header_1_0 if first else FORMAT.read_array_header_2_0
        shape, _, dtype = read_head(file)
    if dtype.kind not in KINDS or dtype.subdtype is not None:
        raise FileError(allowance.path, f"holds {one_line(str(dtype))[:40]}, not numbers", one_line(name))
    allowance.take(name, shape)
    with archive.open(entry) as file:
        return allowance.tensor(name, FORMAT.read_array(file, allow_pickle=False))


def _safetensors(path: Path) -> Iterator[Tensor]:
    """The published format, by its own library, which checks the head of the file."""
    try:
        from safetensors import safe_open
    except ImportError as error:
        raise FileError(path, INSTALL) from error
    _refuse_large(path)
    allowance = Allowance(path)
    try:
        with safe_open(path, framework="np") as file:
            for name in file.keys():  # noqa: SIM118  # it is no mapping
                shape = tuple(int(size) for size in file.get_slice(name).get_shape())
                allowance.take(name, shape)
                yield allowance.tensor(name, file.get_tensor(name))
    except TutorError:
        raise
    except Exception as error:  # its errors come from Rust and have no documented base
        raise FileError(path, f"is no .safetensors file, or a damaged one ({_said(error)})") from error


def _csv(path: Path) -> Iterator[Tensor]:
    """Named rows (`fc1.weight,0.1,0.2`, one after the other for a matrix), or blocks between empty lines.

    Blocks without a name are W1, W2 …, or W1, b1, W2, b2 … where every second has only one row."""
    text, allowance = read_text(path, MAX_FILE), Allowance(path)
    if sum(map(text.count, "\t;,\n")) > 2 * MAX_PARAMETERS:
        raise FileError(path, f"holds more than {MAX_PARAMETERS:,} numbers, which is the limit")
    blocks = list(_blocks(text))
    every_second = len(blocks) % 2 == 0 and all(len(block.lines) == 1 for block in blocks[1::2])
    for number, block in enumerate(blocks):
        try:
            table = read_table("\n".join(block.lines), Reading(header=False))
        except TutorError as error:
            raise FileError(path, f"in the block that begins in line {block.first}: {error}") from error
        place = f"{'Wb'[number % 2]}{number // 2 + 1}" if every_second else f"W{number + 1}"
        allowance.take(block.name or place, table.numbers.shape)
        yield allowance.tensor(block.name or place, table.numbers)


def looks_like_weights(text: str) -> bool:
    """Whether a text holds arrays (rows of numbers with names before them, or blocks), and not one table."""
    blocks = list(islice(_blocks(text), 2))
    try:
        for block in blocks[:1]:
            read_table("\n".join(block.lines), Reading(header=False), PREVIEWED)
    except TutorError:
        return False  # as is a header
    return len(blocks) > 1 or any(block.name for block in blocks)


class Block(NamedTuple):
    """Consecutive lines of a CSV: their name ("" where there is none), the first one's number, the rest."""

    name: str
    first: int
    lines: list[str]


def _blocks(text: str) -> Iterator[Block]:
    block = Block("", 1, [])
    for number, line in enumerate([*text.splitlines(), ""], 1):
        name, rest = _named(line)
        if block.lines and (not line.strip() or name != block.name):
            yield block
            block = Block("", 1, [])
        if line.strip():
            block = block if block.lines else Block(name, number, [])
            block.lines.append(rest)


def _named(line: str) -> tuple[str, str]:
    """A line's name and the rest, where its first cell begins with a letter."""
    for delimiter in ("\t", ";", ","):
        head, found, rest = line.partition(delimiter)
        head = head.strip().strip('"')
        if found and head[:1].isalpha():
            return head, rest
    return "", line


def _refuse_large(path: Path) -> None:
    try:
        size = path.stat().st_size
        if not path.is_file():  # a folder, or a pipe that would be waited for without end
            raise FileError(path, "is a folder or a device, not a file")
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read: {_said(error)}") from error
    if size > MAX_FILE:
        raise FileError(path, f"is larger than {MAX_FILE // 1_000_000} MB, which is the limit")


def _said(error: Exception) -> str:
    """What a library says, short enough for the end of a sentence."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return one_line(reason.strip().split("\n")[0])[:80]
