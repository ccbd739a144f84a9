"""The step's line of NumPy, with the entry that it is about and that entry's value."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from bptutor.foundation.numbers import full
from bptutor.trace.keys import Key
from bptutor.ui.theme import ThemeManager, set_kind


class CodeBox(QFrame):
    """A box of code. `pointed` tells the step's key while the pointer or the focus is here; Ctrl+C and the
    context menu copy the line as it would be run."""

    pointed = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._key: Key | None = None
        self._entry = ("", "", "forward")
        self._exact = ""
        self._lit = False
        set_kind(self, "well")
        self.line = QLabel()
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.result = QLabel()
        self.result.setTextFormat(Qt.TextFormat.RichText)
        self._column = QVBoxLayout(self)
        for label in (self.line, self.result):
            label.setWordWrap(True)
            self._column.addWidget(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, slot in (("Copy the line", self.copy_line), ("Copy the value", self.copy_value)):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.addAction(action)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_code(self, line: str, entry: str, value: str, exact: float | None, key: Key, phase: str) -> None:
        """Show a line of code and `entry → value`; without a value the line alone."""
        self._key, self._exact = key, "" if exact is None else full(exact)
        self.line.setText(line)
        self.setAccessibleName(f"In NumPy: {line}" + (f"; {entry} is {value}" if value else ""))
        if (entry, value, phase) != self._entry:
            self._entry = entry, value, phase
            self._show_entry()

    def show_pointed(self, key: Key | None) -> None:
        """Light the box where it is about a value that is pointed at."""
        lit = key is not None and key == self._key
        if lit != self._lit:
            self._lit = lit
            self.update()

    def copy_line(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())

    def copy_value(self) -> None:
        QGuiApplication.clipboard().setText(self._exact)

    def _show_entry(self) -> None:
        entry, value, phase = self._entry
        theme = self._manager.theme
        self.result.setVisible(bool(value))
        self.result.setText(
            f'<span style="color:{theme.palette.muted}">{escape(entry)} → </span>'
            f'<b style="color:{theme.palette.phase_colour(phase)}">{escape(value)}</b>'
        )

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        self._column.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        self._column.setSpacing(theme.px(2))
        for label in (self.line, self.result):
            label.setFont(theme.code)
        self._show_entry()

    # Qt's own names

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._lit and not self.hasFocus():
            return
        theme = self._manager.theme
        colour = theme.colour("focus") if self.hasFocus() else theme.phase_colour(self._entry[2])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.px(8), theme.px(8))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self._key)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(self._key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_line()
        else:
            super().keyPressEvent(event)
