"""The lesson that is open: its book, how far the learner is, and what was tried at its gates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from msgspec import field

from bptutor.engine.arrays import Array
from bptutor.engine.document import Document
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.lesson.chains import Chain
from bptutor.lesson.changes import change_in_force
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import LiveBlock, gate_id
from bptutor.lesson.model import Lesson, Page
from bptutor.lesson.packs import Pack
from bptutor.lesson.player import PlayerState
from bptutor.lesson.reader import lesson_id
from bptutor.lesson.spans import Spans
from bptutor.trace.keys import Key

if TYPE_CHECKING:
    from bptutor.study.state import State

Mood = Literal["", "right", "wrong", "note"]
FRONT = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+", re.DOTALL | re.MULTILINE)


class Entry(Frozen):
    """One lesson in the list of a pack."""

    id: str
    title: str


class Book(Frozen, eq=False):
    """An open lesson with all that its pages need, read beforehand: turning a page reads no file.

    `documents` has one for each page; pages under the same `network` block share theirs."""

    pack: Pack
    lesson: Lesson
    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]

    @property
    def number(self) -> int:
        """The lesson's place in its pack, from 1."""
        return self.pack.ids.index(self.lesson.id) + 1

    @property
    def following(self) -> Entry | None:
        """The next lesson of the pack."""
        return self.entries[self.number] if self.number < len(self.entries) else None


class Curve(Frozen):
    """A run that a `train` gate has made: J before each update and after the last, with its rate."""

    rate: float
    costs: Array


class Try(Frozen, eq=False):
    """What the learner has done at one gate so far, and what was said to it. Each kind uses its own fields.

    `picked` are options or cards by number, `way` the factors clicked from C and `found` the whole ways,
    `opened` lines or brackets, `pushed` every h that was tried, `visited` the conditions that were met."""

    answer: str = ""
    picked: tuple[int, ...] = ()
    way: tuple[Key, ...] = ()
    found: frozenset[Chain] = frozenset()
    opened: int = 0
    h: float = 0.0
    pushed: tuple[float, ...] = ()
    visited: frozenset[int] = frozenset()
    curves: tuple[Curve, ...] = ()
    hints: int = 0
    said: tuple[Spans, ...] = ()
    mood: Mood = ""


UNTRIED = Try()


class LessonState(Frozen, eq=False):
    """`tries` are kept by the gates' full names (page/gate) while the lesson is open; `highlight` is what
    the page lights, `ways` the ways home that are clicked on it, `card` the factor that it opens, `look` the
    panel that it speaks of; `leads` counts how often a page has led the window; `dragged` tells that a gate
    has let the learner change the page's network. `home` is the learner's own network and place while the
    page's are in sight; `desk` is the page's while another room is."""

    book: Book
    player: PlayerState
    tries: Mapping[str, Try] = field(default_factory=lambda: MappingProxyType({}))
    highlight: tuple[Key, ...] = ()
    ways: tuple[Key, ...] = ()
    dragged: bool = False
    card: Key | None = None
    look: str = ""
    leads: int = 0
    home: State | None = None
    desk: State | None = None

    @property
    def lesson(self) -> Lesson:
        """What the file says."""
        return self.book.lesson

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.lesson.pages[self.player.page]

    @property
    def document(self) -> Document:
        """The network that this page is about."""
        return self.book.documents[self.player.page]

    def full_name(self, gate: str) -> str:
        """A gate of this page as progress knows it."""
        return f"{self.page.id}/{gate}"

    def tried(self, gate: str) -> Try:
        """What was done at a gate of this page."""
        return self.tries.get(self.full_name(gate), UNTRIED)

    def block(self, gate: str) -> LiveBlock | None:
        """The block of a gate of this page."""
        live = self.page.live
        return next((block for block in live if gate_id(live, block) == gate), None)


def open_book(pack: Pack, id: str) -> Book:
    """A lesson of a pack and the networks of its pages. Raises TutorError (LessonError with all faults)."""
    lesson = pack.lesson(id)
    known: dict[int, Document] = {}
    documents: list[Document] = []
    for number in range(len(lesson.pages)):
        change = change_in_force(lesson, number)
        if id_of(change) not in known:
            known[id_of(change)] = pack.document(lesson, number)
        documents.append(known[id_of(change)])
    return Book(pack, lesson, tuple(documents), entries_of(pack))


def id_of(block: object) -> int:
    """Blocks are compared as the very ones in the file: two may say the same."""
    return 0 if block is None else id(block)


def entries_of(pack: Pack) -> tuple[Entry, ...]:
    """The lessons of a pack with their titles, without reading more of each than its front matter."""
    found = []
    for name in pack.files:
        own = lesson_id(Path(name).stem)
        try:
            title = title_in(pack.text(name))
        except TutorError:
            title = ""
        found.append(Entry(own, title or own))
    return tuple(found)


def title_in(text: str) -> str:
    """The title in a lesson's front matter; "" where it cannot be read."""
    front = FRONT.match(text)
    if front is None:
        return ""
    try:
        title = tomllib.loads(front[1]).get("title", "")
    except tomllib.TOMLDecodeError:
        return ""
    return title if isinstance(title, str) else ""


@lru_cache(maxsize=16)
def numbers_of(document: Document, example: int = 1) -> Numbers:
    """The numbers of a document; asked again they are there already."""
    return Numbers(document, example)
