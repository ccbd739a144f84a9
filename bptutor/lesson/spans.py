"""What a line of prose is made of: words, formulas, live numbers, links. Plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.expressions import Expression
from bptutor.lesson.faults import START, Place


class Text(Frozen):
    """Words in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False


class Code(Frozen):
    """Words as they are typed: a key to press, a name of a value, a line of NumPy."""

    text: str


class Live(Frozen):
    """A number of the network, `{{a[2][1]}}`, that follows it. `figures` significant ones are shown."""

    source: str
    expression: Expression
    figures: int = 4
    place: Place = START


class Maths(Frozen):
    """A formula: TeX with live numbers between; parts alternate as they were written."""

    parts: tuple[str | Live, ...]
    place: Place = START

    @property
    def source(self) -> str:
        """The TeX as it was written: what a copy puts on the clipboard."""
        return "".join(p if isinstance(p, str) else "{{" + p.source + "}}" for p in self.parts)


class Link(Frozen):
    """Words that lead somewhere: `lesson:NAME`, `lesson:NAME#page`, `help:NAME` or a web address."""

    spans: tuple[Span, ...]
    target: str
    place: Place = START


class Break(Frozen):
    """A line that ends here."""


Span: TypeAlias = Text | Code | Live | Maths | Link | Break
Spans: TypeAlias = tuple[Span, ...]


def inside(spans: Spans) -> Iterator[Span]:
    """Every span, those inside links too."""
    for span in spans:
        yield span
        if isinstance(span, Link):
            yield from inside(span.spans)


def plain(spans: Spans) -> str:
    """Spans as words, for titles, for searching and for a page's id; formulas as their TeX."""
    return "".join(_plain(span) for span in spans)


def _plain(span: Span) -> str:
    match span:
        case Text(text) | Code(text):
            return text
        case Maths():
            return f"${span.source}$"
        case Live(source):
            return source
        case Link(inner):
            return plain(inner)
        case Break():
            return " "


def opening(spans: Spans, words: int = 5) -> Spans:
    """The first words of some prose, with an ellipsis where it goes on; a formula or a number is one word."""
    kept: list[Span] = []
    left = words
    for span in spans:
        if left <= 0 or isinstance(span, Break):
            return (*kept, Text(" …"))
        match span:
            case Text(text):
                own = text.split()
                if len(own) > left:
                    lead = " " if text[:1].isspace() else ""
                    return (*kept, Text(lead + " ".join(own[:left]) + " …"))
                kept.append(Text(text))
                left -= len(own)
            case Link(inner):
                kept += opening(inner, left)
                left -= len(plain(inner).split())
            case _:
                kept.append(span)
                left -= 1
    return tuple(kept)
