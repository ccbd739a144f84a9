"""What stands between and beneath the cards of a chain: signs, labels of paths, and what has been reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.chain_view import CardView, ChainView
from bptutor.study.views.numbers import Status
from bptutor.ui.panels.chain_boxes import Box, Laid
from bptutor.ui.panels.chain_measures import CardMeasures
from bptutor.ui.shaped import LEFT, Face, paint_line


class Word(NamedTuple):
    """A piece of text in a box; `face` and `role` are names in the measures and in the palette."""

    box: Box
    text: str
    face: str
    role: str
    side: int = 0
    stale: bool = False


def words(
    view: ChainView, shown: tuple[CardView, ...], laid: Laid, measures: CardMeasures
) -> tuple[Word, ...]:
    """Every word around the cards of a view, in the coordinates of the whole."""
    found: list[Word] = []
    for card, placed in zip(shown, laid.cards, strict=True):
        if card.joiner and placed.joiner.width:
            found.append(Word(placed.joiner, card.joiner, "joiner", "muted"))
        if card.running is not None and placed.caption.height:
            found += _caption(view, card, placed.caption, measures)
    if laid.labels:
        labels = [row.label for row in view.rows] + ["sum"]
        found += (
            Word(box, text, "caption", "muted", LEFT) for text, box in zip(labels, laid.labels, strict=True)
        )
    return tuple(found)


def _caption(view: ChainView, card: CardView, box: Box, measures: CardMeasures) -> Iterator[Word]:
    """What has been reached with a card: a muted name, and its number; in the middle of a box. The space
    between them is of neither, so that each can be painted without the other."""
    running = card.running
    assert running is not None
    now = running.status is Status.CURRENT or (running.status is Status.HIDDEN and card.current)
    stale = running.status is Status.STALE
    role = "muted" if stale or not running.text else view.phase.value if now else "ink"
    number = running.text or "·"
    wide, space = measures.caption.width(card.running_name), measures.caption.width(" ")
    long = measures.strong.width(number)
    x = box.x + (box.width - wide - space - long) / 2
    yield Word(Box(x, box.y, wide, box.height), card.running_name, "caption", "muted", LEFT)
    x += wide + space
    yield Word(Box(x, box.y, long, box.height), number, "strong", role, LEFT, stale)


def paint_word(painter: QPainter, word: Word, measures: CardMeasures) -> None:
    """Paint a word in its place."""
    face: Face = getattr(measures, word.face)
    painter.setPen(measures.theme.colour(word.role))
    paint_line(painter, QRectF(*word.box), face.line(word.text, word.stale), word.side)
