"""Packs: a folder or `.zip` with lessons, and the networks and pictures that they speak of.

Lessons are the `.md` files at the top, in the order of their names (number them: 01-first.md). Networks
are `NAME.bpnet`, at the top or in `networks/`; the ready-made ones of the tutor can be named too. Pictures
are `.png` or `.jpg`, anywhere in the pack.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from bptutor.engine.document import Document
from bptutor.engine.document_file import decode as decode_document
from bptutor.engine.document_file import read_document
from bptutor.foundation.errors import FileError, TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.resources import resource
from bptutor.lesson.changes import document_for
from bptutor.lesson.faults import did_you_mean
from bptutor.lesson.model import Lesson
from bptutor.lesson.reader import MAX_FILE, decode, lesson_id
from bptutor.lesson.shelves import Shelf, open_shelf

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
PICTURES = (".png", ".jpg", ".jpeg")
BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # of a PNG and a JPEG: a name can say anything


class Pack(Frozen, eq=False):
    """An open pack: `files` are its lessons in order, as names on the shelf."""

    shelf: Shelf
    title: str
    files: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The lessons' ids, in order."""
        return tuple(lesson_id(Path(name).stem) for name in self.files)

    def file(self, id: str) -> str:
        """The file of a lesson by id or by file name. Raises TutorError that suggests one."""
        stem = id.removesuffix(".md")
        for name in self.files:
            if stem in (Path(name).stem, lesson_id(Path(name).stem)):
                return name
        raise TutorError(f"there is no lesson “{id}” in {self.title}{did_you_mean(stem, self.ids)}")

    def path(self, name: str) -> str:
        """How a file of the pack is named to the author."""
        return str(self.shelf.origin / name)

    def text(self, name: str) -> str:
        """A file as text. Raises FileError."""
        data = self.shelf.read(name)
        if len(data) > MAX_FILE and name.endswith(".md"):
            raise FileError(self.path(name), f"is larger than {MAX_FILE // 1_000_000} MB")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FileError(self.path(name), f"is not UTF-8 text (byte {error.start + 1})") from error

    def lesson(self, id: str) -> Lesson:
        """A lesson by id. Raises FileError, or LessonError with all its faults."""
        name = self.file(id)
        return decode(self.text(name), Path(name).stem, self.path(name))

    def network_file(self, name: str) -> str | None:
        """The pack's own network of that name, if it has one."""
        if not NAME.fullmatch(name):
            return None
        return next((n for n in (f"{name}.bpnet", f"networks/{name}.bpnet") if self.shelf.has(n)), None)

    def names(self) -> tuple[str, ...]:
        """The files of the pack, for suggestions; none where they are too many to be a pack."""
        try:
            return self.shelf.names()
        except FileError:
            return ()

    def network_names(self) -> tuple[str, ...]:
        """Every network that can be named: the pack's own, and the ready-made ones."""
        own = {PurePosixPath(name).stem for name in self.names() if name.endswith(".bpnet")}
        return tuple(sorted(own | {path.stem for path in resource("networks").glob("*.bpnet")}))

    def network(self, name: str) -> Document:
        """A network by name; the pack's own first. Raises FileError or TutorError."""
        own = self.network_file(name)
        if own is not None:
            return decode_document(self.text(own), self.path(own))
        path = resource("networks", f"{name}.bpnet")
        if NAME.fullmatch(name) and path.is_file():
            return read_document(path)
        near = did_you_mean(name, self.network_names())
        raise TutorError(f"there is no network “{name}”, neither in the pack nor ready-made{near}")

    def document(self, lesson: Lesson, page: int) -> Document:
        """The document that a page of a lesson is about. Raises FileError: of the network's file, or of the
        lesson's that asks for what there is not."""
        try:
            return document_for(lesson, page, self.network)
        except FileError:
            raise
        except TutorError as error:
            raise FileError(self.path(self.file(lesson.id)), str(error)) from error

    def picture(self, source: str) -> bytes:
        """A picture's bytes. Raises FileError."""
        if not source.lower().endswith(PICTURES):
            raise FileError(self.path(source), "is not a picture that can be shown: use .png or .jpg")
        return self.shelf.read(source)


def picture_problem(pack: Pack, source: str) -> str:
    """Why a picture of the pack cannot be shown, or nothing."""
    if not source.lower().endswith(PICTURES):
        return f"“{source}” is not a picture that can be shown: use .png or .jpg"
    try:
        if not pack.shelf.has(source):
            pictures = [name for name in pack.names() if name.lower().endswith(PICTURES)]
            return f"there is no picture “{source}” in the pack{did_you_mean(source, pictures)}"
        data = pack.shelf.read(source)
    except FileError as error:
        return error.problem
    return "" if data.startswith(BEGINNINGS) else f"“{source}” holds no picture, whatever its name says"


def open_pack(path: Path) -> Pack:
    """The pack at a path. Raises FileError where there is none, or no lesson in it."""
    shelf = open_shelf(path)
    files = tuple(
        sorted((name for name in shelf.names() if is_lesson(name)), key=lambda name: _order(name.lower()))
    )
    if not files:
        raise FileError(path, "holds no lessons: a lesson is a .md file that starts with +++")
    return Pack(shelf, path.stem if path.suffix else path.name, files)


def shipped_pack() -> Pack:
    """The lessons that come with the tutor."""
    return open_pack(resource("lessons"))


def is_lesson(name: str) -> bool:
    """Whether a file on a shelf is a lesson: Markdown at the top, and not the readme."""
    return "/" not in name and name.endswith(".md") and Path(name).stem.lower() != "readme"


def _order(name: str) -> list[tuple[int, int, str]]:
    """2-b before 10-a."""
    parts = re.split(r"(\d{1,9})", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]
