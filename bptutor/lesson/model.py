"""A lesson as plain data: pages of blocks, blocks of `spans`. No Qt and no HTML; a panel lays it out.

Prose blocks are here, live ones (what a learner does, and what moves the window) in `live`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.faults import START, Place
from bptutor.lesson.live import LiveBlock, gates_of
from bptutor.lesson.spans import Maths, Span, Spans, Text, inside, opening


class Paragraph(Frozen):
    """One paragraph."""

    spans: Spans
    place: Place = START


class Heading(Frozen):
    """A heading inside a page (### and deeper); the page's own is its title."""

    level: int
    spans: Spans
    place: Place = START


class Listing(Frozen):
    """A list; each item is blocks. `start` is the first number, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    place: Place = START


class Quote(Frozen):
    """An aside, set off from the text."""

    blocks: tuple[Block, ...]
    place: Place = START


class CodeBlock(Frozen):
    """Lines of code; `language` as the fence says, often empty."""

    text: str
    language: str = ""
    place: Place = START


class Display(Frozen):
    """A formula on a line of its own."""

    maths: Maths
    place: Place = START


class Image(Frozen):
    """A picture of the pack; `alt` says what it shows, for who does not see it."""

    source: str
    alt: str
    place: Place = START


class Table(Frozen):
    """A table with a head; each cell is spans."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    place: Place = START


Prose: TypeAlias = Paragraph | Heading | Listing | Quote | CodeBlock | Display | Image | Table
Block: TypeAlias = Prose | LiveBlock


class Page(Frozen):
    """One idea. `id` is made from the title, and unique in the lesson; progress is kept by it."""

    id: str
    title: str
    heading: Spans
    blocks: tuple[Block, ...]
    place: Place = START

    @property
    def live(self) -> tuple[LiveBlock, ...]:
        """The live blocks, in order."""
        return tuple(block for block in self.blocks if isinstance(block, LiveBlock))

    @property
    def gates(self) -> tuple[LiveBlock, ...]:
        """The blocks that ask for something before the next page."""
        return gates_of(self.live)

    @property
    def label(self) -> Spans:
        """The heading; without one the lesson’s title on page 1, else the words that a page begins with."""
        if self.heading or self.title:
            return self.heading or (Text(self.title),)
        texts = (block.spans for block in self.blocks if isinstance(block, Paragraph | Heading))
        return next((opening(spans) for spans in texts), ())


class Lesson(Frozen):
    """One file. `network` is the name of the network that it starts with; `learnt` is its last sentence."""

    id: str
    title: str
    network: str
    pages: tuple[Page, ...]
    skills: tuple[str, ...] = ()
    summary: str = ""
    learnt: Spans = ()
    path: str = ""

    def page(self, id: str) -> int | None:
        """The number of a page, from 0."""
        return next((n for n, page in enumerate(self.pages) if page.id == id), None)


def spans_of(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """Every span of some prose, in order, those inside links and lists too."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from inside(block.spans)
            case Listing(items):
                for item in items:
                    yield from spans_of(item)
            case Quote(inner):
                yield from spans_of(inner)
            case Display(maths):
                yield maths
            case Table(head, rows):
                for cell in (*head, *(cell for row in rows for cell in row)):
                    yield from inside(cell)
            case _:
                pass
