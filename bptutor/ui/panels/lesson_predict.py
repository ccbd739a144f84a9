"""The gate that asks for a number before it shows."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from bptutor.study import lesson_actions as act
from bptutor.study.lesson_judging import typed_value
from bptutor.study.lesson_words import value_text
from bptutor.ui.decimal_sign import comma_is_decimal
from bptutor.ui.keys import ENTER
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_wells import EnterButton, bring_to_sight
from bptutor.ui.theme import set_kind


class AnswerBox(QLineEdit):
    """A line to type in, whose Enter is its own: the page would take one that is left over as "go on"."""

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()


class PredictCard(GateCard):
    """An answer box with Check and Hint. Beneath the box stands what an expression comes to."""

    def build(self) -> None:
        self.box = AnswerBox()
        self.box.setAccessibleName("Your answer")
        self.box.setPlaceholderText("Your answer")
        self.comes_to = QLabel()
        set_kind(self.comes_to, "small")
        self.check = EnterButton("Check", "primary")
        self.hint = self.hint_button()
        row = QHBoxLayout()
        row.addWidget(self.check)
        row.addWidget(self.hint)
        row.addStretch(1)
        self.body.addWidget(self.box)
        self.body.addWidget(self.comes_to)
        self.body.addLayout(row)
        self.box.textChanged.connect(self._work_out)
        self.box.textEdited.connect(self._show_box)
        self.box.returnPressed.connect(self._ask)
        self.check.clicked.connect(self._ask)

    def show_body(self) -> None:
        answer = self.view.attempt.answer
        if answer and not (self.open and self.box.text()):
            with QSignalBlocker(self.box):
                self.box.setText(answer)
        self.box.setReadOnly(not self.open)
        self.check.setVisible(self.open)
        self.box.setVisible(self.open or bool(self.box.text()))
        self._work_out()

    def first_control(self) -> QWidget | None:
        return self.box if self.open else None

    def _work_out(self) -> None:
        """Say what more than a plain number comes to."""
        text = self.box.text().strip()
        value = (
            typed_value(text, comma_is_decimal()) if any(sign in text[1:] for sign in "+-*/^(×·−") else None
        )
        self.comes_to.setText("" if value is None else value_text(value))
        self.comes_to.setVisible(value is not None)

    def _show_box(self) -> None:
        # A long reply to the answer before may have pushed it out of sight.
        bring_to_sight(self.box)

    def _ask(self) -> None:
        if self.open:
            self.requested.emit(act.Answer(self.gate, self.box.text(), comma_is_decimal()))
