"""The head of an exercise: where it comes from, what is asked, and the lines that are given."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bptutor.study.views.practise_view import PractiseView
from bptutor.ui.maths_blocks import Block, Words
from bptutor.ui.maths_label import MathLabel
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.practise_blocks import block
from bptutor.ui.panels.practise_lines import LineList
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import IconButton


class QuestionHead(QWidget):
    """Shows what is asked. `spoken` is all of it as one text; `leave_requested` closes the exercise."""

    leave_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._display = ""
        self.place = ProseLabel(manager, "Exercise")
        self.leave = IconButton(manager, "close", "Leave the exercise")
        self.title = QLabel()
        set_kind(self.title, "title")
        self.title.setWordWrap(True)
        self.question = ProseLabel(manager, "Question")
        self.lines = LineList(manager, "Lines of the chain")
        self.prompt = ProseLabel(manager)
        self.display = MathLabel(manager)
        top = QHBoxLayout()
        top.addWidget(self.place, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(top)
        for widget in (self.title, self.question, self.lines, self.prompt):
            self._column.addWidget(widget)
        self._column.addWidget(self.display, 0, Qt.AlignmentFlag.AlignHCenter)
        self.leave.clicked.connect(self.leave_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def spoken(self) -> str:
        """What is asked, as it is read aloud."""
        parts = (self.title.text(), self.question.text(), self._display, self.prompt.text())
        return " ".join(words for words in parts if words)

    def show_view(self, view: PractiseView) -> None:
        """Show an exercise's question."""
        of_set = f"Practise {view.of_set} › " if view.of_set else "Practise › "
        self.place.show_blocks([Block("small", (Words(of_set + view.place, colour="muted"),))])
        self.title.setText(view.title)
        self.question.show_blocks([block(view.question)])
        self.lines.show_lines(() if view.lines_are_options else view.lines)
        self._display = view.display_spoken
        self.display.setVisible(bool(view.display))
        self.display.show_formula(view.display, view.display_spoken)
        self.prompt.show_blocks([block(view.prompt)] if view.prompt else [])
        self.prompt.setVisible(bool(view.prompt))

    def _follow_theme(self) -> None:
        self._column.setSpacing(self._manager.theme.px(10))
