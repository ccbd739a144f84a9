"""The box for a typed answer, with what was understood of it beneath: in exercises, predictions and lessons.

box = AnswerBox(manager)
box.ask(numbers())               # what reads each text as it is typed: text -> Understood
box.submitted.connect(check)     # Enter was pressed; box.text is what was typed
box.point_at(verdict.position)   # where the syntax stopped, counted from 0
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from bptutor.study.practise_answer import NOTHING, NumberReader, Understood
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.keys import ENTER
from bptutor.ui.theme import ThemeManager, set_kind

Reader = Callable[[str], Understood]
LONGEST = 1000
BESIDES = frozenset({Qt.Key.Key_E})  # with Ctrl they belong to the window, not to the box


def numbers() -> Reader:
    """A reader of numbers, sums, products and powers."""
    return NumberReader(comma_is_decimal())


class AnswerBox(QWidget):
    """A line to type into. `submitted` at Enter, `edited` at each change by the person."""

    submitted = Signal()
    edited = Signal(str)

    def __init__(
        self, manager: ThemeManager, name: str = "Your answer", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._reads: Reader = numbers()
        self._label = QLabel(name)
        set_kind(self._label, "small")
        self.line = AnswerLine(name)
        self._label.setBuddy(self.line)
        self.understood = QLabel()
        self.understood.setWordWrap(True)
        self.understood.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.understood, "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self.line, self.understood):
            self._column.addWidget(widget)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.submitted)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def ask(self, reads: Reader, text: str = "", hint: str = "") -> None:
        """Begin with this text; `hint` stands in the empty box."""
        self._reads = reads
        self.line.setPlaceholderText(hint)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Put a text into the box, without telling."""
        if text != self.line.text():
            with QSignalBlocker(self.line):
                self.line.setText(text)
        self._show_understood(self._reads(text))

    def show_asking(self, asking: bool) -> None:
        """Whether an answer is still wanted; if not, the last one stays to be read."""
        self.line.setReadOnly(not asking)

    def point_at(self, position: int | None) -> None:
        """Mark the character where it cannot be read; None marks nothing."""
        if position is not None:
            self.line.setSelection(min(position, max(len(self.text) - 1, 0)), 1)

    def _edited(self, text: str) -> None:
        self._show_understood(self._reads(text))
        self.edited.emit(text)

    def _show_understood(self, found: Understood) -> None:
        # While the end is still missing there is nothing to complain of.
        shown = NOTHING if found.unfinished else found
        self.understood.setText(shown.text or " ")
        self.line.setAccessibleDescription(shown.text)

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        self._column.setSpacing(theme.px(4))
        font = theme.code
        font.setPixelSize(theme.px(15))
        self.line.setFont(font)
        self.line.setFixedHeight(theme.hit + theme.px(4))


class AnswerLine(QLineEdit):
    """A line edit that leaves the window its keys, where Qt's own would take them to move the cursor."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in BESIDES
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in ENTER:
            # Qt hands it on to the parent, where it would go on at once from what it has just checked.
            event.accept()
