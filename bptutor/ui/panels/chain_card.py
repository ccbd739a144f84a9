"""One card of the chain: a button that paints itself and goes to its step."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from bptutor.foundation.numbers import whole
from bptutor.study.views.chain_view import CardView
from bptutor.study.views.numbers import Status
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.chain_boxes import Box
from bptutor.ui.panels.chain_paint import (
    EDGE,
    Lines,
    Look,
    changed_lines,
    is_closed,
    paint_frame,
    paint_mark,
    paint_parts,
)

KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
RING = 3  # room round the card for the keyboard's ring, in pixels


class CardButton(QAbstractButton):
    """Shows one card. `pointed` tells its key on hover or focus, and None after; `derived` asks where it is
    from, by its menu, a double click or Shift+Enter."""

    pointed = Signal(object)
    derived = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._lit = False
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def card(self) -> CardView | None:
        """What is shown."""
        return self._look.card if self._look is not None else None

    @property
    def lit(self) -> bool:
        """Whether the card's value is pointed at somewhere."""
        return self._lit

    def show_look(self, look: Look) -> None:
        """Show a card in its place; one that is as it was before costs nothing."""
        if look == self._look:
            return
        before, card = self.card, look.card
        part = changed_lines(self._look, look) if self._look is not None else None
        self._look = look
        if before is None or card.spoken != before.spoken:
            self.setAccessibleName(card.spoken)
        if before is None or card.current != before.current:
            self.setAccessibleDescription("the present step" if card.current else "")
        goes = card.step is not None
        if before is None or goes != (before.step is not None):
            self.setCursor(Qt.CursorShape.PointingHandCursor if goes else Qt.CursorShape.ArrowCursor)
        if part is None:
            self.setGeometry(_pixels(look.placed.box))
            self.update()
        elif part[0] < part[1]:
            self.update(self._stripe(look, part))

    def _stripe(self, look: Look, lines: Lines) -> QRect:
        """The pixels of some lines between the card's left and right border."""
        edge, (top, bottom) = RING + look.measures.theme.px(EDGE), lines
        first = math.floor(top) + RING - self.y()
        return QRect(edge, first, self.width() - 2 * edge, math.ceil(bottom) + RING - self.y() - first)

    def light(self, lit: bool) -> None:
        """Light the card, or no longer."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def tip(self) -> str:
        """The rule with its numbers, and every digit of the value; made when somebody wants to see it."""
        card = self.card
        if card is None or card.more:
            return ""
        mark = "the gate is closed: nothing passes" if is_closed(card) else ""
        if card.value.status is Status.REUSED:
            mark = "known from an earlier step"
        exact = whole(card.value.value) if card.value.value is not None else "not yet"
        exact = card.value.text if card.value.status is Status.HIDDEN else exact
        return "\n".join(line for line in (card.numbers, mark, exact) if line)

    def _derive(self) -> None:
        if self.card is not None and not self.card.more:
            self.derived.emit(self.card.key)

    def _tell(self, here: bool) -> None:
        card = self.card
        if card is not None:
            self.pointed.emit(card.key if here and not card.more else None)

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        ring = self._ring and self.hasFocus()
        part, left, top = QRectF(event.rect()), self.x() - RING, self.y() - RING
        paint_frame(painter, self._look, frame, self._lit or self.underMouse(), ring, part)
        painter.translate(-left, -top)
        paint_parts(painter, self._look, part.top() + top)
        paint_mark(painter, self._look, part.top() + top)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Where it comes from").triggered.connect(self._derive)
        menu.popup(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._derive()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._tell(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._tell(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Focus that comes with the window says nothing about the card: no ring, no light.
        self._ring = event.reason() in KEYS
        super().focusInEvent(event)
        if self._ring:
            self._tell(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring:
            self._tell(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._derive()
            else:
                self.click()
            return
        super().keyPressEvent(event)


def _pixels(box: Box) -> QRect:
    """A card's pixels with the ring around it. The body keeps a ring's width free at its edges, so that boxes
    begin where their rings do."""
    left, top = round(box.x), round(box.y)
    return QRect(left, top, round(box.right) - left + 2 * RING, round(box.bottom) - top + 2 * RING)
