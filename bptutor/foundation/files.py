"""Files that are either the old one or the new one, never half of each."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from bptutor.foundation.errors import FileError

MEGABYTE = 1_000_000


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write beside, flush, sync, rename. Raises FileError, and then the old file is as it was.

    A link stays a link: what it points to is replaced. What is no file, as a pipe or /dev/null, is written
    into and stays what it is."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    beside = ""
    try:
        if path.is_dir():
            raise FileError(path, "is a folder, not a file")
        if _is_device(path):
            with path.open("wb") as device:
                device.write(data)
            return
        target = path.resolve()
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _mode(target))
        os.replace(beside, target)
        beside = ""
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a NUL in the name; RuntimeError: links that go round in a circle.
        raise FileError(path, f"cannot be written: {_reason(error)}") from error
    finally:
        if beside:
            Path(beside).unlink(missing_ok=True)


def read_bytes(path: Path, limit: int) -> bytes:
    """The file as it is. Raises FileError where it is missing or larger than `limit` bytes; of a file without
    end, as a pipe, no more than the limit is ever read."""
    try:
        if path.is_dir():
            raise FileError(path, "is a folder, not a file")
        size = path.stat().st_size
        with path.open("rb") as file:
            data = b"" if size > limit else file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read: {_reason(error)}") from error
    if max(size, len(data)) > limit:
        raise FileError(path, f"is larger than {limit / MEGABYTE:g} MB, which is the limit")
    return data


def read_text(path: Path, limit: int) -> str:
    """The file as text, without a byte order mark. Raises FileError as `read_bytes` does, and where it is
    not UTF-8."""
    data = read_bytes(path, limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(path, f"is not UTF-8 text (byte {error.start + 1})") from error


def keep_aside(path: Path) -> Path:
    """Rename a broken file so that it is kept and in nobody's way; its new name. Raises FileError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        raise FileError(path, f"cannot be renamed: {_reason(error)}") from error
    return aside


def aside_told(path: Path) -> str:
    """Keep a broken file aside; where it is now, as the end of a sentence: "kept as …", or "left as …" where
    nothing can be renamed, and so nothing be written over it either."""
    try:
        return f"kept as {keep_aside(path)}"
    except FileError:
        return f"left as {path}"


def _reason(error: Exception) -> str:
    """What the system says, as the end of a sentence: "no such file or directory"."""
    if isinstance(error, ValueError):
        return "no file can have that name"  # with a NUL in it; each Python says it in other words
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return said[:1].lower() + said[1:]


def _is_device(path: Path) -> bool:
    """Whether the path is there and neither a file nor a folder."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _mode(path: Path) -> int:
    """The old file's permissions; for a new one what the umask leaves of rw-rw-rw-."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
