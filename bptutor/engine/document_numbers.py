"""Lists of numbers in a document: looked at for their sizes first, and only then turned into arrays."""

from __future__ import annotations

import msgspec
import numpy as np

from bptutor.engine.arrays import Array
from bptutor.engine.document_schema import parse
from bptutor.engine.limits import MAX_WIDTH
from bptutor.foundation.errors import FileError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted


class Sizes(Frozen):
    """What a matrix may measure, with the sentences for one that does not."""

    rows: int
    numbers: int
    too_many: str  # said where there are more numbers
    width: int | None = None  # None: any
    why: str = ""  # why this width


def matrix(path: str, field: str, raw: msgspec.Raw, sizes: Sizes) -> Array:
    """Rows of equal length as a read-only array. Raises FileError."""
    found = parse(path, raw, list[msgspec.Raw], field)
    if not 0 < len(found) <= sizes.rows:
        raise FileError(path, f"must hold 1 to {sizes.rows:,} rows, not {len(found):,}", field)
    first = row(path, f"{field}[0]", found[0])
    if sizes.width not in (None, len(first)):
        wanted = counted(sizes.width or 0, "number")
        raise FileError(path, f"must have {wanted}, not {len(first)}: {sizes.why}", f"{field}[0]")
    if len(found) * len(first) > sizes.numbers:
        raise FileError(path, sizes.too_many, field)
    array = np.empty((len(found), len(first)))
    for index, raw_row in enumerate(found):
        numbers = row(path, f"{field}[{index}]", raw_row)
        if len(numbers) != len(first):
            problem = f"must have {counted(len(first), 'number')} as the rows before, not {len(numbers)}"
            raise FileError(path, problem, f"{field}[{index}]")
        array[index] = numbers
    array.flags.writeable = False
    return array


def row(path: str, field: str, raw: msgspec.Raw) -> list[float]:
    """A list of one finite number or more. Raises FileError."""
    # Counted before they are read: a list of Python floats is many times as large as its text.
    if bytes(raw).count(b",") >= MAX_WIDTH:
        raise FileError(path, f"holds more than {MAX_WIDTH:,} numbers, which is the limit", field)
    numbers = parse(path, raw, list[float], field)
    if not numbers:
        raise FileError(path, "is empty", field)
    return numbers
