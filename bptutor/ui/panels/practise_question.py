"""One exercise in the guide: the question, the answer, what is said of it, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bptutor.study.views.practise_asked import Form
from bptutor.study.views.practise_feedback import FeedbackView
from bptutor.study.views.practise_view import PractiseView
from bptutor.trace.keys import Key
from bptutor.ui.keys import ENTER, bare
from bptutor.ui.panels.lesson_card import Feedback, OnceButton
from bptutor.ui.panels.lesson_flow import Flow
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.practise_blocks import feedback_blocks, hint_block
from bptutor.ui.panels.practise_form import AnswerForm
from bptutor.ui.panels.practise_head import QuestionHead
from bptutor.ui.panels.practise_lines import LineList
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager
from bptutor.ui.widgets.cards import SectionTitle

NOTHING: dict[Form, str] = {
    "typed": "Type an answer into the box.",
    "chosen": "Choose one of these first.",
    "cards": "Put the cards that belong into the chain.",
    "path": "Pick or type the values on the path.",
}


class AskButton(OnceButton):
    """A button that asks for one thing: `asked` tells which."""

    asked = Signal(str)

    def __init__(self, what: str, text: str, kind: str = "", tip: str = "", name: str = "") -> None:
        super().__init__(text, kind, name)
        self._what = what
        self.setToolTip(tip)
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._what)


class QuestionPage(QWidget):
    """Shows a PractiseView. `answered(text)` is an answer to be checked; `asked(what)` is one of hint, show,
    keep, on, leave, another, harder, same; `solution_requested` a step of the solution; `picked` a path."""

    answered = Signal(str)
    asked = Signal(str)
    solution_requested = Signal(int)
    picked = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: PractiseView | None = None
        self.head = QuestionHead(manager)
        self.form = AnswerForm(manager)
        self.check = OnceButton("Check", "primary")
        self.go_on = AskButton("on", "Continue", "primary")
        self.hint = AskButton("hint", "Hint", tip="Asking is free: a hint says a little more each time")
        self.keep = AskButton(
            "keep",
            "Go on with mine",
            tip="Keep this number: the next steps are judged from it",
            name="Go on with my number",
        )
        self.show_it = AskButton(
            "show", "Just show it", "quiet", "The number and how it comes about; the exercise counts as shown"
        )
        self.harder = AskButton("harder", "Harder", "chip")
        self.again = [
            AskButton("another", "Another like this", "chip"),
            self.harder,
            AskButton("same", "Same again", "chip"),
        ]
        self.hints = ProseLabel(manager, "Hint text")
        self.feedback = Feedback(manager)
        self.more = Flow(manager, [self.keep, self.show_it, *self.again], stacks=False)
        self.solution_title = SectionTitle("Worked solution, step by step")
        self.solution = LineList(manager, "Worked solution", pressable=True)
        self._build()
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: PractiseView) -> None:
        """Show an exercise; the keyboard goes to what comes next."""
        before, self._view = self._view, view
        self.head.show_view(view)
        self.form.show_view(view)
        # The lines have the answers already.
        self.form.setVisible(not (view.solved and view.form == "typed" and view.lines))
        self._show_buttons(view)
        hinted = bool(view.hint) and not view.solved
        self.hints.show_blocks([hint_block(view.hint)] if hinted else [])
        self.hints.setVisible(hinted)
        self._show_feedback(before, view)
        self.solution_title.setVisible(bool(view.solution))
        self.solution.show_lines(view.solution)
        if before is None or before.asking != view.asking:
            self.take_focus()
            # The keyboard is in the answer box by now, so nothing else would read the question.
            announce(self.head.question, self.head.spoken)
        elif view.answered != before.answered or view.hint != before.hint:
            self.take_focus()

    def take_focus(self) -> None:
        """The keyboard to the answer, or to the way on."""
        if self._view is not None and self._view.answered:
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.take_focus()

    @property
    def newest(self) -> QWidget | None:
        """What was said last, if it is still in sight."""
        view = self._view
        if view is None or not (view.feedback or view.hint):
            return None
        return self.feedback if view.feedback else self.hints

    def pick_key(self, key: Key) -> bool:
        """A value was clicked in the drawing; whether it was a choice."""
        return self.form.pick_key(key)

    def _build(self) -> None:
        self._buttons = QHBoxLayout()
        for button in (self.check, self.go_on, self.hint):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.head)
        self._column.addWidget(self.form)
        self._column.addLayout(self._buttons)
        for below in (self.hints, self.feedback, self.more, self.solution_title, self.solution):
            self._column.addWidget(below)
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.head.leave_requested.connect(self._ask_leave)
        self.form.submitted.connect(self._submit)
        self.form.picked.connect(self.picked)
        self.check.clicked.connect(self._check)
        self.solution.pressed.connect(self.solution_requested)
        for button in (self.go_on, self.hint, self.keep, self.show_it, *self.again):
            button.asked.connect(self.asked)

    def _show_buttons(self, view: PractiseView) -> None:
        self.check.setVisible(not view.answered)
        self.hint.setVisible(view.can_hint)
        self.go_on.setVisible(view.answered)
        self.show_it.setVisible(view.can_show)
        self.keep.setVisible(view.can_keep)
        for button in self.again:
            button.setVisible(view.solved)
        self.harder.setEnabled(not view.hardest)
        shown = [self.keep] * view.can_keep + [self.show_it] * view.can_show + self.again * view.solved
        self.more.setVisible(bool(shown))
        self.more.show_widgets(shown)

    def _show_feedback(self, before: PractiseView | None, view: PractiseView) -> None:
        said = view.feedback
        self.feedback.show_blocks(feedback_blocks(said) if said else (), said.tone if said else "")
        told = before is not None and (before.asking, before.tries) == (view.asking, view.tries)
        if said is not None and not (told and before is not None and before.feedback == said):
            announce(self.feedback.label, said.spoken)
            self.form.box.point_at(view.syntax_at)
        elif view.hint and (before is None or before.hint != view.hint):
            announce(self.hints, self.hints.text())

    def _submit(self) -> None:
        if self._view is not None and self._view.answered:
            self.asked.emit("on")
        else:
            self._check()

    def _check(self) -> None:
        if self.form.text.strip():
            self.answered.emit(self.form.text)
        elif self._view is not None:
            said = FeedbackView("There is nothing to check yet.", (NOTHING[self._view.form],), "note")
            self.feedback.show_blocks(feedback_blocks(said), said.tone)
            announce(self.feedback.label, said.spoken)
            self.form.take_focus()

    def _ask_leave(self) -> None:
        self.asked.emit("leave")

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(12))
        self._column.setSpacing(px(10))
        self._buttons.setSpacing(px(8))

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and bare(event):
            self._submit()
        else:
            super().keyPressEvent(event)
