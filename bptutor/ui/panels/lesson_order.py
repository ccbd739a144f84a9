"""The gate that asks to put cards in order: by dragging, clicking, or keys."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLabel, QWidget

from bptutor.lesson.live import Order
from bptutor.lesson.spans import Spans
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_gates import cards_of, shuffled
from bptutor.trace.keys import Key
from bptutor.ui.maths_blocks import Block, Maths
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_order_cards import OrderButton, Row
from bptutor.ui.panels.lesson_text import line
from bptutor.ui.panels.lesson_wells import EnterButton, row_of
from bptutor.ui.theme import set_kind

EMPTY = "Drag cards here in their order, or press them one after the other."


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
        for number, card in enumerate(cards_of(self._block(), self.view.document)):
            button = self.cards[number]
            if isinstance(card, Key):
                spoken = namer.spoken(card)
                # In display style the fraction is as large as on the cards of the chain.
                tex = rf"\displaystyle {namer.tex(card)}"
                button.show_blocks([Block("text", (Maths(tex, spoken),))], spoken)
            else:
                button.show_blocks([line(cast(Spans, card), self.view.numbers)])
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
