"""The progress file: opened, checked, brought up to date; a broken one kept aside."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from bptutor.foundation.errors import FileError
from bptutor.foundation.files import keep_aside

# Each brings a file from the version of its place to the next. None is ever changed once it has been out.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE sitting (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, seed INTEGER NOT NULL,
        difficulty INTEGER NOT NULL, skill TEXT NOT NULL, started TEXT NOT NULL, finished TEXT
    );
    CREATE TABLE event (
        id TEXT PRIMARY KEY, sitting TEXT NOT NULL REFERENCES sitting (id) ON DELETE CASCADE,
        place INTEGER NOT NULL, kind TEXT NOT NULL, part INTEGER NOT NULL, answer TEXT NOT NULL,
        mark TEXT NOT NULL, slip TEXT, at TEXT NOT NULL
    );
    CREATE TABLE outcome (
        sitting TEXT NOT NULL REFERENCES sitting (id) ON DELETE CASCADE,
        skill TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (sitting, skill)
    );
    CREATE INDEX event_of_sitting ON event (sitting, place);
    CREATE INDEX sitting_by_time ON sitting (started);
    """,
)


class _NewerFileError(Exception):
    """The file says a version that this edition does not know."""


def opened(path: Path | None, migrations: tuple[str, ...] = MIGRATIONS) -> tuple[sqlite3.Connection, str]:
    """A connection that is whole and up to date, and a sentence about what happened to the
    old file (or none)."""
    if path is None:
        return _ready(":memory:", None, migrations), ""
    try:
        gone = "" if _there(path) else _log_aside(path)
        said = f"{path}: has gone; the log of its last changes is kept as {gone}." if gone else ""
        return _ready(str(path), path, migrations), said
    except _NewerFileError:
        said = (
            f"{path}: was written by a newer edition of the tutor and is left as it is; "
            "what you do now is not kept. Use the newer edition, or move the file away."
        )
        return _ready(":memory:", None, MIGRATIONS), said
    except sqlite3.OperationalError as error:
        # Locked, on a full disk or without the right to write: the file may be whole, so it stays.
        said = f"{path}: cannot be used ({error}); what you do now is not kept."
        return _ready(":memory:", None, MIGRATIONS), said
    except sqlite3.DatabaseError:
        try:
            return _mended(path, migrations)
        except (FileError, OSError):
            said = f"{path}: is broken and cannot be renamed; what you do now is not kept."
            return _ready(":memory:", None, MIGRATIONS), said


def _mended(path: Path, migrations: tuple[str, ...]) -> tuple[sqlite3.Connection, str]:
    """The file without the log of its last changes, where it is whole then; else a new one. Raises FileError
    or OSError where the broken one cannot be renamed."""
    log = _log_aside(path)
    if log:
        try:
            db = _ready(str(path), path, migrations)
        except sqlite3.DatabaseError:
            pass  # the file itself is broken
        else:
            return db, f"{path}: the log of its last changes does not fit it, and is kept as {log}."
    aside = keep_aside(path)
    said = f"{path}: was broken and is kept as {aside.name}; your progress begins anew."
    return _ready(str(path), path, migrations), said


def _there(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _ready(name: str, path: Path | None, migrations: tuple[str, ...]) -> sqlite3.Connection:
    existed = path is not None and _there(path)
    if path is not None and existed and _beside(path, "-wal").exists():
        _check_unchanged(path)
    db = sqlite3.connect(name, timeout=5.0)
    try:
        if existed:
            _check(db)
            _refuse_newer(db, migrations)
        db.execute("PRAGMA journal_mode = WAL")
        # FULL: what is committed is on the disk, also when the plug is pulled.
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        _migrate(db, path if existed else None, migrations)
    except BaseException:
        db.close()
        raise
    return db


def _check_unchanged(path: Path) -> None:
    """Raises DatabaseError where the file and the log of its last changes do not go together. A connection
    that may write would make one of them as it closes, for good."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=5.0, uri=True)
    try:
        _check(db)
    finally:
        db.close()


def _check(db: sqlite3.Connection) -> None:
    """Raises DatabaseError where a page is damaged."""
    said = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(said)


def _refuse_newer(db: sqlite3.Connection, migrations: tuple[str, ...]) -> None:
    """Before anything is changed: going over to WAL already writes to the file."""
    if _version(db) > len(migrations):
        raise _NewerFileError


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: sqlite3.Connection, path: Path | None, migrations: tuple[str, ...]) -> None:
    """One version after the other, each whole or not at all; the old file is copied first."""
    version = _version(db)
    if version == len(migrations):
        return
    if path is not None and version:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(path, path.with_name(f"{path.name}.version-{version}"))
    for number in range(version, len(migrations)):
        db.executescript(f"BEGIN; {migrations[number]}; PRAGMA user_version = {number + 1}; COMMIT;")


def _beside(path: Path, companion: str) -> Path:
    return path.with_name(path.name + companion)


def _log_aside(path: Path) -> str:
    """Rename the log of a file's last changes; its new name, "" where there is none. Raises FileError."""
    _beside(path, "-shm").unlink(missing_ok=True)  # an index of the log, made anew when it is wanted
    log = _beside(path, "-wal")
    return keep_aside(log).name if log.exists() else ""
