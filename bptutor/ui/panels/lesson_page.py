"""One page laid out: titles of the pages about it, prose on its tint, and the cards of its gates."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bptutor.lesson.live import (
    Choose,
    Compose,
    Derivation,
    LiveBlock,
    Nudge,
    Order,
    Path,
    Predict,
    Train,
)
from bptutor.study.views.lesson_view import GateView, LedgerView, LessonView, Mark
from bptutor.ui.maths_blocks import Block, Tone
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_choose import ChooseCard
from bptutor.ui.panels.lesson_drag import DragCard
from bptutor.ui.panels.lesson_ledger import LedgerPanel
from bptutor.ui.panels.lesson_nudge import PushCard, is_drag
from bptutor.ui.panels.lesson_opening import ComposeCard, DerivationCard
from bptutor.ui.panels.lesson_option import TitleButton
from bptutor.ui.panels.lesson_order import OrderCard
from bptutor.ui.panels.lesson_path import PathCard
from bptutor.ui.panels.lesson_predict import PredictCard
from bptutor.ui.panels.lesson_prose import ProseFrame, Reader
from bptutor.ui.panels.lesson_text import parts_of
from bptutor.ui.panels.lesson_train import TrainCard
from bptutor.ui.theme import ThemeManager

REST_MS = 120  # a number that is being dragged stands still for so long before formulas are set anew
CARDS: dict[type[LiveBlock], type[GateCard]] = {
    Predict: PredictCard,
    Choose: ChooseCard,
    Path: PathCard,
    Order: OrderCard,
    Derivation: DerivationCard,
    Compose: ComposeCard,
    Train: TrainCard,
}


class LessonPage(QWidget):
    """The widgets of one page, with the titles of `near` pages before and after it. With `most` only so many
    paragraphs are shown until `show_whole`.

    `requested` has a study action, `page_requested` another page's number."""

    requested = Signal(object)
    page_requested = Signal(int)
    link_requested = Signal(str)

    def __init__(
        self,
        manager: ThemeManager,
        view: LessonView,
        picture: Reader,
        near: int = 2,
        alone: bool = False,
        most: int | None = None,
    ) -> None:
        super().__init__()
        self._manager = manager
        self._view = view
        self._near = near
        self._alone = alone
        self._picture = picture
        self._most = most
        self.whole = True
        self._count = 0
        self.prose: list[ProseFrame] = []
        self.cards: list[GateCard] = []
        self.ledgers: list[LedgerPanel] = []
        self._latest: GateCard | None = None
        self._titles: list[TitleButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # Titles and the page that they lead to stand on one unbroken line.
        self._before, self._content, self._after = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for walk in (self._before, self._after):
            walk.setSpacing(0)
        for part in (self._before, self._content, self._after):
            self._column.addLayout(part)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._set_numbers)
        self._build()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: LessonView, at_once: bool = False) -> None:
        """Show the same page at another moment. Numbers in the prose follow when they have come to rest, or
        at once."""
        before, self._view = self._view, view
        gates = [part for part in view.parts if isinstance(part, GateView)]
        self._latest = None
        for card, gate in zip(self.cards, gates, strict=False):
            if card.view.attempt is not gate.attempt:
                self._latest = card
            card.show_view(gate)
        if len(view.parts) > self._count:
            self._add_parts(view)
        if view.numbers is not before.numbers or _counted_on(view) != _counted_on(before):
            if at_once:
                self._set_numbers()
            else:
                self._rest.start()
        if view.marks != before.marks:
            self._show_titles()
        if view.phase is not before.phase:
            self._show_phase()

    def show_whole(self) -> None:
        """Show what was left out so far."""
        if not self.whole:
            self.whole, self._most = True, None
            self._set_numbers()

    def first_control(self) -> QWidget | None:
        """Where the keyboard begins: at the first gate that is open."""
        for card in self.cards:
            control = card.first_control()
            if control is not None and card.view.wanted:
                return control
        return None

    def latest(self) -> QWidget | None:
        """What has just come to be shown and should be seen: a card's reply, or its next control."""
        return self._latest.foremost() if self._latest is not None else None

    def take(self, key: object) -> bool:
        """A value was clicked in the drawing; whether a gate took it."""
        return any(card.view.current and card.take(key) for card in self.cards)

    def _build(self) -> None:
        view = self._view
        here = view.page_number
        for number in range(max(here - self._near, 0), here):
            self._add_title(self._before, number, view.marks[number])
        parts = list(view.parts)
        first = parts.pop(0) if parts and isinstance(parts[0], tuple) else ()
        assert isinstance(first, tuple)
        self._add_prose(self._before, ProseFrame(self._manager, first, view.page.heading, self._picture))
        self._count = len(view.parts) - len(parts)
        self._add_parts(view)
        for number in range(here + 1, min(here + 1 + self._near, len(view.marks))):
            self._add_title(self._after, number, view.marks[number])

    def _add_parts(self, view: LessonView) -> None:
        """The parts that are not there yet: what stands below a gate comes when the gate is passed."""
        for part in view.parts[self._count :]:
            match part:
                case GateView():
                    self._add_card(part)
                case LedgerView():
                    panel = LedgerPanel(self._manager, part)
                    self.ledgers.append(panel)
                    self._add(self._content, panel)
                case _:
                    self._add_prose(self._content, ProseFrame(self._manager, part, None, self._picture))
        self._count = len(view.parts)

    def _add_prose(self, column: QVBoxLayout, frame: ProseFrame) -> None:
        frame.link_requested.connect(self.link_requested)
        # Filled before it is laid out: a layout takes no notice of what changes in a widget not yet shown.
        behind = frame.show_numbers(self._view.numbers, self._most)
        if self._most is not None:
            self.whole = self.whole and not behind
            self._most = max(self._most - frame.paragraphs, 0)
        frame.show_phase(self._view.phase.value)
        self.prose.append(frame)
        self._add(column, frame)

    def _add(self, column: QVBoxLayout, widget: QWidget) -> None:
        column.addWidget(widget)
        if self.isVisible():
            widget.show()

    def _add_card(self, gate: GateView) -> None:
        card = card_for(self._manager, gate)
        card.requested.connect(self.requested)
        if self._alone:
            card.stand_alone()
        self.cards.append(card)
        self._add(self._content, card)

    def _add_title(self, column: QVBoxLayout, number: int, mark: Mark) -> None:
        button = TitleButton(self._manager, number)
        button.clicked.connect(self._ask_page)
        self._titles.append(button)
        column.addWidget(button)
        self._show_title(button, mark)

    def _show_titles(self) -> None:
        for button in self._titles:
            self._show_title(button, self._view.marks[button.number])

    def _show_title(self, button: TitleButton, mark: Mark) -> None:
        tone: Tone = "done" if mark.done else "later"
        button.show_blocks([Block("text", parts_of(mark.title, self._view.numbers), tone=tone)])

    def _ask_page(self) -> None:
        button = self.sender()
        assert isinstance(button, TitleButton)
        self.page_requested.emit(button.number)

    def _set_numbers(self) -> None:
        for frame in self.prose:
            frame.show_numbers(self._view.numbers)
        for panel, view in zip(self.ledgers, self._ledger_views(), strict=True):
            panel.show_view(view)

    def _ledger_views(self) -> Iterator[LedgerView]:
        return (part for part in self._view.parts if isinstance(part, LedgerView))

    def _show_phase(self) -> None:
        for frame in self.prose:
            frame.show_phase(self._view.phase.value)

    def _follow_theme(self) -> None:
        for column in (self._column, self._content):
            column.setSpacing(self._manager.theme.px(10))


def _counted_on(view: LessonView) -> list[int]:
    """The networks of the page's ledgers: the one in sight may be quite another than the page's."""
    return [id(part.numbers) for part in view.parts if isinstance(part, LedgerView)]


def card_for(manager: ThemeManager, gate: GateView) -> GateCard:
    """The card of a gate's kind."""
    if isinstance(gate.block, Nudge):
        return DragCard(manager, gate) if is_drag(gate.block) else PushCard(manager, gate)
    return CARDS[type(gate.block)](manager, gate)
