"""The step in sight in both networks: two numbers, their difference, and what happens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from bptutor.study.views.pair_view import StepBeside
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager, set_kind

TITLES = ("A", "B", "B − A", "B : A")


class StepCard(QFrame):
    """Takes the keyboard first, and leaves all keys to the player."""

    def __init__(self, manager: ThemeManager) -> None:
        super().__init__()
        self._manager = manager
        set_kind(self, "well")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The step in both networks")
        self.title = _label("strong")
        self.verdict = _label("strong")
        self.titles = [_label("small", text) for text in TITLES]
        self.numbers = [_label("") for _ in TITLES]
        self.told = _label("")
        self.told.setWordWrap(True)
        for label, name in zip(self.numbers, ("In A", "In B", "B minus A", "B to A"), strict=True):
            label.setAccessibleName(name)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.verdict)
        self._column.addLayout(self._head)
        self._grid = QGridLayout()
        for column, (title, number) in enumerate(zip(self.titles, self.numbers, strict=True)):
            self._grid.addWidget(title, 0, column)
            self._grid.addWidget(number, 1, column)
        self._grid.setColumnStretch(len(TITLES), 1)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.told)

    def show_step(self, step: StepBeside) -> None:
        """Show a step; it is said aloud where nobody looks."""
        self.title.setText(f"{step.name} · {step.phase.value}")
        self.verdict.setText(step.verdict)
        for label, text in zip(self.numbers, (step.a, step.b, step.difference, step.ratio), strict=True):
            label.setText(text)
            label.setAccessibleDescription(text)
        for column in (2, 3):
            there = bool((step.difference, step.ratio)[column - 2])
            self.titles[column].setVisible(there)
            self.numbers[column].setVisible(there)
        self.told.setText("\n".join(text if not whose else f"{whose}: {text}" for whose, text in step.told))
        if step.sentence != self.accessibleDescription():
            self.setAccessibleDescription(step.sentence)
            if self.isVisible():
                announce(self, step.sentence)

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        px = theme.px
        self._column.setContentsMargins(px(12), px(10), px(12), px(10))
        self._column.setSpacing(px(6))
        self._grid.setHorizontalSpacing(px(28))
        self._grid.setVerticalSpacing(0)
        # Symbols of other fonts make lines higher than the label thinks.
        self.told.setContentsMargins(0, 0, 0, px(6))
        for label in self.numbers:
            label.setFont(theme.big_number)


def _label(kind: str, text: str = "") -> QLabel:
    label = QLabel(text)
    if kind:
        set_kind(label, kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
