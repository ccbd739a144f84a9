"""The line under drawing and chain in which the next value is predicted before it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bptutor.study.practise_prose import Said
from bptutor.study.views.practise_predict_view import PredictView
from bptutor.ui.panels.answer import AnswerLine, numbers
from bptutor.ui.panels.chain_typeset import Formulas
from bptutor.ui.panels.lesson_card import Feedback, OnceButton
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_option import OptionButton
from bptutor.ui.panels.practise_area import ContentArea
from bptutor.ui.panels.practise_blocks import block_so_far, feedback_blocks
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.buttons import IconButton
from bptutor.ui.widgets.cards import Card

WIDE = 190
FILLS = 100  # of a line, beside the stretch in it
MOST = 0.28  # of the window's height; what is more scrolls


class PredictBar(QWidget):
    """Shows a PredictView. `predicted(text)` is a number and `factor_picked(n)` a factor; `show_requested`
    gives it away, `next_requested` goes on, `stop_requested` ends predicting."""

    predicted = Signal(str)
    factor_picked = Signal(int)
    show_requested = Signal()
    next_requested = Signal()
    stop_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view: PredictView | None = None
        self._formulas = Formulas(self)
        self._card = Card(manager)
        self.question = ProseLabel(manager, "Prediction")
        self.line = AnswerLine("Your answer")
        self.understood = QLabel()
        set_kind(self.understood, "small")
        self.check = OnceButton("Check", "primary")
        self.go_on = OnceButton("Continue", "primary")
        self.show_it = OnceButton("Just show it", "quiet")
        self.show_it.setToolTip("Just show it (Esc)")
        self.stop = IconButton(manager, "close", "Stop predicting")
        self.stop.setToolTip("Stop predicting (Ctrl+E)")
        self.or_factor = QLabel("or pick the factor")
        set_kind(self.or_factor, "small")
        self.factors: list[OptionButton] = []
        self.feedback = Feedback(manager)
        self._build()
        self._connect()
        self._follow_theme()
        self.hide()

    def show_view(self, view: PredictView | None) -> None:
        """Show what is asked; None hides the line."""
        before, self._view = self._view, view
        self.setVisible(view is not None)
        if view is None:
            return
        self.question.show_blocks([block_so_far(view.question, self._formulas)])
        fresh = before is None or before.asking != view.asking
        if fresh:
            self.line.clear()
        self.line.setReadOnly(not view.asked)
        for widget in (self.line, self.check, self.show_it):
            widget.setVisible(view.asked or (widget is self.line and view.revealed))
        self.go_on.setVisible(not view.asked)
        # A sentence with nothing to answer beside it has the whole line.
        self._first.setStretchFactor(self.question, 0 if view.asked or view.revealed else FILLS)
        self._show_understood(self.line.text())
        self._show_factors(view.factors, view.picked)
        self._show_feedback(before, view, fresh)
        self._move_focus(before, view, fresh)
        self._area.updateGeometry()
        self._reveal.start()

    def take_focus(self) -> None:
        """The keyboard to the answer, or to the way on."""
        asked = self._view is not None and self._view.asked
        (self.line if asked else self.go_on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.question, self.line, self.check, self.go_on, self.understood):
            self._first.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._first.addStretch(1)
        self._first.addWidget(self.show_it)
        self._first.addWidget(self.stop)
        self._second.addWidget(self.or_factor)
        self._second.addStretch(1)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._first)
        rows.addLayout(self._second)
        rows.addWidget(self.feedback)
        rows.addStretch(1)
        self._area = ContentArea(page, MOST)
        self._card.body.addWidget(self._area)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._card)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._show_what_is_new)
        self.line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self.line.returnPressed.connect(self._submit)
        self.line.textEdited.connect(self._show_understood)
        self.line.textEdited.connect(self._show_line)
        self.check.clicked.connect(self._submit)
        self.go_on.clicked.connect(self.next_requested)
        self.show_it.clicked.connect(self.show_requested)
        self.stop.clicked.connect(self.stop_requested)
        self._formulas.ready.connect(self._set_formulas)
        self._manager.changed.connect(self._follow_theme)

    def _set_formulas(self) -> None:
        """The symbols that were still plain text are typeset now."""
        if self._view is not None:
            self.question.show_blocks([block_so_far(self._view.question, self._formulas)])
            self._show_factors(self._view.factors, self._view.picked)

    def _show_factors(self, factors: Sequence[Said], picked: int | None) -> None:
        while len(self.factors) < len(factors):
            button = OptionButton(self._manager)
            button.clicked.connect(self._pick)
            self.factors.append(button)
            self._second.insertWidget(len(self.factors), button)
        for number, button in enumerate(self.factors):
            button.setVisible(number < len(factors))
            if number < len(factors):
                button.show_blocks([block_so_far(factors[number], self._formulas)], _spoken(factors[number]))
                button.set_tint("backward", lit=number == picked)
        self.or_factor.setVisible(bool(factors))

    def _show_feedback(self, before: PredictView | None, view: PredictView, fresh: bool) -> None:
        said = view.feedback
        self.feedback.show_blocks(feedback_blocks(said) if said else (), said.tone if said else "")
        if said is not None and (fresh or before is None or before.tries != view.tries):
            announce(self.feedback.label, said.spoken)
            if view.syntax_at is not None:
                self.line.setSelection(min(view.syntax_at, max(len(self.line.text()) - 1, 0)), 1)
        elif fresh and view.asked:
            announce(self.question, self.question.text())

    def _move_focus(self, before: PredictView | None, view: PredictView, fresh: bool) -> None:
        """To the answer when a step is asked, to the way on when it is shown; else it stays where it is."""
        if fresh and view.asked:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view.revealed and before is not None and before.asked:
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_what_is_new(self) -> None:
        self._area.updateGeometry()
        if self._view is not None:
            self._area.ensureWidgetVisible(self.feedback if self._view.feedback else self.line, 0, 0)

    def _show_line(self) -> None:
        self._area.ensureWidgetVisible(self.line, 0, 0)

    def _submit(self) -> None:
        if self._view is not None and self._view.asked:
            self.predicted.emit(self.line.text())
        else:
            self.next_requested.emit()

    def _pick(self) -> None:
        self.factor_picked.emit(next(n for n, button in enumerate(self.factors) if button is self.sender()))

    def _show_understood(self, text: str) -> None:
        reads = self._view.reads if self._view is not None else numbers()
        found = reads(text)
        self.understood.setText("" if found.unfinished else found.text)
        self.line.setAccessibleDescription(self.understood.text())

    def _follow_theme(self) -> None:
        theme = self._manager.theme
        self._column.setContentsMargins(0, theme.px(12), 0, 0)
        for row in (self._first, self._second):
            row.setSpacing(theme.px(8))
        font = theme.code
        font.setPixelSize(theme.px(15))
        self.line.setFont(font)
        self.line.setFixedWidth(theme.px(WIDE))

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._view is not None and self._view.asked:
            self.show_requested.emit()
        else:
            super().keyPressEvent(event)


def _spoken(said: Said) -> str:
    return "".join(part if isinstance(part, str) else part.spoken for part in said)
