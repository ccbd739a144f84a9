"""The lab in which a value is dragged: others follow, and there are places to visit."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLabel, QWidget

from bptutor.foundation.numbers import short
from bptutor.lesson.live import Nudge
from bptutor.lesson.nudge import PLACES, dragged_to
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_plain import plain_expression
from bptutor.trace.keys import Kind, parse
from bptutor.ui.maths_blocks import Block, Words
from bptutor.ui.panels.lesson_card import GateCard, row_of
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_nudge_pictures import activation_picture, cost_picture
from bptutor.ui.panels.lesson_plot import SmallPlot
from bptutor.ui.panels.lesson_slider import LabSlider
from bptutor.ui.panels.lesson_table import SmallTable
from bptutor.ui.panels.lesson_wells import bring_to_sight
from bptutor.ui.theme import set_kind

NEW_LINE = "\u2028"  # within a paragraph, so that lines stand as far apart as those of prose


class DragCard(GateCard):
    """A slider for a value, what it brings about, and the places that are to be visited."""

    def build(self) -> None:
        block = self.block()
        low, high = block.range if len(block.range) == 2 else (-2.0, 2.0)
        self.low, self.high = low, high
        self.slider = LabSlider("", PLACES)
        self.says = QLabel()
        set_kind(self.says, "strong")
        self.plot = SmallPlot(self.manager, "Activation")
        self.table = SmallTable(self.manager, "What follows", ("Value", "now"))
        self.visits = ProseLabel(self.manager, "Places to visit")
        for widget in (self.says, self.slider, self.plot, self.table, self.visits):
            self.body.addWidget(widget)
        self.body.addLayout(row_of(self.hint_button()))
        # Only now: a widget without a parent that is made visible is a window of its own.
        self.plot.setVisible(block.plot == "activation")
        self.slider.valueChanged.connect(self._ask)
        self.slider.sliderReleased.connect(self._let_go)

    def block(self) -> Nudge:
        block = self.view.block
        assert isinstance(block, Nudge)
        return block

    def show_body(self) -> None:
        block, namer, numbers = self.block(), self.view.namer, self.view.numbers
        key = parse(block.value)
        name, value = namer.plain(key), numbers.of(block.value)
        self.slider.setAccessibleName(f"{namer.spoken(key)}")
        place = round((value - self.low) / (self.high - self.low) * PLACES)
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(min(max(place, 0), PLACES))
        self.says.setText(f"{name} = {short(value)}")
        # It is by way of its bias that a z is dragged.
        moved = [str(key.of_kind(Kind.B))] if key.kind is Kind.Z else []
        watched = dict.fromkeys((*moved, *block.watch))
        rows = [(plain_expression(text, namer), short(numbers.of(text))) for text in watched]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        met = self.view.attempt.visited
        done = not self.open
        lines = [
            f"{'✓' if done or n in met else '○'}  {plain_expression(text, namer)}"
            for n, text in enumerate(block.visit)
        ]
        self.visits.show_blocks([Block("text", (Words(NEW_LINE.join(lines)),))] if lines else [])
        self.visits.setVisible(bool(lines))
        if block.plot == "activation":
            picture = activation_picture(self.view, self.low, self.high)
            if picture is not None:
                self.plot.show_picture(picture)
        elif not self.plot.isHidden():
            self.plot.show_picture(cost_picture(self.view, self.low, self.high))

    def first_control(self) -> QWidget | None:
        return self.slider if self.open else None

    def stand_alone(self) -> None:
        if self.block().plot == "cost":
            self.plot.show()
            self.plot.show_picture(cost_picture(self.view, self.low, self.high))

    def foremost(self) -> QWidget:
        # The page must not scroll away under the hand that drags; the reply is seen when it lets go.
        held = self.slider.isSliderDown() or (self.open and self.slider.hasFocus())
        return self.slider if held else super().foremost()

    def _let_go(self) -> None:
        if not self.open:
            bring_to_sight(self.foremost())

    def _ask(self, place: int) -> None:
        self.requested.emit(act.Drag(self.gate, dragged_to(self.low, self.high, place), self.slider.gesture))
