"""The line that a number is typed into, over the place where the number stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from bptutor.study.edit_values import COARSE, FINE, USUAL
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager, set_kind

LONGEST = 300
WIDTH = 190
HINT = "↑ ↓ · Shift finer · Ctrl coarser"
ARROWS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
OURS = ENTER | frozenset(ARROWS) | {Qt.Key.Key_Escape}
AWAY = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})


def size_of(modifiers: Qt.KeyboardModifier) -> float:
    """What one arrow key moves a number by: Shift is finer, Ctrl coarser."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return FINE
    return COARSE if modifiers & Qt.KeyboardModifier.ControlModifier else USUAL


class EditLine(QLineEdit):
    """`taken` at Enter, `given_up` at Escape, `stepped(presses, size)` at an up or down arrow, `left` when
    the focus goes elsewhere in the window."""

    taken = Signal()
    given_up = Signal()
    stepped = Signal(int, float)
    left = Signal()

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        # The window's own keys must not act while something is typed: Ctrl+Up is ours.
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in OURS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ENTER:
            self.taken.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in ARROWS:
            self.stepped.emit(ARROWS[key], size_of(event.modifiers()))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in AWAY:
            self.left.emit()


class InlineEditor(QFrame):
    """An EditLine with a hint beneath, or the sentence of what is wrong. It lies over a widget, and hides
    rather than being destroyed."""

    def __init__(self, manager: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._manager = manager
        self._within = parent
        self._over = QRect()
        set_kind(self, "inline")
        self.line = EditLine()
        self.line.setMaxLength(LONGEST)
        self.note = QLabel(HINT)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.note, "small")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.line)
        self._column.addWidget(self.note)
        self.setFocusProxy(self.line)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()
        self.hide()

    def open_over(self, over: QRect, name: str, text: str, typed: str = "") -> None:
        """Begin at a place of the parent: with a number, all of it selected, or with what was typed."""
        self._over = over
        self.line.setAccessibleName(f"New value of {name}")
        self.line.setText(typed or text)
        self.show_problem("")
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if not typed:
            self.line.selectAll()

    def move_over(self, over: QRect) -> None:
        """The number stands elsewhere now."""
        if over != self._over:
            self._over = over
            self._place()

    def show_text(self, text: str) -> None:
        """Another number, all of it selected."""
        self.line.setText(text)
        self.line.selectAll()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; "" where nothing is."""
        self.note.setText(sentence or HINT)
        self.line.setAccessibleDescription(sentence or HINT)
        set_kind(self.note, "problem" if sentence else "small")
        if sentence:
            announce(self.note, sentence)
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        """Over the number, moved as far as it takes to be whole in the parent."""
        px, room = self._manager.theme.px, self._within.rect()
        width = min(max(px(WIDTH), self._over.width()), room.width())
        self.setFixedWidth(width)
        height = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else 0
        height = max(height, self._column.totalMinimumSize().height())
        x = self._over.center().x() - width // 2
        y = self._over.center().y() - self.line.sizeHint().height() // 2 - px(6)
        x = max(min(x, room.right() - width + 1), 0)
        y = max(min(y, room.bottom() - height + 1), 0)
        self.setGeometry(x, y, width, height)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.line.setFont(self._manager.theme.number)
        self._column.setContentsMargins(px(6), px(6), px(6), px(6))
        self._column.setSpacing(px(4))
        if self.isVisible():
            self._place()

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(WIDTH), px(80))
