"""Markdown's tokens to the blocks of `model`, and the cuts between pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from bptutor.foundation.frozen import Frozen
from bptutor.lesson.faults import Faults, Place, did_you_mean, nearest
from bptutor.lesson.fences import mended
from bptutor.lesson.live import KINDS, LiveBlock
from bptutor.lesson.markdown import Inline, markdown, maths
from bptutor.lesson.model import (
    Block,
    CodeBlock,
    Display,
    Heading,
    Image,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from bptutor.lesson.spans import Spans
from bptutor.lesson.strays import BARE, HTML
from bptutor.lesson.strict import Toml

HASHES = re.compile(r"\s*#{1,6}[^\s#\d]")
DOUBLE_LINE = re.compile(r"\s*={2,}\s*")
UNDERLINE = re.compile(r"\s*-{4,}\s*")  # three are how a page ends, right under a line too
WORDS = re.compile(r"\s{0,3}[\w$“\"'(]")
UPRIGHT = re.compile(r"(?<!\\)\|")
COMMENT = re.compile(r"\s*(<!--.*?-->\s*)+", re.DOTALL)
CODE = frozenset({"", "text", "python", "numpy", "pytorch", "toml", "markdown", "json", "console"})


class Cut(Frozen):
    """What stands between two cuts: the heading of the page, if it has one, and its blocks."""

    heading: Spans
    blocks: tuple[Block, ...]
    place: Place


def cuts(text: str, first: int, faults: Faults) -> list[Cut]:
    """The pages of some Markdown whose first line is line `first` of the file."""
    return _Prose(text, first, faults).pages()


def is_live(word: str) -> bool:
    """Whether a block of that name is live, or was meant to be."""
    return nearest(word, [*KINDS, *CODE]) in KINDS


class _Prose:
    """Reads one file; knows its lines for the places of faults."""

    def __init__(self, text: str, first: int, faults: Faults) -> None:
        self.lines = mended(text.split("\n"), first, faults, is_live)
        self.first = first
        self.faults = faults
        self.root = SyntaxTreeNode(markdown().parse("\n".join(self.lines)))

    def pages(self) -> list[Cut]:
        """A heading of level 1 or 2 starts a page, and so does a line of `---`."""
        found: list[Cut] = []
        heading: Spans = ()
        blocks: list[Block] = []
        place, begun = Place(self.first), False
        for node in self.root.children:
            starts = node.type == "heading" and node.tag in ("h1", "h2")
            if not starts and node.type != "hr":
                blocks.extend(self._block(node, live=True))
                begun = begun or not COMMENT.fullmatch(node.content)
                continue
            self._check_break(node)
            if begun:
                found.append(Cut(heading, tuple(blocks), place))
            heading, blocks, place = self._spans(node) if starts else (), [], self._place(node)
            begun = starts
        return [*found, Cut(heading, tuple(blocks), place)] if begun else found

    def _check_break(self, node: SyntaxTreeNode) -> None:
        """A heading has words; and what underlines a title elsewhere is no heading here."""
        place = self._place(node)
        if node.type == "heading" and not self._spans(node, Faults("")):
            self.faults.add(place, "a heading without words: write its title, or --- for a page without one")
        row = node.map[0] if node.map else 0
        before, above = ["", "", *self.lines][row : row + 2]
        if node.type == "hr" and UNDERLINE.fullmatch(self.lines[row]) and WORDS.match(above) and not before:
            problem = f"this ends a page and makes no title; for a title write # {above.strip()[:40]}"
            self.faults.warn(place, problem)

    def _check_lines(self, node: SyntaxTreeNode) -> None:
        """Lines of a paragraph that were meant as a heading."""
        first, last = node.map or (0, 0)
        for number, row in enumerate(self.lines[first:last], first):
            place = Place(self.first + number, len(row) - len(row.lstrip()) + 1)
            if HASHES.match(row):
                self.faults.add(place, r"a heading has a space after its #; for the sign itself write \#")
            if number > first and DOUBLE_LINE.fullmatch(row):
                above = self.lines[number - 1].strip()[:40]
                self.faults.add(place, f"a title is not underlined: write # {above}")

    def _block(self, node: SyntaxTreeNode, live: bool = False) -> list[Block]:
        """The blocks that one node makes: none where a fault was noted."""
        place = self._place(node)
        match node.type:
            case "heading":
                self._check_break(node)
                return [Heading(int(node.tag[1]), self._spans(node), place)]
            case "paragraph":
                return [self._paragraph(node, place)]
            case "bullet_list" | "ordered_list":
                items = tuple(self._blocks(item.children) for item in node.children)
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                return [Listing(items, start, place)]
            case "blockquote":
                return [Quote(self._blocks(node.children), place)]
            case "math_block" | "math_block_label":
                return [Display(maths(node.content.strip("\n"), self.faults, self._content(node)), place)]
            case "fence":
                return self._fence(node, place, live)
            case "code_block":
                return [CodeBlock(node.content.rstrip("\n"), "", place)]
            case "html_block":
                if not COMMENT.fullmatch(node.content):
                    self.faults.add(place, HTML)
                return []
            case "table":
                return [self._table(node, place)]
            case _:
                self.faults.add(
                    place, "a line of --- ends a page and stands by itself, outside lists and quotes"
                )
                return []

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def _paragraph(self, node: SyntaxTreeNode, place: Place) -> Block:
        """A paragraph, or the picture that it is all of."""
        token = self._inline(node)
        children = token.children or [] if token else []
        if len(children) == 1 and children[0].type == "image":
            image = children[0]
            return Image(str(image.attrs.get("src", "")), image.content, place)
        self._check_lines(node)
        return Paragraph(self._spans(node), place)

    def _fence(self, node: SyntaxTreeNode, place: Place, live: bool) -> list[Block]:
        word = node.info.strip().split(" ")[0]
        if word not in KINDS and word not in CODE:
            known = [*KINDS, *CODE]
            self.faults.add(place, f"there is no block “{word}”{did_you_mean(word, known)}")
            word = nearest(word, known)  # what it was meant to be is checked too
        if word not in KINDS:
            return [CodeBlock(node.content.rstrip("\n"), word, place)]
        if not live:
            self.faults.add(place, f"a {word} block stands by itself, outside lists and quotes")
        if node.markup and not self._closed(node):
            self.faults.add(
                place, f"this {word} block is never closed: end it with a line of {node.markup[:3]}"
            )
        block: LiveBlock | None = Toml(node.content, place.line + 1, self.faults).decode(
            KINDS[word], line=place.line
        )
        return [block] if block is not None else []

    def _closed(self, node: SyntaxTreeNode) -> bool:
        last = self.lines[node.map[1] - 1].strip() if node.map else ""
        return last.startswith(node.markup) and node.map is not None and node.map[1] - 1 > node.map[0]

    def _table(self, node: SyntaxTreeNode, place: Place) -> Table:
        rows = [self._row(row) for part in node.children for row in part.children]
        return Table(rows[0], tuple(rows[1:]), place)

    def _row(self, node: SyntaxTreeNode) -> tuple[Spans, ...]:
        """The cells of a row. A formula that a | cuts in two is one fault, not one in each cell."""
        number = node.map[0] if node.map else 0
        dollars = [match.start() for match in BARE.finditer(self.lines[number])]
        for start, end in zip(dollars[::2], dollars[1::2], strict=False):
            if cut := UPRIGHT.search(self.lines[number], start, end):
                place = Place(self.first + number, cut.start() + 1)
                self.faults.add(place, r"a | ends the cell of a table, even in a formula: write \| there")
                return tuple(self._spans(cell, Faults("")) for cell in node.children)
        return tuple(self._spans(cell) for cell in node.children)

    def _inline(self, node: SyntaxTreeNode) -> Token | None:
        inner = next((child for child in node.children if child.type == "inline"), None)
        return inner.token if inner is not None else None

    def _spans(self, node: SyntaxTreeNode, faults: Faults | None = None) -> Spans:
        token = self._inline(node)
        if token is None:
            return ()
        start = token.map[0] if token.map else 0
        stop = token.map[1] if token.map else start
        return Inline(faults or self.faults, self.lines[start:stop], Place(self.first + start)).spans(token)

    def _place(self, node: SyntaxTreeNode) -> Place:
        return Place(self.first + (node.map[0] if node.map else 0))

    def _content(self, node: SyntaxTreeNode) -> Place:
        """Where the TeX of a display formula starts."""
        start = node.map[0] if node.map else 0
        text = node.content.strip().split("\n")[0]
        for number in range(start, min(start + 3, len(self.lines))):
            if text and (found := self.lines[number].find(text)) >= 0:
                return Place(self.first + number, found + 1)
        return Place(self.first + start)
