"""Typeset formulas, each laid out once: `typeset(tex)` asks memory, the shipped file, the disk, then ziamath.

Qt-free, so that a lesson can be checked without a window. The outline is an SVG in `currentColor` whose
baseline lies at y = 0; the window paints it in its own colour and size."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bptutor.foundation.frozen import Frozen
from bptutor.foundation.places import cache_folder
from bptutor.foundation.resources import resource
from bptutor.foundation.typeset_layout import LAYOUT, MathsError, outline
from bptutor.foundation.typeset_shipped import Shipped, key_of, write_shipped

__all__ = ["MathsError", "Typeset", "Typesetter", "default_typesetter", "edition", "prewarm", "typeset"]

IN_MEMORY = 1024  # formulas; a page of a lesson has up to forty
ON_DISK = 6000


class Typeset(Frozen):
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
    return Typesetter(cache_folder() / "formulas", resource("formulas.dat"))


def prewarm(formulas: Iterable[tuple[str, bool]], path: Path) -> int:
    """Write one file with the outlines of (TeX, inline) pairs for `Typesetter(shipped=path)`; how many.

    The same formulas give the same bytes. Raises MathsError that names the formula."""
    layout = Typesetter()
    entries: dict[tuple[str, bool], bytes] = {}
    for tex, inline in sorted(set(formulas)):
        try:
            entries[tex, inline] = _packed(layout.typeset(tex, inline))
        except MathsError as error:
            raise MathsError(f"{tex}: {error}") from error
    write_shipped(entries, path, edition())
    return len(entries)


class Typesetter:
    """Formulas by memory, then `shipped` (read only, from `prewarm`), then `folder`, then layout.

    Either place may be missing or broken: what cannot be read is laid out again, what cannot be written is
    kept in memory only."""

    def __init__(self, folder: Path | None = None, shipped: Path | None = None) -> None:
        self._folder = folder
        self._shipped = Shipped(shipped)
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

    def at_hand(self, tex: str, inline: bool = False) -> bool:
        """Whether a formula is in memory or shipped, and so comes without being laid out."""
        return (tex, inline) in self._memory or self._shipped.holds(tex, inline)

    def _stored(self, tex: str, inline: bool) -> Typeset | None:
        try:
            if (entry := self._shipped.entry(tex, inline)) is not None:
                return _unpacked(entry)
            if self._folder:
                key = key_of(tex, inline, edition())
                return _unpacked(zlib.decompress((self._folder / key).read_bytes()))
        except (OSError, ValueError, zlib.error):
            pass  # not there, or broken: a cache can be made again
        return None

    def _laid_out(self, tex: str, inline: bool) -> Typeset:
        try:
            formula = Typeset(*outline(tex, inline))
        except MathsError as error:
            self._failed[tex, inline] = str(error)
            raise
        if self._folder:
            self._keep(self._folder, key_of(tex, inline, edition()), zlib.compress(_packed(formula)))
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
def edition() -> str:
    """What outlines depend on besides the TeX: this program's layout and the versions that it calls."""
    from importlib.metadata import version  # slow to import, and not needed for what is shipped

    return f"{LAYOUT} {version('ziamath')} {version('ziafont')} {version('latex2mathml')}"


def _packed(formula: Typeset) -> bytes:
    return f"{formula.width!r} {formula.height!r} {formula.depth!r}\n".encode() + formula.svg


def _unpacked(entry: bytes) -> Typeset:
    """The formula of an entry. Raises ValueError where the entry is none."""
    head, _, svg = entry.partition(b"\n")
    width, height, depth = (float(number) for number in head.split())
    if not svg.endswith(b"</svg>"):
        raise ValueError("no outline")
    return Typeset(svg, width, height, depth)
