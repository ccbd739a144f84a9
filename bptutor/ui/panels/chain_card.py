"""One card of the chain: a button that paints itself and goes to its step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from bptutor.foundation.numbers import full
from bptutor.study.views.chain_view import CardView
from bptutor.study.views.numbers import Status
from bptutor.trace.keys import Kind
from bptutor.trace.plain import plain
from bptutor.ui.panels.chain_layout import Box, Placed
from bptutor.ui.panels.chain_measures import EQUALS, CardMeasures, Shape, is_small, value_text

KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
RING = 3  # room round the card for the keyboard's ring, in pixels


class CardButton(QAbstractButton):
    """Shows one CardView. `pointed` tells its key on hover or focus, and None after."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.card: CardView | None = None
        self._placed: Placed | None = None
        self._measures: CardMeasures | None = None
        self._shape: Shape = "factor"
        self._phase = "backward"
        self._lit = False
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_card(
        self, card: CardView, placed: Placed, shape: Shape, phase: str, measures: CardMeasures
    ) -> None:
        """Show a card in its place; what is the same as before costs nothing."""
        if self.card is None or card.spoken != self.card.spoken:
            self.setAccessibleName(card.spoken)
        if self.card is None or card.current != self.card.current:
            self.setAccessibleDescription("the present step" if card.current else "")
        before = (self.card, self._placed, self._shape, self._phase, self._measures)
        if before != (card, placed, shape, phase, measures):
            self.card, self._placed, self._shape, self._phase = card, placed, shape, phase
            self._measures = measures
            self.update()
        box = placed.box
        left, top = round(box.x), round(box.y)
        right, bottom = round(box.right), round(box.bottom)
        # The body keeps a ring's width free at its edges, so that boxes begin where their rings do.
        self.setGeometry(left, top, right - left + 2 * RING, bottom - top + 2 * RING)
        goes = card.step is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if goes else Qt.CursorShape.ArrowCursor)

    def light(self, lit: bool) -> None:
        """Whether the card's value is pointed at somewhere."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    @property
    def lit(self) -> bool:
        return self._lit

    def _paint_frame(self, painter: QPainter, card: CardView, box: QRectF) -> None:
        assert self._measures is not None
        theme = self._measures.theme
        radius = theme.px(8)
        colour, width, dashed = theme.colour("line"), 1.0, False
        fill: QColor | None = None
        if card.current:
            colour, width, fill = theme.phase_colour(self._phase), 2.0, theme.phase_tint(self._phase)
        elif self._lit or self.underMouse():
            colour, fill = theme.phase_colour(self._phase), theme.colour("hover")
        elif card.more or card.value.status is Status.NOT_YET:
            colour, dashed = theme.colour("faint"), True
        if self._ring and self.hasFocus():
            ring = QPen(theme.colour("focus"), 2)
            painter.setPen(ring)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)
        if not card.framed and fill is None:
            return
        inset = width / 2
        pen = QPen(colour, width)
        if dashed:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_parts(self, painter: QPainter, card: CardView, placed: Placed) -> None:
        measures = self._measures
        assert measures is not None
        theme = measures.theme
        pending = card.more > 0 or (card.value.status is Status.NOT_YET and not card.current)
        ink = theme.phase_colour(self._phase) if card.current else theme.colour("muted" if pending else "ink")
        quiet = ink if card.current else theme.colour("muted")
        inline = self._shape == "summand"
        if card.label and self._shape != "row":
            _text(painter, measures.small, card.label, placed.symbol, quiet)
        elif placed.symbol.width:
            self._formula(painter, card.symbol, inline, placed.symbol, ink, measures.symbol_em(self._shape))
        if placed.rule.width and card.rule:
            box = placed.rule
            if self._shape == "row":
                sign = measures.text(measures.joiner, EQUALS).width
                _text(painter, measures.joiner, EQUALS, box._replace(width=sign), theme.colour("muted"))
                box = box.moved(sign, 0)._replace(width=box.width - sign)
            em = measures.rule(card, self._shape)[1]
            self._formula(painter, card.rule, is_small(card.rule), box, quiet, em)
        if placed.numbers.width:
            _text(painter, measures.numbers, card.numbers, placed.numbers, theme.colour("muted"))
        _text(painter, measures.value, value_text(card), placed.value, ink)

    def _paint_mark(self, painter: QPainter, card: CardView, box: Box) -> None:
        """In the corner: a link on a number that is used again, a closed gate on a slope of 0."""
        assert self._measures is not None
        theme = self._measures.theme
        unit = theme.px(3)
        painter.translate(box.right - theme.px(9), box.y + theme.px(9))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if card.key.kind is Kind.DA_DZ and card.value.value == 0:
            painter.setPen(QPen(theme.colour("edge"), 0.8 * unit))
            for x in (-0.7 * unit, 0.9 * unit):
                painter.drawLine(QPointF(x, -1.6 * unit), QPointF(x, 1.6 * unit))
        elif card.value.status is Status.REUSED:
            painter.setPen(QPen(theme.colour("edge"), 0.45 * unit))
            painter.rotate(-45)
            for x in (-2.1 * unit, -0.3 * unit):
                painter.drawRoundedRect(QRectF(x, -0.75 * unit, 2.4 * unit, 1.5 * unit), unit, unit)

    def _formula(
        self, painter: QPainter, tex: str, inline: bool, box: Box, colour: QColor, em: float
    ) -> None:
        assert self._measures is not None
        found = self._measures.formulas.get(tex, inline)
        if found is None:
            _text(painter, self._measures.small, plain(tex), box, colour)
        else:
            baseline = box.y + (box.height + found.height * em) / 2 - found.depth * em
            left = box.x + (box.width - found.width * em) / 2
            found.paint(painter, QPointF(left, baseline), colour, em)

    def _tip(self) -> str:
        card = self.card
        if card is None or card.more:
            return ""
        lines = [
            card.numbers,
            self._mark_in_words(card),
            full(card.value.value) if card.value.value is not None else "not yet",
        ]
        return "\n".join(line for line in lines if line)

    @staticmethod
    def _mark_in_words(card: CardView) -> str:
        if card.key.kind is Kind.DA_DZ and card.value.value == 0:
            return "the gate is closed: nothing passes"
        return "known from an earlier step" if card.value.status is Status.REUSED else ""

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            # Full precision is made only when somebody wants to see it.
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self._tip(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        card, placed = self.card, self._placed
        if card is None or placed is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        self._paint_frame(painter, card, frame)
        painter.translate(QPointF(RING, RING) - QPointF(self.pos()))
        self._paint_parts(painter, card, placed)
        self._paint_mark(painter, card, placed.box)

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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _tell(self, here: bool) -> None:
        if self.card is not None:
            self.pointed.emit(self.card.key if here and not self.card.more else None)


def _text(painter: QPainter, font: QFont, text: str, box: Box, colour: QColor) -> None:
    """A line of text in the middle of a box, which it may overflow."""
    if text:
        painter.setFont(font)
        painter.setPen(colour)
        area = QRectF(box.x - 200, box.y - 20, box.width + 400, box.height + 40)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
