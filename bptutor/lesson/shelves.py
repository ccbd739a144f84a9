"""The files of a pack, in a folder or in a `.zip`, and nothing else of the machine.

Names that lead out (`..`, absolute ones, links) are refused; only kinds of file that a lesson can use are
looked at; how many and how large they may be is limited before anything is read into memory.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from bptutor.foundation.errors import FileError

KINDS = frozenset({".md", ".bpnet", ".png", ".jpg", ".jpeg"})
MAX_FILES = 500
MAX_FILE = 16_000_000  # bytes of one file
MAX_ALL = 64_000_000  # bytes of a pack, unpacked
MAX_DEPTH = 3
CHUNK = 65_536


class Shelf(Protocol):
    """Where the files of a pack are."""

    origin: Path

    def names(self) -> tuple[str, ...]:
        """The files, as relative names with /, in order."""

    def has(self, name: str) -> bool:
        """Whether there is such a file. Raises FileError for a name that leads out."""

    def read(self, name: str) -> bytes:
        """One file. Raises FileError."""

    def stamp(self) -> tuple[object, ...]:
        """Something that is another when a file has been saved."""


def open_shelf(path: Path) -> Shelf:
    """The files at a path: a folder, or a file ending in .zip. Raises FileError."""
    if path.is_dir():
        return FolderShelf(path)
    if path.suffix.lower() == ".zip":
        return ZipShelf(path)
    raise FileError(path, "is no pack: a pack is a folder of lessons, or such a folder as .zip")


class FolderShelf:
    """A folder; its files are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self.origin = path
        self._root = path.resolve()

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(name for name, _ in self._walk()))

    def has(self, name: str) -> bool:
        path = self._path(name)
        try:
            return path.suffix.lower() in KINDS and path.is_file() and self._is_inside(path)
        except OSError:  # such as a name that is longer than the system allows
            return False

    def stamp(self) -> tuple[object, ...]:
        return tuple(sorted((name, e.stat().st_mtime_ns, e.stat().st_size) for name, e in self._walk()))

    def read(self, name: str) -> bytes:
        path = self._path(name)
        try:
            if not self._is_inside(path):
                raise FileError(self.origin, f"{name} is a link, and links are not followed")
            with path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        except OSError as error:
            raise FileError(path, f"cannot be read: {error.strerror or error}") from error
        return _limited(self.origin, name, data)

    def _path(self, name: str) -> Path:
        return self._root.joinpath(*_inside(self.origin, name).parts)

    def _is_inside(self, path: Path) -> bool:
        """Whether a path is its own target: no link in it leads anywhere."""
        return path.resolve() == path

    def _walk(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        try:
            for number, found in enumerate(_entries(self._root, "", 1)):
                if number >= MAX_FILES:
                    problem = f"holds more than {MAX_FILES} files, which is the limit of a pack"
                    raise FileError(self.origin, problem)
                yield found
        except OSError as error:
            raise FileError(self.origin, f"cannot be read: {error.strerror or error}") from error


def _entries(folder: Path, before: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files of a folder and of those in it; hidden ones and links are passed over."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                yield from _entries(Path(entry.path), f"{before}{entry.name}/", depth + 1)
            elif entry.is_file(follow_symlinks=False) and Path(entry.name).suffix.lower() in KINDS:
                yield before + entry.name, entry


class ZipShelf:
    """A `.zip`, unpacked into memory at once: what it says of its sizes is not believed."""

    def __init__(self, path: Path) -> None:
        self.origin = path
        try:
            packed = path.read_bytes() if path.stat().st_size <= MAX_ALL else None
            self._stamp = path.stat().st_mtime_ns, path.stat().st_size
        except OSError as error:
            raise FileError(path, f"cannot be read: {error.strerror or error}") from error
        if packed is None:
            raise FileError(path, f"is larger than {MAX_ALL // 1_000_000} MB")
        self._files = _unpack(path, packed)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._files))

    def has(self, name: str) -> bool:
        return str(_inside(self.origin, name)) in self._files

    def stamp(self) -> tuple[object, ...]:
        try:
            status = self.origin.stat()
        except OSError:
            return ()
        return status.st_mtime_ns, status.st_size

    def read(self, name: str) -> bytes:
        clean = str(_inside(self.origin, name))
        if clean not in self._files:
            raise FileError(self.origin, f"{name} is not in it")
        return self._files[clean]


def _unpack(path: Path, packed: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return _stripped(_members(path, archive))
    # zipfile raises these for damaged, encrypted or exotic archives.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise FileError(path, f"is not a .zip that can be read: {error}") from error
    except zlib.error as error:
        raise FileError(path, "is damaged") from error


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > 4 * MAX_FILES:
        raise FileError(path, f"holds more than {4 * MAX_FILES} entries, which is the limit of a pack")
    files: dict[str, bytes] = {}
    total = 0
    for info in infos:
        clean = _inside(path, info.filename)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise FileError(path, f"{info.filename} is a link, and links are not followed")
        hidden = any(part.startswith((".", "__MACOSX")) for part in clean.parts)
        if info.is_dir() or hidden or clean.suffix.lower() not in KINDS or len(clean.parts) > MAX_DEPTH + 1:
            continue
        files[str(clean)] = _member(path, archive, info, min(MAX_FILE, MAX_ALL - total))
        total += len(files[str(clean)])
        if len(files) > MAX_FILES:
            raise FileError(path, f"holds more than {MAX_FILES} files, which is the limit of a pack")
    return files


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """One file, read in pieces so that one that grows without end is noticed early."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(info) as file:
        while piece := file.read(CHUNK):
            size += len(piece)
            if size > most:
                raise FileError(path, f"{info.filename} unpacks to more than a pack may hold")
            pieces.append(piece)
    return b"".join(pieces)


def _stripped(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the folder that everything is in, as archives often have one."""
    tops = {name.partition("/")[0] for name in files if "/" in name}
    if len(tops) != 1 or any("/" not in name for name in files) or tops & {"networks", "images"}:
        return files
    return {name.partition("/")[2]: data for name, data in files.items()}


def _inside(origin: Path, name: str) -> PurePosixPath:
    """A name inside the pack. Raises FileError for one that leads out of it."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    if path.is_absolute() or drive or ".." in path.parts or "\0" in name or not path.parts:
        raise FileError(origin, f"“{name[:100]}” leads out of the pack, and nothing outside it is read")
    return path


def _limited(origin: Path, name: str, data: bytes) -> bytes:
    if len(data) > MAX_FILE:
        raise FileError(origin, f"{name} is larger than {MAX_FILE // 1_000_000} MB")
    return data
