"""The gate that asks to choose one answer, or all that are right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bptutor.lesson.live import Choose
from bptutor.lesson.spans import Spans
from bptutor.study import lesson_actions as act
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_flow import Flow
from bptutor.ui.panels.lesson_option import OptionButton
from bptutor.ui.panels.lesson_text import line
from bptutor.ui.panels.lesson_wells import EnterButton, row_of


class ChooseCard(GateCard):
    """Buttons, one an answer, judged when pressed; or boxes to mark, judged by Check."""

    def build(self) -> None:
        block = self.view.block
        assert isinstance(block, Choose)
        self.several = block.several
        self.options = [OptionButton(self.manager, "box" if self.several else "") for _ in block.options]
        self.flow = Flow(self.manager, self.options, always_stacked=self.several)
        self.body.addWidget(self.flow)
        for option in self.options:
            option.setCheckable(True)
            option.clicked.connect(self._choose)
        self.check = EnterButton("Check", "primary")
        self.check.clicked.connect(self._ask)
        if self.several:
            self.body.addLayout(row_of(self.check))

    def question(self) -> Spans:
        block = self.view.block
        assert isinstance(block, Choose)
        return block.question

    def show_body(self) -> None:
        block, attempt = self.view.block, self.view.attempt
        assert isinstance(block, Choose)
        for number, (button, option) in enumerate(zip(self.options, block.options, strict=True)):
            button.show_blocks([line(option.text, self.view.numbers)])
            picked = number in attempt.picked
            button.setChecked(picked)
            button.setEnabled(self.open or picked)
            mood = {"right": "update", "wrong": "backward"}.get(attempt.mood, "forward")
            button.set_tint(mood if picked else "forward")
        self.check.setVisible(self.several and self.open)
        self.flow.arrange()

    def first_control(self) -> QWidget | None:
        return self.options[0] if self.open and self.options else None

    def _choose(self) -> None:
        sender = self.sender()
        number = next(n for n, option in enumerate(self.options) if option is sender)
        if not self.several:
            self.requested.emit(act.Pick(self.gate, (number,), check=True))
            return
        picked = tuple(n for n, option in enumerate(self.options) if option.isChecked())
        self.requested.emit(act.Pick(self.gate, picked))

    def _ask(self) -> None:
        picked = tuple(n for n, option in enumerate(self.options) if option.isChecked())
        self.requested.emit(act.Pick(self.gate, picked, check=True))
