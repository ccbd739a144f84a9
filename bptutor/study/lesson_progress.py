"""Which lessons were read and how far, and which packs were open, in one file that is never half written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from bptutor.engine.limits import MAX_LINKED_UPDATES
from bptutor.foundation.errors import FileError
from bptutor.foundation.files import aside_told, read_text, write_atomically
from bptutor.foundation.places import data_folder
from bptutor.lesson import player
from bptutor.lesson.model import Lesson
from bptutor.lesson.player import PlayerState
from bptutor.study.lesson_actions import Place
from bptutor.trace.steps import Level

LARGEST = 4_000_000
MOST_RECENT = 8
SHIPPED = ""  # how the tutor's own lessons are called among the packs


class PackProgress(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lesson that was open last, each lesson's progress as `player` writes it, and the step that was in
    sight: iteration, level, index."""

    lesson: str = ""
    lessons: dict[str, dict[str, Any]] = {}
    step: tuple[int, str, int] | None = None

    @property
    def place(self) -> Place | None:
        """The step that was in sight last, if it is understood."""
        if self.step is None:
            return None
        iteration, word, index = self.step
        levels = [level for level in Level if level.word == word]
        return Place(min(iteration, MAX_LINKED_UPDATES), levels[0], index) if levels else None


class LessonProgress(msgspec.Struct, frozen=True, omit_defaults=True):
    """`pack` is the one that was open last; `recent` are packs by path, newest first."""

    version: int = 1
    pack: str = SHIPPED
    recent: tuple[str, ...] = ()
    packs: dict[str, PackProgress] = {}

    def of(self, pack: str) -> PackProgress:
        """A pack's progress."""
        return self.packs.get(pack, PackProgress())

    def player(self, pack: str, lesson: Lesson) -> PlayerState:
        """Where a lesson was left; at its beginning, if it never was open."""
        kept: Mapping[str, object] | None = self.of(pack).lessons.get(lesson.id)
        return player.start(lesson) if kept is None else player.from_dict(lesson, kept)

    def finished(self, pack: str) -> frozenset[str]:
        """The ids of the lessons that were read to their end."""
        return frozenset(name for name, kept in self.of(pack).lessons.items() if kept.get("finished") is True)

    def with_lesson(self, pack: str, lesson: Lesson, state: PlayerState) -> LessonProgress:
        """With where a lesson is now, as the one that is open."""
        before = self.of(pack)
        lessons = {**before.lessons, lesson.id: player.to_dict(lesson, state)}
        packs = {**self.packs, pack: PackProgress(lesson.id, lessons)}
        return msgspec.structs.replace(self, pack=pack, packs=packs)

    def with_place(self, pack: str, place: Place) -> LessonProgress:
        """With the step in sight."""
        step = (place.iteration, place.level.word, place.step)
        packs = {**self.packs, pack: msgspec.structs.replace(self.of(pack), step=step)}
        return msgspec.structs.replace(self, packs=packs)

    def with_recent(self, pack: str) -> LessonProgress:
        """With a pack at the top of the recent ones."""
        others = tuple(name for name in self.recent if name != pack)
        return msgspec.structs.replace(self, recent=(pack, *others)[:MOST_RECENT])


def progress_file() -> Path:
    """Where the progress is. Raises FileError."""
    return data_folder() / "lessons.json"


def load_progress() -> tuple[LessonProgress, str]:
    """The progress, and a sentence for the learner if the file was broken and has been kept aside."""
    path = progress_file()
    if not path.exists():
        return LessonProgress(), ""
    try:
        return msgspec.json.decode(read_text(path, LARGEST), type=LessonProgress), ""
    except (FileError, msgspec.MsgspecError):
        told = aside_told(path)
        said = f"Your place in the lessons could not be read, so they begin anew; the file is {told}."
        return LessonProgress(), said


def save_progress(progress: LessonProgress) -> None:
    """Write the progress. Raises FileError."""
    write_atomically(progress_file(), msgspec.json.format(msgspec.json.encode(progress), indent=1))
