"""Files that are either the old one or the new one, never half of each."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bptutor.foundation.errors import FileError


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write beside, flush, sync, rename. Raises FileError, and then the old file is as it was."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _mode(path))
        os.replace(beside, path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise FileError(path, f"cannot be written: {error.strerror or error}") from error


def read_text(path: Path, limit: int) -> str:
    """The file as text. Raises FileError where it is missing, too large or not UTF-8."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FileError(path, "is a folder, not a file")
        if size > limit:
            raise FileError(path, f"is larger than {limit // 1_000_000} MB")
        with path.open("rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise FileError(path, f"is larger than {limit // 1_000_000} MB")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileError(path, f"is not UTF-8 text (byte {error.start})") from error


def keep_aside(path: Path) -> Path:
    """Rename a broken file so that it is kept and in nobody's way; its new name."""
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    path.rename(aside)
    return aside


def _mode(path: Path) -> int:
    """The old file's permissions; for a new one what the umask leaves of rw-rw-rw-."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
