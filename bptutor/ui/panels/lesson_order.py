"""The gate that asks to put cards in order: by dragging, clicking, or keys."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLabel, QWidget

from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.live import Order
from bptutor.lesson.rendering import tex_of
from bptutor.lesson.spans import Maths as MathsSpan
from bptutor.lesson.spans import Spans
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_gates import cards_of, shuffled
from bptutor.trace.keys import Key
from bptutor.trace.plain import plain as as_words
from bptutor.trace.symbols import Namer
from bptutor.ui.maths_blocks import Block, Maths
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_order_cards import OrderButton, Row
from bptutor.ui.panels.lesson_text import line
from bptutor.ui.panels.lesson_wells import EnterButton, row_of
from bptutor.ui.theme import set_kind

EMPTY = "Drag cards here in their order, or press them one after the other."


def formula_on(card: Key | Spans, namer: Namer, numbers: Numbers) -> Maths | None:
    """The one formula of a card, in display style: its fraction is as large as on the cards of the chain."""
    match card:
        case Key():
            return Maths(rf"\displaystyle {namer.tex(card)}", namer.spoken(card))
        case (MathsSpan() as maths,):
            tex = tex_of(maths, numbers)
            return Maths(rf"\displaystyle {tex}", as_words(tex))
    return None


class OrderCard(GateCard):
    """Cards that lie about, and the row that they are put into. A card that is pressed goes over."""

    def build(self) -> None:
        self.row = Row(self.manager, "surface", "edge")
        self.row.setAccessibleName("Your order")
        self.empty = QLabel(EMPTY)
        self.empty.setWordWrap(True)
        set_kind(self.empty, "small")
        self.row.column.insertWidget(0, self.empty)
        self.tray = Row(self.manager, "ground", "ground")
        self.tray.column.setContentsMargins(0, 0, 0, 0)
        self.tray.setAccessibleName("Cards")
        block, document = self._block(), self.view.document
        self.lying = shuffled(block, document)
        self.cards = {number: OrderButton(self.manager, number) for number in self.lying}
        for card in self.cards.values():
            card.clicked.connect(self._press)
            card.moved.connect(self._move)
        self.check = EnterButton("Check", "primary")
        self.hint = self.hint_button()
        self.body.addWidget(self.row)
        self.body.addWidget(self.tray)
        self.body.addLayout(row_of(self.check, self.hint))
        self.row.dropped.connect(self._drop)
        self.tray.dropped.connect(self._take_out)
        self.check.clicked.connect(self._ask)

    def _block(self) -> Order:
        block = self.view.block
        assert isinstance(block, Order)
        return block

    @property
    def placed(self) -> tuple[int, ...]:
        """The cards in the row, by number."""
        if not self.open and not self.view.attempt.picked:
            block = self._block()
            right = len(cards_of(block, self.view.document)) - len(block.strangers if block.to else ())
            return tuple(range(right))
        return self.view.attempt.picked

    def show_body(self) -> None:
        namer = self.view.namer
        cards = cast(tuple[Key | Spans, ...], cards_of(self._block(), self.view.document))
        for number, card in enumerate(cards):
            button, numbers = self.cards[number], self.view.numbers
            alone = formula_on(card, namer, numbers)
            words = Block("text", (alone,)) if alone is not None else line(cast(Spans, card), numbers)
            button.show_blocks([words], alone.spoken if alone is not None else "")
            button.setEnabled(self.open or number in self.placed)
        mood = {"right": "update", "wrong": "backward"}.get(self.view.attempt.mood, "forward")
        placed = self.placed
        for number, button in self.cards.items():
            button.set_tint(mood if self.open else "update", number in placed)
        self.row.show_buttons([self.cards[number] for number in placed])
        self.tray.show_buttons([self.cards[n] for n in self.lying if n not in placed])
        self.empty.setVisible(not placed)
        self.row.flow.setVisible(bool(placed))
        self.tray.setVisible(len(placed) < len(self.cards) and self.open)
        self.check.setVisible(self.open)

    def first_control(self) -> QWidget | None:
        if not self.open:
            return None
        lying = [n for n in self.lying if n not in self.placed]
        return self.cards[lying[0]] if lying else self.check

    def _put(self, placed: tuple[int, ...], keep: OrderButton | None = None) -> None:
        focused = keep is not None and keep.hasFocus()
        if self.open:
            self.requested.emit(act.Pick(self.gate, placed))
        if focused and keep is not None:
            keep.setFocus()

    def _press(self) -> None:
        button = self.sender()
        assert isinstance(button, OrderButton)
        placed = self.placed
        if button.number in placed:
            self._put(tuple(n for n in placed if n != button.number), button)
            return
        focused = button.hasFocus()
        self._put((*placed, button.number))
        following = self.first_control()
        if focused and following is not None:
            following.setFocus()

    def _move(self, by: int) -> None:
        button = self.sender()
        assert isinstance(button, OrderButton)
        placed = list(self.placed)
        if button.number in placed:
            at = placed.index(button.number)
            placed.remove(button.number)
            placed.insert(min(max(at + by, 0), len(placed)), button.number)
            self._put(tuple(placed), button)

    def _drop(self, number: int, before: int) -> None:
        rest = [n for n in self.placed if n != number]
        rest.insert(before, number)
        self._put(tuple(rest))

    def _take_out(self, number: int, before: int) -> None:
        self._put(tuple(n for n in self.placed if n != number))

    def _ask(self) -> None:
        self.requested.emit(act.Pick(self.gate, self.placed, check=True))
