"""Tables of numbers as text: CSV, TSV, and what a spreadsheet puts on the clipboard.

Delimiter, header and decimal sign are guessed, shown, and can be said instead. A comma is read as a decimal
sign only where it can be nothing else: 0,5 is a half, but 1,234 may be a thousand and more, and then the
reader asks. Every complaint names line and column (counted from 1) and the cell.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Generator, Iterator, Sequence

import numpy as np

from bptutor.engine.arrays import Array, frozen
from bptutor.engine.limits import MAX_EXAMPLES, MAX_FILE, MAX_VALUES, MAX_WIDTH
from bptutor.foundation.errors import TutorError, one_line
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted

DELIMITERS = ("\t", ";", ",", "|")
NAMES = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar", " ": "space"}
MOST_COLUMNS = 2 * MAX_WIDTH
SNIFFED = 50  # lines that guesses are made from
PREVIEWED = 8
AT_ONCE = 2_000  # cells that are read between two reports

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"[+-]?(?:[0-9]+,[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_PLAIN = re.compile(r"[0-9eE+\-. ]*")
_MINUS = str.maketrans("−–", "--")


class Reading(Frozen):
    """How a table is read; what is None is guessed."""

    delimiter: str | None = None
    header: bool | None = None
    decimal_comma: bool | None = None


class Table(Frozen, eq=False):
    """What was read: `numbers` (m, n), the names of the columns (empty without a header), and how."""

    numbers: Array
    header: tuple[str, ...]
    delimiter: str
    decimal_comma: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' names; where there is no header they are numbered."""
        return self.header or tuple(f"column {n + 1}" for n in range(self.numbers.shape[1]))

    @property
    def said(self) -> str:
        """How it was read, in a sentence to show with the preview."""
        rows, columns = self.numbers.shape
        head = "a header" if self.header else "no header"
        sign = " and decimal commas" if self.decimal_comma else ""
        between = NAMES.get(self.delimiter, self.delimiter)
        return (
            f"{counted(rows, 'row')} of {counted(columns, 'number')}, {between} between them, {head}{sign}."
        )

    def preview(self, rows: int = PREVIEWED) -> Array:
        """The first rows."""
        return self.numbers[:rows]


def read_table(text: str, reading: Reading | None = None, limit: int | None = None) -> Table:
    """The table that a text holds; of a preview no more than `limit` rows are read.

    Raises TutorError: one sentence, with line and column where it is about a cell."""
    parts = table_in_parts(text, reading, limit)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            table: Table = end.value
            return table


def table_in_parts(
    text: str, reading: Reading | None = None, limit: int | None = None
) -> Generator[float, None, Table]:
    """Reads as `read_table` does, a little at a time: tells which part of the text is done, and returns the
    table."""
    wanted = reading or Reading()
    if len(text) > MAX_FILE:
        raise TutorError(f"that is more than {MAX_FILE // 1_000_000} million characters, which is the limit")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    sample = text[: 4 * MAX_FILE // 100].split("\n", SNIFFED)[:SNIFFED]
    delimiter = wanted.delimiter or _delimiter([line for line in sample if line.strip()])
    rows = _rows(text, delimiter)
    first = next(rows, None)
    if first is None:
        raise TutorError("there is no table in it: it is empty")
    line, cells = first
    comma = _decimal_comma(sample, delimiter) if wanted.decimal_comma is None else wanted.decimal_comma
    header = _is_header(cells, comma) if wanted.header is None else wanted.header
    names = tuple(one_line(cell.strip())[:60] for cell in cells) if header else ()
    if header:
        first = next(rows, None)
        if first is None:
            raise TutorError(f"line {line} is a header, and nothing comes after it")
    numbers = yield from _numbers(first, rows, comma, len(cells), limit, text.count("\n") + 1)
    return Table(numbers, names, delimiter, comma)


def _delimiter(lines: Sequence[str]) -> str:
    """What cuts every line into the same number of cells, more than one; at a draw the first that does."""
    best, score = "", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        most = max(counts, default=0)
        if most == 0:
            continue
        even = sum(count == counts[0] for count in counts) / len(counts)
        # A comma between digits of a table that is cut by something else is a decimal sign.
        found = (even, -DELIMITERS.index(delimiter))
        if found > score:
            best, score = delimiter, found
    if best:
        return best
    spaced = bool(lines) and all(len(line.split()) > 1 for line in lines)
    return " " if spaced else ","


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row that is not empty. Raises TutorError for quotes without end."""
    if delimiter == " ":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, line.split()
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        before = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, ValueError) as error:
            raise TutorError(f"line {before} cannot be read: {error}") from error
        if any(cell.strip() for cell in cells):
            yield before, cells


def _decimal_comma(lines: Sequence[str], delimiter: str) -> bool:
    """Whether commas are decimal signs. Raises TutorError where that cannot be told."""
    if delimiter == ",":
        return False
    doubtful = None
    found = point = False
    for number, line in enumerate(lines, 1):
        for column, cell in enumerate(line.split(delimiter), 1):
            said = cell.strip().strip('"').translate(_MINUS)
            point = point or ("." in said and _NUMBER.fullmatch(said) is not None)
            if not _COMMA.fullmatch(said):
                continue
            if _THOUSANDS.fullmatch(said):
                doubtful = doubtful or (number, column, said)
            else:
                found = True
    if point and (found or doubtful):
        return False  # the comma is no decimal sign then, and the cell is complained about where it stands
    if doubtful and not found:
        line_number, column, said = doubtful
        plain, point_text = said.replace(",", ""), said.replace(",", ".")
        raise TutorError(
            f"line {line_number}, column {column}: “{said}” may be {plain} or {point_text}; "
            "say which by choosing the decimal sign"
        )
    return found


def _number(cell: str, comma: bool) -> float | None:
    """The finite number that a cell says; None where it says none."""
    said = cell.strip().translate(_MINUS)
    if comma and _COMMA.fullmatch(said):
        said = said.replace(",", ".")
    if not _NUMBER.fullmatch(said):
        return None
    value = float(said)
    return value if math.isfinite(value) else None


def _is_header(cells: Sequence[str], comma: bool) -> bool:
    """A header has words and not one number."""
    named = [cell for cell in cells if cell.strip()]
    return bool(named) and all(_number(cell, comma) is None for cell in named)


def _numbers(
    first: tuple[int, list[str]],
    rest: Iterator[tuple[int, list[str]]],
    comma: bool,
    width: int,
    limit: int | None,
    lines: int,
) -> Generator[float, None, Array]:
    """Returns all rows as numbers, each as wide as the first line; tells which part of the lines is done.
    Raises TutorError."""
    if width > MOST_COLUMNS:
        raise TutorError(f"it has {width:,} columns, and {MOST_COLUMNS:,} are the limit")
    made: list[Array] = []
    every = max(AT_ONCE // width, 1)
    row: tuple[int, list[str]] | None = first
    while row is not None and (limit is None or len(made) < limit):
        line, cells = row
        if len(made) == MAX_EXAMPLES or len(made) * width > MAX_VALUES:
            raise TutorError(f"line {line}: {len(made):,} rows are the limit for a table of this width")
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            raise TutorError(f"line {line} has {counted(len(cells), 'cell')}, and the first has {width}")
        quick = _quickly(cells) if not comma else None
        slow = [_cell(line, at, cell, comma) for at, cell in enumerate(cells, 1)] if quick is None else quick
        made.append(np.array(slow))
        if len(made) % every == 0:
            yield line / lines
        row = next(rest, None)
    return frozen(np.stack(made))


def _quickly(cells: Sequence[str]) -> list[float] | None:
    """A row of plain numbers at the speed of `float`; None where it has to be looked at cell by cell."""
    if not _PLAIN.fullmatch("".join(cells)):  # without this, `float` would take nan, 1_000 and other digits
        return None
    try:
        numbers = [float(cell) for cell in cells]
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def _cell(line: int, column: int, cell: str, comma: bool) -> float:
    value = _number(cell, comma)
    if value is not None:
        return value
    said = one_line(cell.strip())
    said = said if len(said) <= 40 else said[:40] + "…"
    what = f"“{said}” is not {_missed(cell)}" if said else "the cell is empty"
    raise TutorError(f"line {line}, column {column}: {what}")


def _missed(cell: str) -> str:
    """What a cell that is not taken should have been."""
    try:
        float(cell)
    except ValueError:
        return "a number"
    return "a finite number"
