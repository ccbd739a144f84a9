"""Answers that a page gives away before it asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bptutor.lesson.expressions import Call, Expression, ExpressionError, Name, Number, parse
from bptutor.lesson.live import Gate, Predict
from bptutor.lesson.model import Page, spans_of
from bptutor.lesson.spans import Live, Maths, Span, Spans, inside


def given_away(page: Page) -> Iterator[tuple[Predict, Live]]:
    """Live numbers that stand above the `predict` block which asks for them, or in its question.

    What stands below an earlier gate is above this one all the same."""
    above: list[Live] = []
    for block in page.blocks:
        if isinstance(block, Predict):
            above += _numbers(block.prompt)
            yield from ((block, live) for live in above if _asks_for(block, live))
        elif isinstance(block, Gate):
            above += _numbers(getattr(block, "prompt", ()))
        else:
            above += _numbers(spans_of((block,)))


def _numbers(spans: Spans | Iterator[Span]) -> Iterator[Live]:
    for span in inside(tuple(spans)):
        if isinstance(span, Live):
            yield span
        elif isinstance(span, Maths):
            yield from (part for part in span.parts if isinstance(part, Live))


def _asks_for(block: Predict, live: Live) -> bool:
    try:
        asked = parse(block.value)
    except ExpressionError:
        return False
    if isinstance(asked, Number):
        return False
    return _bare(asked, block.example) == _bare(live.expression, block.example)


def _bare(node: Expression, example: int) -> Expression:
    """An expression without the places of its parts in the text."""
    match node:
        case Name():
            return replace(node, offset=0, example=node.example or example)
        case Call():
            return replace(node, offset=0, arguments=tuple(_bare(each, example) for each in node.arguments))
        case Number():
            return node
