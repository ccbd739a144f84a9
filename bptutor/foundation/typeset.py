"""Typeset formulas, each laid out once: `typeset(tex)` asks memory, the shipped file, the disk, then ziamath.

Qt-free, so that a lesson can be checked without a window. The outline is an SVG in `currentColor` whose
baseline lies at y = 0; the window paints it in its own colour and size."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from bptutor.foundation.files import write_atomically
from bptutor.foundation.places import cache_folder
from bptutor.foundation.resources import resource
from bptutor.foundation.typeset_layout import LAYOUT, MathsError, outline

__all__ = ["MathsError", "Typeset", "Typesetter", "default_typesetter", "prewarm", "typeset"]

IN_MEMORY = 1024  # formulas; a page of a lesson has up to forty
ON_DISK = 6000


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula's outline; lengths in em of the size that it is painted at, `depth` below the baseline."""

    svg: bytes
    width: float
    height: float
    depth: float


def typeset(tex: str, inline: bool = False) -> Typeset:
    """The formula's outline, in display style or in that of a line of prose. Raises MathsError."""
    return default_typesetter().typeset(tex, inline)


@cache
def default_typesetter() -> Typesetter:
    """The one that keeps its formulas among the tutor's own files."""
    return Typesetter(cache_folder() / "formulas", resource("formulas.zip"))


def prewarm(formulas: Iterable[tuple[str, bool]], path: Path) -> int:
    """Write one file with the outlines of (TeX, inline) pairs for `Typesetter(shipped=path)`; how many.

    The same formulas give the same bytes. Raises MathsError that names the formula."""
    layout = Typesetter()
    content = io.BytesIO()
    wanted = sorted(set(formulas))
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for tex, inline in wanted:
            try:
                entry = _packed(layout.typeset(tex, inline))
            except MathsError as error:
                raise MathsError(f"{tex}: {error}") from error
            file.writestr(zipfile.ZipInfo(_key(tex, inline)), entry, zipfile.ZIP_DEFLATED, 9)
    write_atomically(path, content.getvalue())
    return len(wanted)


class Typesetter:
    """Formulas by memory, then `shipped` (read only, from `prewarm`), then `folder`, then layout.

    Either place may be missing or broken: what cannot be read is laid out again, what cannot be written is
    kept in memory only."""

    def __init__(self, folder: Path | None = None, shipped: Path | None = None) -> None:
        self._folder = folder
        self._shipped_path = shipped
        self._shipped: zipfile.ZipFile | None = None
        self._shipped_names: frozenset[str] | None = None
        self._memory: OrderedDict[tuple[str, bool], Typeset] = OrderedDict()
        self._failed: dict[tuple[str, bool], str] = {}
        self._tidied = False

    def typeset(self, tex: str, inline: bool = False) -> Typeset:
        """As the module's `typeset`; one that failed fails again at once."""
        if problem := self._failed.get((tex, inline)):
            raise MathsError(problem)
        formula = self._memory.get((tex, inline))
        if formula is None:
            formula = self._stored(tex, inline) or self._laid_out(tex, inline)
            self._memory[tex, inline] = formula
            if len(self._memory) > IN_MEMORY:
                self._memory.popitem(last=False)
        else:
            self._memory.move_to_end((tex, inline))
        return formula

    def _stored(self, tex: str, inline: bool) -> Typeset | None:
        key = _key(tex, inline)
        try:
            if key in self._names() and self._shipped:
                return _unpacked(self._shipped.read(key))
            if self._folder:
                return _unpacked(zlib.decompress((self._folder / key).read_bytes()))
        except (OSError, ValueError, zlib.error, zipfile.BadZipFile):
            pass  # not there, or broken: a cache can be made again
        return None

    def _names(self) -> frozenset[str]:
        """Keys in the shipped file, which is read whole at the first question."""
        if self._shipped_names is None:
            self._shipped_names = frozenset()
            if self._shipped_path and self._shipped_path.is_file():
                self._shipped = zipfile.ZipFile(io.BytesIO(self._shipped_path.read_bytes()))
                self._shipped_names = frozenset(self._shipped.namelist())
        return self._shipped_names

    def _laid_out(self, tex: str, inline: bool) -> Typeset:
        try:
            formula = Typeset(*outline(tex, inline))
        except MathsError as error:
            self._failed[tex, inline] = str(error)
            raise
        if self._folder:
            self._keep(self._folder, _key(tex, inline), zlib.compress(_packed(formula)))
        return formula

    def _keep(self, folder: Path, key: str, entry: bytes) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._tidy(folder)
            # Beside and renamed, but not synced: a torn entry is noticed at reading and made again.
            handle, beside = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(entry)
            os.replace(beside, folder / key)
        except OSError:
            self._folder = None

    def _tidy(self, folder: Path) -> None:
        """Once a run, drop the older half when formulas with numbers in them have piled up."""
        if not self._tidied:
            self._tidied = True
            entries = list(folder.iterdir())
            if len(entries) > ON_DISK:
                entries.sort(key=lambda entry: entry.stat().st_mtime)
                for entry in entries[: len(entries) // 2]:
                    entry.unlink(missing_ok=True)


@cache
def _edition() -> str:
    return f"{LAYOUT} {version('ziamath')} {version('ziafont')} {version('latex2mathml')}"


def _key(tex: str, inline: bool) -> str:
    return hashlib.sha256(f"{_edition()}\n{inline}\n{tex}".encode()).hexdigest()[:32]


def _packed(formula: Typeset) -> bytes:
    return f"{formula.width!r} {formula.height!r} {formula.depth!r}\n".encode() + formula.svg


def _unpacked(entry: bytes) -> Typeset:
    """The formula of an entry. Raises ValueError where the entry is none."""
    head, _, svg = entry.partition(b"\n")
    width, height, depth = (float(number) for number in head.split())
    if not svg.endswith(b"</svg>"):
        raise ValueError("no outline")
    return Typeset(svg, width, height, depth)
