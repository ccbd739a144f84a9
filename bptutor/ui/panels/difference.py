"""Why is mine different: a gradient, the number that somebody got elsewhere, and what it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bptutor.study.views.difference_view import DifferenceView, ResultView
from bptutor.ui.panels.answer import AnswerBox, Reader
from bptutor.ui.panels.difference_choice import GradientChoice
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.labels import paragraph

NOTHING_YET = (
    "Type the gradient that your textbook, your program or your own sheet has. The tutor says whether it is "
    "right, right under another convention, a known slip, or how far off it is."
)


class DifferencePanel(QWidget):
    """`chosen` tells the gradient that is asked about, `compared` the number as it was typed; at
    `step_requested` the step that makes the gradient is wanted."""

    chosen = Signal(object)
    compared = Signal(str)
    step_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.choice = GradientChoice(manager)
        self.name, self.about = paragraph("title", selectable=True), paragraph("small", selectable=True)
        self.box = AnswerBox(manager, "The number you got")
        self.compare = _button("Compare", "primary", "Compare")
        self.step = _button("Go to its step", "chip", "Go to the step that makes it")
        self.card = QFrame()
        self.title, self.sentence, self.numbers, self.besides = (
            paragraph(kind, selectable=True) for kind in ("strong", "", "small", "small")
        )
        self._lay_out()
        self.choice.chosen.connect(self.chosen)
        self.box.submitted.connect(self._compare)
        self.compare.clicked.connect(self._compare)
        self.step.clicked.connect(self.step_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()
        self.show_result(None)

    def _lay_out(self) -> None:
        set_kind(self.card, "well")
        self.card.setAccessibleName("Verdict")
        self.sentence.setAccessibleName("What the number is")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside = QVBoxLayout(self.card)
        for label in (self.title, self.sentence, self.numbers, self.besides):
            self._inside.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addWidget(self.compare)
        buttons.addStretch(1)
        buttons.addWidget(self.step)
        for widget in (self.choice, self.name, self.about, self.box):
            self._column.addWidget(widget)
        self._column.addLayout(buttons)
        self._column.addWidget(self.card)
        self._column.addStretch(1)

    def show_view(self, view: DifferenceView, reader: Reader) -> None:
        """Show which gradient is asked about; what was typed stays."""
        self.choice.show_view(view)
        self.name.setText(view.name)
        self.name.setAccessibleName(view.spoken)
        self.about.setText(view.about)
        self.box.ask(reader, self.box.text)

    def show_result(self, result: ResultView | None) -> None:
        """Show what the number is; None before one was compared."""
        if result is None:
            texts = ("", NOTHING_YET, "", "")
        else:
            texts = (f"{result.sign} {result.title}", result.sentence, result.numbers, result.besides)
        labels = (self.title, self.sentence, self.numbers, self.besides)
        for label, text in zip(labels, texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        said = " ".join(texts[:2])
        if result is not None and said != self.card.accessibleDescription():
            announce(self.card, said)
        self.card.setAccessibleDescription(said)

    def show_problem(self, problem: str, position: int | None) -> None:
        """Say why what was typed cannot be compared, and where."""
        self.show_result(ResultView("✎", "Not a number yet", problem, ""))
        self.box.point_at(position)

    def _compare(self) -> None:
        if self.box.text.strip():
            self.compared.emit(self.box.text)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setSpacing(px(8))
        self._inside.setSpacing(px(6))
        self._inside.setContentsMargins(px(12), px(10), px(12), px(12))


def _button(text: str, kind: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setAutoDefault(False)
    set_kind(button, kind)
    return button
