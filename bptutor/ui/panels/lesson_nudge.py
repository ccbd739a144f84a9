"""The nudge lab: a value is pushed by h, and the ratio settles on the derivative."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import short
from bptutor.lesson.live import Nudge
from bptutor.lesson.nudge import Lab
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_gates import steps_of
from bptutor.study.lesson_plain import plain_expression
from bptutor.ui.panels.lesson_card import GateCard, row_of
from bptutor.ui.panels.lesson_nudge_pictures import lab_of, secant_picture
from bptutor.ui.panels.lesson_plot import SmallPlot
from bptutor.ui.panels.lesson_slider import LabSlider
from bptutor.ui.panels.lesson_table import SmallTable
from bptutor.ui.panels.lesson_wells import EnterButton
from bptutor.ui.theme import set_kind

NOISE = "At h = {h} the rounding of {cost} alone can move the ratio by about {noise}."
NOTHING = "…"


class PushCard(GateCard):
    """A slider for h, from large to small, its sign, and the table of what was tried. What the ratio settles
    on is told where it is known already, else once the pushes are done."""

    def build(self) -> None:
        block = self.block()
        self.sizes = steps_of(block)
        self.slider = LabSlider("h, from large to small", len(self.sizes) - 1)
        self.sign = EnterButton("+h", "chip", "Sign of h")
        self.sign.setToolTip("Push up or down")
        self.sign.setCheckable(True)
        self.says = QLabel()
        set_kind(self.says, "strong")
        self.push = EnterButton("Push", "primary")
        self.table = SmallTable(self.manager, "Pushes", ("h", "ΔC/Δ", "off by"), last_may_go=True)
        self.plot = SmallPlot(self.manager, "Cost slice of the lab")
        self.watched = SmallTable(self.manager, "What follows", ("Value", "now"))
        self.limit = QLabel()
        self.noise = QLabel()
        self.noise.setWordWrap(True)
        set_kind(self.noise, "small")
        row = QHBoxLayout()
        for widget, stretch in ((self.sign, 0), (self.slider, 1)):
            row.addWidget(widget, stretch)
        press = QHBoxLayout()
        press.addWidget(self.says, 1)
        press.addWidget(self.push)
        self.body.addLayout(row)
        self.body.addLayout(press)
        self.body.addWidget(self.plot)
        self.plot.hide()
        for part in (self.table, self.limit, self.noise, self.watched):
            self.body.addWidget(part)
        self.watched.setVisible(bool(block.watch))
        self.body.addLayout(row_of(self.hint_button()))
        self.slider.valueChanged.connect(self._ask)
        self.sign.clicked.connect(self._ask)
        self.push.clicked.connect(self._ask)

    def block(self) -> Nudge:
        block = self.view.block
        assert isinstance(block, Nudge)
        return block

    @property
    def h(self) -> float:
        """What the controls say now."""
        return self.sizes[self.slider.value()] * (-1 if self.sign.isChecked() else 1)

    def show_body(self) -> None:
        view, attempt = self.view, self.view.attempt
        if attempt.h:
            nearest = min(range(len(self.sizes)), key=lambda n: abs(self.sizes[n] - abs(attempt.h)))
            with QSignalBlocker(self.slider), QSignalBlocker(self.sign):
                self.slider.setValue(nearest)
                self.sign.setChecked(attempt.h < 0)
        self.sign.setText("−h" if self.sign.isChecked() else "+h")
        now = attempt.h or self.h
        self.says.setText(f"h = {size_text(now)}")
        self.push.setVisible(not attempt.h)
        watch, numbers = self.block().watch, view.numbers
        self.watched.show_rows(
            [(plain_expression(text, view.namer), short(numbers.of(text))) for text in watch]
        )
        try:
            self._show_table(lab_of(view, sorted(attempt.pushed, key=lambda h: (-abs(h), h < 0))))
        except TutorError as error:
            self.noise.setText(str(error))

    def _show_table(self, made: Lab) -> None:
        attempt, plain = self.view.attempt, self.view.namer.plain
        cost = plain(made.cost_key)
        self.table.set_heads(("h", f"Δ{cost}/Δ{plain(made.key)}", "off by"))
        rows: list[tuple[str, ...]] = []
        marked = None
        for number, push in enumerate(made.pushes):
            off = short(push.ratio - made.derivative, 2)
            off = off if self.view.told else NOTHING
            rows.append((size_text(push.h), short(push.ratio, 5), off))
            marked = number if push.h == attempt.h else marked
        if not self.plot.isHidden():
            self.plot.show_picture(secant_picture(self.view, attempt.h))
        tried = {abs(h) for h in attempt.pushed}
        left = [size for size in self.sizes if size not in tried]
        count = len(rows)
        rows += [(size_text(size), NOTHING, NOTHING) for size in left]
        self.table.show_rows(rows, marked, frozenset(range(count, len(rows))))
        self.limit.setVisible(self.view.told)
        self.limit.setText(f"{plain(made.derivative_key)} = {short(made.derivative, 5)}")
        noisy = next((push for push in made.pushes if push.h == attempt.h and push.noisy), None)
        text = NOISE.format(h=size_text(noisy.h), cost=cost, noise=short(noisy.noise, 1)) if noisy else ""
        self.noise.setText(text)
        self.noise.setVisible(bool(text))

    def first_control(self) -> QWidget | None:
        return self.slider if self.open else None

    def stand_alone(self) -> None:
        self.plot.show()
        self.plot.show_picture(secant_picture(self.view, self.view.attempt.h))

    def foremost(self) -> QWidget:
        return self.slider if self.slider.hasFocus() or self.slider.isSliderDown() else super().foremost()

    def _ask(self) -> None:
        self.requested.emit(act.Push(self.gate, self.h))


def size_text(h: float) -> str:
    """An h: 0.01, 10⁻⁶, −10⁻⁶."""
    return short(h).replace("1×10", "10") if abs(h) < 1e-4 else short(h)


def is_drag(block: Nudge) -> bool:
    """Whether a lab is one for dragging."""
    return bool(block.visit or block.range)
