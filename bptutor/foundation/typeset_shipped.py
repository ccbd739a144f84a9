"""The file of formulas that ships with the tutor, so that its own pages and networks typeset nothing.

A step shows half a dozen formulas that no step before it has shown: so each is packed by itself and found by
its key. (In a zip, thousands of entries make a table of contents that is slow to read, and entries that share
a part are all unpacked for the sake of one.) The file is

    a line that says what it is, a line with the edition, and the number of entries;
    a table of entries in the order of their keys: key, where its bytes begin, how many they are;
    the entries, each compressed by itself."""

from __future__ import annotations

import hashlib
import struct
import zlib
from bisect import bisect_left
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bptutor.foundation.files import write_atomically

FORMAT = b"bptutor formulas 1"
COUNT, ROW = struct.Struct("<I"), struct.Struct("<16sII")


def key_of(tex: str, inline: bool, edition: str = "") -> str:
    """What a formula is kept under: 32 hexadecimal digits."""
    return hashlib.sha256(f"{edition}\n{inline}\n{tex}".encode()).hexdigest()[:32]


def write_shipped(entries: Mapping[tuple[str, bool], bytes], path: Path, edition: str) -> None:
    """Write entries by (TeX, inline); the same ones give the same bytes."""
    packed = {bytes.fromhex(key_of(*name)): zlib.compress(entry, 9) for name, entry in entries.items()}
    table, start = bytearray(), 0
    for key in sorted(packed):
        table += ROW.pack(key, start, len(packed[key]))
        start += len(packed[key])
    head = b"\n".join((FORMAT, edition.encode(), COUNT.pack(len(packed))))
    write_atomically(path, b"".join((head, table, *(packed[key] for key in sorted(packed)))))


class Shipped:
    """Reads such a file. One that is missing or broken has nothing in it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._edition = ""
        self._content: bytes | None = None  # the file, read whole at the first question
        self._table = self._count = 0  # where the table begins, and its rows

    @property
    def edition(self) -> str:
        """What it was made with."""
        self._read()
        return self._edition

    def entry(self, tex: str, inline: bool) -> bytes | None:
        """The entry of a formula, if it is there."""
        row = self._row_of(tex, inline)
        if row is None:
            return None
        content = self._read()
        _, start, length = ROW.unpack_from(content, self._table + row * ROW.size)
        start += self._table + self._count * ROW.size
        try:
            return zlib.decompress(content[start : start + length])
        except zlib.error:
            return None

    def holds(self, tex: str, inline: bool) -> bool:
        """Whether a formula has an entry."""
        return self._row_of(tex, inline) is not None

    def _row_of(self, tex: str, inline: bool) -> int | None:
        self._read()
        key = bytes.fromhex(key_of(tex, inline))
        row = bisect_left(range(self._count), key, key=self._key)
        return row if row < self._count and self._key(row) == key else None

    def _key(self, row: int) -> bytes:
        start = self._table + row * ROW.size
        return self._read()[start : start + 16]

    def _read(self) -> bytes:
        if self._content is None:
            self._content = b""
            # Not there, or broken: formulas are laid out anew.
            with suppress(OSError, ValueError, struct.error):
                self._open(self._path.read_bytes() if self._path is not None else b"")
        return self._content

    def _open(self, content: bytes) -> None:
        """Take a file's content. Raises ValueError or struct.error where it is none of ours."""
        said, edition, rest = content.split(b"\n", 2)
        (count,) = COUNT.unpack_from(rest)
        table = len(content) - len(rest) + COUNT.size
        if said != FORMAT or len(content) < table + count * ROW.size:
            raise ValueError("no file of formulas")
        self._content, self._edition, self._table, self._count = content, edition.decode(), table, count
