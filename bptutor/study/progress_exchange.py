"""Progress as one JSON file: exported, merged with what another machine knows, reset after an export."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bptutor.exercise.sitting import Outcome
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.files import read_text, write_atomically
from bptutor.study.progress import Progress

FORMAT, VERSION = "bptutor-progress", 1
LIMIT = 200_000_000
TABLES = {
    "sitting": ("id", "kind", "version", "seed", "difficulty", "skill", "started", "finished"),
    "event": ("id", "sitting", "place", "kind", "part", "answer", "mark", "slip", "at"),
    "outcome": ("sitting", "skill", "outcome", "at"),
}
NUMBERS = frozenset({"version", "seed", "difficulty", "place", "part"})
MAY_BE_NULL = frozenset({"finished", "slip"})
TIMES = frozenset({"started", "finished", "at"})
OUTCOMES = frozenset(outcome.value for outcome in Outcome)


def export(progress: Progress, path: Path, now: datetime) -> None:
    """Everything that is known, in one file. Raises FileError."""
    db = progress.connection
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION, "made": now.astimezone(UTC).isoformat()}
    for table, columns in TABLES.items():
        rows = db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid")
        content[table] = [dict(zip(columns, row, strict=True)) for row in rows]
    write_atomically(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def merge(progress: Progress, path: Path) -> int:
    """Add what a file knows and this history does not; how many exercises were new. Raises FileError, and
    then nothing was changed."""
    content = _read(path)
    db = progress.connection
    before = _count(db)
    try:
        with db:
            for table, columns in TABLES.items():
                places = ", ".join("?" * len(columns))
                db.executemany(
                    f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})",
                    [[row[column] for column in columns] for row in content[table]],
                )
            # Finished on the other machine, under way on this one.
            finished = [(row["finished"], row["id"]) for row in content["sitting"] if row["finished"]]
            db.executemany("UPDATE sitting SET finished = COALESCE(finished, ?) WHERE id = ?", finished)
    except sqlite3.Error as error:
        raise FileError(path, f"does not fit together ({error}); nothing was imported") from error
    return _count(db) - before


def reset(progress: Progress, exported_to: Path, now: datetime) -> None:
    """Forget everything, after an export. Raises FileError where that fails, and
    then nothing is forgotten."""
    export(progress, exported_to, now)
    if _rows_in(exported_to) != _rows(progress.connection):
        raise TutorError(f"{exported_to}: the export is not complete; nothing was reset")
    with progress.connection as db:
        for table in reversed(TABLES):
            db.execute(f"DELETE FROM {table}")


def _rows(db: sqlite3.Connection) -> list[int]:
    return [int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) for table in TABLES]


def _rows_in(path: Path) -> list[int]:
    content = _read(path)
    return [len(content[table]) for table in TABLES]


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT COUNT(*) FROM sitting").fetchone()[0])


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The file's tables, every field checked. Raises FileError."""
    try:
        content = json.loads(read_text(path, LIMIT))
    except (ValueError, RecursionError) as error:
        raise FileError(path, "is not JSON") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileError(path, f'is no progress file: its "format" should be "{FORMAT}"', "$.format")
    version = content.get("version")
    if version != VERSION:
        raise FileError(path, f"is version {version}; this edition reads version {VERSION}", "$.version")
    for table, columns in TABLES.items():
        rows = content.get(table)
        if not isinstance(rows, list):
            raise FileError(path, "should be a list", f"$.{table}")
        for i, row in enumerate(rows):
            _check_row(path, f"$.{table}[{i}]", row, columns)
    return content


def _check_row(path: Path, field: str, row: object, columns: tuple[str, ...]) -> None:
    if not isinstance(row, dict) or set(row) != set(columns):
        raise FileError(path, f"should have exactly {', '.join(columns)}", field)
    for column in columns:
        value = row[column]
        if value is None and column in MAY_BE_NULL:
            continue
        if column in NUMBERS:
            good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
        else:
            good = isinstance(value, str)
        if good and column in TIMES:
            good = _is_time(value)
        if good and column == "outcome":
            good = value in OUTCOMES
        if not good:
            raise FileError(
                path, f"cannot be {json.dumps(value, ensure_ascii=False)[:60]}", f"{field}.{column}"
            )


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
