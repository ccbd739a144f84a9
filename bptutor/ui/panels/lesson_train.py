"""The gate that runs iterations and draws the cost, one curve a learning rate."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtWidgets import QWidget

from bptutor.foundation.numbers import counted, short
from bptutor.lesson.live import Train
from bptutor.study import lesson_actions as act
from bptutor.study.lesson_state import Curve
from bptutor.ui.panels.lesson_card import GateCard
from bptutor.ui.panels.lesson_plot import Line, Picture, SmallPlot
from bptutor.ui.panels.lesson_table import SmallTable
from bptutor.ui.panels.lesson_wells import EnterButton, row_of

BEYOND = 10.0  # times the highest cost of the runs that end, to which the others are drawn


class TrainCard(GateCard):
    """Run, then the curves and the costs before and after."""

    def build(self) -> None:
        block = self.view.block
        assert isinstance(block, Train)
        self.start = EnterButton(f"Run {counted(block.steps, 'iteration')}", "primary")
        self.plot = SmallPlot(self.manager, "Cost against iteration")
        self.table = SmallTable(self.manager, "Costs", ("rate", "before", "after"))
        self.body.addLayout(row_of(self.start))
        self.body.addWidget(self.plot)
        self.body.addWidget(self.table)
        self.start.clicked.connect(self._ask)

    def show_body(self) -> None:
        curves = self.view.attempt.curves
        self.plot.setVisible(bool(curves))
        self.table.setVisible(bool(curves))
        if curves:
            self.plot.show_picture(self._picture(curves))
            rows = [
                (short(curve.rate), short(float(curve.costs[0])), short(float(curve.costs[-1])))
                for curve in curves
            ]
            self.table.show_rows(rows)

    def _picture(self, curves: tuple[Curve, ...]) -> Picture:
        block = self.view.block
        assert isinstance(block, Train)
        examples = self.view.document.examples
        letter = "J" if examples is not None and len(examples) > 1 else "C"
        several = len(curves) > 1
        lines = tuple(
            Line(
                np.arange(len(curve.costs), dtype=float),
                curve.costs,
                f"η = {short(curve.rate)}" if several else "",
                "cost",
                number,
            )
            for number, curve in enumerate(curves)
        )
        ends = ", ".join(
            f"with the rate {short(curve.rate)} from {short(float(curve.costs[0]))}"
            f" to {short(float(curve.costs[-1]))}"
            for curve in curves
        )
        spoken = f"{letter} against iteration: {ends}."
        return Picture(lines, "iteration", letter, spoken, block.log, most=in_sight(curves))

    def first_control(self) -> QWidget | None:
        return self.start if self.open else None

    def _ask(self) -> None:
        self.requested.emit(act.RunTraining(self.gate))


def in_sight(curves: tuple[Curve, ...]) -> float:
    """How high the plot need be: a run that goes beyond all numbers would make the others one flat line."""
    highest = [float(np.max(curve.costs)) for curve in curves]
    ended = [cost for cost in highest if math.isfinite(cost)]
    return BEYOND * max(ended) if ended and len(ended) < len(curves) else math.inf
