"""The cards of a chain with the signs between them, and what they lead to beneath."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bptutor.study.views.chain_view import CardView, ChainView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Key
from bptutor.ui.panels.chain_boxes import Box, Content, Laid, Size
from bptutor.ui.panels.chain_card import RING, CardButton
from bptutor.ui.panels.chain_layout import in_rows
from bptutor.ui.panels.chain_measures import CardMeasures, Shape
from bptutor.ui.panels.chain_paint import Look, struck
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.panels.chain_wrap import in_lines
from bptutor.ui.shaped import LEFT, paint_line, shaped_in
from bptutor.ui.theme import ThemeManager


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
        self._laid: Laid | None = None
        self._shown: tuple[CardView, ...] = ()
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
    def content_height(self) -> int:
        """How far down the cards reach with what is beneath them."""
        return round(self._laid.extent.height) + 2 * RING if self._laid is not None else 0

    def show_view(self, view: ChainView, room: QSize, beneath: int) -> None:
        """Show the cards of a view in a room of this size, with some more room beneath it."""
        if (view is self._view and room == self._room) and beneath == self._beneath:
            return
        self._view, self._room, self._beneath = view, room, beneath
        self._lay_out()

    def follow_theme(self) -> None:
        """Measure everything anew."""
        self._measures = CardMeasures(self._manager.theme, self._formulas)
        self._lay_out()

    def formulas_ready(self) -> None:
        """Formulas have come that were missing."""
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
            self._shown, self._laid = (), None
            self._fit_buttons()
            return
        room = Size(self._room.width() - 2 * RING, self._room.height() - 2 * RING)
        self._shape, self._shown, laid = self._arranged(view, room)
        self._laid = laid
        self.resize(
            max(round(laid.extent.width) + 2 * RING, self._room.width()),
            max(self.content_height, self._room.height()) + self._beneath,
        )
        self._fit_buttons()
        for button, card, placed in zip(self._buttons, self._shown, laid.cards, strict=False):
            button.show_look(Look(card, placed, self._shape, view.phase.value, self._measures))
        self._light()
        self.update()

    def _arranged(self, view: ChainView, room: Size) -> tuple[Shape, tuple[CardView, ...], Laid]:
        """Rows where they have room, else summands; or the factors of one chain."""
        if view.rows and view.total is not None:
            rows = [self._contents(row.cards, "row") for row in view.rows]
            total = self._measures.content(view.total, "row")
            laid = in_rows(rows, total, room, self._measures.lengths("row"))
            if laid.extent.height <= room.height and laid.extent.width <= room.width:
                cards = tuple(card for row in view.rows for card in row.cards)
                return "row", (*cards, view.total), laid
        shape: Shape = "summand" if view.summands else "factor"
        contents = self._contents(view.cards, shape)
        return shape, view.cards, in_lines(contents, room, self._measures.lengths(shape))

    def _contents(self, cards: tuple[CardView, ...], shape: Shape) -> list[Content]:
        return [self._measures.content(card, shape) for card in cards]

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

    def _paint_captions(self, painter: QPainter, view: ChainView, laid: Laid) -> None:
        """What has been reached with each card: a muted name, and its number."""
        measures, theme = self._measures, self._manager.theme
        for card, placed in zip(self._shown, laid.cards, strict=True):
            if card.running is None or not placed.caption.height:
                continue
            now = card.running.status is Status.CURRENT or (
                card.running.status is Status.HIDDEN and card.current
            )
            number = card.running.text or "·"
            colour = theme.phase_colour(view.phase.value) if now else theme.colour("ink")
            stale = card.running.status is Status.STALE
            if stale or not card.running.text:
                colour = theme.colour("muted")
            parts = (
                (card.running_name + " ", measures.caption, theme.colour("muted")),
                (number, struck(measures.strong) if stale else measures.strong, colour),
            )
            self._paint_line(painter, parts, placed.caption)

    def _paint_line(self, painter: QPainter, parts: tuple[tuple[str, QFont, QColor], ...], box: Box) -> None:
        """Words in their own fonts and colours, in the middle of a box."""
        widths = [self._measures.text(font, text).width for text, font, _ in parts]
        x = box.x + (box.width - sum(widths)) / 2
        for (text, font, colour), width in zip(parts, widths, strict=True):
            painter.setPen(colour)
            paint_line(painter, QRectF(x, box.y, width, box.height), shaped_in(text, font), LEFT)
            x += width

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        view, laid = self._view, self._laid
        if view is None or laid is None:
            return
        measures, theme = self._measures, self._manager.theme
        painter = QPainter(self)
        painter.translate(RING, RING)
        painter.setPen(theme.colour("muted"))
        for card, placed in zip(self._shown, laid.cards, strict=True):
            if card.joiner and placed.joiner.width:
                paint_line(painter, QRectF(*placed.joiner), shaped_in(card.joiner, measures.joiner))
        if laid.labels:
            painter.fillRect(QRectF(*laid.hairline), theme.colour("line"))
            labels = [row.label for row in view.rows] + ["sum"]
            for text, box in zip(labels, laid.labels, strict=True):
                paint_line(painter, QRectF(*box), shaped_in(text, measures.caption), LEFT)
        self._paint_captions(painter, view, laid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((number for number, button in enumerate(self.cards) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self.cards[(here + step) % len(self.cards)].setFocus(Qt.FocusReason.TabFocusReason)
