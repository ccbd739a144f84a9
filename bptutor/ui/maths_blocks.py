"""A page of prose with formulas, as plain values: what `MathsText` shows. Qt-free.

A page is blocks; a block is parts: words and formulas. Both may have a name by which they are lit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from bptutor.foundation.frozen import Frozen

Kind = Literal["title", "heading", "text", "small", "item", "display", "code"]
Tone = Literal["", "done", "later"]


class Words(Frozen):
    """A stretch of text in one look. `colour` is a role of the palette, "" the block's own."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    colour: str = ""
    name: str = ""


class Maths(Frozen):
    """A formula. `spoken` is what a screen reader says in its place; without it the TeX is said. `after` is
    text that belongs to it. A displayed one begins `shift` em into a room of `wide` em, if there is one."""

    tex: str
    spoken: str = ""
    colour: str = ""
    name: str = ""
    after: str = ""
    shift: float = 0.0
    wide: float = 0.0


Part = Words | Maths


class Block(Frozen):
    """A paragraph or what stands in the place of one.

    A `display` block holds one formula and is centred; `goes_on` is set where it is of the same equation as
    the one before it. `bar` draws the line at the left that joins the steps of a walk; neighbours with one
    name are one step. `marker` is what an item begins with."""

    kind: Kind
    parts: tuple[Part, ...]
    name: str = ""
    bar: bool = False
    tone: Tone = ""
    marker: str = "•"
    level: int = 0
    goes_on: bool = False


INLINE = re.compile(
    r"\\(?P<plain>[$*`\\])|\$(?P<tex>[^$]+)\$|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*|`(?P<code>[^`]+)`"
)


def prose(text: str, colour: str = "") -> tuple[Part, ...]:
    """Parts of a line of `$TeX$`, `**bold**`, `*italic*` and `` `code` ``; a backslash keeps a sign plain."""
    parts: list[Part] = []
    end = 0
    for found in INLINE.finditer(text):
        parts.append(Words(text[end : found.start()], colour=colour))
        end = found.end()
        if tex := found["tex"]:
            parts.append(Maths(tex, colour=colour))
        elif bold := found["bold"]:
            parts += _emphasised(prose(bold, colour))
        elif code := found["code"]:
            parts.append(Words(code, code=True, colour=colour))
        else:
            parts.append(
                Words(found["plain"] or found["italic"], italic=bool(found["italic"]), colour=colour)
            )
    parts.append(Words(text[end:], colour=colour))
    return tuple(part for part in parts if isinstance(part, Maths) or part.text)


def page(text: str) -> tuple[Block, ...]:
    """Blocks of paragraphs parted by empty lines; `$$TeX$$` is a display, `# ` and `## ` are headings."""
    blocks: list[Block] = []
    for piece in re.split(r"\n\s*\n", text.strip()):
        line = " ".join(piece.split())
        if line.startswith("$$") and line.endswith("$$"):
            blocks.append(Block("display", (Maths(line[2:-2].strip()),)))
        elif line.startswith("## "):
            blocks.append(Block("heading", prose(line[3:])))
        elif line.startswith("# "):
            blocks.append(Block("title", prose(line[2:])))
        elif line.startswith("- "):
            blocks += [Block("item", prose(item)) for item in line[2:].split(" - ")]
        else:
            blocks.append(Block("text", prose(line)))
    return tuple(blocks)


def spoken(blocks: Iterable[Block]) -> str:
    """The page as it is read aloud, a line a block."""
    return "\n".join(spoken_parts(block.parts) for block in blocks)


def spoken_parts(parts: Sequence[Part]) -> str:
    return "".join(
        part.text if isinstance(part, Words) else (part.spoken or part.tex) + part.after for part in parts
    )


def formulas(blocks: Iterable[Block]) -> list[tuple[str, bool]]:
    """Each formula with whether it stands in a line, as `typeset.prewarm` takes them."""
    return [
        (part.tex, block.kind != "display")
        for block in blocks
        for part in block.parts
        if isinstance(part, Maths)
    ]


def _emphasised(parts: Iterable[Part]) -> list[Part]:
    return [
        Words(part.text, True, part.italic, part.code, part.link, part.colour, part.name)
        if isinstance(part, Words)
        else part
        for part in parts
    ]
