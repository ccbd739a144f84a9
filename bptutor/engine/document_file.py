"""`.bpnet` files: UTF-8 JSON that a person can write, read strictly and written so that it reads back."""

from __future__ import annotations

from pathlib import Path

from bptutor.engine.document import Document
from bptutor.engine.document_reader import decode
from bptutor.engine.document_writer import encode
from bptutor.engine.limits import MAX_FILE
from bptutor.foundation.files import read_text, write_atomically

__all__ = ["decode", "encode", "read_document", "write_document"]


def read_document(path: Path | str) -> Document:
    """The document in a file. Raises FileError: one line that names file and field."""
    return decode(read_text(Path(path), MAX_FILE), str(path))


def write_document(path: Path | str, document: Document) -> None:
    """Write the file whole or not at all. Raises FileError, also where a number is not finite."""
    write_atomically(Path(path), encode(document, str(path)))
