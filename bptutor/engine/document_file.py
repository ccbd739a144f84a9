"""`.bpnet` files: UTF-8 JSON that a person can write, read strictly and written so that it reads back."""

from __future__ import annotations

from pathlib import Path

from bptutor.engine.document import Document
from bptutor.engine.document_reader import decode
from bptutor.engine.document_writer import encode
from bptutor.engine.limits import MAX_FILE
from bptutor.foundation.errors import FileError
from bptutor.foundation.files import MEGABYTE, read_text, write_atomically

__all__ = ["decode", "encode", "read_document", "write_document"]


def read_document(path: Path | str) -> Document:
    """The document in a file. Raises FileError: one line that names file and field."""
    return decode(read_text(Path(path), MAX_FILE), str(path))


def write_document(path: Path | str, document: Document) -> None:
    """Write the file whole or not at all. Raises FileError, also where a number is not finite, and where the
    file would be too large to be read again."""
    data = encode(document, str(path)).encode("utf-8")
    if len(data) > MAX_FILE:
        limit = f"{MAX_FILE // MEGABYTE} MB, which is the limit; nothing was written"
        raise FileError(path, f"would be {len(data) / MEGABYTE:.0f} MB with these numbers, more than {limit}")
    write_atomically(Path(path), data)
