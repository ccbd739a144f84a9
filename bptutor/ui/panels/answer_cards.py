"""Cards to be put in order, the strangers left out: by clicks, by dragging, or by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bptutor.study.practise_prose import plain_text
from bptutor.study.views.practise_asked import OptionView
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.answer_card import OUT, FactorCard
from bptutor.ui.panels.answer_places import GAP, HIGH, PAD, WIDE, CardPlaces
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.theme import ThemeManager

CHAIN, POOL = "Your chain, from C on", "Cards"
HOW = "Click or drag a card. Keys: Space puts it in or out, Shift and an arrow move it."


class CardSorter(QWidget):
    """A well with the chain, and the other cards under it.

    `order` are the chain's cards, counted from 0; `changed` tells that it is another, `submitted` Enter."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._formulas = Formulas(self)
        self._cards: list[FactorCard] = []
        self._count = 0
        self._asking = True
        self.order: tuple[int, ...] = ()
        self.setAccessibleName("Cards of the chain")
        self.setAccessibleDescription(HOW)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._formulas.ready.connect(self._repaint_cards)
        manager.changed.connect(self._follow_theme)

    @property
    def text(self) -> str:
        """The answer: the cards' numbers, from 1."""
        return " ".join(str(number + 1) for number in self.order)

    @property
    def cards(self) -> list[FactorCard]:
        """All cards, in the order in which they are numbered."""
        return self._cards[: self._count]

    def ask(self, options: Sequence[OptionView]) -> None:
        """Offer these cards, none of them in the chain."""
        while len(self._cards) < len(options):
            self._add()
        self._count = len(options)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(options))
            if number < len(options):
                option = options[number]
                plain = plain_text(option.said)
                card.show_factor(option.symbol, plain.split(" = ")[0], option.spoken, plain)
        self.order = ()
        self.show_asking(True, ())
        self._arrange()

    def show_asking(self, asking: bool, right: Sequence[int]) -> None:
        """Whether cards can still be moved; at the end the right ones are marked."""
        self._asking = asking
        for card in self.cards:
            card.setEnabled(asking or card.number in self.order)
            card.role = "update" if not asking and card.number in right else ""
            card.update()

    def put(self, number: int, place: int | None) -> None:
        """A card to a place in the chain (from 0), or out of it."""
        others = [n for n in self.order if n != number]
        if place is not None:
            others.insert(max(place, 0), number)
        if tuple(others) != self.order:
            self.order = tuple(others)
            self._arrange()
            self.changed.emit()
        else:
            self._arrange()

    def take_focus(self) -> None:
        """The keyboard to the first card."""
        pool = self._pool()
        first = pool[0] if pool else self.order[0] if self.order else None
        if first is not None:
            self._cards[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        card = FactorCard(self._manager, self._formulas, len(self._cards), self)
        card.clicked.connect(self._press)
        card.dragged.connect(self._drag)
        card.dropped.connect(self._drop)
        card.key_pressed.connect(self._on_key)
        self._cards.append(card)

    def _sender(self) -> FactorCard:
        card = self.sender()
        assert isinstance(card, FactorCard)
        return card

    def _pool(self) -> list[int]:
        return [card.number for card in self.cards if card.number not in self.order]

    def _press(self) -> None:
        card = self._sender()
        if self._asking:
            self.put(card.number, None if card.in_chain else len(self.order))

    def _drag(self, _middle: QPointF) -> None:
        self.update()

    def _drop(self, middle: QPointF) -> None:
        card = self._sender()
        inside = self._asking and middle.y() < self._places().well.bottom() + self._manager.theme.px(HIGH) / 4
        self.put(card.number, self._place_at(middle, card.number) if inside else None)
        self.update()

    def _place_at(self, middle: QPointF, number: int) -> int:
        """The place in the chain that a point means."""
        others = [n for n in self.order if n != number]
        return self._places().nearest(len(others) + 1, middle)

    def _places(self, width: int | None = None) -> CardPlaces:
        wide = self.width() if width is None else width
        return CardPlaces(self._manager.theme.px, wide, len(self.order), self._count)

    def _on_key(self, key: int, held: bool) -> None:
        card = self._sender()
        if key in ENTER:
            self.submitted.emit()
        elif key in OUT:
            if self._asking:
                self.put(card.number, None)
        elif held and card.in_chain and self._asking:
            by = -1 if key in (Qt.Key.Key_Left, Qt.Key.Key_Up) else 1
            self.put(card.number, self.order.index(card.number) + by)
        else:
            self._move_focus(card, -1 if key in (Qt.Key.Key_Left, Qt.Key.Key_Up) else 1)

    def _move_focus(self, card: FactorCard, by: int) -> None:
        ring = [*self.order, *self._pool()]
        following = ring[(ring.index(card.number) + by) % len(ring)]
        self._cards[following].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        places = self._places()
        chain, pool = places.chain(len(self.order)), places.pool
        for place, number in enumerate(self.order):
            self._cards[number].setGeometry(chain[place])
            self._cards[number].show_place(place)
        for place, number in enumerate(self._pool()):
            self._cards[number].setGeometry(pool[place])
            self._cards[number].show_place(None)
        self.updateGeometry()
        self.update()

    def _repaint_cards(self) -> None:
        for card in self.cards:
            card.update()

    def _follow_theme(self) -> None:
        self._arrange()

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width).height

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else self._manager.theme.px(260)
        return QSize(self._manager.theme.px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(WIDE + 2 * PAD), self._manager.theme.px(HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.heading)
        painter.setPen(theme.colour("muted"))
        places, ascent = self._places(), painter.fontMetrics().ascent()
        well = places.well
        painter.drawText(QPoint(0, ascent), CHAIN)
        if self._count > len(self.order):
            painter.drawText(QPoint(0, well.bottom() + theme.px(GAP) + ascent), POOL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunk"))
        painter.drawRoundedRect(well, theme.px(8), theme.px(8))
        if self._asking and len(self.order) < self._count:
            nothing = QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine)
            painter.setPen(nothing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(places.chain(len(self.order) + 1)[-1], theme.px(8), theme.px(8))
        painter.end()
