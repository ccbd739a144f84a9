"""What several commands share: reading the network, and numbers as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from bptutor.engine.document import Document
from bptutor.engine.document_file import read_document
from bptutor.engine.examples import Examples
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.numbers import for_json

ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=np.ndarray.tolist)


def read_with_examples(path: str) -> tuple[Document, Examples]:
    """The document in a file and its examples. Raises FileError, also where it has none."""
    document = read_document(path)
    return document, examples_of(document, path)


def examples_of(document: Document, path: str) -> Examples:
    """The examples of a document. Raises FileError where it has none."""
    if document.examples is None:
        raise FileError(path, "is missing: this command needs inputs and targets", "$.data")
    return document.examples


def refuse_what_cannot_be_written(output: str, option: str) -> None:
    """Found out now, and not after an hour of training or an evening of exercises. Raises TutorError."""
    if not output:
        raise TutorError(f"{option} needs the name of a file, not an empty one")
    path = Path(output)
    if path.is_dir():
        raise FileError(output, "is a folder, not a file")
    if not path.absolute().parent.is_dir():
        raise FileError(output, "cannot be written: there is no such folder")


def as_json(value: Any) -> str:
    """One line of JSON; arrays are lists, and numbers that JSON does not have are "nan", "inf", "-inf"."""
    try:
        return ENCODER.encode(value)
    except ValueError:
        return ENCODER.encode(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return for_json(value)
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
