"""Spans with their numbers in: as TeX for the typesetter, and as words for copying and for reading aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bptutor.foundation import numbers as digits
from bptutor.foundation.errors import TutorError
from bptutor.lesson.composition import brackets, shells_of_network
from bptutor.lesson.derivation import derivation
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import Compose, Derivation, LiveBlock, texts_of
from bptutor.lesson.model import Display, Page, spans_of
from bptutor.lesson.spans import Break, Code, Link, Live, Maths, Span, Spans, Text, inside, plain
from bptutor.trace.keys import parse
from bptutor.trace.symbols import Namer

# After these a negative number stands in brackets.
OPERATOR = re.compile(r"(\\times|\\cdot|\\,|[-+·×])\s*$")


def number_text(live: Live, numbers: Numbers) -> str:
    """A live number as it stands in prose."""
    return digits.short(numbers.of(live.expression), live.figures)


def tex_of(maths: Maths, numbers: Numbers) -> str:
    """A formula with its numbers put in. Raises TutorError where one has no value."""
    parts: list[str] = []
    for part in maths.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        text = digits.tex(numbers.of(part.expression), part.figures)
        among = parts and OPERATOR.search(parts[-1])
        parts.append(f"({text})" if among and text.startswith("-") else text)
    return "".join(parts)


def words_of(spans: Spans, numbers: Numbers) -> str:
    """Spans as a line of text; a formula is its TeX between dollars, as a copy wants it."""
    return "".join(_words(span, numbers) for span in spans)


def _words(span: Span, numbers: Numbers) -> str:
    match span:
        case Maths():
            return f"${tex_of(span, numbers)}$"
        case Live():
            return number_text(span, numbers)
        case Link(inner):
            return words_of(inner, numbers)
        case Break():
            return "\n"
        case _:
            return plain((span,))


def page_spans(page: Page) -> Iterator[tuple[Span, bool]]:
    """Every span of a page, in prose and in live blocks, and whether it is a formula on its own line."""
    for span in inside(page.heading):
        yield span, False
    for block in page.blocks:
        if isinstance(block, LiveBlock):
            for text in texts_of(block):
                for span in inside(text):
                    yield span, False
            for formula in block_formulas(block):
                yield formula, True
        else:
            for span in spans_of((block,)):
                yield span, isinstance(block, Display)


def block_formulas(block: LiveBlock) -> Iterator[Maths]:
    """The formulas of a live block that stand on their own line."""
    if isinstance(block, Derivation):
        yield from (line.tex for line in block.lines)
        if block.before is not None:
            yield block.before


def formulas_of(page: Page, numbers: Numbers) -> Iterator[tuple[str, bool]]:
    """(TeX, inline) of every formula that a page typesets: for a cache that is filled beforehand."""
    for span, alone in page_spans(page):
        if isinstance(span, Maths):
            try:
                yield tex_of(span, numbers), not alone
            except TutorError:
                continue  # the linter says it
    for block in page.live:
        yield from ((tex, False) for tex in made_formulas(block, numbers))


def made_formulas(block: LiveBlock, numbers: Numbers) -> Iterator[str]:
    """The formulas that a block makes by itself: a known derivation, the shells of a composition."""
    network = numbers.document.network
    match block:
        case Derivation(of=of, lines=()) if of:
            yield from (line.tex for line in derivation(network, Namer(network), parse(of)))
        case Compose(functions=()):
            shells = shells_of_network(numbers.timeline(), Namer(network))
            yield from (brackets(shells, opened) for opened in range(len(shells)))
            yield from (tex for shell in shells for tex in (shell.rule, shell.slope_name) if tex)
        case Compose(functions):
            yield from (tex for function in functions for tex in (function.tex, function.slope_tex) if tex)
        case _:
            pass


def words_on(page: Page) -> int:
    """How many words of prose a page has; a formula and a number count as one each."""
    count = 0
    for block in page.blocks:
        if isinstance(block, LiveBlock):
            continue
        for span in spans_of((block,)):
            match span:
                case Text(text) | Code(text):
                    count += len(re.findall(r"\w[\w’'-]*", text))
                case Maths() | Live():
                    count += 1
                case _:
                    pass
    return count
