"""The cards of a chain with the signs between them, and what they lead to beneath."""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from bptutor.study.views.chain_view import CardView, ChainView
from bptutor.trace.keys import Key
from bptutor.ui.panels.chain_boxes import Box, Content, Laid, Size
from bptutor.ui.panels.chain_card import RING, CardButton
from bptutor.ui.panels.chain_layout import in_rows
from bptutor.ui.panels.chain_measures import CardMeasures, Shape
from bptutor.ui.panels.chain_paint import Look, paint_parts
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.panels.chain_words import Word, paint_word, words
from bptutor.ui.panels.chain_wrap import in_lines
from bptutor.ui.theme import ThemeManager

MOST_KEPT = 200  # arrangements
Arranged = tuple[Shape, tuple[CardView, ...], Laid]


class ChainBody(QWidget):
    """Lays the cards out for the room that it is told of, and is as large as they need.

    Cards are made once and used again; those that are not needed are hidden."""

    card_clicked = Signal(int)  # the number of the card
    pointed = Signal(object)
    derived = Signal(object)

    def __init__(self, manager: ThemeManager, formulas: Formulas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._formulas = formulas
        self._measures = CardMeasures(manager.theme, formulas)
        self._view: ChainView | None = None
        self._arrangements: dict[tuple[ChainView, Size], Arranged] = {}
        self._laid: Laid | None = None
        self._shown: tuple[CardView, ...] = ()
        self._words: tuple[Word, ...] = ()
        self._shape: Shape = "factor"
        self._room = QSize()
        self._beneath = 0
        self._pointed: Key | None = None
        self._buttons: list[CardButton] = []

    @property
    def cards(self) -> list[CardButton]:
        """The cards in sight, in order."""
        return self._buttons[: len(self._shown)]

    @property
    def current(self) -> CardButton | None:
        """The card of the present step; of several the last."""
        return next((button for button in reversed(self.cards) if button.card and button.card.current), None)

    @property
    def _space(self) -> Size:
        """The room without that for the rings."""
        return Size(self._room.width() - 2 * RING, self._room.height() - 2 * RING)

    @property
    def content_height(self) -> int:
        """How far down the cards reach with what is beneath them."""
        return round(self._laid.extent.height) + 2 * RING if self._laid is not None else 0

    def show_view(self, view: ChainView, room: QSize, beneath: int) -> None:
        """Show the cards of a view in a room of this size, with some more room beneath it."""
        if (view is self._view and room == self._room) and beneath == self._beneath:
            return
        self._view, self._room, self._beneath = view, room, beneath
        self._lay_out()

    def draw_ahead(self, painter: QPainter, view: ChainView) -> None:
        """Draw the cards of a view that will be shown, on anything."""
        shape, shown, laid = self._arranged(view, self._space)
        for card, placed in zip(shown, laid.cards, strict=True):
            paint_parts(painter, Look(card, placed, shape, view.phase.value, self._measures))
        for word in words(view, shown, laid, self._measures):
            paint_word(painter, word, self._measures)

    def follow_theme(self) -> None:
        """Measure everything anew."""
        self._measures = CardMeasures(self._manager.theme, self._formulas)
        self._arrangements.clear()
        self._lay_out()
        self.update()

    def formulas_ready(self) -> None:
        """Formulas have come that were missing."""
        self._arrangements.clear()
        self._lay_out()
        for button in self.cards:
            button.update()

    def show_pointed(self, key: Key | None) -> None:
        """Light the cards that a value belongs to."""
        self._pointed = key
        self._light()

    def _light(self) -> None:
        for button in self.cards:
            assert button.card is not None
            button.light(self._pointed is not None and self._pointed in button.card.lights)

    def _lay_out(self) -> None:
        view = self._view
        if view is None or view.formula is not None:
            self._shown, self._laid, self._words = (), None, ()
            self._fit_buttons()
            return
        self._shape, self._shown, laid = self._arranged(view, self._space)
        before, self._laid = self._laid, laid
        self.resize(
            max(round(laid.extent.width) + 2 * RING, self._room.width()),
            max(self.content_height, self._room.height()) + self._beneath,
        )
        self._fit_buttons()
        for button, card, placed in zip(self._buttons, self._shown, laid.cards, strict=False):
            button.show_look(Look(card, placed, self._shape, view.phase.value, self._measures))
        self._light()
        self._show_words(words(view, self._shown, laid, self._measures), before)

    def _show_words(self, wanted: tuple[Word, ...], before: Laid | None) -> None:
        """Paint anew what is written in other words or in another place, and no card for its sake."""
        if self._laid is None or before is None or self._laid.hairline != before.hairline:
            self.update()
        else:
            for word in {*wanted} ^ {*self._words}:
                self.update(_pixels(word.box))
        self._words = wanted

    def _arranged(self, view: ChainView, room: Size) -> Arranged:
        """How the cards of a view stand in a room; kept, for the view is seen again on the way back, or was
        drawn ahead."""
        found = self._arrangements.get((view, room))
        if found is None:
            misses = self._formulas.misses
            found = self._arrange(view, room)
            if self._formulas.misses == misses:
                if len(self._arrangements) >= MOST_KEPT:
                    self._arrangements.clear()
                self._arrangements[view, room] = found
        return found

    def _arrange(self, view: ChainView, room: Size) -> Arranged:
        """Rows where they have room, else summands; or the factors of one chain."""
        if view.rows and view.total is not None:
            rows = tuple(self._contents(row.cards, "row") for row in view.rows)
            total = self._measures.content(view.total, "row")
            laid = in_rows(rows, total, room, self._measures.lengths("row"))
            if laid.extent.height <= room.height and laid.extent.width <= room.width:
                cards = tuple(card for row in view.rows for card in row.cards)
                return "row", (*cards, view.total), laid
        shape: Shape = "summand" if view.summands else "factor"
        contents = self._contents(view.cards, shape)
        laid = in_lines(contents, room, self._measures.lengths(shape))
        if shape == "factor" and laid.cards and laid.cards[-1].box.y > 0:
            shape = "folded"
            contents = tuple(
                replace(content, symbol=self._measures.symbol(card, shape))
                for card, content in zip(view.cards, contents, strict=True)
            )
            laid = in_lines(contents, room, self._measures.lengths(shape))
        return shape, view.cards, laid

    def _contents(self, cards: tuple[CardView, ...], shape: Shape) -> tuple[Content, ...]:
        return tuple(self._measures.content(card, shape) for card in cards)

    def _fit_buttons(self) -> None:
        while len(self._buttons) < len(self._shown):
            button = CardButton(self)
            button.clicked.connect(self._click)
            button.pointed.connect(self.pointed)
            button.derived.connect(self.derived)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons):
            if button.isHidden() != (number >= len(self._shown)):
                button.setVisible(number < len(self._shown))

    def _click(self) -> None:
        sender = self.sender()
        self.card_clicked.emit(self._buttons.index(sender))  # type: ignore[arg-type]  # only buttons are joined

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            # The cards have no tips of their own, so that it comes to here.
            card = self.childAt(event.pos())
            if isinstance(card, CardButton):
                QToolTip.showText(card.mapToGlobal(card.rect().bottomLeft()), card.tip(), card)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(RING, RING)
        if self._laid is not None and self._laid.labels:
            painter.fillRect(QRectF(*self._laid.hairline), self._manager.theme.colour("line"))
        changed = event.region()
        for word in self._words:
            if changed.intersects(_pixels(word.box)):
                paint_word(painter, word, self._measures)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((number for number, button in enumerate(self.cards) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self.cards[(here + step) % len(self.cards)].setFocus(Qt.FocusReason.TabFocusReason)


@lru_cache(maxsize=512)
def _pixels(box: Box) -> QRect:
    """The pixels of a word, which may reach a little beyond its box."""
    left, top = math.floor(box.x) + RING - 1, math.floor(box.y) + RING - 1
    right, bottom = math.ceil(box.right) + RING + 1, math.ceil(box.bottom) + RING + 1
    return QRect(left, top, right - left, bottom - top)
