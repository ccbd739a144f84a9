"""The step's sentence, whose symbols can be pointed at and reached by keyboard.

It is another one at each step: laid out here from words that are shaped once, it costs a fifth of what it
would in a text document."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bptutor.study.views.numbers import Numbers, told
from bptutor.study.views.step_view import SymbolView
from bptutor.trace.keys import Key
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.panels.step_words import BEARINGS, Parts, Placed, Words
from bptutor.ui.shaped import paint_at
from bptutor.ui.theme import ThemeManager

MOST_KEPT = 200  # sentences laid out


class Sentence(QWidget):
    """Shows a sentence. `pointed` tells the key of the symbol under the pointer or with the focus, else None.

    Tab goes from symbol to symbol; Ctrl+C and the context menu copy the sentence, symbols as TeX. A symbol
    that is not typeset yet stands as plain text until it is."""

    pointed = Signal(object)

    def __init__(self, manager: ThemeManager, formulas: Formulas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._formulas = formulas
        self._parts: Parts = ()
        self._phase = "forward"
        self._lit_key: Key | None = None
        self._focused: int | None = None
        self._under: Key | None = None  # under the pointer
        self.numbers: Numbers | None = None  # for tool-tips
        self._laid_out: dict[Parts, Words] = {}
        self._words = self._words_of(())
        self.setAccessibleName("Sentence of the step")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        copy = QAction("Copy the sentence", self)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        formulas.ready.connect(self._lay_out_anew)
        manager.changed.connect(self._lay_out_anew)

    def show_sentence(self, parts: Parts, phase: str) -> None:
        """Show another sentence; its symbols light in the phase's colour."""
        if (parts, phase) != (self._parts, self._phase):
            self._parts, self._phase = parts, phase
            self._focused = None
            self._lay_out()
            said = (part if isinstance(part, str) else part.spoken for part in parts)
            self.setAccessibleDescription("".join(said))

    def draw_ahead(self, painter: QPainter, parts: Parts) -> None:
        """Draw a sentence that will be shown, on anything."""
        for one in self._words_of(parts).placed(self.width()):
            self._paint(painter, one)

    def show_pointed(self, key: Key | None) -> None:
        """Light the symbols of a value; None for none."""
        if key != self._lit_key:
            self._lit_key = key
            self.update()

    @property
    def symbols(self) -> list[SymbolView]:
        """The symbols in order."""
        return [part for part in self._parts if isinstance(part, SymbolView)]

    @property
    def lit(self) -> Key | None:
        """The key of the symbols that are lit, if there are any."""
        return self._lit_key if any(symbol.key == self._lit_key for symbol in self.symbols) else None

    def copy(self) -> None:
        """Put the sentence on the clipboard, its symbols as TeX between dollars."""
        texts = (part if isinstance(part, str) else f"${part.tex}$" for part in self._parts)
        QGuiApplication.clipboard().setText("".join(texts))

    def symbol_at(self, at: QPointF) -> SymbolView | None:
        """The symbol at a pixel."""
        return next((symbol for symbol, place in self.places() if place.contains(at)), None)

    def tip(self, at: QPointF) -> str:
        """Name and value, with every digit, of the symbol at a pixel."""
        symbol = self.symbol_at(at)
        if symbol is None or self.numbers is None:
            return ""
        return told(symbol.plain, self.numbers(symbol.key))

    def places(self) -> list[tuple[SymbolView, QRectF]]:
        """The symbols, and where each is."""
        return [(one.atom.symbol, _box(one)) for one in self._placed() if one.atom.symbol is not None]

    def _placed(self) -> tuple[Placed, ...]:
        return self._words.placed(self.width())

    def _words_of(self, parts: Parts) -> Words:
        """A sentence laid out; kept, for it is seen again on the way back, or was drawn ahead."""
        words = self._laid_out.get(parts)
        if words is None:
            if len(self._laid_out) >= MOST_KEPT:
                self._laid_out.clear()
            words = Words(self._manager.theme, self._formulas, parts)
            if words.complete:
                self._laid_out[parts] = words
        return words

    def _lay_out(self) -> None:
        self._words = self._words_of(self._parts)
        self.updateGeometry()
        self.update()

    def _lay_out_anew(self) -> None:
        self._laid_out.clear()
        self._lay_out()

    def _paint(self, painter: QPainter, one: Placed) -> None:
        theme, words = self._manager.theme, self._words
        is_lit = one.atom.symbol is not None and one.atom.symbol.key == self._lit_key
        colour = theme.phase_colour(self._phase) if is_lit else theme.colour("ink")
        if is_lit:
            painter.fillRect(_box(one), theme.phase_tint(self._phase))
        if one.formula is not None:
            em = words.em * one.scale
            one.formula.paint(painter, QPointF(one.x + BEARINGS[0] * em, one.baseline), colour, em)
        else:
            painter.setPen(colour)
            paint_at(painter, QPointF(one.x, one.baseline), words.face.line(one.atom.text))

    def _point(self, key: Key | None) -> None:
        if key != self._under:
            self._under = key
            self.pointed.emit(key)

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._words.height(width))

    def sizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(280), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(120), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._manager.theme
        painter = QPainter(self)
        for one in self._placed():
            self._paint(painter, one)
        if self.hasFocus() and self._focused is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        symbol = self.symbol_at(event.position())
        self._point(symbol.key if symbol is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        here, last = self._focused, len(self.symbols) - 1
        after = (0 if next else last) if here is None else here + (1 if next else -1)
        if not 0 <= after <= last:
            return super().focusNextPrevChild(next)
        self._focused = after
        self._lit_key = self.symbols[after].key
        self.update()
        self.pointed.emit(self._lit_key)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if self._focused is not None:
            self._focused = None
            self.pointed.emit(None)
            self.show_pointed(None)


def _box(one: Placed) -> QRectF:
    """Where an atom is in the widget."""
    scale, extent = one.scale, one.extent
    high = (extent.ascent + extent.descent) * scale
    return QRectF(one.x, one.baseline - extent.ascent * scale, extent.width * scale, high)
