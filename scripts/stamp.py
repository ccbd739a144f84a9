"""The stamp: what .venv was made from, so that a start with nothing new does nothing.

It is written last and atomically. A .venv without a readable stamp was not finished, and is made anew.
"""

import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

INPUTS = ("pyproject.toml", "scripts/constraints.txt")
NAME = "bptutor-stamp.json"


@dataclass(frozen=True)
class Stamp:
    """What a finished .venv holds."""

    inputs: str  # fingerprint of everything that it was made from
    packages: str  # fingerprint of what was installed
    development: bool  # with the tools that the tests need
    qt: list[str] = field(default_factory=list)  # kinds whose system libraries were all found


def fingerprint_of_inputs(root: Path) -> str:
    """Changes with the project's requirements, with Python's version and with the folder's place.

    The place counts because the scripts in a .venv hold absolute paths."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((root / name).read_bytes() + b"\0")
    digest.update(f"{sys.version_info[:2]} {root}".encode())
    return digest.hexdigest()


def fingerprint_of_packages(venv: Path) -> str:
    """Changes when a package or command of the .venv comes or goes; reads two folders, no file."""
    names = [f"{entry.parent.name}/{entry.name}" for folder in _folders(venv) for entry in folder.iterdir()]
    return hashlib.sha256("\n".join(sorted(n for n in names if "__pycache__" not in n)).encode()).hexdigest()


def read(venv: Path) -> Stamp | None:
    """The stamp, or None if the .venv was never finished."""
    try:
        return Stamp(**json.loads((venv / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(venv: Path, stamp: Stamp) -> None:
    """Replaces the stamp as a whole or not at all."""
    beside = venv / f"{NAME}.{os.getpid()}"
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(asdict(stamp), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(venv / NAME)


def remove(venv: Path) -> None:
    """From here on the .venv counts as half-made."""
    (venv / NAME).unlink(missing_ok=True)


def note_qt(venv: Path, kind: str) -> None:
    """Remembers that no system library is missing for this kind of Qt platform."""
    stamp = read(venv)
    if stamp is not None and kind not in stamp.qt:
        write(venv, replace(stamp, qt=[*stamp.qt, kind]))


def _folders(venv: Path) -> list[Path]:
    """Where packages and commands lie."""
    commands = [folder for folder in (venv / "bin", venv / "Scripts") if folder.is_dir()]
    return [*commands, *venv.glob("lib/python3*/site-packages"), *venv.glob("Lib/site-packages")]
