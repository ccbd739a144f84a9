"""The chain under the drawing: a card for each factor from C on, paths that meet, or the way forward."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QWidget

from bptutor.study.views.chain_view import ChainView
from bptutor.trace.keys import Key
from bptutor.ui.panels.chain_body import ChainBody
from bptutor.ui.panels.chain_card import RING
from bptutor.ui.panels.chain_matrices import MatrixLine
from bptutor.ui.panels.chain_pieces import Piece, pieces_of
from bptutor.ui.panels.chain_typeset import Asked, Formulas
from bptutor.ui.theme import ThemeManager, own_ground
from bptutor.ui.widgets.cards import Card


class ChainPanel(Card):
    """Shows the chain of a step.

    `step_requested` tells the step (from 0) of a card that was clicked; `pointed` the key of the card under
    the pointer or with the focus, None after. Tab goes from card to card; Left and Right do too where the
    window has no other use for them."""

    step_requested = Signal(int)
    pointed = Signal(object)
    derivation_requested = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(manager, "Chain", parent)
        self._view: ChainView | None = None
        self._formulas = Formulas(self)
        self.cards = ChainBody(manager, self._formulas)
        self.matrices = MatrixLine(manager, self._formulas)
        self._card_area = _area(self.cards, fits=False)
        self._matrix_area = _area(self.matrices, fits=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._card_area)
        self._pages.addWidget(self._matrix_area)
        self.note = QLabel(self._pages)
        self.note.setTextFormat(Qt.TextFormat.RichText)
        self.note.setFont(manager.theme.small)
        self.note.hide()
        self.body.addWidget(self._pages, 1)
        self.cards.card_clicked.connect(self._go_to_card)
        self.cards.pointed.connect(self.pointed)
        self.cards.derived.connect(self.derivation_requested)
        self._formulas.ready.connect(self._formulas_ready)
        manager.changed.connect(self._measure_anew)

    def show_view(self, view: ChainView) -> None:
        """Show a chain, with the present card in sight."""
        with QSignalBlocker(self):
            if self._view is None or view.title != self._view.title:
                self.set_heading(view.title)
            self._view = view
            self._show_note(view)
            if view.formula is not None:
                self._show_matrices(view)
                self._pages.setCurrentWidget(self._matrix_area)
            else:
                self._pages.setCurrentWidget(self._card_area)
            self.note.raise_()
            self._fit()

    def draw_ahead(self, painter: QPainter, view: ChainView) -> set[Asked]:
        """Draw the cards of a view that will be shown, on anything; what of it is not laid out yet."""
        with self._formulas.aside() as missing:
            if view.formula is None:
                self.cards.draw_ahead(painter, view)
        return missing

    def show_pointed(self, key: Key | None) -> None:
        """Light the cards of a value that is pointed at elsewhere; None for none."""
        with QSignalBlocker(self):
            self.cards.show_pointed(key)

    @property
    def formulas_ready(self) -> bool:
        """Whether all formulas of the present view are typeset."""
        return not self._formulas.busy

    def _show_matrices(self, view: ChainView) -> None:
        made = view.formula
        assert made is not None
        line = [Piece(tex=f"{made.target} = {made.symbolic}" if made.symbolic else made.target)]
        if made.substituted:
            line += [Piece(text="="), *pieces_of(made.substituted)]
        if made.value:
            line += [Piece(text="="), *pieces_of(made.value, strong=True)]
        self.matrices.show_lines((tuple(line),), view.phase.value, view.spoken)

    def _show_note(self, view: ChainView) -> None:
        """How far the sum has come; strong words in the phase's colour."""
        theme = self._manager.theme
        colour = theme.palette.phase_colour(view.phase.value)
        words = (
            f'<b style="color:{colour}">{escape(text)}</b>' if strong else escape(text)
            for text, strong in view.note
        )
        text = f'<span style="color:{theme.palette.muted}">{"".join(words)}</span>' if view.note else ""
        if text != self.note.text():
            self.note.setText(text)
            self.note.setAccessibleName("".join(words for words, _ in view.note))
            self.note.resize(self.note.sizeHint())
        self.note.setVisible(bool(view.note))

    def _fit(self) -> None:
        """Lay the cards out for the room there is, without the scroll bar's if they do not fit in breadth."""
        view, area = self._view, self._card_area
        if view is None:
            return
        note = self.note.height() if view.note else 0
        if view.formula is not None:
            self.note.move(0, self._pages.height() - note)
            return
        room = QSize(self._pages.width(), self._pages.height() - note)
        self.cards.show_view(view, room, note)
        if self.cards.width() > room.width():
            bar = area.horizontalScrollBar().sizeHint().height()
            self.cards.show_view(view, QSize(room.width(), room.height() - bar), note)
        # Right under the cards, and where they scroll away it stays.
        self.note.move(RING, self.cards.content_height)
        current = self.cards.current
        if current is not None:
            margin = current.width()
            area.ensureVisible(current.x() + margin // 2, current.y() + current.height() // 2, margin, 0)

    def _formulas_ready(self) -> None:
        self.cards.formulas_ready()
        self._fit()

    def _go_to_card(self, number: int) -> None:
        card = self.cards.cards[number].card
        if card is not None and card.step is not None:
            self.step_requested.emit(card.step)

    def _measure_anew(self) -> None:
        """Another theme: other fonts, lengths and colours."""
        self.note.setFont(self._manager.theme.small)
        self.cards.follow_theme()
        if self._view is not None:
            self._show_note(self._view)
        self._fit()

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(630), px(200))

    def minimumSizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(240), px(112))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _area(content: QWidget, fits: bool) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(fits)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    own_ground(content)
    area.setWidget(content)
    return area
