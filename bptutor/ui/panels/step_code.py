"""The step's line of NumPy, with the entry that it is about and that entry's value."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
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
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from bptutor.foundation.numbers import full
from bptutor.trace.keys import Key
from bptutor.ui.shaped import code_face, paint_at
from bptutor.ui.theme import ThemeManager, set_kind

PAD_X, PAD_Y = 10, 8
FURTHER = "  "  # before what did not fit into the line above


class CodeBox(QFrame):
    """A box of code. `pointed` tells the step's key while the pointer or the focus is here; Ctrl+C and the
    context menu copy the line as it would be run."""

    pointed = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._key: Key | None = None
        self._shown = ("", "", "", "forward")  # the line, its entry, the value, the phase
        self._exact = ""
        self._lit = False
        set_kind(self, "well")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        shown = (line, entry, value, phase)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(f"In NumPy: {line}" + (f"; {entry} is {value}" if value else ""))
            self.updateGeometry()
            self.update()

    def show_pointed(self, key: Key | None) -> None:
        """Light the box where it is about a value that is pointed at."""
        lit = key is not None and key == self._key
        if lit != self._lit:
            self._lit = lit
            self.update()

    def copy_line(self) -> None:
        QGuiApplication.clipboard().setText(self.line)

    def copy_value(self) -> None:
        QGuiApplication.clipboard().setText(self._exact)

    @property
    def line(self) -> str:
        """The line of code."""
        return self._shown[0]

    @property
    def result(self) -> str:
        """The entry that the step is about, with its value; nothing where there is none."""
        return f"{self._shown[1]} → {self._shown[2]}" if self._shown[2] else ""

    def _lines(self, width: int) -> list[tuple[str, bool]]:
        """What is written in a width, each line with whether it is of the result."""
        columns = int((width - 2 * self._manager.theme.px(PAD_X)) / self._letter)
        lines = [(line, False) for line in wrapped(self.line, columns)]
        return lines + [(line, True) for line in wrapped(self.result, columns)]

    def _paint_lines(self, painter: QPainter) -> None:
        """The line in ink; of the result the entry muted, and the value strong in the phase's colour."""
        theme, (_, _, value, phase) = self._manager.theme, self._shown
        x, y = theme.px(PAD_X), theme.px(PAD_Y) + self._plain.ascent
        for line, of_result in self._lines(self.width()):
            name = line.removesuffix(value) if of_result else line
            painter.setPen(theme.colour("muted" if of_result else "ink"))
            paint_at(painter, QPointF(x, y), self._plain.line(name))
            if name != line:
                painter.setPen(theme.phase_colour(phase))
                paint_at(painter, QPointF(x + len(name) * self._letter, y), self._strong.line(value))
            y += self._plain.height

    def _follow_theme(self) -> None:
        pixels = self._manager.theme.code.pixelSize()
        self._plain, self._strong = code_face(pixels), code_face(pixels, bold=True)
        self._letter = self._plain.width("0")
        self.updateGeometry()
        self.update()

    # Qt's own names

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return math.ceil(len(self._lines(width)) * self._plain.height) + 2 * self._manager.theme.px(PAD_Y)

    def sizeHint(self) -> QSize:
        return QSize(self._manager.theme.px(240), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, phase = self._manager.theme, self._shown[3]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter)
        if self._lit or self.hasFocus():
            colour = theme.colour("focus") if self.hasFocus() else theme.phase_colour(phase)
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


def wrapped(text: str, columns: int) -> list[str]:
    """A text's lines in pieces of at most so many letters, broken at spaces, or in a word that is longer than
    a line, and what is broken goes on a little further in; none for no text."""
    return [piece for line in text.splitlines() for piece in _pieces(line, max(columns, len(FURTHER) + 1))]


def _pieces(line: str, columns: int) -> Iterator[str]:
    start = 1  # where a space may be that it breaks at
    while len(line) > columns:
        at = line.rfind(" ", start, columns + 1)
        yield line[:at] if at > 0 else line[:columns]
        line = FURTHER + (line[at + 1 :] if at > 0 else line[columns:])
        start = len(FURTHER) + 1
    yield line
