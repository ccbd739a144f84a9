"""A learner who plays lessons in the real window, rightly or wrongly, with the mouse or with keys alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bptutor.lesson import answers
from bptutor.lesson.live import Choose, LiveBlock, Order, Path, Predict
from bptutor.study.lesson_gates import cards_of
from bptutor.study.lesson_state import LessonState
from bptutor.study.lesson_ways import following, leads_on
from bptutor.ui.panels.lesson import LessonPanel
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_choose import ChooseCard
from bptutor.ui.panels.lesson_drag import PLACES, DragCard
from bptutor.ui.panels.lesson_nudge import PushCard
from bptutor.ui.panels.lesson_opening import OpeningCard
from bptutor.ui.panels.lesson_order import OrderCard
from bptutor.ui.panels.lesson_path import PathCard
from bptutor.ui.panels.lesson_predict import PredictCard
from bptutor.ui.panels.lesson_train import TrainCard
from bptutor.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
MOST_TABS = 80


class Learner:
    """Plays the open lesson. `keyboard` says that no mouse is used."""

    def __init__(self, window: MainWindow, keyboard: bool = False) -> None:
        self.window = window
        self.keyboard = keyboard
        panel = window.findChild(LessonPanel)
        assert isinstance(panel, LessonPanel)
        self.panel = panel

    @property
    def lesson(self) -> LessonState:
        lesson = self.window.bridge.state.lesson
        assert lesson is not None
        return lesson

    @property
    def cards(self) -> list[GateCard]:
        """The gates of the page that wait."""
        assert self.panel.page is not None
        return [card for card in self.panel.page.cards if card.view.wanted and card.open]

    def card(self, gate: str) -> GateCard:
        assert self.panel.page is not None
        return next(card for card in self.panel.page.cards if card.gate == gate)

    def read_on(self) -> None:
        """Press Continue."""
        self.settle()
        assert self.panel.foot.on.isEnabled()
        self.press(self.panel.foot.on)

    def press(self, widget: QWidget) -> None:
        """Press a button."""
        assert widget.isVisible() and widget.isEnabled(), widget.accessibleName()
        if self.keyboard:
            self.tab_to(widget)
            self.key(Qt.Key.Key_Return)
        else:
            self.settle()
            self.panel.area.ensureWidgetVisible(widget)
            QTest.mouseClick(widget, LEFT)

    def tab_to(self, widget: QWidget) -> None:
        """Go to a widget with Tab alone."""
        for _ in range(MOST_TABS):
            if QApplication.focusWidget() is widget:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"{type(widget).__name__} {widget.accessibleName()!r} is not reached by Tab")

    def key(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()

    def play_page(self, wrong_first: bool = False) -> None:
        """Do all that the page asks for."""
        self.settle()
        while self.cards:
            card = self.cards[0]
            if wrong_first:
                self.do_wrongly(card)
            self.do_rightly(self.card(card.gate))
            self.settle()
            assert not self.card(card.gate).open, (self.lesson.page.title, card.gate)

    # Rightly

    def do_rightly(self, card: GateCard) -> None:
        doing: dict[type[GateCard], Callable[[], None]] = {
            PredictCard: lambda: self.answer(card, self.right_number(card)),
            ChooseCard: lambda: self.choose(card, self.right_options(card)),
            PathCard: lambda: self.walk(card),
            OrderCard: lambda: self.order(card, list(range(self.right_cards(card)))),
            PushCard: lambda: self.shrink(card),
            DragCard: lambda: self.drag(card),
            TrainCard: lambda: self.train(card),
        }
        kind = next((k for k in doing if isinstance(card, k)), None)
        if kind is not None:
            doing[kind]()
        else:
            self.open_all(card)

    def right_number(self, card: GateCard) -> float:
        assert isinstance(card.view.block, Predict)
        return card.view.numbers.of(card.view.block.value)

    def right_options(self, card: GateCard) -> list[int]:
        block = card.view.block
        assert isinstance(block, Choose)
        return [n for n, option in enumerate(block.options) if answers.is_right(option, card.view.numbers)]

    def right_cards(self, card: GateCard) -> int:
        block = card.view.block
        assert isinstance(block, Order)
        return len(cards_of(block, card.view.document)) - (len(block.strangers) if block.to else 0)

    def answer(self, card: GateCard, number: float) -> None:
        assert isinstance(card, PredictCard)
        if self.keyboard:
            self.tab_to(card.box)
        card.box.selectAll()
        QTest.keyClicks(card.box, f"{number:.6g}")
        QTest.keyClick(card.box, Qt.Key.Key_Return)

    def choose(self, card: GateCard, wanted: list[int]) -> None:
        assert isinstance(card, ChooseCard)
        for number, option in enumerate(card.options):
            if (number in wanted) != option.isChecked():
                self.press(option)
        if card.several:
            self.press(card.check)

    def walk(self, card: GateCard) -> None:
        """Along every way that is asked for, by the buttons."""
        assert isinstance(card, PathCard)
        while card.open:
            self.press(next(button for place, button in card.places if self.leads(card, place)))
            self.settle()

    def leads(self, card: PathCard, place: object) -> bool:
        block, attempt, network = card.view.block, card.view.attempt, card.view.document.network
        assert isinstance(block, Path)
        factor = next(factor for there, factor in following(network, attempt.way) if there == place)
        return leads_on(network, (*attempt.way, factor), block.to, attempt.found)

    def order(self, card: GateCard, wanted: list[int]) -> None:
        assert isinstance(card, OrderCard)
        for number in card.placed:
            self.press(card.cards[number])
            self.settle()
        for number in wanted:
            self.press(card.cards[number])
            self.settle()
        self.press(card.check)

    def shrink(self, card: GateCard) -> None:
        assert isinstance(card, PushCard)
        if self.keyboard:
            self.tab_to(card.slider)
        if card.slider.value() == card.slider.maximum():
            QTest.keyClick(card.slider, Qt.Key.Key_Home)
        while card.open:
            before = card.slider.value()
            QTest.keyClick(card.slider, Qt.Key.Key_Right)
            assert card.slider.value() == before + 1, "the slider is at its end and the gate is open"

    def drag(self, card: GateCard) -> None:
        assert isinstance(card, DragCard)
        if self.keyboard:
            self.tab_to(card.slider)
        # By great steps, and by small ones where that leaves a place out.
        for key, presses in ((Qt.Key.Key_PageUp, 10), (Qt.Key.Key_Right, PLACES)):
            QTest.keyClick(card.slider, Qt.Key.Key_Home)
            for _ in range(presses):
                if not card.open:
                    return
                QTest.keyClick(card.slider, key)

    def train(self, card: GateCard) -> None:
        assert isinstance(card, TrainCard)
        self.press(card.start)

    def open_all(self, card: GateCard) -> None:
        assert isinstance(card, OpeningCard)
        while card.open:
            self.press(card.more)
            self.settle()

    # Wrongly

    def do_wrongly(self, card: GateCard) -> None:
        """Something wrong, where the gate can be done wrongly: then it stays open and something is said."""
        block: LiveBlock = card.view.block
        match card:
            case PredictCard():
                self.answer(card, 1.7 * self.right_number(card) + 3.3)
            case ChooseCard():
                assert isinstance(block, Choose)
                wrong = [n for n in range(len(block.options)) if n not in self.right_options(card)]
                self.choose(card, wrong[:1])
            case OrderCard():
                self.order(card, list(range(self.right_cards(card)))[::-1])
            case PathCard() if wrong := [b for p, b in card.places if not self.leads(card, p)]:
                self.press(wrong[0])
            case _:
                return
        self.settle()
        card = self.card(card.gate)
        assert card.open and card.feedback.isVisible() and card.feedback.label.text(), self.lesson.page.title
        assert card.view.attempt.mood != "wrong" or card.feedback.label.text().startswith("Not ")
        assert not self.panel.foot.on.isEnabled()
