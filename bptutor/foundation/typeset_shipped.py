"""The file of formulas that ships with the tutor, so that its own pages and networks typeset nothing.

A zip of up to 256 parts: a formula is in the part of its key's first two digits. Thousands of entries of
their own would make the zip's table of contents slow to read, and one part would be large to unpack."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from bptutor.foundation.files import write_atomically

APART = b"\n\n"  # no outline has an empty line


def key_of(tex: str, inline: bool, edition: str = "") -> str:
    """What a formula is kept under."""
    return hashlib.sha256(f"{edition}\n{inline}\n{tex}".encode()).hexdigest()[:32]


def write_shipped(entries: Mapping[tuple[str, bool], bytes], path: Path, edition: str) -> None:
    """Write entries, which say nothing of themselves, by (TeX, inline); the same ones give the same bytes."""
    parts: dict[str, list[bytes]] = {}
    for (tex, inline), entry in entries.items():
        key = key_of(tex, inline)
        parts.setdefault(key[:2], []).append(key.encode() + b"\n" + entry)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = edition.encode()
        for name in sorted(parts):
            data = APART.join(sorted(parts[name]))
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    write_atomically(path, content.getvalue())


class Shipped:
    """Reads such a file. One that is missing or broken has nothing in it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: zipfile.ZipFile | None = None
        self._parts: dict[str, dict[bytes, bytes]] = {}

    @property
    def edition(self) -> str:
        """What it was made with."""
        file = self._opened()
        return file.comment.decode() if file is not None else ""

    def entry(self, tex: str, inline: bool) -> bytes | None:
        """The entry of a formula, if it is there."""
        key = key_of(tex, inline)
        part = self._parts.get(key[:2])
        if part is None:
            part = self._parts[key[:2]] = self._read(key[:2])
        return part.get(key.encode())

    def _read(self, name: str) -> dict[bytes, bytes]:
        file = self._opened()
        if file is None:
            return {}
        try:
            data = file.read(name)
        except (KeyError, zipfile.BadZipFile, zlib.error):
            return {}
        pairs = (entry.partition(b"\n") for entry in data.split(APART))
        return {key: entry for key, _, entry in pairs}

    def _opened(self) -> zipfile.ZipFile | None:
        """The file, which is read whole at the first question."""
        if self._file is None and self._path is not None:
            try:
                self._file = zipfile.ZipFile(io.BytesIO(self._path.read_bytes()))
            except (OSError, zipfile.BadZipFile):
                self._path = None
        return self._file
