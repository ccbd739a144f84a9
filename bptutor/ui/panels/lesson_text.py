"""A lesson's prose as blocks that `MathsText` shows, with the numbers of the network put in. No Qt."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from msgspec.structs import replace

from bptutor.foundation.errors import TutorError
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.model import (
    Block,
    CodeBlock,
    Display,
    Heading,
    Listing,
    Paragraph,
    Quote,
)
from bptutor.lesson.rendering import number_text, tex_of
from bptutor.lesson.spans import Break, Code, Link, Live, Maths, Spans, Text
from bptutor.trace.plain import plain as as_words
from bptutor.ui import maths_blocks as shown
from bptutor.ui.panels.lesson_break import ROOM, in_a_line, set_out

UNKNOWN = "?"  # a number that the network in sight has not: the page is about another
NARROW, WIDE = 31, 54  # columns of code that a page of a lesson has, and one of the help
LINE = "\N{LINE SEPARATOR}"
AFTER_SIGN = re.compile(r"(?<= [×·+−=]) ")  # a calculation in words breaks before a sign, as a formula does


def parts_of(
    spans: Spans, numbers: Numbers, bold: bool = False, colour: str = "", link: str = ""
) -> tuple[shown.Part, ...]:
    """Spans as parts of a line."""
    parts: list[shown.Part] = []
    for span in spans:
        match span:
            case Text(text, strong, emphasis):
                text = AFTER_SIGN.sub("\N{NO-BREAK SPACE}", text)
                parts.append(shown.Words(text, strong or bold, emphasis, link=link, colour=colour))
            case Code(text):
                parts.append(shown.Words(text, code=True, link=link))
            case Live():
                parts.append(shown.Words(_number(span, numbers), bold, link=link, colour=colour))
            case Maths():
                tex = in_a_line(_tex(span, numbers))
                parts.append(shown.Maths(tex, as_words(tex), colour=colour))
            case Link(inner, target):
                parts += parts_of(inner, numbers, bold, colour, target)
            case Break():
                parts.append(shown.Words(LINE))
    return tuple(parts)


def line(spans: Spans, numbers: Numbers, bold: bool = False, colour: str = "") -> shown.Block:
    """Spans as one paragraph."""
    return shown.Block("text", parts_of(spans, numbers, bold, colour))


def blocks_of(
    prose: Sequence[Block], numbers: Numbers, level: int = 0, columns: int = NARROW
) -> Iterator[shown.Block]:
    """Blocks of prose, code in so many columns. Tables and pictures are widgets and not among them."""
    sets = display_sets(prose, numbers)
    for block, before in zip(prose, (None, *prose), strict=False):
        match block:
            case Paragraph(spans):
                yield replace(line(spans, numbers), level=level)
            case Heading(_, spans):
                yield shown.Block("heading", parts_of(spans, numbers), level=level)
            case Display():
                if not isinstance(before, Display):
                    yield from chain.from_iterable(displayed(*next(sets), level=level))
            case CodeBlock(text):
                yield shown.Block("code", (shown.Words(LINE.join(_wrapped(text, columns))),), level=level)
            case Quote(inner):
                yield from blocks_of(inner, numbers, level + 1, columns)
            case Listing(items, start):
                yield from _items(items, start, numbers, level)
            case _:
                pass


def _wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of code; what is too long for the page goes on indented."""
    for row in text.split("\n"):
        indent = " " * (len(row) - len(row.lstrip()) + 4)
        parts = textwrap.wrap(
            row, columns, subsequent_indent=indent, drop_whitespace=False, replace_whitespace=False
        )
        yield from parts or [" "]


def displayed(*texs: str, level: int = 0, least: float = 0.0) -> list[list[shown.Block]]:
    """Formulas on lines of their own, with their relations in one column; the lines of each."""
    return [
        [
            shown.Block(
                "display",
                (shown.Maths(line.tex, as_words(line.tex), shift=line.shift, wide=line.wide),),
                level=level,
                goes_on=line.goes_on,
            )
            for line in lines
        ]
        for lines in set_out(texs, least)
    ]


def with_values(texs: Sequence[str], values: Sequence[str]) -> list[list[shown.Block]]:
    """Formulas that are equal, each with its number in a line beneath; the same column for all."""
    wanted = [tex for each in texs for tex in (each, "=")]
    made = displayed(*wanted, least=ROOM - 1)
    rows: list[list[shown.Block]] = []
    for own, (number,), value in zip(made[::2], made[1::2], values, strict=True):
        (sign,) = number.parts
        assert isinstance(sign, shown.Maths)
        sign = replace(sign, after=f"\N{EN SPACE}{value}", colour="backward")
        rows.append([*own, replace(number, parts=(sign,))])
    return rows


def display_sets(prose: Sequence[object], numbers: Numbers) -> Iterator[tuple[str, ...]]:
    """The displayed formulas of some blocks, those together that stand under each other."""
    for alone, run in groupby(prose, lambda block: isinstance(block, Display)):
        if alone:
            yield tuple(_tex(block.maths, numbers) for block in run if isinstance(block, Display))


def _items(
    items: tuple[tuple[Block, ...], ...], start: int | None, numbers: Numbers, level: int
) -> Iterator[shown.Block]:
    for number, item in enumerate(items):
        first, *rest = list(blocks_of(item, numbers, level + 1)) or [shown.Block("text", ())]
        marker = "•" if start is None else f"{start + number}."
        yield replace(first, kind="item", marker=marker, level=level)
        yield from rest


def _number(live: Live, numbers: Numbers) -> str:
    try:
        return number_text(live, numbers)
    except TutorError:
        return UNKNOWN


def _tex(maths: Maths, numbers: Numbers) -> str:
    try:
        return tex_of(maths, numbers)
    except TutorError:
        return "".join(part if isinstance(part, str) else UNKNOWN for part in maths.parts)
