"""The ways to answer an exercise, one of which is in sight: typed, chosen, cards, a path."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bptutor.study.views.practise_view import PractiseView
from bptutor.trace.keys import Key
from bptutor.ui.panels.answer import AnswerBox
from bptutor.ui.panels.answer_cards import CardSorter
from bptutor.ui.panels.answer_options import Options
from bptutor.ui.panels.answer_path import PathBox
from bptutor.ui.panels.practise_blocks import block
from bptutor.ui.theme import ThemeManager


class AnswerForm(QWidget):
    """`text` is the answer as marking reads it. `submitted` is Enter; `picked` asks for another path."""

    submitted = Signal()
    picked = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = AnswerBox(manager)
        self.options = Options(manager)
        self.cards = CardSorter(manager)
        self.path = PathBox(manager)
        self._view: PractiseView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.box, self.options, self.cards, self.path):
            column.addWidget(widget)
            widget.hide()
            widget.submitted.connect(self.submitted)
        self.path.picked.connect(self.picked)

    @property
    def text(self) -> str:
        """The answer."""
        match self._form:
            case "typed":
                return self.box.text
            case "chosen":
                return "" if self.options.number is None else str(self.options.number + 1)
            case "cards":
                return self.cards.text
        return self.path.text

    @property
    def _form(self) -> str:
        return self._view.form if self._view is not None else "typed"

    def show_view(self, view: PractiseView) -> None:
        """Show how an exercise is answered; drafts stay as long as the same part is asked."""
        fresh = self._view is None or self._view.asking != view.asking
        self._view = view
        for form, widget in self._widgets().items():
            widget.setVisible(form == view.form)
        if fresh:
            self._ask(view)
        wrong = view.feedback is not None and view.feedback.tone == "wrong"
        asking = not view.answered
        match view.form:
            case "typed":
                self.box.show_asking(asking)
            case "chosen":
                self.options.show_standing(asking, view.right_option, wrong)
            case "cards":
                self.cards.show_asking(asking, self.cards.order if view.answered else ())
            case "path":
                self.path.show_picked(view.picked, view.picked_said, view.picked_text)
                self.path.show_asking(asking)

    def pick_key(self, key: Key) -> bool:
        """A value was clicked in the drawing; whether it is one of the choices, which is then chosen."""
        view = self._view
        if view is None or view.form != "chosen" or view.answered:
            return False
        for number, option in enumerate(view.options):
            if option.key == key:
                self.options.choose(number)
                return True
        return False

    def take_focus(self) -> None:
        """The keyboard to where the answer is given."""
        match self._form:
            case "typed":
                self.box.line.setFocus()
            case "chosen":
                self.options.take_focus()
            case "cards":
                self.cards.take_focus()
            case "path":
                self.path.box.line.setFocus()

    def _widgets(self) -> dict[str, QWidget]:
        return {"typed": self.box, "chosen": self.options, "cards": self.cards, "path": self.path}

    def _ask(self, view: PractiseView) -> None:
        match view.form:
            case "typed":
                self.box.ask(view.reads)
            case "chosen":
                blocks = [block(option.said) for option in view.options]
                self.options.ask(blocks)
            case "cards":
                self.cards.ask(view.options)
            case "path":
                self.path.ask(view.reads_path)
