"""A factor opened: its algebra one line at a time, and folded back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from bptutor.study.views.derivation_view import DerivationView
from bptutor.ui.maths_blocks import Block, Tone, Words
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_text import with_values
from bptutor.ui.panels.lesson_wells import EnterButton, row_of
from bptutor.ui.theme import ThemeManager, own_ground


class DerivationWindow(QDialog):
    """Stands beside the window. Next line and Fold one walk through it; Escape closes it."""

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: DerivationView | None = None
        self.opened = 1
        self.setModal(False)
        self.shown = ProseLabel(manager, "Derivation")
        self.more = EnterButton("Next line", "primary")
        self.less = EnterButton("Fold one")
        self.whole = EnterButton("All lines", "quiet")
        inner = QWidget()
        own_ground(inner)
        self._lines = QVBoxLayout(inner)
        self._lines.addWidget(self.shown)
        self._lines.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_last)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._area, 1)
        self._column.addLayout(row_of(self.more, self.less, self.whole))
        self.more.clicked.connect(self._open_one)
        self.less.clicked.connect(self._fold_one)
        self.whole.clicked.connect(self._open_all)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: DerivationView) -> None:
        """Show a derivation: another one from its first line, the same one as far as it was open."""
        if self._view is None or self._view.key != view.key:
            self.opened = 1
        self._view = view
        self.setWindowTitle(view.title)
        self._write()

    def _write(self) -> None:
        view = self._view
        if view is None:
            return
        lines = view.lines[: self.opened]
        texs = [("= " if number else f"{view.tex} = ") + line.tex for number, line in enumerate(lines)]
        blocks: list[Block] = []
        for number, equation in enumerate(with_values(texs, [line.value for line in lines])):
            tone: Tone = "" if number + 1 == self.opened else "later"
            blocks.append(Block("text", (Words(lines[number].why),), tone=tone))
            blocks += equation
        self.shown.show_blocks(blocks)
        self.more.setEnabled(self.opened < len(view.lines))
        self.whole.setEnabled(self.opened < len(view.lines))
        self.less.setEnabled(self.opened > 1)

    def _open_one(self) -> None:
        self._open(self.opened + 1)

    def _fold_one(self) -> None:
        self._open(self.opened - 1)

    def _open_all(self) -> None:
        self._open(len(self._view.lines) if self._view is not None else 1)

    def _open(self, count: int) -> None:
        most = len(self._view.lines) if self._view is not None else 1
        self.opened = min(max(count, 1), most)
        self._write()
        self._soon.start(0)

    def _show_last(self) -> None:
        """To the line that was opened last, once it is laid out."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self.resize(px(420), px(460))
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(8))
