"""The step's sentence, whose symbols can be pointed at and reached by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from bptutor.study.views.step_view import SymbolView
from bptutor.trace.keys import Key
from bptutor.ui.maths_blocks import Block, Maths, Words
from bptutor.ui.maths_text import MathsText
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.theme import ThemeManager

Parts = tuple[str | SymbolView, ...]


class Sentence(MathsText):
    """Shows a sentence. `pointed` tells the key of the symbol under the pointer or with the focus, else None.

    Tab goes from symbol to symbol. A symbol that is not typeset yet stands as plain text until it is."""

    pointed = Signal(object)
    margin = 0  # flush with what stands around it

    def __init__(self, manager: ThemeManager, formulas: Formulas, parent: QWidget | None = None) -> None:
        super().__init__(manager, "Sentence of the step", parent)
        self._formulas = formulas
        self._parts: Parts = ()
        self._phase = "forward"
        self._lit_key: Key | None = None
        self._focused: int | None = None
        self._lit_any = False
        self.name_pointed.connect(self._point)
        formulas.ready.connect(self._lay_sentence)

    def show_sentence(self, parts: Parts, phase: str) -> None:
        """Show another sentence; its symbols light in the phase's colour."""
        if (parts, phase) != (self._parts, self._phase):
            self._parts, self._phase = parts, phase
            self._focused = None
            self._lay_sentence()

    def show_pointed(self, key: Key | None) -> None:
        """Light the symbols of a value; None for none."""
        if key != self._lit_key:
            self._lit_key = key
            if any(symbol.key == key for symbol in self.symbols) or self._lit_any:
                self._lay_sentence()

    @property
    def symbols(self) -> list[SymbolView]:
        """The symbols in order."""
        return [part for part in self._parts if isinstance(part, SymbolView)]

    @property
    def lit(self) -> Key | None:
        """The key of the symbols that are lit, if there are any."""
        return self._lit_key if self._lit_any else None

    def _lay_sentence(self) -> None:
        parts = tuple(self._part(part) for part in self._parts)
        self._lit_any = any(symbol.key == self._lit_key for symbol in self.symbols)
        lit = {str(self._lit_key): self._phase} if self._lit_any else {}
        self.show_blocks((Block("text", parts),), lit)

    def _part(self, part: str | SymbolView) -> Words | Maths:
        if isinstance(part, str):
            return Words(part)
        if self._formulas.get(part.tex, True) is None:
            return Words(part.plain, name=str(part.key))
        return Maths(part.tex, part.spoken, name=str(part.key))

    def _point(self, name: str) -> None:
        self.pointed.emit(next((symbol.key for symbol in self.symbols if str(symbol.key) == name), None))

    # Qt's own names

    def focusNextPrevChild(self, next: bool) -> bool:
        here, last = self._focused, len(self.symbols) - 1
        after = (0 if next else last) if here is None else here + (1 if next else -1)
        if not 0 <= after <= last:
            return super().focusNextPrevChild(next)
        self._focused = after
        self._lit_key = self.symbols[after].key
        self._lay_sentence()
        self.pointed.emit(self._lit_key)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._focused is not None:
            self._focused = None
            self.pointed.emit(None)
            self.show_pointed(None)
