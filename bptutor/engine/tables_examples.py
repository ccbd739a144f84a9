"""From a table to examples and back: which columns are inputs, which are targets."""

from __future__ import annotations

import re
from pathlib import Path

from bptutor.engine.examples import Examples
from bptutor.engine.limits import MAX_FILE
from bptutor.engine.tables import Reading, Table, read_table
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.files import read_text, write_atomically
from bptutor.foundation.numbers import full

_TARGET = re.compile(r"\s*(y|ŷ|t|target|label|class|output|out)s?[\s_\[(]*\d*[\])]?\s*", re.IGNORECASE)


def read_table_file(path: Path | str, reading: Reading | None = None, limit: int | None = None) -> Table:
    """The table in a file. Raises FileError: one line that names the file, and line and column."""
    text = read_text(Path(path), MAX_FILE)
    try:
        return read_table(text, reading, limit)
    except FileError:
        raise
    except TutorError as error:
        raise FileError(path, str(error)) from error


def proposed_inputs(table: Table, inputs: int | None = None, outputs: int | None = None) -> int:
    """How many of the first columns are inputs; the rest are targets.

    The header says it where its last names are those of targets (y, target, label …); else the network that
    the examples are for, where the columns are as many as it has `inputs` and `outputs`; else all but one."""
    columns = int(table.numbers.shape[1])
    targets = 0
    while targets < len(table.header) and _TARGET.fullmatch(table.header[-1 - targets]):
        targets += 1
    if 0 < targets < columns:
        return columns - targets
    if inputs is not None and outputs is not None and inputs + outputs == columns:
        return inputs
    return columns - 1


def examples_from(table: Table, inputs: int) -> Examples:
    """The examples of a table whose first `inputs` columns are inputs. Raises TutorError."""
    columns = table.numbers.shape[1]
    if columns < 2:
        raise TutorError("one column is not enough: examples need inputs and targets")
    if not 1 <= inputs < columns:
        raise TutorError(f"of {columns} columns, 1 to {columns - 1} can be inputs, not {inputs}")
    parts = table.numbers[:, :inputs].copy(), table.numbers[:, inputs:].copy()
    for part in parts:
        part.flags.writeable = False
    return Examples(*parts)


def table_text(examples: Examples, delimiter: str = ",") -> str:
    """The examples as a table with a header, every digit kept: it reads back to the same bits."""
    given, taken = examples.inputs.shape[1], examples.targets.shape[1]
    names = [f"x{k + 1}" for k in range(given)] + [f"y{k + 1}" for k in range(taken)]
    lines = [delimiter.join(names)]
    for x, y in zip(examples.inputs.tolist(), examples.targets.tolist(), strict=True):
        lines.append(delimiter.join(_text(value) for value in (*x, *y)))
    return "\n".join(lines) + "\n"


def write_table_file(path: Path | str, examples: Examples) -> None:
    """Write the examples as CSV (TSV where the name ends so), whole or not at all. Raises FileError."""
    delimiter = "\t" if Path(path).suffix.lower() in (".tsv", ".tab") else ","
    write_atomically(Path(path), table_text(examples, delimiter))


def _text(value: float) -> str:
    """`full`, which says 0 for −0, with the sign of −0 kept."""
    return "-0.0" if value == 0 and str(value) == "-0.0" else full(value)
