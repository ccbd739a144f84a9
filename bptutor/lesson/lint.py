"""The author's check: everything that is wrong with a lesson, a pack or a network file, with its place.

Here is what is read and by what name it is told; `lint_lesson` checks one lesson.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bptutor.engine.document_file import decode as decode_document
from bptutor.engine.json_places import place_of
from bptutor.engine.limits import MAX_FILE
from bptutor.foundation.errors import FileError
from bptutor.foundation.files import read_bytes
from bptutor.lesson.faults import Fault, Place, one_line
from bptutor.lesson.lint_lesson import Checks, in_file, lint_lesson
from bptutor.lesson.packs import Pack, is_lesson, open_pack
from bptutor.lesson.reader import lesson_id
from bptutor.lesson.shelves import MAX_FILES, FolderShelf, open_shelf

__all__ = ["Checks", "contents", "lint_lesson", "lint_path"]


def lint_path(path: Path, checks: Checks) -> list[Fault]:
    """The faults of a lesson, a network file, a folder or a `.zip`. Raises FileError if it cannot be read."""
    if path.suffix == ".bpnet":
        return _of_network(str(path), read_bytes(path, MAX_FILE))
    if not path.exists():
        raise FileError(path, "cannot be read: no such file or directory")
    if path.suffix == ".md" and not path.is_dir():
        beside = tuple(each.name for each in sorted(path.parent.glob("*.md"))[:MAX_FILES])
        pack = Pack(FolderShelf(path.parent), path.parent.name, (*beside, path.name))
        return _of_lesson(pack, path.name, str(path), checks)
    shelf = open_shelf(path)
    names = shelf.names()
    found: list[Fault] = []
    if any(is_lesson(name) for name in names):
        pack = open_pack(path)
        for name in pack.files:
            found += _of_lesson(pack, name, pack.path(name), replace(checks, networks=True))
    elif not any(name.endswith(".bpnet") for name in names):
        raise FileError(path, "holds neither lessons (.md) nor networks (.bpnet)")
    for name in names:
        if name.endswith(".bpnet"):
            try:
                found += _of_network(str(path / name), shelf.read(name))
            except FileError as error:
                found.append(Fault(str(path / name), Place(), error.problem))
    return found


def contents(path: Path) -> tuple[int, int]:
    """How many lessons and networks are checked for a path. Raises FileError if it cannot be read."""
    names = (
        (path.name,) if path.suffix in (".md", ".bpnet") and not path.is_dir() else open_shelf(path).names()
    )
    lessons = sum(is_lesson(name) or names == (path.name,) for name in names if name.endswith(".md"))
    return lessons, sum(name.endswith(".bpnet") for name in names)


def _of_network(path: str, data: bytes) -> list[Fault]:
    """The first fault of a network file, at the line that it is in."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [Fault(path, Place(), f"is not UTF-8 text (byte {error.start + 1})")]
    try:
        decode_document(text, path)
    except FileError as error:
        place = Place(*(error.place or place_of(text, error.field or "$")))
        return [Fault(path, place, one_line(in_file(error)))]
    return []


def _of_lesson(pack: Pack, name: str, path: str, checks: Checks) -> list[Fault]:
    try:
        text = pack.text(name)
    except FileError as error:
        return [Fault(path, Place(), error.problem)]
    found = lint_lesson(text, Path(name).stem, path, pack, checks)
    first = pack.file(lesson_id(Path(name).stem))
    if first == name:
        return found
    # A lesson is asked for by its name without the number, and then the first of that name is opened.
    return [Fault(path, Place(), f"is never opened: {first} has the same name but for its number"), *found]
