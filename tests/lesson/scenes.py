"""Documents and lessons that the tests of lessons share."""

from __future__ import annotations

from pathlib import Path

from bptutor.cli.lint import shipped_checks
from bptutor.engine.document import Document
from bptutor.lesson.faults import Fault
from bptutor.lesson.lint import lint_path
from bptutor.lesson.model import Lesson
from bptutor.lesson.packs import Pack, shipped_pack
from bptutor.lesson.reader import decode

HEAD = '+++\nformat = 1\ntitle = "A test"\n+++\n'


def network(name: str = "two-hidden-layers") -> Document:
    """A network by name."""
    return shipped_pack().network(name)


def lesson(body: str) -> Lesson:
    """A lesson with that body."""
    return decode(HEAD + body, "test")


def linted(folder: Path, body: str, head: str = HEAD) -> list[Fault]:
    """The faults of a lesson file with that body."""
    path = folder / "lesson.md"
    path.write_text(head + body, encoding="utf-8")
    return lint_path(path, shipped_checks())


def every_page() -> list[tuple[Pack, Lesson, int]]:
    """Each page of each shipped lesson."""
    pack = shipped_pack()
    lessons = [pack.lesson(name) for name in pack.ids]
    return [(pack, each, number) for each in lessons for number in range(len(each.pages))]
