"""A path from C on: clicked in the drawing, walked there by keys, or typed; all of these make one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bptutor.study.practise_answer import NOTHING, Understood
from bptutor.study.practise_prose import Said
from bptutor.trace.keys import Key
from bptutor.ui.maths_blocks import Block, Part, Words
from bptutor.ui.panels.answer import AnswerBox
from bptutor.ui.panels.lesson_card import EnterButton
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.practise_blocks import parts_of
from bptutor.ui.theme import ThemeManager

PathReader = Callable[[str], tuple[Key, ...] | None]
HOW = (
    "Click the values in the drawing, from C on. By keys: in the drawing ] and [ go from value to value and "
    "Enter takes one. Or type them below."
)


class PathBox(QWidget):
    """Shows the path so far. `picked` asks for another path, `submitted` is Enter."""

    picked = Signal(object)  # tuple[Key, ...]
    submitted = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._keys: tuple[Key, ...] = ()
        self._reads: PathReader = _nothing
        self._how = ProseLabel(manager)
        self._how.show_blocks([Block("small", (Words(HOW, colour="muted"),))])
        self._path = ProseLabel(manager, "Path so far")
        self.box = AnswerBox(manager)
        self.back = EnterButton("Take one back")
        self.again = EnterButton("Start again")
        self._tools = QHBoxLayout()
        self._tools.addWidget(self.back)
        self._tools.addWidget(self.again)
        self._tools.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._how, self._path, self.box):
            self._column.addWidget(widget)
        self._column.addLayout(self._tools)
        self.setFocusProxy(self.box)
        self.box.edited.connect(self._typed)
        self.box.submitted.connect(self.submitted)
        self.back.clicked.connect(self._take_back)
        self.again.clicked.connect(self._start_again)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def text(self) -> str:
        """The answer."""
        return self.box.text

    def ask(self, reads: PathReader) -> None:
        """Begin with nothing."""
        self._reads, self._keys = reads, ()
        self.box.ask(self._understand, hint="C  ŷ  z³  …")
        self.show_picked((), (), "")

    def show_picked(self, keys: tuple[Key, ...], said: Sequence[Said], typed: str) -> None:
        """The path as the drawing has it, and as it is typed. A text that means the same stays."""
        self._keys = keys
        if self._reads(self.text) != keys:
            self.box.show_text(typed)
        parts: list[Part] = []
        for name in said:
            parts += [Words("  →  ", colour="muted")] if parts else []
            parts += parts_of(name)
        self._path.show_blocks([Block("text", tuple(parts) or (Words("nothing yet", colour="muted"),))])
        self.back.setEnabled(bool(keys))
        self.again.setEnabled(bool(keys))

    def show_asking(self, asking: bool) -> None:
        """Whether an answer is still wanted."""
        self.box.show_asking(asking)
        for widget in (self._how, self.back, self.again):
            widget.setVisible(asking)

    def _understand(self, text: str) -> Understood:
        return NOTHING if self._reads(text) is not None else Understood("…", len(text))

    def _typed(self, text: str) -> None:
        keys = self._reads(text)
        if keys is not None and keys != self._keys:
            self.picked.emit(keys)

    def _take_back(self) -> None:
        self.picked.emit(self._keys[:-1])

    def _start_again(self) -> None:
        self.picked.emit(())

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setSpacing(px(8))
        self._tools.setSpacing(px(8))


def _nothing(text: str) -> tuple[Key, ...] | None:
    return ()
