"""One of several to choose: by mouse, by arrows, or by its number; Enter checks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bptutor.ui.keys import ENTER, bare
from bptutor.ui.maths_blocks import Block
from bptutor.ui.panels.lesson_option import OptionButton
from bptutor.ui.theme import ThemeManager

UP = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})


class Option(OptionButton):
    """One of them. Arrows, numbers and Enter are told to the list; Space chooses."""

    key_pressed = Signal(int)

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__(manager, "dot")
        self.setCheckable(True)

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        # The window would step with the arrows.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if bare(event) and (key in UP | DOWN | ENTER or _is_number(key)):
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)


def _is_arrow(event: QKeyEvent) -> bool:
    return bare(event) and event.key() in UP | DOWN


def _is_number(key: int) -> bool:
    return Qt.Key.Key_1 <= key <= Qt.Key.Key_9


class Options(QWidget):
    """A list of options of which one is chosen. `chosen` tells its number (from 0), `submitted` Enter."""

    chosen = Signal(int)
    submitted = Signal()

    def __init__(self, manager: ThemeManager, name: str = "Choices", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._options: list[Option] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def options(self) -> list[Option]:
        """The options in sight, in order."""
        return [option for option in self._options if not option.isHidden()]

    @property
    def number(self) -> int | None:
        """The chosen one, from 0; None where none is."""
        return next((n for n, option in enumerate(self.options) if option.isChecked()), None)

    def ask(self, blocks: Sequence[Block], spoken: Sequence[str] = ()) -> None:
        """Offer these, none of them chosen."""
        while len(self._options) < len(blocks):
            self._add()
        for n, option in enumerate(self._options):
            option.setVisible(n < len(blocks))
            if n < len(blocks):
                words = spoken[n] if n < len(spoken) else ""
                option.show_blocks([blocks[n]], words)
        self.choose(None)
        self.show_standing(True, None)

    def choose(self, number: int | None) -> None:
        """Choose one, without telling."""
        for n, option in enumerate(self._options):
            with QSignalBlocker(option):
                option.setChecked(n == number)
            option.update()

    def show_standing(self, asking: bool, right: int | None, wrong: bool = False) -> None:
        """Whether one can be chosen; which was right, or whether the chosen one is known to be wrong."""
        for n, option in enumerate(self._options):
            option.setEnabled(asking or n in (right, self.number))
            if not asking and n == right:
                option.set_tint("update", lit=True)
            else:
                option.set_tint("backward" if wrong or not asking else "forward")

    def take_focus(self) -> None:
        """The keyboard to the chosen one, or to the first."""
        if self.options:
            self.options[self.number or 0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        option = Option(self._manager)
        option.clicked.connect(self._choose_sender)
        option.key_pressed.connect(self._on_key)
        self._options.append(option)
        self._column.addWidget(option)

    def _choose_sender(self) -> None:
        sender = self.sender()
        self._choose(next(n for n, option in enumerate(self._options) if option is sender))

    def _choose(self, number: int) -> None:
        self.choose(number)
        self.chosen.emit(number)

    def _on_key(self, pressed: int) -> None:
        shown = self.options
        here = next(n for n, option in enumerate(shown) if option is self.sender())
        if pressed in ENTER:
            if self.number is None:
                self._choose(here)
            else:
                self.submitted.emit()
            return
        following = here + (1 if pressed in DOWN else -1)
        if _is_number(pressed):
            following = pressed - int(Qt.Key.Key_1)
        if 0 <= following < len(shown) and shown[following].isEnabled():
            self._choose(following)
            shown[following].setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_theme(self) -> None:
        self._column.setSpacing(self._manager.theme.px(6))
