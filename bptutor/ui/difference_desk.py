"""Opens “Why is mine different?”, and compares what is typed there with the pass in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.exercise.nodes import AnswerSyntaxError
from bptutor.foundation.errors import TutorError
from bptutor.study.compare_answer import compare_text
from bptutor.study.state import State
from bptutor.study.views.difference_view import (
    ReadsNumbers,
    difference_view,
    fitted,
    gradient_of,
    result_view,
)
from bptutor.trace.keys import Key, Kind
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.panels.difference import DifferencePanel
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.tool_window import ToolWindow

WANTED = QSize(460, 440)
FIRST = Key(Kind.THETA, 1, 1, 1)
SEEN = ("timeline", "selected", "notation", "hidden", "practise", "iteration")  # of a state
HIDDEN = "A value is being asked for, and this window would give it away. Answer first, then compare."


class DifferenceDesk(QObject):
    """`step_requested` tells the gradient whose step is wanted. It is shown each state while it is open."""

    step_requested = Signal(object)

    def __init__(self, manager: ThemeManager, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self._key = gradient_of(state, state.selected or FIRST) or fitted(state, FIRST)
        self._compared = ""
        self.window = ToolWindow(manager, "Why is mine different?", WANTED, parent)
        self.panel = DifferencePanel(manager)
        self._hidden = QLabel(HIDDEN)
        self._hidden.setWordWrap(True)
        set_kind(self._hidden, "muted")
        self.window.body.addWidget(self._hidden)
        self.window.body.addWidget(self.panel, 1)
        self.panel.chosen.connect(self._choose)
        self.panel.compared.connect(self._compare)
        self.panel.step_requested.connect(self._ask_for_step)

    def open(self, state: State) -> None:
        """Ask about the gradient of what is pointed at or has the focus, else of what is selected."""
        self._state = state
        self._choose(gradient_of(state, state.pointed) or gradient_of(state, state.selected) or self._key)
        self.window.open_beside()
        self.panel.box.setFocus()

    def follow(self, before: State, after: State) -> None:
        """The window's state has changed: another selected value is asked about, a number compared again."""
        self._state = after
        same = all(getattr(before, name) is getattr(after, name) for name in SEEN)
        if not self.window.isVisible() or (same and before.row == after.row):
            return
        chosen = gradient_of(after, after.selected) if before.selected != after.selected else None
        self._choose(chosen or self._key)

    def _choose(self, key: Key) -> None:
        key = fitted(self._state, key)
        if key != self._key:
            self._compared = ""
        self._key = key
        view = difference_view(self._state, key)
        self._hidden.setVisible(view.hidden)
        self.panel.setVisible(not view.hidden)
        self.panel.show_view(view, ReadsNumbers(self._state, comma_is_decimal()))
        self._compare(self._compared)

    def _compare(self, text: str) -> None:
        self._compared = text
        if not text:
            self.panel.show_result(None)
            return
        try:
            found = compare_text(self._state, self._key, text, comma_is_decimal())
        except AnswerSyntaxError as error:
            self.panel.show_problem(error.sentence, error.position)
        except TutorError as error:
            self.panel.show_problem(str(error), None)
        else:
            self.panel.show_result(result_view(self._state, self._key, found))

    def _ask_for_step(self) -> None:
        self.step_requested.emit(self._key)
